"""docs/import.md is what a person writes a profile from: it names every key, its profile works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publish.edition.base import Model
from publish.exchange.commands import PROFILES
from publish.exchange.ocr import profile as profiles
from publish.exchange.ocr.importer import import_ocr
from publish.exchange.ocr.profile import read_profile
from publish.problems import Problems

PAGE = (Path(__file__).parents[2] / "docs" / "import.md").read_text(encoding="utf-8")
BOOK = Path(__file__).parent / "books" / "letters" / "book.md"
COMPUTED = {"places", "patterns"}


def _keys() -> list[str]:
    models = [m for m in vars(profiles).values() if isinstance(m, type) and issubclass(m, Model)]
    own = [m for m in models if m.__module__ == profiles.__name__]
    keys = {field.alias or name for m in own for name, field in m.model_fields.items()}
    return sorted(keys - COMPUTED)


@pytest.mark.parametrize("key", _keys())
def test_every_key_is_explained(key: str) -> None:
    assert re.search(rf"`{re.escape(key)}`|^{re.escape(key)}:", PAGE, re.MULTILINE)


def test_the_profile_at_the_end_imports_a_book_of_letters(tmp_path: Path) -> None:
    profile = tmp_path / "profile.yaml"
    profile.write_text(re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[-1], encoding="utf-8")
    problems = Problems()
    report = import_ocr(BOOK, tmp_path / "out", profile, problems)
    assert not list(problems)
    assert report.written
    assert report.closes
    rows = {row.what: row.kept for row in report.log.balance}
    assert (rows["documents"], rows["document notes"], rows["names (biographies)"]) == (4, 4, 3)


EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
REST = {
    "edition": "edition: {title: T, slug: t, publisher: {name: P, year: 2021}}\n",
    "parts": "parts:\n  - {begins: '^# (?P<chapter>.+)$', is: chapter}\n",
    "documents": "documents: {number: '^Letter (?P<number>\\d+)$'}\n",
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_part_of_a_profile(tmp_path: Path, example: str) -> None:
    if example.startswith("  "):  # keys of documents
        number = "" if "  number:" in example else "  number: '^(?P<number>\\d+)$'\n"
        example = f"documents:\n{number}{example}"
    rest = "".join(
        text for key, text in REST.items() if not re.search(rf"^{key}:", example, re.MULTILINE)
    )
    profile = tmp_path / "profile.yaml"
    profile.write_text(example + rest, encoding="utf-8")
    problems = Problems()
    assert read_profile(profile, problems) is not None, list(problems)


@pytest.mark.parametrize("path", sorted(PROFILES.glob("*.yaml")), ids=lambda path: path.stem)
def test_profiles_that_ship_can_be_read(path: Path) -> None:
    problems = Problems()
    assert read_profile(path, problems) is not None
    assert not list(problems)
