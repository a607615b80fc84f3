"""The tree of a document as the renderer's selectors see it, made without an HTML parser."""

from __future__ import annotations

import copy
import functools
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import cssselect2
from weasyprint import CSS, HTML
from weasyprint.html import UA_STYLESHEET
from weasyprint.urls import URLFetcher

SHELL = "data-shell"
"""Attribute of an empty element that selectors see beside others and that has no style or box."""


class _Element(cssselect2.ElementWrapper):  # type: ignore[misc]
    """An element as selectors see it: what they ask of each is there before they ask."""

    def __init__(self, etree_element: ElementTree.Element, *rest: Any, **named: Any) -> None:
        super().__init__(etree_element, *rest, **named)
        if not etree_element.tag.startswith("{"):
            self.__dict__ |= {
                "local_name": etree_element.tag,
                "namespace_url": "",
                "id": etree_element.get("id"),
                "classes": set(etree_element.get("class", "").split()),
                "etree_children": list(etree_element),
            }

    def iter_subtree(self) -> Iterator[_Element]:
        elements = super().iter_subtree()
        return (element for element in elements if SHELL not in element.etree_element.attrib)


class Tree(HTML):  # type: ignore[misc]
    """A document for the renderer from a tree that needs no HTML parser."""

    def __init__(self, root: ElementTree.Element, base_url: str, url_fetcher: URLFetcher) -> None:
        self.base_url = base_url
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        self.wrapper_element = _Element.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_sheet_of_elements()]


@functools.cache
def _sheet_of_elements() -> CSS:
    """The renderer's own style sheet without the markers and note calls it gives to everything.

    It would work out six styles more for each element. `styles/page.css` says the same of the
    few elements that have a marker or a call.
    """
    sheet = copy.copy(UA_STYLESHEET)
    sheet.matcher = copy.copy(sheet.matcher)
    sheet.matcher.other_selectors = [
        (test, specificity, order, pseudo_element, declarations)
        for test, specificity, order, pseudo_element, declarations in sheet.matcher.other_selectors
        if pseudo_element is None
    ]
    return sheet


def remove_shells(root: ElementTree.Element) -> None:
    """Take out what only selectors are to see, when the styles are worked out."""
    for element in root.iter():
        kept = [child for child in element if SHELL not in child.attrib]
        if len(kept) < len(element):
            element[:] = kept
