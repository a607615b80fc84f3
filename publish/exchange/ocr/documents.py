"""Documents: a header and its body to a text with typed blocks and header fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from publish.edition.dates import format_date
from publish.edition.house_style import HouseStyle
from publish.edition.sources import is_folio_list
from publish.exchange.conservation import letters_only
from publish.exchange.date_words import DAY_MONTH, read_date
from publish.exchange.log import ImportLog
from publish.exchange.ocr.calls import without_calls
from publish.exchange.ocr.correspondents import Directory, Named, printed_correspondents
from publish.exchange.ocr.enclosures import take_enclosures
from publish.exchange.ocr.flow import Block
from publish.exchange.ocr.headers import Header
from publish.exchange.ocr.misplaced import report_header_lines
from publish.exchange.ocr.notes import Apparatus
from publish.exchange.ocr.profile import BlockRule, Documents
from publish.exchange.yaml_text import Value

EDGE = 4  # paragraphs at the beginning and end where a date may stand
SENT = ("letter", "cipher", "telegram", "phonegram")  # types that have a recipient
SHORT = 160  # characters; an opening or closing line is shorter


@dataclass(slots=True)
class ReadDocument:
    """A document on its way from the source to its file."""

    id: str
    chapter: str
    header: Header
    apparatus: Apparatus
    fields: dict[str, Value] = field(default_factory=dict)
    moved: list[int] = field(default_factory=list)  # lines of the body that went into the header

    @property
    def labels(self) -> frozenset[str]:
        return frozenset(note.label for note in self.apparatus.notes)


@dataclass(slots=True)
class DocumentReader:
    """Reads header fields and marks opening and closing lines."""

    rules: Documents
    directory: Directory
    style: HouseStyle
    log: ImportLog
    divided: int = 0  # blocks that became one more because their lines are different things

    def complete(self, document: ReadDocument, year: int | None) -> None:
        """Fill the fields and mark the blocks."""
        body = document.apparatus.body
        enclosures = take_enclosures(body, self.rules.enclosure, self.log)
        self._demote_headings(body)
        self._log_number(document.header)
        date = self._date(document, year or _year_in_text(document))
        kind = self._type(document)
        self._mark_blocks(body)
        for enclosure in enclosures:
            self._demote_headings(enclosure.more)
            self._mark_blocks(enclosure.more)
        fields: dict[str, Value] = {"number": document.header.number}
        fields |= self._correspondents(document) | date | kind
        self._report_missing(document.header, body, fields)
        fields |= self._source(document.header)
        document.fields = self._with_calls(fields, document)
        body += enclosures

    def _report_missing(
        self, header: Header, body: list[Block], fields: Mapping[str, Value]
    ) -> None:
        """What the header lacks, where the text may have it."""
        missing = [part for part in ("correspondents", "date") if part not in header.texts]
        if "date" in missing and "date" in fields:  # the text said it
            missing.remove("date")
        report_header_lines(body, missing, self.rules, self.log)
        if fields["type"] in SENT and not {"to", "to-note"} & fields.keys():
            self.log.doubt("no recipient", header.first_line, f"Document {header.number}",
                           "Give `to`, or the lines that name them (`header`).")  # fmt: skip

    def _log_number(self, header: Header) -> None:
        """Words of the number line are printed by document-heading, not kept."""
        text = header.texts.get("number", "")
        if re.search(r"[^\W\d_]", text):
            line = header.lines["number"][0].number
            self.log.repair("words of the number line", line, text, header.typed_number)

    # --- header ------------------------------------------------------------------

    def _correspondents(self, document: ReadDocument) -> dict[str, Value]:
        header = document.header
        text = header.texts.get("correspondents")
        senders, recipients = Named(self.rules.from_), Named(self.rules.to)
        if self.rules.from_signature:
            senders = self._signers(document) or senders
        if text is not None:
            line = header.lines["correspondents"][0].number
            found = self.rules.correspondents.search(text)
            assert found is not None
            groups = found.groupdict()
            text = text.replace(groups.get("date") or "", "", 1)
            if groups.get("from"):
                senders = self.directory.read(groups["from"], line)
            if groups.get("to"):
                recipients = self.directory.read(groups["to"], line)
        fields: dict[str, Value] = {}
        for key, named in (("from", senders), ("to", recipients)):
            if named.ids:
                fields[key] = named.ids[0] if len(named.ids) == 1 else list(named.ids)
            if named.note:
                fields[f"{key}-note"] = named.note
        printed = printed_correspondents(fields, self.directory.by_id)
        if sorted(letters_only(text or "")) != sorted(letters_only(printed)):
            self.log.repair("names by the profile", header.first_line, text or "", printed)
        return fields

    def _signers(self, document: ReadDocument) -> Named | None:
        """Who has signed, by names that are known; None (a doubt) if nobody is."""
        signed = [b for b in document.apparatus.body if b.kind in ("signature", "closing")]
        ids = tuple(dict.fromkeys(i for b in signed for i in self.directory.signers(b.text)))
        if not ids:
            what = " / ".join(b.text for b in signed) or f"Document {document.header.number}"
            self.log.doubt("no known signature", document.header.first_line, what,
                           "Give from, or add the name to `names` of the profile.")  # fmt: skip
        return Named(ids) if ids else None

    def _date(self, document: ReadDocument, year: int | None) -> dict[str, Value]:
        header = document.header
        text = header.texts.get("date")
        if text is None and (found := self._date_in_text(document)):
            phrase, line = found
            fields = self._dated(phrase, line, year)
            printed = self._printed_date(fields)
            self.log.repair("date from the text", header.first_line, "", printed)
            return fields
        if text is None:
            self.log.doubt("no date", header.first_line, f"Document {header.number}",
                           "It prints as undated; give date and date-note.")  # fmt: skip
            return {}
        return self._dated(text, header.lines["date"][0].number, year)

    def _date_in_text(self, document: ReadDocument) -> tuple[str, int] | None:
        """The date that stands over or under the text, and its line; it stays there, too."""
        body = document.apparatus.body
        for block in [*body[:EDGE], *body[EDGE:][-EDGE:]]:
            for text in map(without_calls, block.text.split("\n")):
                found = self.rules.date_in_text.search(text) if len(text) < SHORT else None
                if found:
                    return found.groupdict().get("date") or found.group(), block.first
        return None

    def _printed_date(self, fields: Mapping[str, Value]) -> str:
        date, note, printed = (str(fields.get(k, "")) for k in ("date", "date-note", "date-print"))
        return format_date(date or None, note or None, self.style, date_print=printed)

    def _dated(self, text: str, line: int, year: int | None) -> dict[str, Value]:
        """The fields of a date as printed."""
        date = read_date(text, year)
        if date is None:
            self.log.doubt("date not understood", line, text,
                           "Give an EDTF date; it prints as it is.")  # fmt: skip
            return {"date-print": text}
        if not date.edtf:
            self.log.repair("undated", line, text, "")
        if date.year_added:
            self.log.repair("year of the chapter", line, "", str(year))
        fields: dict[str, Value] = {}
        if date.edtf:
            fields["date"] = date.edtf
        if date.note and not (self.rules.date_is_stated and date.note == "inferred"):
            fields["date-note"] = date.note
        if date.wording:
            fields["date-print"] = date.wording
        return fields

    def _with_calls(self, fields: dict[str, Value], document: ReadDocument) -> dict[str, Value]:
        """Calls on header lines stand on the printed date (docs/manuscript.md, section 4)."""
        numbers = document.header.all_calls
        if not numbers:
            return fields
        printed = fields.get("date-print") or document.header.texts.get("date", "")
        calls = "".join(f"[^n{n}]" if f"n{n}" in document.labels else f"^{n}^" for n in numbers)
        return fields | {"date-print": f"{printed}{calls}"}

    def _source(self, header: Header) -> dict[str, Value]:
        found = header.source
        if found is None:
            if "source" in self.rules.header:
                self.log.doubt("no reference", header.first_line, f"Document {header.number}",
                               "Give source, or leave it to the textual note.")  # fmt: skip
            return {}
        groups = {key: (value or "").strip() for key, value in found.groupdict().items()}
        line = header.lines["source"][0].number
        copy = groups.get("copy", "").rstrip(".")
        fields: dict[str, Value] = {"source": self._reference(groups, found.group(), line)}
        return fields | ({"copy": copy} if copy else {})

    def _reference(self, groups: dict[str, str], printed: str, line: int) -> Value:
        if groups.get("text"):
            return {"text": groups["text"]}
        names = ("archive", "fond", "opis", "delo", "listy")
        source = {name: groups[name] for name in names if groups.get(name)}
        listy = source.get("listy", "").rstrip(".,; ").replace("–", "-")
        if not is_folio_list(listy):
            self.log.doubt("reference without folios", line, printed,
                           "Kept as text; look the folios up.")  # fmt: skip
            return {"text": printed.removesuffix(groups.get("copy", "")).strip()}
        if "archive" not in source and self.rules.archive:
            self.log.repair("archive of the profile", line, "", self.rules.archive)
            source = {"archive": self.rules.archive, **source}
        return source | {"listy": listy}

    def _type(self, document: ReadDocument) -> dict[str, Value]:
        """Type of the document from its opening lines; a line that says only this goes."""
        body = document.apparatus.body
        before = len(body)
        body[:] = _opening_lines(body, self._opens)
        self.divided += len(body) - before
        for place, block in enumerate(body[:12]):
            for rule in self.rules.types:
                if not rule.matches.search(block.text):
                    continue
                fields: dict[str, Value] = {"type": rule.type}
                if re.fullmatch(r"\[[^\[\]]*\][.:]?", block.text):
                    fields["type-note"] = "inferred"
                if rule.moves and rule.type != "letter":
                    self.log.repair("type moved to the header", block.first, block.text,
                                    rule.type.capitalize())  # fmt: skip
                    document.moved += block.lines
                    del body[place]
                elif rule.type != "letter":
                    self.log.repair("type from the text", document.header.first_line, "",
                                    rule.type.capitalize())  # fmt: skip
                return fields
            if not self._opens(block):
                break
        return {"type": "letter"}

    def _demote_headings(self, body: list[Block]) -> None:
        """A salutation or address set in large type was taken for a heading."""
        for block in body:
            if block.kind != "heading":
                continue
            block.kind = "paragraph"
            if self._rule(block, "opening") or self._rule(block, "closing"):
                self.log.repair("heading made of a line of the text", block.first, "#", "")
            else:
                block.kind = "heading"

    # --- body ---------------------------------------------------------------------

    def _opens(self, block: Block) -> bool:
        return any(rule.matches.search(block.text) for rule in self.rules.types) or bool(
            self._rule(block, "opening")
        )

    def _rule(self, block: Block, at: str) -> BlockRule | None:
        if block.kind != "paragraph" or len(block.text) > SHORT:
            return None
        bare = without_calls(block.text).strip()
        for rule in self.rules.blocks:
            if rule.at in (at, "anywhere") and rule.matches.search(bare):
                return rule
        return None

    def _mark_blocks(self, body: list[Block]) -> None:
        for place, block in enumerate(body):
            rule = self._rule(block, "opening")
            if rule is None:
                break
            body[place] = replace(block, kind=rule.is_)
        before = len(body)
        body[:] = _closing_lines(body, lambda block: self._rule(block, "closing") is not None)
        self.divided += len(body) - before
        for place in reversed(range(len(body))):
            rule = self._rule(body[place], "closing")
            if rule is None:
                break
            body[place] = replace(body[place], kind=rule.is_)
        merged = _merged(body)
        self.divided -= len(body) - len(merged)
        body[:] = merged


def _year_in_text(document: ReadDocument) -> int | None:
    """The year of the date that the text itself begins or ends with."""
    body = document.apparatus.body
    for block in (*body[:3], *body[-3:]):
        found = re.search(r"\b(1[5-9]\d\d|20\d\d)\b", block.text)
        if found and len(block.text) < SHORT and DAY_MONTH.search(block.text.lower()):
            return int(found[1])
    return None


def _opening_lines(body: list[Block], opens: Callable[[Block], bool]) -> list[Block]:
    """Divide opening blocks of several lines, so that each line can be told."""
    result: list[Block] = []
    for place, block in enumerate(body):
        lines = _divided(block)
        if len(lines) > 1 and opens(lines[0]):
            result += lines
        elif opens(block):
            result.append(block)
        else:
            return result + body[place:]
    return result


def _closing_lines(body: list[Block], closes: Callable[[Block], bool]) -> list[Block]:
    if body and len(lines := _divided(body[-1])) > 1 and all(map(closes, lines)):
        return body[:-1] + lines
    return body


def _merged(body: list[Block]) -> list[Block]:
    """Lines of one kind that follow each other (address, signature) as one block."""
    merged: list[Block] = []
    for block in body:
        if merged and block.kind == merged[-1].kind and block.kind in ("address", "signature"):
            text = f"{merged[-1].text}\n{block.text}"
            merged[-1] = replace(merged[-1], text=text, lines=merged[-1].lines + block.lines)
        else:
            merged.append(block)
    return merged


def _divided(block: Block) -> list[Block]:
    """A paragraph with printed line breaks as one block for each line."""
    texts = block.text.split("\n")
    if block.kind != "paragraph" or len(texts) == 1 or len(texts) != len(block.lines):
        return [block]
    return [Block(text, [line]) for text, line in zip(texts, block.lines, strict=True)]
