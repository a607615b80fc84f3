"""Marks: known divs, spans and attributes, closed brackets, ids that exist, no HTML."""

from __future__ import annotations

from collections.abc import Callable, Collection

from publish.edition.checks.view import View
from publish.edition.language import is_language_tag
from publish.edition.marks import (
    DIV_ATTRIBUTES,
    DIV_CLASSES,
    IMAGE_ATTRIBUTES,
    LINK_ATTRIBUTES,
    LINK_CLASSES,
    SPAN_ATTRIBUTES,
    SPAN_CLASSES,
)
from publish.edition.scan import Attributes, Div, Mark, Scan
from publish.edition.suggest import did_you_mean
from publish.problems import Place, Problems

PlaceOf = Callable[[int], Place]
QUOTES = "“”„‟"


def check_marks(view: View, problems: Problems) -> None:
    """Check the marks of texts, notes and authority files."""
    for text in view.texts:
        for marks in text.scans:
            _check_scan(marks, text.place, view, problems)
    for snippet in view.snippets:
        _check_scan(snippet.marks, _always(snippet.place), view, problems)


def _always(place: Place) -> PlaceOf:
    return lambda line: place


def _check_scan(marks: Scan, place_of: PlaceOf, view: View, problems: Problems) -> None:
    for div in marks.divs:
        _check_div(div, place_of(div.line), view, problems)
    for line in marks.stray_fences:
        problems.add("E803", place_of(line), "This ::: closes nothing.")
    for line in marks.fences_in_paragraphs:
        problems.add("E811", place_of(line), "A ::: stands inside a paragraph.")
    for span in marks.spans:
        _check_span(span, place_of(span.line), view, problems)
    for link in marks.links:
        _check_words(link, place_of(link.line), LINK_CLASSES, LINK_ATTRIBUTES, problems)
    for picture in marks.pictures:
        _check_words(picture, place_of(picture.line), (), IMAGE_ATTRIBUTES, problems)
    for line, braces in marks.stray_braces:
        problems.add("E809", place_of(line), f"{braces} follows no closed bracket.")
    for line, braces in marks.open_braces:
        problems.add("E809", place_of(line), f"{braces} is never closed.", "Close it with }.")
    opened = {_element(tag) for _, tag in marks.html if tag[1] != "/"}
    for line, tag in marks.html:
        if tag[1] != "/" or _element(tag) not in opened:  # else said where it is opened
            problems.add("W810", place_of(line), f"{tag} is HTML.")


def _element(tag: str) -> str:
    """The name of an HTML tag, "b" of "</B >"."""
    return tag.strip("</>").split()[0].casefold()


def _check_div(div: Div, place: Place, view: View, problems: Problems) -> None:
    if div.attributes is None:
        problems.add("E801", place, f"“::: {div.written}” cannot be read.")
    else:
        if not div.attributes.classes:
            problems.add("E801", place, f"“::: {div.written}” does not say what it is.")
        for name in div.attributes.classes:
            if name not in DIV_CLASSES:
                hint = did_you_mean(name, DIV_CLASSES)
                problems.add("E801", place, f"There is no div “{name}”.", hint)
        _check_attributes(div.attributes, place, DIV_ATTRIBUTES, problems)
        _check_hand(div.attributes, place, view, problems)
    if not div.closed:
        problems.add("E802", place, f"“::: {div.written}” is never closed.")


def _check_span(span: Mark, place: Place, view: View, problems: Problems) -> None:
    _check_words(span, place, SPAN_CLASSES, SPAN_ATTRIBUTES, problems)
    attributes = span.attributes
    if attributes is None:
        return
    values = attributes.values
    if "person" in values:
        _check_people(values["person"], place, view, problems)
    if "term" in values and not view.knows_term(values["term"]):
        hint = did_you_mean(values["term"], view.terms)
        problems.add("E602", place, f"There is no term “{values['term']}”.", hint)
    for key in ("index", "index-start", "index-end"):
        if key in values:
            _check_heading(values[key], place, view, problems)
    _check_hand(attributes, place, view, problems)


def _check_words(
    mark: Mark,
    place: Place,
    classes: Collection[str],
    keys: Collection[str],
    problems: Problems,
) -> None:
    """Classes and attributes of a span, link or picture."""
    attributes = mark.attributes
    if attributes is None:
        quoted = any(quote in mark.braces for quote in QUOTES)
        hint = 'Put values into straight quotation marks: key="words".' if quoted else ""
        problems.add("E804", place, f"{mark.braces} cannot be read.", hint)
        return
    for name in attributes.classes:
        if name not in classes:
            hint = did_you_mean(name, classes)
            problems.add("E804", place, f"There is no mark “.{name}” here.", hint)
    _check_attributes(attributes, place, keys, problems)


def _check_attributes(
    attributes: Attributes, place: Place, keys: Collection[str], problems: Problems
) -> None:
    for key, value in attributes.values.items():
        if key not in keys:
            hint = did_you_mean(key, keys)
            problems.add("E808", place, f"“{key}” means nothing here.", hint)
        elif key == "lang" and not is_language_tag(value):
            problems.add("E106", place, f"“lang={value}” is no language tag.")


def _check_hand(attributes: Attributes, place: Place, view: View, problems: Problems) -> None:
    """`by` of a hand or of marginalia is a person."""
    if "by" in attributes.values and {"hand", "marginalia"} & set(attributes.classes):
        _check_person(attributes.values["by"], place, view, problems)


def _check_people(ids: str, place: Place, view: View, problems: Problems) -> None:
    if not ids.split():
        problems.add("E501", place, "The mark names no person.")
    for person in ids.split():
        _check_person(person, place, view, problems)


def _check_person(person: str, place: Place, view: View, problems: Problems) -> None:
    if not view.knows_person(person):
        hint = did_you_mean(person, view.people)
        problems.add("E501", place, f"There is no person “{person}”.", hint)


def _check_heading(written: str, place: Place, view: View, problems: Problems) -> None:
    heading = written.partition("!")[0]
    subject = view.subjects.get(heading)
    if not view.knows_heading(heading):
        hint = did_you_mean(heading, view.subjects)
        problems.add("W710", place, f"index.yaml has no heading “{heading}”.", hint)
    elif subject and subject.see:
        problems.add("E712", place, f"“{heading}” is a see-reference and can have no pages.")
