"""Which pages changed between two proofs, which only moved, and which words did it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from publish.proofs.changes import Mark, PageChange, PageState, PartSettled
from publish.proofs.model import Proof, ProofPage
from publish.proofs.sequences import runs

GENERATED = frozenset({"contents", "index"})


@dataclass(frozen=True, slots=True)
class Word:
    """A printed word: how it is compared, and the places of its pieces (two if divided)."""

    key: str
    places: tuple[tuple[int, Mark], ...]


@dataclass(frozen=True, slots=True)
class PagesCompared:
    """Page changes in the order of the newer proof, and the words to mark by page."""

    pages: tuple[PageChange, ...]
    marks_before: dict[int, tuple[Mark, ...]]
    marks_after: dict[int, tuple[Mark, ...]]


def compare_pages(before: Proof, after: Proof) -> PagesCompared:
    """Pages of two proofs, held against each other part by part."""
    old_parts, new_parts = _by_part(before.pages), _by_part(after.pages)
    changes: list[PageChange] = []
    marks: tuple[dict[int, list[Mark]], ...] = (defaultdict(list), defaultdict(list))
    order = [part.id for part in after.parts]
    order += [part.id for part in before.parts if part.id not in order]
    for part in order:
        old, new = old_parts.get(part, []), new_parts.get(part, [])
        for same, old_run, new_run in _runs(old, new):
            if same:
                changes += _shifted(old_run, new_run)
            else:
                changed = _mark_words(old_run, new_run, marks[0], marks[1])
                changes += _unlike(old_run, new_run, changed)
    return PagesCompared(tuple(changes), *({k: tuple(v) for k, v in m.items()} for m in marks))


def new_pages(pages: Sequence[PageChange]) -> dict[int, int]:
    """Index in the newer proof of the pages that are not as they were, by index in the older."""
    return {
        page.before: page.after
        for page in pages
        if page.before is not None and page.after is not None
    }


def settled_parts(after: Proof, pages: Sequence[PageChange]) -> tuple[PartSettled, ...]:
    """For each part with touched pages, from where on it stands as it stood."""
    found = []
    for part in after.parts:
        moved = [page for page in pages if page.part == part.id]
        if moved:
            there = [page for page in after.pages if page.part == part.id]
            touched = [page for page in moved if page.state is not PageState.SHIFTED]
            rest, alike = _after_last(there, moved), _after_last(there, touched)
            settled = rest[0].folio if rest else ""
            renumbered = alike[0].folio if alike and not rest else ""
            found.append(PartSettled(part.id, part.title, len(touched), settled, renumbered))
    return tuple(found)


def settled_folio(after: Proof, pages: Sequence[PageChange]) -> str | None:
    """First folio from which on nothing moved, contents and index apart; see Report."""
    generated = {part.id for part in after.parts if part.kind in GENERATED}
    touched = [page for page in pages if page.part not in generated]
    if not touched:
        return None
    rest = _after_last([p for p in after.pages if p.part not in generated], touched)
    return rest[0].folio if rest else ""


def _after_last(there: Sequence[ProofPage], touched: Sequence[PageChange]) -> list[ProofPage]:
    if not touched:
        return list(there)
    ends = [page.after for page in touched if page.after is not None]
    if not ends:  # pages are only gone: what stands before them is as it was
        return []
    return [page for page in there if page.index > max(ends)]


def _by_part(pages: Sequence[ProofPage]) -> dict[str, list[ProofPage]]:
    parts: dict[str, list[ProofPage]] = defaultdict(list)
    for page in pages:
        parts[page.part].append(page)
    return parts


def _runs(
    old: Sequence[ProofPage], new: Sequence[ProofPage]
) -> Iterator[tuple[bool, Sequence[ProofPage], Sequence[ProofPage]]]:
    keys = [[(page.text, page.image) for page in pages] for pages in (old, new)]
    for same, was, now in runs(*keys):
        yield same, old[was], new[now]


def _shifted(old: Sequence[ProofPage], new: Sequence[ProofPage]) -> Iterator[PageChange]:
    for one, other in zip(old, new, strict=True):
        if one.folio != other.folio:
            yield _change(PageState.SHIFTED, one, other)


def _unlike(
    old: Sequence[ProofPage], new: Sequence[ProofPage], changed: set[int]
) -> Iterator[PageChange]:
    """Changes of pages that are not alike; `changed`: those of the newer ones with other words.

    If no word at all differs, what differs is the look of every page whose lines are the same.
    """
    for one, other in zip(old, new, strict=False):
        differs = other.index in changed or one.text == other.text
        yield _change(PageState.CHANGED if differs else PageState.RUN_OVER, one, other)
    for other in new[len(old) :]:
        yield PageChange(PageState.NEW, other.part, None, other.index, "", other.folio)
    for one in old[len(new) :]:
        yield PageChange(PageState.GONE, one.part, one.index, None, one.folio, "")


def _change(state: PageState, one: ProofPage, other: ProofPage) -> PageChange:
    return PageChange(state, other.part, one.index, other.index, one.folio, other.folio)


def _mark_words(
    old: Sequence[ProofPage],
    new: Sequence[ProofPage],
    old_marks: dict[int, list[Mark]],
    new_marks: dict[int, list[Mark]],
) -> set[int]:
    """Add the words that differ to the marks; indexes of the newer pages they touch.

    Where words went without replacement, their neighbours are marked on the newer page.
    """
    old_words, new_words = _words(old), _words(new)
    touched: set[int] = set()
    for same, was, now in runs([w.key for w in old_words], [w.key for w in new_words]):
        if same:
            continue
        around = new_words[now] or new_words[max(0, now.start - 1) : now.start + 1]
        touched |= {page for word in around for page, _ in word.places}
        _add(old_words[was], old_marks)
        _add(around, new_marks)
    return touched


def _add(words: Sequence[Word], marks: dict[int, list[Mark]]) -> None:
    for word in words:
        for page, mark in word.places:
            marks[page].append(mark)


def _words(pages: Sequence[ProofPage]) -> list[Word]:
    """The words of pages; divided words are joined, hyphens do not count."""
    found: list[Word] = []
    divided = False
    for page in pages:
        for number, line in enumerate(page.lines):
            pieces = line.text.split()
            for place, piece in enumerate(pieces):
                here = (page.index, Mark(number, place))
                key = piece.replace("-", "")
                if divided and place == 0:
                    key, places = found[-1].key + key, (*found[-1].places, here)
                    found[-1] = Word(key, places)
                else:
                    found.append(Word(key, (here,)))
            divided = line.text.endswith("-")
    return found
