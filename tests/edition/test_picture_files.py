"""Pictures told by their first and last bytes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from publish.edition.picture_files import fault_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
@pytest.mark.parametrize("size", [(1, 1), (300, 200)])
def test_whole_and_cut_off(kind: str, size: tuple[int, int], tmp_path: Path) -> None:
    data = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(data, kind)
    path = tmp_path / "picture.bin"
    path.write_bytes(data.getvalue())
    assert fault_of(path) == ""
    path.write_bytes(data.getvalue()[: len(data.getvalue()) * 2 // 3])
    assert fault_of(path) == "is cut off"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (SVG.format("<rect width='9' height='9'/>"), ""),
        (f"<?xml version='1.0'?>\n{SVG.format('')}", ""),
        (SVG.format("<script>alert(1)</script>"), "is damaged, or does more than draw"),
        ("<svg><g></svg>", "is damaged, or does more than draw"),
        ("<html/>", "is damaged, or does more than draw"),
        ("", "is no picture in JPEG, PNG, GIF, WebP or SVG"),
        ("a text", "is no picture in JPEG, PNG, GIF, WebP or SVG"),
    ],
)
def test_drawings_and_other_files(content: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "picture.svg"
    path.write_text(content, encoding="utf-8")
    assert fault_of(path) == fault
