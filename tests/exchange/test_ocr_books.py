"""Small invented books, damaged as recognised books are, each by its own profile."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.edition.load import load
from publish.exchange.conservation import find_losses
from publish.exchange.linemap import MapEntry
from publish.exchange.ocr.importer import import_ocr
from publish.exchange.ocr.output import Output
from publish.exchange.report import ImportReport
from publish.problems import Problems

Import = Callable[[str], tuple[ImportReport, Path]]
ALL = sorted(book.name for book in Path(__file__).with_name("books").iterdir())


def _document(folder: Path, path: str) -> str:
    return (folder / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ALL)
def test_balance_closes_and_nothing_is_lost(imported: Import, name: str) -> None:
    report, _ = imported(name)
    assert report.written
    assert not report.losses
    assert [row.what for row in report.log.balance if not row.closes] == []


@pytest.mark.parametrize("name", ALL)
def test_the_manuscript_loads_without_an_error(imported: Import, name: str) -> None:
    _, folder = imported(name)
    problems = Problems()
    assert load(folder, problems) is not None
    assert problems.errors == []


def test_a_lost_number_is_restored(imported: Import) -> None:
    report, folder = imported("dots")
    assert "number: 2\nfrom: reed-ann\nto: marsh-j\n" in _document(folder, "years/1901/002.md")
    assert [(r.line, r.after) for r in report.log.repairs if r.kind == "number restored"] == [
        (52, "2")
    ]


def test_brackets_of_a_date_become_its_certainty(imported: Import) -> None:
    _, folder = imported("dots")
    assert "date: 1901-08-11\ndate-note: inferred\n" in _document(folder, "years/1901/001.md")
    assert "date: 1901-08-12\ntype" in _document(folder, "years/1901/002.md")
    late = _document(folder, "years/1901/003.md")
    assert "date: 1901-08-12/..\n" in late
    assert "date-print: '[later than 12 August 1901]'\n" in late
    appendix = _document(folder, "appendix/appendix-1.md")
    assert "date: 1900-05-02\ndate-note: month-inferred\n" in appendix


def test_correspondents_and_groups(imported: Import) -> None:
    _, folder = imported("dots")
    text = _document(folder, "years/1901/003.md")
    assert "from: [marsh-j, reed-ann]\nfrom-note: and other members of the Board\n" in text
    assert "to: lampert-o\nto-note: for the clerks\n" in text


def test_reference_copy_and_type(imported: Import) -> None:
    _, folder = imported("dots")
    first = _document(folder, "years/1901/001.md")
    assert "source: {archive: TOWN, fond: 7, opis: 1, delo: 12, listy: 3-4}" in first
    assert "copy: Typed copy\n" in first
    second = _document(folder, "years/1901/002.md")
    assert "type: cipher\ntype-note: inferred\n" in second
    assert "By cipher" not in second


def test_a_displaced_footnote_goes_back_to_its_introduction(imported: Import) -> None:
    _, folder = imported("dots")
    introduction = _document(folder, "years/1901/introduction.md")
    assert "[^n2]: F. 7, op. 1, d. 2, l. 8ob." in introduction
    assert "putting it there.[^n1]" in _document(folder, "years/1901/001.md")


def test_torn_paragraphs_are_joined_around_footnotes(imported: Import) -> None:
    _, folder = imported("dots")
    assert "the appendix to this volume." in _document(folder, "front/preface.md")
    introduction = _document(folder, "years/1901/introduction.md")
    assert "depth of the water at low tide.[^n2]" in introduction


def test_cross_references_become_ids(imported: Import) -> None:
    report, folder = imported("dots")
    assert "[^n1]: See [](note:002/n2) and [](doc:002).\n" in _document(folder, "years/1901/001.md")
    assert "See [](doc:appendix-1)." in _document(folder, "years/1901/introduction.md")
    dangling = [d for d in report.log.doubts if d.kind == "cross-reference to nothing"]
    assert [d.suggestion for d in dangling] == ["Perhaps document 2; it stands as printed."]


def test_characters_are_repaired_and_logged(imported: Import) -> None:
    report, folder = imported("dots")
    repairs = {(r.kind, r.before, r.after) for r in report.log.repairs}
    assert ("0b for ob", "80b", "8ob") in repairs
    assert ("letters of a foreign script", "Cоmrade", "Comrade") in repairs
    assert ("straight quotation marks", '"decide"', "“decide”") in repairs
    assert "[left]{.sic}" in _document(folder, "years/1901/001.md")
    assert "Ha[rbor]{.expansion}" in _document(folder, "years/1901/002.md")


def test_a_note_without_a_call_is_called_and_reported(imported: Import) -> None:
    report, folder = imported("dots")
    assert "No answer has come.[^n1]" in _document(folder, "years/1901/003.md")
    assert [d.line for d in report.log.doubts if d.kind == "note without a call"] == [87]


def test_numbered_points_without_calls_are_no_notes(imported: Import) -> None:
    _, folder = imported("dots")
    assert "1. The gate.\n\n2. The lock.\n" in _document(folder, "appendix/appendix-1.md")


def test_running_heads_are_dropped_with_the_reason(imported: Import) -> None:
    report, folder = imported("dots")
    assert "“Do not wait for the mayor.”" in _document(folder, "years/1901/002.md")
    assert [(d.text, d.reason) for d in report.log.dropped if d.reason == "running head"] == [
        ("1902", "running head")
    ]


def test_biographies_glossary_and_index(imported: Import) -> None:
    _, folder = imported("dots")
    people = _document(folder, "people.yaml")
    assert "- id: annie\n  name: Annie\n  see: reed-ann\n" in people
    assert "bio: Clerk of the harbor office, 1890–1900.\n" in people
    assert "nicknames: [Annie]\n  born: 1865\n  died: 1899\n" in people
    assert "see: quay" in _document(folder, "glossary.yaml")
    index = json.loads(_document(folder, "printed-index.json"))["entries"]
    assert index[0]["see-also"] == ["Quays"]
    assert index[1]["subheads"][1] == {"text": "piles under", "locators": ["6"]}


def test_the_map_says_where_each_block_came_from(imported: Import) -> None:
    _, folder = imported("dots")
    source = (Path(__file__).parent / "books/dots/book.md").read_text(encoding="utf-8").split("\n")
    rows = json.loads(_document(folder, "import-map.json"))["map"]
    joined = next(r for r in rows if r["file"] == "years/1901/001.md" and len(r["source"]) == 2
                  and r["kind"] == "paragraph")  # fmt: skip
    lines = _document(folder, joined["file"]).split("\n")
    assert lines[joined["lines"][0] - 1].startswith("1) The crane")
    first, second = (source[start - 1] for start, _ in joined["source"])
    assert first.endswith("put-")
    assert second.startswith("ting it")


def test_letters_with_their_number_as_a_word(imported: Import) -> None:
    _, folder = imported("letters")
    first = _document(folder, "years/1925/001.md")
    assert "number: 1\nfrom: vane-christopher\nto: vane-thomas\ndate: 1925-07\ntype" in first
    assert "again.[^n1][^n2]" in first
    assert '[^n1]: The earlier letter is lost. See [](note:002/n1).{by="U.S. Ed."}' in first
    assert "::: signature\nWith a handshake,\\\nKit\n:::" in first
    assert "([](doc:001,002))" in _document(folder, "years/1925/introduction.md")


def test_chapters_that_are_no_year(imported: Import) -> None:
    _, folder = imported("letters")
    third = _document(folder, "years/1926-1928/003.md")
    assert "date: 1926-08-21/1926-09-10\n" in third
    assert "date-print: '[Late August–Early September 1926][^n1]'\n" in third
    assert "[^n1]: By the postmark." in third
    undated = folder / "years/letters-with-undetermined-dates"
    assert (undated / "chapter.yaml").read_text(encoding="utf-8") == (
        "title: Letters with Undetermined Dates\n"
    )
    assert "date" not in _document(undated, "004.md").partition("\n---\n")[0]


def test_the_conservation_check_misses_no_word(imported: Import) -> None:
    """A word that disappears without a repair is found, and a line that goes nowhere."""
    source = ["The lamp is out.", "", "Tom"]
    output = Output()
    entry = output.entries
    entry.append(MapEntry("a.md", "paragraph", "", 1, 1, (1,)))
    kept = {entry[0]: "The lamp is **out**."}
    assert [loss.lines for loss in find_losses(source, entry, kept, [], [])] == [(3,)]
    short = {entry[0]: "The lamp is."}
    losses = find_losses(source[:1], entry, short, [], [])
    assert [(loss.missing, loss.surplus) for loss in losses] == [("otu", "")]


def test_headers_of_one_line(imported: Import) -> None:
    _, folder = imported("lines")
    headers = [
        _document(folder, f"years/1902/00{number}.md").partition("type:")[0].split("\n")[1:-1]
        for number in (1, 2, 3)
    ]
    assert headers == [
        ["number: 1", "from: orme-b", "to: tarn-c", "date: 1902-05-03"],
        ["number: 2", "from: tarn-c", "to: [orme-b, vell-d]", "date: 1902-05-09"],
        ["number: 3", "from: orme-b", "to: tarn-c", "date: 1902-06", "date-note: inferred"],
    ]
    assert "[^n1]: It broke in June; see [](doc:003)." in _document(folder, "years/1902/001.md")


def test_footnotes_numbered_through_the_book(imported: Import) -> None:
    _, folder = imported("feet")
    first, second = (_document(folder, f"years/1902/00{number}.md") for number in (1, 2))
    assert "weather,[^n1] and the men who keep it are glad of it. They ask for oil.[^n2]" in first
    assert "\n\nYours, Orme\n" in first
    assert "[^n2]: Whale oil." in first
    assert "harbor,[^n3] and am glad.\n\n[^n3]: From Vell." in second


def test_notes_at_the_end_of_a_chapter(imported: Import) -> None:
    _, folder = imported("chapter-notes")
    texts = [_document(folder, f"years/1902/{name}.md") for name in ("introduction", "001", "002")]
    assert "[^n1]: Laid in March." in texts[0]
    assert "[^n2]: It broke in June; see [](doc:002)." in texts[1]
    assert "Oil." in texts[1].partition("[^n2]:")[0]
    assert "[^n3]: From Vell." in texts[2]


def test_notes_at_the_end_of_the_volume(imported: Import) -> None:
    _, folder = imported("volume-notes")
    assert "[^n1]: Found by the editor." in _document(folder, "front/preface.md")
    assert "[^n2]: Books of the mill, p. 3." in _document(folder, "years/1911/introduction.md")
    assert "See [](note:002/n4)." in _document(folder, "years/1911/001.md")
    assert "[^n4]: From the foundry at Tarn, in two carts." in _document(
        folder, "years/1911/002.md"
    )


def test_sender_and_date_of_the_text(imported: Import) -> None:
    report, folder = imported("volume-notes")
    third = _document(folder, "years/1912/003.md")
    assert "from: [pell-jon, pell-magda]\nto: corve-ada\ndate: 1912-02-01\n" in third
    assert "::: signature\nJ. Pell\\\nM. Pell\n:::\n\n::: dateline\nAldwater" in third
    names = [(r.before, r.after) for r in report.log.repairs if r.kind == "names by the profile"]
    assert names[0] == ("To Mr. Ashby", "Pell to Ashby")


def test_small_capitals_and_glossary_with_colons(imported: Import) -> None:
    _, folder = imported("volume-notes")
    people = _document(folder, "people.yaml")
    assert "name: Ashby, R.\n" in people
    assert "name: Pell, Magda\n  born: 1863\n" in people
    glossary = _document(folder, "glossary.yaml")
    assert "expansion: the channel that leads water to the wheel and away from it\n" in glossary
    assert "term: sluice\n        see: race\n" in glossary


def test_locators_of_notes(imported: Import) -> None:
    _, folder = imported("volume-notes")
    entries = json.loads(_document(folder, "printed-index.json"))["entries"]
    assert [entry["locators"] for entry in entries] == [
        ["3", "4n", "7"],
        ["4–5nn", "6"],
        ["3n1", "4nn2–3"],
    ]


def test_a_remark_that_an_asterisk_calls(imported: Import) -> None:
    _, folder = imported("trunk")
    first = _document(folder, "years/1921/001.md")
    assert "source: {text: Undated in the original. The date is that of the postmark.}" in first
    assert "::: dateline\n7/15\n:::\n\n::: signature\nGreetings, Orlov\n:::" in first
    assert "Ask Sergei[^n3] for tar, and do not *wait.* I shall" in first


def test_subheads_behind_the_locators_of_a_heading(imported: Import) -> None:
    _, folder = imported("trunk")
    entries = json.loads(_document(folder, "printed-index.json"))["entries"]
    assert entries[1]["heading"] == "Berezin, Viktor"
    assert entries[1]["locators"] == ["7–12", "8nn1,2"]
    assert entries[2]["locators"] == ["passim"]


def test_a_name_that_only_refers_gets_no_entry_by_the_index(imported: Import) -> None:
    _, folder = imported("trunk")
    people = _document(folder, "people.yaml")
    assert people.count("name: Orlov, Ivan\n") == 1


def test_short_lines_and_bare_calls(imported: Import) -> None:
    _, folder = imported("short-lines")
    first = _document(folder, "years/1907/001.md")
    assert "from: stone-w\nto: hale-sir-george\ndate: 1907-05-04\n" in first
    assert "not safe.[^n1] Two men have left us" in first
    assert "for want of a contractor who would mend it.[^n2]" in first
    assert "[^n1]: A slide in March had buried the lower road.\n" in first
    assert "See [](note:003/n1)." in first
    second = _document(folder, "years/1907/002.md")
    assert "to: [stone-w, brook-t]\ndate: 1907-05\ndate-note: inferred\n" in second
    introduction = _document(folder, "years/1907/introduction.md")
    assert "owner.[^n1]" in introduction


def test_enclosures_are_divs_with_their_own_openings(imported: Import) -> None:
    report, folder = imported("enclosures")
    first = _document(folder, "years/1903/001.md")
    offer, own = first.split("::: {.enclosure title=")[1:]
    assert offer.startswith('"Enclosure 1: Offer of the town"}\n\n::: salutation\nDear Mr. Orme,')
    assert "The ropes are to be new.\n\n1) The landing stays yours.\n" in offer
    assert own.startswith('"Enclosure 2"}\n\nThe landing is mine since 1880. Orme\n\n:::\n\n[^n1]')
    assert "[^n2]: A week later it was eighty.\n" in own
    second = _document(folder, "years/1903/002.md")
    assert (
        "whole.[^n3]\n\n::: enclosure\n\nEnclosed: a receipt[^n4]\n\nReceived, nothing." in second
    )
    rows = {row.what: (row.found, row.kept) for row in report.log.balance}
    assert rows["enclosures"] == (3, 3)


def test_captions_in_the_text_go_to_the_plates(imported: Import) -> None:
    report, folder = imported("enclosures")
    captions = _document(folder, "plates.md").partition("kind: note\n---\n")[2].split("\n\n")
    assert captions == [
        "Plate 1. The ferry in 1880, from the east bank.",
        "Plate 2. The receipt.",
        "Map: the river at Tarn\n",
    ]
    assert "The ropes are to be new." in _document(folder, "years/1903/001.md")
    dropped = [d.line for d in report.log.dropped if d.reason == "picture of the recogniser"]
    assert dropped == [21, 42]


def test_text_before_the_first_note_is_named(imported: Import) -> None:
    report, folder = imported("short-lines")
    doubts = [d.line for d in report.log.doubts if d.kind == "text before the first note"]
    dropped = [d.text for d in report.log.dropped if d.line in doubts]
    assert dropped == [
        "The deeds are in the town",
        "hall; the foremen's letters",
        "are with their families.",
        "The letter is torn.",
    ]
    notes = _document(folder, "years/1907/001.md").partition("[^n1]: ")[2]
    assert notes.startswith("A slide in March had buried the lower road.\n")


def test_a_glossary_before_the_texts_is_front_matter(imported: Import) -> None:
    _, folder = imported("northern")
    settings = _document(folder, "edition.yaml")
    assert "front: [half-title, title-page, contents, front/preface.md, glossary]\n" in settings
    assert "back: [biographies, index]\n" in settings


def test_correspondents_with_their_given_names_are_found(imported: Import) -> None:
    _, folder = imported("northern")
    assert "to: [velde-maria, brandt-tomas]\n" in _document(folder, "years/1927/003.md")


def test_the_capital_of_a_document_is_not_that_of_its_note(imported: Import) -> None:
    _, folder = imported("northern")
    assert "[^n2]: See [](note:003/n1).\n" in _document(folder, "years/1926/001.md")


def test_a_signature_of_initials_is_found_by_the_profile(tmp_path: Path) -> None:
    """`names` may give it as it is printed, with its last full stop."""
    book = Path(__file__).with_name("books") / "northern"
    profile = (book / "profile.yaml").read_text(encoding="utf-8")
    signed = profile.replace("  from: karden-josef\n", "  from-signature: true\n")
    (tmp_path / "profile.yaml").write_text(
        signed + "names: {J. K.: karden-josef}\n", encoding="utf-8"
    )
    target = tmp_path / "out"
    import_ocr(book / "book.md", target, tmp_path / "profile.yaml", Problems())
    assert "from: karden-josef\n" in _document(target, "years/1926/002.md")


def test_a_publisher_that_the_profile_does_not_name_is_left_open(imported: Import) -> None:
    report, folder = imported("enclosures")
    settings = _document(folder, "edition.yaml")
    assert "publisher" not in settings
    assert [d.kind for d in report.log.doubts].count("no publisher") == 1


def test_a_figure_is_a_call_where_only_it_can_be(imported: Import) -> None:
    report, folder = imported("enclosures")
    text = _document(folder, "years/1903/002.md")
    assert "I have 2 oars[^n1] and a sail. Of the 2 and more" in text
    assert "the long one broke.[^n2] The sail is whole.[^n3]" in text
    doubts = [d.line for d in report.log.doubts if d.kind == "call read as a figure"]
    assert doubts == [39, 39]


def test_a_misread_number_does_not_swallow_the_notes_after_it(imported: Import) -> None:
    report, folder = imported("chapter-notes")
    second = _document(folder, "years/1902/002.md")
    assert "has paid.[^n5]" in second
    assert "[^n3]: From Vell.\\\n    A. Of the harbor.\n\n[^n5]: In June.\n" in second
    kinds = {d.kind: d.line for d in report.log.doubts}
    assert kinds["note lost"] == 23
