"""Import of TEI: both dialects on invented samples, and what a person can get wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from publish.edition.load import load
from publish.exchange.report import ImportReport
from publish.exchange.tei.dates import life_date
from publish.exchange.tei.importer import import_tei
from publish.problems import Problems

SAMPLES = Path(__file__).with_name("tei")
VOLUME, LETTER, BOMB = (
    (SAMPLES / f"{name}.xml").read_text(encoding="utf-8") for name in ("volume", "letter", "bomb")
)


def imported(tmp_path: Path, text: str, name: str = "sample.xml") -> tuple[Path, ImportReport]:
    source, target = tmp_path / name, tmp_path / "out"
    source.write_text(text, encoding="utf-8")
    problems = Problems()
    report = import_tei(source, target, problems)
    assert [str(problem) for problem in problems] == []
    assert report.written
    assert report.closes, report.summary()
    return target, report


@pytest.fixture
def volume(tmp_path: Path) -> Path:
    return imported(tmp_path, VOLUME)[0]


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    return imported(tmp_path, LETTER)[0]


def document(folder: Path, name: str) -> str:
    return next(folder.glob(f"chapters/*/{name}.md")).read_text(encoding="utf-8")


def test_a_corpus_gives_its_letters_with_verse_notes_and_back_matter(tmp_path: Path) -> None:
    corpus = (SAMPLES / "corpus.xml").read_text(encoding="utf-8")
    folder, _ = imported(tmp_path, corpus)
    first, second = document(folder, "song1"), document(folder, "song2")
    settings = (folder / "edition.yaml").read_text(encoding="utf-8")
    assert settings.startswith("title: Songs by Letter\nsubtitle: A Choice\n")
    assert "::: verse\n| One line\n| and another[^c1]\n:::" in first
    assert "::: verse\n| Second stanza\n:::" in first
    assert "Good[^f1] night." in first
    assert "The letter was folded twice." in first
    assert "See [yours](doc:song1)." in second
    assert errors(folder) == []


def errors(folder: Path) -> list[str]:
    problems = Problems()
    load(folder, problems)
    return [str(problem) for problem in problems.errors]


def test_both_dialects_load_without_errors(tmp_path: Path) -> None:
    for name, text in (("volume", VOLUME), ("letter", LETTER)):
        (tmp_path / name).mkdir()
        folder, _ = imported(tmp_path / name, text)
        assert errors(folder) == []


def test_heading_gives_number_title_sender_and_recipient(volume: Path) -> None:
    problems = Problems()
    edition = load(volume, problems)
    assert edition is not None
    first, second = edition.documents
    assert (first.number, first.from_, first.to) == (1, ("p-si-1",), ("p-te-1",))
    assert first.title.startswith("Letter From Minister [Saranin]{person=p-si-1} to")
    assert (first.date, first.place) == ("1968-03-01", "Hallin")
    assert (second.title, second.from_) == ("Editorial Note", ())
    assert [chapter.title for chapter in edition.chapters] == ["The Canal: First Papers"]


def test_source_note_is_divided_into_archive_and_note(volume: Path) -> None:
    text = document(volume, "d1")
    archive = "State Archive of Esterland, Thorley Papers, Vol. 3, Box 1"
    assert f"source: {{text: '{archive}'}}" in text or f"text: {archive}" in text or archive in text
    assert "[^d1fn1]: State Archive of Esterland" in text
    assert "Drafted by [Thorley]{person=p-te-1}" in text


def test_page_breaks_leave_no_trace_but_in_the_log(tmp_path: Path) -> None:
    folder, report = imported(tmp_path, VOLUME)
    assert "is important.[^d1fn2]" in document(folder, "d1")
    assert sum(dropped.text.startswith("page break") for dropped in report.log.dropped) == 2


def test_cross_references_point_to_documents_and_notes(volume: Path) -> None:
    text = document(volume, "d1")
    assert "[Document 2](doc:d2)" in text
    assert "[below](note:d2/d2fn1)" in text
    assert "and Document 99." in text


def test_lists_tables_terms_signatures_and_enclosures(volume: Path) -> None:
    text = document(volume, "d1")
    assert "- One\n- Two" in text
    assert "\nHe wrote:\n\n> Water.\n>\n> And air.\n\n" in text
    assert "\n1. First point.\n\n" in text
    assert "\n\nSecond. To wait.\n\nThird. To write.\n" in text
    assert "| Lock | Feet |\n| --- | --- |\n| One \\| upper | 24 |" in text
    assert "[OCC]{term=t-occ-1}" in text
    assert "::: signature\nYours,\n\n[I. P. Saranin]{.smallcaps}\n:::" in text
    assert "::: {.enclosure title=Attachment}\n\nA strange text.\n\n:::" in text


def test_signs_of_markdown_print_as_they_are(volume: Path) -> None:
    text = document(volume, "d2")
    assert "5 \\< 6 \\[men\\] \\*star\\* \\_under\\_ \\`tick\\` \\{brace\\} #1." in text
    assert "\n1\\.\n" in text
    assert "\n\\- not a list" in text


def test_note_inside_a_note_stays_there_in_brackets(volume: Path) -> None:
    assert "[^d2fn1]: Outer \\[inner\\]." in document(volume, "d2")


def test_persons_list_gives_people_with_their_ids(volume: Path) -> None:
    edition = load(volume, Problems())
    assert edition is not None
    person = next(one for one in edition.people if one.id == "p-te-1")
    assert (person.name, person.given, person.bio) == ("Thorley, Edmund", "Edmund", "Engineer")
    assert person.links == {"tei": "p_TE_1"}


def test_front_matter_is_text_and_what_the_build_makes_is_dropped(tmp_path: Path) -> None:
    folder, report = imported(tmp_path, VOLUME)
    assert "On *sources*." in (folder / "front/preface.md").read_text(encoding="utf-8")
    reasons = " ".join(dropped.reason for dropped in report.log.dropped)
    assert all(word in reasons for word in ("title page", "biographies", "glossary", "index"))


def test_unknown_elements_are_kept_as_words_and_listed(tmp_path: Path) -> None:
    _, report = imported(tmp_path, VOLUME)
    assert any(doubt.what.startswith("<mystery>, 1 time:") for doubt in report.log.doubts)


def test_letter_header(letter: Path) -> None:
    edition = load(letter, Problems())
    assert edition is not None
    one = edition.documents[0]
    assert (one.from_, one.to, one.place) == (("pmb1",), ("pmb2",), "Wien")
    assert (one.date, one.date_note) == ("1903-10-09/1903-10-12", "inferred")
    assert one.date_print == "[Oktober 1903]"
    assert one.source is not None
    assert one.source.text == "Wien, Archiv, HS 1"
    assert one.copy_ == "Brief, 1 Bl."
    assert edition.settings.language == "de-AT"


def test_every_tagged_name_is_a_mark_with_its_kind(letter: Path) -> None:
    text = document(letter, "L1")
    assert "[Ott]{person=pmb3}" in text
    assert '[wir]{person="pmb1 pmb2" .implied}' in text
    assert "[ein Unbekannter]{person=pmb9 .uncertain}" in text
    assert '[sein Stück]{index="Der Kanal (Karl Ott)" .implied}[^K1-1]' in text
    assert "[Wien]{index=Wien}, 9. 10." in text


@pytest.mark.parametrize(
    ("tagged", "marked"),
    [
        ('<rs type="org" ref="#pmb8">K. Ott</rs>', '[K. Ott]{index="Ott & Co." .noindex}'),
        ('<rs type="work" ref="#pmb7">Der Kanal</rs>', '[Der Kanal]{index="Der Kanal (Karl Ott)"}'),
        (  # a figure, and an author for his play
            '<rs type="work" subtype="implied" ref="#pmb7">Anna</rs>',
            '[Anna]{index="Der Kanal (Karl Ott)" .implied .noindex}',
        ),
        (
            '<rs type="work" subtype="implied" ref="#pmb7">Ott</rs>',
            '[Ott]{index="Der Kanal (Karl Ott)" .implied}',
        ),
        (
            '<rs type="work" ref="#pmb7"><rs type="person" ref="#pmb3">Ott</rs>-Stück</rs>',
            '[[Ott]{person=pmb3}-Stück]{index="Der Kanal (Karl Ott)"}',
        ),
    ],
)
def test_a_thing_called_like_a_person_is_no_mention(
    tmp_path: Path, tagged: str, marked: str
) -> None:
    firm = '<listOrg><org xml:id="pmb8"><orgName>Ott & Co.</orgName></org></listOrg>'
    text = LETTER.replace("<unclear>x</unclear>", tagged)
    text = text.replace("<listPlace>", f"{firm.replace('&', '&amp;')}<listPlace>")
    assert marked in document(imported(tmp_path, text)[0], "L1")


@pytest.mark.parametrize(
    ("birth", "edtf"),
    [
        ('<birth when="1862-05-15"/>', "1862-05-15"),
        ('<birth><date when="1862-05">Mai 1862</date></birth>', "1862-05"),
        (
            "<birth>um 1862 in <placeName>Wien <geo>48,2066 16,37341</geo></placeName></birth>",
            "1862",
        ),
        ("<birth><settlement>Wien <geo>48,2066</geo></settlement></birth>", ""),
        ("<birth><date>um 570 v. u. Z.</date> <geo>37,73347</geo></birth>", ""),
        ('<birth><date when="0001-01-01">427? v. Chr.</date></birth>', ""),
    ],
)
def test_a_date_of_life_is_no_coordinate(birth: str, edtf: str) -> None:
    assert life_date(etree.fromstring(birth)) == edtf


def test_traces_of_the_writer(letter: Path) -> None:
    text = document(letter, "L1")
    for mark in (". . .", "[ist]{.del}", "[war]{.ins}", "[x]{.unclear}", "[y]{.supplied}",
                 '[]{.gap reason="2 letters illegible"}'):  # fmt: skip
        assert mark in text
    assert "[](note:L1/K1-1)" in text
    assert "[^K1-1]: Erstens.\n\n    Zweitens." in text


def test_authorities_are_kept(letter: Path) -> None:
    edition = load(letter, Problems())
    assert edition is not None
    people = {person.id: person for person in edition.people}
    assert people["pmb1"].links == {"gnd": "118609807", "wikidata": "Q1414190"}
    assert (people["pmb1"].born, people["pmb1"].died) == ("1870-01-02", "1931")
    assert people["pmb1"].bio == "Malerin"
    assert people["pmb2"].name != people["pmb1"].name  # two of one name stay apart
    authorities = json.loads((letter / "tei-authorities.json").read_text(encoding="utf-8"))
    assert authorities["pmb7"]["heading"] == "Der Kanal (Karl Ott)"


def test_second_import_never_overwrites_an_edit(tmp_path: Path) -> None:
    folder, _ = imported(tmp_path, LETTER)
    file = next(folder.glob("chapters/*/L1.md"))
    file.write_text(file.read_text(encoding="utf-8") + "\nMine.\n", encoding="utf-8")
    problems = Problems()
    report = import_tei(tmp_path / "sample.xml", folder, problems)
    assert not report.written
    assert "-Mine." in report.diff
    assert file.read_text(encoding="utf-8").endswith("Mine.\n")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (VOLUME[:2000].encode(), "E045"),
        (LETTER.encode("latin-1", "replace"), "E045"),
        (BOMB.encode(), "E047"),
        (b"", "E045"),
        (b"\x89PNG\r\n", "E045"),
        (b"<html/>", "E046"),
    ],
)
def test_bad_input_gives_one_problem_and_no_file(tmp_path: Path, data: bytes, code: str) -> None:
    source = tmp_path / "bad.xml"
    source.write_bytes(data)
    problems = Problems()
    report = import_tei(source, tmp_path / "out", problems)
    assert [problem.code for problem in problems] == [code]
    assert not report.written
    assert not (tmp_path / "out").exists()


def test_one_bad_file_in_a_folder_stops_all(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.xml").write_text(LETTER, encoding="utf-8")
    (source / "b.xml").write_text(LETTER[:1500], encoding="utf-8")
    problems = Problems()
    assert not import_tei(source, tmp_path / "out", problems).written
    assert [problem.file for problem in problems] == ["b.xml"]
    assert not (tmp_path / "out").exists()


def test_entities_and_inclusion_fetch_nothing(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim", encoding="utf-8")
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}"/>'
    folder, _ = imported(tmp_path, LETTER.replace("<supplied>y</supplied>", f"y{include}"))
    assert all("geheim" not in file.read_text(encoding="utf-8") for file in folder.rglob("*.md"))


def test_conservation_sees_what_is_missing(
    volume: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from publish.exchange.tei import marks  # noqa: PLC0415

    monkeypatch.setitem(marks.RULES, "supplied", lambda element, context: [])
    source = tmp_path / "again.xml"
    source.write_text(LETTER.replace("<supplied>y", "<supplied>Q"), encoding="utf-8")
    report = import_tei(source, tmp_path / "again", Problems())
    assert [loss.missing for loss in report.losses] == ["Q"]
    assert not report.closes


def test_pieces_of_a_letterhead_and_stamps_stay_apart(tmp_path: Path) -> None:
    text = LETTER.replace(
        "<supplied>y</supplied>",
        '<supplied>y</supplied><seg rend="left">Am Kai</seg><seg rend="right">Wien</seg>',
    )
    stamps = "<stamp><placeName>Wien</placeName><date>4 7 03</date></stamp>"
    postmark = f"<additions><desc>{stamps}</desc></additions>"
    text = text.replace("</physDesc>", f"{postmark}</physDesc>", 1)
    folder, _ = imported(tmp_path, text)
    assert "Am Kai\\\nWien" in document(folder, "L1")
    assert "Wien, 4 7 03." in document(folder, "L1")
