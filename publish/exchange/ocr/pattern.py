"""Regular expressions of a profile: bounded in time, and they know whether they ever matched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Annotated, TypeAlias

import regex
from pydantic import PlainValidator
from pydantic_core import PydanticKnownError

MOST_SECONDS = 2.0  # for one pattern on one line; an honest one needs thousandths

Match: TypeAlias = "regex.Match[str]"


class TooSlowError(Exception):
    """A pattern that takes longer than MOST_SECONDS on one text."""

    def __init__(self, pattern: str, text: str) -> None:
        start = " ".join(text.split())[:40]
        super().__init__(
            f"“{pattern}” takes more than {MOST_SECONDS:.0f} seconds on the text “{start}…”."
        )
        self.pattern = pattern


@dataclass(slots=True)
class ProfilePattern:
    """A regular expression as a profile gives it; `matched` once it has found something."""

    text: str
    matched: bool = False
    _compiled: regex.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._compiled = regex.compile(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    @property
    def groups(self) -> frozenset[str]:
        """Names of its groups."""
        return frozenset(self._compiled.groupindex)

    def search(self, text: str) -> Match | None:
        """The first match in a text; raises TooSlowError."""
        return self._found(self._compiled.search, text)

    def fullmatch(self, text: str) -> Match | None:
        """The match of a whole text; raises TooSlowError."""
        return self._found(self._compiled.fullmatch, text)

    def _found(self, look: Callable[..., Match | None], text: str) -> Match | None:
        try:
            found = look(text, timeout=MOST_SECONDS)
        except TimeoutError as error:
            raise TooSlowError(self.text, text) from error
        self.matched = self.matched or found is not None
        return found

    def finditer(self, text: str) -> Iterator[Match]:
        """All matches in a text; raises TooSlowError."""
        try:
            for found in self._compiled.finditer(text, timeout=MOST_SECONDS):
                self.matched = True
                yield found
        except TimeoutError as error:
            raise TooSlowError(self.text, text) from error

    def sub(self, change: Callable[[Match], str], text: str) -> str:
        """The text with every match changed; raises TooSlowError."""
        parts, end = [], 0
        for found in self.finditer(text):
            parts += [text[end : found.start()], change(found)]
            end = found.end()
        return "".join([*parts, text[end:]])


def _as_pattern(value: object) -> ProfilePattern:
    if isinstance(value, ProfilePattern):
        return value
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    try:
        return ProfilePattern(value)
    except regex.error:  # reported by check_patterns of the profile, with the others
        return NEVER


Pattern = Annotated[ProfilePattern, PlainValidator(_as_pattern)]
NEVER = ProfilePattern(r"(?!)")
NONE = ProfilePattern("")
