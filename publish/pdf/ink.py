"""Black ink only: colours of content streams turned into black of CMYK."""

from __future__ import annotations

import re

# Rec. 709 weights of red, green and blue in lightness.
_RED, _GREEN, _BLUE = 0.2126, 0.7152, 0.0722

# The renderer writes each operator on a line of its own and all text in hexadecimal, so that
# a line can be read by itself; the preflight reads the result with a full parser.
_NUMBER = rb"(-?\d*\.?\d+)"
# (A search for the end of the line before is several times quicker than one for "^".)
_RGB = re.compile(rb"(?m)\n" + rb" ".join([_NUMBER] * 3) + rb" (rg|RG)$")
_GRAY = re.compile(rb"(?m)\n" + _NUMBER + rb" (g|G)$")
_MARKED_CONTENT = re.compile(rb"(?m)^/\w+\n(?:<<[^<>]*>>\n)?B[DM]C\n|^EMC(?:\n|\Z)")


def in_black(content: bytes) -> bytes:
    """A content stream with every RGB and gray colour as a share of black ink."""
    content = _RGB.sub(_rgb_to_black, b"\n" + content)
    return _GRAY.sub(_gray_to_black, content)[1:]


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
    return b"\n0 0 0 %s %s" % (f"{black:.4f}".rstrip("0").rstrip(".").encode(), operator)
