"""XHTML trees: parse a section, refuse what acts by itself, write a file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
XML = "http://www.w3.org/XML/1998/namespace"
EPUB_TYPE = f"{{{OPS}}}type"
XML_LANG = f"{{{XML}}}lang"

VOID = frozenset({"br", "col", "hr", "img", "link", "meta", "wbr"})
BLOCKS = frozenset("p li td th dt dd figcaption caption h1 h2 h3 h4 h5 h6".split())
_ACTIVE = frozenset(
    {"script", "style", "iframe", "object", "embed", "form", "input", "button", "textarea",
     "select", "link", "meta", "base", "audio", "video", "source", "svg", "math"}
)  # fmt: skip
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
LINK_SCHEMES = ("https:", "http:", "mailto:")


class UnsafeMarkupError(ValueError):
    """Markup that could act on a reader's device; no stage before may let it through."""


def parser() -> etree.XMLParser:
    """A parser that neither expands entities nor opens files or addresses."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip


def parse_body(html: str, section: str) -> _Element:
    """The `<body>` of a new XHTML document with the fragment `html` in it.

    `section` names the section in errors. Raises `lxml.etree.XMLSyntaxError` if the
    fragment is not well-formed and UnsafeMarkupError if it holds active content.
    """
    source = (
        f'<html xmlns="{XHTML}" xmlns:epub="{OPS}"><head><title/></head><body>{html}</body></html>'
    )
    root = etree.fromstring(source.encode(), parser())
    body = root[-1]
    refuse_active_content(body, section)
    return body


def refuse_active_content(body: _Element, section: str) -> None:
    """Raise UnsafeMarkupError for scripts, styles, event handlers and odd addresses."""
    for element in elements(body):
        namespace, _, tag = str(element.tag).rpartition("}")
        if tag in _ACTIVE or namespace != f"{{{XHTML}":
            raise UnsafeMarkupError(f"section {section}: element <{tag}> is not allowed")
        for attribute, value in element.attrib.items():
            if _is_active(str(attribute), str(value)):
                raise UnsafeMarkupError(f'section {section}: {attribute}="{value}" is not allowed')


def _is_active(attribute: str, value: str) -> bool:
    if attribute.startswith("on") or attribute in {"style", "srcdoc", "srcset", "formaction"}:
        return True
    if attribute != "href":
        return False
    address = re.sub(r"[\x00-\x20]", "", value).lower()
    return bool(_SCHEME.match(address)) and not address.startswith(LINK_SCHEMES)


def elements(root: _Element, *tags: str) -> Iterator[_Element]:
    """`root` and all elements below it, or those with one of these tags, in document order."""
    return root.iter(*(f"{{{XHTML}}}{tag}" for tag in tags)) if tags else root.iter("*")


def name(element: _Element) -> str:
    """Tag without namespace: 'p'."""
    return str(element.tag).rpartition("}")[2]


def classes(element: _Element) -> frozenset[str]:
    """Values of the class attribute."""
    return frozenset((element.get("class") or "").split())


def find(root: _Element, tag: str, class_: str) -> list[_Element]:
    """Descendants (and `root`) with this tag ('*' for any) and class, in document order."""
    found = elements(root) if tag == "*" else elements(root, tag)
    return [element for element in found if class_ in classes(element)]


def make(tag: str, **attributes: str) -> _Element:
    """A new XHTML element; the attribute `epub_type` becomes epub:type, `_` becomes `-`."""
    element = etree.Element(f"{{{XHTML}}}{tag}", nsmap={None: XHTML, "epub": OPS})
    for attribute, value in attributes.items():
        key = EPUB_TYPE if attribute == "epub_type" else attribute.rstrip("_").replace("_", "-")
        element.set(key, value)
    return element


def rename(element: _Element, tag: str) -> None:
    """Give an element another tag."""
    element.tag = f"{{{XHTML}}}{tag}"


def text_of(element: _Element) -> str:
    """All text below an element, runs of white space as one space."""
    return " ".join("".join(element.itertext()).split())


def page_bytes(body: _Element, title: str, language: str, style: str) -> bytes:
    """The whole XHTML file around `body`: title, style sheet and language filled in.

    Raises ValueError for a title of white space only: every file needs one
    (EPUB 3.3 §6.1.2, WCAG 2.4.2).
    """
    if not title.strip():
        raise ValueError("an XHTML file needs a title")
    root = body.getparent()
    if root is None:
        raise ValueError("the body stands in no document")
    root.set("lang", language)
    root.set(XML_LANG, language)
    head = root[0]
    head[0].text = title
    head.append(make("link", rel="stylesheet", type="text/css", href=style))
    _close_empty_elements(root)
    return etree.tostring(
        root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>"
    ) + b"\n"  # fmt: skip


def _close_empty_elements(root: _Element) -> None:
    """Write `<span></span>`, not `<span/>`: some reading systems parse XHTML as HTML."""
    for element in elements(root):
        if len(element) == 0 and not element.text and name(element) not in VOID:
            element.text = ""
