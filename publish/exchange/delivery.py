"""Put an import's files into place: all or nothing, and never over a person's edit."""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from publish.problems import Place, Problems

MAP = "import-map.json"


def digest(content: str | bytes) -> str:
    """Hash by which a later import sees that a file was edited."""
    data = content.encode() if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()


def deliver(files: Mapping[str, str | bytes], target: Path, problems: Problems) -> str | None:
    """Write `files` (path in the manuscript -> text, or bytes) into the folder `target`.

    `files` must hold import-map.json. Files of an earlier import that nobody has touched are
    replaced; files that the import never wrote are kept. If a person has edited, deleted or
    added what this import would write, or `target` is no imported manuscript, that is
    reported, nothing is written, and the unified diff from the manuscript to the new import
    is returned. Returns "" if nothing differed, None if all was written.
    Raises OSError if the disk refuses.
    """
    if target.exists() and not target.is_dir():
        problems.add("E043", Place(str(target)), f"{target} is a file, not a folder.")
        return ""
    written = _written_before(target, problems)
    if written is None:
        return ""
    edited = _edited(files, target, written)
    for path in edited:
        problems.add("E044", Place(path), "Edited since it was imported; nothing was written.")
    if edited:
        return _diff(files, target, edited)
    put_in_place(files, target, written)
    return None


def _written_before(target: Path, problems: Problems) -> dict[str, str] | None:
    """Hashes of what the last import wrote; None (reported) if the folder is something else."""
    if not target.exists() or not any(target.iterdir()):
        return {}
    try:
        recorded = json.loads((target / MAP).read_text(encoding="utf-8"))["written"]
        return {str(path): str(value) for path, value in recorded.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        problems.add(
            "E043", Place(str(target)), f"{target} is not empty and holds no earlier import."
        )
        return None


def _edited(
    files: Mapping[str, str | bytes], target: Path, written: Mapping[str, str]
) -> list[str]:
    """Files whose present text is neither what was imported before nor what would be now."""
    return [
        path
        for path in sorted(set(files) | set(written))
        if path != MAP
        and (now := _present(target / path)) != _bytes(files.get(path))
        and (digest(now) if now is not None else None) != written.get(path)
    ]


def _present(path: Path) -> bytes | None:
    """A file as it is now; None if it is not there."""
    return path.read_bytes() if path.is_file() else None


def _bytes(content: str | bytes | None) -> bytes | None:
    return content.encode() if isinstance(content, str) else content


def _diff(files: Mapping[str, str | bytes], target: Path, paths: list[str]) -> str:
    lines: list[str] = []
    for path in paths:
        new = files.get(path, "")
        if isinstance(new, bytes):
            lines.append(f"{path}: the picture differs from the imported one\n")
            continue
        now = (_present(target / path) or b"").decode("utf-8", errors="replace")
        lines += difflib.unified_diff(
            now.splitlines(keepends=True), new.splitlines(keepends=True),
            f"{path} (manuscript)", f"{path} (import)",
        )  # fmt: skip
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def put_in_place(
    files: Mapping[str, str | bytes], target: Path, written: Mapping[str, str]
) -> None:
    """Build the folder `target` beside its place, then rename it: it is whole, or as it was.

    What a person added to it stays; `written` are the files, by path, that are ours. Raises
    OSError if the disk refuses.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        fresh = scratch / "new"
        fresh.mkdir()
        if target.exists():
            _copy_own_files(target, fresh, written)
        for path, text in files.items():
            file = fresh / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode() if isinstance(text, str) else text)
        if target.exists():
            _exchange(target, fresh, scratch / "old")
        else:
            fresh.rename(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _copy_own_files(target: Path, fresh: Path, written: Mapping[str, str]) -> None:
    """Take over what a person has added to the manuscript: pictures, further texts."""
    for file in target.rglob("*"):
        relative = file.relative_to(target)
        if file.is_file() and relative.as_posix() not in {*written, MAP}:
            (fresh / relative).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, fresh / relative)


def _exchange(target: Path, fresh: Path, old: Path) -> None:
    os.replace(target, old)  # noqa: PTH105  (a folder)
    try:
        fresh.rename(target)
    except OSError:
        old.rename(target)
        raise
