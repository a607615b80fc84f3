"""Language tags."""

from __future__ import annotations

import re

# well-formed after BCP 47 (RFC 5646 §2.1): language, then script, region, variants …
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-[A-Za-z0-9]{1,8})*")


def is_language_tag(tag: str) -> bool:
    """Whether a text has the form of a BCP 47 tag: "en-US", "ru", "uk-Latn"."""
    return TAG.fullmatch(tag) is not None
