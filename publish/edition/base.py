"""The base of all models that are read from files."""

from __future__ import annotations

from functools import cache
from typing import get_origin

from pydantic import BaseModel, ConfigDict, model_validator


def _with_hyphens(name: str) -> str:
    return name.replace("_", "-")


class Model(BaseModel):
    """Base of all models: frozen, no unknown fields, hyphenated field names in files."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=_with_hyphens, populate_by_name=True
    )

    @model_validator(mode="before")
    @classmethod
    def _list_single_values(cls, fields: object) -> object:
        """Let `to: x` stand for `to: [x]` wherever a list is meant."""
        if not isinstance(fields, dict):
            return fields
        listed = {
            name: (fields[name],)
            for name in fields.keys() & _lists(cls)
            if isinstance(fields[name], str | dict)
        }
        return fields | listed if listed else fields


@cache
def _lists(model: type[Model]) -> frozenset[str]:
    """The names of the fields that hold a list, in files and in the program."""
    fields = model.model_fields.items()
    lists = [(name, field) for name, field in fields if get_origin(field.annotation) is tuple]
    return frozenset(name for pair in lists for name in (pair[0], str(pair[1].alias)))
