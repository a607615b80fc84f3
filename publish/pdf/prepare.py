"""The book's HTML made ready for the renderer: links, page references, notes, grid, marks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from lxml import etree

from publish.pdf.calls import CALL_CLASS
from publish.pdf.last_lines import keep_last_lines, keep_short_last_notes, mark_last_words

LINK_SCHEME = "book:"
ID = "data-id"  # the renderer need not know the anchors: thousands of them make it slow
GRID_CLASS = "to-grid"
PLACEHOLDER_FOLIO = "000"
DASH = "\N{EM DASH}"
JOINER_CLASS = "joiner"
BREAK_CLASS = "break"
NOTE_CLASS = "footnote"

_BLOCK_TAGS = frozenset(
    "address article aside blockquote caption dd div dl dt figcaption figure footer h1 h2 h3 "
    "h4 h5 h6 header hr li ol p pre section table tbody td tfoot th thead tr ul".split()
)
_PADDED_INSIDE = (
    "//header[contains(concat(' ', @class, ' '), ' document-header ')]"
    " | //section[contains(concat(' ', @class, ' '), ' endnotes ')]"
    " | //figure"
)
_PADDED_AFTER = "//table[not(ancestor::table)]"


INLINE_TAGS = frozenset("a abbr b cite code em i q s small span strong sub sup u".split())
_UNPRINTED_CLASSES = frozenset({"page-ref"})
_LIFTED = "lifted"
_POINT_OF_ADDRESS = re.compile(r"(?<!^)(?=[._~?#%=&-])")


class Mark(NamedTuple):
    """A place inside a block: so many visible characters of the block stand before it."""

    id: str
    offset: int


class Prepared(NamedTuple):
    """A tree ready for the renderer, and what was taken out of it.

    `texts` are the visible characters of each block, `marks` the places inside each block
    at which an element with an id begins.
    """

    root: etree._Element
    texts: dict[str, str]
    marks: dict[str, tuple[Mark, ...]]


def link_address(anchor: str) -> str:
    """Address of a link inside the book until the binder knows its page."""
    return LINK_SCHEME + quote(anchor, safe="")


def link_anchor(address: str) -> str | None:
    """The anchor that `link_address` made the address of; None for any other address."""
    return unquote(address[len(LINK_SCHEME) :]) if address.startswith(LINK_SCHEME) else None


def parse(html: str) -> etree._Element:
    """Read a well-formed fragment with a single outermost element; no entities, no network.

    Raises lxml.etree.XMLSyntaxError if it isn't well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(html.encode(), parser)


def page_references(html: str) -> tuple[str, ...]:
    """Anchors whose page number the fragment prints, sorted, each once."""
    if "page-ref" not in html:
        return ()
    targets = parse(html).xpath("//a[contains(concat(' ', @class, ' '), ' page-ref ')]/@href")
    return tuple(sorted({str(target).removeprefix("#") for target in targets}))


def link_targets(root: etree._Element) -> frozenset[str]:
    """Anchors that the links of an unprepared tree lead to."""
    return frozenset(
        link.get("href", "")[1:] for link in root.iter("a") if link.get("href", "")[:1] == "#"
    )


def prepare(root: etree._Element, folios: Mapping[str, str], css: str = "") -> Prepared:
    """Change the tree in place into what is laid out in the style `css`.

    Page references get their words, notes at the foot of the page move to their calls,
    links inside the book get private addresses, no line can begin with a dash, last words of
    paragraphs and last lines of the part are marked, elements that leave the grid get a filler.
    Elements that the style does not touch are lifted out of the text. Ids inside blocks are
    kept as marks apart from the text, so that other names in it do not make it another text.
    """
    _fill_page_references(root, folios)
    _bind_dashes(root)
    _part_addresses(root)
    _move_footnotes(root)
    _readdress_links(root)
    _run_in_definitions(root)
    keep_short_last_notes(root)
    keep_last_lines(root)
    _pad_to_grid(root)
    prepared = _lift_marks(root, styled_classes(css))
    mark_last_words(root)
    return prepared


def styled_classes(css: str) -> frozenset[str]:
    """Names of the classes that a style sheet speaks of."""
    return frozenset(re.findall(r"\.([A-Za-z][\w-]*)", css))


def block_id(element: Any) -> str:
    """Id of an element that was a block in the book's HTML, "" for any other.

    `data-tag` keeps what an element was before it was prepared.
    """
    return "" if _is_inline(element) else (element.get(ID) or "")


def _is_inline(element: Any) -> bool:
    return (element.get("data-tag") or element.tag) in INLINE_TAGS


def _lift_marks(root: etree._Element, styled: frozenset[str]) -> Prepared:
    texts: dict[str, list[str]] = defaultdict(list)
    marks: dict[str, list[Mark]] = defaultdict(list)
    lengths: dict[str, int] = defaultdict(int)

    def add(block: str, text: str | None) -> None:
        if text and block:
            texts[block].append(shown := "".join(text.split()))
            lengths[block] += len(shown)

    def visit(element: etree._Element, block: str) -> None:
        anchor, classes = _take_id(element), _classes(element)
        if _is_inline(element):
            if block and anchor:
                marks[block].append(Mark(anchor, lengths[block]))
            elif anchor:
                element.set(ID, anchor)
            if block and _is_bare(element, classes, styled):
                element.tag = _LIFTED
        elif anchor:
            element.set(ID, anchor)
            block = anchor
        if _UNPRINTED_CLASSES.isdisjoint(classes):
            add(block, element.text)
            for child in element:
                visit(child, block)
                add(block, child.tail)

    visit(root, "")
    etree.strip_tags(root, _LIFTED)
    return Prepared(
        root,
        {block: "".join(pieces) for block, pieces in texts.items()},
        {block: tuple(places) for block, places in marks.items()},
    )


def _take_id(element: etree._Element) -> str:
    """Take the id from an element; "" if it has none."""
    anchor = element.get("id")
    if anchor is None:
        return ""
    del element.attrib["id"]
    return str(anchor)


def _is_bare(element: etree._Element, classes: list[str], styled: frozenset[str]) -> bool:
    """Whether a span changes nothing on the page: no style, language or former block."""
    return (
        element.tag == "span"
        and styled.isdisjoint(classes)
        and all(element.get(name) is None for name in ("lang", "style", "dir", "data-tag"))
    )


def _fill_page_references(root: etree._Element, folios: Mapping[str, str]) -> None:
    for link in _with_class(root, "a", "page-ref"):
        folio = folios.get(link.get("href", "").removeprefix("#"), PLACEHOLDER_FOLIO)
        link.text = f"p.\N{NO-BREAK SPACE}{folio}"


def _readdress_links(root: etree._Element) -> None:
    for link in root.iter("a"):
        href = link.get("href", "")
        if href.startswith("#"):
            link.set("href", link_address(href[1:]))


def _move_footnotes(root: etree._Element) -> None:
    """Put each note of a `section.footnotes` behind its call, where `float: footnote` wants it."""
    calls = {call.get("id"): call for call in _with_class(root, "a", CALL_CLASS)}
    for section in _with_class(root, "section", "footnotes"):
        for note in _with_class(section, "div", "note"):
            back_link = next(iter(_with_class(note, "a", "note-number")), None)
            target = "" if back_link is None else back_link.get("href", "")
            call = calls.get(target.removeprefix("#"))
            if call is not None:
                _insert_behind(call, _as_inline(note))
        if not section.findall(".//div"):
            _remove(section)


def _as_inline(note: etree._Element) -> etree._Element:
    """Turn a note and its blocks into spans: an HTML parser would close the paragraph at them.

    `data-tag` keeps what they were, the style sheet gives them back their display.
    """
    _make_spans(note)
    note.set("class", f"note {NOTE_CLASS}")
    return note


def _make_spans(element: etree._Element) -> None:
    for inner in element.iter():
        if inner.tag in _BLOCK_TAGS:
            inner.set("data-tag", str(inner.tag))
            inner.tag = "span"
            # White space between blocks would become a line between spans.
            inner.tail = (inner.tail or "").strip() or None


def _insert_behind(call: etree._Element, note: etree._Element) -> None:
    _detach(note)
    note.tail = call.tail
    call.tail = None
    call.addnext(note)


def _run_in_definitions(root: etree._Element) -> None:
    """Set term and meaning in one paragraph, which HTML's definition list cannot.

    (A floating term would do, but stand before its page's text in the PDF's reading order.)
    """
    for definitions in list(root.iter("dl")):
        entry = None
        for item in list(definitions):
            if item.tag == "dt" and (entry is None or entry[-1].get("data-tag") == "dd"):
                entry = etree.Element("p", {"class": "definition"})
                item.addprevious(entry)
            _make_spans(item)
            item.tail = " "
            if entry is not None:
                entry.append(item)
        definitions.tag = "div"


def _bind_dashes(root: etree._Element) -> None:
    """Let no line begin with an em dash (Hart's Rules 2.4): Unicode allows a break before it.

    The joiner is an empty element, to which the style sheet gives a U+2060: the character
    comes neither into copied text nor into the count of a page's first words.
    """
    for text in root.xpath("//text()[contains(., $dash)]", dash=DASH):
        element = text.getparent()
        before, joined = _split_at_dashes(text)
        if text.is_tail:
            element.tail = before
            parent = element.getparent()
            _insert_all(parent, parent.index(element) + 1, joined)
        else:
            element.text = before
            _insert_all(element, 0, joined)


def _split_at_dashes(text: str) -> tuple[str, list[etree._Element]]:
    """Text before the first dash, and a joiner for each dash, followed by dash and text."""
    before, *others = text.split(DASH)
    joiners = []
    for other in others:
        joiner = etree.Element("span", {"class": JOINER_CLASS})
        joiner.tail = DASH + other
        joiners.append(joiner)
    return before, joiners


def _part_addresses(root: etree._Element) -> None:
    """Let a line end before each point of an address of the web (Chicago 17 §14.18), as behind a
    slash Unicode does."""
    for address in root.xpath("//*[@class='uri']"):
        address.text, *others = _POINT_OF_ADDRESS.split(address.text or "")
        for other in others:
            etree.SubElement(address, "span", {"class": BREAK_CLASS}).tail = other


def _insert_all(parent: etree._Element, position: int, elements: list[etree._Element]) -> None:
    for offset, element in enumerate(elements):
        parent.insert(position + offset, element)


def _pad_to_grid(root: etree._Element) -> None:
    for element in root.xpath(_PADDED_INSIDE):
        etree.SubElement(element, "div", {"class": GRID_CLASS})
    for element in root.xpath(_PADDED_AFTER):
        filler = etree.Element("div", {"class": GRID_CLASS})
        filler.tail, element.tail = element.tail, None
        element.addnext(filler)


def _with_class(root: etree._Element, tag: str, name: str) -> list[etree._Element]:
    return [element for element in root.iter(tag) if name in _classes(element)]


def _classes(element: etree._Element) -> list[str]:
    return element.get("class", "").split()


def _detach(element: etree._Element) -> None:
    """Take an element out of its parent, leaving the text that follows it."""
    parent, previous = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail:
        if previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    element.tail = None
    parent.remove(element)


def _remove(section: etree._Element) -> None:
    _detach(section)
