"""ANNOTATE: number notes, fill cross-references, find names, subjects and terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from publish.apparatus.links import Directory, fill_cross_references, number_calls
from publish.apparatus.model import How, Kind, Reference, Where
from publish.apparatus.passages import Block, Element, add_class, blocks, classes, read_block, wrap
from publish.apparatus.resolve import Mention, Passage, Query, Register, TextUnit, resolve
from publish.apparatus.subjects import SubjectFinder, SubjectHit
from publish.apparatus.units import Piece, Unit, make_units
from publish.edition.dates import parse_date
from publish.edition.house_style import HouseStyle
from publish.edition.model import Document, Edition
from publish.problems import Place, Problems
from publish.prose.edition_texts import Prose

CONTEXT = 60  # characters to either side of a passage


@dataclass(frozen=True, slots=True)
class AnnotatedNote:
    """A note ready for the book."""

    label: str
    number: int
    by: str
    html: str


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A document or essay ready for the book: header lines and body as HTML, its notes."""

    id: str
    html_id: str
    lines: dict[str, str]  # "title", "correspondents", "date", "source"
    body: str
    notes: tuple[AnnotatedNote, ...]


@dataclass(frozen=True, slots=True)
class Apparatus:
    """All annotated texts by id, and every reference in reading order."""

    texts: dict[str, AnnotatedText]
    references: tuple[Reference, ...]


@dataclass(slots=True)
class _Hit:
    """A passage of a block that refers to something, before it has an anchor."""

    start: int
    end: int
    kind: Kind
    targets: tuple[str, ...]
    subhead: str
    how: How
    reason: str


@dataclass(slots=True)
class _Work:
    """One unit while it is annotated."""

    unit: Unit
    blocks: dict[str, tuple[Piece, Block]]
    references: list[Reference] = field(default_factory=list)
    anchors: int = 0

    def next_anchor(self) -> str:
        self.anchors += 1
        return f"r-{self.unit.id}-{self.anchors}"


def annotate(edition: Edition, prose: Prose, style: HouseStyle, problems: Problems) -> Apparatus:
    """Annotate every text of the edition.

    What cannot be decided (a name two people share, a target that is not there) is added to
    `problems` and left out of the references.
    """
    units = make_units(edition, prose, style)
    directory = Directory.of(edition, units, style)
    register = Register(edition.people, edition.index.decisions, edition.index.ignore)
    finder = SubjectFinder(edition.index.subjects)
    terms = _term_forms(edition)
    for unit in units:
        number_calls(unit)
    references: list[Reference] = []
    for unit in units:
        fill_cross_references(unit, directory, problems)
        work = _Work(unit, _number_blocks(unit))
        if unit.indexed:
            _find_references(work, register, finder, terms, problems)
        references += work.references
    joined = _join_ranges(references, problems)
    return Apparatus({unit.id: _annotated(unit) for unit in units}, tuple(joined))


def _number_blocks(unit: Unit) -> dict[str, tuple[Piece, Block]]:
    """Give every block of the unit its id; the flattened blocks by that id, in reading order."""
    found: dict[str, tuple[Piece, Block]] = {}
    for piece in unit.all_pieces():
        for mark in piece.root.xpath(".//*[@data-index or @data-index-start or @data-index-end]"):
            _absorb_word(mark)
        elements = list(blocks(piece.root))
        if not elements and (piece.root.text or len(piece.root)):
            found[f"line-{unit.id}-{len(found)}"] = (piece, read_block(piece.root))
        for element in elements:
            ident = f"b-{unit.id}-{len(found) + 1}"
            element.set("id", ident)
            found[ident] = (piece, read_block(element))
    return found


def _find_references(
    work: _Work,
    register: Register,
    finder: SubjectFinder,
    terms: dict[str, str],
    problems: Problems,
) -> None:
    passages = [
        Passage(key, block.text, piece.where, block.unsearched)
        for key, (piece, block) in work.blocks.items()
    ]
    mentions, queries = resolve(_text_unit(work, passages), register)
    for query in queries:
        _report(query, work, problems)
    hits: dict[str, list[_Hit]] = {key: [] for key in work.blocks}
    for mention in mentions:
        hits[mention.passage].append(_from_mention(mention))
    for found in finder.find(passages):
        hits[found.passage].append(_from_subject(found))
    _mark_terms(work, terms, hits)
    for key, (piece, block) in work.blocks.items():
        _take_explicit_marks(work, piece, block)
        _anchor(work, piece, block, hits[key])
    order = {anchor: place for place, anchor in enumerate(_anchors_in_order(work.unit))}
    work.references.sort(key=lambda reference: order[reference.anchor])


def _text_unit(work: _Work, passages: Sequence[Passage]) -> TextUnit:
    source = work.unit.source
    date = parse_date(source.date) if isinstance(source, Document) and source.date else None
    people = (*source.from_, *source.to) if isinstance(source, Document) else ()
    marked = [
        person
        for piece, block in work.blocks.values()
        for element in block.element.iter()
        for person in (element.get("data-person") or "").split()
    ]
    return TextUnit(
        id=work.unit.id,
        date=(date.earliest, date.latest) if date else None,
        correspondents=people,
        passages=tuple(passages),
        established=tuple(dict.fromkeys([*people, *marked])),
    )


def _report(query: Query, work: _Work, problems: Problems) -> None:
    piece, block = work.blocks[query.passage]
    around = _context(block.text, query.start, query.end)
    who = " or ".join(query.candidates)
    problems.add(
        query.code,
        _place(piece, work.unit, block, query.start),
        f"“{query.form}” {query.why} in “…{around}…”.",
        f"Mark it, [{query.form}]{{person=ID}}, or decide it in index.yaml: "
        f'{{form: {query.form}, in: "{work.unit.id}", person: ID}}'
        + (f"; candidates: {who}." if who else ", or `none: true`."),
    )


def _from_mention(mention: Mention) -> _Hit:
    return _Hit(
        mention.start, mention.end, Kind.PERSON, mention.people, "", mention.how, mention.reason
    )


def _from_subject(hit: SubjectHit) -> _Hit:
    reason = f"pattern “{hit.pattern}”"
    return _Hit(
        hit.start, hit.end, Kind.SUBJECT, (hit.heading,), hit.subhead, How.NAMED, reason
    )


def _term_forms(edition: Edition) -> dict[str, str]:
    """Spelling -> id of the term, see-references followed."""
    forms: dict[str, str] = {}
    for group in edition.glossary:
        for term in group.terms:
            for form in term.forms or (term.term,):
                forms[form] = term.see or term.id
    return forms


def _mark_terms(work: _Work, terms: dict[str, str], hits: dict[str, list[_Hit]]) -> None:
    """The first occurrence of each term in the unit's text becomes a hit."""
    seen: set[str] = set()
    for key, (piece, block) in work.blocks.items():
        if piece.where is not Where.TEXT:
            continue
        for form, term in terms.items():
            if term in seen:
                continue
            start = _find_word(block.text, form)
            if start >= 0 and not _overlaps(block.unsearched, start, start + len(form)):
                seen.add(term)
                hits[key].append(
                    _Hit(start, start + len(form), Kind.TERM, (term,), "", How.NAMED, "first use")
                )


def _find_word(text: str, form: str) -> int:
    """Where `form` stands as a whole word, or -1."""
    start = text.find(form)
    while start >= 0:
        end = start + len(form)
        alone = not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
        if alone:
            return start
        start = text.find(form, start + 1)
    return -1


def _overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(left < end and start < right for left, right in spans)


def _take_explicit_marks(work: _Work, piece: Piece, block: Block) -> None:
    """References of the marks that the editor set; the marks become anchors."""
    for element in list(block.element.iter()):
        for person in (element.get("data-person") or "").split():
            how, subhead = _how(element)
            _add(work, piece, block, element, Kind.PERSON, person, subhead, how, "marked")
        for name in ("data-index", "data-index-start", "data-index-end"):
            written = element.get(name)
            if written is not None:
                heading, _, subhead = written.partition("!")
                _add(
                    work, piece, block, element, Kind.SUBJECT, heading, subhead, How.MARKED,
                    name.removeprefix("data-"),
                )
        term = element.get("data-term")
        if term is not None:
            element.tag = "a"
            element.set("href", f"#term-{term}")
            add_class(element, "term")
        for name in [name for name in element.attrib if str(name).startswith("data-")]:
            if name in MARKS:
                del element.attrib[name]


MARKS = frozenset(
    "data-person data-index data-index-start data-index-end data-term data-from data-to".split()
)


def _how(element: Element) -> tuple[How, str]:
    if element.get("data-from") is not None:
        return How.CORRESPONDENT, "letters from"
    if element.get("data-to") is not None:
        return How.CORRESPONDENT, "letters to"
    names = classes(element)
    if "implied" in names:
        return How.IMPLIED, ""
    return (How.UNCERTAIN if "uncertain" in names else How.NAMED), ""


def _absorb_word(element: Element) -> None:
    """An empty mark takes in the next word, else the one before: it must stand on their page."""
    if element.text or len(element):
        return
    tail = element.tail or ""
    stripped = tail.lstrip()
    if stripped:
        word = stripped.split()[0]
        lead = tail[: len(tail) - len(stripped)]
        element.text, element.tail = lead + word, stripped[len(word) :]


def _add(
    work: _Work,
    piece: Piece,
    block: Block,
    element: Element,
    kind: Kind,
    target: str,
    subhead: str,
    how: How,
    reason: str,
) -> None:
    if element.get("id") is None:
        element.set("id", work.next_anchor())
    add_class(element, "name" if kind is Kind.PERSON else "index-point")
    form = "".join(element.itertext()).strip()
    start = max(0, block.text.find(form))
    work.references.append(
        Reference(
            kind=kind,
            target=target,
            subhead=subhead,
            how=how,
            where=piece.where,
            text=work.unit.id,
            note=piece.note,
            note_number=work.unit.numbers.get(piece.note, 0),
            anchor=element.get("id", ""),
            end_anchor="",
            form=form,
            reason=reason,
            place=_place(piece, work.unit, block, start),
            context=_context(block.text, start, start + len(form)),
        )
    )


def _anchor(work: _Work, piece: Piece, block: Block, hits: list[_Hit]) -> None:
    """Put one anchor around each cluster of overlapping hits and record their references."""
    ranges: list[tuple[int, int, Element]] = []
    for cluster in _clusters(hits):
        start, end = min(h.start for h in cluster), max(h.end for h in cluster)
        element = etree.Element("span", {"id": work.next_anchor()})
        for hit in cluster:
            _dress(element, hit)
            for target in hit.targets if hit.kind is not Kind.TERM else ():
                work.references.append(_reference(work, piece, block, hit, target, element))
        ranges.append((start, end, element))
    wrap(block, ranges)


def _clusters(hits: list[_Hit]) -> Iterator[list[_Hit]]:
    cluster: list[_Hit] = []
    reach = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end)):
        if cluster and hit.start >= reach:
            yield cluster
            cluster = []
        reach = max(reach, hit.end) if cluster else hit.end
        cluster.append(hit)
    if cluster:
        yield cluster


def _dress(element: Element, hit: _Hit) -> None:
    match hit.kind:
        case Kind.PERSON:
            add_class(element, "name")
        case Kind.SUBJECT:
            add_class(element, "index-point")
        case Kind.TERM:
            element.tag = "a"
            element.set("href", f"#term-{hit.targets[0]}")
            add_class(element, "term")


def _reference(
    work: _Work, piece: Piece, block: Block, hit: _Hit, target: str, element: Element
) -> Reference:
    return Reference(
        kind=hit.kind,
        target=target,
        subhead=hit.subhead,
        how=hit.how,
        where=piece.where,
        text=work.unit.id,
        note=piece.note,
        note_number=work.unit.numbers.get(piece.note, 0),
        anchor=element.get("id", ""),
        end_anchor="",
        form=block.text[hit.start : hit.end],
        reason=hit.reason,
        place=_place(piece, work.unit, block, hit.start),
        context=_context(block.text, hit.start, hit.end),
    )


def _context(text: str, start: int, end: int) -> str:
    return text[max(0, start - CONTEXT) : end + CONTEXT].strip()


def _place(piece: Piece, unit: Unit, block: Block, start: int) -> Place:
    """The line of the source that holds the passage: that of its nearest words found there."""
    lines = unit.source.body.text.split("\n")
    first = unit.source.body.place.line
    words = block.text[start : start + 40].split()
    for length in (4, 3, 2, 1):
        wanted = " ".join(words[:length])
        for number, line in enumerate(lines, first):
            if wanted and wanted in line and number >= piece.place.line:
                return Place(piece.place.file, number)
    return piece.place


def _anchors_in_order(unit: Unit) -> Iterator[str]:
    for piece in unit.all_pieces():
        for element in piece.root.iter():
            if element.get("id"):
                yield element.get("id", "")


def _join_ranges(references: list[Reference], problems: Problems) -> Iterator[Reference]:
    """Make one reference of each index-start and its index-end."""
    ends: dict[tuple[str, str], list[Reference]] = {}
    for reference in references:
        if reference.reason == "index-end":
            ends.setdefault((reference.target, reference.subhead), []).append(reference)
    for reference in references:
        if reference.reason == "index-end":
            continue
        if reference.reason == "index-start":
            waiting = ends.get((reference.target, reference.subhead))
            if not waiting:
                problems.add(
                    "E740",
                    reference.place,
                    f"The index range “{reference.target}” starts here and never ends.",
                )
                continue
            yield _with_end(reference, waiting.pop(0).anchor)
        else:
            yield reference
    for waiting in ends.values():
        for reference in waiting:
            problems.add(
                "E741",
                reference.place,
                f"The index range “{reference.target}” ends here but never started.",
            )


def _with_end(reference: Reference, anchor: str) -> Reference:
    return replace(reference, end_anchor=anchor)


def _annotated(unit: Unit) -> AnnotatedText:
    lines = {name: inner(piece.root) for name, piece in unit.pieces.items() if name != "body"}
    notes = tuple(
        AnnotatedNote(label, number, unit.authors.get(label, ""), inner(unit.notes[label].root))
        for label, number in unit.numbers.items()
    )
    return AnnotatedText(unit.id, unit.html_id, lines, inner(unit.pieces["body"].root), notes)


def inner(root: Element) -> str:
    """The HTML inside an element."""
    html = etree.tostring(root, encoding="unicode")
    start, end = html.find(">") + 1, html.rfind("</")
    return html[start:end] if end > start else ""
