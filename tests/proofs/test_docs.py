"""The example of docs/proofs.md works as it is pasted."""

from __future__ import annotations

import re
from pathlib import Path

from publish.problems import Problems
from publish.proofs.correct import apply
from tests.conftest import PROJECT
from tests.proofs.conftest import Proofs


def test_the_example(proofs: Proofs, specimen: Path, tmp_path: Path) -> None:
    page = (PROJECT / "docs" / "proofs.md").read_text("utf-8")
    example = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert example is not None
    path = tmp_path / "corrections.yaml"
    path.write_text(example[1], "utf-8")
    problems = Problems()
    assert apply(path, specimen, proofs.out, problems).done, [str(p) for p in problems]
    written = path.read_text("utf-8")
    assert written.startswith("# First proof, read by M. B.\n")
    assert written.count("status: applied") == 2
    letter = (specimen / "years" / "1894" / "001.md").read_text("utf-8")
    assert "was made in September, and from horseback.[^survey]" in letter
