"""CHECK: what files say that contradicts other files, or the rules of the trade."""

from __future__ import annotations

from pathlib import Path

from publish.cache import NO_STORE, Store
from publish.edition.checks.datelines import check_datelines
from publish.edition.checks.decisions import check_decisions
from publish.edition.checks.documents import check_documents
from publish.edition.checks.glossary import check_glossary
from publish.edition.checks.ids import check_ids
from publish.edition.checks.links import check_links
from publish.edition.checks.marks import check_marks
from publish.edition.checks.notes import check_notes
from publish.edition.checks.people import check_people
from publish.edition.checks.pictures import check_pictures
from publish.edition.checks.repeated import say_once
from publish.edition.checks.subjects import check_subjects
from publish.edition.checks.view import View
from publish.edition.model import Edition
from publish.problems import Problems

CHECKS = (
    check_ids,
    check_documents,
    check_datelines,
    check_people,
    check_glossary,
    check_subjects,
    check_decisions,
    check_notes,
    check_links,
    check_marks,
)


def check_edition(
    edition: Edition, root: Path, problems: Problems, store: Store = NO_STORE
) -> None:
    """Report every contradiction in an edition; `root` is the manuscript's folder.

    Texts that `store` has from before are not looked through for marks again.
    """
    view = View.of(edition, problems, store)
    for check in CHECKS:
        check(view, problems)
    check_pictures(view, root, problems)
    say_once(problems)
