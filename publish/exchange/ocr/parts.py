"""Divide the book into its parts by the profile."""

from __future__ import annotations

from dataclasses import dataclass

from publish.exchange.log import ImportLog
from publish.exchange.ocr.pattern import Match, ProfilePattern
from publish.exchange.ocr.profile import Insert, Part, Profile
from publish.exchange.ocr.source import Line
from publish.problems import Place, Problems


@dataclass(slots=True)
class Stretch:
    """The lines of one part; the first is the one that `begins` matched."""

    part: Part
    lines: list[Line]
    match: Match | None = None

    @property
    def name(self) -> str:
        """What `begins` called it: its group `chapter`, else the line without its marks."""
        found = self.match.groupdict().get("chapter") if self.match else None
        return (found or self.lines[0].bare).strip()


def divide(
    lines: list[Line], profile: Profile, log: ImportLog, problems: Problems
) -> list[Stretch]:
    """The parts in the order of the source; parts that match nothing are reported.

    Text before the first part is listed as dropped with a doubt.
    """
    lines = list(lines)
    inserts = [
        stretch
        for number, insert in enumerate(profile.inserts)
        if (stretch := _take_out(lines, insert, profile.places[f"inserts {number}"], log, problems))
    ]
    starts = _starts(lines, profile, problems)
    if not starts:
        return []
    for line in lines[: starts[0][0]]:
        if not line.blank:
            log.drop(line.number, line.text, "before the first part")
            log.doubt("text before the first part", line.number, line.text, "Add a part for it.")
    stretches = []
    for (start, part, match), end in zip(
        starts, [*(start for start, _, _ in starts[1:]), len(lines)], strict=True
    ):
        stretches.append(Stretch(part, lines[start:end], match))
    return _plates_together(stretches + inserts, log)


def _take_out(
    lines: list[Line], insert: Insert, place: Place, log: ImportLog, problems: Problems
) -> Stretch | None:
    """Cut an insert out of the lines, leaving blank ones; all that repeat it are one stretch."""
    begins = insert.begins
    taken: list[Line] = []
    match: Match | None = None
    start = _first(lines, begins, 0)
    while start is not None and (insert.repeats or not match):
        end = _first(lines, insert.ends_before, start + 1) if insert.ends_before else start + 1
        if end is None:
            problems.add("E042", place, f"No line after it matches “{insert.ends_before}”.")
            return None
        match = match or begins.search(lines[start].text)
        taken += [
            *skip_start(Stretch(insert, lines[start:end]), log),
            Line(lines[start].number, ""),
        ]
        lines[start:end] = [Line(line.number, "") for line in lines[start:end]]
        start = _first(lines, begins, end)
    if match is None:
        if not insert.optional:
            problems.add("E042", place, f"No line matches “{begins}”.")
        return None
    return Stretch(insert, taken, match)


def _first(lines: list[Line], pattern: ProfilePattern, at: int) -> int | None:
    """Index of the first line from `at` on that a pattern matches."""
    return next((i for i in range(at, len(lines)) if pattern.search(lines[i].text)), None)


def _plates_together(stretches: list[Stretch], log: ImportLog) -> list[Stretch]:
    """All plates, wherever they stand, are one section: that of the first."""
    kept: list[Stretch] = []
    plates: Stretch | None = None
    for stretch in stretches:
        if plates and stretch.part.is_ == "plates":
            plates.lines += [Line(stretch.lines[0].number, ""), *skip_start(stretch, log)]
            continue
        kept.append(stretch)
        plates = stretch if stretch.part.is_ == "plates" else plates
    return kept


def _starts(
    lines: list[Line], profile: Profile, problems: Problems
) -> list[tuple[int, Part, Match | None]]:
    """First line of every part; each is looked for after the one before it."""
    found: list[tuple[int, Part, Match | None]] = []
    place = 0
    for number, part in enumerate(profile.parts):
        begins = part.begins
        after = _next_start(lines, place, profile.parts[number + 1 :]) if part.repeats else None
        hits = [i for i in range(place, len(lines)) if begins.search(lines[i].text)]
        if after is not None:
            hits = [i for i in hits if i < after]
        hits = hits if part.repeats else hits[:1]
        if not hits and not part.optional:
            problems.add(
                "E042", profile.places[f"parts {number}"],
                f"No line{f' after line {place}' if place else ''} matches “{part.begins}”.",
            )  # fmt: skip
        found += [(i, part, begins.search(lines[i].text)) for i in hits]
        place = hits[-1] + 1 if hits else place
    return found


def _next_start(lines: list[Line], place: int, parts: tuple[Part, ...]) -> int | None:
    """Where the next part begins that is not itself optional."""
    following = next((part for part in parts if not part.optional), None)
    if following is None:
        return None
    return _first(lines, following.begins, place)


def skip_start(stretch: Stretch, log: ImportLog) -> list[Line]:
    """Lines of a part from the one that `skip-until` matches; those before are logged."""
    if not stretch.part.skip_until:
        return stretch.lines
    until = stretch.part.skip_until
    for place, line in enumerate(stretch.lines):
        if until.search(line.text):
            return stretch.lines[place:]
        if not line.blank:
            reason = stretch.part.reason or "before the text of this part"
            log.drop(line.number, line.text, reason)
    return []
