"""Where a text is broken into lines: as WeasyPrint 70.0 does it, but with words shaped once.

A line ends where the renderer's `split_first_line` would end it, if its text is regular: Latin
letters, digits and marks in one font, parted by single spaces. Any other text is left to the
renderer. `tests/pdf/test_lines.py` holds the two against each other.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout.percent import percentage
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS

from publish.pdf.line import Line
from publish.pdf.words import Face, IrregularText, Words

_IRREGULAR = re.compile("[^ -~\u00a0-\u00ac\u00ae-ſ‐–—‘’‚“”„†‡•…‹›№]|[ \u00a0]{2}")
_LETTERS_TO_EM = 4  # of the beginning of a text in which the renderer looks for a line first
_AT_ONCE = 200  # words shaped as one text
_WIDEST = 2**21  # px: more is no limit for the shaper

# The renderer's words for "split": the line as it is set, bytes on it, bytes before the next
# line or None, width, height and baseline in px.
Split = tuple[Any, int, int | None, float, float, float]

_REGULAR_STYLE = {
    "direction": "ltr",
    "font_language_override": "normal",
    "font_variant_caps": "normal",
    "letter_spacing": "normal",
    "overflow_wrap": "normal",
    "text_decoration_line": "none",
    "word_break": "normal",
    "word_spacing": 0,
}
_DECIDING_GLYPHS = (
    "font_family", "font_size", "font_style", "font_stretch", "font_weight", "font_kerning",
    "font_variant_ligatures", "font_variant_position", "font_variant_numeric",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
    "font_variation_settings", "lang",
)  # fmt: skip


def face_of(style: Any) -> Face | None:
    """The face of a style, kept with it; None if a text in it is never regular."""
    kept = style.__dict__
    if "face" not in kept:
        kept["face"] = _find_face(style)
    face: Face | None = kept["face"]
    return face


def _find_face(style: Any) -> Face | None:
    if any(style[name] != value for name, value in _REGULAR_STYLE.items()):
        return None
    if style["white_space"] not in ("normal", "nowrap") or not style["font_size"]:
        return None
    faces: dict[str, Face] = style.font_config.__dict__.setdefault("faces", {})
    key = str([style[name] for name in _DECIDING_GLYPHS])
    if key not in faces:
        faces[key] = Face(style)
    return faces[key]


def learn_words(*boxes: Any) -> None:
    """Shape all new words in trees of boxes, many at once, which is quicker than line by line."""
    texts = (box for tree in boxes for box in tree.descendants() if isinstance(box, TextBox))
    found: dict[int, tuple[Words, list[str]]] = {}
    for box in texts:
        if (face := face_of(box.style)) is not None:
            words = face.words(box.text)
            found.setdefault(id(words), (words, []))[1].extend(box.text.split(" "))
    for words, texts_of_words in found.values():
        new = [word for word in dict.fromkeys(texts_of_words) if word not in words]
        regular = [word for word in new if not _IRREGULAR.search(word)]
        for first in range(0, len(regular), _AT_ONCE):
            words.learn(regular[first : first + _AT_ONCE])


def splitting(original: Callable[..., Split]) -> Callable[..., Split]:
    """What stands for the renderer's `split_first_line`."""

    @functools.wraps(original)
    def split(text: str, style: Any, context: Any, max_width: Any, *rest: Any, **named: Any) -> Any:
        if (face := face_of(style)) is not None:
            try:
                return _first_line(text, style, face, max_width)
            except IrregularText:
                pass
        return original(text, style, context, max_width, *rest, **named)

    return split


def spacing(original: Callable[..., Any]) -> Callable[..., Any]:
    """What stands for the renderer's `create_layout` where it justifies a line."""

    @functools.wraps(original)
    def create(
        text: str, style: Any, context: Any, max_width: None, justification_spacing: float
    ) -> Any:
        # The renderer sets a space that stands alone with an invisible mark beside it.
        if (face := face_of(style)) is not None and text != " ":
            try:
                _check(text)
                line = Line(text, face, justification_spacing)
                if line.pieces:
                    return line
            except IrregularText:
                pass
        return original(text, style, context, max_width, justification_spacing)

    return create


def drawing(original: Callable[..., Any]) -> Callable[..., Any]:
    """What stands for the renderer's `draw_text`; the style sheet cuts no line short."""

    @functools.wraps(original)
    def draw(stream: Any, box: Any, *rest: Any) -> None:
        line, style = box.pango_layout, box.style
        if not isinstance(line, Line):
            original(stream, box, *rest)
        elif style["visibility"] == "visible":
            stream.set_color(style["color"])
            stream.begin_text()
            if box.text.strip():
                line.draw(stream, box.position_x, box.position_y + box.baseline)
            stream.end_text()

    return draw


def _first_line(text: str, style: Any, face: Face, max_width: float | None) -> Split:
    """As much of a text as fits into a width of so many px. Raises IrregularText."""
    if max_width is None or max_width >= _WIDEST or style["white_space"] == "nowrap":
        _check(text)
        return _set(text, None, face)
    room = int(max(0, max_width) * TO_UNITS)
    beginning = _beginning(text, style, max_width)
    draft = _draft(beginning, room, face, style["lang"])
    if draft is None and beginning != text:
        beginning = text
        draft = _draft(text, room, face, style["lang"])
    if draft is None:
        return _set(text, None, face)
    if draft.next_break is None:
        _check(text)
    else:
        text = beginning
    line, rest = text[: draft.end], text[draft.end :]
    left = max_width - face.words(text).width(line.rstrip(" ")) * FROM_UNITS
    if left < 0:
        raise IrregularText(text)
    if draft.next_break != 0 and left > percentage(style["hyphenate_limit_zone"], style, max_width):
        hyphen = style["hyphenate_character"]
        parts = _divisions(rest, draft.next_break, style)
        face.words(text).learn([part + hyphen for part in parts])
        for part in parts:
            divided = line + part + hyphen
            if face.words(divided).width(divided) <= room:
                length = len((line + part).encode())
                layout, _, _, *metrics = _set(divided, None, face)
                return layout, length, length, *metrics
    return _set(line.rstrip(" "), len(line.encode()), face)


class _Draft(NamedTuple):
    """Where the shaper ends a line, and the first break behind that, both in characters.

    As the renderer counts it: from `end`, and less by one.
    """

    end: int
    next_break: int | None


def _beginning(text: str, style: Any, max_width: float) -> str:
    """The part of a text in which the renderer looks for a line at first."""
    if style["font_size"] * _LETTERS_TO_EM > max_width:
        space = text.find(" ")
        return text if space < 0 else text[: space + 2]
    return text[: int(max_width / style["font_size"] * _LETTERS_TO_EM)]


def _draft(text: str, room: int, face: Face, language: str) -> _Draft | None:
    """The last place where a text may be broken before it is too wide; None if it is not.

    Raises IrregularText if its first word is too wide, or must not be parted from the next.
    """
    _check(text)
    words = face.words(text)
    width = start = 0
    for word in text.split(" "):
        width += words[word].width
        if width > room:
            break
        width += words.space
        start += len(word) + 1
    else:
        return None
    breaks = line_break.get_log_attrs(text, language)
    end = _end_inside(text, start, start + len(word), words, room, breaks)
    if end == 0 or end >= len(text) or not breaks[end].is_line_break:
        raise IrregularText(text)
    return _Draft(end, line_break.get_next_break_point(breaks[end + 1 : len(text)]))


def _end_inside(text: str, start: int, end: int, words: Words, room: int, breaks: Any) -> int:
    """The last break inside a word that is too wide up to which it is not, or its start."""
    for place in range(end - 1, start, -1):
        if breaks[place].is_line_break and words.width(text[:place]) <= room:
            return place
    return start


def _divisions(rest: str, next_break: int | None, style: Any) -> list[str]:
    """What of the text behind a line could end it before a hyphen, the longest first."""
    language = _language(style["lang"]) if style["hyphens"] == "auto" else None
    if language is None:
        return []
    shortest, *limits = style["hyphenate_limit_chars"]
    text = rest[: next_break or line_break.get_next_break_point_from_text(rest, language)]
    skipped = 0
    while (found := _next_word(text, language)) is not None:
        start, stop = found
        if stop - start >= shortest:
            before = rest[: skipped + start]
            return [before + part for part in _parts(text[start:stop], language, *limits)]
        text, skipped = text[stop:], skipped + stop
    return []


@functools.cache
def _language(language: str | None) -> str | None:
    """The name of the rules by which words of a language are divided."""
    return line_break.pyphen.language_fallback(language) if language else None


@functools.lru_cache(maxsize=50_000)
def _next_word(text: str, language: str) -> tuple[int, int] | None:
    found: tuple[int, int] | None = line_break.get_next_word_boundaries(text, language)
    return found


@functools.lru_cache(maxsize=50_000)
def _parts(word: str, language: str, before: int, behind: int) -> tuple[str, ...]:
    """Beginnings of a word up to where it may be divided, the longest first."""
    return tuple(
        start
        for start, _ in line_break.pyphen.Pyphen(lang=language, left=before, right=behind).iterate(
            word
        )
    )


def _set(text: str, next_line: int | None, face: Face) -> Split:
    """A text as the line that it is set on."""
    width = face.words(text).width(text) * FROM_UNITS
    return Line(text, face), len(text.encode()), next_line, width, face.height, face.baseline


def _check(text: str) -> None:
    if _IRREGULAR.search(text):
        raise IrregularText(text)
