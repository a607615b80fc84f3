"""Language tags."""

from __future__ import annotations

import re

# well-formed after BCP 47 (RFC 5646 §2.1): language, then script, region, variants …
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-[A-Za-z0-9]{1,8})*")


def is_language_tag(tag: str) -> bool:
    """Whether a text has the form of a BCP 47 tag: "en-US", "ru", "uk-Latn"."""
    return TAG.fullmatch(tag) is not None


# Written from right to left, if the tag names no script (Unicode's likely subtags).
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ota ps sd syr ug ur yi".split())
_RIGHT_TO_LEFT_SCRIPTS = frozenset("Arab Hebr Syrc Thaa".split())


def is_right_to_left(tag: str) -> bool:
    """Whether a text in the language of a tag is written from right to left: "he", "ku-Arab"."""
    language, *further = tag.split("-")
    script = next((subtag.title() for subtag in further if len(subtag) == 4), "")
    return script in _RIGHT_TO_LEFT_SCRIPTS if script else language.lower() in _RIGHT_TO_LEFT
