"""Names that people.yaml does not know."""

from __future__ import annotations

from publish.apparatus.model import Passage, Where
from publish.apparatus.unregistered import unregistered

from .sample import person, register

ORLOV = register([person("orlov-g", "Orlov, G. K.")])


def found(*texts: str, suppressed: tuple[tuple[int, int], ...] = ()) -> list[tuple[str, int]]:
    passages = [
        Passage(f"p{number}", text, Where.TEXT, suppressed) for number, text in enumerate(texts)
    ]
    return [(one.form, one.count) for one in unregistered(passages, ORLOV)]


def test_names_after_initials_titles_and_given_names() -> None:
    text = "V. V. Kulik met Comrade Chud and Maria Sats. Mr. Bree left."
    assert found(text) == [("Bree", 1), ("Chud", 1), ("Maria Sats", 1), ("V. V. Kulik", 1)]


def test_the_fullest_form_and_every_occurrence_count() -> None:
    assert found("Comrade Kulik said", "that V. V. Kulik’s plan", "is Kulik's.") == [
        ("V. V. Kulik", 3)
    ]


def test_registered_names_and_other_words_are_left_out() -> None:
    assert found("G. K. Orlov and N. Orlov in Moscow. P.S. Today. At 9 P.M. Send it.") == []
    assert found("I. Some questions. We have some.") == []


def test_suppressed_names_are_left_out() -> None:
    assert found("V. V. Kulik", suppressed=((0, 11),)) == []


def test_spans_lead_to_the_words() -> None:
    passage = Passage("p", "by [V.  V.] Kul[ik], now", Where.TEXT)
    (one,) = unregistered([passage], ORLOV)
    assert passage.text[one.start : one.end] == "[V.  V.] Kul[ik]"
