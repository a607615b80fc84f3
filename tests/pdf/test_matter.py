"""The index as HTML for the page."""

from __future__ import annotations

from lxml import etree

from publish.apparatus.index_model import Entry, Groups, IndexList
from publish.edition.house_style import load_house_style
from publish.pdf.matter import index_html

CHICAGO, HART, MHRA = (load_house_style(name).index for name in ("chicago", "hart", "mhra"))


def entry(ident: str, heading: str, **fields: object) -> Entry:
    values: dict[str, object] = {"locators": (), "subheads": (), "see": (), "see_also": ()}
    return Entry(ident, heading, italic=False, **{**values, **fields})  # type: ignore[arg-type]


GROUPS: Groups = (
    ("F", (entry("ix-fuel", "Fuel", subheads=(entry("ix-f-oil", "oil", see=("Oil",)),)),)),
    (
        "O",
        (
            entry("ix-oil", "Oil", see_also=("Fuel", "and specific regions")),
            entry("ix-ore", "Ore & coal", see=("Fuel",)),
        ),
    ),
)


def paragraphs(rules: object) -> list[etree._Element]:
    html = index_html(IndexList("index-2", "Subjects", GROUPS), rules)  # type: ignore[arg-type]
    section = etree.fromstring(html)
    assert section.get("id") == "index-2"
    assert section.findtext(".//h2") == "Subjects"
    return list(section.iterfind(".//p"))


def written(rules: object) -> list[str]:
    return ["".join(one.itertext()) for one in paragraphs(rules)]


def test_subheads_run_in() -> None:
    assert written(CHICAGO) == [
        "Fuel: oil (see Oil)",
        "Oil. See also Fuel; and specific regions",
        "Ore & coal. See Fuel",
    ]


def test_open_punctuation() -> None:
    assert written(MHRA) == [
        "Fuel: oil (see Oil)",
        "Oil; see also Fuel; and specific regions",
        "Ore & coal, see Fuel",
    ]


def test_subheads_on_lines_of_their_own() -> None:
    assert written(HART)[:2] == ["Fuel:", "oil (see Oil)"]
    assert [one.get("class") for one in paragraphs(HART)] == [
        "index-entry",
        "index-subentry letter-end",
        "index-entry",
        "index-entry letter-end",
    ]


def test_every_paragraph_knows_the_heading_to_repeat() -> None:
    headings = [one.get("data-heading") for one in paragraphs(HART)]
    assert headings == ["Fuel", "Fuel", "Oil", "Ore & coal"]


def test_general_references_are_italic_as_a_whole() -> None:
    italic = [one.text for one in paragraphs(CHICAGO)[1].iterfind("em")]
    assert italic == ["See also", "and specific regions"]
