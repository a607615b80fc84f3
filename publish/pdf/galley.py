"""Lay out one part: HTML and style in, PDF pages and their facts out."""

from __future__ import annotations

import functools
import html as html_escapes
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration

from publish.pdf.engine import adapt_engine, font_uses
from publish.pdf.fetcher import FolderFetcher
from publish.pdf.model import Galley, Order
from publish.pdf.prepare import link_targets, parse, prepare, to_html
from publish.pdf.reading import blank_pages, read_anchors, read_starts
from publish.pdf.stylesheet import STYLES
from publish.pdf.typefaces import faces, font_face_css
from publish.problem_codes import CODES
from publish.problems import Problem

_MESSAGES = (
    (re.compile(r"\.notdef glyph"), "E902"),
    (re.compile(r"Failed to load (image|inline SVG)"), "E903"),
    (re.compile(r"has no required alt description"), "E904"),
)


def lay_out(order: Order) -> Galley:
    """Lay out one part into pages without heads and folios.

    Pages are numbered from 0, positions are pt from the top left corner of the trimmed
    page. Whatever the renderer logs as a warning or an error comes back as a problem.
    Raises lxml.etree.XMLSyntaxError if the part's HTML is not well-formed.
    """
    adapt_engine()
    tree = parse(order.html)
    links = link_targets(tree)
    prepare(tree, dict(order.folios))
    with _renderer_log() as records:
        document = _render(_page_source(order, to_html(tree)), order)
        pdf = document.write_pdf(pdf_variant="pdf/ua-1" if order.tagged else None)
    return Galley(
        part=order.part,
        pdf=pdf,
        pages=len(document.pages),
        anchors=read_anchors(document.pages),
        starts=read_starts(document.pages),
        blanks=blank_pages(document.pages),
        fonts=font_uses(document),
        links=links,
        problems=tuple(sorted({_problem(order, record) for record in records})),
    )


def _render(source: str, order: Order) -> Any:
    fetcher = FolderFetcher([Path(order.root), STYLES])
    base = Path(order.root).as_uri() + "/"
    page = HTML(string=source, base_url=base, url_fetcher=fetcher)
    fonts, counters, css = _style(order.css)
    return page.render(font_config=fonts, counter_style=counters, stylesheets=[css])


@functools.lru_cache(maxsize=2)
def _style(css: str) -> tuple[FontConfiguration, CounterStyle, CSS]:
    """Parse the style sheet and load the fonts once for all galleys of a process."""
    fonts, counters = FontConfiguration(), CounterStyle()
    fetcher = FolderFetcher({face.path.parent for face in faces()} | {STYLES})
    css = "".join(map(font_face_css, faces())) + css
    base = STYLES.as_uri() + "/"
    sheet = CSS(
        string=css, base_url=base, font_config=fonts, counter_style=counters, url_fetcher=fetcher
    )
    return fonts, counters, sheet


def _page_source(order: Order, body: str) -> str:
    side = "right" if order.right else "left"
    title, language = html_escapes.escape(order.title), html_escapes.escape(order.language)
    return (
        f'<!DOCTYPE html><html lang="{language}" style="break-before: {side}">'
        f'<head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'
    )


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record.getMessage())


@contextmanager
def _renderer_log() -> Iterator[list[str]]:
    """Collect what the renderer logs, from WARNING up."""
    logger, collector = logging.getLogger("weasyprint"), _Collector()
    logger.addHandler(collector)
    try:
        yield collector.records
    finally:
        logger.removeHandler(collector)


def _problem(order: Order, message: str) -> Problem:
    code = next((code for pattern, code in _MESSAGES if pattern.search(message)), "E901")
    message = message.replace(Path(order.root).as_uri() + "/", "").rstrip(".") + "."
    return Problem(order.part, 1, code, message, CODES[code].hint)
