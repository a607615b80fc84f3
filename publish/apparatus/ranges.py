"""Ranges of the index: a mark where each begins, another where it ends, perhaps in a later text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from publish.apparatus.model import Reference
from publish.apparatus.references import END, START, References, Rows
from publish.problems import Problems


def join_ranges(rows: Mapping[str, Rows], problems: Problems) -> References:
    """Make one reference of each index-start and its index-end; `rows` are those of each text,
    by its id.

    Adds E740 and E741 for a start or an end that stands alone.
    """
    marked = [one for rows_of_text in rows.values() if rows_of_text.has_ranges
              for one in rows_of_text.read()]  # fmt: skip
    joined: dict[str, list[Reference]] = {}
    for reference in _joined(marked, problems):
        joined.setdefault(reference.text, []).append(reference)
    joined_rows = (
        Rows.of(joined.get(ident, ())) if one.has_ranges else one for ident, one in rows.items()
    )
    return References(tuple(joined_rows))


def _joined(references: Sequence[Reference], problems: Problems) -> Iterator[Reference]:
    ends: dict[tuple[str, str], list[Reference]] = {}
    for reference in references:
        if reference.reason == END:
            ends.setdefault((reference.target, reference.subhead), []).append(reference)
    for reference in references:
        if reference.reason == END:
            continue
        if reference.reason == START:
            waiting = ends.get((reference.target, reference.subhead))
            if not waiting:
                problems.add(
                    "E740",
                    reference.place,
                    f"The index range “{reference.target}” starts here and never ends.",
                )
                continue
            end = waiting.pop(0)
            yield replace(reference, end_anchor=end.anchor, end_form=end.form)
        else:
            yield reference
    for waiting in ends.values():
        for reference in waiting:
            problems.add(
                "E741",
                reference.place,
                f"The index range “{reference.target}” ends here but never started.",
            )
