"""Paths of pictures."""

from __future__ import annotations

import pytest

from publish.edition.pictures import picture_path


@pytest.mark.parametrize(
    ("file", "target", "path"),
    [
        ("plates.md", "images/a.png", "images/a.png"),
        ("front/preface.md", "../images/a%20b.png", "images/a b.png"),
        ("years/1931/001.md", "../../images/a.png", "images/a.png"),
        ("years/1931/001.md", "../../../a.png", None),
        ("plates.md", "../a.png", None),
        ("plates.md", "/etc/a.png", None),
        ("plates.md", "//host/a.png", None),
        ("plates.md", "https://host/a.png", None),
        ("plates.md", "file:///etc/a.png", None),
        ("plates.md", "data:image/png;base64,AA", None),
    ],
)
def test_picture_path(file: str, target: str, path: str | None) -> None:
    assert picture_path(file, target) == path
