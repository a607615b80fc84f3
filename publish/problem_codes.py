"""The catalogue of problem codes; `docs/problems.md` explains each with an example.

E0xx files, E1xx edition.yaml, E2xx documents, E3xx notes, E4xx cross-references,
E5xx names and people, E6xx glossary, E7xx index, E8xx marks and pictures, E9xx layout.
W… are warnings of the same families.
"""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """One entry: how bad it is, what it is called, what to do about it."""

    severity: str
    title: str
    hint: str


CODES: dict[str, Code] = {
    "E001": Code("error", "file missing", "Create the file or take it out of edition.yaml."),
}
