"""Sections of documents say under their headers what the header means."""

from __future__ import annotations

from pathlib import Path

from publish.apparatus.units import tree
from tests.book.test_kept import Counting, assembled, replaced, root

__all__ = ["root"]

NBSP = "\N{NO-BREAK SPACE}"


def test_lines_of_a_header_are_printed_as_the_text_is(root: Path) -> None:
    title = 'type: letter\ntitle: "[The]{.supplied} Works, 5 March"'
    replaced(root / "years/1894/001.md", "type: letter", title)
    book = assembled(root, Counting())
    section = next(
        section for part in book.parts for section in part.sections if section.id == "doc-001"
    )
    words = {
        each.get("class"): "".join(each.itertext())
        for each in tree(section.html).iterfind(".//header/*")
    }
    assert words["document-title"] == f"[The] Works, 5{NBSP}March"
    assert words["date"] == f"5{NBSP}March 1894, Varrick"
    assert f"f.{NBSP}12, op.{NBSP}1, d.{NBSP}40, ll.{NBSP}1–4ob." in words["source"]


def test_names_joined_by_a_dash_stay_together_in_the_title(root: Path) -> None:
    replaced(root / "edition.yaml", "title: The Orm Canal Letters", "title: Orm–Hill & Canal")
    book = assembled(root, Counting())
    (page,) = (one for part in book.parts for one in part.sections if one.id == "title-page")
    title = tree(page.html).find(".//h1")
    assert title is not None
    assert "".join(title.itertext()) == "Orm–Hill & Canal"
    assert [span.text for span in title] == ["Orm–Hill"]
