"""The scanner of marks, held against pandoc where they could differ."""

from __future__ import annotations

import pytest

from publish.edition.scan import Attributes, Call, Definition, parse_attributes, scan


def test_spans_nest_and_keep_their_line() -> None:
    found = scan("One\n[outer [inner]{.title}\nend]{.supplied}\n", first_line=10)
    assert [(m.line, m.text, m.braces) for m in found.spans] == [
        (11, "inner", "{.title}"),
        (11, "outer [inner]{.title}\nend", "{.supplied}"),
    ]


def test_marks_have_their_span_in_the_whole_text() -> None:
    text = (
        "# A [head]{.sic} {#x}\n\nOne\n[outer [inner]{.title}\nend]{.supplied} ![Ship](a.png)\n\n"
        "::: {.verse}\n[line](doc:1){.cap}\n:::\n\n[^n]: Note [in it]{.del}\n    goes [on]{.ins}"
        ' {by="Ed."}\n'
    )
    found = scan(text, first_line=10)
    assert [text[one.start : one.end] for one in found.spans] == [
        "[head]{.sic}", "[inner]{.title}", "[outer [inner]{.title}\nend]{.supplied}",
        "[in it]{.del}", "[on]{.ins}",
    ]  # fmt: skip
    assert [text[one.start : one.end] for one in (*found.links, *found.pictures)] == [
        "[line](doc:1){.cap}", "![Ship](a.png)",
    ]  # fmt: skip


def test_links_and_pictures() -> None:
    found = scan('[](doc:1){.cap} [a](<b c>) ![Ship](a.png "t"){alt="A } ship"} [x](https://a/b)')
    assert [link.target for link in found.links] == ["doc:1", "b c", "https://a/b"]
    assert found.links[0].attributes == Attributes(("cap",), {})
    assert [picture.target for picture in found.pictures] == ["a.png"]
    assert found.pictures[0].attributes == Attributes((), {"alt": "A } ship"})


def test_typed_brackets_are_no_marks() -> None:
    found = scan("[932 and [sic] and `[c]{.x}` [open")
    assert found.spans == []
    assert found.links == []


@pytest.mark.parametrize("text", ["a {.sic} b", "word]{.sic}", "[x\\]{.sic}", "[x] {.sic}"])
def test_braces_without_bracket(text: str) -> None:
    assert [braces for _, braces in scan(text).stray_braces] == ["{.sic}"]


def test_headings_may_have_attributes() -> None:
    assert scan("## Title {#here .there}\n\nText").stray_braces == []


def test_brackets_end_with_their_paragraph() -> None:
    assert scan("[open\n\nclosed]{.sic}").spans == []


@pytest.mark.parametrize(
    ("braces", "expected"),
    [
        ('{.a #b key=v other="two words"}', Attributes(("a",), {"key": "v", "other": "two words"})),
        ("{corr=a/b}", Attributes((), {"corr": "a/b"})),
        ("{}", Attributes()),
        ("{sic}", None),
        ("{.sic,}", None),
        ("{.2x}", None),
        ("{corr=“two words”}", None),
    ],
)  # fmt: skip
def test_attributes(braces: str, expected: Attributes | None) -> None:
    assert parse_attributes(braces) == expected


def test_notes_and_calls() -> None:
    text = (
        "Text.[^a]\n\n[^a]: One\nlazy\n\n    Second.[^b]\n\n"
        "[^b]:\n    Later.\n[^c]:\n\nAfter.[^d]\n"
    )
    found = scan(text)
    assert found.calls == [Call(1, "a", ""), Call(6, "b", "a"), Call(12, "d", "")]
    assert found.notes == [
        Definition(3, "a", empty=False),
        Definition(8, "b", empty=False),
        Definition(10, "c", empty=True),
    ]


def test_author_of_a_note_is_no_stray_mark() -> None:
    assert scan('x[^a]\n\n[^a]: Note. {by="U.S. Ed."}\n').stray_braces == []


def test_divs() -> None:
    found = scan('::: quoted\n::: {.letter title="a b"} :::\nx\n:::\n:::\n\n::: verse\ny\n')
    assert [(d.line, d.attributes, d.closed) for d in found.divs] == [
        (1, Attributes(("quoted",), {}), True),
        (2, Attributes(("letter",), {"title": "a b"}), True),
        (7, Attributes(("verse",), {}), False),
    ]


def test_fence_that_pandoc_takes_for_text() -> None:
    found = scan("Text\n::: dateline\nx\n:::\n")
    assert found.fences_in_paragraphs == [2]
    assert found.stray_fences == []


def test_stray_fence() -> None:
    assert scan("x\n\n:::\n").stray_fences == [3]


def test_html_is_told_from_other_angles() -> None:
    found = scan("<b>x</b> a < b <https://x.org> <br/>\n\n<!-- c -->")
    assert found.html == [(1, "<b>"), (1, "</b>"), (1, "<br/>"), (3, "<!--")]


def test_dates_of_the_document_itself() -> None:
    text = (
        "::: dateline\nSochi, 2 June[^a]\n:::\n\n"
        "::: quoted\n::: dateline\n1 May\n:::\n:::\n\n"
        "::: closing\n[3 June]{.date} [S.]{.signed}\n:::\n"
    )
    assert [(d.line, d.text, d.noted) for d in scan(text).dates] == [
        (2, "Sochi, 2 June[^a]", True),
        (12, "3 June", False),
    ]
