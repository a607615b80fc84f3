"""publish cumulative-index."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from publish.command_line import print_problems, writing
from publish.problems import Problems

if TYPE_CHECKING:
    from publish.apparatus.cumulative import Volume
    from publish.apparatus.index_model import Index
    from publish.edition.house_style import HouseStyle

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("cumulative-index")
@click.argument("volumes", nargs=-1, required=True, metavar="LABEL=FOLDER...")
@click.option("--house-style", metavar="NAME", help="Preset; else that of the first volume.")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@click.option("--html", "as_page", is_flag=True, help="As one HTML page.")
@click.option("--out", type=FOLDER, help="Set it and write print and screen PDF there.")
@click.option("--title", default="Cumulative Index", show_default=True, help="Over the PDF.")
def cumulative_index(
    volumes: tuple[str, ...],
    house_style: str | None,
    as_data: bool,
    as_page: bool,
    out: Path | None,
    title: str,
) -> None:
    """Print one index of several volumes.

    Each locator names its volume. A volume is what locators call it and the folder it was built
    into: I=vol-1/build. The volumes share one register of people.
    """
    from publish.apparatus.cumulative import (  # noqa: PLC0415  (slow import, only when needed)
        cumulate,
        cumulative_json,
        read_volume,
    )
    from publish.apparatus.index_output import as_text  # noqa: PLC0415
    from publish.pdf.matter import index_html  # noqa: PLC0415

    problems = Problems()
    pairs = [_label_and_folder(volume) for volume in volumes]
    read = [volume for pair in pairs if (volume := read_volume(*pair, problems))]
    if problems.errors:
        _stop(problems)
    style = _house_style(house_style) if house_style else read[0].index.house_style
    index = cumulate(read, style, problems)
    if problems.errors:
        _stop(problems)
    if out is not None:
        _set(index, style, title, read, out)
    elif as_data:
        click.echo(json.dumps(cumulative_json(index), ensure_ascii=False, indent=1))
    elif as_page:
        body = "".join(index_html(one, style.index) for one in index.lists)
        click.echo(f'<!DOCTYPE html><meta charset="utf-8"><title>Index</title>{body}')
    else:
        click.echo(as_text(index, style.index))


def _label_and_folder(volume: str) -> tuple[str, Path]:
    label, equals, folder = volume.partition("=")
    if not (label and equals and folder):
        raise click.ClickException(
            f"“{label}” is no volume. Hint: write LABEL=FOLDER, such as I=vol-1/build."
        )
    return label, Path(folder)


def _house_style(name: str) -> HouseStyle:
    from publish.edition.house_style import load_house_style  # noqa: PLC0415

    try:
        return load_house_style(name)
    except FileNotFoundError:
        raise click.ClickException(
            f"There is no house style “{name}”. Hint: chicago, hart, mhra or yale."
        ) from None


def _set(index: Index, style: HouseStyle, title: str, volumes: list[Volume], out: Path) -> None:
    """Write the PDFs, set as the first volume is, and say which."""
    from publish.cumulative_book import Design, build_cumulative_book  # noqa: PLC0415
    from publish.pdf.model import PageSize  # noqa: PLC0415
    from publish.source_dates import newest  # noqa: PLC0415

    problems = Problems()
    first = volumes[0].index
    design = Design(style.index, PageSize(*first.trim), first.language)
    modified = newest(Path(volume.file) for volume in volumes)
    with writing(out):
        files = build_cumulative_book(index, design, title, modified, out, problems)
    if problems.errors:
        _stop(problems)
    for file in files:
        click.echo(str(file))


def _stop(problems: Problems) -> NoReturn:
    print_problems(problems)
    sys.exit(1)
