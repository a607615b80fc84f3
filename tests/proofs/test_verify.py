"""Locators held against a finished PDF: true ones pass, and each kind of false one is found."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from weasyprint import HTML

from publish.proofs.verify import verify_pdf

PAGES = (
    "<p>· 5 ·</p><p>Berg to Dorn</p><p>The granite is cut, and Esk will</p>",
    "<p>ship it to the harbor before the ice.</p><p>1. Holm was a clerk.</p><p>2. So was Fahl.</p>",
    "<p>Nobody writes of stones, Fischerverlag says to Sc[v?]epanski. In Hel‹l›brunn the"
    " chamber music was B[e]‹fine›, near unendingSt. Mark.</p><p>24. 12. 902</p>"
    "<p>3. Long is</p>",
    "<p>the note that goes on here.</p><p>4. Of the year 1903.</p>",
    "<p>Nothing else. †</p>",
)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Pages with the folios 20 to 24."""
    pages = "".join(f'<section style="break-after: page">{page}</section>' for page in PAGES)
    with pikepdf.open(io.BytesIO(HTML(string=pages).write_pdf())) as document:
        label = pikepdf.Dictionary(S=pikepdf.Name.D, St=20)
        document.Root.PageLabels = pikepdf.Dictionary(Nums=[0, label])
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def locator(label: str, first: int, last: int, form: str, **more: Any) -> dict[str, Any]:
    notes = [more["note"]] if "note" in more else []
    reference = {"anchor": "a", "end_anchor": "", "end_form": "", "note": None, "form": form}
    return {
        "label": label,
        "first_page": first - 20,
        "last_page": last - 20,
        "first_folio": str(first),
        "last_folio": str(last),
        "notes": notes,
        "references": [reference | more],
    }


def untrue(pdf: bytes, *locators: dict[str, Any]) -> list[str]:
    entry = {"heading": "Heading", "locators": list(locators), "subheads": []}
    index = {"groups": [{"index": "Index", "letter": "H", "entries": [entry]}]}
    return [str(row) for row in verify_pdf(pdf, index)]


TRUE = (
    locator("20", 20, 20, "granite"),
    locator("20", 20, 20, "Esk will ship"),  # runs over to the next page
    locator("21n1", 21, 21, "Holm", note=1),
    locator("20–21", 20, 21, "Berg", end_form="before the ice"),
    locator("20–21", 20, 21, "Berg", end_form="will ship"),  # ends with the page's first word
    locator("22", 22, 22, "Fischer"),  # marked within a compound
    locator("22", 22, 22, "Scvepanski"),
    locator("22", 22, 22, "Hellbrunn"),  # the editor supplied a letter of it
    locator("22", 22, 22, "fine"),
    locator("22", 22, 22, "St. Mark"),  # the source leaves no space before it
    locator("21–22", 21, 22, "harbor", end_form="24. 12. 902"),  # ends with figures alone
    locator("22–23n3", 22, 23, "the note", note=3),
    locator("22–23n3", 22, 23, "Long is the note", note=3),
    locator("23n4", 23, 23, "1903", note=4),
    locator("document 5", 20, 20, "Berg"),
    locator("24", 24, 24, "†"),  # a sign that stands for somebody
)
FALSE = (
    locator("23", 23, 23, "†"),
    locator("23n4", 23, 23, "†", note=4),
    locator("21", 21, 21, "granite"),
    locator("21", 20, 20, "granite"),
    locator("22", 21, 21, "harbor") | {"first_folio": "22"},
    locator("21n2", 21, 21, "Holm", note=2),
    locator("20n1", 20, 20, "Holm", note=1),
    locator("21–22", 21, 22, "Berg", end_form="of stones"),
    locator("20–22", 20, 22, "Berg", end_form="before the ice"),
    locator("20–21", 20, 21, "granite"),
    locator("22", 22, 22, "Fischerverlage"),
    locator("22", 22, 22, "Hellbrunner"),
    locator("22", 22, 22, "brunnt"),
    locator("21–22", 21, 22, "harbor", end_form="25. 12. 902"),
    locator("23n4", 23, 23, "1904", note=4),
    locator("22", 22, 22, "Es Mark"),
)


@pytest.mark.parametrize("true", TRUE, ids=lambda one: one["label"])
def test_true_locators_pass(pdf: bytes, true: dict[str, Any]) -> None:
    assert untrue(pdf, true) == []


@pytest.mark.parametrize("false", FALSE, ids=lambda one: one["label"])
def test_false_locators_are_found(pdf: bytes, false: dict[str, Any]) -> None:
    assert len(untrue(pdf, false)) == 1
