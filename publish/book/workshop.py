"""What all parts of the book are made with: settings, annotated texts, templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from lxml import etree

from publish.apparatus.annotate import Apparatus
from publish.apparatus.passages import inner
from publish.apparatus.units import tree
from publish.book.marks import lower_headings, render_marks, set_opening_words
from publish.cache import Store
from publish.edition.house_style import HouseStyle
from publish.edition.model import Edition
from publish.kept import key_of, made_once, program_of

if TYPE_CHECKING:
    from jinja2 import Environment


class Assembler:
    """Everything the parts are made of, for the length of one assembly."""

    def __init__(
        self, edition: Edition, apparatus: Apparatus, style: HouseStyle, store: Store
    ) -> None:
        self.edition = edition
        self.settings = edition.settings
        self.texts = apparatus.texts
        self.entries = apparatus.lines
        self.style = style
        self.store = store
        self._common = self.settings.model_dump_json() + style.model_dump_json()

    def render(self, template: str, **values: Any) -> str:
        """Fill a template of `publish/book/templates`."""
        html = (
            _templates()
            .get_template(f"{template}.html.j2")
            .render(settings=self.settings, **values)
        )
        return etree.tostring(etree.fromstring(html), encoding="unicode")

    def page(self, template: str, **words: str) -> str:
        """A template filled with a few words, or its kept outcome."""
        return self.kept(template, [repr(words)], lambda: self.render(template, **words))

    def kept(self, kind: str, parts: Iterable[str], make: Callable[[], str]) -> str:
        """HTML as kept from an earlier build that had the same parts, settings and style."""
        key = self.key(kind, (part.encode() for part in parts))
        (html,) = made_once(self.store, str, [key], lambda index: make())
        return html

    def key(self, kind: str, parts: Iterable[bytes]) -> str:
        """The key of what is made of these parts, the settings and the style."""
        program = program_of("book", "apparatus", "edition")
        return key_of(kind, program, self._common.encode(), *parts)


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415  (slow import)

    return Environment(
        loader=PackageLoader("publish.book"), autoescape=True, undefined=StrictUndefined
    )


def printed(html: str, style: HouseStyle, opening: bool = False, lower: int = 0) -> str:
    """A text as the house style prints it; its headings `lower` ranks down."""
    root = tree(html)
    lower_headings(root, lower)
    render_marks(root, style)
    if opening:
        set_opening_words(root)
    return inner(root)


def plain(html: str) -> str:
    """The words of a header line without note calls."""
    root = tree(html)
    for call in root.iterfind(".//a[@class='note-call']"):
        call.text = None
    return re.sub(r"\s+", " ", "".join(root.itertext())).strip()
