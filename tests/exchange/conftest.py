from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from publish.exchange.ocr.importer import import_ocr
from publish.exchange.report import ImportReport
from publish.problems import Problems

BOOKS = Path(__file__).with_name("books")
Import = Callable[[str], tuple[ImportReport, Path]]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Import:
    """Import one of the sample books; gives the report and the manuscript's folder."""
    done: dict[str, tuple[ImportReport, Path]] = {}

    def run(name: str) -> tuple[ImportReport, Path]:
        if name not in done:
            target = tmp_path_factory.mktemp("import") / name
            problems = Problems()
            book = BOOKS / name
            report = import_ocr(book / "book.md", target, book / "profile.yaml", problems)
            assert not list(problems)
            done[name] = report, target
        return done[name]

    return run
