"""Locators: from references and the page map to "293–94", "313n1", "104nn2–3"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from publish.apparatus.index_model import Locator
from publish.apparatus.model import How, Reference
from publish.edition.house_style import HouseStyle
from publish.pagemap import PageMap

Names = Mapping[str, str]  # id of a text -> "document 57", for notes that need it


@dataclass(frozen=True, slots=True)
class Pages:
    """What locators are made with: the pages, the style, the notes that look alike.

    `alike` holds the (page, number) of notes whose number two texts have on that page,
    `texts` how a text is called.
    """

    pagemap: PageMap
    style: HouseStyle
    alike: frozenset[tuple[int, int]]
    texts: Names

    @classmethod
    def of(
        cls, references: Iterable[Reference], pagemap: PageMap, style: HouseStyle, texts: Names
    ) -> Pages:
        """Prepare locators for all references of a book.

        Note numbers start afresh in each document, so a page may hold two notes 1.
        """
        holders: dict[tuple[int, int], set[str]] = {}
        for reference in references:
            if reference.note:
                spot = pagemap.anchors[reference.anchor].page, reference.note_number
                holders.setdefault(spot, set()).add(reference.text)
        alike = frozenset(spot for spot, holding in holders.items() if len(holding) > 1)
        return cls(pagemap, style, alike, texts)

    def span(self, reference: Reference) -> tuple[int, int]:
        """First and last page (index) of a reference; a range mark may cover several."""
        first = self.pagemap.anchors[reference.anchor].page
        end = reference.end_anchor or reference.anchor
        if reference.how is How.CORRESPONDENT and self.style.index.letter_locators != "pages":
            end = reference.anchor
        last = self.pagemap.anchors[end].page
        return min(first, last), max(first, last)

    def folios(self, first: int, last: int) -> str:
        """The printed numbers of a span of pages."""
        pages = self.pagemap.pages
        if first == last:
            return pages[first].folio
        return elide(pages[first].folio, pages[last].folio, self.style.page_ranges)


def make_locators(references: Sequence[Reference], pages: Pages) -> tuple[Locator, ...]:
    """The locators of one heading, in the order of the pages.

    `references` are in reading order; each goes into exactly one locator. A page and a
    note on it are two locators, the page first (Chicago 17 §16.111–13). Pages are drawn
    together only where one text refers on each of them without a gap, or where a range
    was marked (Hart's 19.6: "123–5" is one continuous discussion, "123, 124, 125" three).
    """
    order = {reference: place for place, reference in enumerate(references)}
    by_number = [reference for reference in references if _by_number(reference, pages.style)]
    by_page = [reference for reference in references if not _by_number(reference, pages.style)]
    in_text = [reference for reference in by_page if not reference.note]
    in_notes = [reference for reference in by_page if reference.note]
    found = [*_document_locators(by_number, pages), *_page_locators(in_text, pages)]
    if not pages.style.index.notes_beside_pages:
        found, in_notes = _with_notes_beside(found, in_notes, pages)
    found += _note_locators(in_notes, pages)
    return tuple(
        sorted(
            found,
            key=lambda one: (one.first_page, bool(one.note_numbers), order[one.references[0]]),
        )
    )


def _by_number(reference: Reference, style: HouseStyle) -> bool:
    letter = reference.how is How.CORRESPONDENT
    return letter and style.index.letter_locators == "documents"


def _document_locators(references: Sequence[Reference], pages: Pages) -> Iterator[Locator]:
    """Documents by their numbers: "document 5", "documents 7–9"."""
    by_text: dict[str, list[Reference]] = {}
    for reference in references:
        by_text.setdefault(reference.text, []).append(reference)
    numbered = [(*_number_of(pages.texts[text]), found) for text, found in by_text.items()]
    for _, run in groupby(enumerate(numbered), key=lambda item: (item[1][0], item[1][1] - item[0])):
        rows = [row for _, row in run]
        word, first, last = rows[0][0], rows[0][1], rows[-1][1]
        held = tuple(reference for *_, found in rows for reference in found)
        label = f"{word} {first}" if first == last else f"{word}s {first}–{last}"
        start, end = pages.span(held[0])[0], pages.span(held[-1])[1]
        yield Locator(label, start, end, held[0].text, (), held)


def _number_of(text: str) -> tuple[str, int]:
    """ "Appendix: document 2" -> "Appendix: document", 2."""
    word, _, number = text.rpartition(" ")
    return word, int(number)


def _page_locators(references: Sequence[Reference], pages: Pages) -> Iterator[Locator]:
    starts = [pages.span(reference)[0] for reference in references]
    for first, last in _continuous(references, pages):
        inside = tuple(
            reference
            for reference, start in zip(references, starts, strict=True)
            if first <= start <= last
        )
        yield Locator(pages.folios(first, last), first, last, inside[0].text, (), inside)


def _with_notes_beside(
    locators: Sequence[Locator], in_notes: Sequence[Reference], pages: Pages
) -> tuple[list[Locator], list[Reference]]:
    """Locators of pages with the notes that stand on them, and the notes that are left."""
    beside: dict[int, list[Reference]] = {}
    left: list[Reference] = []
    for reference in in_notes:
        page = pages.span(reference)[0]
        held = (n for n, one in enumerate(locators) if one.first_page <= page <= one.last_page)
        number = next(held, None)
        (left if number is None else beside.setdefault(number, [])).append(reference)
    taken = [
        replace(one, references=(*one.references, *beside.get(number, ())))
        for number, one in enumerate(locators)
    ]
    return taken, left


def _continuous(references: Sequence[Reference], pages: Pages) -> list[tuple[int, int]]:
    """Runs of pages on which the references go on without a gap."""
    texts: dict[int, set[str]] = {}
    marked: set[int] = set()  # pages beyond which a marked range goes on
    for reference in references:
        first, last = pages.span(reference)
        marked.update(range(first, last))
        for page in (first, last):
            texts.setdefault(page, set()).add(reference.text)
    runs: list[tuple[int, int]] = []
    for page in sorted({*texts, *marked}):
        before = page - 1
        shared = texts.get(page, set()) & texts.get(before, set())
        goes_on = before in marked or (shared and _same_figures(before, page, pages))
        if goes_on and runs and runs[-1][1] == before:
            runs[-1] = (runs[-1][0], page)
        else:
            runs.append((page, page))
    return runs


def _same_figures(page: int, other: int, pages: Pages) -> bool:
    """Whether two pages are both numbered in roman or both in arabic figures."""
    folios = pages.pagemap.pages[page].folio, pages.pagemap.pages[other].folio
    return folios[0].isdecimal() == folios[1].isdecimal()


def _note_locators(references: Sequence[Reference], pages: Pages) -> Iterator[Locator]:
    notes: dict[tuple[str, str], list[Reference]] = {}
    for reference in references:
        notes.setdefault((reference.text, reference.note), []).append(reference)
    single = [_note_locator(found, pages) for found in notes.values()]
    groups: dict[tuple[str, int, int], list[Locator]] = {}
    for one in single:
        over = one.note_numbers[0] if one.first_page < one.last_page else 0  # "173–74n2": alone
        groups.setdefault((one.document, one.first_page, over), []).append(one)
    for group in groups.values():
        group.sort(key=lambda one: one.note_numbers)
        for shared in _sharing(group, pages.style):
            yield _labelled(shared, pages)


def _note_locator(references: Sequence[Reference], pages: Pages) -> Locator:
    """One note, on the pages on which it refers; without its label."""
    spans = [pages.span(reference) for reference in references]
    return Locator(
        label="",
        first_page=min(first for first, _ in spans),
        last_page=max(last for _, last in spans),
        document=references[0].text,
        note_numbers=(references[0].note_number,),
        references=tuple(references),
    )


def _sharing(notes: Sequence[Locator], style: HouseStyle) -> Iterator[list[Locator]]:
    """Notes of one text on one page that share a locator.

    Chicago 17 §16.112: only consecutive ones (334nn14–16); Hart's 19.6 and MHRA 12.4: all
    (90 nn. 17, 19; 41 nn. 3 & 4).
    """
    if style.notes_joint:
        yield list(notes)
        return
    for _, run in groupby(enumerate(notes), key=lambda item: item[1].note_numbers[0] - item[0]):
        yield [note for _, note in run]


def _labelled(notes: Sequence[Locator], pages: Pages) -> Locator:
    first = notes[0]
    numbers = tuple(number for note in notes for number in note.note_numbers)
    label = _note_label(pages.folios(first.first_page, first.last_page), numbers, pages.style)
    if any((first.first_page, number) in pages.alike for number in numbers):
        label = f"{label} ({pages.texts[first.document]})"
    references = tuple(reference for note in notes for reference in note.references)
    return replace(first, label=label, note_numbers=numbers, references=references)


def _note_label(page: str, numbers: Sequence[int], style: HouseStyle) -> str:
    if len(numbers) == 1:
        return style.note_locator.format(page=page, note=numbers[0])
    written = [str(number) for number in numbers]
    if style.notes_joint:
        notes = ", ".join(written[:-1]) + style.notes_joint + written[-1]
    else:
        notes = f"{written[0]}–{written[-1]}"
    return style.notes_locator.format(page=page, notes=notes)


def elide(first: str, last: str, rule: str) -> str:
    """A range of two folios, the second shortened as `rule` has it.

    Rules: "chicago" (17th ed. §9.61), "hart" (New Hart's Rules 4.2.2), "mhra" (Style Guide
    §9.3), "full". Roman numerals are never shortened.
    """
    if first.isdecimal() and last.isdecimal() and len(first) == len(last):
        last = _RULES[rule](first, last)
    return f"{first}–{last}"


def _chicago(first: str, last: str) -> str:
    """3–10, 71–72, 100–104, 101–8, 1103–4, 321–28, 1496–500, 11564–615."""
    if len(first) < 3 or int(first) % 100 == 0:
        return last
    changed = _changed(first, last)
    if first[-2] == "0":
        return changed
    return last[-max(2, len(changed)) :]


def _hart(first: str, last: str) -> str:
    """23–4, 132–6, 1841–5; the teens keep two figures: 10–11, 114–18."""
    changed = _changed(first, last)
    return last[-2:] if len(changed) == 1 and last[-2:-1] == "1" else changed


def _mhra(first: str, last: str) -> str:
    """13–15, 100–22, 104–08, 1933–39; all figures where the hundreds differ: 389–401."""
    return last[-2:] if first[:-2] == last[:-2] else last


def _full(first: str, last: str) -> str:
    return last


def _changed(first: str, last: str) -> str:
    """The figures of `last` from the first that differs."""
    same = 0
    while same < len(last) - 1 and first[same] == last[same]:
        same += 1
    return last[same:]


_RULES: dict[str, Callable[[str, str], str]] = {
    "chicago": _chicago,
    "hart": _hart,
    "mhra": _mhra,
    "full": _full,
}
