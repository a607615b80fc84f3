"""The pieces of a source: header, body, notes, entries; named as the printed ones of a proof."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from publish.edition.markdown_file import FENCE
from publish.edition.yaml_files import YamlPath, YamlValue, parse_yaml
from publish.problems import Problems
from publish.proofs.model import BODY, ENTRY, HEADER, NOTE
from publish.prose.notes import split_notes


@dataclass(frozen=True, slots=True)
class Pieces:
    """Where the pieces of a source begin, in order, and of what they are (as `Piece.of`)."""

    starts: tuple[int, ...]
    names: tuple[str, ...]

    def at(self, place: int) -> str:
        """Of what the piece is that holds a character of the file; "" before the first."""
        number = bisect_right(self.starts, place)
        return self.names[number - 1] if number else ""


def pieces_of(file: str, source: str) -> Pieces:
    """The pieces of a Markdown or YAML source; none of a YAML file that cannot be read."""
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    found = _yaml_pieces(file, source) if file.endswith(".yaml") else _markdown_pieces(lines)
    in_order = sorted(found)
    return Pieces(tuple(starts[line] for line, _ in in_order), tuple(of for _, of in in_order))


def header_end(source: str) -> int:
    """Number of the lines of a Markdown source before its text: the YAML header with its fences."""
    lines = source.removeprefix("\ufeff").splitlines()
    if not lines or not FENCE.match(lines[0]):
        return 0
    return next((i + 1 for i, line in enumerate(lines[1:], 1) if FENCE.match(line)), len(lines))


def _markdown_pieces(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Index of the first line of every piece."""
    end = header_end("".join(lines))
    yield 0, HEADER
    yield end, BODY
    text = [line.rstrip("\r\n") for line in lines[end:]]
    split = split_notes("\n".join(text))
    body = [bool(line.strip()) for line in split.body.split("\n")]
    for note in split.notes:
        first = note.line - 1
        yield end + first, NOTE + note.label
        after = next((at for at in range(first, len(body)) if body[at]), None)
        if after is not None and not any(first < other.line - 1 < after for other in split.notes):
            yield end + after, BODY


def _yaml_pieces(file: str, source: str) -> list[tuple[int, str]]:
    yaml = parse_yaml(source.removeprefix("\ufeff"), file, 1, Problems())
    if yaml is None:
        return []
    return [(yaml.place(path).line - 1, ENTRY + ident) for path, ident in _entries(yaml.value, ())]


def _entries(value: YamlValue, path: YamlPath) -> Iterator[tuple[YamlPath, str]]:
    """Every mapping with an id, anywhere in a value."""
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield path, str(value["id"])
        for key, item in value.items():
            yield from _entries(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _entries(item, (*path, number))
