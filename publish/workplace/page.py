"""The workplace as one HTML page that needs nothing else."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from publish.command_line import count
from publish.workplace.model import Workplace
from publish.workplace.wording import advice, command, needs_advice, summary


def as_page(found: Workplace, folder: str) -> str:
    """The page as HTML; `folder` is the manuscript's, for the commands that are proposed.

    Every value is escaped; the page loads nothing and runs nothing.
    """
    environment = Environment(
        loader=PackageLoader("publish.workplace"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("names.html.j2")
    return template.render(
        found=found,
        folder=folder,
        sections=summary(found),
        command=command,
        needs_advice=needs_advice,
        advice=advice,
        count=count,
    )
