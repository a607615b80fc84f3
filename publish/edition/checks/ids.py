"""Ids of texts: each once in the whole edition, since cross-references say nothing else."""

from __future__ import annotations

from publish.edition.checks.view import Text, View
from publish.problems import Problems


def check_ids(view: View, problems: Problems) -> None:
    """Report ids that two texts have."""
    first: dict[str, Text] = {}
    for text in view.texts:
        other = first.setdefault(text.id, text)
        if other.file != text.file:
            problems.add(
                "E201", text.field("id"), f"The id “{text.id}” is already that of {other.file}."
            )
