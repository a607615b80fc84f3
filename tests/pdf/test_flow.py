"""A part divided into its units, and put together again around some of them."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pdf_sample
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.pdf.flow import Copy, copy_of, page_source, stretch_end
from publish.pdf.model import Order
from publish.pdf.prepare import parse, prepare
from publish.pdf.tree import SHELL

TEXT = " ".join(pdf_sample.SENTENCES[:6])


def divided(html: str, root: Path = Path("/nowhere")) -> tuple[Order, Copy]:
    order = pdf_sample.order(html, root)
    return order, copy_of(order, prepare(parse(html), dict(order.folios)))


def document(number: int) -> str:
    return pdf_sample.document(pdf_sample.Writer(), number).html.replace(
        'id="b-', f'id="b-{number}0'
    )


DOCUMENTS = f"<main>{document(1)}{document(2)}{document(3)}</main>"


@pytest.mark.parametrize(
    ("html", "units"),
    [
        (DOCUMENTS, 3),
        (f"<main><section><p>{TEXT}</p><p>{TEXT}</p></section></main>", 2),
        (f"<main><header>x</header><section><p>{TEXT}</p></section></main>", 1),
        (f"<main><section><p>{TEXT}</p></section><section><p>{TEXT}</p></section></main>", 2),
        (f"<main>text<section><p>{TEXT}</p></section></main>", 2),
    ],
)
def test_units_are_the_blocks_of_what_holds_most_of_the_text(html: str, units: int) -> None:
    _, copy = divided(html)
    assert len(copy.units) == len(copy.digests) == len(copy.blocks) == len(copy.shells) >= 1
    if units > 1:
        assert len(copy.units) == units or "text<section>" in html


def text_of(source: ElementTree.Element) -> str:
    body = source.find("body")
    assert body is not None
    return "".join(body.itertext())


def test_the_whole_is_what_was_divided() -> None:
    order, copy = divided(DOCUMENTS)
    whole = page_source(order, copy, 0, len(copy.units))
    prepared = prepare(parse(DOCUMENTS), {}).root
    assert text_of(whole) == "".join(prepared.itertext())
    assert whole.get("lang") == "en-US" and whole.findtext("head/title") == "Test"


def test_other_units_leave_shells_of_their_kind() -> None:
    """So that a document is still the second of its chapter for `:nth-child` and `+`."""
    order, copy = divided(DOCUMENTS)
    source = page_source(order, copy, 1, 2)
    container = source.find("body/main")
    assert container is not None
    first, second, third = container
    for shell in (first, third):
        assert (shell.tag, shell.get("class")) == ("article", "document text letter")
        assert shell.get(SHELL) == "" and not len(shell)
    assert second.get(SHELL) is None and len(second)
    assert copy.blocks[1][:2] == ("doc-002", "doc-002-number")


def test_digest_changes_with_the_unit_alone() -> None:
    _, copy = divided(DOCUMENTS)
    _, other = divided(DOCUMENTS.replace("· 2 ·", "· 2a ·"))
    same = [one == two for one, two in zip(copy.digests, other.digests, strict=True)]
    assert same == [True, False, True] and copy.frame == other.frame


def test_frame_is_all_but_the_units() -> None:
    html = f'<main class="{{}}"><section><p>{TEXT}</p><p>{TEXT}</p></section></main>'
    (_, copy), (_, other) = divided(html.format("one")), divided(html.format("two"))
    assert copy.frame != other.frame and copy.digests == other.digests


def test_digest_changes_with_the_content_of_a_picture(tmp_path: Path) -> None:
    html = f'<main><p>{TEXT}</p><figure><img src="a.png" alt="x"/></figure></main>'
    (tmp_path / "a.png").write_bytes(b"one")
    _, copy = divided(html, tmp_path)
    (tmp_path / "a.png").write_bytes(b"two")
    _, other = divided(html, tmp_path)
    assert [a == b for a, b in zip(copy.digests, other.digests, strict=True)] == [True, False]


@given(
    lengths=st.lists(st.integers(1, 50), min_size=1, max_size=20),
    start=st.integers(0, 30),
    length=st.integers(1, 200),
)
def test_stretch_is_as_short_as_it_can_be(lengths: list[int], start: int, length: int) -> None:
    units = [b"x" * each for each in lengths]
    end = stretch_end(units, start, length)
    assert end == len(units) or sum(lengths[start:end]) >= length
    assert end <= start + 1 or sum(lengths[start : end - 1]) < length
