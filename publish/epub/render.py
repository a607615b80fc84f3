"""Jinja2 environment of the pages that the EPUB makes itself."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from publish.cache import Store
from publish.kept import key_of, made_once, program_of

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415  (slow import)

    return Environment(
        loader=PackageLoader("publish.epub"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **values: object) -> str:
    """Fill a template of `publish/epub/templates`; every value is escaped."""
    return _environment().get_template(template).render(**values)


def render_once(store: Store, template: str, **values: object) -> str:
    """The same, not made again if `store` has it of the same values: they are data."""
    made_from = msgspec.msgpack.encode(values)
    key = key_of("epub-page", program_of("epub"), template.encode(), made_from)
    (filled,) = made_once(store, str, [key], lambda _: render(template, **values))
    return filled
