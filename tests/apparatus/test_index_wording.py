"""What stands between a heading, its locators and its cross-references."""

from __future__ import annotations

import pytest

from publish.apparatus.index_model import Entry, Index, IndexList, Locator
from publish.apparatus.index_output import as_text
from publish.edition.house_style import load_house_style


def entry(heading: str, *labels: str, **fields: object) -> Entry:
    locators = tuple(Locator(label, 0, 0, "001", (), ()) for label in labels)
    values: dict[str, object] = {"subheads": (), "see": (), "see_also": ()}
    return Entry(heading, heading, False, locators, **{**values, **fields})  # type: ignore[arg-type]


ENTRIES = (
    entry("Army", subheads=(entry("in 1931", "4"), entry("pay of", "7", "9"))),
    entry("Lurs, G.", see=("Orlov, G.",)),
    entry("Oil", "2", "5", see_also=("Fuel",)),
    entry("Plan for 1933", "8"),
)


@pytest.mark.parametrize(
    ("style", "lines"),
    [
        (
            "chicago",
            [
                "Army: in 1931, 4; pay of, 7, 9",
                "Lurs, G. See Orlov, G.",
                "Oil, 2, 5. See also Fuel",
                "Plan for 1933, 8",
            ],
        ),
        (
            "mhra",
            [
                "Army: in 1931: 4; pay of\N{EN SPACE}7, 9",
                "Lurs, G., see Orlov, G.",
                "Oil\N{EN SPACE}2, 5; see also Fuel",
                "Plan for 1933: 8",
            ],
        ),
    ],
)
def test_punctuation(style: str, lines: list[str]) -> None:
    index = Index((IndexList("index", "Index", (("A", ENTRIES),)),))
    assert as_text(index, load_house_style(style).index).split("\n") == lines
