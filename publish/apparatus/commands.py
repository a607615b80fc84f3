"""publish cumulative-index."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from publish.problems import Problems


@click.command("cumulative-index")
@click.argument("volumes", nargs=-1, required=True, metavar="LABEL=FOLDER...")
@click.option("--house-style", default="chicago", show_default=True, help="Preset for the whole.")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@click.option("--html", "as_page", is_flag=True, help="As one HTML page.")
def cumulative_index(
    volumes: tuple[str, ...], house_style: str, as_data: bool, as_page: bool
) -> None:
    """Print one index of several volumes, the volume in each locator.

    Each volume is what locators call it and the folder it was built into: I=vol-1/build. The
    volumes share one register of people.
    """
    from publish.apparatus.cumulative import (  # noqa: PLC0415  (slow import, only when needed)
        cumulate,
        cumulative_json,
        read_volume,
    )
    from publish.apparatus.index_output import as_text  # noqa: PLC0415
    from publish.edition.house_style import load_house_style  # noqa: PLC0415
    from publish.pdf.matter import index_html  # noqa: PLC0415

    problems = Problems()
    pairs = [volume.partition("=") for volume in volumes]
    for label, equals, folder in pairs:
        if not (label and equals and folder):
            raise click.ClickException(
                f"“{label}” is no volume. Hint: write LABEL=FOLDER, such as I=vol-1/build."
            )
    try:
        style = load_house_style(house_style)
    except FileNotFoundError:
        raise click.ClickException(
            f"There is no house style “{house_style}”. Hint: chicago, hart, mhra or yale."
        ) from None
    read = [read_volume(label, Path(folder), problems) for label, _, folder in pairs]
    index = cumulate([volume for volume in read if volume is not None], style, problems)
    if problems.errors:
        for problem in problems:
            click.echo(click.style(str(problem), fg="red"), err=True)
        sys.exit(1)
    if as_data:
        click.echo(json.dumps(cumulative_json(index), ensure_ascii=False, indent=1))
    elif as_page:
        body = "".join(index_html(one, style.index) for one in index.lists)
        click.echo(f'<!DOCTYPE html><meta charset="utf-8"><title>Index</title>{body}')
    else:
        click.echo(as_text(index, style.index))
