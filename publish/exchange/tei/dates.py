"""TEI dates to EDTF, with what of them is the editor's."""

from __future__ import annotations

import re
from collections.abc import Mapping

from publish.edition.edtf_dates import DateError, parse_date
from publish.exchange.tei.xml import Element, words
from publish.exchange.yaml_text import Value

FRUS = "{http://history.state.gov/frus/ns/1.0}"
ISO = re.compile(r"(-?\d{4}(?:-\d\d(?:-\d\d)?)?)(?:T.*)?")
EDITORS = frozenset(("conjecture", "inferred", "external", "internal"))
WRITTEN = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})")
BEFORE_CHRIST = re.compile(r"\bv\. ?(?:u\. ?Z|Chr)|\bB\.? ?C\b")
PARTLY = re.compile(
    r"^\D*(?P<day>\[?\d{1,2}\.?\]?)\.? ?(?P<month>\[?\d{1,2}\.?\]?)\.? ?"
    r"(?P<year>\[?\d{4}\]?)\D*$"
)


def iso(value: str | None) -> str:
    """The day, month or year of a W3C date; empty if it is none that a book can print."""
    found = ISO.fullmatch((value or "").strip())
    if found is None:
        return ""
    try:
        return parse_date(found[1]).text
    except DateError:
        return ""


def date_fields(date: Element | None, language: str) -> dict[str, Value]:
    """`date`, `date-note` and `date-print` of a header.

    @when is a day; @notBefore and @notAfter, or @from and @to, are an interval; @cert low is
    a question mark; @evidence and square brackets in the words say that the date is the
    editor's. The wording is kept where the house style could not print it: in a language
    other than English, or where it says more ("[Ende Mai 1913]").
    """
    if date is None:
        return {}
    edtf, stated = _edtf(date)
    written = words(date)
    fields: dict[str, Value] = {}
    if edtf:
        doubtful = date.get("cert") in ("low", "medium") or "?" in written
        plain_date = "/" not in edtf
        fields["date"] = f"{edtf}?" if doubtful and plain_date else edtf
        note = _note(date, written, edtf if plain_date and not doubtful else "")
        if not plain_date and stated:
            note = "stated"
        if note:
            fields["date-note"] = note
    if written and not _computable(written, edtf, language):
        fields["date-print"] = written
    return fields


def _edtf(date: Element) -> tuple[str, bool]:
    """EDTF, and whether an interval is the source's own."""
    own = date.get("n-edtf") or ""
    if own:
        return own, False
    when = iso(date.get("when") or date.get("when-iso"))
    if when:
        return when, False
    early, late = iso(date.get("notBefore")), iso(date.get("notAfter"))
    stated = False
    if not (early or late):
        early, late = iso(date.get("from")), iso(date.get("to"))
        stated = True
    if early and early == late:
        return early, False
    if not (early or late):
        return "", False
    edtf = f"{early or '..'}/{late or '..'}"
    try:
        return parse_date(edtf).text, stated
    except DateError:  # it runs backwards
        return early, False


def _note(date: Element, written: str, edtf: str) -> str:
    if (
        date.get("evidence") in EDITORS
        or "undated" in written
        or re.fullmatch(r"\[[^\[\]]*\]\.?", written)
    ):
        return "inferred"
    partly = PARTLY.match(written)
    if partly and "[" in written and edtf:
        inferred = [name for name, value in partly.groupdict().items() if "[" in value]
        return f"{inferred[0]}-inferred" if len(inferred) == 1 else "inferred"
    return "inferred" if "[" in written else ""


def _computable(written: str, edtf: str, language: str) -> bool:
    """Whether the house style prints what is written here anyway."""
    return language.startswith("en") or (not language and bool(WRITTEN.fullmatch(written)))


def life_date(dates: Element | None) -> str:
    """EDTF of a birth or death; empty if there is none or it is before Christ.

    What is written of a place beside the date does not count: it may have coordinates.
    """
    if dates is None:
        return ""
    holders = list(dates.iter("{*}date"))
    own = [dates.text, *(part.tail for part in dates)]
    written = " ".join([*map(words, holders), *filter(None, own)])
    if BEFORE_CHRIST.search(written):
        return ""
    found = (_edtf(holder)[0] for holder in (dates, *holders))
    year = re.search(r"\d{4}", written)
    return next(filter(None, found), "") or (iso(year[0]) if year else "")


def frus_date(
    document: Element, dateline_date: Element | None, *, own_dates: bool
) -> Mapping[str, Value]:
    """Date of a document of the series: the dateline's, else its own attributes.

    Those of an editorial note (`own_dates` false) span all that it speaks of, and date nothing.
    """
    if dateline_date is not None:
        fields = date_fields(dateline_date, "en")
        if "date" in fields:
            return fields
    if not own_dates:
        return {}
    early = iso(document.get(f"{FRUS}doc-dateTime-min"))
    late = iso(document.get(f"{FRUS}doc-dateTime-max"))
    if early and late and early != late:
        return {"date": f"{early}/{late}"}
    return {"date": early or late} if early or late else {}
