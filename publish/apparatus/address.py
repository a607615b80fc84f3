"""A woman or a man: what stands before a surname in German."""

from __future__ import annotations

from publish.apparatus import lexicon_german
from publish.apparatus.register import Register


def of_that_sex(
    people: tuple[str, ...], text: str, start: int, end: int, register: Register
) -> tuple[str, ...]:
    """Those of `people` whom the surname `text[start:end]` can mean after the words before it.

    German texts name a woman by "Frau" or an article ("die Mildenburg"); the surname alone is a
    man's, if one has it. Nobody, if a woman is meant and all are said to be men.
    """
    text = text.replace("\u00a0", " ").replace("’", "'")  # as it is searched, letter for letter
    before = text[:start]
    titled = lexicon_german.WOMAN_BEFORE.search(before) is not None
    article = lexicon_german.HER_ARTICLE_BEFORE.search(before)
    if not titled and (article is None or lexicon_german.NOUN_AFTER.match(text, end)):
        return tuple(one for one in people if one not in register.women) or people
    women = tuple(one for one in people if one in register.women)
    unknown = tuple(one for one in people if one not in register.men)
    return women or unknown or (() if titled else people)
