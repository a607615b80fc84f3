"""Import of Word files: read, divide, arrange, write, check. Start here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from publish.exchange.delivery import MAP, deliver, digest
from publish.exchange.docx.arrange import Placed, place_documents
from publish.exchange.docx.blocks import Block
from publish.exchange.docx.changes import Tracked
from publish.exchange.docx.container import Container, read_container
from publish.exchange.docx.counts import balance, find_all_losses
from publish.exchange.docx.fields import FieldReader
from publish.exchange.docx.names import Register, read_names
from publish.exchange.docx.output import Output, Writer, settings
from publish.exchange.docx.pandoc import Tree, read_trees
from publish.exchange.docx.pictures import Pictures
from publish.exchange.docx.profile import WordProfile, read_profile
from publish.exchange.docx.split import Divider, Text, natural
from publish.exchange.docx.wordxml import WordText, read_word
from publish.exchange.linemap import MapEntry, map_json
from publish.exchange.log import ImportLog, Loss
from publish.exchange.ocr.pattern import TooSlowError
from publish.exchange.report import ImportReport
from publish.exchange.yaml_text import yaml_text
from publish.problems import Place, Problems


@dataclass(slots=True)
class Read:
    """The Word files of an import, by the name that stands for them in log and map."""

    single: bool
    containers: dict[str, Container] = field(default_factory=dict)
    words: list[WordText] = field(default_factory=list)
    trees: list[Tree] = field(default_factory=list)


def import_docx(
    source: Path,
    target: Path,
    problems: Problems,
    profile: Path | None = None,
    tracked: Tracked = "accept",
) -> ImportReport:
    """Make a manuscript in the folder `target` of a Word file or a folder of them.

    A folder holds one document in each .docx file; a single file is divided at its headings.
    `profile` is a YAML file (docs/word.md), `tracked` says what becomes of tracked changes.
    What a person can get wrong is added to `problems`, and then nothing is written. Raises
    OSError if the disk refuses to take the files.
    """
    log = ImportLog(source.name, unit="paragraph")
    rules = read_profile(profile, problems)
    read = _read(source, tracked, log, problems)
    if rules is None or read is None or problems.errors:
        return ImportReport(log)
    try:
        return _import(source, target, read, rules, profile, log, problems)
    except TooSlowError as error:
        problems.add("E048", Place(profile.name if profile else ""), str(error))
        return ImportReport(log)


def _import(
    source: Path, target: Path, read: Read, rules: WordProfile, profile: Path | None,
    log: ImportLog, problems: Problems,
) -> ImportReport:  # fmt: skip
    """Divide, read, and write what pandoc has read."""
    divider = Divider(rules, log)
    texts, title = _divide(read, divider)
    if not any(text.kind == "document" for text in texts):
        problems.add("E057", Place(source.name), "No document is in there, only other texts.")
        return ImportReport(log)
    placed, chapters = place_documents(texts, rules, log)
    if rules.first_lines and not any(one.header.matched for one in placed):
        name = profile.name if profile else ""
        problems.add(
            "E042", Place(name), "No first line of any document matches “first-lines”.",
            "Compare the patterns with the first lines; docs/word.md has examples.",
        )  # fmt: skip
        return ImportReport(log)
    register = Register.of(_names(placed, rules), rules, log)
    essays = _essay_paths(texts, {t: f for f, t in chapters.items()})
    pictures = Pictures(log)
    writer = Writer(rules, FieldReader(rules, register, log), log, read.containers, pictures)
    writer.write(placed, essays, chapters)
    output = writer.output
    _add_chapters(output, texts, {t: f for f, t in chapters.items()})
    _add_common(output, title, read, divider, register, rules, [p for _, p in essays], log)
    output.files |= pictures.files
    losses = find_all_losses(read.words, output, log)
    log.balance += balance(read.words, texts, output, divider, pictures, log)
    return _deliver(source, target, output, log, losses, problems)


def _read(source: Path, tracked: Tracked, log: ImportLog, problems: Problems) -> Read | None:
    """All Word files as trees of pandoc; None if one of them cannot be used (reported)."""
    paths = _paths(source, log, problems)
    read = Read(single=source.is_file())
    for name, path in paths.items():
        container = read_container(path, name, problems)
        if container is not None:
            read.containers[name] = container
    if problems.errors or not paths:
        return None
    read.words = [read_word(container, tracked, log) for container in read.containers.values()]
    trees = read_trees([word.marked for word in read.words])
    for word, tree in zip(read.words, trees, strict=True):
        word.marked = b""
        if tree is None:
            problems.add("E055", Place(word.name), "Pandoc cannot read this file.")
        else:
            read.trees.append(tree)
    return None if problems.errors else read


def _paths(source: Path, log: ImportLog, problems: Problems) -> dict[str, Path]:
    """The Word files in the order of their names; other files are logged."""
    place = Place(source.name)
    if not source.exists():
        problems.add("E057", place, f"There is no file or folder {source}.")
        return {}
    if source.is_file():
        return {source.name: source}
    found: dict[str, Path] = {}
    for path in source.rglob("*"):
        relative = path.relative_to(source)
        hidden = any(part.startswith((".", "~$")) for part in relative.parts)
        if hidden or not path.is_file():
            continue
        if path.suffix.lower() == ".docx":
            found[relative.as_posix()] = path
        else:
            log.doubt("file not imported", 1, relative.as_posix(),
                      "Save it as .docx if it belongs to the edition.")  # fmt: skip
    if not found:
        problems.add("E057", place, "The folder holds no .docx file.")
    return {name: found[name] for name in sorted(found, key=_book_order)}


def _book_order(name: str) -> tuple[object, ...]:
    return tuple(natural(part) for part in name.split("/"))


def _divide(read: Read, divider: Divider) -> tuple[list[Text], list[Block]]:
    if read.single:
        word, (meta, nodes) = read.words[0], read.trees[0]
        return divider.by_headings(word, meta, nodes)
    texts = [
        divider.one_document(word, meta, nodes)
        for word, (meta, nodes) in zip(read.words, read.trees, strict=True)
    ]
    return texts, []


def _names(placed: list[Placed], rules: WordProfile) -> list[tuple[str, int, str]]:
    """Every name of a sender or recipient with its paragraph and file."""
    return [
        (name, typed.lines[0] if typed.lines else 1, one.text.word.name)
        for one in placed
        for side in ("from", "to")
        if (typed := one.header.fields.get(side))
        for name in read_names(typed.text, rules).names
    ]


def _essay_paths(texts: list[Text], folders: Mapping[str, str]) -> list[tuple[Text, str]]:
    """Where front matter and introductions go; a chapter without words of its own has none."""
    found = []
    for text in texts:
        if text.kind == "document" or not (text.blocks or text.kind == "essay"):
            continue
        if text.chapter in folders:
            path = f"years/{folders[text.chapter]}/introduction.md"
        elif text.essay == "introduction":
            path = "introduction.md"
        else:
            path = f"front/{text.essay}.md"
        found.append((text, path))
    return found


def _add_chapters(output: Output, texts: list[Text], folders: Mapping[str, str]) -> None:
    """The map of headings that became the name of a chapter and nothing else."""
    for text in texts:
        if text.kind != "chapter" or text.blocks or text.heading is None:
            continue
        title = text.heading.text
        folder = f"years/{folders[text.chapter]}"
        named = f"{folder}/chapter.yaml"
        file = named if named in output.files else folder
        output.entries.append(
            MapEntry(file, "chapter", title, 1, 1, text.heading.lines, text.word.name)
        )
        output.headers[f"{file} {title}"] = title


def _add_common(
    output: Output,
    title: list[Block],
    read: Read,
    divider: Divider,
    register: Register,
    rules: WordProfile,
    essays: list[str],
    log: ImportLog,
) -> None:
    """edition.yaml, people.yaml and index.yaml."""
    words = [" ".join(block.text.split()) for block in title]
    stem = Path(log.source).stem
    fields = settings(rules, words[0] if words else stem, essays, log)
    for place, block in enumerate(title):
        key = "subtitle" if place else "title"
        if place < 2 and key not in rules.edition:
            fields[key] = words[place]
            output.entries.append(
                MapEntry("edition.yaml", "header", key, 1, 1, block.lines, read.words[0].name)
            )
            output.headers[f"edition.yaml {key}"] = words[place]
        else:
            for line in block.lines:
                log.drop(line, words[place], "title of the book, from the profile or too long",
                         read.words[0].name)  # fmt: skip
    output.files["edition.yaml"] = yaml_text(fields)
    people = sorted(register.entries, key=lambda entry: str(entry["name"]).casefold())
    output.files["people.yaml"] = "# People, from the headers.\n" + (
        yaml_text([dict(entry) for entry in people]) if people else "[]\n"
    )
    subjects = sorted(filter(None, divider.headings), key=str.casefold)
    output.files["index.yaml"] = yaml_text(
        {"subjects": [{"heading": heading} for heading in subjects]}
    )


def _deliver(
    source: Path, target: Path, output: Output, log: ImportLog, losses: list[Loss],
    problems: Problems,
) -> ImportReport:  # fmt: skip
    """Put all files into place, with log and map; the map knows the hash of every other."""
    files = dict(output.files)
    files["import-log.json"] = log.as_json()
    files["import-log.md"] = log.as_markdown()
    written = {path: digest(content) for path, content in sorted(files.items())}
    files[MAP] = map_json(output.entries, source.name, written)
    diff = deliver(files, target, problems)
    return ImportReport(
        log, tuple(sorted(files)), tuple(losses), written=diff is None, diff=diff or ""
    )
