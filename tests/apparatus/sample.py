"""Builders for invented people, texts, references and page maps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from publish.apparatus.mentions import Mention, Query, TextUnit
from publish.apparatus.model import How, Kind, Passage, Reference, Where
from publish.apparatus.register import Register
from publish.apparatus.resolve import resolve
from publish.edition.model import (
    Chapter,
    Decision,
    Document,
    Edition,
    IndexRules,
    Markdown,
    Person,
    Publisher,
    Settings,
    Subhead,
    Subject,
)
from publish.pagemap import Anchors, Page, PageKind, PageMap, Position
from publish.problems import Place

PLACE = Place("file.yaml", 7)


def person(ident: str, name: str, **fields: object) -> Person:
    return Person.model_validate({"id": ident, "name": name, "place": PLACE, **fields})


def decision(form: str, ident: str = "", text: str = "") -> Decision:
    return Decision(form=form, in_=text, person=ident, none=not ident, place=PLACE)


def register(
    people: Sequence[Person], decisions: Sequence[Decision] = (), ignore: Sequence[str] = ()
) -> Register:
    return Register(people, decisions, ignore)


def unit(  # one text of the given passages, called "p0", "p1", …
    *texts: str | tuple[Where, str],
    ident: str = "001",
    correspondents: tuple[str, ...] = (),
    established: tuple[str, ...] = (),
    written: tuple[date, date] | None = None,
    suppressed: Mapping[str, tuple[tuple[int, int], ...]] | None = None,
) -> TextUnit:
    passages = []
    for number, text in enumerate(texts):
        where, words = text if isinstance(text, tuple) else (Where.TEXT, text)
        spans = (suppressed or {}).get(f"p{number}", ())
        passages.append(Passage(f"p{number}", words, where, spans))
    return TextUnit(ident, written, correspondents, tuple(passages), established)


def year(number: int) -> tuple[date, date]:
    return date(number, 1, 1), date(number, 12, 31)


def resolved(
    text: TextUnit, people: Register
) -> tuple[list[tuple[str, tuple[str, ...]]], list[tuple[str, str]]]:
    """(words, people) of each mention; (words, code) of each query."""
    mentions, queries = resolve(text, people)
    words = {passage.key: passage.text for passage in text.passages}

    def cut(found: Mention | Query) -> str:
        return words[found.passage][found.start : found.end]

    return [(cut(m), m.people) for m in mentions], [(cut(q), q.code) for q in queries]


def reference(
    target: str,
    anchor: str,
    text: str = "001",
    note: int = 0,
    subhead: str = "",
    end: str = "",
    kind: Kind = Kind.PERSON,
) -> Reference:
    return Reference(
        kind=kind,
        target=target,
        subhead=subhead,
        how=How.NAMED,
        where=Where.NOTE if note else Where.TEXT,
        text=text,
        note=f"note-{note}" if note else "",
        note_number=note,
        anchor=anchor,
        end_anchor=end,
        form=target,
        reason="full name",
        place=PLACE,
        context=f"words around {target}",
    )


def pagemap(anchors: Mapping[str, int], roman: int = 0, pages: int = 0) -> PageMap:
    """A page map; `roman` pages stand before page 1, which then has the index `roman`."""
    count = max([pages, *(page + 1 for page in anchors.values())])
    folios = [_roman(number + 1) for number in range(roman)]
    folios += [str(number - roman + 1) for number in range(roman, count)]
    return PageMap(
        tuple(Page(index, folio, "part", PageKind.TEXT) for index, folio in enumerate(folios)),
        Anchors.of({anchor: Position(page, 0, 0) for anchor, page in anchors.items()}),
        (),
    )


def _roman(number: int) -> str:
    text = "i" * number
    for many, few in (("iiiii", "v"), ("iiii", "iv"), ("vv", "x"), ("viv", "ix")):
        text = text.replace(many, few)
    return text


def on_pages(*spots: tuple[Reference, int], roman: int = 0) -> tuple[list[Reference], PageMap]:
    """References with the folio (arabic) on which each stands, and their page map."""
    anchors = {found.anchor: roman + folio - 1 for found, folio in spots}
    return [found for found, _ in spots], pagemap(anchors, roman)


def subject(heading: str, **fields: object) -> Subject:
    subheads = fields.pop("subheads", {})
    assert isinstance(subheads, dict)
    made = tuple(Subhead(text=text, patterns=patterns) for text, patterns in subheads.items())
    return Subject.model_validate({"heading": heading, "place": PLACE, "subheads": made, **fields})


def edition(people: Iterable[Person] = (), subjects: Iterable[Subject] = ()) -> Edition:
    return Edition(
        settings=Settings(
            title="T", slug="t", identifier="urn:uuid:1", publisher=Publisher(name="P", year=2026)
        ),
        front=(),
        introductions=(),
        chapters=(
            Chapter(folder="1931", title="1931", documents=tuple(map(_document, range(1, 10)))),
        ),
        appendix=(),
        plates=None,
        people=tuple(people),
        glossary=(),
        index=IndexRules(subjects=tuple(subjects)),
    )


def _document(number: int) -> Document:
    body = Markdown(text="Text.", place=Place(f"years/1931/{number:03}.md", 9))
    return Document(id=f"{number:03}", number=number, body=body, place_of={})
