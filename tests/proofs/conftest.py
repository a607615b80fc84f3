"""The specimen, recorded as it is and after corrections that move pages."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from publish.problems import Problems
from publish.proofs.model import Recorded, open_proof
from publish.proofs.record import record
from tests.conftest import EDITIONS

NEW_PARAGRAPH = (
    "Captain Lindgren was here on Sunday with Brandt’s drawings[^extra] and walked the upper "
    "division with me in the rain, which he says improves clay, and he was good enough to fall "
    "into pit 9. He was got out by six men and a mule, and has asked that the mule be "
    "mentioned.\n\n"
)


@dataclass(frozen=True)
class Proofs:
    """A manuscript and its build folder with the proofs `first`, `word` and `paragraph`."""

    root: Path
    out: Path

    def proof(self, name: str) -> Recorded:
        return open_proof(self.out, name)


def kept(root: Path, out: Path, name: str) -> None:
    problems = Problems()
    assert record(root, out, name, problems, jobs=2) is not None, [str(p) for p in problems]


@pytest.fixture(scope="session")
def proofs(tmp_path_factory: pytest.TempPathFactory) -> Proofs:
    folder = tmp_path_factory.mktemp("proofs")
    root, out = folder / "specimen", folder / "build"
    shutil.copytree(EDITIONS["specimen"], root)
    kept(root, out, "first")
    kept(root, out, "again")
    letter = root / "years" / "1894" / "005.md"
    text = letter.read_text("utf-8")
    letter.write_text(text.replace("for seventeen days", "for eighteen days"), "utf-8")
    kept(root, out, "word")
    letter.write_text(text, "utf-8")
    letter = root / "years" / "1894" / "001.md"
    text = letter.read_text("utf-8")
    text = text.replace("I do not ask you to", f"{NEW_PARAGRAPH}I do not ask you to")
    letter.write_text(f"{text}\n[^extra]: Ilse Brandt. See [](doc:010), [](page:008).\n", "utf-8")
    kept(root, out, "paragraph")
    shutil.rmtree(root)
    shutil.copytree(EDITIONS["specimen"], root)
    return Proofs(root, out)
