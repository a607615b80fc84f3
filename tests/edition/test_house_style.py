"""House styles, and the folder that they are read from."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import get_args

import pytest

from publish.edition.house_style import HouseStyle, load_house_style
from publish.edition.model import Settings
from publish.styles_folder import styles_folder

ROOT = Path(__file__).parents[2]
NAMES = get_args(Settings.model_fields["house_style"].annotation)


@pytest.mark.parametrize("name", NAMES)
def test_preset_is_complete(name: str) -> None:
    style = load_house_style(name)
    assert isinstance(style, HouseStyle)
    assert style.note_locator.format(page="334", note="14")
    assert style.notes_locator.format(page="334", notes="14–15")


def test_every_preset_can_be_chosen() -> None:
    assert {path.stem for path in (styles_folder() / "house").glob("*.yaml")} == set(NAMES)


def test_presets_differ_where_the_manuals_do() -> None:
    chicago, hart, mhra = map(load_house_style, ("chicago", "hart", "mhra"))
    assert (chicago.index_sort, hart.index_sort) == ("letter", "word")
    assert len({chicago.page_ranges, hart.page_ranges, mhra.page_ranges}) == 3
    assert chicago.omission == "[ . . . ]"


def test_every_package_is_installed() -> None:
    """The list in pyproject.toml is by hand, since styles/ lies beside the package."""
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    there = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in ROOT.glob("publish/**/__init__.py")
    }
    assert set(listed) == there | {"publish.styles"}
