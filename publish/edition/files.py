"""The files of a manuscript folder: found, bounded, decoded; nothing outside is ever read."""

from __future__ import annotations

import re
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

    def inside(self, relative: str) -> Path | None:
        """The path of a file or folder, or None if `..` or a link leads out of the manuscript."""
        try:
            path = self.root / relative
            real = path.resolve()
        except (OSError, ValueError, RuntimeError):  # loop of links, NUL in the name, too long
            return None
        return path if real.is_relative_to(self._real_root) else None

    def exists(self, relative: str) -> bool:
        path = self.inside(relative)
        return path is not None and is_file(path)

    def folders(self, relative: str) -> list[str]:
        """Names of the folders in a folder, sorted; hidden ones are passed over."""
        return [path.name for path in self._children(relative) if path.is_dir()]

    def files(self, relative: str) -> list[str]:
        """Names of the files in a folder, sorted; hidden ones and editors' copies passed over."""
        return [path.name for path in self._children(relative) if not path.is_dir()]

    def _children(self, relative: str) -> list[Path]:
        path = self.inside(relative)
        if path is None:
            self._report_outside(relative, Place(relative))
            return []
        if not path.is_dir():
            return []
        try:
            found = sorted(path.iterdir())
        except OSError as error:
            self._problems.add("E014", Place(relative), f"Cannot be read: {error.strerror}.")
            return []
        return [child for child in found if self._is_wanted(child, relative)]

    def _is_wanted(self, child: Path, relative: str) -> bool:
        if child.name.startswith(".") or child.name.endswith("~"):
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
        path = self.inside(relative)
        if path is None:
            self._report_outside(relative, named_at or Place(relative))
            return None
        if not is_file(path):
            self._problems.add("E001", named_at or Place(relative), f"There is no file {relative}.")
            return None
        try:
            if path.stat().st_size > LARGEST_TEXT:
                self._problems.add(
                    "E003", Place(relative), f"Larger than {LARGEST_TEXT // 1_000_000} MB."
                )
                return None
            data = path.read_bytes()
        except OSError as error:
            self._problems.add("E014", Place(relative), f"Cannot be read: {error.strerror}.")
            return None
        return self._decode(data, relative)

    def _decode(self, data: bytes, relative: str) -> str | None:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self._problems.add("E002", Place(relative, line), "Not UTF-8.")
            return None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        # Looked for anywhere first: to look at the beginning of each line takes five times as long.
        if any(mark in text for mark in CONFLICT_MARKS) and UNMERGED.search(text):
            self._report_unmerged(text, relative)
            return None
        return self._without_forbidden(text, relative)

    def _report_unmerged(self, text: str, relative: str) -> None:
        for found in UNMERGED.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            self._problems.add("E016", Place(relative, line), "A merge that is not settled.")

    def _without_forbidden(self, text: str, relative: str) -> str:
        if not FORBIDDEN.search(text):
            return text
        for found in FORBIDDEN.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            self._problems.add(
                "E013",
                Place(relative, line),
                f"An invisible control character (U+{ord(found.group()):04X}).",
            )
        return FORBIDDEN.sub("", text)

    def _report_outside(self, relative: str, place: Place) -> None:
        self._problems.add("E004", place, f"{relative} lies outside the manuscript's folder.")


def is_file(path: Path) -> bool:
    """Whether a path is an ordinary file that can be asked for."""
    try:
        return path.is_file()
    except (OSError, ValueError):  # no right to look, NUL in the name, name too long
        return False
