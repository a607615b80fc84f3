"""Words between which no line ends: figures and what they count, the points of an ellipsis."""

from __future__ import annotations

import re

from publish.edition.dates import MONTHS

NBSP = "\N{NO-BREAK SPACE}"
_ELLIPSIS = (". . .", f".{NBSP}.{NBSP}.")

# In English and German, written out or not. A figure is kept with any other word that begins
# so ("12 Marines"), which harms nothing.
_MONTH = f"(?:{'|'.join((*(name[:3] for name in MONTHS), 'Jän', 'Mär', 'Mai', 'Okt', 'Dez'))})"
# Each pattern begins with what is rare in a text: all texts of a book go through them.
_DAY_BEFORE = re.compile(rf" (?:(?<=\d )|(?<=\d\. ))(?={_MONTH})")  # "1 October", "1. Jänner"
_DAY_AFTER = re.compile(rf"({_MONTH}[^\W\d_]*\.?) (?=[0-3]?\d\b)")  # "October 1", "Oct. 1"
_ARCHIVAL = re.compile(r" (?:(?<=\b[fdl]\. )|(?<=\bop\. )|(?<=\bll\. ))(?=\d)")  # "f. 17"


def unbroken(text: str) -> str:
    """A text, or HTML, with no-break spaces where no line may end."""
    text = _ARCHIVAL.sub(NBSP, _DAY_BEFORE.sub(NBSP, text.replace(*_ELLIPSIS)))
    return _DAY_AFTER.sub(rf"\1{NBSP}", text)
