"""Markdown becomes clean HTML, once."""

from pathlib import Path

import pytest

from publish.cache import Cache
from publish.prose.notes import mark_calls
from publish.prose.parse import parse


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("*em* and “q”", "<p><em>em</em> and “q”</p>"),
        ('"quoted" -- it\'s', "<p>“quoted” – it’s</p>"),
        ("1. On Japan", "<p>1. On Japan</p>"),
        ("1) a\n\n2) b", "<p>1) a</p>\n<p>2) b</p>"),
        ("> 1. quoted point", "<blockquote>\n<p>1. quoted point</p>\n</blockquote>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("[x](javascript:alert)", "<p><a>x</a></p>"),
        ('[x]{onclick="alert()" .sic}', '<p><span class="sic">x</span></p>'),
        ("[x]{person=a-b .implied}", '<p><span class="implied" data-person="a-b">x</span></p>'),
        ("costs $5 and $6", "<p>costs $5 and $6</p>"),
        (
            mark_calls("[12 June][^d] next"),
            '<p>[12 June]<span class="note-call" data-note="d"/> next</p>',
        ),
        (
            mark_calls("*end*[^a][^b_c]"),
            '<p><em>end</em><span class="note-call" data-note="a"/>'
            '<span class="note-call" data-note="b_c"/></p>',
        ),
        ("", ""),
    ],
)
def test_html(markdown: str, html: str, cache: Cache) -> None:
    assert parse([markdown], cache)[markdown] == html


def test_a_known_text_is_not_parsed_again(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    first = parse(["*once*"], cache)
    monkeypatch.setattr("pypandoc.get_pandoc_path", lambda: "/nonexistent")
    assert parse(["*once*"], cache) == first


def test_many_texts_in_several_processes(cache: Cache) -> None:
    texts = [f"text {number}" for number in range(900)]
    html = parse(texts, cache, jobs=2)
    assert [html[text] for text in texts] == [f"<p>{text}</p>" for text in texts]


@pytest.mark.parametrize(
    "unfinished",
    [
        "[x]: https://example.org/x",
        "```\ncode",
        "::: {.letter}\ntext",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "a \ue0ff b \ue0ff",
        "> quoted",
        "$$x",
        "\n\n\n",
        "    indented",
        "- point",
        "%",
        "---\ntitle: x\n---",
        "[*em",
    ],
)
def test_no_text_reaches_another(unfinished: str, cache: Cache, tmp_path: Path) -> None:
    alone = parse([unfinished], cache) | parse(["[x] and *y*"], cache)
    together = parse([unfinished, "[x] and *y*"], Cache(tmp_path / "other"))
    assert together == alone
    assert together["[x] and *y*"] == "<p>[x] and <em>y</em></p>"
