"""Which references earn a locator: the index policy of the house style, applied."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from publish.apparatus.anchors import CONTEXT
from publish.apparatus.lexicon import TITLES
from publish.apparatus.model import How, Kind, Reference, Where
from publish.edition.index_policy import IndexPolicy, Spot
from publish.edition.model import Edition

LETTER_LINES = frozenset({"address", "salutation", "closing", "signature", "instruction"})
_SPOTS: Mapping[Where, Spot] = {
    Where.TEXT: "text",
    Where.NOTE: "notes",
    Where.HEADER: "headers",
    Where.CAPTION: "captions",
}
_TITLE = rf"(?: (?i:{'|'.join(sorted(TITLES))})\b\.?)?"
# between two names that stand side by side: a comma, a short word ("and"), a title, initials
_BETWEEN = rf",?(?: \w{{1,3}})?{_TITLE}(?: \w+\.)* ?"
# the correspondents of a letter beside another name: "you and Comrade Molotov", "Molotov and I"
_YOU_AND = rf"\b(?:[Yy]ou|me) (?:and|or){_TITLE} ?"
_AND_I = r",? (?:and|or) (?:you|me|I)\b"


@dataclass(frozen=True, slots=True)
class Policy:
    """The policy with what it needs to know of the book.

    `front` holds the texts of the front matter, `own` the correspondents of each document,
    `letters` how many documents each person wrote or received; `beside` finds a chief
    correspondent at either end of a text.
    """

    rules: IndexPolicy
    front: frozenset[str]
    own: Mapping[str, frozenset[str]]
    letters: Mapping[str, int]
    beside: tuple[re.Pattern[str], re.Pattern[str]] | None
    passing: re.Pattern[str] | None

    @classmethod
    def of(cls, rules: IndexPolicy, edition: Edition, references: Iterable[Reference]) -> Policy:
        """The policy for a book whose references are `references`."""
        own = {d.id: frozenset({*d.from_, *d.to}) for d in edition.documents}
        letters = Counter(person for people in own.values() for person in people)
        return cls(
            rules,
            frozenset(essay.id for essay in edition.front),
            own,
            letters,
            _beside(references, rules.chief_correspondents, letters),
            _in_sentence_with(rules.passing),
        )

    def is_chief(self, person: str) -> bool:
        """Whether somebody wrote or received enough documents to be a chief correspondent."""
        return 0 < self.rules.chief_correspondents <= self.letters.get(person, 0)

    def why_not(self, reference: Reference) -> str:
        """Why a reference earns no locator; "" if it earns one. Index marks always do."""
        if reference.how is How.MARKED:
            return ""
        if reference.how is How.CORRESPONDENT:
            return self._why_no_letter(reference)
        spot = "front-matter" if reference.text in self.front else spot_of(reference)
        if spot not in self.rules.places:
            return f"{spot}: this place does not count"
        return self._why_nobody(reference) if reference.kind is Kind.PERSON else ""

    def _why_nobody(self, reference: Reference) -> str:
        if reference.how.value not in self.rules.references:
            return f"{reference.how.value} people do not count"
        if not self.rules.own_documents and reference.target in self.own.get(reference.text, ()):
            return "writes or receives this document"
        return self._why_passing(reference)

    def _why_no_letter(self, reference: Reference) -> str:
        limit = self.rules.letters_limit
        if self.rules.letters == "none":
            return "letters from and to people do not count"
        if 0 < limit < self.letters.get(reference.target, 0):
            return f"wrote or received more than {limit} documents"
        return ""

    def _why_passing(self, reference: Reference) -> str:
        before, after = sides(reference)
        in_note = reference.where is Where.NOTE
        chief = self.is_chief(reference.target)
        if (in_note or chief) and self.passing and self.passing.search(before):
            return "only signs, assents or is greeted"
        if chief and in_note:
            return "a chief correspondent, in a note"
        if self.beside and (chief or in_note):
            follows, leads = self.beside
            if follows.search(before) or leads.match(after):
                return "in passing, beside a chief correspondent"
        return ""


def spot_of(reference: Reference) -> Spot:
    """In which kind of place a reference stands, as policies name it."""
    if reference.where is Where.TEXT and reference.line in LETTER_LINES:
        return "letter-lines"
    if reference.where is Where.TEXT and reference.line == "heading":
        return "headings"
    return _SPOTS[reference.where]


def sides(reference: Reference) -> tuple[str, str]:
    """The words before and after the form, as far as the reference's context holds them."""
    context, form = reference.context, reference.form
    starts = [match.start() for match in re.finditer(re.escape(form), context)]
    start = min(starts, key=lambda at: abs(at - CONTEXT), default=0)
    return context[:start], context[start + len(form) :]


def _beside(
    references: Iterable[Reference], number: int, letters: Mapping[str, int]
) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Expressions for a chief correspondent's name just before and just after another name."""
    if not number:
        return None
    forms = {
        reference.form
        for reference in references
        if reference.kind is Kind.PERSON and letters.get(reference.target, 0) >= number
    }
    if not forms:
        return None
    names = "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))
    follows = re.compile(rf"(?:\b(?:{names}){_BETWEEN}|{_YOU_AND})$")
    return follows, re.compile(rf"{_BETWEEN}(?:{names})\b|{_AND_I}")


def _in_sentence_with(words: Iterable[str]) -> re.Pattern[str] | None:
    """An expression for the words before a name in whose sentence one of `words` stands."""
    alternatives = "|".join(map(re.escape, words))
    if not alternatives:
        return None
    # the sentence may not end in between; a stop right after the word is part of it: "In favor. "
    return re.compile(
        rf"\b(?:{alternatives})(?! of\b)\w*[.:]?(?:(?!\w{{3}}[.!?]\W).)*$", re.IGNORECASE
    )
