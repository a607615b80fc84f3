"""Black ink only: colours of content streams and pictures turned into black of CMYK."""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Name, Object, Stream

from publish.pdf.resources import drop, entries

# Rec. 709 weights of red, green and blue in lightness.
_RED, _GREEN, _BLUE = 0.2126, 0.7152, 0.0722

# The renderer writes each operator on a line of its own and all text in hexadecimal, so that
# a line can be read by itself; the preflight reads the result with a full parser.
_NUMBER = rb"(-?\d*\.?\d+)"
_RGB = re.compile(rb"(?m)^" + rb" ".join([_NUMBER] * 3) + rb" (rg|RG)$")
_GRAY = re.compile(rb"(?m)^" + _NUMBER + rb" (g|G)$")
_MARKED_CONTENT = re.compile(rb"(?m)^/\w+\n(?:<<[^<>]*>>\n)?B[DM]C\n|^EMC(?:\n|\Z)")


def in_black(content: bytes) -> bytes:
    """A content stream with every RGB and gray colour as a share of black ink."""
    content = _RGB.sub(_rgb_to_black, content)
    return _GRAY.sub(_gray_to_black, content)


def without_marks(content: bytes) -> bytes:
    """A content stream without marked-content operators."""
    return _MARKED_CONTENT.sub(b"", content)


def _rgb_to_black(match: re.Match[bytes]) -> bytes:
    red, green, blue = (float(match[number]) for number in (1, 2, 3))
    operator = b"k" if match[4] == b"rg" else b"K"
    return _black(_RED * red + _GREEN * green + _BLUE * blue, operator)


def _gray_to_black(match: re.Match[bytes]) -> bytes:
    return _black(float(match[1]), b"k" if match[2] == b"g" else b"K")


def _black(lightness: float, operator: bytes) -> bytes:
    black = min(1.0, max(0.0, 1.0 - lightness))
    return b"0 0 0 %s %s" % (f"{black:.4f}".rstrip("0").rstrip(".").encode(), operator)


def blacken_resources(resources: Object, seen: set[tuple[int, int]]) -> None:
    """Turn forms, patterns and pictures that `resources` name into black ink, each once."""
    drop(resources, "/ColorSpace")  # the renderer declares Lab spaces, and uses none
    for kind in ("/XObject", "/Pattern"):
        for item in entries(resources, kind).values():
            if item.objgen in seen or not isinstance(item, Stream):
                continue
            seen.add(item.objgen)
            if item.get("/Subtype") == Name.Image:
                _gray_image(item)
            else:
                _blacken_form(item, seen)


def _blacken_form(form: Stream, seen: set[tuple[int, int]]) -> None:
    form.write(without_marks(in_black(form.read_bytes())))
    if "/Group" in form and "/CS" in form.Group:
        form.Group.CS = Name.DeviceCMYK
    if "/Resources" in form:
        blacken_resources(form.Resources, seen)


def _gray_image(image: Stream) -> None:
    """Turn a colour picture into a gray one, which prints in black ink."""
    if image.get("/ColorSpace") == Name.DeviceGray or image.get("/ImageMask", False):
        return
    picture = pikepdf.PdfImage(image).as_pil_image().convert("L")
    image.write(picture.tobytes())
    image.ColorSpace = Name.DeviceGray
    image.BitsPerComponent = 8
    drop(image, "/Decode", "/DecodeParms")
