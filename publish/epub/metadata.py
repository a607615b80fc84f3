"""Metadata of the package document: Dublin Core, roles, series, accessibility."""

from __future__ import annotations

from dataclasses import dataclass

from ebooklib import epub

from publish.book.model import Metadata

_CREATORS = frozenset({"aut", "com", "edt"})  # others contribute (EPUB 3.3 §5.5.3.2.2)
_RELATORS = "marc:relators"


@dataclass(frozen=True, slots=True)
class Features:
    """What the accessibility metadata may truthfully claim."""

    has_pictures: bool
    all_described: bool
    has_pages: bool
    has_index: bool
    has_notes: bool


def add_metadata(package: epub.EpubBook, metadata: Metadata, features: Features) -> None:
    """Write the book's metadata into EbookLib's package (EPUB 3.3 §5.5, MARC relators)."""
    package.set_identifier(metadata.identifier)
    package.set_language(metadata.language)
    if metadata.isbn_epub:
        package.add_metadata("DC", "identifier", isbn_urn(metadata.isbn_epub), {"id": "isbn"})
    _add_titles(package, metadata)
    _add_contributors(package, metadata)
    single = {
        "publisher": metadata.publisher,
        "date": str(metadata.year or ""),
        "rights": metadata.rights,
        "description": metadata.description,
    }
    for name, value in single.items():
        if value:
            package.add_metadata("DC", name, value)
    for subject in metadata.subjects:
        package.add_metadata("DC", "subject", subject)
    if metadata.series:
        _add_property(package, "belongs-to-collection", metadata.series, id="series")
        _refine(package, "series", "collection-type", "series")
    if features.has_pages:
        source = print_source(metadata)
        package.add_metadata("DC", "source", source)
        _add_property(package, "pageBreakSource", source)
    _add_accessibility(package, features)


def isbn_urn(isbn: str) -> str:
    """ "urn:isbn:9780300093674" (RFC 8254)."""
    return "urn:isbn:" + "".join(c for c in isbn if c not in "- ")


def print_source(metadata: Metadata) -> str:
    """What names the printed edition: its ISBN, else title, publisher and year."""
    if metadata.isbn_print:
        return isbn_urn(metadata.isbn_print)
    imprint = ", ".join(filter(None, (metadata.publisher, str(metadata.year or ""))))
    return f"{metadata.title}, print edition" + (f" ({imprint})" if imprint else "")


def _add_titles(package: epub.EpubBook, metadata: Metadata) -> None:
    titles = [("main", metadata.title), ("subtitle", metadata.subtitle)]
    package.title = metadata.title  # EbookLib's set_title cannot give an id
    for number, (kind, title) in enumerate((t for t in titles if t[1]), start=1):
        package.add_metadata("DC", "title", title, {"id": f"title-{kind}"})
        _refine(package, f"title-{kind}", "title-type", kind)
        _refine(package, f"title-{kind}", "display-seq", str(number))


def _add_contributors(package: epub.EpubBook, metadata: Metadata) -> None:
    for number, (_, name, marc) in enumerate(metadata.contributors, start=1):
        element = "creator" if marc in _CREATORS else "contributor"
        package.add_metadata("DC", element, name, {"id": f"person-{number}"})
        _refine(package, f"person-{number}", "role", marc, scheme=_RELATORS)
        if element == "creator":
            _refine(package, f"person-{number}", "display-seq", str(number))


def _add_property(package: epub.EpubBook, property_: str, value: str, **attributes: str) -> None:
    package.add_metadata(None, "meta", value, {"property": property_, **attributes})


def _refine(
    package: epub.EpubBook, id_: str, property_: str, value: str, **attributes: str
) -> None:
    _add_property(package, property_, value, refines=f"#{id_}", **attributes)


def _add_accessibility(package: epub.EpubBook, features: Features) -> None:
    """Schema.org properties as EPUB Accessibility 1.1 §2.2 asks for them."""
    modes = ["textual"] + (["visual"] if features.has_pictures else [])
    for mode in modes:
        _add_property(package, "schema:accessMode", mode)
    if features.all_described:
        _add_property(package, "schema:accessModeSufficient", "textual")
    if len(modes) > 1:
        _add_property(package, "schema:accessModeSufficient", ",".join(modes))
    for feature in _accessibility_features(features):
        _add_property(package, "schema:accessibilityFeature", feature)
    _add_property(package, "schema:accessibilityHazard", "none")
    _add_property(package, "schema:accessibilitySummary", _summary(features))


def _accessibility_features(features: Features) -> list[str]:
    claims = [
        ("structuralNavigation", True),
        ("tableOfContents", True),
        ("readingOrder", True),
        ("displayTransformability", True),
        ("ARIA", True),
        ("index", features.has_index),
        ("alternativeText", features.has_pictures and features.all_described),
        ("pageBreakMarkers", features.has_pages),
        ("pageNavigation", features.has_pages),
    ]
    return [feature for feature, holds in claims if holds]


def _summary(features: Features) -> str:
    sentences = ["The text reflows and is marked up with headings, roles and landmarks."]
    if features.has_notes:
        sentences.append("Notes are linked both ways.")
    if features.has_pages:
        sentences.append("The pages of the printed edition are marked and listed.")
    if features.has_index:
        sentences.append("The index links to each passage.")
    if features.has_pictures and features.all_described:
        sentences.append("Every picture has a description.")
    return " ".join(sentences)
