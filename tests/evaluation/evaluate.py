"""Who is meant, measured: `make evaluate`. docs/evaluation.md explains the figures and the misses.

Against the printed index of a book, and against editions whose names are marked. The texts may
not be distributed: without `../shared` there is nothing to measure, and that is said.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from publish.apparatus.annotate import Apparatus
from publish.apparatus.kept import Texts
from publish.apparatus.model import Reference
from publish.apparatus.policy import Policy
from publish.apparatus.references import References
from publish.build import Read, Silent, read
from publish.cache import Cache
from publish.exchange.commands import PROFILES
from publish.exchange.ocr.importer import import_ocr
from publish.exchange.tei.importer import import_tei
from publish.problems import Problems
from tests.evaluation.cost import costs
from tests.evaluation.marked_letters import (
    Named,
    at_marks,
    by_document,
    is_known,
    leave_unmarked,
    of_texts,
    strip_marks,
)
from tests.evaluation.printed_index import (
    as_mentions,
    headings_of,
    measures,
    read_json,
    source_lines,
)

SHARED = Path(__file__).parents[3] / "shared"
EVALUATION = SHARED / "evaluation"
BOOK = SHARED / "seeds" / "001_8dff32f65251ff39.txt"
PROFILE = PROFILES / "annals-of-communism-kaganovich.yaml"
EDITIONS = (SHARED / "editions" / "schnitzler-bahr", SHARED / "editions" / "frus1894Nicaragua.xml")
# The two who write the book: the printed index has them under subheads only.
LEFT_OUT = ("Stalin, Joseph (I. V.)", "Kaganovich, Lazar Moiseyevich")


def main() -> None:
    """Print both evaluations."""
    if not SHARED.is_dir():
        print(f"{SHARED} is not here: nothing to evaluate")
        return
    with TemporaryDirectory() as scratch:
        against_printed_index(Path(scratch))
        for edition in EDITIONS:
            against_marks(edition, Path(scratch))
    for parts in (1, 10):
        with TemporaryDirectory() as scratch:
            in_unmarked_letters(EDITIONS[0], Path(scratch), parts)


def against_printed_index(scratch: Path) -> None:
    """Import the book and compare its persons' references with its printed index."""
    root = scratch / "book"
    import_ocr(BOOK, root, PROFILE, Problems())
    found = _annotated(root, scratch)
    truth = read_json(EVALUATION / "kaganovich-index.json")
    line_map, source = (
        read_json(root / "import-map.json")["map"],
        BOOK.read_text("utf-8").split("\n"),
    )
    headings = headings_of(found.edition.people, truth["headings"])
    references = found.apparatus.references
    policy = Policy.of(found.style.index, found.edition, references)
    counted = [one for one in references if not policy.why_not(one)]
    measure = measures(EVALUATION).measure
    print("Against the printed index of the book, the two correspondents left out:")
    for what, kept in (("all mentions", references), ("house style", counted)):
        mentions = as_mentions(source_lines(kept, line_map, source))
        for tolerance in (1, 0):
            result = measure(truth, mentions, headings, tolerance, LEFT_OUT)
            print(f"  {what}, {_pages(tolerance)}: {_line(result)}")
            if "-v" in sys.argv and tolerance:
                _print_rows(result)
    print("Seconds of the processor to find and resolve its names, and again after a correction:")
    for what, seconds in costs(root, scratch):
        print(f"  {what}: {seconds:.3f} s")


def _pages(tolerance: int) -> str:
    return "within a page" if tolerance else "on the page"


def _line(result: dict[str, Any]) -> str:
    micro, total = result["micro"], result["totals"]
    return (
        f"{micro['recall']:.2%} of {total['locators']} locators met; near none of them "
        f"{micro['excess']:.2%} of {total['mentions']} mentions, "
        f"{micro['excess_pages']:.2%} of {total['pages']} pages"
    )


def _print_rows(result: dict[str, Any]) -> None:
    for row in result["persons"]:
        if row["missed"]:
            print(f"    missed {row['heading']}: {'; '.join(row['missed'])}")
    for row in result["worst_excess"]:
        print(f"    excess {row['heading']}: {row['excess_pages']} of {row['pages']} pages")


def against_marks(source: Path, scratch: Path) -> None:
    """Import an edition, take the marks of its names away, and look for them again."""
    root, bare = scratch / source.stem, scratch / f"{source.stem}-bare"
    import_tei(source, root, Problems())
    strip_marks(root, bare)
    marked, found = (_annotated(folder, scratch).apparatus for folder in (root, bare))
    _print_scores(f"{source.stem}, marks taken away", marked, found)


def in_unmarked_letters(source: Path, scratch: Path, parts: int) -> None:
    """Import a folder of letters so many times, each time a part of them without marks.

    What their names are is then known from the authority file, and from the other letters.
    """
    import_tei(source, scratch / "marked", Problems())
    marked = _annotated(scratch / "marked", scratch).apparatus
    asked: list[Reference] = []
    found = replace(marked, texts=Texts({}), references=References(()))
    for part in range(parts):
        folder, root = scratch / f"part-{part}", scratch / f"import-{part}"
        bare = leave_unmarked(source, folder, part, parts)
        import_tei(folder, root, Problems())
        here = _annotated(root, scratch)
        known = {person.id for person in here.edition.people}
        asked += (one for one in of_texts(marked, bare).references if is_known(one, known))
        mine = of_texts(here.apparatus, bare)
        found = replace(
            found,
            texts=Texts({**found.texts.packed, **mine.texts.packed}),
            references=References.of((*found.references, *mine.references)),
        )
    left_out = len(marked.references) - len(asked)
    what = f"{source.stem}, one of {parts} parts without marks, {left_out} references to unknown"
    _print_scores(what, replace(marked, references=References.of(asked)), found)


def _print_scores(what: str, marked: Apparatus, found: Apparatus) -> None:
    documents = by_document(marked, found)
    print(f"{what}:")
    print(f"  people by document: {documents}")
    print(f"  where a mark stood: {at_marks(marked, found)}")
    if "-v" in sys.argv:
        _print_missed(marked.references, documents.missed)


def _print_missed(marked: Iterable[Reference], missed: Iterable[Named]) -> None:
    forms: dict[tuple[str, str], list[str]] = {}
    for one in marked:
        if one.reason == "marked":
            forms.setdefault((one.text, one.target), []).append(one.form)
    for text, person in sorted((one[0], one[1]) for one in missed):
        print(f"    missed {text} {person}: {', '.join(forms[text, person])}")


def _annotated(root: Path, scratch: Path) -> Read:
    found = read(root, Cache(scratch / "cache"), Problems(), Silent(), 2)
    assert found is not None
    return found


if __name__ == "__main__":
    main()
