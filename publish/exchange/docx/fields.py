"""A header as typed to the fields of a document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from publish.edition.edtf_dates import is_date as is_edtf
from publish.edition.sources import is_folio_list
from publish.exchange.conservation import letters_only
from publish.exchange.date_words import ReadDate, read_date
from publish.exchange.docx.header import Field, Header
from publish.exchange.docx.names import Register, read_names
from publish.exchange.docx.profile import WordProfile
from publish.exchange.log import ImportLog
from publish.exchange.ocr.pattern import ProfilePattern
from publish.exchange.yaml_text import Value
from publish.problems import Place, Problems

TYPES = ("letter", "cipher", "telegram", "phonegram", "memorandum", "note")
DAY_FIRST = re.compile(r"(\[?)(\d{1,2})[./]\s?(\d{1,2})[./]\s?(\d{4})(\]?)")
ARCHIVAL = ProfilePattern(
    r"(?i)(?P<archive>[A-ZА-Я][\w ]+?),? f(?:ond)?\.? ?(?P<fond>[\w-]+),? "
    r"op(?:is)?\.? ?(?P<opis>[\w-]+),? "
    r"d(?:elo)?\.? ?(?P<delo>[\w-]+)(?:,? l(?:l|isty?)?\.? ?(?P<listy>[\w ,–-]+?))?\.?"
)
SOURCE_FIELDS = ("archive", "fond", "opis", "delo", "listy", "text")
PLAIN = ("place", "time", "message-number", "copy")


@dataclass(slots=True)
class Fields:
    """The YAML header of a document, what of it repeats the source, and loose calls."""

    values: dict[str, Value] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)  # that no field of the format can hold
    unread: list[tuple[str, Field]] = field(default_factory=list)


def stated_number(header: Header) -> int:
    """The number that the header gives; 0 if it gives none."""
    typed = header.fields.get("number")
    found = re.search(r"\d{1,6}", typed.text) if typed else None
    return int(found.group()) if found else 0


def year_of(header: Header) -> str:
    """The year of a header's date; empty if it has none."""
    date = _date(header.fields["date"].text) if "date" in header.fields else None
    found = re.search(r"\d{4}", date.edtf) if date else None
    return found.group() if found else ""


@dataclass(slots=True)
class FieldReader:
    """Makes fields of headers; logs what was changed, what is in doubt and what was dropped."""

    profile: WordProfile
    register: Register
    log: ImportLog

    def read(self, header: Header, number: int, title: str, file: str) -> Fields:
        """The fields of one document; `title` is the Markdown of its title."""
        line = header.lines[0] if header.lines else 1
        fields = Fields({"number": number}, unread=list(header.unread))
        self._number(header, number, line, fields, file)
        for side in ("from", "to"):
            if side in header.fields:
                self._people(side, header.fields[side], fields, file)
        self._read_date(header.fields.get("date"), line, fields, file)
        for name in PLAIN:
            if name in header.fields:
                fields.values[name] = " ".join(header.fields[name].text.split())
                self._keep(name, header.fields[name], str(fields.values[name]), fields, file)
        self._type(header.fields.get("type"), fields, file)
        self._sources(header, fields, file)
        if "title" in header.fields:
            calls = "".join(header.fields["title"].calls)
            fields.values["title"] = title + calls
            text = " ".join(header.fields["title"].text.split())
            fields.printed.append(text)
        if fields.calls and "title" in fields.values:
            fields.values["title"] = f"{fields.values['title']}{''.join(fields.calls)}"
            fields.calls = []
        for label, at in header.labels:
            self.log.drop(at, label, "label of the header, printed by the house style", file)
        return fields

    def _number(self, header: Header, number: int, line: int, fields: Fields, file: str) -> None:
        typed = header.fields["number"] if "number" in header.fields else Field("", ())
        fields.calls += typed.calls
        fields.printed.append(str(number))
        if letters_only(typed.text) != str(number):
            at = typed.lines[0] if typed.lines else line
            self.log.repair("number", at, typed.text, str(number), file)

    def _keep(self, name: str, typed: Field, printed: str, fields: Fields, file: str) -> None:
        """Note what was printed for a typed field, and the change if there is one."""
        fields.printed.append(printed)
        fields.calls += typed.calls if name != "date" else ()
        if letters_only(typed.text) != letters_only(printed):
            at = typed.lines[0] if typed.lines else 1
            self.log.repair(f"header: {name}", at, typed.text, printed, file)

    def _people(self, side: str, typed: Field, fields: Fields, file: str) -> None:
        found = read_names(typed.text, self.profile)
        ids = [self.register.ids[name] for name in found.names]
        if ids:
            fields.values[side] = ids[0] if len(ids) == 1 else list(dict.fromkeys(ids))
        if found.note:
            fields.values[f"{side}-note"] = found.note
        self._keep(side, typed, " ".join([*dict.fromkeys(ids), found.note]), fields, file)

    def _read_date(self, typed: Field | None, line: int, fields: Fields, file: str) -> None:
        if typed is None:
            self.log.doubt("undated", line, "The header has no date.", "Give it one.", file)
            return
        words = " ".join(typed.text.split())
        found = _date(words)
        calls = "".join(typed.calls)
        if found is None:
            self.log.doubt("date", typed.lines[0], words, "Printed as typed; write it as EDTF.",
                           file)  # fmt: skip
            found = ReadDate("", "", words)
        if found.edtf:
            fields.values["date"] = found.edtf
            if found.note:
                fields.values["date-note"] = found.note
        wording = found.wording or (words if calls else "")
        if wording:
            fields.values["date-print"] = wording + calls
        self._keep("date", typed, wording or found.edtf, fields, file)

    def _type(self, typed: Field | None, fields: Fields, file: str) -> None:
        if typed is None:
            return
        words = typed.text.casefold()
        found = next((kind for kind in ("cipher", *TYPES) if kind in words), "")
        if not found:
            fields.unread.append(("Type", typed))
            self.log.repair("header: type", typed.lines[0], "", "Type", file)
            return
        fields.values["type"] = found
        if re.fullmatch(r"\[.*\]", words.strip()):
            fields.values["type-note"] = "inferred"
        self._keep("type", typed, found, fields, file)

    def _sources(self, header: Header, fields: Fields, file: str) -> None:
        typed = header.fields.get("source")
        others = header.fields.get("other-sources")
        lines = [line.strip() for line in typed.text.split("\n") if line.strip()] if typed else []
        more = [line.strip() for line in others.text.split("\n") if line.strip()] if others else []
        if typed and lines:
            fields.values["source"] = self._source(lines[0])
        further: list[Value] = [self._source(line) for line in [*lines[1:], *more]]
        if further:
            fields.values["other-sources"] = further
        made = [fields.values["source"], *further] if typed and lines else further
        printed = [_words(source) for source in made]
        if typed:
            self._keep("source", typed, " ".join(printed[: len(lines)]), fields, file)
        if others:
            self._keep("other-sources", others, " ".join(printed[len(lines) :]), fields, file)

    def _source(self, text: str) -> dict[str, Value]:
        """An archival reference by the profile's patterns, else by the usual one, else as text."""
        for pattern in (*self.profile.source, ARCHIVAL):
            if found := pattern.fullmatch(text):
                parts = {k: v.strip() for k, v in found.groupdict().items()
                         if v and k in SOURCE_FIELDS}  # fmt: skip
                listy = parts.get("listy", "").replace("–", "-")
                if listy:
                    parts["listy"] = listy
                if "archive" in parts and (not listy or is_folio_list(listy)):
                    return dict(parts)
        return {"text": text}


def _words(source: Value) -> str:
    return " ".join(str(v) for v in source.values()) if isinstance(source, dict) else ""


def _date(words: str) -> ReadDate | None:
    """A date in English words, as day.month.year, or already in EDTF."""
    if numeric := DAY_FIRST.fullmatch(words):
        opened, day, month, year, closed = numeric.groups()
        edtf = f"{year}-{int(month):02}-{int(day):02}"
        note = "inferred" if opened and closed else ""
        return ReadDate(edtf, note) if _is_edtf(edtf) else None
    if re.match(r"\d{4}-|\.\./", words) and _is_edtf(words):
        return ReadDate(words, "")
    return read_date(words)


def _is_edtf(text: str) -> bool:
    return is_edtf(text, "date", Place("-"), Problems())
