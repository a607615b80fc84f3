"""The structure tree of the whole book, joined from those of the galleys (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String


class StructureTree:
    """A Document element that takes over the galleys' elements, with one parent tree.

    `add` must be called after all pages of a galley have been appended to the book: the
    copied elements then point to the copied pages.
    """

    def __init__(self, book: pikepdf.Pdf) -> None:
        self._book = book
        self._elements: list[Object] = []
        self._numbers: list[Object | int] = []
        self._next = 0  # first free key of the parent tree
        self._root = book.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = book.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self._root)
        )

    def add(self, source: pikepdf.Pdf, pages: Sequence[pikepdf.Page]) -> None:
        """Take over the elements of one galley; `pages` are its pages in the book."""
        tree = self._book.copy_foreign(source.Root.StructTreeRoot)
        for element in tree.K[0].K:
            element.P = self._document
            self._elements.append(element)
        numbers = list(tree.ParentTree.Nums)
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        _drop_doubled_links(pages, parents)
        for key, value in parents.items():
            self._numbers += [self._next + key, value]
        _shift_keys(pages, self._next)
        _make_ids_unique(tree.K[0], self._next)
        self._next += max(parents, default=-1) + 1

    def close(self) -> None:
        """Write the joined tree into the book."""
        self._document.K = Array(self._elements)
        self._root.K = Array([self._document])
        self._root.ParentTree = self._book.make_indirect(Dictionary(Nums=Array(self._numbers)))
        self._root.ParentTreeNextKey = self._next
        self._book.Root.StructTreeRoot = self._root
        self._book.Root.MarkInfo = Dictionary(Marked=True)


def _drop_doubled_links(pages: Sequence[pikepdf.Page], parents: dict[int, Object]) -> None:
    """Take out the second annotation that the renderer gives to an element inside a link.

    It belongs to no Link element, which PDF/UA forbids (ISO 14289-1, 7.18.5).
    """
    for page in pages:
        kept = []
        for annotation in page.obj.get("/Annots", ()):
            element = parents[int(annotation.StructParent)]
            if Name.Link == element.S:
                kept.append(annotation)
            else:
                element.K = Array([kid for kid in element.K if not _refers(kid, annotation)])
                del parents[int(annotation.StructParent)]
        if kept:
            page.obj.Annots = Array(kept)


def _refers(kid: Object, annotation: Object) -> bool:
    return isinstance(kid, Dictionary) and "/Obj" in kid and kid.Obj.objgen == annotation.objgen


def _shift_keys(pages: Sequence[pikepdf.Page], by: int) -> None:
    for page in pages:
        page.obj.StructParents = int(page.obj.StructParents) + by
        for annotation in page.obj.get("/Annots", ()):
            annotation.StructParent = int(annotation.StructParent) + by


def _make_ids_unique(element: Object, prefix: int) -> None:
    """Tell apart the cell ids that tables of different galleys may share."""
    for table in _tables(element):
        for cell in _descendants(table):
            if "/ID" in cell:
                cell.ID = String(f"{prefix}-{cell.ID}")
            attributes = cell.get("/A")
            if attributes is not None and "/Headers" in attributes:
                attributes.Headers = Array(
                    [String(f"{prefix}-{header}") for header in attributes.Headers]
                )


def _tables(element: Object) -> Iterator[Object]:
    """Tables below an element; does not look into paragraphs, where the mass of elements is."""
    for kid in _kids(element):
        if kid.get("/S") == Name.Table:
            yield kid
        elif kid.get("/S") not in (Name.P, Name.Span, Name.Link):
            yield from _tables(kid)


def _descendants(element: Object) -> Iterator[Object]:
    for kid in _kids(element):
        yield kid
        yield from _descendants(kid)


def _kids(element: Object) -> Iterator[Object]:
    for kid in element.get("/K", ()):
        if isinstance(kid, Dictionary) and kid.get("/Type") == Name.StructElem:
            yield kid
