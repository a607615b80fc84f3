"""The manuscript that is corrected, as it stands on disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from publish.edition.load import load
from publish.edition.model import Edition
from publish.problems import Problems
from publish.proofs.model import TEXT_KINDS, Proof, ProofError, open_proof
from publish.proofs.sources import GENERATED, files_by_text, source_files


@dataclass(frozen=True)
class Manuscript:
    """The sources of a manuscript, line ends and all; proofs it is held against stay open."""

    root: Path
    _proofs: dict[str, Proof] = field(default_factory=dict)

    @cached_property
    def _edition(self) -> Edition | None:
        return load(self.root, Problems())

    @cached_property
    def files_by_text(self) -> dict[str, str]:
        """File of every text by its id, and by its printed number if one document has it."""
        if self._edition is None:
            return dict(GENERATED)
        numbers: dict[str, list[str]] = {}
        for document in self._edition.documents:
            numbers.setdefault(str(document.number), []).append(document.file)
        alone = {number: files[0] for number, files in numbers.items() if len(files) == 1}
        return alone | files_by_text(self._edition)

    @cached_property
    def texts(self) -> dict[str, str]:
        """Every text file by path; one that is not UTF-8 is for `check` to report."""
        found = {}
        for file, path in source_files(self.root).items():
            if path.suffix.lower() in TEXT_KINDS:
                try:
                    found[file] = path.read_bytes().decode("utf-8")
                except UnicodeDecodeError:
                    continue
        return found

    def proof(self, out: Path, name: str) -> Proof:
        """A proof of this edition. Raises ProofError if it cannot be opened or is of another."""
        if name not in self._proofs:
            proof = open_proof(out, name).proof
            if self._edition is not None and self._edition.settings.identifier != proof.edition:
                raise ProofError(
                    f"The proof “{name}” is of another edition, {proof.slug}. "
                    "Hint: name the folder of that edition, or another proof."
                )
            self._proofs[name] = proof
        return self._proofs[name]
