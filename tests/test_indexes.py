"""The index is made again when anything it shows changes, and only then."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import publish.indexes
from publish.apparatus.model import Reference
from publish.apparatus.policy import Policy
from publish.apparatus.references import References
from publish.build import Read, Silent, read
from publish.cache import Cache, NoStore
from publish.indexes import Indexes
from publish.pagemap import Anchors, Page, PageKind, PageMap, Position
from publish.problems import Place, Problems

SPECIMEN = Path(publish.indexes.__file__).with_name("specimen")


class MadeError(Exception):
    """An index was about to be made."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Read:
    found = read(SPECIMEN, Cache(tmp_path_factory.mktemp("cache")), Problems(), Silent())
    assert found is not None
    return found


def page_map(found: Read, pages: int) -> PageMap:
    """All anchors spread over so many pages."""
    anchors = {
        anchor: Position(number % pages, 10.0, float(number))
        for number, one in enumerate(found.apparatus.references)
        for anchor in (one.anchor, one.end_anchor)
    }
    numbers = range(pages)
    pages = tuple(Page(n, str(n + 1), "a", PageKind.TEXT) for n in numbers)
    return PageMap(pages, Anchors.of(anchors), ())


def lower(pagemap: PageMap) -> PageMap:
    moved = {id_: at._replace(y=at.y + 1) for id_, at in pagemap.anchors.items()}
    return replace(pagemap, anchors=Anchors.of(moved))


def without_words(edition: Any) -> Any:
    """The same documents with other words in them: no index shows those."""
    chapters = tuple(
        chapter.model_copy(
            update={
                "documents": tuple(
                    one.model_copy(
                        update={"body": one.body.model_copy(update={"text": "Nothing."})}
                    )
                    for one in chapter.documents
                )
            }
        )
        for chapter in edition.chapters
    )
    return edition.model_copy(update={"chapters": chapters})


def renamed(edition: Any) -> Any:
    first, *others = edition.people
    return edition.model_copy(
        update={"people": (first.model_copy(update={"name": "Zzyzx, A."}), *others)}
    )


@pytest.mark.parametrize(
    ("change", "turn", "new"),
    [
        (without_words, lower, False),
        (renamed, lower, True),
        (without_words, lambda pagemap: replace(pagemap, pages=pagemap.pages[::-1]), True),
    ],
)
def test_made_again_if_it_would_differ(
    change: Callable[[Any], Any],
    turn: Callable[[PageMap], PageMap],
    new: bool,
    found: Read,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pagemap, cache = page_map(found, 9), Cache(tmp_path)
    references, style = found.apparatus.references, found.style
    before = Indexes(references, found.edition, style, cache).of(pagemap).read()

    def made(*_: object) -> None:
        raise MadeError

    monkeypatch.setattr(publish.indexes.Headings, "on", made)
    after = Indexes(references, change(found.edition), style, cache)
    if new:
        with pytest.raises(MadeError):
            after.of(turn(pagemap))
    else:
        assert after.of(turn(pagemap)).read() == before


def test_what_was_expected_is_not_made_again(
    found: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pagemap, moved = page_map(found, 9), page_map(found, 7)
    references, style = found.apparatus.references, found.style
    wanted = Indexes(references, found.edition, style, NoStore()).of(pagemap).read()
    ahead = Indexes(references, found.edition, style, Cache(tmp_path))
    ahead.expect(moved)
    assert ahead.of(pagemap).read() == wanted  # another page map than expected
    ahead.expect(moved)

    def made(*_: object) -> None:
        raise MadeError

    monkeypatch.setattr(publish.indexes.Headings, "on", made)
    assert ahead.of(moved).read() != wanted


def test_what_a_medium_need_not_set_anew(found: Read) -> None:
    style, pagemap = found.style, page_map(found, 9)
    references = found.apparatus.references

    def digest(references: Iterable[Reference], pagemap: PageMap) -> str:
        return (
            Indexes(References.of(references), found.edition, style, NoStore()).of(pagemap).digest
        )

    before = digest(references, pagemap)
    elsewhere = [replace(one, context="Other words.", place=Place("x.md")) for one in references]
    assert digest(elsewhere, pagemap) == before
    assert digest(references[1:], pagemap) != before
    assert digest(references, page_map(found, 7)) != before


def test_an_index_that_is_kept_is_read_only_when_wanted(found: Read, tmp_path: Path) -> None:
    cache, pagemap = Cache(tmp_path), page_map(found, 9)
    references, style = found.apparatus.references, found.style
    made = Indexes(references, found.edition, style, cache).of(pagemap)
    kept = Indexes(references, found.edition, style, cache).of(pagemap)
    assert (kept.digest, kept.problems) == (made.digest, made.problems)
    assert kept.read() == made.read()


def test_other_words_around_a_passage_make_no_new_index(
    found: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, pagemap, style = Cache(tmp_path), page_map(found, 9), found.style
    references = found.apparatus.references
    made = Indexes(references, found.edition, style, cache).of(pagemap)
    elsewhere = References.of(replace(one, context="Other words.") for one in references)
    known = Indexes(elsewhere, found.edition, style, cache).of(pagemap)
    assert (known.digest, known.problems) == (made.digest, made.problems)
    fresh = Indexes(elsewhere, found.edition, style, NoStore()).of(pagemap).read()
    assert known.read() == fresh != made.read()

    def made_anew(*_: object) -> None:
        raise MadeError

    monkeypatch.setattr(publish.indexes.Headings, "on", made_anew)
    Indexes(elsewhere, found.edition, style, cache).of(pagemap)


def test_words_that_decide_make_a_new_index(
    found: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = found.style.index.model_copy(update={"passing": ("greets",), "chief_correspondents": 1})
    style = found.style.model_copy(update={"index": rules})
    cache, pagemap, references = Cache(tmp_path), page_map(found, 9), found.apparatus.references
    before = Indexes(references, found.edition, style, cache).of(pagemap).read()
    policy = Policy.of(rules, found.edition, references)
    passing = {one: replace(one, context=f"He greets {one.form}") for one in references}
    one = next(
        one for one in references if policy.why_not(passing[one]) and not policy.why_not(one)
    )
    others = References.of(passing[one] if each is one else each for each in references)
    after = Indexes(others, found.edition, style, cache).of(pagemap).read()
    assert len(after.left_out) == len(before.left_out) + 1
