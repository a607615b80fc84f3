"""What the renderer may open."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.pdf.fetcher import FolderFetcher


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "manuscript"
    inside.mkdir()
    (inside / "a b.png").write_bytes(b"picture")
    (tmp_path / "secret").write_bytes(b"secret")
    (inside / "way-out").symlink_to(tmp_path / "secret")
    return inside


def test_serves_files_under_its_folders(folder: Path) -> None:
    response = FolderFetcher([folder]).fetch((folder / "a b.png").as_uri())
    assert response.read() == b"picture"


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/picture.png",
        "http://localhost/picture.png",
        "ftp://a.example/picture.png",
        "data:image/png;base64,AAAA",
        "file://server/share/picture.png",
        "file:///etc/passwd",
        "{folder}/../secret",
        "{folder}/way-out",
        "{folder}/%2e%2e/secret",
    ],
)
def test_refuses_everything_else(folder: Path, url: str) -> None:
    with pytest.raises(ValueError):
        FolderFetcher([folder]).fetch(url.format(folder=folder.as_uri()))


def test_refusals_and_missing_pictures_come_back_as_problems(lay_out_html) -> None:
    html = "<main>{}</main>".format(
        "".join(
            f'<p id="p{number}">Text <img src="{source}" alt="x"/></p>'
            for number, source in enumerate(
                ["https://a.example/a.png", "file:///etc/hostname", "images/none.png",
                 "../outside.png", "images/finch.png"]
            )
        )
    )  # fmt: skip
    problems = lay_out_html(html).problems
    assert [problem.code for problem in problems] == ["E903"] * 4
    assert "'images/none.png'" in "".join(problem.message for problem in problems)
    assert {problem.file for problem in problems} == {"test"}


def test_picture_without_description_is_a_problem(lay_out_html) -> None:
    galley = lay_out_html('<main><p id="p"><img src="images/finch.png"/></p></main>')
    assert [problem.code for problem in galley.problems] == ["E904"]
