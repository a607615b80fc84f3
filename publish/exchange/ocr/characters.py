"""Misread characters: what is certain is repaired, what is not is reported; all is logged."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from publish.exchange.log import ImportLog
from publish.exchange.ocr.flow import Vocabulary
from publish.exchange.quotes import curl

# Cyrillic letters that look like Latin ones, and what a recogniser has transliterated.
CYRILLIC = dict(zip(
    "абвгдезийклмнопрстуфхцыэАВЕКМНОРСТУХІіјѕ",
    "abvgdezijklmnoprstufhcyeABEKMHOPCTYXIijs", strict=True,
)) | {"в": "v", "у": "u", "х": "kh", "с": "s", "р": "r", "н": "n"}  # fmt: skip
LOOKS_LIKE = dict(zip("аеорсухіјѕАВЕКМНОРСТУХІ", "aeopcyxijsABEKMHOPCTYXI", strict=True))
GREEK_OR_OTHER = re.compile(r"[^\W\d_]+")
VERSO = re.compile(r"\b(\d+)0b\b")
SOFT_HYPHEN = re.compile("\u00ad")
BREAK = re.compile(r" ?<br ?/?> ?")
ITALIC_TAG = re.compile(r"</?(?:i|em)>")
BOLD_TAG = re.compile(r"</?(?:b|strong)>")
RANGE = re.compile(r"(?<![\w-])(\d{1,4})-(\d{1,4}(?:ob)?)(?![\w-])")
LEAF_LETTER = re.compile(r"(?<=, )I([,.]) ?(?=\d+(?:ob)?\b)")
LOOSE = re.compile(r"(?<=\() (?=\S)|(?<=\S) (?=[),])")  # beside an italic word
SPLIT_NUMBER = re.compile(r"\b\d{1,2} \d,000\b")
SHORT_YEAR = re.compile(r"\[9\d\d\]")
ASTERISK = re.compile(r"(?<!\\)\*")  # "\*" is a plain character
CLOSING = re.compile(r"(?<=[^\s\\])\*(?!\w)")
MIXED = "letters of a foreign script"


@dataclass(slots=True)
class Characters:
    """Repairs the characters of a block, before anything is read from it."""

    log: ImportLog
    vocabulary: Vocabulary

    def repair(self, text: str, line: int) -> str:
        """The text with its misread characters repaired."""
        text = self._mixed_words(text, line)
        text = self._replace("0b for ob", VERSO, r"\1ob", text, line)
        text = self._replace("I for l.", LEAF_LETTER, "l. ", text, line)
        text = self._spaces(text, line)
        text = self._replace("soft hyphen", SOFT_HYPHEN, "", text, line)
        text = self._replace("printed line break", BREAK, "\n", text, line)
        text = self._tags(text, line)
        text = self._replace("hyphen in a range", RANGE, "\\1–\\2", text, line)
        text = self._replace("space beside punctuation", LOOSE, "", text, line)
        text = self._opened(text, line)
        self._report(text, line)
        return self._quotes(text, line)

    def _replace(self, kind: str, pattern: re.Pattern[str], put: str, text: str, line: int) -> str:
        def change(found: re.Match[str]) -> str:
            after = found.expand(put)
            if after != found.group():
                self.log.repair(kind, line, found.group(), after)
            return after

        return pattern.sub(change, text)

    def _mixed_words(self, text: str, line: int) -> str:
        if text.isascii():
            return text

        def change(found: re.Match[str]) -> str:
            word = found.group()
            if not _mixes_scripts(word):
                return word
            after, certain = self._latin(word)
            self.log.repair(MIXED, line, word, after)
            if not certain:
                self.log.doubt(MIXED, line, word, f"Read as “{after}”; compare the print.")
            return after

        return GREEK_OR_OTHER.sub(change, text)

    def _latin(self, word: str) -> tuple[str, bool]:
        """The word in Latin letters: one that the book has, else letter by letter."""
        shape = re.sub(r"\0+", "\0", "".join(c if _is_latin(c) else "\0" for c in word))
        pattern = re.compile("[a-zà-ÿ]{1,4}".join(map(re.escape, shape.lower().split("\0"))))
        fitting = sorted(known for known in self.vocabulary.words if pattern.fullmatch(known))
        fitting = [known for known in fitting if len(known) == len(word)] or fitting
        if len(fitting) == 1:
            found = fitting[0]
            return (found.capitalize() if word[0].isupper() else found), True
        by_look = "".join(LOOKS_LIKE.get(letter, letter) for letter in word)
        if all(map(_is_latin, by_look)):
            return by_look, True
        by_sound = "".join(CYRILLIC.get(letter, letter) for letter in word)
        return "".join(letter if _is_latin(letter) else "?" for letter in by_sound), False

    def _spaces(self, text: str, line: int) -> str:
        if "\u00a0" not in text:
            return text
        self.log.repair("no-break space", line, "\u00a0", " ")
        return re.sub(r"[ \u00a0]+", " ", text)

    def _tags(self, text: str, line: int) -> str:
        if "<" not in text:
            return text
        for pattern, mark in ((ITALIC_TAG, "*"), (BOLD_TAG, "**")):
            if pattern.search(text):
                self.log.repair("HTML", line, pattern.search(text).group(), mark)  # type: ignore[union-attr]
                text = pattern.sub(mark, text)
        return text

    def _opened(self, text: str, line: int) -> str:
        """Emphasis that is only closed began with the block: a bullet took its sign."""
        if len(ASTERISK.findall(text)) == 1 and CLOSING.search(text):
            self.log.repair("emphasis without its beginning", line, "", "*")
            return f"*{text}"
        return text

    def _report(self, text: str, line: int) -> None:
        for found in SPLIT_NUMBER.finditer(text):
            self.log.doubt("number with a space", line, found.group(),
                           found.group().replace(" ", ""))  # fmt: skip
        for found in SHORT_YEAR.finditer(text):
            self.log.doubt("year of three figures", line, found.group(),
                           f"[1{found.group()[1:]}")  # fmt: skip
        if len(ASTERISK.findall(text)) % 2:
            self.log.doubt("emphasis not closed", line, text[:60], "Set or take out an asterisk.")

    def _quotes(self, text: str, line: int) -> str:
        curled = curl(text)
        if curled != text:
            words = zip(text.split(), curled.split(), strict=True)
            changed = [(before, after) for before, after in words if before != after]
            self.log.repair(
                "straight quotation marks", line,
                " ".join(before for before, _ in changed), " ".join(after for _, after in changed),
            )  # fmt: skip
        return curled


def _is_latin(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith("LATIN")


def _mixes_scripts(word: str) -> bool:
    latin = sum(map(_is_latin, word))
    return 0 < latin < len(word)
