"""Numbers of documents: a mistyped one is found, and said once."""

from __future__ import annotations

import pytest

from publish.edition.checks.numbers import check_numbers, misnumbered
from publish.edition.model import Document, Markdown
from publish.problems import Place, Problems


def series(numbers: str) -> list[Document]:
    """Documents a, b, c … with these numbers, as they stand in the book."""
    return [
        Document.model_validate(
            {
                "id": ident,
                "number": int(number),
                "body": Markdown(text="", place=Place(f"{ident}.md")),
                "place-of": {},
            }
        )
        for ident, number in zip("abcdefghijkl", numbers.split(), strict=False)
    ]


@pytest.mark.parametrize(
    ("numbers", "wrong", "said"),
    [
        ("1 2 3 4 5", "", []),
        ("1 2 4 5 6", "", ["Left out before this: 3."]),
        ("1 2 5 6 9", "e", ["Left out before this: 3 to 4.", "Number 9 stands after number 6."]),
        ("1 2 3 4 50", "", ["Left out before this: 5 to 49."]),
        ("1 2 4 5 30", "e", ["Number 30 stands after number 5. No document has number 3."]),
        ("1 4 3 4 5 6", "b", ["4 is already the number of d.md. No document has number 2."]),
        ("1 50 3 4 5", "b", ["Number 50 stands after number 1. No document has number 2."]),
        ("50 2 3 4 5", "a", ["Number 50 stands first. No document has number 1."]),
        ("1 3 3 4 5", "c", ["3 is already the number of b.md. No document has number 2."]),
        ("1 2 2 3 4 5", "c", ["2 is already the number of b.md."]),
        ("1 2 6 3 4 5 7", "c", ["Number 6 stands after number 2."]),
        ("4 5 6 7 1 2 3", "efg", ["Number 1 stands after number 7."]),
        ("1 2 3 1 2 4 5", "de", ["1 is already the number of a.md."]),
    ],
)
def test_wrong_numbers_and_gaps(numbers: str, wrong: str, said: list[str]) -> None:
    problems = Problems()
    documents = series(numbers)
    check_numbers(documents, problems)
    assert sorted(misnumbered(documents)) == list(wrong)
    words = [f"{one.message} {one.hint}".split(" Correct the number")[0] for one in problems]
    assert [one.split(" Give each")[0] for one in words] == said
