"""Blocks become strings, spans of the string become elements, and no text is lost."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from publish.apparatus.passages import blocks, read_block, start_of, wrap
from publish.apparatus.units import tree


def test_note_calls_are_not_read() -> None:
    block = read_block(tree('<p>Stalin<a class="note-call">1</a>’s <em>plan</em></p>')[0])
    assert block.text == "Stalin’s plan"


def test_unsearched_spans() -> None:
    block = read_block(tree('<p>In <span class="title">Stalin</span> he</p>')[0])
    assert [block.text[a:b] for a, b in block.unsearched] == ["Stalin"]


def test_innermost_blocks() -> None:
    root = tree("<ul><li><p>a</p></li><li>b</li></ul><table><tr><td>c</td></tr></table>")
    assert [element.tag for element in blocks(root)] == ["p", "li", "td"]


def test_where_the_words_of_a_mark_begin() -> None:
    root = tree("<p>Bahr saw <em>Bahr</em><b></b> and <b>then <i>Bahr</i></b></p>")
    block = read_block(root[0])
    starts = [start_of(element, block) for element in root[0]]
    assert [block.text[start:] for start in starts[::2]] == ["Bahr and then Bahr", "then Bahr"]
    assert starts[1] == 0  # it has no words


def test_wrapping_in_text_and_tail() -> None:
    root = tree("<p>Stalin saw <em>Molotov</em> and Stalin again</p>")
    block = read_block(root[0])
    spans = [(0, 6), (11, 18), (23, 29)]
    wrap(block, [(a, b, etree.Element("b")) for a, b in spans])
    assert [element.text for element in root.iter("b")] == ["Stalin", "Molotov", "Stalin"]
    assert "".join(root.itertext()) == "Stalin saw Molotov and Stalin again"


@given(st.data())
def test_wrapping_keeps_all_text(data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.text("ab ", min_size=1, max_size=6), min_size=1, max_size=5))
    html = "".join(part if n % 2 == 0 else f"<em>{part}</em>" for n, part in enumerate(parts))
    root = tree(f"<p>{html}</p>")
    block = read_block(root[0])
    edges = sorted(data.draw(st.sets(st.integers(0, len(block.text)), max_size=6)))
    ranges = list(zip(edges[::2], edges[1::2], strict=False))
    wrap(block, [(a, b, etree.Element("b")) for a, b in ranges])
    assert "".join(root.itertext()) == "".join(parts)
    firsts = [block.text[a] for a, b in ranges]
    assert [(element.text or "")[0] for element in root.iter("b")] == firsts
