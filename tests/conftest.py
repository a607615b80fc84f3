"""The shipped edition and the specimen, each built once for all tests that read the results."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from publish.build import Output, build
from publish.problems import Problems

PROJECT = Path(__file__).parents[1]
EDITIONS = {"calendar": PROJECT / "manuscript", "specimen": PROJECT / "publish" / "specimen"}


@dataclass(frozen=True)
class Built:
    """A manuscript and the files made of it."""

    root: Path
    out: Path
    outputs: list[Output]
    problems: Problems

    @property
    def index(self) -> dict[str, Any]:
        return json.loads((self.out / "index.json").read_text("utf-8"))

    def file(self, ending: str) -> Path:
        (path,) = [o.path for o in self.outputs if o.path.name.endswith(ending)]
        return path

    @property
    def print_pdf(self) -> Path:
        return self.file("-print.pdf")

    @property
    def screen_pdf(self) -> Path:
        (path,) = [
            o.path for o in self.outputs if o.path.suffix == ".pdf" and o.path != self.print_pdf
        ]
        return path

    @property
    def epub(self) -> Path:
        return self.file(".epub")


def build_into(root: Path, out: Path, **options: Any) -> Built:
    problems = Problems()
    out.mkdir(parents=True, exist_ok=True)
    outputs = build(root, out, problems, jobs=2, **options)
    return Built(root, out, outputs, problems)


@pytest.fixture(scope="session", params=sorted(EDITIONS))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Each edition of the project, built."""
    return build_into(EDITIONS[request.param], tmp_path_factory.mktemp(request.param))


@pytest.fixture
def specimen(tmp_path: Path) -> Path:
    """A copy of the specimen to change."""
    folder = tmp_path / "specimen"
    shutil.copytree(EDITIONS["specimen"], folder)
    return folder
