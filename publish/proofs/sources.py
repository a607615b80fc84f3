"""The texts of an edition and the files they stand in."""

from __future__ import annotations

from pathlib import Path

from publish.edition.model import Edition
from publish.proofs.model import TEXT_KINDS

GENERATED = {"biographies": "people.yaml", "glossary": "glossary.yaml"}
PICTURE_KINDS = frozenset({".png", ".jpg", ".jpeg", ".svg"})


def files_by_text(edition: Edition) -> dict[str, str]:
    """File of every text by its id, and of what is made from an authority file."""
    essays = (*edition.front, *edition.introductions, *edition.closing)
    introductions = [c.introduction for c in edition.chapters if c.introduction is not None]
    plates = (edition.plates,) if edition.plates else ()
    texts = {essay.id: essay.body.place.file for essay in (*essays, *introductions, *plates)}
    return texts | {d.id: d.file for d in edition.documents} | GENERATED


def source_files(root: Path) -> dict[str, Path]:
    """Texts and pictures of a manuscript by path relative to it; hidden ones are passed over."""
    real = root.resolve()
    return {
        path.relative_to(root).as_posix(): path
        for path in sorted(root.rglob("*"))
        if path.suffix.lower() in TEXT_KINDS | PICTURE_KINDS
        and path.is_file()
        and (not path.is_symlink() or path.resolve().is_relative_to(real))
        and not any(part.startswith(".") for part in path.relative_to(root).parts)
    }
