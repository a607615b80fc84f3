"""Tagged names to marks, each with its kind: named, implied, uncertain."""

from __future__ import annotations

from publish.exchange.tei.context import Context
from publish.exchange.tei.inline import Node, has_words, plain, span
from publish.exchange.tei.registry import BY_NAME, usable_heading
from publish.exchange.tei.xml import Element, line_of, tag

PERSON = "person"
KINDS = {
    "persName": PERSON, "orgName": "org", "placeName": "place", "workName": "work",
    "title": "work", "event": "event", "objectName": "object",
}  # fmt: skip
DOUBTFUL = ("low", "medium", "unknown")


def references(element: Element) -> list[str]:
    """Ids that a name points to, without their `#`."""
    pointers = (
        element.get("ref") or element.get("corresp") or element.get("key") or element.get("sameAs")
    )
    return [one.rpartition("#")[2] for one in (pointers or "").split() if one.strip("#")]


def kind_of(element: Element) -> str:
    """person, place, org, work, event …"""
    if tag(element) == "rs":
        return element.get("type", PERSON)
    return KINDS.get(tag(element), "other")


def name_classes(element: Element) -> list[str]:
    """implied for who is meant and not named, uncertain for who is perhaps meant."""
    classes = []
    if element.get("subtype") == "implied":
        classes.append("implied")
    if element.get("cert") in DOUBTFUL:
        classes.append("uncertain")
    return classes


def name_mark(element: Element, inside: list[Node], context: Context) -> list[Node]:
    """The mark of a tagged name; its words alone, in the log, if nobody is behind it."""
    kind = kind_of(element)
    what = "tagged persons" if kind == PERSON else "tagged places, works and bodies"
    counts = context.shared.counts
    counts.found[what] += 1
    if not has_words(inside):
        counts.left_out(what, "tag without words")
        context.doubt("name", line_of(element), f"Empty <{tag(element)}>.", "Mark the words meant.")
        return inside
    if element in context.no_mentions:
        counts.left_out(what, "in the name of an archive: no mention")
        return [span(inside, ("noindex",))]
    keys = references(element)
    if not keys and not (kind == PERSON and context.shared.names_by_words):
        counts.left_out(what, "tag without an id, kept as words")
        context.doubt(
            "name", line_of(element), f"“{plain(inside)}” is tagged but has no id.",
            "Mark it by hand if it belongs into the index.",
        )  # fmt: skip
        return inside
    counts.kept[what] += 1
    classes = name_classes(element)
    if kind == PERSON or all(key in context.shared.registry.people for key in keys):
        ids = [person_id(key, element, inside, context) for key in keys or [""]]
        return [span(inside, classes, person=" ".join(ids))]
    if _reads_like_a_person(element, inside, context):
        classes.append("noindex")
    marked = list(inside)
    for key in keys:
        marked = [span(marked, classes, index=heading_of(key, inside, context))]
    return marked


def _reads_like_a_person(element: Element, inside: list[Node], context: Context) -> bool:
    """Whether a person would be found in words that name a thing, and none is tagged there."""
    tagged = [*element.iterancestors("{*}rs"), *element.iterdescendants("{*}rs", "{*}persName")]
    implied = element.get("subtype") == "implied"
    return not any(kind_of(one) == PERSON for one in tagged) and (
        context.shared.registry.reads_like_a_person(plain(inside), implied=implied)
    )


def person_id(key: str, element: Element, inside: list[Node], context: Context) -> str:
    """Id in people.yaml of a tagged person; one whom no list has is entered by the words."""
    registry = context.shared.registry
    words = plain(inside).strip(" .,;:")
    key = key or f"{BY_NAME}{words.casefold()}"
    if key not in registry.people:
        name = usable_heading(words) or key
        registry.add_person(
            key, {"name": name}, line=line_of(element), file=context.file, listed=False
        )
        if not context.shared.names_by_words:
            context.doubt(
                "person", line_of(element), f"{key} (“{name}”) is in no list of persons.",
                "Complete the entry in people.yaml.",
            )  # fmt: skip
    return registry.people[key].id


def heading_of(key: str, inside: list[Node], context: Context) -> str:
    """Heading of the index for a place, work or body."""
    registry = context.shared.registry
    heading = registry.headings.get(key) or registry.add_heading(key, plain(inside))
    registry.used_headings.add(heading)
    return heading
