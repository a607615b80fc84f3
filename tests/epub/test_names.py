from __future__ import annotations

from publish.epub.names import unique_name


def test_names_are_portable_and_unique_in_any_case() -> None:
    taken = {"nav.xhtml"}
    wanted = ("doc-005.xhtml", "Doc-005.xhtml", "a b/ü.xhtml", "nav.xhtml", "nav.xhtml")
    assert [unique_name(name, taken) for name in wanted] == [
        "doc-005.xhtml", "Doc-005-2.xhtml", "a-b-.xhtml", "nav-2.xhtml", "nav-3.xhtml",
    ]  # fmt: skip


def test_names_without_suffix() -> None:
    taken: set[str] = set()
    assert [unique_name("page-5", taken) for _ in range(2)] == ["page-5", "page-5-2"]
