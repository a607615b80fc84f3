"""Pictures and words of pages, drawn in a process of their own: the renderer knows no threads."""

from __future__ import annotations

import functools
import multiprocessing
import signal
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2

from publish.live.printed import Printed
from publish.proofs.printed import Box, line_words, read_lines, render

WIDEST = 2400  # pixels


class Pictures:
    """Draws pages of the last two books; to be closed at the end."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="publish-")
        self._drawer = ProcessPoolExecutor(
            1,
            mp_context=multiprocessing.get_context("forkserver"),
            initializer=signal.signal,  # Ctrl-C is for the server, which ends this one
            initargs=(signal.SIGINT, signal.SIG_IGN),
        )
        self._books: list[tuple[Path, dict[str, int]]] = []

    def close(self) -> None:
        """End the process and forget the books."""
        self._drawer.shutdown(cancel_futures=True)
        self._folder.cleanup()

    def add(self, book: Printed) -> None:
        """Let pages of a further book be drawn; those of the book before the last no more."""
        number = int(self._books[-1][0].stem) + 1 if self._books else 1
        file = Path(self._folder.name) / f"{number}.pdf"
        file.write_bytes(book.pdf)
        self._books.append((file, {key.whole: at for at, key in enumerate(book.keys)}))
        if len(self._books) > 2:
            self._books.pop(0)[0].unlink()

    def png(self, key: str, width: int) -> bytes | None:
        """A page by its key, so many pixels wide; None if no book has it."""
        found = self._find(key)
        return self._drawer.submit(_draw, *found, width).result() if found else None

    def lines(self, key: str) -> list[tuple[str, Box]] | None:
        """The lines of type of a page and where they stand, in pt; None if no book has it."""
        found = self._find(key)
        return self._drawer.submit(_lines, *found).result() if found else None

    def _find(self, key: str) -> tuple[str, int] | None:
        """File and page of a key."""
        return next(
            ((str(file), pages[key]) for file, pages in reversed(self._books) if key in pages), None
        )


def _draw(file: str, page: int, width: int) -> bytes:
    printed = _open(file)[page]
    picture = render(printed, max(1, min(width, WIDEST)) / printed.get_width())
    printed.close()
    out = BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _lines(file: str, page: int) -> list[tuple[str, Box]]:
    printed = _open(file)[page]
    lines = read_lines(printed)
    found = []
    for line, words in zip(lines, line_words(printed, lines), strict=True):
        left, right = min(word.left for word in words), max(word.right for word in words)
        found.append((line.text, Box(left, line.top, right, line.bottom)))
    printed.close()
    return found


@functools.lru_cache(maxsize=2)
def _open(file: str) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(file)
