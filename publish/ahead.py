"""Chapters given to the press one by one, while names are still looked for in the next."""

from __future__ import annotations

from pathlib import Path

from publish.apparatus.kept import AnnotatedText
from publish.book.assemble import assemble_chapter
from publish.cache import Store
from publish.edition.house_style import house_style_of
from publish.edition.model import Chapter, Edition
from publish.pdf.model import PageSize
from publish.pdf.paginate import begin
from publish.pdf.press import Press


class Ahead:
    """Takes annotated texts as they come; a chapter that is complete goes to the press.

    Only one of which every text is new: the others are few pages' work.
    """

    def __init__(
        self, edition: Edition, root: Path, press: Press, size: PageSize, store: Store
    ) -> None:
        self._edition = edition
        self._style = house_style_of(edition.settings)
        self._root = root
        self._press = press
        self._size = size
        self._store = store
        self._chapters = {
            text.id: chapter for chapter in edition.chapters for text in chapter.texts
        }
        self._texts: dict[str, AnnotatedText] = {}

    def take(self, text: AnnotatedText) -> None:
        """The next text."""
        self._texts[text.id] = text
        chapter = self._chapters.get(text.id)
        if chapter is not None and all(one.id in self._texts for one in chapter.texts):
            self._begin(chapter)

    def _begin(self, chapter: Chapter) -> None:
        book = assemble_chapter(
            self._edition, chapter, self._texts, self._style, self._root, self._store
        )
        begin(book, self._press, self._size)
