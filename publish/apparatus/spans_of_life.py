"""When a person lived, as far as the authority file knows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from edtf import EDTFObject, parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from publish.edition.model import Person

_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Life:
    """Earliest possible birth and latest possible death; None where nothing is known."""

    born: date | None
    died: date | None

    def is_over(self, day: date) -> bool:
        """Whether the person was surely dead on that day."""
        return self.died is not None and self.died < day

    def has_not_begun(self, day: date) -> bool:
        """Whether the person was surely not yet born on that day."""
        return self.born is not None and day < self.born


def life_of(person: Person) -> Life:
    """The span of a life from its EDTF dates (levels 0-2).

    A date that is no EDTF counts as unknown: it is reported when the files are read.
    """
    born, died = _bounds(person.born), _bounds(person.died)
    return Life(born[0] if born else None, died[1] if died else None)


@lru_cache(maxsize=4096)
def _bounds(written: str) -> tuple[date, date] | None:
    if not written:
        return None
    if _YEAR.fullmatch(written) and written != "0000":  # the usual case; edtf takes 10 ms
        return date(int(written), 1, 1), date(int(written), 12, 31)
    try:
        parsed: EDTFObject = parse_edtf(written)
        return _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except (EDTFParseException, ValueError):
        return None


def _day(moment: tuple[int, ...]) -> date:
    return date(moment[0], moment[1], moment[2])
