"""The files of a manuscript folder: found, bounded, decoded; nothing outside is ever read."""

from __future__ import annotations

import functools
import os
import re
import stat
from pathlib import Path

from publish.problems import Place, Problems

LARGEST_TEXT = 4_000_000  # bytes; the longest volume in one file is under 2 MB
# git writes such lines around two versions of a passage
CONFLICT_MARKS = ("<<<<<<< ", ">>>>>>> ")
UNMERGED = re.compile(rf"^(?:{'|'.join(CONFLICT_MARKS)})", re.MULTILINE)
# what XML 1.0 cannot hold (Char production), so neither a page nor an EPUB can show it
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


class Folder:
    """A manuscript folder; paths are relative to it and written with `/`."""

    def __init__(self, root: Path, problems: Problems) -> None:
        self.root = root
        self._real_root = root.resolve()
        self._problems = problems
        self._leads_inside = functools.cache(self._resolves_inside)

    def inside(self, relative: str) -> Path | None:
        """The path of a file or folder, or None if `..` or a link leads out of the manuscript."""
        try:
            path = self.root / relative
            # What is no link lies in its folder, and of folders there are few.
            lies_in_it = path != self.root and path.name != ".." and not _is_link(path)
            within = self._leads_inside(path.parent if lies_in_it else path)
        except (OSError, ValueError, RuntimeError):  # loop of links, NUL in the name, too long
            return None
        return path if within else None

    def _resolves_inside(self, path: Path) -> bool:
        return path.resolve().is_relative_to(self._real_root)

    def exists(self, relative: str) -> bool:
        path = self.inside(relative)
        return path is not None and is_file(path)

    def folders(self, relative: str) -> list[str]:
        """Names of the folders in a folder, sorted; hidden ones are passed over."""
        return [child.name for child in self._children(relative) if child.is_dir()]

    def files(self, relative: str) -> list[str]:
        """Names of the files in a folder, sorted; hidden ones and editors' copies passed over."""
        return [child.name for child in self._children(relative) if not child.is_dir()]

    def _children(self, relative: str) -> list[os.DirEntry[str]]:
        path = self.inside(relative)
        if path is None:
            self._report_outside(relative, Place(relative))
            return []
        if not path.is_dir():
            return []
        try:
            with os.scandir(path) as children:
                found = sorted(children, key=lambda child: child.name)
        except OSError as error:
            self._problems.add("E014", Place(relative), f"Cannot be read: {error.strerror}.")
            return []
        return [child for child in found if self._is_wanted(child, relative)]

    def _is_wanted(self, child: os.DirEntry[str], relative: str) -> bool:
        if child.name.startswith((".", "~$")) or child.name.endswith("~"):
            return False
        if child.name.isprintable():
            return True
        self._problems.add("E015", Place(relative), f"The file name {child.name!a} is not UTF-8.")
        return False

    def read(self, relative: str, named_at: Place | None = None) -> str | None:
        """The text of a file with `\\n` line ends and without byte order mark.

        `named_at` is the place that asked for the file, for the report that it is missing.
        Whatever keeps it from being read is reported and gives None.
        """
        data = self.content(relative, named_at)
        return None if data is None else decoded(data, relative, self._problems)

    def content(self, relative: str, named_at: Place | None = None) -> bytes | None:
        """The same as it lies on the disk."""
        path = self.inside(relative)
        if path is None:
            self._report_outside(relative, named_at or Place(relative))
            return None
        size = _size_of(path)
        if size is None:
            place = named_at or Place(relative)
            hint = "" if named_at else "Put it back: the book is made of it."
            self._problems.add("E001", place, f"There is no file {relative}.", hint)
            return None
        if size > LARGEST_TEXT:
            message = f"Larger than {LARGEST_TEXT // 1_000_000} MB."
            self._problems.add("E003", Place(relative), message)
            return None
        try:
            return path.read_bytes()
        except OSError as error:
            self._problems.add("E014", Place(relative), f"Cannot be read: {error.strerror}.")
            return None

    def _report_outside(self, relative: str, place: Place) -> None:
        self._problems.add("E004", place, f"{relative} lies outside the manuscript's folder.")


def decoded(data: bytes, relative: str, problems: Problems) -> str | None:
    """The text of a file that was read; None, and a problem, if it can't be used."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add("E002", Place(relative, line), "Not UTF-8.")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Looked for anywhere first: to look at the beginning of each line takes five times as long.
    if any(mark in text for mark in CONFLICT_MARKS) and UNMERGED.search(text):
        for found in UNMERGED.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            problems.add("E016", Place(relative, line), "A merge that is not settled.")
        return None
    return _without_forbidden(text, relative, problems)


def _without_forbidden(text: str, relative: str, problems: Problems) -> str:
    if not FORBIDDEN.search(text):
        return text
    for found in FORBIDDEN.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        problems.add(
            "E013",
            Place(relative, line),
            f"An invisible control character (U+{ord(found.group()):04X}).",
        )
    return FORBIDDEN.sub("", text)


def _is_link(path: Path) -> bool:
    """Raises ValueError for a NUL in the name."""
    try:
        return stat.S_ISLNK(os.lstat(path).st_mode)
    except OSError:  # not there, name too long
        return False


def _size_of(path: Path) -> int | None:
    """Bytes of an ordinary file; None for anything else and where there is no right to look."""
    try:
        found = path.stat()
    except (OSError, ValueError):  # also: NUL in the name, name too long
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def is_file(path: Path) -> bool:
    """Whether a path is an ordinary file that can be asked for."""
    return _size_of(path) is not None
