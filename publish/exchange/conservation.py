"""No text is lost in silence: the manuscript as written against the source, line by line.

Independent of the steps of an import: it reads the finished files and needs only the map
(which lines went where), the logged repairs and the list of what was dropped. White space,
Markdown's own signs and the shape of quotation marks and dashes do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from publish.exchange.linemap import MapEntry
from publish.exchange.log import Dropped, Loss, Repair

SAME = str.maketrans({
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'",
    "–": "-", "—": "-", "‑": "-", "\u00ad": None, "·": None, "•": None,
})  # fmt: skip
FENCE = re.compile(r"^:::.*$", re.MULTILINE)
TABLE_RULE = re.compile(r"^\|(?:[ :]*-+[ :]*\|)+$", re.MULTILINE)
TAG = re.compile(r"</?(?:sup|sub|i|b|em|strong)>|<br ?/?>")
NOTE_LABEL = re.compile(r"\[\^n(\d+)\](:?)")
JOINT_CALLS = re.compile(r"<sup>([\d, ]+)</sup>")
AUTHOR = re.compile(r'\s*\{by="([^"]*)"\}')
BRACKETED = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\{\.(\w+)[^}]*\}")
KEEPS_BRACKETS = {"supplied", "expansion", "gloss", "conversion"}
DATA = {"header", "entry", "group", "chapter"}
MARKDOWN = re.compile(r"[\s*_#\\|~^`]")


def normalised(text: str) -> str:
    """The characters of a text that count."""
    text = text.replace("\\<", "<").replace("\\>", ">")
    text = JOINT_CALLS.sub(lambda call: re.sub(r"\D", "", call[1]), text)
    text = TABLE_RULE.sub("", FENCE.sub("", TAG.sub("", text)))
    text = AUTHOR.sub(r"-\1", text)
    text = NOTE_LABEL.sub(lambda label: label[1] + ("." if label[2] else ""), text)
    text = BRACKETED.sub(_without_mark, text)
    return MARKDOWN.sub("", unicodedata.normalize("NFC", text)).translate(SAME)


def _without_mark(mark: re.Match[str]) -> str:
    if mark[2] == "omission":
        return "[...]"
    if mark[2] == "sic":
        return f"{mark[1]}[sic]"
    return f"[{mark[1]}]" if mark[2] in KEEPS_BRACKETS else mark[1]


def letters_only(text: str) -> str:
    """What counts of a header or an entry: its signs and "and" are made by the house style."""
    text = NOTE_LABEL.sub(r"\1", TAG.sub("", text))
    return re.sub(r"\band\b|[^\w]|_", "", text, flags=re.IGNORECASE).casefold()


def find_losses(
    source: Sequence[str],
    entries: Iterable[MapEntry],
    printed: Mapping[MapEntry, str],
    repairs: Iterable[Repair],
    dropped: Iterable[Dropped],
) -> list[Loss]:
    """Compare source and manuscript; an empty list means that nothing was lost.

    `source` are the lines of the source (line 1 first), `printed` the text that each entry
    of the manuscript stands for. Entries that share a line are taken together, since a line
    may be divided. Per group: source + repairs - dropped must have the characters of the
    result.
    """
    groups = _groups(list(entries))
    counts = [
        letters_only if any(entry.kind in DATA for entry in group) else normalised
        for group in groups
    ]
    owner = {line: number for number, group in enumerate(groups) for line in _lines(group)}
    missing: list[Counter[str]] = [Counter() for _ in groups]
    changed = [False] * len(groups)
    for repair in repairs:
        if repair.line in owner:
            balance = missing[owner[repair.line]]
            counted = counts[owner[repair.line]]
            balance.update(counted(repair.after))
            balance.subtract(counted(repair.before))
            changed[owner[repair.line]] = True
    losses = []
    gone: dict[int, Counter[str]] = {}
    for item in dropped:
        counted = counts[owner[item.line]] if item.line in owner else normalised
        gone.setdefault(item.line, Counter()).update(counted(item.text))
    for number, group in enumerate(groups):
        lines = _lines(group)
        text = "".join(counts[number](source[line - 1]) for line in lines)
        result = "".join(counts[number](printed[entry]) for entry in group)
        if text == result and not changed[number] and not any(line in gone for line in lines):
            continue
        balance = missing[number]
        balance.update(text)
        for line in lines:
            balance.subtract(gone.get(line, Counter()))
        balance.subtract(result)
        if loss := _loss(balance, tuple(lines), group[0].file):
            losses.append(loss)
    return losses + _unseen(source, owner, gone, repairs)


def _loss(balance: Counter[str], lines: tuple[int, ...], file: str) -> Loss | None:
    missing = "".join(sorted(balance.elements()))
    surplus = "".join(sorted((-balance).elements()))
    return Loss(lines, file, missing, surplus) if missing or surplus else None


def _unseen(
    source: Sequence[str], owner: Mapping[int, int], gone: Mapping[int, Counter[str]],
    repairs: Iterable[Repair],
) -> list[Loss]:  # fmt: skip
    """Lines that went nowhere and are not listed as dropped either."""
    changed: dict[int, Counter[str]] = {}
    for repair in repairs:
        if repair.line not in owner:
            change = changed.setdefault(repair.line, Counter())
            change.update(normalised(repair.after))
            change.subtract(normalised(repair.before))
    losses = []
    for number, line in enumerate(source, start=1):
        if number in owner or not (text := normalised(line)):
            continue
        balance = Counter(text)
        balance.update(changed.get(number, Counter()))
        balance.subtract(gone.get(number, Counter()))
        if loss := _loss(balance, (number,), ""):
            losses.append(loss)
    return losses


def _lines(group: Iterable[MapEntry]) -> list[int]:
    return sorted({line for entry in group for line in entry.source})


def _groups(entries: list[MapEntry]) -> list[list[MapEntry]]:
    """Entries that share a line of the source, directly or by way of others."""
    group_of: dict[int, list[MapEntry]] = {}
    for entry in entries:
        merged = [entry]
        for line in entry.source:
            other = group_of.get(line)
            if other is not None and other is not merged:
                other.extend(merged)
                merged = other
        for line in _lines(merged):
            group_of[line] = merged
    unique = {id(group): group for group in group_of.values()}
    return list(unique.values())
