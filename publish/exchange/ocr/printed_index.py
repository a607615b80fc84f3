"""The printed index, kept as data to compare the generated one with."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from publish.exchange.ocr.source import Line

# 42, 42–45, 42n, 42n3, 42 n. 3, 42nn3–5, 42–45nn; a picture's in italics, the chief one bold
LOCATOR = r"[*_]{0,2}\d+(?:[-–]\d+)?(?: ?nn?\.?(?: ?\d+(?:[-–,]\d+)*)?)?[*_]{0,2}|\*?passim\*?"
LOCATORS = re.compile(rf"^(?P<text>.*?),? (?P<locators>(?:{LOCATOR})(?:, (?:{LOCATOR}))*)$")
SEE_ALSO = re.compile(r"\.? ?\*?See also\*? (?P<targets>[^)]*)$")
SEE = re.compile(r"[.(]? ?\*?See\*? (?P<targets>[^)]*)\)?$")
TAGS = re.compile(r"</?(?:sup|sub|i|b)>")
# "Heading: one, 3; two, 4" and "Heading, 1, 2; one, 3; two, 4"
SUBHEADS = re.compile(r"^(?P<heading>[^:]+?): (?P<rest>.+)$|^(?P<own>[^:;]*\dn*); (?P<more>.+)$")


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A heading with all that is printed under it."""

    text: str
    lines: tuple[int, ...]


def read_entries(lines: list[Line]) -> list[IndexEntry]:
    """One entry for each line that begins a heading; other lines continue the last."""
    entries: list[IndexEntry] = []
    for line in lines:
        if line.blank:
            continue
        text = TAGS.sub("", re.sub(r"^(?:- )+", "", line.text.strip()))
        if entries and _continues(entries[-1].text, text):
            last = entries[-1]
            entries[-1] = IndexEntry(f"{last.text} {text}", (*last.lines, line.number))
        else:
            entries.append(IndexEntry(text, (line.number,)))
    return entries


def _continues(before: str, text: str) -> bool:
    """Whether a line goes on with the entry before: it starts with a figure or small letter."""
    return bool(re.match(r"[a-z(\d]", text)) or before.endswith((",", ";", ":", "-", "–"))


def index_json(entries: list[IndexEntry], source: str) -> str:
    """printed-index.json: headings with locators, subheads, see and see also as printed."""
    rows = [_row(entry) for entry in entries]
    body = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f'{{"source": {json.dumps(source)}, "entries": [\n{body}\n]}}\n'


def _row(entry: IndexEntry) -> dict[str, object]:
    row: dict[str, object] = {"lines": list(entry.lines), "text": entry.text}
    text = entry.text
    if also := SEE_ALSO.search(text):
        row["see-also"] = _targets(also["targets"])
        text = text[: also.start()]
    elif (see := SEE.search(text)) and ":" not in text[: see.start()]:
        row["see"] = _targets(see["targets"])
        text = text[: see.start()]
    subheads = SUBHEADS.match(text)
    head, locators = _split_locators(subheads["heading"] or subheads["own"] if subheads else text)
    row["heading"] = head.strip(" .*")
    row["locators"] = locators
    if subheads:
        further = (subheads["rest"] or subheads["more"]).split("; ")
        row["subheads"] = [
            {"text": words, "locators": found} for words, found in map(_split_locators, further)
        ]
    return row


def _targets(text: str) -> list[str]:
    return [target.strip(" .*") for target in text.split(";") if target.strip(" .*")]


def _split_locators(text: str) -> tuple[str, list[str]]:
    text = text.strip(" .")
    found = LOCATORS.match(text)
    if found is None:
        return text, []
    parts = (part.strip("*_") for part in found["locators"].split(", "))
    locators = [re.sub(r"(?<=\d)-(?=\d)", "–", part) for part in parts]
    return found["text"].strip(" ,"), locators
