"""Which languages are written from right to left."""

import pytest

from publish.edition.language import is_right_to_left


@pytest.mark.parametrize("tag", ["he", "HE", "ar-EG", "yi", "ku-Arab", "fa"])
def test_from_right_to_left(tag: str) -> None:
    assert is_right_to_left(tag)


@pytest.mark.parametrize("tag", ["", "ru", "yi-Latn", "fa-Latn-IR", "de-1901"])
def test_from_left_to_right(tag: str) -> None:
    assert not is_right_to_left(tag)
