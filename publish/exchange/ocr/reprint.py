"""What the book will print of each header and entry, to compare with the source."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from ruamel.yaml import YAML

from publish.edition.dates import format_date, life_dates
from publish.edition.house_style import HouseStyle, load_house_style
from publish.edition.model import Source
from publish.edition.sources import source_line
from publish.exchange.linemap import MapEntry
from publish.exchange.ocr.correspondents import printed_correspondents
from publish.exchange.ocr.enclosures import ENCLOSURE
from publish.exchange.ocr.output import PRINTED_INDEX, Output
from publish.exchange.ocr.profile import Profile

TITLE = re.compile(r'title="([^"]*)"')


def reprint(output: Output, profile: Profile) -> dict[MapEntry, str]:
    """The text that each entry of the map stands for, read from the finished files."""
    style = load_house_style(str(profile.edition.get("house-style", "chicago")))
    lines = {path: text.split("\n") for path, text in output.files.items()}
    printed: dict[MapEntry, str] = {}
    for entry in output.entries:
        if entry.kind == "chapter":
            printed[entry] = entry.label
            continue
        text = "\n".join(lines[entry.file][entry.first - 1 : entry.last])
        printed[entry] = _entry_text(entry, text, output.people, style)
    return printed


def _entry_text(entry: MapEntry, text: str, people: Mapping[str, str], style: HouseStyle) -> str:
    if entry.file == PRINTED_INDEX:
        return str(json.loads(text.rstrip(","))["text"])
    if entry.kind == "header":
        return _header(_yaml(text.strip("-\n")), people, style)
    if entry.kind == ENCLOSURE and (title := TITLE.search(text)):
        return title[1]
    if entry.kind == "group":
        return entry.label
    if entry.kind == "entry":
        fields = _yaml(text)
        assert isinstance(fields, list)
        return _listed(fields[0], people)
    return text


def _yaml(text: str) -> object:
    return YAML(typ="safe", pure=True).load(text)


def _header(fields: object, people: Mapping[str, str], style: HouseStyle) -> str:
    assert isinstance(fields, dict)
    if "number" not in fields:
        return f"{fields.get('title', '')} {fields.get('signed', '')}"
    source = Source.model_validate({k: str(v) for k, v in (fields.get("source") or {}).items()})
    date = fields.get("date")
    dated = date or fields.get("date-print")
    parts = [
        str(fields["number"]),
        printed_correspondents(fields, people),
        format_date(str(date) if date else None, fields.get("date-note"), style,
                    date_print=fields.get("date-print", "")) if dated else "",
        source_line(source),
        str(fields.get("copy", "")),
        "" if fields["type"] == "letter" else str(fields["type"]).capitalize(),
    ]  # fmt: skip
    return " ".join(parts)


def _listed(entry: dict[str, object], people: Mapping[str, str]) -> str:
    """Words of a person or term."""
    words = [str(entry.get("name", entry.get("term", "")))]
    words += [str(name) for name in entry.get("nicknames", [])]  # type: ignore[attr-defined]
    if "see" in entry:
        see = str(entry["see"])
        return " ".join([*words, "see", people.get(see, see)])
    words.append(life_dates(str(entry.get("born", "")), str(entry.get("died", ""))))
    words += [str(entry.get(key, "")) for key in ("bio", "expansion")]
    return " ".join(words)
