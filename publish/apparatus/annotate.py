"""ANNOTATE: number notes, fill cross-references, find names, subjects and terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec
from lxml import etree

from publish.apparatus.anchors import Hit, Work, context, passages_of, place_of, put_anchors
from publish.apparatus.biography import Consulted
from publish.apparatus.explicit import absorb_word, take_explicit_marks
from publish.apparatus.kept import AnnotatedNote, AnnotatedText, Kept, Shelf, Texts
from publish.apparatus.linked import link_texts
from publish.apparatus.links import Directory, fill_cross_references, fill_links, number_calls
from publish.apparatus.mentions import Mention, Query, TextUnit
from publish.apparatus.model import How, Kind, Passage
from publish.apparatus.passages import Block, Element, blocks, inner, read_block
from publish.apparatus.ranges import join_ranges
from publish.apparatus.references import References, Rows
from publish.apparatus.register import Register, RegisterSource, register_of
from publish.apparatus.resolve import resolve
from publish.apparatus.subjects import SubjectFinder, SubjectHit
from publish.apparatus.terms import mark_terms, term_forms
from publish.apparatus.units import Piece, Unit, Written, open_text, tree, when_written
from publish.cache import Store
from publish.edition.house_style import HouseStyle
from publish.edition.model import Document, Edition
from publish.problems import Problems
from publish.prose.edition_texts import Prose

_OPEN_AT_ONCE = 256  # texts; the trees of 1,800 took 200 MB more


@dataclass(frozen=True, slots=True)
class Apparatus:
    """All annotated texts by id, and every reference in reading order.

    `lines` has the HTML of biographies and glossary entries by their Markdown.
    """

    texts: Texts
    references: References
    lines: dict[str, str]


def annotate(
    edition: Edition,
    prose: Prose,
    style: HouseStyle,
    problems: Problems,
    store: Store,
    done: Callable[[AnnotatedText], None] = lambda text: None,
) -> Apparatus:
    """Annotate every text of the edition; what `store` has of the same content is not made again.

    What cannot be decided (a name two people share, a target that is not there) is added to
    `problems` and left out of the references. `done` is called with each text that is made, as
    soon as it is.
    """
    texts, directory = link_texts(edition, prose, style, store)
    unindexed = _unindexed(edition)
    source = RegisterSource.of(edition)
    rules = Rules(register_of(source), SubjectFinder(edition.index.subjects), term_forms(edition))
    shelf = Shelf(store, source, rules.register, rules.finder, unindexed)
    kept: dict[str, Kept] = {}
    for first in range(0, len(texts), _OPEN_AT_ONCE):
        some = texts[first : first + _OPEN_AT_ONCE]
        found = shelf.find(some, lambda text: _opened(text.written, directory, unindexed))
        fresh: dict[str, Kept] = {}
        for ident, work in found.missing.items():
            text, fresh[ident] = _annotated(work, rules)
            done(text)
        shelf.keep(found, fresh)
        kept |= {text.id: found.kept.get(text.id) or fresh[text.id] for text in some}
    for one in kept.values():
        for problem in one.problems:
            problems.add_problem(problem)
    references = join_ranges({ident: one.rows for ident, one in kept.items()}, problems)
    annotated = Texts({ident: one.text for ident, one in kept.items()})
    return Apparatus(annotated, references, _entries(edition, prose, directory))


@dataclass(frozen=True, slots=True)
class Rules:
    """What is looked for in every text: people, subjects, terms by their spellings."""

    register: Register
    finder: SubjectFinder
    terms: dict[str, str]


def _annotated(work: Work, rules: Rules) -> tuple[AnnotatedText, Kept]:
    """Annotate one text; a pure function of its arguments, save that `work` is used up."""
    problems = Problems()
    consulted = Consulted(rules.register.biographies)
    if work.unit.indexed:
        _find_references(work, rules, consulted, problems)
    text, rows = _finished(work.unit), Rows.of(work.references)
    packed = msgspec.msgpack.encode(text)
    return text, Kept(packed, rows, tuple(problems), tuple(consulted.advice))


def _entries(edition: Edition, prose: Prose, directory: Directory) -> dict[str, str]:
    """Biographies and glossary entries, cross-references filled."""
    written = [person.bio for person in edition.people]
    written += [term.expansion for group in edition.glossary for term in group.terms]
    return {markdown: _with_links(prose.line(markdown), directory) for markdown in written}


def _with_links(html: str, directory: Directory) -> str:
    if "<a " not in html:
        return html
    root = tree(html)
    fill_links(root, "", directory)
    return inner(root)


def open_texts(edition: Edition, prose: Prose, style: HouseStyle, store: Store) -> list[Work]:
    """Every text in reading order, calls numbered, cross-references filled, blocks flattened."""
    texts, directory = link_texts(edition, prose, style, store)
    unindexed = _unindexed(edition)
    return [_opened(text.written, directory, unindexed) for text in texts]


def _opened(text: Written, directory: Directory, unindexed: frozenset[str]) -> Work:
    unit = open_text(text)
    number_calls(unit)
    fill_cross_references(unit, directory)
    return Work(unit, _number_blocks(unit), unindexed)


def _unindexed(edition: Edition) -> frozenset[str]:
    return frozenset(person.id for person in edition.people if person.index is not True)


def _number_blocks(unit: Unit) -> dict[str, tuple[Piece, Block]]:
    """Give every block of the unit its id; the flattened blocks by that id, in reading order."""
    found: dict[str, tuple[Piece, Block]] = {}
    for piece in unit.all_pieces():
        if not piece.printed:
            continue  # no page has it: nothing to find, nothing to index
        for mark in piece.root.xpath(".//*[@data-index or @data-index-start or @data-index-end]"):
            absorb_word(mark)
        elements = list(blocks(piece.root))
        if not elements and (piece.root.text or len(piece.root)):
            found[f"line-{unit.id}-{len(found)}"] = (piece, read_block(piece.root))
        for element in elements:
            ident = f"b-{unit.id}-{len(found) + 1}"
            element.set("id", ident)
            found[ident] = (piece, read_block(element))
    return found


def _find_references(work: Work, rules: Rules, consulted: Consulted, problems: Problems) -> None:
    passages = passages_of(work)
    mentions, queries = resolve(text_unit(work, passages), rules.register, consulted)
    for query in queries:
        _report(query, work, problems)
    hits: dict[str, list[Hit]] = {key: [] for key in work.blocks}
    for mention in mentions:
        hits[mention.passage].append(_from_mention(mention))
    for found in rules.finder.find(passages):
        hits[found.passage].append(_from_subject(found))
    mark_terms(work, rules.terms, hits)
    for key, (piece, block) in work.blocks.items():
        take_explicit_marks(work, piece, block)
        put_anchors(work, piece, block, hits[key])
    _close_letter(work)
    order = {anchor: place for place, anchor in enumerate(_anchors_in_order(work.unit))}
    work.references.sort(key=lambda reference: order[reference.anchor])


def _words_of(block: Element) -> list[str]:
    """The words of a block; a gap or an omission has none."""
    return [word for word in read_block(block).text.split() if any(map(str.isalnum, word))]


def _close_letter(work: Work) -> None:
    """Let what refers to writers and recipients reach to the last word of the document."""
    body = work.unit.pieces["body"].root
    last = [block for block in blocks(body) if block.get("id") and _words_of(block)]
    if not last:
        return
    last_words = " ".join(_words_of(last[-1])[-3:])
    end = etree.SubElement(last[-1], "span", {"id": f"end-{work.unit.id}"})
    work.references = [
        replace(reference, end_anchor=end.get("id", ""), end_form=last_words)
        if reference.how is How.CORRESPONDENT
        else reference
        for reference in work.references
    ]


def text_unit(work: Work, passages: Sequence[Passage]) -> TextUnit:
    """What resolving the names of a text needs to know of it."""
    source = work.unit.source
    people = (*source.from_, *source.to) if isinstance(source, Document) else ()
    marked = [
        person
        for piece, block in work.blocks.values()
        for element in block.element.iter()
        for person in (element.get("data-person") or "").split()
    ]
    return TextUnit(
        id=work.unit.id,
        date=when_written(source),
        correspondents=people,
        passages=tuple(passages),
        established=tuple(dict.fromkeys([*people, *marked])),
        writers=source.from_ if isinstance(source, Document) else (),
    )


def _report(query: Query, work: Work, problems: Problems) -> None:
    piece, block = work.blocks[query.passage]
    around = context(block.text, query.start, query.end)
    who = " or ".join(query.candidates)
    problems.add(
        query.code,
        place_of(work, piece, block, query.start),
        f"“{query.form}” {query.why} in “…{around}…”.",
        f"Mark it, [{query.form}]{{person=ID}}, or decide it in index.yaml: "
        f'{{form: {query.form}, in: "{work.unit.id}", person: ID}}'
        + (f"; candidates: {who}." if who else ", or `none: true`."),
    )


def _from_mention(mention: Mention) -> Hit:
    return Hit(
        mention.start, mention.end, Kind.PERSON, mention.people, "", mention.how, mention.reason
    )


def _from_subject(hit: SubjectHit) -> Hit:
    reason = f"pattern “{hit.pattern}”"
    return Hit(hit.start, hit.end, Kind.SUBJECT, (hit.heading,), hit.subhead, How.NAMED, reason)


def _anchors_in_order(unit: Unit) -> Iterator[str]:
    for piece in unit.all_pieces():
        for element in piece.root.iter():
            if element.get("id"):
                yield element.get("id", "")


def _finished(unit: Unit) -> AnnotatedText:
    lines = {name: inner(piece.root) for name, piece in unit.pieces.items() if name != "body"}
    notes = tuple(
        AnnotatedNote(label, number, unit.authors.get(label, ""), inner(unit.notes[label].root))
        for label, number in unit.numbers.items()
    )
    return AnnotatedText(unit.id, unit.html_id, lines, inner(unit.pieces["body"].root), notes)
