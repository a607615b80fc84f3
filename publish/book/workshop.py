"""What all parts of the book are made with: settings, annotated texts, templates."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from lxml import etree

from publish.apparatus.annotate import Apparatus
from publish.apparatus.passages import inner
from publish.apparatus.units import tree
from publish.book.marks import lower_headings, render_marks, set_opening_words
from publish.edition.house_style import HouseStyle
from publish.edition.model import Edition


class Assembler:
    """Everything the parts are made of, for the length of one assembly."""

    def __init__(self, edition: Edition, apparatus: Apparatus, style: HouseStyle) -> None:
        self.edition = edition
        self.settings = edition.settings
        self.texts = apparatus.texts
        self.entries = apparatus.lines
        self.style = style
        self.templates = Environment(
            loader=PackageLoader("publish.book"), autoescape=True, undefined=StrictUndefined
        )

    def render(self, template: str, **values: Any) -> str:
        html = self.templates.get_template(f"{template}.html.j2").render(
            settings=self.settings, **values
        )
        return etree.tostring(etree.fromstring(html), encoding="unicode")


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
