"""publish proof compare: everything that changed from one proof to another. Start here."""

from __future__ import annotations

from collections.abc import Iterator

from publish.proofs.changes import (
    CrossReferenceChange,
    NoteChange,
    Report,
    SourceChange,
    WordChange,
)
from publish.proofs.compare_index import compare_index
from publish.proofs.compare_pages import (
    compare_pages,
    new_pages,
    settled_folio,
    settled_parts,
)
from publish.proofs.model import Proof, ProofText, Recorded, same_edition
from publish.proofs.sequences import runs


def compare(before: Recorded, after: Recorded) -> Report:
    """Hold two recorded proofs against each other; ProofError if they are of two editions."""
    same_edition(before.proof, after.proof)
    pages = compare_pages(before.proof, after.proof)
    return Report(
        before=before.proof.name,
        after=after.proof.name,
        sources=tuple(_source_changes(before, after)),
        pages=pages.pages,
        parts=settled_parts(after.proof, pages.pages),
        settled=settled_folio(after.proof, pages.pages),
        index=compare_index(before.index, after.index, new_pages(pages.pages)),
        notes=tuple(_note_changes(before.proof, after.proof)),
        crossrefs=tuple(_crossref_changes(before.proof, after.proof)),
        marks_before=pages.marks_before,
        marks_after=pages.marks_after,
    )


def _source_changes(before: Recorded, after: Recorded) -> Iterator[SourceChange]:
    old, new = before.proof.sources, after.proof.sources
    texts = {text.file: text for proof in (before, after) for text in proof.proof.texts}
    for file in sorted(old.keys() | new.keys()):
        if old.get(file) == new.get(file):
            continue
        state = "added" if file not in old else "removed" if file not in new else "corrected"
        text = texts.get(file)
        changes = _word_changes(before.source(file), after.source(file))
        yield SourceChange(
            file,
            state,
            text.id if text else "",
            text.title if text else "",
            tuple(changes) if state == "corrected" else (),
        )


def _word_changes(old: str, new: str) -> Iterator[WordChange]:
    """Words that differ between two sources, line by line where lines differ."""
    old_lines, new_lines = _numbered(old), _numbered(new)
    for same, was, now in runs([w for _, w in old_lines], [w for _, w in new_lines]):
        if same:
            continue
        gone, come = _words(old_lines[was]), _words(new_lines[now])
        end = come[-1][0] if come else now.start + 1
        for alike, cut, put in runs([w for _, w in gone], [w for _, w in come]):
            if not alike:
                line = come[put.start][0] if put.start < len(come) else end
                yield WordChange(
                    line,
                    " ".join(word for _, word in gone[cut]),
                    " ".join(word for _, word in come[put]),
                )


def _numbered(source: str) -> list[tuple[int, str]]:
    return list(enumerate(source.splitlines(), 1))


def _words(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    return [(number, word) for number, line in lines for word in line.split()]


def _pairs(before: Proof, after: Proof) -> Iterator[tuple[ProofText, ProofText]]:
    old = {text.id: text for text in before.texts}
    for text in after.texts:
        if text.id in old:
            yield old[text.id], text


def _note_changes(before: Proof, after: Proof) -> Iterator[NoteChange]:
    for old, new in _pairs(before, after):
        for label in dict.fromkeys((*new.notes, *old.notes)):
            numbers = old.notes.get(label, ""), new.notes.get(label, "")
            if numbers[0] != numbers[1]:
                yield NoteChange(new.id, new.title or new.id, label, *numbers)


def _crossref_changes(before: Proof, after: Proof) -> Iterator[CrossReferenceChange]:
    """What prints otherwise, matched by target in reading order; new and gone ones too."""
    for old, new in _pairs(before, after):
        targets = [[reference.target for reference in text.crossrefs] for text in (old, new)]
        for same, was, now in runs(*targets):
            kept = zip(old.crossrefs[was], new.crossrefs[now], strict=False) if same else ()
            changed = [(other.target, one.printed, other.printed) for one, other in kept]
            changed += [(x.target, x.printed, "") for x in old.crossrefs[was] if not same]
            changed += [(x.target, "", x.printed) for x in new.crossrefs[now] if not same]
            for target, printed, now_printed in changed:
                if printed != now_printed:
                    title = new.title or new.id
                    yield CrossReferenceChange(new.id, title, target, printed, now_printed)
