"""Import of TEI: read all files, read each text, write the manuscript. Start here."""

from __future__ import annotations

from pathlib import Path

from publish.exchange.delivery import MAP, deliver, digest
from publish.exchange.linemap import map_json
from publish.exchange.log import BalanceRow, ImportLog
from publish.exchange.report import ImportReport
from publish.exchange.tei import frus, frus_chapters, frus_matter, letters, own
from publish.exchange.tei.conserve import find_loss, find_unread
from publish.exchange.tei.context import Shared
from publish.exchange.tei.document import ReadText, source_words
from publish.exchange.tei.output import Output, Volume, write_own, write_volume
from publish.exchange.tei.people import read_lists
from publish.exchange.tei.xml import Element, children, first, read_tei, tag
from publish.problems import Place, Problems


def import_tei(source: Path, target: Path, problems: Problems) -> ImportReport:
    """Make a manuscript in the folder `target` of a TEI file or a folder of TEI files.

    Understood are volumes whose documents are divs of one file (type="document", as in the
    Foreign Relations of the United States) and letters of one file each, with correspDesc.
    A file that is no whole XML, no TEI or declares entities is reported, and then nothing is
    written. Raises OSError if the disk refuses to take the files.
    """
    log = ImportLog(source.name)
    files = _files_of(source, problems)
    shared = Shared(log)
    volume = _read(files, shared, problems)
    if volume is None or problems.errors:
        return ImportReport(log)
    output = write_own(volume) if volume.own_files else write_volume(volume, shared, source.name)
    losses = [loss for text in volume.all_texts if (loss := find_loss(text))] + volume.unread
    _count(volume, shared, output)
    written = _with_log(output, log, source.name)
    diff = deliver(written, target, problems)
    return ImportReport(
        log, tuple(sorted(written)), tuple(losses), written=diff is None, diff=diff or ""
    )


def _files_of(source: Path, problems: Problems) -> list[tuple[Path, str]]:
    """Files to read, with the names under which they are reported, in order."""
    if source.is_file():
        return [(source, source.name)]
    if not source.is_dir():
        problems.add(
            "E001", Place(str(source)), f"{source} is not there.",
            "Name a TEI P5 file, or a folder that holds such files.",
        )  # fmt: skip
        return []
    found = sorted(source.rglob("*.xml"))
    if not found:
        problems.add("E046", Place(str(source)), f"{source} holds no file *.xml.")
    return [(path, path.relative_to(source).as_posix()) for path in found if path.is_file()]


def _read(files: list[tuple[Path, str]], shared: Shared, problems: Problems) -> Volume | None:
    """Two rounds: ids and lists of all files, then the texts, whose marks need them."""
    volume = Volume()
    for path, name in files:
        root = read_tei(path, name, problems)
        if root is None or problems.errors:
            continue
        if not own.is_own(root):
            read_lists(root, name, shared)
            if not volume.title:
                volume.describe(root)
        for text in _texts_of(root):
            _register(text, name, volume, shared, problems)
    if problems.errors:
        return None
    for path, name in files:
        root = read_tei(path, name, problems)
        for text in _texts_of(root) if root is not None else []:
            _read_texts(text, name, volume, shared)
    if not volume.documents and files and not problems.errors:
        problems.add("E046", Place(files[0][1]), "No document or letter was found in the source.")
        return None
    return volume


def _register(root: Element, name: str, volume: Volume, shared: Shared, problems: Problems) -> None:
    if own.is_own(root):
        _register_own(root, name, volume, shared, problems)
    elif frus.is_volume(root):
        frus_matter.read_persons(root, name, shared)
        volume.terms += frus_matter.read_terms(root, name, shared)
        frus.register_targets(root, shared)
        frus_matter.register_sections(root, shared)
    else:
        letters.register_targets(root, name, shared)


def _texts_of(root: Element) -> list[Element]:
    """The texts of a corpus; any other file is one text."""
    return [root] if tag(root) == "TEI" else list(root.iter("{*}TEI"))


def _register_own(
    root: Element, name: str, volume: Volume, shared: Shared, problems: Problems
) -> None:
    """A file of an export of ours: the edition, or a text with its path in the manuscript."""
    found = own.data_of(root, name, problems)
    if found is None:
        return
    if found.path == own.EDITION:
        own.register_edition(found, name, shared, problems)
        volume.own_files = dict(found.files)
    else:
        volume.own_texts[name] = found


def _read_texts(root: Element, name: str, volume: Volume, shared: Shared) -> None:
    if name in volume.own_texts:
        text = own.read_own(root, name, volume.own_texts[name], shared)
        (volume.essays if text.chapter == "essay" else volume.documents).append(text)
    elif frus.is_volume(root):
        _read_volume(root, name, volume, shared)
    elif first(root, "text") is not None and not own.is_own(root):
        volume.documents.append(letters.read_letter(root, name, shared, volume.language))


def _read_volume(root: Element, name: str, volume: Volume, shared: Shared) -> None:
    """All texts of a volume; what none of them took is a loss."""
    shared.names_by_words = not any(map(_has_id, root.iter("{*}persName")))
    volume.is_frus = True
    whole = source_words(children(root, "text"))
    titles = frus_chapters.headings_of(root)
    frus_chapters.give_remarks(root)
    places = frus_chapters.places_of(root)
    essays, made_here = frus_matter.read_essays(root, name, shared)
    introductions = frus_chapters.read_introductions(root, name, places, shared)
    documents = frus.read_documents(root, name, places, shared)
    volume.essays += _marked(essays)
    volume.introductions += _marked(introductions)
    volume.documents += _marked(documents)
    read = [text.words for text in (*essays, *introductions, *documents)]
    if loss := find_unread(whole, [*read, *made_here, *titles], name):
        volume.unread.append(loss)


def _has_id(name: Element) -> bool:
    return bool(name.get("corresp") or name.get("ref") or name.get("key"))


def _marked(texts: list[ReadText]) -> list[ReadText]:
    for text in texts:
        text.names_from.append("frus")
    return texts


def _count(volume: Volume, shared: Shared, output: Output) -> None:
    """The balance, and what was not understood as doubts."""
    counts = shared.counts
    log = shared.log
    log.balance.append(BalanceRow("documents", len(volume.documents), output.documents))
    for what in sorted(counts.found):
        explained = tuple(
            (why, number) for why, number in sorted(counts.explained.get(what, {}).items())
        )
        log.balance.append(BalanceRow(what, counts.found[what], counts.kept[what], explained))
    if not volume.own_files:
        log.balance.append(BalanceRow("persons", len(shared.registry.people), output.people))
    for what, places in sorted(shared.unknown.items()):
        file, line = places[0]
        log.doubt(
            "unknown element", line, f"{what}, {_times(len(places))}: kept as words.",
            "Mark by hand what the book should show.", file,
        )  # fmt: skip
    if shared.page_references:
        log.doubt(
            "page reference", 1, f"{shared.page_references} references give a page of the printed "
            "volume; they lead to the document on that page.",
            "Where the book should name a page of its own, write [](page:ID).",
        )  # fmt: skip


def _times(number: int) -> str:
    return "1 time" if number == 1 else f"{number} times"


def _with_log(output: Output, log: ImportLog, source: str) -> dict[str, str]:
    files = dict(output.files)
    files["import-log.json"] = log.as_json()
    files["import-log.md"] = log.as_markdown()
    hashes = {path: digest(text) for path, text in sorted(files.items())}
    files[MAP] = map_json(output.entries, source, hashes)
    return files
