"""References packed text by text are those that were given, ranges joined across texts."""

from __future__ import annotations

from dataclasses import replace

from publish.apparatus.model import Kind, Reference
from publish.apparatus.ranges import join_ranges
from publish.apparatus.references import References, Rows
from publish.problems import Problems
from tests.apparatus.sample import reference


def point(text: str, number: int, reason: str = "marked") -> Reference:
    made = reference("Grain", kind=Kind.SUBJECT, anchor=f"r-{text}-{number}", text=text)
    return replace(made, reason=reason)


def test_what_is_packed_comes_back() -> None:
    rows = [point("001", 1), replace(point("001", 2), end_anchor="end-001")]
    references = References((Rows.of(rows), Rows.of([]), Rows.of([point("003", 1)])))
    assert list(references) == [*rows, point("003", 1)]
    assert (len(references), references[1], references[-1:]) == (3, rows[1], (point("003", 1),))
    assert references.anchors == ["r-001-1", "r-001-2", "end-001", "r-003-1"]


def test_the_digest_is_that_of_all_rows() -> None:
    one, other = Rows.of([point("001", 1)]), Rows.of([point("002", 1)])
    digests = [References(rows).digest for rows in ((one, other), (other, one), (one,), ())]
    assert len(set(digests)) == 4
    assert References((one, other)).digest == digests[0]


def test_a_range_begins_in_one_text_and_ends_in_another() -> None:
    problems = Problems()
    rows = {
        "001": Rows.of([point("001", 1), point("001", 2, "index-start"), point("001", 3)]),
        "002": Rows.of([point("002", 1)]),
        "003": Rows.of([point("003", 1, "index-end"), point("003", 2)]),
    }
    joined = join_ranges(rows, problems)
    assert [one.anchor for one in joined] == ["r-001-1", "r-001-2", "r-001-3", "r-002-1", "r-003-2"]
    assert [one.end_anchor for one in joined] == ["", "r-003-1", "", "", ""]
    assert not list(problems)


def test_half_a_range_is_reported() -> None:
    for reason, code in (("index-start", "E740"), ("index-end", "E741")):
        problems = Problems()
        joined = join_ranges({"001": Rows.of([point("001", 1, reason)])}, problems)
        assert list(joined) == []
        assert [problem.code for problem in problems] == [code]
