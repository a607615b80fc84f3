"""Pictures of Word files to files that a book can print."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass, field

from PIL import Image

from publish.exchange.docx.blocks import Block
from publish.exchange.docx.container import Container
from publish.exchange.log import ImportLog

KEPT = {".png": ".png", ".jpg": ".jpg", ".jpeg": ".jpg", ".svg": ".svg"}
MOST_PIXELS = 100_000_000


@dataclass(slots=True)
class Pictures:
    """Files for images/, by path in the manuscript."""

    log: ImportLog
    files: dict[str, bytes] = field(default_factory=dict)
    unusable: int = 0

    def figure(
        self, block: Block, caption: str, text_id: str, depth: int, source: Container
    ) -> str:
        """The figure of a picture and its caption; only the caption if it cannot be printed.

        `text_id` gives the file its name, `depth` is how many folders down the text lies.
        """
        picture = block.picture
        if picture is None:
            return caption
        name = source.beside(picture.part)
        kept = _usable(name, source.parts.get(name, b""))
        line = picture.line
        if kept is None:
            self.unusable += 1
            self.log.doubt(
                "picture cannot be printed", line, picture.part,
                "Save it as PNG or JPEG and set it in by hand.", source.name,
            )  # fmt: skip
            return caption
        ending, data = kept
        number = sum(path.startswith(f"images/{text_id}-") for path in self.files) + 1
        path = f"images/{text_id}-{number}{ending}"
        self.files[path] = data
        described = picture.alt or block.text
        if not described:
            described = f"Picture {number}"
            self.log.doubt("picture without description", line, path,
                           "Write in alt what it shows.", source.name)  # fmt: skip
        alt = " ".join(described.replace('"', "”").replace("\\", "").split())
        words = caption.replace("\\\n", " ").replace("\n", " ")
        return f'::: figure\n![{words}]({"../" * depth}{path}){{alt="{alt}"}}\n:::'


def _usable(name: str, data: bytes) -> tuple[str, bytes] | None:
    """Ending and bytes of a picture as PNG, JPEG or SVG; None if it cannot be had."""
    ending = "." + name.rpartition(".")[2].lower()
    if not data:
        return None
    if ending in KEPT:
        return KEPT[ending], data
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=("GIF", "BMP", "TIFF", "WEBP"))
        if picture.width * picture.height > MOST_PIXELS:
            return None
        out = io.BytesIO()
        picture.convert("RGBA" if "transparency" in picture.info else "RGB").save(out, "PNG")
    except (OSError, ValueError, Image.DecompressionBombWarning, Image.DecompressionBombError):
        return None
    return ".png", out.getvalue()
