"""The marks that a manuscript may use: the tables of `docs/manuscript.md`, sections 3 to 6."""

from __future__ import annotations

SPAN_CLASSES = {
    "title": "title of a work",
    "supplied": "supplied by the editor",
    "expansion": "abbreviation expanded",
    "gloss": "editor's explanation",
    "conversion": "converted measure",
    "sic": "so in the source",
    "omission": "editor's omission",
    "gap": "loss in the source",
    "unclear": "reading uncertain",
    "del": "struck out by the writer",
    "ins": "inserted by the writer",
    "hand": "in another's hand",
    "once": "underlined once",
    "twice": "underlined twice",
    "smallcaps": "small capitals",
    "date": "date in a closing line",
    "signed": "signature in a closing line",
    "noindex": "no names in here",
    "implied": "person meant, not named",
    "uncertain": "perhaps this person",
}

LINK_CLASSES = {"cap": "capital at the start of a sentence"}

DIV_CLASSES = {
    "salutation": "opening line",
    "dateline": "place and date of writing",
    "address": "opening line",
    "signature": "signature on the right",
    "closing": "date left and signature right on one line",
    "postscript": "postscript",
    "instruction": "instruction to readers or telegraphists",
    "enclosure": "enclosure",
    "quoted": "document quoted in full",
    "letter": "second letter inside the document",
    "marginalia": "resolution or remark by a reader",
    "attribution": "source of an epigraph or quotation",
    "epigraph": "epigraph",
    "verse": "verse",
    "columns": "two-column list",
    "cip": "Library of Congress block",
    "printing": "line of printing numbers",
    "figure": "picture with caption",
}

SPAN_ATTRIBUTES = frozenset(
    ("person", "term", "index", "index-start", "index-end", "lang", "corr", "reason", "by")
)
LINK_ATTRIBUTES = frozenset[str]()
IMAGE_ATTRIBUTES = frozenset(("alt", "credit"))
DIV_ATTRIBUTES = frozenset(("title", "by", "lang"))

EMBEDDED_DIVS = frozenset(("quoted", "letter", "enclosure", "marginalia"))
"""Divs whose dates and signatures are not those of the document around them."""
