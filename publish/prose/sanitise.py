"""Let only known elements and attributes through: a manuscript is input, not code.

Marks that are not known are reported by `publish check`; here they lose their attributes
but never their text.
"""

from __future__ import annotations

import re
from itertools import pairwise

from lxml import etree, html

from publish.prose.notes import CALL_END, CALL_START, find_calls

ELEMENTS = frozenset(
    "p div span em strong del sup sub a br ul ol li dl dt dd blockquote h1 h2 h3 h4 h5 h6 "
    "table thead tbody tfoot tr th td caption figure figcaption img hr section cite q".split()
)
ATTRIBUTES = frozenset(
    "class lang href src alt title colspan rowspan "
    "data-person data-term data-index data-index-start data-index-end data-note data-corr "
    "data-reason data-by data-credit data-to data-from".split()
)
RENAMED = {"credit": "data-credit", "reason": "data-reason", "by": "data-by"}
ALIGNMENT = re.compile(r"text-align:\s*(left|center|right)")
CALL = re.compile(f"{CALL_START}[0-9a-f]*{CALL_END}")
# Where a link may lead: into the book, or to an address the reader sees and chooses.
LINK_SCHEMES = ("doc:", "note:", "intro:", "section:", "page:", "http:", "https:", "mailto:")


def sanitise(fragment: str) -> str:
    """Return the HTML fragment as well-formed XHTML with only known elements and attributes."""
    root = html.fragment_fromstring(fragment, create_parent="div")
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            element.drop_tree()
        elif element is not root and element.tag not in ELEMENTS:
            element.drop_tag()
        else:
            _clean(element)
            _place_calls(element)
    inside = etree.tostring(root, encoding="unicode")
    return inside.removeprefix("<div>").removesuffix("</div>") if inside != "<div/>" else ""


def _place_calls(element: html.HtmlElement) -> None:
    """Turn marked note calls into empty spans with the label."""
    if CALL_END in (element.text or ""):
        element.text, calls = _calls(element.text or "")
        element[:0] = calls
    if CALL_END in (element.tail or ""):
        element.tail, calls = _calls(element.tail or "")
        for call in reversed(calls):
            element.addnext(call)


def _calls(text: str) -> tuple[str, list[html.HtmlElement]]:
    """The text before the first call, and a span for each call with the text after it."""
    parts = list(find_calls(text))
    spans: list[html.HtmlElement] = []
    for (_, label), (after, _) in pairwise(parts):
        span = html.Element("span", {"class": "note-call", "data-note": label})
        span.tail = after
        spans.append(span)
    return parts[0][0], spans


def _clean(element: html.HtmlElement) -> None:
    style = element.get("style", "")
    for key, value in list(element.attrib.items()):
        name = str(key)
        if name in RENAMED:
            element.set(RENAMED[name], value)
        if name not in ATTRIBUTES:
            del element.attrib[name]
        elif CALL_END in value:
            element.set(name, CALL.sub("", value))
    align = ALIGNMENT.search(style)
    if align is not None:
        element.set("class", f"align-{align[1]}")
    if element.tag == "a" and not (element.get("href") or "").startswith(LINK_SCHEMES):
        element.attrib.pop("href", None)
    if element.tag == "img" and ":" in (element.get("src") or ""):
        element.attrib.pop("src", None)
