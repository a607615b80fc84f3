"""Export and import again: the same manuscript."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from publish.edition.load import load
from publish.exchange.export_cmif import export_cmif
from publish.exchange.export_tei import export_tei
from publish.exchange.tei.importer import import_tei
from publish.exchange.tei.trees import simplified, trees_of
from publish.problems import Problems
from publish.prose.edition_texts import all_essays
from publish.prose.notes import split_notes

SAMPLES = Path(__file__).with_name("tei")
VOLUME, LETTER = (
    (SAMPLES / f"{name}.xml").read_text(encoding="utf-8") for name in ("volume", "letter")
)
ROOT = Path(__file__).parents[2]
EDITIONS = ROOT.parent / "shared" / "editions"
SPECIMEN = ROOT / "publish" / "specimen"
NS = {"t": "http://www.tei-c.org/ns/1.0"}
COUNTS = {"frus1894Nicaragua.xml": 138, "schnitzler-bahr": 78}


def same(folder: Path) -> dict[str, Any]:
    """All that a manuscript says: headers, trees of texts and notes, authorities, settings."""
    problems = Problems()
    edition = load(folder, problems)
    assert edition is not None
    assert problems.errors == []
    owners = [*all_essays(edition), *edition.documents]
    splits = [split_notes(owner.body.text) for owner in owners]
    texts = [split.body for split in splits]
    texts += [note.text for split in splits for note in split.notes]
    trees = iter([simplified(tree) for tree in trees_of(texts)])
    said: dict[str, Any] = {}
    for owner in owners:
        header = owner.model_dump(exclude={"body", "place_of"})
        said[owner.body.place.file] = {"header": header, "body": next(trees)}
    for owner, split in zip(owners, splits, strict=True):
        notes = {note.label: (next(trees), note.by) for note in split.notes}
        said[owner.body.place.file]["notes"] = notes
    rest = edition.model_dump(include={"settings", "people", "glossary", "index"})
    said["rest"] = without_places(rest)
    return said


def without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_places(inner) for key, inner in value.items() if key != "place"}
    return [without_places(i) for i in value] if isinstance(value, list | tuple) else value


def round_trip(manuscript: Path, tmp_path: Path) -> None:
    problems = Problems()
    assert export_tei(manuscript, tmp_path / "tei", problems)
    report = import_tei(tmp_path / "tei", tmp_path / "back", problems)
    assert [str(problem) for problem in problems.errors] == []
    assert report.closes, report.summary()
    if (manuscript / "images").is_dir():
        (tmp_path / "tei" / "images").rename(tmp_path / "back" / "images")
    before, after = same(manuscript), same(tmp_path / "back")
    assert before.keys() == after.keys()
    for file, said in before.items():
        assert said == after[file], file


def test_specimen(tmp_path: Path) -> None:
    round_trip(SPECIMEN, tmp_path)


YAML_FILES = ("edition.yaml", "people.yaml", "glossary.yaml", "index.yaml")
AUTHORITIES = "tei-authorities.json"


def bytes_of(folder: Path) -> dict[str, bytes]:
    texts = [
        *folder.rglob("*.md"),
        *folder.rglob("chapter.yaml"),
        *map(folder.joinpath, YAML_FILES),
        *folder.glob(AUTHORITIES),
    ]
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in texts
        if file.name != "import-log.md"
    }


def test_an_imported_manuscript_comes_back_byte_for_byte(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    for name in ("volume", "parts", "corpus", "letter", "modern"):
        (sources / "one.xml").write_bytes((SAMPLES / f"{name}.xml").read_bytes())
        first = tmp_path / name
        assert import_tei(sources / "one.xml", first / "in", Problems()).written
        assert export_tei(first / "in", first / "tei", Problems())
        assert import_tei(first / "tei", first / "out", Problems()).written
        assert bytes_of(first / "in") == bytes_of(first / "out")


def test_comments_in_headers_and_authority_files_survive(tmp_path: Path) -> None:
    shutil.copytree(SPECIMEN, tmp_path / "in")
    letter, people = tmp_path / "in" / "years" / "1894" / "001.md", tmp_path / "in" / "people.yaml"
    letter.write_text(letter.read_text("utf-8").replace("---\n", "---\n# seen\n", 1), "utf-8")
    people.write_text("# ours\n" + people.read_text("utf-8"), "utf-8")
    assert export_tei(tmp_path / "in", tmp_path / "tei", Problems())
    assert import_tei(tmp_path / "tei", tmp_path / "out", Problems()).written
    assert (tmp_path / "out" / "people.yaml").read_bytes() == people.read_bytes()
    back = (tmp_path / "out" / "years" / "1894" / "001.md").read_text("utf-8")
    assert back.startswith("---\n# seen\n")


@pytest.mark.parametrize("text", [VOLUME, LETTER])
def test_imported_sample(tmp_path: Path, text: str) -> None:
    (tmp_path / "sample.xml").write_text(text, encoding="utf-8")
    assert import_tei(tmp_path / "sample.xml", tmp_path / "first", Problems()).written
    round_trip(tmp_path / "first", tmp_path)


@pytest.mark.parametrize("name", COUNTS)
def test_real_edition(tmp_path: Path, name: str) -> None:
    if not (EDITIONS / name).exists():
        pytest.skip(f"{EDITIONS / name} is not there")
    problems = Problems()
    report = import_tei(EDITIONS / name, tmp_path / "first", problems)
    assert [str(problem) for problem in problems] == []
    assert report.written
    assert report.closes, report.summary()
    assert report.log.balance[0].kept == COUNTS[name]
    round_trip(tmp_path / "first", tmp_path)


def test_export_has_correspdesc_and_no_folder_is_overwritten(tmp_path: Path) -> None:
    assert export_tei(SPECIMEN, tmp_path / "tei", Problems())
    root = etree.parse(tmp_path / "tei" / "years" / "1894" / "001.xml").getroot()
    sent = root.find(".//t:correspAction[@type='sent']", NS)
    assert sent is not None
    assert sent.find("t:persName", NS).get("ref") == "#thorley-e"
    assert sent.find("t:date", NS).get("when") == "1894-03-05"
    assert root.findtext(".//t:msIdentifier/t:repository", namespaces=NS) == "SAE"
    problems = Problems()
    assert export_tei(SPECIMEN, tmp_path / "tei", problems) == ()
    assert [problem.code for problem in problems] == ["E043"]


def test_path_of_an_export_cannot_leave_the_manuscript(tmp_path: Path) -> None:
    assert export_tei(SPECIMEN, tmp_path / "tei", Problems())
    file = tmp_path / "tei" / "years" / "1894" / "001.xml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("years/1894/001.md", "../../evil.md"), encoding="utf-8")
    problems = Problems()
    assert not import_tei(tmp_path / "tei", tmp_path / "back", problems).written
    assert [problem.code for problem in problems] == ["E004"]


def test_cmif_names_persons_by_authority_file(tmp_path: Path) -> None:
    (tmp_path / "sample.xml").write_text(LETTER, encoding="utf-8")
    assert import_tei(tmp_path / "sample.xml", tmp_path / "first", Problems()).written
    file = tmp_path / "letters.xml"
    assert export_cmif(tmp_path / "first", file, Problems(), "https://example.org/e") == 1
    root = etree.parse(file).getroot()
    described = root.find(".//t:correspDesc", NS)
    assert described is not None
    assert described.get("ref") == "https://example.org/e#L1"
    bibl = root.find(".//t:sourceDesc/t:bibl", NS)
    xml_id = "{http://www.w3.org/XML/1998/namespace}id"
    assert described.get("source") == f"#{bibl.get(xml_id)}"
    name = described.find("t:correspAction/t:persName", NS)
    assert name.get("ref") == "https://d-nb.info/gnd/118609807"
    date = described.find("t:correspAction/t:date", NS)
    assert (date.get("notBefore"), date.get("notAfter")) == ("1903-10-09", "1903-10-12")
    assert date.text is None


def test_cmif_of_the_specimen_has_every_letter(tmp_path: Path) -> None:
    edition = load(SPECIMEN, Problems())
    assert edition is not None
    letters = [one for one in edition.documents if one.from_ and one.to]
    assert export_cmif(SPECIMEN, tmp_path / "c.xml", Problems()) == len(letters) > 0


def test_a_book_without_a_publisher_names_none(tmp_path: Path) -> None:
    manuscript = tmp_path / "manuscript"
    shutil.copytree(SPECIMEN, manuscript)
    settings = manuscript / "edition.yaml"
    lines = settings.read_text("utf-8").splitlines()
    settings.write_text(
        "\n".join(one for one in lines if not one.startswith("publisher:")), "utf-8"
    )
    round_trip(manuscript, tmp_path)
    assert export_cmif(manuscript, tmp_path / "letters.xml", Problems())
    files = [tmp_path / "letters.xml", *(tmp_path / "tei").rglob("*.xml")]
    statements = [etree.parse(file).find(".//t:publicationStmt", NS) for file in files]
    assert all(found is not None and found.find("t:publisher", NS) is None for found in statements)
    authority = statements[0].find("t:authority", NS)
    assert authority is not None and authority.text


def test_an_export_that_breaks_off_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if self.name == "012.xml":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))
        return written(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        export_tei(SPECIMEN, tmp_path / "tei", Problems())
    assert list(tmp_path.iterdir()) == []
