"""The marks that an editor sets in the text: people, index points and ranges, terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from publish.apparatus.anchors import Hit, Work, reference_to
from publish.apparatus.model import How, Kind
from publish.apparatus.passages import Block, Element, add_class, classes, start_of
from publish.apparatus.units import Piece

INDEX_MARKS = {
    "data-index": Kind.SUBJECT,
    "data-index-start": Kind.SUBJECT,
    "data-index-end": Kind.SUBJECT,
    "data-archive": Kind.ARCHIVE,
}
MARKS = frozenset({"data-person", "data-term", "data-from", "data-to", *INDEX_MARKS})
FROM, TO = "letters from", "letters to"  # subheads of correspondents; the policy words them


@dataclass(frozen=True, slots=True)
class _Mark:
    """What a mark says of the words that it stands around."""

    kind: Kind
    target: str
    subhead: str
    how: How
    reason: str


def take_explicit_marks(work: Work, piece: Piece, block: Block) -> None:
    """References of the marks that the editor set; the marks become anchors."""
    for element in list(block.element.iter()):
        for mark in _marks(element):
            _add(work, piece, block, element, mark)
        term = element.get("data-term")
        if term is not None:
            element.tag = "a"
            element.set("href", f"#term-{term}")
            add_class(element, "term")
        for name in [name for name in element.attrib if str(name).startswith("data-")]:
            if name in MARKS:
                del element.attrib[name]


def _marks(element: Element) -> Iterator[_Mark]:
    for person in (element.get("data-person") or "").split():
        how, subhead = _how(element)
        yield _Mark(Kind.PERSON, person, subhead, how, "marked")
    for name, kind in INDEX_MARKS.items():
        written = element.get(name)
        if written is not None:
            heading, _, subhead = written.partition("!")
            yield _Mark(kind, heading, subhead, How.MARKED, name.removeprefix("data-"))


def _how(element: Element) -> tuple[How, str]:
    if element.get("data-from") is not None:
        return How.CORRESPONDENT, FROM
    if element.get("data-to") is not None:
        return How.CORRESPONDENT, TO
    names = classes(element)
    if "implied" in names:
        return How.IMPLIED, ""
    return (How.UNCERTAIN if "uncertain" in names else How.NAMED), ""


def absorb_word(element: Element) -> None:
    """An empty mark takes in the next word, else the one before: it must stand on their page."""
    if element.text or len(element):
        return
    tail = element.tail or ""
    following = tail.split(maxsplit=1)
    if following:
        lead = tail[: len(tail) - len(tail.lstrip())]
        element.text = lead + following[0]
        element.tail = tail[len(element.text) :]
    else:
        _absorb_word_before(element)


def _absorb_word_before(element: Element) -> None:
    before, parent = element.getprevious(), element.getparent()
    assert parent is not None  # a mark stands in a block
    text = (before.tail if before is not None else parent.text) or ""
    words = text.split()
    if words:
        rest = text[: text.rstrip().rfind(words[-1])]
        element.text = text[len(rest) :]
        if before is not None:
            before.tail = rest
        else:
            parent.text = rest
    elif before is not None and "note-call" in classes(before):
        before.tail, element.tail = element.tail, None
        before.addprevious(element)
        _absorb_word_before(element)
    elif before is not None:
        before.tail = None
        element.insert(0, before)


def _add(work: Work, piece: Piece, block: Block, element: Element, mark: _Mark) -> None:
    if element.get("id") is None:
        element.set("id", work.next_anchor())
    add_class(element, "name" if mark.kind is Kind.PERSON else "index-point")
    form = "".join(element.itertext()).strip()
    start = max(0, block.text.find(form, start_of(element, block)))
    hit = Hit(
        start, start + len(form), mark.kind, (mark.target,), mark.subhead, mark.how, mark.reason
    )
    reference = reference_to(work, piece, block, hit, mark.target, element)
    # The words inside the mark, also where the text that is searched has them otherwise.
    work.references.append(replace(reference, form=form))
