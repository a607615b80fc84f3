"""Tracked changes, accepted or rejected in the XML, each one logged (ECMA-376-1, 17.13.5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias

from lxml import etree

from publish.exchange.log import ImportLog

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Tracked: TypeAlias = Literal["accept", "reject"]
INSERTED = (f"{W}ins", f"{W}moveTo")
DELETED = (f"{W}del", f"{W}moveFrom")
NOT_RUNS = (f"{W}rPr", f"{W}trPr", f"{W}tcPr", f"{W}numPr")


def resolve_changes(
    root: etree._Element,
    tracked: Tracked,
    file: str,
    number_of: Callable[[etree._Element], int],
    log: ImportLog,
) -> None:
    """Accept or reject all changes under `root`.

    A change that stays in the text is logged with the same words before and after.
    """
    goes, stays = (DELETED, INSERTED) if tracked == "accept" else (INSERTED, DELETED)
    done = f"{tracked}ed"
    _rows(root, goes, file, done, number_of, log)
    for change in [c for c in root.iter(*goes) if _holds_runs(c)]:
        if change.getparent() is None:
            continue
        what = _kind(change)
        log.repair(f"{what} {done}", number_of(change), _words(change), "", file)
        _remove(change)
    for change in [c for c in root.iter(*stays) if _holds_runs(c)]:
        words = _words(change)
        log.repair(f"{_kind(change)} {done}", number_of(change), words, words, file)
        _unwrap(change)
    for deleted in root.iter(f"{W}delText"):
        deleted.tag = f"{W}t"
    _paragraph_marks(root, goes, file, done, number_of, log)
    for mark in list(root.iter(*stays)):  # of rows and paragraphs that stay
        _remove(mark)


def count_changes(root: etree._Element) -> int:
    """How many tracked changes of words, rows and paragraph ends there are."""
    return sum(1 for _ in root.iter(*INSERTED, *DELETED))


def _holds_runs(change: etree._Element) -> bool:
    parent = change.getparent()
    return parent is not None and parent.tag not in NOT_RUNS


def _kind(change: etree._Element) -> str:
    name = etree.QName(change).localname
    return {"ins": "insertion", "del": "deletion"}.get(name, "move")


def _words(change: etree._Element) -> str:
    marks = ("\U0010fff0", "\U0010fff1")
    texts = [text.text or "" for text in change.iter(f"{W}t", f"{W}delText")]
    return "".join(text for text in texts if not text.startswith(marks))


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(change: etree._Element) -> None:
    for child in reversed(list(change)):
        change.addnext(child)
    _remove(change)


def _rows(
    root: etree._Element,
    goes: tuple[str, ...],
    file: str,
    done: str,
    number_of: Callable[[etree._Element], int],
    log: ImportLog,
) -> None:
    """Rows of tables that were deleted (or inserted, if changes are rejected)."""
    rows = [
        row
        for row in root.iter(f"{W}tr")
        if any(row.find(f"{W}trPr/{name}") is not None for name in goes)
    ]
    for row in rows:
        for paragraph in row.iter(f"{W}p"):
            number = number_of(paragraph)
            log.repair(f"change of a table row {done}", number, _words(paragraph), "", file)
        _remove(row)


def _paragraph_marks(
    root: etree._Element,
    goes: tuple[str, ...],
    file: str,
    done: str,
    number_of: Callable[[etree._Element], int],
    log: ImportLog,
) -> None:
    """A paragraph whose end is deleted runs on into the next one."""
    for paragraph in reversed(list(root.iter(f"{W}p"))):
        marks = paragraph.find(f"{W}pPr/{W}rPr")
        if marks is None or all(marks.find(name) is None for name in goes):
            continue
        for mark in [mark for mark in marks if mark.tag in goes]:
            marks.remove(mark)
        following = paragraph.getnext()
        if following is None or following.tag != f"{W}p":
            continue
        log.repair(f"paragraphs joined, change {done}", number_of(paragraph), "", "", file)
        if not _words(paragraph):  # nothing is left of it but its style
            _remove(next(iter(paragraph.iterchildren(f"{W}pPr"))))
        for child in list(following):
            if child.tag != f"{W}pPr" or paragraph.find(f"{W}pPr") is None:
                paragraph.append(child)
        properties = paragraph.find(f"{W}pPr")
        if properties is not None:
            paragraph.insert(0, properties)
        _remove(following)
