"""Finished PDFs checked by the processes of the press, while other files are made."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

from publish.cache import Store
from publish.pdf.colourless import keep_colourless, kept_colourless
from publish.pdf.model import Findings, Medium, PageSize
from publish.pdf.press import Press
from publish.problems import Problem


class Preflights:
    """Checks of a book's PDFs; content that was seen to have no colour is not searched again."""

    def __init__(self, press: Press, size: PageSize, store: Store) -> None:
        self._press = press
        self._size = size
        self._store = store
        self._begun: list[Future[Findings]] = []

    def begin(self, file: Path, medium: Medium) -> None:
        """Check a file that stays where it is until `problems` gives the outcome."""
        known, place = kept_colourless(self._store), file.absolute()
        self._begun.append(self._press.aside(_checked, place, self._size, medium, known))

    def problems(self) -> list[Problem]:
        """What all checks found; they are waited for."""
        found = [check.result() for check in self._begun]
        if colourless := frozenset[bytes]().union(*(one.colourless for one in found)):
            keep_colourless(self._store, colourless)
        return [problem for one in found for problem in one.problems]


def _checked(pdf: Path, size: PageSize, medium: Medium, known: frozenset[bytes]) -> Findings:
    # What reads PDFs is loaded by the process that checks them, not by the one that waits for it.
    from publish.pdf.preflight import preflight_file  # noqa: PLC0415

    return preflight_file(pdf, size, medium, known)
