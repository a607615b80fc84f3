"""Numbers of documents: 1, 2, 3 … in the order in which the documents stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import groupby

from publish.edition.model import Document
from publish.problems import Place, Problems

Series = Sequence[Document]


def misnumbered(documents: Series) -> frozenset[str]:
    """Ids of the documents whose numbers do not fit: without them those of the others rise.

    They are as few as can be; of two with one number side by side it is the second. A last
    number far off is wrong, too, if a number before it is left out.
    """
    numbers = [document.number for document in documents]
    rising = _longest_rise(numbers)
    while len(rising) > 1:
        before, last = (numbers[place] for place in rising[-2:])
        if last == before + 1 or before < len(rising):
            break
        rising.pop()
    fitting = set(rising)
    return frozenset(one.id for place, one in enumerate(documents) if place not in fitting)


def check_numbers(documents: Series, problems: Problems) -> None:
    """Report each document whose number does not fit (E202, E203), and each gap (E203).

    A wrong number leaves a gap where the document belongs, which is no news but a hint.
    """
    wrong = misnumbered(documents)
    fitting = [one for one in documents if one.id not in wrong]
    last = max((one.number for one in fitting), default=0)
    missing = set(range(1, last)).difference(one.number for one in documents)
    hint = ""
    if len(missing) > len(wrong):
        _report_gaps(fitting, missing, problems)
    elif missing and len(missing) == len(wrong):
        hint = f"No document has number {_spans(missing)}."
    _report_wrong(documents, wrong, hint, problems)


def _report_gaps(fitting: Series, missing: set[int], problems: Problems) -> None:
    last = 0
    for document in fitting:
        if skipped := missing.intersection(range(last + 1, document.number)):
            message = f"Left out before this: {_spans(skipped)}."
            problems.add("E203", _place(document), message)
        last = document.number


def _report_wrong(documents: Series, wrong: frozenset[str], hint: str, problems: Problems) -> None:
    """Of a row of documents that are wrong together (4, 5, 6 after 9) the first is reported."""
    files = {one.number: one.file for one in documents if one.id not in wrong}
    last, expected = 0, None
    for document in documents:
        number = document.number
        if document.id not in wrong:
            last, expected = number, None
            continue
        if number == expected:
            pass
        elif number in files:
            message = f"{number} is already the number of {files[number]}."
            problems.add("E202", _place(document), message, hint)
        else:
            where = f"after number {last}" if last else "first"
            problems.add("E203", _place(document), f"Number {number} stands {where}.", hint)
        expected = number + 1


def _place(document: Document) -> Place:
    return Place(document.file, document.place_of.get("number", 1))


def _spans(numbers: Collection[int]) -> str:
    """Numbers as an editor writes them: "3, 7 to 9"."""
    spans = []
    for _, run in groupby(enumerate(sorted(numbers)), lambda pair: pair[1] - pair[0]):
        first, *others = (number for _, number in run)
        spans.append(f"{first} to {others[-1]}" if others else f"{first}")
    return ", ".join(spans)


def _longest_rise(numbers: Sequence[int]) -> list[int]:
    """Indexes of the longest part of a list that rises, of equal numbers the first.

    Of the rises of each length that one is remembered whose last number is lowest.
    """
    ends: list[int] = []
    lowest: list[int] = []
    before: dict[int, int] = {}
    for index, number in enumerate(numbers):
        length = bisect_left(lowest, number)
        if number in lowest[length : length + 1]:
            continue
        if length:
            before[index] = ends[length - 1]
        ends[length : length + 1] = [index]
        lowest[length : length + 1] = [number]
    rise = ends[-1:]
    while rise and rise[-1] in before:
        rise.append(before[rise[-1]])
    return rise[::-1]
