"""Pictures, patterns and states that a page's content names, in colour and in black."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
import pydyf
from pikepdf import Name

from publish.pdf.ink import in_black, without_marks
from publish.pdf.model import Loose, Pictures
from publish.pdf.relocate import Kind, mark
from publish.pdf.structure import Objects

_KINDS = ("ExtGState", "XObject", "Pattern", "Shading")


Tidy = Callable[[bytes], bytes]


def screen_pictures(objects: Objects, resources: Mapping[str, Any], tidy: Tidy) -> Pictures:
    """What the only page of a PDF names besides fonts; `tidy` prepares the content of forms."""
    return _Collector(objects, tidy, black=False).collect(resources)


def print_pictures(objects: Objects, resources: Mapping[str, Any], tidy: Tidy) -> Pictures:
    """The same in black ink: pictures gray, forms painted with black of CMYK."""
    return _Collector(objects, tidy, black=True).collect(resources)


class _Collector:
    def __init__(self, objects: Objects, tidy: Tidy, *, black: bool) -> None:
        self._tidy = tidy
        self._objects = objects
        self._black = black
        self._numbers: dict[bytes, int] = {}
        self._loose: dict[int, Loose] = {}

    def collect(self, resources: Mapping[str, Any]) -> Pictures:
        named = {kind: resources[kind] for kind in _KINDS if resources[kind]}
        body = self._dictionary(named)
        return Pictures(body, tuple(self._loose[number] for number in sorted(self._loose)))

    def _value(self, value: Any) -> bytes:
        if isinstance(value, bytes) and value in self._objects:
            return self._reference(value)
        if isinstance(value, pydyf.Dictionary):
            return self._dictionary(value)
        if isinstance(value, pydyf.Array):
            return b"[%s]" % b" ".join(self._value(item) for item in value)
        return bytes(pydyf._to_bytes(value))

    def _dictionary(self, values: Mapping[str, Any]) -> bytes:
        # Lab spaces are declared everywhere and used nowhere; the book has one set of fonts.
        rows = [
            b"/%s %s" % (str(key).encode(), self._value(value))
            for key, value in values.items()
            if key not in ("ColorSpace", "Font") or not _is_resources(values)
        ]
        if _is_resources(values) and "Font" in values:
            rows.append(b"/Font %s" % mark(Kind.FONTS))
        return b"<<%s>>" % b"".join(rows)

    def _reference(self, reference: bytes) -> bytes:
        if reference not in self._numbers:
            number = self._numbers[reference] = len(self._numbers)
            item = self._objects[reference]
            self._loose[number] = (
                self._stream(item) if isinstance(item, pydyf.Stream) else Loose(self._value(item))
            )
        return mark(Kind.PICTURE, self._numbers[reference])

    def _stream(self, item: pydyf.Stream) -> Loose:
        extra = dict(item.extra)
        data = b"\n".join(pydyf._to_bytes(line) for line in item.stream)
        if extra.get("Subtype") == "/Image":
            extra, data = _gray(extra, data) if self._black else (extra, data)
        else:
            data = without_marks(self._tidy(data))
            if self._black:
                data = in_black(data)
            if self._black and "Group" in extra:
                extra["Group"] = pydyf.Dictionary({**extra["Group"], "CS": "/DeviceCMYK"})
        if "Filter" not in extra:
            extra["Filter"] = "/FlateDecode"
            data = zlib.compress(data)
        extra["Length"] = len(data)
        return Loose(self._dictionary(extra), data)


def _is_resources(values: Mapping[str, Any]) -> bool:
    return "ExtGState" in values and "XObject" in values


def _gray(extra: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    """A colour picture as a gray one, which prints in black ink."""
    if extra.get("ColorSpace") == "/DeviceGray" or extra.get("ImageMask"):
        return extra, data
    kept = {key: value for key, value in extra.items() if key not in ("SMask", "Length")}
    with pikepdf.new() as book:
        plain = pikepdf.Object.parse(bytes(pydyf.Dictionary(kept).data))
        image = pikepdf.Stream(book, b"")
        for key, value in plain.items():
            image[key] = value
        filters: Any = plain.get("/Filter")
        parameters: Any = plain.get("/DecodeParms")
        image.write(data, filter=filters, decode_parms=parameters)
        picture = pikepdf.PdfImage(image).as_pil_image().convert("L")
    dropped = ("Filter", "DecodeParms", "Decode", "Length")
    gray = {key: value for key, value in extra.items() if key not in dropped}
    return {**gray, "ColorSpace": str(Name.DeviceGray), "BitsPerComponent": 8}, picture.tobytes()
