"""The Edition: what the files of a manuscript say, as frozen models.

Field names are those of the files (with `-` for `_`); `docs/manuscript.md` shows each.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from publish.edition.base import Model
from publish.edition.index_policy import COMBINED, IndexList, IndexPolicy
from publish.problem_codes import WARNINGS
from publish.problems import Place


class Markdown(Model):
    """The text of a file after its YAML header."""

    text: str = Field(description="Markdown, with its notes")
    place: Place = Field(description="File and the line on which the text starts")


# --- edition.yaml ---------------------------------------------------------------


class Contributor(Model):
    """One line of the title page."""

    role: str = Field(description="As printed: 'Compiled and edited by'")
    names: tuple[str, ...] = Field(description="Names as printed, in order")
    marc: str = Field(default="edt", description="MARC relator code for the EPUB")


class Publisher(Model):
    """Who publishes."""

    name: str = Field(description="Name of the press")
    place: str = Field(default="", description="Place or places as printed")
    year: int | None = Field(default=None, description="Year of publication")


class Isbn(Model):
    """International Standard Book Numbers, one for each form of the book."""

    print: str | None = Field(default=None, description="ISBN-13 of the printed book")
    epub: str | None = Field(default=None, description="ISBN-13 of the e-book")


class Trim(Model):
    """Size of the trimmed page, CSS lengths (pt, mm, in)."""

    width: str = Field(default="441pt", description="Width of the trimmed page")
    height: str = Field(default="666pt", description="Height of the trimmed page")


class Plates(Model):
    """Where the section of plates stands."""

    file: str = Field(description="Markdown file with the pictures and captions")
    after: str = Field(description="Folder of the chapter after which it is bound")


class Settings(Model):
    """edition.yaml: what the book is and how it is ordered."""

    title: str = Field(description="Title of the book")
    subtitle: str = Field(default="", description="Subtitle")
    short_title: str = Field(default="", description="Verso running head; the title if empty")
    slug: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="Names the output files")
    language: str = Field(default="en-US", description="BCP 47 tag of the editors' language")
    contributors: tuple[Contributor, ...] = Field(default=(), description="Title page lines")
    series: str = Field(default="", description="Name of the series")
    publisher: Publisher | None = Field(default=None, description="Who publishes")
    rights: str = Field(default="", description="Copyright line")
    identifier: str = Field(description="Lasting identifier of the EPUB, urn:uuid:…")
    isbn: Isbn = Field(default=Isbn(), description="ISBNs")
    description: str = Field(default="", description="One sentence for the shops")
    subjects: tuple[str, ...] = Field(default=(), description="Subject headings for the shops")
    cover: str = Field(default="", description="Picture for the EPUB's cover")
    cover_alt: str = Field(default="", description="What the cover shows")
    trim: Trim = Field(default=Trim(), description="Size of the trimmed page")
    house_style: Literal["chicago", "hart", "mhra", "yale"] = Field(
        default="chicago", description="Preset of styles/house/"
    )
    index: IndexPolicy | None = Field(
        default=None, description="What of the house style's index is otherwise in this book"
    )
    indexes: tuple[IndexList, ...] = Field(
        default=COMBINED, description="The indexes, in the order of the book"
    )
    document_heading: Literal["dots", "word", "none"] = Field(
        default="dots", description="'· 24 ·', 'Letter 24' or nothing"
    )
    document_word: str = Field(default="document", description="Word of cross-references")
    header: tuple[Literal["correspondents", "date", "source"], ...] = Field(
        default=("correspondents", "date", "source"), description="Lines of a document's header"
    )
    date_brackets: Literal["inferred", "always", "never"] = Field(
        default="inferred", description="Which dates stand in square brackets"
    )
    chapters_folder: str = Field(default="years", description="Folder of the chapters")
    appendix_title: str = Field(default="Appendix", description="Title of the appendix")
    biographies_title: str = Field(default="Brief Biographies", description="Title")
    glossary_title: str = Field(
        default="Glossary of Terms and Abbreviations", description="Title of the glossary"
    )
    front: tuple[str, ...] = Field(
        default=("half-title", "title-page", "contents"), description="Front matter, in order"
    )
    body: tuple[str, ...] = Field(default=("chapters",), description="Body, in order")
    back: tuple[str, ...] = Field(
        default=("glossary", "biographies", "index"), description="Back matter, in order"
    )
    plates: Plates | None = Field(default=None, description="Section of plates")


# --- Markdown files -------------------------------------------------------------


def _warning_code(written: object) -> object:
    if written in WARNINGS:
        return written
    raise PydanticCustomError("warning_code", "not the code of a warning")


WarningCode = Annotated[str, BeforeValidator(_warning_code)]


class Source(Model):
    """Where the original lies: archive with fond, opis, delo, listy, or free text."""

    archive: str = Field(default="", description="Abbreviation of the archive")
    fond: str = Field(default="", description="Fond (collection)")
    opis: str = Field(default="", description="Opis (inventory)")
    delo: str = Field(default="", description="Delo (file)")
    listy: str = Field(default="", description="Listy (folios), '28-39', '55-55ob'")
    text: str = Field(default="", description="Anything else, printed as it is")


class Document(Model):
    """One numbered document of a chapter or the appendix."""

    id: str = Field(description="What cross-references use: file name without .md")
    number: int = Field(ge=1, description="Printed number")
    from_: tuple[str, ...] = Field(default=(), alias="from", description="Ids of the senders")
    to: tuple[str, ...] = Field(default=(), description="Ids of the recipients")
    from_note: str = Field(default="", description="Printed after the senders")
    to_note: str = Field(default="", description="Printed after the recipients")
    date: str | None = Field(default=None, description="EDTF level 0-2; absent: undated")
    date_note: (
        Literal["stated", "inferred", "day-inferred", "month-inferred", "year-inferred"] | None
    ) = Field(
        default=None,
        description="What of the date is the editor's; not given: nothing, or all of an interval",
    )
    date_print: str = Field(default="", description="Wording that overrules the computed one")
    place: str = Field(default="", description="Where it was written")
    time: str = Field(default="", description="Time as the source gives it")
    type: Literal["letter", "cipher", "telegram", "phonegram", "memorandum", "note"] = Field(
        default="letter", description="Kind of document"
    )
    type_note: Literal["stated", "inferred"] = Field(
        default="stated", description="inferred: the type is the editor's"
    )
    message_number: str = Field(default="", description="'No. 35/36'")
    source: Source | None = Field(default=None, description="Where the original lies")
    other_sources: tuple[Source, ...] = Field(default=(), description="Further copies")
    copy_: str = Field(default="", alias="copy", description="'Original typescript'")
    title: str = Field(default="", description="Printed over the text")
    form: Literal["text", "abstract"] = Field(default="text", description="Text or calendar entry")
    accept: tuple[WarningCode, ...] = Field(
        default=(), description="Codes of warnings on this file that an editor has seen: [W204]"
    )
    body: Markdown = Field(description="Text and notes")
    place_of: dict[str, int] = Field(description="Line of each header field in the file")

    @property
    def file(self) -> str:
        return self.body.place.file


class Essay(Model):
    """A piece of front matter or an introduction."""

    id: str = Field(description="File name without .md; 'intro-1931' for a chapter's introduction")
    title: str = Field(default="", description="Title; none on a series or copyright page")
    kind: Literal[
        "series",
        "copyright",
        "dedication",
        "epigraph",
        "foreword",
        "preface",
        "acknowledgments",
        "note",
        "introduction",
        "errata",
    ] = Field(default="note", description="What it is")
    author: str = Field(default="", description="Printed under the title and in the contents")
    signed: str = Field(default="", description="Set at the end, right")
    running_head: str = Field(default="", description="Recto head; the title if empty")
    accept: tuple[WarningCode, ...] = Field(
        default=(), description="Codes of warnings on this file that an editor has seen: [W204]"
    )
    body: Markdown = Field(description="Text and notes")


class Chapter(Model):
    """A year: an introduction and its documents, in the order of their numbers."""

    folder: str = Field(description="Name of the folder, '1931'")
    title: str = Field(description="Printed title; the folder's name unless chapter.yaml says more")
    introduction: Essay | None = Field(default=None, description="introduction.md")
    documents: tuple[Document, ...] = Field(default=(), description="Ordered by number")

    @property
    def texts(self) -> tuple[Document | Essay, ...]:
        """The introduction, if there is one, and the documents."""
        return self.documents if self.introduction is None else (self.introduction, *self.documents)


# --- authority files ------------------------------------------------------------


class LimitedForm(Model):
    """A form of a name that is somebody's only under conditions; all that are given must hold."""

    form: str = Field(description="Exactly as it stands in the text")
    from_: tuple[str, ...] = Field(
        default=(), alias="from", description="Ids: only in documents that one of these wrote"
    )
    dates: str = Field(default="", description="EDTF: only in documents of this time")
    after_full: bool = Field(
        default=False, description="Only after a full mention in the same text"
    )


class Office(Model):
    """An office that somebody held."""

    title: str = Field(description="'People's commissar of agriculture'")
    dates: str = Field(description="EDTF, '1929/1934'")


class Person(Model):
    """One entry of people.yaml: a person, or a thing that may be taken for one."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="Lasting id")
    name: str = Field(description="Heading: 'Surname, Initials' or one name")
    given: str = Field(default="", description="Given names: 'Lazar Moiseyevich'")
    nicknames: tuple[str, ...] = Field(default=(), description="'Sergo'")
    forms: tuple[str, ...] = Field(default=(), description="Further exact forms")
    limited_forms: tuple[LimitedForm, ...] = Field(
        default=(), description="Forms that hold only in some texts"
    )
    kind: Literal["person", "organisation", "place", "work"] = Field(
        default="person", description="What the entry is; only persons have initials and titles"
    )
    offices: tuple[Office, ...] = Field(default=(), description="Offices with their dates")
    bare_surname: bool = Field(default=True, description="May the surname alone mean this person")
    sex: Literal["female", "male"] | None = Field(
        default=None, description="Tells namesakes apart: “Frau Epstein” is a woman"
    )
    born: str = Field(default="", description="EDTF")
    died: str = Field(default="", description="EDTF")
    bio: str = Field(default="", description="Biography, Markdown")
    index: bool | Literal["letters"] = Field(
        default=True,
        description="false: not in the index; letters: only under letters from and to",
    )
    see: str = Field(default="", description="Id of the person meant; then no other field but name")
    links: dict[str, str] = Field(default={}, description="Authority files: wikidata, gnd, viaf")
    place: Place = Field(description="File and line")


class Term(Model):
    """One entry of the glossary."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="Lasting id")
    term: str = Field(description="As printed")
    lang: str = Field(default="", description="BCP 47 tag if the term is foreign")
    original: str = Field(default="", description="Unabbreviated original")
    expansion: str = Field(default="", description="Meaning, Markdown")
    forms: tuple[str, ...] = Field(default=(), description="Spellings in the text")
    see: str = Field(default="", description="Id of the term meant")
    place: Place = Field(description="File and line")


class TermGroup(Model):
    """A titled part of the glossary."""

    title: str = Field(default="", description="Title of the group")
    terms: tuple[Term, ...] = Field(default=(), description="Its terms")


class Subhead(Model):
    """A subheading of a subject."""

    text: str = Field(description="As printed, 'in Ukraine'")
    patterns: tuple[str, ...] = Field(default=(), description="Words that mean it")
    see: tuple[str, ...] = Field(default=(), description="Headings or ids: 'cotton (see Cotton)'")


class Subject(Model):
    """A subject heading."""

    heading: str = Field(description="As printed")
    kind: Literal["subject", "place"] = Field(
        default="subject", description="Whether it stands among subjects or places"
    )
    patterns: tuple[str, ...] = Field(default=(), description="Words that mean it")
    subheads: tuple[Subhead, ...] = Field(default=(), description="Subheads")
    see: tuple[str, ...] = Field(default=(), description="Headings or ids: no locators here")
    see_also: tuple[str, ...] = Field(default=(), description="Headings or ids, with locators")
    place: Place = Field(description="File and line")


class Decision(Model):
    """What a form of a name means, in one text or everywhere."""

    form: str = Field(description="The form as it stands in the text")
    in_: str = Field(default="", alias="in", description="Id of a document or essay; empty: all")
    person: str = Field(default="", description="Id of the person")
    none: bool = Field(default=False, description="True: not a person at all")
    context: str = Field(default="", description="Words around the form when it was decided")
    place: Place = Field(description="File and line")


class IndexRules(Model):
    """index.yaml."""

    subjects: tuple[Subject, ...] = Field(default=(), description="Subject headings")
    decisions: tuple[Decision, ...] = Field(default=(), description="Decisions on names")
    ignore: tuple[str, ...] = Field(default=(), description="Phrases in which no name is meant")


class Edition(Model):
    """A whole manuscript, read and valid."""

    settings: Settings
    front: tuple[Essay, ...] = Field(description="Essays named in settings.front, in order")
    introductions: tuple[Essay, ...] = Field(description="Essays named in settings.body, in order")
    closing: tuple[Essay, ...] = Field(
        default=(), description="Essays named in settings.back, in order"
    )
    chapters: tuple[Chapter, ...]
    appendix: tuple[Document, ...]
    plates: Essay | None
    people: tuple[Person, ...]
    glossary: tuple[TermGroup, ...]
    index: IndexRules

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents, chapters first, then the appendix."""
        return tuple(d for c in self.chapters for d in c.documents) + self.appendix
