"""A file written object by object is read back by another library as it was meant."""

from __future__ import annotations

import io
import re
import struct
import zlib

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.pdf.writer import (
    Batch,
    Chunk,
    Writer,
    joined,
    numbers,
    reference,
    room_for,
    text_string,
)

TEXTS = [
    "plain", "(brackets) (one open", ")", "back\\slash\\", "\\(", "two\nlines\rthree\ttab", "",
    "1859–1861", "Тегъ ѣ", "A \N{LINEAR B SYLLABLE B008 A} outside the plane", "\x7f\x01",
]  # fmt: skip


class Draft:
    """A book of one empty page, and a batch of objects to come into it."""

    def __init__(self, objects: int = 20) -> None:
        self._writer = Writer("1.7")
        self._first = self._writer.reserve(room_for(objects))
        self.batch = Batch(self._first)
        pages, page = self.batch.reserve(), self.batch.reserve()
        self.batch.put(pages, b"<</Type/Pages/Count 1/Kids[%s]>>" % reference(page))
        body = b"<</Type/Page/Parent %s/Resources<<>>/MediaBox[0 0 9 9]>>"
        self.batch.put(page, body % reference(pages))
        self._root = self.batch.add(b"<</Type/Catalog/Pages %s>>" % reference(pages))

    def written(self, trailer: bytes = b"", *, other: Chunk | None = None) -> bytes:
        if other is not None:
            self._writer.put_chunk(OTHER, other)
        self._writer.put_chunk(self._first, self.batch.chunk())
        return self._writer.finish(b"/Root %s%s" % (reference(self._root), trailer))


OTHER = 1 + room_for(20)  # number of the first object after a draft of 20


def read(content: bytes) -> pikepdf.Pdf:
    """Open a file that must need no repair."""
    pdf = pikepdf.open(io.BytesIO(content), attempt_recovery=False)
    assert pdf.check_pdf_syntax() == [] and pdf.get_warnings() == []
    return pdf


@pytest.mark.parametrize("text", TEXTS)
def test_strings_come_back(text: str) -> None:
    draft = Draft()
    info = draft.batch.add(b"<</Title %s>>" % text_string(text))
    with read(draft.written(b"/Info " + reference(info))) as pdf:
        assert str(pdf.docinfo["/Title"]) == text


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_is_a_string(text: str) -> None:
    assert str(pikepdf.Object.parse(text_string(text))) == text


@given(values=st.lists(st.floats(-20_000, 20_000), min_size=1, max_size=4))
def test_numbers_are_right_to_a_ten_thousandth(values: list[float]) -> None:
    written = numbers(*values)
    assert re.fullmatch(rb"-?\d+(\.\d+)?( -?\d+(\.\d+)?)*", written)
    assert [float(value) for value in written.split()] == pytest.approx(values, abs=0.000051)


def test_every_object_is_found_under_its_number() -> None:
    """More objects than an object stream takes, out of order, with streams between them."""
    draft = Draft(objects=1003)
    first = draft.batch.reserve(1000)
    for index in reversed(range(1000)):
        if index % 7 == 0:
            draft.batch.put_stream(first + index, content=b"%d" % index, entries=b"/Own %d" % index)
        else:
            draft.batch.put(first + index, b"<</Own %d/Next %s>>" % (index, reference(first)))
    with read(draft.written()) as pdf:
        for index in range(1000):
            item = pdf.get_object(first + index, 0)
            assert int(item.Own) == index
            if index % 7 == 0:
                assert item.read_bytes() == b"%d" % index
            else:
                assert item.Next.objgen == (first, 0)


@pytest.mark.parametrize("objects", [0, 1, 22, 23, 24, 199, 200, 201, 1999])
def test_there_is_room_for_a_batch(objects: int) -> None:
    batch = Batch(5)
    for _ in range(objects):
        batch.add(b"null")
    assert len(batch.chunk().rows) // 7 <= room_for(objects)


def test_batches_put_together_are_found_under_their_numbers() -> None:
    draft = Draft()
    batches = []
    for number in (OTHER, OTHER + room_for(2)):  # with numbers between them that nothing has
        batch = Batch(number)
        stream = batch.add_deflated(zlib.compress(b"content of %d" % number))
        batch.put_apart(batch.reserve(), b"<</To %s>>" % reference(stream))
        batches.append((number, batch.chunk()))
    with read(draft.written(other=joined(batches))) as pdf:
        for number, _ in batches:
            to = pdf.get_object(number + 1, 0).To
            assert to.objgen == (number, 0) and to.read_bytes() == b"content of %d" % number


def test_batch_is_the_same_wherever_it_comes_in_the_file() -> None:
    """Only its numbers are its own: batches may be put in any order, after any others."""
    batch = Batch(OTHER)
    number = batch.add_deflated(zlib.compress(b"content"))
    refers = batch.add(b"<</To %s>>" % reference(number))
    for streams_before in range(3):
        draft = Draft()
        for _ in range(streams_before):
            draft.batch.add_deflated(zlib.compress(b"before"))
        with read(draft.written(other=batch.chunk())) as pdf:
            assert pdf.get_object(refers, 0).To.read_bytes() == b"content"


def test_streams_in_every_way_they_can_be_given() -> None:
    draft = Draft()
    content = b"endstream endobj (\\ \x00\xff" * 50
    given_ = [
        draft.batch.add_deflated(zlib.compress(content), b"/Length1 9"),
        draft.batch.add_plain_stream(content, b"/Type/Metadata/Subtype/XML"),
        draft.batch.reserve(),
        draft.batch.reserve(),
    ]
    draft.batch.put_raw(given_[2], b"<</Length %d>>" % len(content), content)
    draft.batch.put_stream(given_[3], zlib.compress(content))
    file = draft.written()
    with read(file) as pdf:
        streams = [pdf.get_object(number, 0) for number in given_]
        assert [stream.read_bytes() for stream in streams] == [content] * 4
        assert int(streams[0].Length1) == 9 and "/Filter" not in streams[1]
    assert content in file


def test_cross_references_lead_to_their_objects() -> None:
    """Read by hand: ISO 32000-1, 7.5.8."""
    draft = Draft()
    stream = draft.batch.add_deflated(zlib.compress(b"content"))
    file = draft.written()
    start = int(file.rsplit(b"startxref\n", 1)[1].split()[0])
    assert file.startswith(b"%PDF-1.7\n%") and file.endswith(b"%%EOF\n")
    assert file[start:].startswith(b"%d 0 obj" % OTHER)
    with read(file) as pdf:
        table = pdf.get_object(OTHER, 0).read_bytes()
    rows = [table[place : place + 7] for place in range(0, len(table), 7)]
    assert len(rows) == OTHER + 1 and rows[0] == b"\0" * 5 + b"\xff\xff"
    kinds = [row[0] for row in rows]
    assert kinds == [0, 2, 2, 2, 1, 1, *[0] * (OTHER - 6), 1]
    assert [row[1:] for row in rows[1:4]] == [
        struct.pack(">IH", stream + 1, index) for index in range(3)
    ]
    for number in (stream, stream + 1, OTHER):
        place = int.from_bytes(rows[number][1:5], "big")
        assert file[place:].startswith(b"%d 0 obj\n" % number)


def test_same_objects_give_the_same_file_others_another_id() -> None:
    def of(content: bytes) -> bytes:
        draft = Draft()
        draft.batch.add_deflated(zlib.compress(content))
        return draft.written()

    assert of(b"one") == of(b"one")
    ids = []
    for content in (b"one", b"two"):
        with read(of(content)) as pdf:
            first, second = pdf.trailer.ID
            assert first == second
            ids.append(bytes(first))
    assert ids[0] != ids[1] and len(ids[0]) == 16
