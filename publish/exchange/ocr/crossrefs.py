"""Printed cross-references to ids: "note 4 to document 5" to [](note:005/n4)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from publish.exchange.date_words import MONTH_NAMES
from publish.exchange.log import ImportLog
from publish.exchange.ocr.pattern import Match, ProfilePattern
from publish.exchange.ocr.profile import CrossReferences

ONE = r"\d{1,4}(?![\d,]*\d{3}\b)"
RANGE = rf"{ONE}(?:[-–]{ONE})?"
# a number before the name of a month is a day: "see document 5, 20 August"
LIST = rf"{RANGE}(?:(?:, and |, or | and | or |, ){RANGE}(?! (?:{MONTH_NAMES})\b))*"


@dataclass(frozen=True, slots=True)
class Targets:
    """What there is to point at: ids by number, labels of the notes, chapters in order."""

    documents: Mapping[int, str]
    appendix: Mapping[int, str]
    notes: Mapping[str, frozenset[str]]
    chapters: tuple[str, ...]
    introductions: frozenset[str]


@dataclass(slots=True)
class CrossReferencer:
    """Replaces the cross-references of texts; counts them by kind."""

    rules: CrossReferences
    targets: Targets
    log: ImportLog
    count: Counter[str] = field(default_factory=Counter)

    def replace(self, text: str, line: int, own_id: str, chapter: str) -> str:
        """The text with links. `own_id` is the document it belongs to ("" in an essay)."""
        for kind, pattern, resolve in self._patterns(own_id, chapter):
            text = pattern.sub(lambda found: self._put(found, kind, resolve, line), text)  # noqa: B023
        return text

    def _put(
        self, found: Match, kind: str,
        resolve: Callable[[Match], str | None], line: int,
    ) -> str:  # fmt: skip
        weight = len(_numbers(found["list"])) if kind == "note" else 1
        self.count[f"{kind} found"] += weight
        link = resolve(found)
        if link is None:
            self.count[f"{kind} dangling"] += weight
            self.log.doubt(
                "cross-reference to nothing", line, found.group(),
                self._suggestion(found.group()),
            )  # fmt: skip
            return found.group()
        self.count[kind] += weight
        self.log.repair("cross-reference", line, found.group(), link)
        return link

    def _patterns(
        self, own_id: str, chapter: str
    ) -> list[tuple[str, ProfilePattern, Callable[[Match], str | None]]]:
        rules = self.rules
        word = _either_case(rules.word)
        plural = _either_case(rules.plural or f"{rules.word}s")
        note = f"(?:{_either_case(rules.note)}|{_either_case(rules.notes)})"
        before = r"(?<![\w\[(/:-])(?<!\]\()"
        appendix = re.escape(rules.appendix)
        patterns: list[tuple[str, str | ProfilePattern, Callable[[Match], str | None]]] = [
            ("note", rf"{before}{note} (?P<list>{LIST}) (?:to|for|in|of) (?P<where>{appendix})?"
                     rf"{word} (?P<number>{ONE})", self._notes),
            ("note", rf"{before}(?P<where>{appendix})?{word} (?P<number>{ONE}), "
                     rf"{note} (?P<list>{ONE})", self._notes),
            ("appendix", rf"{appendix}(?:{plural} (?P<list>{LIST})|{word} (?P<one>{ONE}))",
             lambda found: self._documents(found, self.targets.appendix)),
            ("document", rf"(?<![\w:]){plural} (?P<list>{LIST})",
             lambda found: self._documents(found, self.targets.documents)),
            ("document", rf"(?<![\w:]){word} (?P<one>{ONE})",
             lambda found: self._documents(found, self.targets.documents)),
            ("introduction", rf"{_either_case(rules.introduction)}",
             lambda found: self._introduction(found, chapter)),
            ("introduction", rules.chapter, self._chapter),
        ]  # fmt: skip
        if own_id:
            patterns.append(
                ("own note", rf"(?<=[Ss]ee ){note} (?P<one>{ONE})(?! \w+ {word})(?=[.;,)])",
                 lambda found: self._own_note(found, own_id)),
            )  # fmt: skip
        return [
            (kind, words if isinstance(words, ProfilePattern) else ProfilePattern(words), resolve)
            for kind, words, resolve in patterns
        ]

    def _notes(self, found: Match) -> str | None:
        where = self.targets.appendix if found["where"] else self.targets.documents
        ident = where.get(int(found["number"]))
        numbers = _numbers(found["list"])
        if ident is None or any(f"n{n}" not in self.targets.notes[ident] for n in numbers):
            return None
        cap = _cap(found.group()) if _is_word_of_note(found) else ""
        links = [f"[](note:{ident}/n{n})" + (cap if n == numbers[0] else "") for n in numbers]
        return _listed(links)

    def _documents(self, found: Match, where: Mapping[int, str]) -> str | None:
        groups = found.groupdict()
        written = groups.get("one") or groups["list"]
        span = re.fullmatch(rf"({ONE})[-–]({ONE})", written)
        numbers = [int(span[1]), int(span[2])] if span else _numbers(written)
        if any(number not in where for number in numbers):
            return None
        ids = [where[number] for number in numbers]
        target = "..".join(ids) if span else ",".join(ids)
        return f"[](doc:{target}){_cap(found.group())}"

    def _introduction(self, found: Match, chapter: str) -> str | None:
        if chapter not in self.targets.introductions:
            return None
        return f"[](intro:{chapter}){_cap(found.group())}"

    def _chapter(self, found: Match) -> str | None:
        number = int(found["chapter"])
        if not 1 <= number <= len(self.targets.chapters):
            return None
        return self._introduction(found, self.targets.chapters[number - 1])

    def _own_note(self, found: Match, own_id: str) -> str | None:
        label = f"n{found['one']}"
        return f"[](note:{label})" if label in self.targets.notes[own_id] else None

    def _suggestion(self, words: str) -> str:
        """A document whose number is the printed one less a figure."""
        number = re.findall(r"\d+", words)[-1:] or [""]
        nearer = [
            shorter
            for place in range(len(number[0]))
            if (shorter := number[0][:place] + number[0][place + 1 :])
            and int(shorter) in self.targets.documents
        ]
        if nearer:
            return f"Perhaps {self.rules.word} {nearer[0]}; it stands as printed."
        return "It stands as printed; correct the number or take the reference out."


def _either_case(words: str) -> str:
    first = words[:1]
    return f"[{first.upper()}{first.lower()}]{re.escape(words[1:])}" if first else "(?!)"


def _is_word_of_note(found: Match) -> bool:
    """Whether its first word is the one for notes, or begins a sentence whatever it is: the
    capital of "see Letter 3, note 1" is not the note's."""
    before = found.string[: found.start()].rstrip()
    return found.start("list") < found.start("number") or before[-1:] in ("", ".", "!", "?")


def _cap(words: str) -> str:
    return "{.cap}" if words[:1].isupper() and not words.startswith("Appendix") else ""


def _numbers(written: str) -> list[int]:
    numbers: list[int] = []
    for part in re.findall(r"\d+(?:[-–]\d+)?", written):
        first, *last = (int(digits) for digits in re.findall(r"\d+", part))
        numbers += range(first, last[0] + 1) if last and last[0] - first < 500 else [first]
    return numbers


def _listed(links: list[str]) -> str:
    if len(links) < 3:
        return " and ".join(links)
    return f"{', '.join(links[:-1])}, and {links[-1]}"
