"""Parts that are made, not written: title pages, contents, glossary, biographies, index."""

from __future__ import annotations

from collections.abc import Callable

from publish.apparatus.collation import heading_key
from publish.apparatus.index import index_ids
from publish.book.model import Numbering, Part, PartKind, Section
from publish.book.workshop import Assembler, printed
from publish.edition.dates import life_dates


def made_parts(make: Assembler, name: str, numbering: Numbering) -> list[Part]:
    """What a word of `front`, `body` and `back` stands for: a part that is made, not written,
    or all the indexes."""
    if name == "index":
        wanted = zip(index_ids(make.edition), make.settings.indexes, strict=True)
        return [_listing(PartKind.INDEX, one.title, "", numbering, ident) for ident, one in wanted]
    makers: dict[str, Callable[[Assembler, Numbering], Part]] = {
        "half-title": _half_title,
        "title-page": _title_page,
        "contents": _contents,
        "glossary": _glossary,
        "biographies": _biographies,
    }
    return [makers[name](make, numbering)]


def _display(make: Assembler, name: PartKind, numbering: Numbering) -> Part:
    html = make.page(name.value)
    return Part(
        id=f"part-{name.value}",
        kind=name,
        title=name.value.replace("-", " ").capitalize(),
        group="",
        author="",
        recto_head="",
        numbering=numbering,
        recto=True,
        opener=False,
        in_contents=False,
        sections=(Section(name.value, make.settings.title, html),),
    )


def _half_title(make: Assembler, numbering: Numbering) -> Part:
    return _display(make, PartKind.HALF_TITLE, numbering)


def _title_page(make: Assembler, numbering: Numbering) -> Part:
    return _display(make, PartKind.TITLE_PAGE, numbering)


def _listing(kind: PartKind, title: str, html: str, numbering: Numbering, ident: str = "") -> Part:
    ident = ident or kind.value
    return Part(
        id=f"part-{ident}",
        kind=kind,
        title=title,
        group="",
        author="",
        recto_head=title,
        numbering=numbering,
        recto=True,
        opener=True,
        in_contents=kind is not PartKind.CONTENTS,
        sections=(Section(ident, title, html),),
    )


def _contents(make: Assembler, numbering: Numbering) -> Part:
    return _listing(PartKind.CONTENTS, "Contents", "", numbering)


def _glossary(make: Assembler, numbering: Numbering) -> Part:
    parts = [group.model_dump_json() for group in make.edition.glossary]
    parts += [
        make.entries[term.expansion] for group in make.edition.glossary for term in group.terms
    ]
    html = make.kept("glossary", parts, lambda: _glossary_html(make))
    return _listing(PartKind.GLOSSARY, make.settings.glossary_title, html, numbering)


def _glossary_html(make: Assembler) -> str:
    terms = {term.id: term.term for group in make.edition.glossary for term in group.terms}
    groups = [
        {
            "title": group.title,
            "terms": [
                {
                    **term.model_dump(include={"id", "term", "lang", "original", "see"}),
                    "see_term": terms.get(term.see, ""),
                    "expansion": printed(make.entries[term.expansion], make.style),
                }
                for term in group.terms
            ],
        }
        for group in make.edition.glossary
    ]
    return make.render("glossary", title=make.settings.glossary_title, groups=groups)


def _biographies(make: Assembler, numbering: Numbering) -> Part:
    parts = [person.model_dump_json() for person in make.edition.people]
    parts += [make.entries[person.bio] for person in make.edition.people]
    html = make.kept("biographies", parts, lambda: _biographies_html(make))
    return _listing(PartKind.BIOGRAPHIES, make.settings.biographies_title, html, numbering)


def _biographies_html(make: Assembler) -> str:
    names = {person.id: person.name for person in make.edition.people}
    people = [
        {
            "id": person.id,
            "name": person.name,
            "see": person.see,
            "see_name": names.get(person.see, ""),
            "dates": life_dates(person.born, person.died),
            "bio": printed(make.entries[person.bio], make.style),
        }
        for person in sorted(
            make.edition.people,
            key=lambda person: heading_key(person.name, make.style, person=True),
        )
    ]
    return make.render("biographies", title=make.settings.biographies_title, people=people)
