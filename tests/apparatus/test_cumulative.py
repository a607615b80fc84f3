"""One index of several volumes, from what stands in their build folders."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from publish.apparatus.cumulative import Volume, VolumeIndex, cumulate, read_volume
from publish.apparatus.index import Headings
from publish.apparatus.index_output import as_text, volume_json
from publish.apparatus.model import How, Kind, Reference
from publish.cli import main
from publish.edition.house_style import load_house_style
from publish.edition.model import Person
from publish.problems import Problems

from .sample import edition, on_pages, person, reference

YALE, HART = load_house_style("yale"), load_house_style("hart")
PEOPLE = [
    person("orlov-g", "Orlov, G."),
    person("lur-m", "Lur, M."),
    person("grisha", "Grisha", see="orlov-g"),
]


def volume(label: str, *spots: tuple[Reference, int], people: list[Person] | None = None) -> Volume:
    references, pages = on_pages(*spots)
    index = Headings.of(references, edition(people or PEOPLE), YALE, Problems()).on(pages)
    data = msgspec.json.encode(volume_json(index, pages, YALE, (441.0, 666.0), "en-US"))
    return Volume(label, f"{label}/index.json", VolumeIndex.model_validate_json(data))


def letter(anchor: str) -> Reference:
    found = reference("orlov-g", anchor, anchor, subhead="letters from")
    return Reference(
        **{name: getattr(found, name) for name in found.__slots__} | {"how": How.CORRESPONDENT}
    )


def lines(*volumes: Volume) -> list[str]:
    problems = Problems()
    text = as_text(cumulate(volumes, YALE, problems), YALE.index)
    assert not list(problems)
    return [line for line in text.split("\n") if line]


def test_every_locator_has_its_volume() -> None:
    one = volume("I", (reference("orlov-g", "001"), 3), (reference("orlov-g", "002", note=2), 9))
    two = volume("II", (reference("orlov-g", "001"), 4), (reference("lur-m", "002"), 4))
    assert lines(one, two) == [
        "Grisha. See Orlov, G.",
        "Lur, M., II:4",
        "Orlov, G., I:3, I:9n2, II:4",
    ]


def test_subheads_unite_in_the_form_for_several() -> None:
    both = lines(volume("1", (letter("001"), 3)), volume("2", (letter("002"), 5)))
    assert both[-1] == "Orlov, G.: letters from, 1:3, 2:5"
    assert lines(volume("1", (letter("001"), 3)))[-1] == "Orlov, G.: letter from, 1:3"


def test_subjects_are_matched_by_their_words() -> None:
    oil = [(reference("Oil", "001", kind=Kind.SUBJECT), 7)]
    assert lines(volume("I", *oil), volume("II", *oil)) == ["Oil, I:7, II:7"]


def test_the_house_style_writes_the_volume() -> None:
    index = cumulate([volume("ii", (reference("lur-m", "001"), 4))], HART, Problems())
    assert as_text(index, HART.index) == "Lur, M.\N{EN SPACE}ii. 4"


@pytest.mark.parametrize(
    ("people", "message"),
    [
        ([person("orlov-g", "Orlow, G.")], "“orlov-g” is Orlov, G. in I and Orlow, G. in II."),
        ([person("orlov", "Orlov, G.")], "“Orlov, G.” is orlov-g in I and orlov in II."),
    ],
)
def test_volumes_that_disagree_are_reported(people: list[Person], message: str) -> None:
    one = volume("I", (reference("orlov-g", "001"), 3))
    two = volume("II", (reference(people[0].id, "001"), 3), people=people)
    problems = Problems()
    cumulate([one, two], YALE, problems)
    assert [(p.code, p.file, p.message) for p in problems] == [("E721", "II/index.json", message)]


@pytest.mark.parametrize("content", [None, "", "[]", '{"groups": []}', '{"groups": [{}'])
def test_a_volume_that_is_not_built_is_reported(content: str | None, tmp_path: Path) -> None:
    problems = Problems()
    if content is not None:
        (tmp_path / "index.json").write_text(content)
    assert read_volume("I", tmp_path, problems) is None
    assert [problem.code for problem in problems] == ["E720"]


def test_command(tmp_path: Path) -> None:
    built = volume("I", (reference("lur-m", "001"), 4))
    (tmp_path / "index.json").write_text(built.index.model_dump_json())
    run = CliRunner().invoke
    assert run(main, ["cumulative-index", f"I={tmp_path}"]).output == "Lur, M., I:4\n"
    data = json.loads(run(main, ["cumulative-index", f"I={tmp_path}", "--json"]).output)
    assert data["groups"][0]["entries"][0]["locators"] == ["I:4"]
    page = run(main, ["cumulative-index", f"I={tmp_path}", "--html"]).output
    assert 'Lur, M., <span class="locator">I:4</span></p>' in page
    assert run(main, ["cumulative-index", str(tmp_path)]).exit_code == 1
    assert run(main, ["cumulative-index", f"I={tmp_path / 'other'}"]).exit_code == 1
