"""Decisions on names in index.yaml: on a known person, for a known text, once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from publish.edition.checks.view import View
from publish.edition.model import Decision
from publish.edition.suggest import did_you_mean
from publish.edition.wording import has_context, occurrences, wording
from publish.problems import Problems

WORD = re.compile(r"[^\W\d_]{2,}")
INITIALS = re.compile(r"(?:[^\W\d_]\. ?){2,}")
MARKS = re.compile(r"[\u0300-\u036f]")  # diacritics that stand after their letter
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def check_decisions(view: View, problems: Problems) -> None:
    """Check the decisions of index.yaml."""
    made: dict[tuple[str, str], Decision] = {}
    words = _Words(view)
    for decision in view.edition.index.decisions:
        meant = _check_meaning(decision, view, problems)
        if _check_scope(decision, view, problems) and meant:
            _check_words(decision, words, problems)
        other = made.setdefault((decision.form, decision.in_), decision)
        if other is not decision:
            problems.add(
                "E708",
                decision.place,
                f"What “{decision.form}” means is already decided in line {other.place.line}.",
            )


def _check_scope(decision: Decision, view: View, problems: Problems) -> bool:
    """Whether the text that a decision is for is there."""
    if not decision.in_ or view.knows_text(decision.in_):
        return True
    problems.add(
        "E707",
        decision.place,
        f"There is no text “{decision.in_}”.",
        did_you_mean(decision.in_, view.by_id),
    )
    return False


class _Words:
    """The words of each text, taken out of the Markdown when first asked for."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._found: dict[str, str] = {}

    def of(self, decision: Decision) -> Iterator[str]:
        """The words of the text that a decision is for, of all texts if it is for all."""
        for text_id in [decision.in_] if decision.in_ else self._view.by_id:
            if text_id in self._view.by_id:
                if text_id not in self._found:
                    self._found[text_id] = wording(self._view.by_id[text_id].source)
                yield self._found[text_id]

    def are_known(self, decision: Decision) -> bool:
        """Whether all texts that a decision is for could be read."""
        unread = self._view.unread_ids
        return decision.in_ not in unread if decision.in_ else not unread


def _check_words(decision: Decision, words: _Words, problems: Problems) -> None:
    """Warn of a decision whose form, or whose context, its text no longer has."""
    if not words.are_known(decision):
        return
    where = f"“{decision.in_}”" if decision.in_ else "any text"
    form, context = decision.form, decision.context
    if not any(any(occurrences(form, text)) for text in words.of(decision)):
        problems.add("W711", decision.place, f"“{form}” does not stand in {where}.")
    elif context and not any(has_context(context, form, text) for text in words.of(decision)):
        problems.add(
            "W713", decision.place, f"“{form}” no longer stands in {where} in “…{context}…”."
        )


def _check_meaning(decision: Decision, view: View, problems: Problems) -> bool:
    """Whether a decision can mean what it says."""
    person = view.people.get(decision.person)
    code, message, hint = "", "", ""
    if decision.none == bool(decision.person):
        code, message = "E706", f"“{decision.form}”: say either a person or none: true."
    elif decision.person and not view.knows_person(decision.person):
        code, message = "E706", f"There is no person “{decision.person}”."
        hint = did_you_mean(decision.person, view.people)
    elif person and person.see:
        code, message = "E706", f"“{decision.person}” only refers to {person.see}."
        hint = f"Decide for {person.see}."
    elif person and not _shares_a_word(decision.form, decision.person, view):
        code, message = "E709", f"{person.name} is nowhere called “{decision.form}”."
    if code:
        problems.add(code, decision.place, message, hint)
    return not code


def _shares_a_word(form: str, person: str, view: View) -> bool:
    """Whether a form has a word in common with any name of the person, or is the initials."""
    names: list[str] = []
    for entry in view.edition.people:
        if person in (entry.id, entry.see):
            limited = (one.form for one in entry.limited_forms)
            names += [entry.name, entry.given, *entry.nicknames, *entry.forms, *limited]
    known = {word for name in names for word in _plain_words(name)}
    if INITIALS.fullmatch(form):
        letters = form.casefold().replace(" ", "").split(".")
        return all(any(word.startswith(letter) for word in known) for letter in letters)
    return any(_is_form_of(word, known) for word in _plain_words(form))


def _plain_words(name: str) -> set[str]:
    """Words without diacritics, German umlauts also written out: "Dvorak" is Dvořák, and
    "Holländer" Hollaender, as names are found in the text."""
    small = unicodedata.normalize("NFC", name.casefold())
    spellings = (small, small.translate(UMLAUTS))
    plain = (unicodedata.normalize("NFD", spelling) for spelling in spellings)
    return {word for text in plain for word in WORD.findall(MARKS.sub("", text))}


def _is_form_of(word: str, known: set[str]) -> bool:
    """Whether a word is a known one, or its possessive or plural."""
    return word in known or word.removesuffix("s") in known or word.removesuffix("es") in known
