"""No line ends between a figure and what it counts."""

import pytest

from publish.book.unbroken import unbroken


@pytest.mark.parametrize(
    "text",
    [
        "on 1_October",
        "am 1._Jänner und 2._März",
        "October_1, 1931",
        "Oct._1",
        "20–25_August 1931",
        "(RGASPI, f._17, op._162, d._11, ll._71–72)",
        "we ._._. agree",
    ],
)
def test_kept_together(text: str) -> None:
    assert unbroken(text.replace("_", " ")) == text.replace("_", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    "text", ["In October 1931", "he sold. 5 men", "in 1931 they", "He did. 3 x"]
)
def test_other_spaces_stay(text: str) -> None:
    assert unbroken(text) == text
