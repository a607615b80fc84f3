"""Archival references."""

from __future__ import annotations

import pytest

from publish.edition.model import Source
from publish.edition.sources import is_folio_list, source_line


def archival(listy: str) -> Source:
    return Source(archive="RGASPI", fond="558", opis="11", delo="739", listy=listy)


@pytest.mark.parametrize(
    ("listy", "printed"),
    [
        ("28-39", "ll. 28–39"),
        ("28–39", "ll. 28–39"),
        ("128-139", "ll. 128–139"),
        ("38", "l. 38"),
        ("4ob", "l. 4ob"),
        ("55-55ob", "ll. 55–55ob"),
        ("1, 3-4ob", "ll. 1, 3–4ob"),
    ],
)
def test_folios(listy: str, printed: str) -> None:
    assert source_line(archival(listy)) == f"RGASPI, f. 558, op. 11, d. 739, {printed}."
    assert is_folio_list(listy)


@pytest.mark.parametrize("listy", ["28 to 39", "28-", "--", "many"])
def test_what_is_no_list_of_folios(listy: str) -> None:
    assert not is_folio_list(listy)


def test_only_what_is_given_prints() -> None:
    assert source_line(Source(archive="GARF", fond="5446")) == "GARF, f. 5446."
    assert source_line(Source()) == ""


def test_text_prints_as_it_is() -> None:
    assert source_line(Source(text="From a family archive")) == "From a family archive."
    assert source_line(Source(text="Private archive.")) == "Private archive."
