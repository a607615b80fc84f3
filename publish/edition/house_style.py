"""House styles as data: `styles/house/*.yaml`, one file for each style manual."""

from __future__ import annotations

from typing import Literal

import yaml
from pydantic import Field
from yaml import CSafeLoader

from publish.edition.base import Model
from publish.edition.index_policy import IndexPolicy
from publish.edition.model import Settings
from publish.styles_folder import styles_folder


class HouseStyle(Model):
    """What a style manual decides; the code only carries it out."""

    date_order: Literal["day-month-year", "month-day-year"] = Field(
        description="'20 August 1931' or 'August 20, 1931'"
    )
    serial_comma: bool = Field(description="'a, b, and c' or 'a, b and c'")
    page_ranges: Literal["chicago", "hart", "mhra", "full"] = Field(
        description="How the second number of a page range is shortened"
    )
    note_locator: str = Field(description="Index locator of one note: '{page}n{note}'")
    notes_locator: str = Field(description="Index locator of several notes: '{page}nn{notes}'")
    notes_joint: str = Field(
        description="Before the last of several notes in one locator; empty: only notes that "
        "follow one another share one, as a range"
    )
    volume_locator: str = Field(
        description="Locator in an index of several volumes: '{volume}:{locator}'"
    )
    index_sort: Literal["letter", "word"] = Field(description="Order of index headings")
    particles: tuple[str, ...] = Field(description="Particles that do not lead an index entry")
    index: IndexPolicy = Field(description="What is worth a locator, and how headings read")
    writer_ellipsis: str = Field(description="Ellipsis that stands in the source")
    omission: str = Field(description="Ellipsis for what the editor left out")
    brackets: tuple[str, str] = Field(description="Before and after what the editor supplies")
    foreign_italic: bool = Field(description="Foreign words in italics")
    underlined_once: Literal["em", "strong"] = Field(description="HTML element")
    underlined_twice: Literal["em", "strong"] = Field(description="HTML element")


def house_style_of(settings: Settings) -> HouseStyle:
    """The house style that an edition names, with what its `index` says otherwise."""
    style = load_house_style(settings.house_style)
    return style.model_copy(update={"index": style.index.with_changes(settings.index)})


def load_house_style(name: str) -> HouseStyle:
    """The preset `name` ("chicago", "hart", "mhra", "yale").

    Raises FileNotFoundError if there is no such preset and pydantic.ValidationError
    if the file is not a house style.
    """
    path = styles_folder() / "house" / f"{name}.yaml"
    return HouseStyle.model_validate(yaml.load(path.read_bytes(), Loader=CSafeLoader))
