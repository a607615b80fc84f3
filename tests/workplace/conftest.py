"""A small manuscript with every kind of doubt about names."""

from __future__ import annotations

from pathlib import Path

import pytest

EDITION = """\
title: Letters & Papers
slug: letters
language: en-GB
contributors:
  - {role: Edited by, names: [A. Editor]}
publisher: {name: A Press, place: Oxford, year: 2026}
identifier: urn:uuid:00000000-0000-4000-8000-000000000000
front: [half-title]
body: [chapters]
back: [index]
"""
PEOPLE = """\
- {id: writer-a, name: "Writer, Anna", born: 1880}
- {id: reader-b, name: "Reader, Boris", born: 1880}
- {id: andreev-a-a, name: "Andreev, A. A.", born: 1895, died: 1971}
- {id: andreev-a-n, name: "Andreev, A. N."}
- {id: rozengolts-a-p, name: "Rozengolts, A. P."}
- {id: lominadze-v-v, name: "Lominadze, V. V.", died: 1930}
- {id: late-c, name: "Latecomer, C.", born: 1935}
- {id: kabakov-i, name: "Kabakov, I."}
- {id: tabakov-z, name: "Tabakov, Z."}
- {id: nobody-x, name: "Nikodimov, X."}
- {id: bespalko, name: Bespalko, see: andreev-a-a}
"""
INDEX = """\
# What is decided.
subjects:
  - heading: Grain   # and bread
    patterns: [grain]

decisions:
  # first the towns
  - {form: Kabakov, in: "002", none: true}    # a town

ignore: [Tabakov Street]
"""
LETTER = """\
---
number: {number}
from: writer-a
to: reader-b
date: {date}
---
{text}
"""


def letter(number: int, text: str, date: str = "1931-08-20") -> str:
    return LETTER.format(number=number, text=text, date=date)


FIRST = """\
We sent the letter to Andreev about the grain. Rozenkolts objects & Lominadze is silent.
Ask Comrade Petrosyan, who knows. Kabakov, Tabakov and Dulov came in the morning. In the
Kremlin the talk is of [a child]{person=late-c}, and in Tiflis as well.[^note]

[^note]: Lominadze was dead by then.
"""
SECOND = """\
The town of Kabakov is far. A report by P. K. Andreev is here; Rozengolts signed it.
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The manuscript in a folder of its own."""
    root = tmp_path / "desk"
    chapter = root / "years" / "1931"
    chapter.mkdir(parents=True)
    files = {
        root / "edition.yaml": EDITION,
        root / "people.yaml": PEOPLE,
        root / "index.yaml": INDEX,
        chapter / "001.md": letter(1, FIRST),
        chapter / "002.md": letter(2, SECOND),
    }
    for path, text in files.items():
        path.write_text(text, "utf-8")
    return root
