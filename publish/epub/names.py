"""Names of the files inside the EPUB: stable, portable and unique."""

from __future__ import annotations

import re

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def unique_name(wanted: str, taken: set[str]) -> str:
    """A portable name like `wanted` ("doc-005.xhtml") that is not in `taken`; added to it.

    Only ASCII letters, digits, dot, hyphen and underscore are left, and names that differ
    in case alone count as the same (EPUB 3.3 §4.2.3: file names are unique after case
    folding). A clash gets a number: "doc-5-2.xhtml".
    """
    stem, dot, suffix = _UNSAFE.sub("-", wanted).rpartition(".")
    name, count = f"{stem}{dot}{suffix}", 1
    while name.casefold() in taken:
        count += 1
        name = f"{stem}-{count}.{suffix}" if dot else f"{suffix}-{count}"
    taken.add(name.casefold())
    return name
