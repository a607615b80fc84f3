"""Targets of cross-references."""

from __future__ import annotations

import pytest

from publish.edition.crossrefs import Target, leads_outside, parse_target


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("doc:005", Target("doc", ("005",))),
        ("doc:004,005,006", Target("doc", ("004", "005", "006"))),
        ("doc:024..059", Target("docs-range", ("024", "059"))),
        ("doc:appendix-1", Target("doc", ("appendix-1",))),
        ("note:005/berlin", Target("note", ("005",), "berlin")),
        ("note:berlin", Target("note", (), "berlin")),
        ("intro:1931", Target("intro", ("1931",))),
        ("section:preface", Target("section", ("preface",))),
        ("page:005", Target("page", ("005",))),
    ],
)
def test_targets_of_the_manual(url: str, target: Target) -> None:
    assert parse_target(url) == target


@pytest.mark.parametrize(
    "url",
    [
        "",
        "doc:",
        "doc:4,",
        "doc:004, 005",
        "doc:..5",
        "doc:1..2..3",
        "note:a/b/c",
        "005.md",
        "dok:5",
    ],
)
def test_what_is_no_target(url: str) -> None:
    assert parse_target(url) is None


def test_addresses_outside() -> None:
    assert leads_outside("https://example.org/a")
    assert leads_outside("mailto:a@example.org")
    assert not leads_outside("file:///etc/passwd")
    assert not leads_outside("javascript:alert(1)")
    assert not leads_outside("doc:005")
