"""Editorial marks print as the house style says."""

import pytest

from publish.apparatus.passages import inner
from publish.apparatus.units import tree
from publish.book.marks import render_marks, set_opening_words
from publish.edition.house_style import load_house_style

NBSP = "\N{NO-BREAK SPACE}"


def printed(html: str) -> str:
    root = tree(html)
    render_marks(root, load_house_style("chicago"))
    return inner(root)


def words(html: str) -> str:
    return "".join(tree(printed(html)).itertext())


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<span class="supplied">in Moscow</span>', "[in Moscow]"),
        ('Rozen<span class="expansion">golts</span>', "Rozen[golts]"),
        ('<span class="sic">Muntsuk</span>', "Muntsuk [sic]"),
        ('<span class="sic" data-corr="Puntsuk">Muntsuk</span>', "Muntsuk [Puntsuk]"),
        ('<span class="gap" data-reason="word illegible"/>', "[word illegible]"),
        ('<span class="omission"/>', f"[{NBSP}.{NBSP}.{NBSP}.{NBSP}]"),
        ('<span class="unclear">word</span>', "[word?]"),
        ('<span class="gloss"><em>smychka</em>, the bond</span>', "[smychka, the bond]"),
        ("we . . . agree", f"we .{NBSP}.{NBSP}. agree"),
    ],
)
def test_words(html: str, text: str) -> None:
    assert words(html) == text


def test_emphasis_of_underlining() -> None:
    assert printed('<span class="once">a</span>').startswith("<em")
    assert printed('<span class="twice">a</span>').startswith("<strong")


@pytest.mark.parametrize(
    ("html", "bound"),
    [
        ('by wire.<a class="note-call">2</a> Next', "wire.2"),
        ('by <em>wire</em>.<a class="note-call">2</a>', ".2"),
        ('by <em>wire</em><a class="note-call">2</a>', "wire2"),
    ],
)
def test_a_call_stays_with_its_word(html: str, bound: str) -> None:
    root = tree(printed(html))
    span = root.find(".//span[@class='nobreak']")
    assert span is not None
    assert "".join(span.itertext()) == bound
    assert "".join(root.itertext()) == "".join(tree(html).itertext())


def test_two_calls_lose_nothing() -> None:
    html = 'end.<a class="note-call">1</a><a class="note-call">2</a> Next'
    assert words(html) == "end.12 Next"


@pytest.mark.parametrize(
    ("paragraph", "opening"),
    [
        ("In 1931 Stalin departed on leave.", "In 1931 Stalin"),
        ("In 1931 <span>Stalin</span> departed.", "In 1931 Stalin"),
        ("The <span>Stalin</span>-Kaganovich correspondence", "The Stalin-Kaganovich"),
        ("The <span>Stalin</span>-Ordzhonikidze-Kirov letters", "The"),
        ("<span>Lazar Moiseyevich Kaganovich</span> was", ""),
        ('In 1931<a class="note-call">1</a> Stalin', "In 1931"),
        ("Leave.", "Leave."),
    ],
)
def test_opening_words(paragraph: str, opening: str) -> None:
    root = tree(f"<p>{paragraph}</p>")
    whole = "".join(root.itertext())
    set_opening_words(root)
    found = root.find(".//span[@class='first-words']")
    assert found is not None and "".join(found.itertext()) == opening
    assert "".join(root.itertext()) == whole


def test_text_from_right_to_left_is_not_set_in_italics() -> None:
    assert printed('<span lang="he">שלום</span>') == '<span lang="he" dir="rtl">שלום</span>'
    assert 'class="foreign"' in printed('<span lang="ru">сон</span>')


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        (
            "See https://a.example/b_c?d=1.",
            'See <span class="uri">https://a.example/b_c?d=1</span>.',
        ),
        (
            "(<em>so</em>, http://a.example/b) and https://c.example/, too",
            '(<em>so</em>, <span class="uri">http://a.example/b</span>) and '
            '<span class="uri">https://c.example/</span>, too',
        ),
        (
            '<a class="uri" href="https://a.example/">https://a.example/</a>',
            '<a class="uri" href="https://a.example/">https://a.example/</a>',
        ),
    ],
)
def test_addresses_are_marked(html: str, marked: str) -> None:
    assert printed(html) == marked
