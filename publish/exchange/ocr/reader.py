"""Read a divided book: essays, chapters, documents, lists; then link them."""

from __future__ import annotations

import re
from dataclasses import replace

from publish.edition.house_style import load_house_style
from publish.exchange.ids import make_id
from publish.exchange.log import ImportLog
from publish.exchange.ocr.book import Book, ReadEssay
from publish.exchange.ocr.characters import Characters
from publish.exchange.ocr.correspondents import Directory
from publish.exchange.ocr.crossrefs import CrossReferencer, Targets
from publish.exchange.ocr.documents import DocumentReader, ReadDocument
from publish.exchange.ocr.enclosures import ENCLOSURE, set_apart
from publish.exchange.ocr.first_words import lower_first_words
from publish.exchange.ocr.flow import LOWER_START, Block, Joiner, Vocabulary, to_blocks
from publish.exchange.ocr.headers import Header, HeaderReader
from publish.exchange.ocr.index_people import complete_people
from publish.exchange.ocr.lists import as_people, read_biographies, read_glossary
from publish.exchange.ocr.misplaced import report_headings
from publish.exchange.ocr.notes import Apparatus, NoteReader
from publish.exchange.ocr.notes_apart import (
    NoteSection,
    Owner,
    divide_notes,
    from_first_note,
    give_notes,
)
from publish.exchange.ocr.parts import Stretch, skip_start
from publish.exchange.ocr.printed_index import read_entries
from publish.exchange.ocr.profile import Part, Profile
from publish.exchange.ocr.restored_calls import restore_calls
from publish.exchange.ocr.source import Line


class Reader:
    """Reads stretch by stretch; cross-references last, since they need all notes."""

    def __init__(self, profile: Profile, log: ImportLog, lines: list[Line]) -> None:
        self.profile = profile
        self.log = log
        self.vocabulary = Vocabulary(lines)
        self.joiner = Joiner(log, self.vocabulary, profile.page_start)
        self.notes = NoteReader(profile.notes, log, self.joiner)
        self.headers = HeaderReader(profile.documents, log)
        self.characters = Characters(log, self.vocabulary)
        self.book = Book(profile, joins=self.joiner.count)
        self._style = load_house_style(str(profile.edition.get("house-style", "chicago")))
        self._years: dict[str, int | None] = {}
        self._note_sections: list[NoteSection] = []  # of the whole volume

    def read(self, stretches: list[Stretch]) -> Book:
        """The whole book."""
        for stretch in stretches:
            self._read_part(stretch)
        if self._note_sections and (owners := self._owners()):
            give_notes(self._note_sections, owners, self.log)
        self._complete_documents()
        self._report_calls()
        self._report_headings()
        self._repair()
        self._complete_people()
        self._link()
        return self.book

    def _read_part(self, stretch: Stretch) -> None:
        book, part = self.book, stretch.part
        match part.is_:
            case "dropped":
                for line in stretch.lines:
                    if not line.blank:
                        self.log.drop(line.number, line.text, part.reason or "as the profile says")
                return
            case "essay":
                essay = self._essay(skip_start(stretch, self.log), part, "")
                book.essays.append(essay)
                book.parts.append(essay.file)
                return
            case "plates":
                book.plates = self._essay(skip_start(stretch, self.log), part, "", headed=False)
                return
            case "chapter":
                self._chapter(stretch)
            case "appendix":
                self._documents_of(self._without_heading(stretch), "appendix", "appendix-")
            case "glossary":
                self._heading_goes(stretch)
                book.groups = read_glossary(stretch.lines[1:], part, self.log)
            case "biographies":
                self._heading_goes(stretch)
                joiner = replace(self.joiner, count=book.entry_joins)
                book.people = read_biographies(
                    stretch.lines[1:], self.profile.biographies, joiner, self.log
                )
            case "notes":
                self._note_sections += self._sections_of(self._without_heading(stretch))
                return
            case "index":
                self._heading_goes(stretch)
                book.index = read_entries(stretch.lines[1:])
        if part.is_ not in book.parts:
            book.parts.append(part.is_)

    def _heading_goes(self, stretch: Stretch) -> None:
        self.log.drop(stretch.lines[0].number, stretch.lines[0].text, "heading, made by publish")

    def _without_heading(self, stretch: Stretch) -> list[Line]:
        self._heading_goes(stretch)
        return stretch.lines[1:]

    def _blocks(self, lines: list[Line]) -> list[Block]:
        return self._counted(to_blocks(lines, self.notes.starts, self.profile.short_line, self.log))

    def _document_blocks(self, lines: list[Line]) -> list[Block]:
        """Blocks of a document's body; those that begin an enclosure are of that kind."""
        apart, numbers = set_apart(lines, self.profile.documents.enclosure)
        blocks = to_blocks(apart, self.notes.starts, self.profile.short_line, self.log)
        for block in blocks:
            block.kind = ENCLOSURE if block.first in numbers else block.kind
        return self._counted(blocks)

    def _counted(self, blocks: list[Block]) -> list[Block]:
        self.book.blocks_read += len(blocks)
        self.book.lower_starts += sum(
            block.kind == "paragraph" and bool(LOWER_START.match(block.text)) for block in blocks
        )
        return blocks

    # --- essays --------------------------------------------------------------------

    def _essay(
        self, lines: list[Line], part: Part, chapter: str, *, headed: bool = True
    ) -> ReadEssay:
        blocks = self._blocks(lines)
        title = part.title
        title_lines: tuple[int, ...] = ()
        if headed and blocks and blocks[0].kind == "heading":
            heading = blocks.pop(0)
            self.book.titles += 1
            title_lines = tuple(heading.lines)
            title = self._given_title(title, heading)
        lower_first_words(blocks, self.vocabulary, self.log)
        if part.columns:
            blocks = [self._turned(block) for block in blocks]
        signature = self._signature(blocks, part)
        signed = signature.text if signature else ""
        title_lines += tuple(signature.lines) if signature else ()
        if headed or self.notes.calls_in(blocks):
            apparatus = self.notes.split_footnotes(blocks)
        else:  # captions have numbers without being notes
            apparatus = self.notes.text_alone(blocks, [])
        apparatus.calls[:0] = self.notes.calls_in([Block(title, [])])
        file = part.file or f"{part.is_}.md"
        return ReadEssay(file, title, title_lines, part.kind, chapter, apparatus, part, signed)

    def _given_title(self, title: str, heading: Block) -> str:
        if title and title != heading.text:
            self.log.repair("title of the profile", heading.first, heading.text, title)
        return title or heading.text

    def _signature(self, blocks: list[Block], part: Part) -> Block | None:
        if blocks and part.signed.search(blocks[-1].text):
            self.book.titles += 1
            return blocks.pop()
        return None

    def _turned(self, block: Block) -> Block:
        """A list in columns: turned lines go back to the entry that they belong to."""
        if block.kind != "paragraph" or "\n" not in block.text:
            return block
        rows: list[str] = []
        for line in block.text.split("\n"):
            turned = rows and ("," not in line or line[:1].islower() or rows[-1].endswith(" of"))
            if turned and (not rows[-1].endswith(",") or "," in rows[-1]):
                rows[-1] += f" {line}"
            else:
                rows.append(line)
        return Block("\n".join(rows), block.lines, "columns")

    # --- chapters ------------------------------------------------------------------

    def _chapter(self, stretch: Stretch) -> None:
        folder = make_id(stretch.name, self.book.chapters)
        self.book.chapters.append(folder)
        self._years[folder] = int(folder) if re.fullmatch(r"\d{4}", folder) else None
        self.book.chapter_titles[folder] = stretch.name
        heading = stretch.lines[0]
        self.book.chapter_lines[folder] = (heading.number,)
        if stretch.name != heading.bare:
            kind = "words of a chapter's heading"
            self.log.repair(kind, heading.number, heading.bare, stretch.name)
        texts_before = len(self._owners())
        lines, sections = self._notes_of_chapter(stretch.lines[1:])
        headers = self._headers(lines)
        first = headers[0].start if headers else len(lines)
        head = self._introduction_lines(lines[:first], stretch.part)
        essay = None
        if any(not line.blank for line in head):
            part = Part.model_validate({"begins": "^", "is": "essay", "kind": "introduction"})
            essay = self._essay(head, part, folder)
            essay.file = f"years/{folder}/introduction.md"
            essay.title = essay.title or "Introduction"
            self.book.essays.append(essay)
        apart = bool(sections) or self.profile.notes_apart
        self._add_documents(lines, headers, folder, "", None if apart else essay, apart=apart)
        owners = self._owners()
        if sections and len(owners) > texts_before:
            of_chapter = [owner for owner in owners if stretch.name in owner.names]
            give_notes(sections, of_chapter, self.log)

    def _owners(self) -> list[Owner]:
        """All texts that notes standing apart may belong to, in their order."""
        titles = self.book.chapter_titles
        return [
            *(Owner(essay.apparatus, 0, (essay.title, titles.get(essay.chapter, "")))
              for essay in self.book.essays),
            *(Owner(document.apparatus, document.header.number, (titles[document.chapter],))
              for document in self.book.documents if document.chapter in titles),
        ]  # fmt: skip

    def _sections_of(self, lines: list[Line]) -> list[NoteSection]:
        sections = divide_notes(lines, self.profile.notes.of, self.log)
        for section in sections:
            lines = from_first_note(section.lines, self.notes.starts, self.log)
            section.notes = self.notes.gathered(self._blocks(lines))
        return [section for section in sections if section.notes]

    def _notes_of_chapter(self, lines: list[Line]) -> tuple[list[Line], list[NoteSection]]:
        """A chapter without the notes at its end, and these."""
        section = self.profile.notes.section
        for place in reversed(range(len(lines))):
            if section.search(lines[place].text):
                self.log.drop(lines[place].number, lines[place].text, "heading over notes")
                return lines[:place], self._sections_of(lines[place + 1 :])
        return lines, []

    def _introduction_lines(self, lines: list[Line], part: Part) -> list[Line]:
        """Lines of the introduction, without the heading over the documents."""
        if part.documents:
            for place in reversed(range(len(lines))):
                if part.documents.search(lines[place].text):
                    self.log.drop(lines[place].number, lines[place].text,
                                  "heading over the documents, made by publish")  # fmt: skip
                    return lines[:place] + lines[place + 1 :]
        return lines

    def _headers(self, lines: list[Line]) -> list[Header]:
        in_chapters = [d for d in self.book.documents if d.chapter != "appendix"]
        first = in_chapters[-1].header.number + 1 if in_chapters else None
        return self.headers.find(lines, first or self.profile.documents.first_number)

    def _documents_of(self, lines: list[Line], chapter: str, prefix: str) -> None:
        headers = self.headers.find(lines, 1)
        first = headers[0].start if headers else len(lines)
        for line in lines[:first]:
            if not line.blank:
                self.log.drop(line.number, line.text, f"{chapter}: before the first document")
                self.log.doubt("text before the first document", line.number, line.text,
                               "Put it into a file by hand.")  # fmt: skip
        self._years[chapter] = None
        self._add_documents(lines, headers, chapter, prefix, None, apart=False)

    def _add_documents(
        self, lines: list[Line], headers: list[Header], chapter: str, prefix: str,
        essay: ReadEssay | None, *, apart: bool,
    ) -> None:  # fmt: skip
        ends = [*(header.start for header in headers), len(lines)][1:]
        for header, end in zip(headers, ends, strict=True):
            blocks = self._document_blocks(lines[header.end : end])
            if essay is not None:
                blocks = self._give_back(blocks, essay)
                essay = None
            under = self.headers.source_under(blocks, header)
            blocks = [block for block in blocks if block is not under]
            self.book.titles += under is not None
            digits = self.profile.documents.id_digits
            number = str(header.number) if prefix else f"{header.number:0{digits}}"
            apparatus = self._apparatus(blocks, header, apart=apart)
            self.book.documents.append(
                ReadDocument(f"{prefix}{number}", chapter, header, apparatus)
            )

    def _apparatus(self, blocks: list[Block], header: Header, *, apart: bool) -> Apparatus:
        """A document's text and notes, from where the book has them."""
        if apart:
            return self.notes.text_alone(blocks, header.all_calls)
        at_feet = self.profile.notes.place == "foot"
        split = self.notes.split_at_feet if at_feet else self.notes.split_endnotes
        return split(blocks, header.all_calls)

    def _give_back(self, blocks: list[Block], essay: ReadEssay) -> list[Block]:
        """Footnotes of the introduction that stand on the first document's page."""
        have = {note.label for note in essay.apparatus.notes}
        missing = sorted(n for n in set(essay.apparatus.calls) if f"n{n}" not in have)
        rest, notes = self.notes.take_displaced(blocks, missing)
        essay.apparatus.notes += notes
        self.book.displaced += len(notes)
        return rest

    # --- after all parts are read ----------------------------------------------------

    def _complete_documents(self) -> None:
        people = as_people(self.book.people, self.profile.people)
        rules = self.profile.documents
        directory = Directory.of(self.profile.names, people, rules.groups, self.log)
        reader = DocumentReader(rules, directory, self._style, self.log)
        for document in self.book.documents:
            reader.complete(document, self._years[document.chapter])
            self.book.calls_restored += restore_calls(document, self.log)
        self.book.divided = reader.divided

    def _texts(self) -> list[tuple[Apparatus, str, str]]:
        """Every text with the id of its document and its chapter."""
        essays = [*self.book.essays, *([self.book.plates] if self.book.plates else [])]
        return [(essay.apparatus, "", essay.chapter) for essay in essays] + [
            (document.apparatus, document.id, document.chapter) for document in self.book.documents
        ]

    def _report_calls(self) -> None:
        """Calls of notes that are not there, and notes that are called twice."""
        for apparatus, own_id, chapter in self._texts():
            first = apparatus.body[0].first if apparatus.body else 0
            name = own_id or chapter or "front matter"
            labels = {note.label for note in apparatus.notes}
            in_notes = self.notes.calls_in(
                [inner for note in apparatus.notes for inner in (note, *note.more)]
            )
            calls = apparatus.calls + in_notes
            apparatus.stray_calls = [n for n in calls if f"n{n}" not in labels]
            for number in apparatus.stray_calls:
                self.log.doubt("call of no note", first, f"{name}: call {number}",
                               "It stands as a superscript; look for the note.")  # fmt: skip
            for number in sorted({n for n in calls if calls.count(n) > 1 or n in in_notes}):
                self.log.doubt("note called twice or in a note", first, f"{name}: note {number}",
                               "One of the calls was misread; compare the print.")  # fmt: skip

    def _report_headings(self) -> None:
        """Headings where none can be: in documents, in notes, and with nothing under them."""
        for apparatus, own_id, _ in self._texts():
            body = apparatus.body if own_id else apparatus.body[-1:]
            inside = [inner for block in (*body, *apparatus.notes) for inner in block.more]
            report_headings([*body, *inside], self.log)

    def _repair(self) -> None:
        for apparatus, _, _ in self._texts():
            for block in _all_blocks(apparatus):
                block.text = self.characters.repair(block.text, block.first)
        for document in self.book.documents:
            source = document.fields.get("source")
            if isinstance(source, dict) and "text" in source:
                line = document.header.lines["source"][0].number
                source["text"] = self.characters.repair(str(source["text"]), line)
        for entry, lines in self.book.people:
            for key in ("name", "bio"):
                if key in entry:
                    entry[key] = self.characters.repair(str(entry[key]), lines[0])
        for group in self.book.groups:
            for entry, lines in group.terms:
                for key in ("term", "expansion"):
                    if key in entry:
                        entry[key] = self.characters.repair(str(entry[key]), lines[0])

    def _complete_people(self) -> None:
        book = self.book
        blocks = (block.text for texts, _, _ in self._texts() for block in _all_blocks(texts))
        book.index_people = complete_people(
            book.people, self.profile.people, book.index, blocks, self.log
        )

    def _link(self) -> None:
        chapters = [d for d in self.book.documents if d.chapter != "appendix"]
        appendix = [d for d in self.book.documents if d.chapter == "appendix"]
        targets = Targets(
            documents={d.header.number: d.id for d in chapters},
            appendix={d.header.number: d.id for d in appendix},
            notes={d.id: d.labels for d in self.book.documents},
            chapters=tuple(self.book.chapters),
            introductions=frozenset(e.chapter for e in self.book.essays if e.chapter),
        )
        crossrefs = CrossReferencer(self.profile.cross_references, targets, self.log)
        self.book.xrefs = crossrefs.count
        for apparatus, own_id, chapter in self._texts():
            blocks = apparatus.notes if own_id else apparatus.body + apparatus.notes
            for block in (inner for note in blocks for inner in (note, *note.more)):
                block.text = crossrefs.replace(block.text, block.first, own_id, chapter)


def _all_blocks(apparatus: Apparatus) -> list[Block]:
    return [
        inner for block in (*apparatus.body, *apparatus.notes) for inner in (block, *block.more)
    ]
