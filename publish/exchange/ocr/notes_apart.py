"""Notes that stand together, at the end of a chapter or of the volume, back to their texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from publish.exchange.log import ImportLog
from publish.exchange.ocr.flow import Block, unbulleted
from publish.exchange.ocr.notes import Apparatus
from publish.exchange.ocr.pattern import ProfilePattern
from publish.exchange.ocr.source import Line


@dataclass(slots=True)
class NoteSection:
    """Notes under one heading: of the document `number`, of what is called `text`, or of all."""

    number: int = 0
    text: str = ""
    lines: list[Line] = field(default_factory=list)
    notes: dict[int, Block] = field(default_factory=dict)

    def belongs_to(self, owner: Owner) -> bool:
        """Whether notes of a text may stand here."""
        if self.number:
            return self.number == owner.number
        return not self.text or self.text in owner.names


@dataclass(frozen=True, slots=True)
class Owner:
    """A text that notes may belong to: number of a document (0: none), title, chapter."""

    apparatus: Apparatus
    number: int
    names: tuple[str, ...]


def divide_notes(lines: Sequence[Line], of: ProfilePattern, log: ImportLog) -> list[NoteSection]:
    """The sections of gathered notes; their headings are listed as dropped."""
    sections = [NoteSection()]
    for line in lines:
        found = None if line.blank else of.search(line.bare)
        if found is None:
            sections[-1].lines.append(line)
            continue
        groups = found.groupdict()
        sections.append(NoteSection(int(groups.get("number") or 0), groups.get("text") or ""))
        log.drop(line.number, line.text, "heading over notes")
    return sections


def from_first_note(lines: list[Line], note: ProfilePattern, log: ImportLog) -> list[Line]:
    """A section's lines from its first note on; what stands before it is left out (a doubt)."""
    for place, line in enumerate(lines):
        if note.search(unbulleted(line.text)):
            return lines[place:]
        if not line.blank:
            log.drop(line.number, line.text, "before the first note of a section")
            log.doubt("text before the first note", line.number, line.text,
                      "Put it into a file by hand; if it is a heading over notes or a note, "
                      "mend `of` or `note` of the profile.")  # fmt: skip
    return []


def give_notes(
    sections: Sequence[NoteSection], owners: Sequence[Owner], log: ImportLog
) -> None:  # fmt: skip
    """Move each note to the text that calls it; one that nothing calls to the section's last."""
    for section in sections:
        possible = [owner.apparatus for owner in owners if section.belongs_to(owner)]
        for apparatus in possible:
            have = {note.label for note in apparatus.notes}
            wanted = [n for n in dict.fromkeys(apparatus.calls) if f"n{n}" not in have]
            apparatus.notes += [section.notes.pop(n) for n in wanted if n in section.notes]
        for number, note in section.notes.items():
            log.doubt("note of no text", note.first, f"{number}. {note.text[:80]}",
                      "Nothing calls it; look for a misread call.")  # fmt: skip
            last = (possible or [owners[-1].apparatus])[-1]
            last.notes.append(note)
