"""A stream is searched for colour once, and again if a byte of it is another."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from publish.cache import Cache
from publish.pdf.colourless import Colourless, keep_colourless, kept_colourless


def met(*streams: pikepdf.Stream, known: frozenset[bytes] = frozenset()) -> frozenset[bytes]:
    """The digests of those among the streams that cannot colour."""
    colourless = Colourless(known)
    for stream in streams:
        colourless.has(stream)
    return frozenset(colourless.met)


def test_words_that_colour_are_found_anywhere() -> None:
    with pikepdf.new() as pdf:
        black = pdf.make_stream(b"BT 0 0 0 1 k (rgb) Tj ET")
        assert Colourless().has(black)
        for word in (b"rg", b"RG", b"g", b"G", b"/DeviceRGB", b"/DeviceGray"):
            assert not Colourless().has(pdf.make_stream(b"q\n1 0 0 " + word + b"\nQ"))


def test_a_stream_that_was_met_is_not_searched() -> None:
    with pikepdf.new() as pdf:
        stream = pdf.make_stream(b"0 0 0 1 k")
        known = met(stream)
        assert len(known) == 1
        # What is known of another stream with the same bytes is believed …
        assert met(pdf.make_stream(b"0 0 0 1 k"), known=known) == known
        stream.write(b"1 0 0 rg")
        # … and of none with others.
        assert met(stream, known=known) == frozenset()


def test_the_filter_belongs_to_a_stream() -> None:
    with pikepdf.new() as pdf:
        plain, packed = pdf.make_stream(b"78>"), pdf.make_stream(b"78>")
        packed.stream_dict.Filter = pikepdf.Name.ASCIIHexDecode
        assert met(plain).isdisjoint(met(packed))


def test_digests_are_kept(tmp_path: Path) -> None:
    store = Cache(tmp_path)
    assert kept_colourless(store) == frozenset()
    keep_colourless(store, frozenset({b"1" * 16, b"2" * 16}))
    assert kept_colourless(store) == frozenset({b"1" * 16, b"2" * 16})
