"""No text is lost in silence: the characters of each source text against the file made of it.

Looks at finished files, not at the steps: what was typed in the source, less what the log
says was left out, plus what it says was put in, must be what the manuscript prints.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from publish.exchange.log import Loss
from publish.exchange.tei.document import ReadText

NOTE_START = re.compile(r"^\[\^[^\]\s]+\]:", re.MULTILINE)
CALL = re.compile(r"\[\^[^\]\s]+\]")
FENCE = re.compile(r"^ *:::.*$", re.MULTILINE)
FENCE_TITLE = re.compile(r'^::: \{\.enclosure title=(?:"([^"]*)"|([\w.:-]+))', re.MULTILINE)
TABLE_RULE = re.compile(r"^\|(?: ?:?-+:? ?\|)+$", re.MULTILINE)
LINK = re.compile(r"(?<!\\)\]\([^()\s]*\)")
PICTURE = re.compile(r"(?<!\\)!\[")
ATTRIBUTES = re.compile(r"(?<=[\])])\{(?:[^{}\"\\]|\"[^\"]*\")*\}")
AUTHOR = re.compile(r' \{by="[^"]*"\}$', re.MULTILINE)
CORRECTION = re.compile(r"\{[^{}]*\}")
SIGNS = re.compile(r"[\s\u2060\[\]{}*_^~`|\\<>#+:-]")


def counted(text: str) -> Counter[str]:
    """The characters that count: letters, figures, punctuation; not Markdown's own signs."""
    return Counter(SIGNS.sub("", text))


def printed_words(markdown: str) -> str:
    """What of a manuscript text is words, and not marks."""
    titles = " ".join((found[1] or found[2] or "") for found in FENCE_TITLE.finditer(markdown))
    for pattern in (NOTE_START, CALL, FENCE, TABLE_RULE, AUTHOR):
        markdown = pattern.sub("", markdown)
    markdown = LINK.sub("]", markdown)
    markdown = PICTURE.sub("[", markdown)
    return ATTRIBUTES.sub("", markdown).replace("\\", "") + titles


def find_loss(text: ReadText) -> Loss | None:
    """Characters that are missing from a text or that it has too many of."""
    blocks = "\n\n".join([*(p.text for p in text.pieces), *(n.text for n in text.notes)])
    titles = str(text.fields.get("title", "")) if "frus" in text.names_from else ""
    header = _archive(text)
    result = counted(printed_words(f"{blocks}\n\n{titles}"))
    result.update(counted(header))
    balance = counted(text.words)
    for dropped in text.dropped:
        balance.subtract(counted(dropped))
    for added in text.added:
        balance.update(counted(added))
    balance.subtract(result)
    return _loss(balance, text.lines, text.path)


def find_unread(whole: str, parts: Iterable[str], file: str) -> Loss | None:
    """Characters of a file that went into no text, nor were left out with a reason."""
    balance = counted(whole)
    for part in parts:
        balance.subtract(counted(part))
    return _loss(balance, (1,), file)


def _loss(balance: Counter[str], lines: tuple[int, ...], file: str) -> Loss | None:
    missing = "".join(sorted(balance.elements()))
    surplus = "".join(sorted((-balance).elements()))
    return Loss(lines, file, missing, surplus) if missing or surplus else None


def _archive(text: ReadText) -> str:
    """Source notes that went into the header (only volumes have them in their text)."""
    if "frus" not in text.names_from:
        return ""
    sources = [text.fields.get("source"), *_as_list(text.fields.get("other-sources"))]
    return " ".join(str(s.get("text", "")) for s in sources if isinstance(s, dict))


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
