"""Whatever stands in the files, reading and checking report it and never raise."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publish.edition.checks import check_edition
from publish.edition.load import load
from publish.problems import Problems

BASE = Path(__file__).parents[1] / "broken" / "_base"
FILES = sorted(
    str(path.relative_to(BASE)) for path in BASE.rglob("*") if path.suffix in (".md", ".yaml")
)
# pieces that mean something to YAML, Markdown or the format, to get past the first error
PIECES = [
    b"---\n", b": ", b"- ", b"\n", b"\n\n", b"    ", b"[", b"]", b"{", b"}", b"[^a]", b"[^a]: ",
    b"::: ", b":::\n", b"](", b"]{.sic}", b"]{person=", b"&a ", b"*a", b"!!x ", b"|\n", b'"', b"'",
    b"`", b"<b>", b"doc:001", b"note:", b"..", b"/", b"see: ", b"number: ", b"0", b"9" * 400, b"~",
    b"null", b"\xff", b"\x00", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\t", b"date: ", b"1931-XX/..",
]  # fmt: skip
EDIT = st.tuples(
    st.integers(0, 10_000),
    st.integers(0, 40),
    st.one_of(st.sampled_from(PIECES), st.binary(max_size=12)),
)


def read(root: Path) -> None:
    problems = Problems()
    edition = load(root, problems)
    if edition is not None:
        check_edition(edition, root, problems)
    for problem in problems:
        assert problem.line >= 1
        str(problem).encode()


def changed(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for at, removed, added in edits:
        start = at % (len(data) + 1)
        data = data[:start] + added + data[start + removed :]
    return data


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(FILES), edits=st.lists(EDIT, min_size=1, max_size=6))
def test_changed_files(name: str, edits: list[tuple[int, int, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(shutil.copytree(BASE, Path(folder) / "manuscript"))
        path = root / name
        path.write_bytes(changed(path.read_bytes(), edits))
        read(root)


@pytest.mark.long
@settings(max_examples=3000, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(FILES), edits=st.lists(EDIT, min_size=1, max_size=12))
def test_changed_files_at_length(name: str, edits: list[tuple[int, int, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(shutil.copytree(BASE, Path(folder) / "manuscript"))
        path = root / name
        path.write_bytes(changed(path.read_bytes(), edits))
        read(root)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.sampled_from(FILES), data=st.one_of(st.binary(max_size=300), st.text(max_size=300)))
def test_other_content(name: str, data: bytes | str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(shutil.copytree(BASE, Path(folder) / "manuscript"))
        content = data if isinstance(data, bytes) else data.encode("utf-8", "replace")
        (root / name).write_bytes(content)
        read(root)
