"""A Markdown file: YAML header between `---` lines, then text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from publish.edition.model import Markdown
from publish.edition.yaml_files import Yaml, parse_yaml
from publish.problems import Place, Problems

FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*$")


@dataclass(frozen=True, slots=True)
class MarkdownFile:
    """Header and text of a file; a header that cannot be read counts as empty."""

    header: Yaml
    body: Markdown
    readable: bool = True  # whether there is a header that could be read

    @property
    def place_of(self) -> dict[str, int]:
        """Line of each field of the header."""
        lines = self.header.lines
        return {str(path[0]): line for path, line in lines.items() if len(path) == 1}


def markdown_file(text: str, file: str, problems: Problems) -> MarkdownFile:
    """Header and text of `file` from what stands in it; a header that is missing, unclosed or no
    YAML is reported."""
    lines = text.split("\n")
    if not FENCE.match(lines[0]) or lines[0].startswith("."):
        problems.add("E008", Place(file), "The file does not begin with a header.")
        return _without_header(file, text, 1)
    end = next((i for i, line in enumerate(lines[1:], 1) if FENCE.match(line)), None)
    if end is None:
        problems.add("E008", Place(file), "The header is opened and never closed.")
        return _without_header(file, "", len(lines))
    header = parse_yaml("\n".join(lines[1:end]), file, 2, problems)
    body = Markdown(text="\n".join(lines[end + 1 :]), place=Place(file, end + 2))
    if header is not None and header.value is not None and not isinstance(header.value, dict):
        problems.add("E012", Place(file, 2), "The header should be lines of “field: value”.")
        header = None
    if header is None:
        return MarkdownFile(_empty_header(file), body, readable=False)
    return MarkdownFile(header if header.value else _empty_header(file), body)


def _without_header(file: str, text: str, line: int) -> MarkdownFile:
    body = Markdown(text=text, place=Place(file, line))
    return MarkdownFile(_empty_header(file), body, readable=False)


def _empty_header(file: str) -> Yaml:
    return Yaml(file, {}, {(): 1})
