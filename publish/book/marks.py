"""Editorial marks: how the house style prints what a mark means."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from publish.apparatus.passages import Element, add_class, classes
from publish.book.unbroken import NBSP, unbroken
from publish.edition.house_style import HouseStyle
from publish.edition.language import is_right_to_left

ADDRESS = re.compile(r"(https?://[^\s<>]*[^\s<>.,;:!?)\]’”])")  # without the sentence's own points
OPENING_WORDS = 3  # set in small capitals at the start of an introduction
OPENING_LETTERS = 24  # but no more than this many letters


def render_marks(root: Element, style: HouseStyle) -> None:
    """Turn the marks under `root` into printed brackets, words and emphasis (docs §3)."""
    for element in list(root.iter()):
        for name in classes(element):
            render = RENDERERS.get(name)
            if render is not None:
                render(element, style)
        if is_right_to_left(element.get("lang", "")):
            element.set("dir", "rtl")
        elif element.get("lang") and element.tag == "span" and style.foreign_italic:
            add_class(element, "foreign")
        element.text, element.tail = unbroken(element.text or ""), unbroken(element.tail or "")
        _mark_addresses(element)
    print_credits(root)
    for call in list(root.iterfind(".//a[@class='note-call']")):
        bind_call(call)


def _brackets(element: Element, style: HouseStyle) -> None:
    _surround(element, "[", "]")


def _unclear(element: Element, style: HouseStyle) -> None:
    _surround(element, "[", "?]")


def _inserted(element: Element, style: HouseStyle) -> None:
    _surround(element, "‹", "›")


def _sic(element: Element, style: HouseStyle) -> None:
    corrected = element.attrib.pop("data-corr", "")
    if corrected:
        _append_text(element, f" [{corrected}]")
        return
    _append_text(element, " [")
    sic = etree.SubElement(element, "em")
    sic.text, sic.tail = "sic", "]"


def _omission(element: Element, style: HouseStyle) -> None:
    element.text = style.omission.replace(" ", NBSP)


def _gap(element: Element, style: HouseStyle) -> None:
    reason = element.attrib.pop("data-reason", "") or "gap"
    element.text = f"[{reason}]"


def _once(element: Element, style: HouseStyle) -> None:
    element.tag = style.underlined_once


def _twice(element: Element, style: HouseStyle) -> None:
    element.tag = style.underlined_twice


def _deleted(element: Element, style: HouseStyle) -> None:
    element.tag = "del"


RENDERERS: dict[str, Callable[[Element, HouseStyle], None]] = {
    "supplied": _brackets,
    "expansion": _brackets,
    "gloss": _brackets,
    "conversion": _brackets,
    "unclear": _unclear,
    "ins": _inserted,
    "del": _deleted,
    "sic": _sic,
    "omission": _omission,
    "gap": _gap,
    "once": _once,
    "twice": _twice,
}


def _surround(element: Element, before: str, after: str) -> None:
    element.text = before + (element.text or "")
    _append_text(element, after)


def _append_text(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _mark_addresses(element: Element) -> None:
    """Mark addresses of the web: no hyphen may divide them (Chicago 17 §14.18). Of those that are
    links pandoc has done it."""
    if element.text and "://" in element.text and element.tag != "a":
        element.text, marked = _addresses(element.text)
        element[:0] = marked
    parent = element.getparent()
    if element.tail and "://" in element.tail and parent is not None:
        element.tail, marked = _addresses(element.tail)
        behind = parent.index(element) + 1
        parent[behind:behind] = marked


def _addresses(text: str) -> tuple[str, list[Element]]:
    """Text before the first address, and each as an element followed by the text after it."""
    before, *parts = ADDRESS.split(text)
    marked = []
    for address, after in zip(parts[::2], parts[1::2], strict=True):
        element = etree.Element("span", {"class": "uri"})
        element.text, element.tail = address, after
        marked.append(element)
    return before, marked


def bind_call(call: Element) -> None:
    """Keep a note call on the line of the word before it.

    The word and the call come into `<span class="nobreak">`; where a call follows an
    element directly, the element's last word is bound the same way.
    """
    before, parent = call.getprevious(), call.getparent()
    if parent is None or "nobreak" in classes(parent):
        return
    text = (before.tail if before is not None else parent.text) or ""
    bound = etree.Element("span", {"class": "nobreak"})
    word = text.split(" ")[-1] if text and not text[-1].isspace() else ""
    if word:
        rest = text[: len(text) - len(word)]
        if before is not None:
            before.tail = rest
        else:
            parent.text = rest
        bound.text = word
    elif before is not None and not text and not _has_space(before):
        bound.append(before)
    call.addprevious(bound)
    bound.tail, call.tail = call.tail, None
    bound.append(call)


def _has_space(element: Element) -> bool:
    return any(character.isspace() for character in "".join(element.itertext()))


def set_opening_words(root: Element) -> None:
    """Wrap the first words of the first paragraph in `<span class="first-words">`."""
    paragraph = root.find("p")
    if paragraph is None:
        return
    left = len(_first_words("".join(paragraph.itertext())))
    opening = etree.Element("span", {"class": "first-words"})
    opening.text, paragraph.text = _cut(paragraph.text, left)
    left -= len(opening.text)
    while not paragraph.text and len(paragraph) and _fits(paragraph[0], left):
        child = paragraph[0]
        left -= _length(child)
        child.tail, paragraph.text = _cut(child.tail, left)
        left -= len(child.tail)
        opening.append(child)
    opening.tail, paragraph.text = paragraph.text, None
    paragraph.insert(0, opening)


def _first_words(text: str) -> str:
    """The first words of a text, no more letters than an opening has."""
    words = text.split(" ")[:OPENING_WORDS]
    while len(words) > 1 and len(" ".join(words)) > OPENING_LETTERS:
        words.pop()
    return " ".join(words)


def _cut(text: str | None, length: int) -> tuple[str, str]:
    return (text or "")[:length], (text or "")[length:]


def _fits(element: Element, letters: int) -> bool:
    """Whether an element is a mark without a look of its own, and so short."""
    plain = element.tag == "span" and "nobreak" not in classes(element)
    return plain and _length(element) <= letters


def _length(element: Element) -> int:
    return len("".join(element.itertext()))


def lower_headings(root: Element, by: int) -> None:
    """Give headings inside a text a lower rank than its own title: h2 becomes h3, …"""
    for element in root.iter("h1", "h2", "h3", "h4", "h5"):
        element.tag = f"h{min(6, int(str(element.tag)[1]) + by)}"


def print_credits(root: Element) -> None:
    """Put the credit of each picture at the end of its caption."""
    for picture in root.iterfind(".//img[@data-credit]"):
        credit = picture.attrib.pop("data-credit")
        figure = picture.getparent()
        while figure is not None and figure.tag != "figure":
            figure = figure.getparent()
        if figure is None:
            continue
        caption = figure.find("figcaption")
        if caption is None:
            caption = etree.SubElement(figure, "figcaption")
        line = etree.SubElement(caption, "span", {"class": "credit"})
        line.text = f" {credit}"
