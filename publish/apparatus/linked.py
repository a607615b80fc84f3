"""Texts with the answers to their cross-references, opened only if something in them is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from publish.apparatus.dependence import digest
from publish.apparatus.links import Directory, Outline, outline_of
from publish.apparatus.units import Written, open_text, write_texts
from publish.cache import Store
from publish.edition.house_style import HouseStyle
from publish.edition.model import Edition
from publish.kept import key_of, made_once, program_of
from publish.prose.edition_texts import Prose
from publish.prose.parse import rules


@dataclass(frozen=True, slots=True)
class Linked:
    """A text as it is written, and a digest of all that it says, cross-references filled."""

    written: Written
    content: str

    @property
    def id(self) -> str:
        return self.written.id


def link_texts(
    edition: Edition, prose: Prose, style: HouseStyle, store: Store
) -> tuple[list[Linked], Directory]:
    """All texts in reading order, and what their cross-references can point at."""
    texts = write_texts(edition, prose, style)
    program = program_of("apparatus", "edition", "prose") + rules()
    digests = [_digest_of(text, program) for text in texts]
    outlines = made_once(
        store, Outline, [f"outline-{one}" for one in digests],
        lambda index: outline_of(open_text(texts[index])),
    )  # fmt: skip
    directory = Directory.of(edition, texts, outlines, style)
    linked = [
        Linked(text, _with_answers(own, text.id, outline.targets, directory))
        for text, own, outline in zip(texts, digests, outlines, strict=True)
    ]
    return linked, directory


def _digest_of(text: Written, program: bytes) -> str:
    """A digest of all that a text is made of.

    `program` parses its source, too, so that the HTML of body and notes need not be in it.
    """
    lines = {name: html for name, html in text.lines.items() if name != "body"}
    parts = (
        text.source.model_dump_json(), text.where, text.indexed, sorted(text.unprinted),
        text.remarking, lines,
    )  # fmt: skip
    return key_of("text", program, msgspec.msgpack.encode(parts))


def _with_answers(own: str, ident: str, targets: Sequence[str], directory: Directory) -> str:
    return digest(own, repr(directory.answers(ident, targets))) if targets else own
