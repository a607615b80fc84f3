"""Every block of a text is traced to the line of the manuscript on which it begins."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.apparatus.passages import blocks, read_block
from publish.apparatus.source_lines import block_places, first_lines
from publish.apparatus.units import tree
from publish.build import Read, Silent, read
from publish.cache import Cache
from publish.problems import Place, Problems
from publish.prose.edition_texts import all_essays
from tests.conftest import EDITIONS


@pytest.fixture(scope="module", params=sorted(EDITIONS))
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Read:
    cache = Cache(tmp_path_factory.mktemp("cache"))
    result = read(EDITIONS[request.param], cache, Problems(), Silent())
    cache.close()
    assert result is not None
    return result


def _letters(text: str) -> str:
    """A source line as far as it can be told without parsing: letters and figures only."""
    text = re.sub(r"\[\^[^\]]*\]:?|\{[^{}]*\}|\]\([^)]*\)", "", text)
    return "".join(filter(str.isalnum, text))


def test_each_block_begins_on_its_line(found: Read) -> None:
    checked = 0
    for source in (*all_essays(found.edition), *found.edition.documents):
        text = found.apparatus.texts[source.id]
        places = block_places(text, source)
        first = source.body.place.line
        lines = source.body.text.split("\n")
        for html in (text.body, *(note.html for note in text.notes)):
            for element in blocks(tree(html)):
                place = places[element.get("id", "")]
                assert place.file == source.body.place.file
                words = _letters(read_block(element).text)[:8]
                made = element.find(".//a[@class='xref']") is not None
                if not made and element.get("class") not in ("by", "enclosure-title"):
                    assert words in _letters(lines[place.line - first]), (place, words)
                    checked += 1
    assert checked > 250


def test_kinds_of_blocks_of_the_specimen(tmp_path: Path) -> None:
    root = EDITIONS["specimen"]
    cache = Cache(tmp_path)
    found = read(root, cache, Problems(), Silent())
    cache.close()
    assert found is not None
    source = next(d for d in found.edition.documents if d.id == "005")
    places = block_places(found.apparatus.texts["005"], source)
    file = "years/1894/005.md"
    written = (root / file).read_text("utf-8").split("\n")

    def line_of(start: str) -> Place:
        (number,) = [n for n, line in enumerate(written, 1) if line.startswith(start)]
        return Place(file, number)

    lines = set(places.values())
    for start in (
        "My dear Saranin,", "2) The lake.", "To Captain Lindgren, Harbor", "| Mole head",
        "I have the honor", "Resident Engineer", "P.S. Not for", "    It has been suggested",
        "    The iron of both", "    That leaves",
    ):  # fmt: skip
        assert line_of(start) in lines, start
    assert places["note-005-wold"] == line_of("[^wold]:")
    assert places["doc-005-date"] == line_of("date:")
    assert places["doc-005-correspondents"] == line_of("from:")
    assert places["doc-005"] == Place(file, 1)


def test_a_paragraph_that_begins_with_made_words_begins_where_it_is_written() -> None:
    source = "One.\n\n[](doc:002) says what\nthe others say.\n\n| [](doc:003) | two |\n"
    assert first_lines(["One.", "Document 2 says what the others say."], source) == [0, 2]


WORDS = st.lists(
    st.lists(st.sampled_from("the of and Stalin grain* Rozen[golts] 12".split()), min_size=1),
    min_size=1,
    max_size=12,
)


@given(WORDS, st.data())
def test_paragraphs_however_alike_are_found_in_order(
    paragraphs: list[list[str]], data: st.DataObject
) -> None:
    """Paragraphs of any words, broken into lines anywhere, all begin where they begin."""
    source, starts = "", []
    for words in paragraphs:
        starts.append(source.count("\n"))
        for word in words:
            source += word + data.draw(st.sampled_from(" \n"))
        source = source.rstrip() + "\n\n" + "\n" * data.draw(st.integers(0, 2))
    texts = [" ".join(words).replace("*", "").replace("[", "") for words in paragraphs]
    assert first_lines([text.replace("]", "") for text in texts], source) == starts
