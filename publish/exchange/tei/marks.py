"""Elements inside a line to text and marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from publish.exchange.tei.context import Context, Note
from publish.exchange.tei.inline import Node, has_words, markdown, plain, span, text
from publish.exchange.tei.names import name_mark
from publish.exchange.tei.xml import (
    Element,
    children,
    descendants,
    identifier,
    line_of,
    lines_of,
    tag,
    words,
)

PAGE = "page breaks"
PARAGRAPHS = frozenset(("p", "ab", "lg", "list", "table", "quote", "floatingText", "cit"))
# words inside stay, the element says nothing that the manuscript has a mark for
TRANSPARENT = frozenset(
    "date time placeName geogName settlement country region district salute signed dateline "
    "bibl biblScope publisher pubPlace editor author anchor seg subst choice opener closer "
    "addrLine street postCode name num measure forename surname roleName genName ab s w damage "
    "idno label item cell p quote q said docDate docAuthor docTitle titlePart byline imprimatur "
    "docImprint head l add ptr nameLink addName orgName respStmt resp address unit".split()
)
NAMES = frozenset(("rs", "persName", "workName", "event", "objectName"))
KINDS = {
    "italic": "emph", "italics": "emph", "spaced_out": "emph", "spaced-out": "emph", "i": "emph",
    "strong": "strong",
    "bold": "strong", "superscript": "sup", "subscript": "sub",
}  # fmt: skip
UNMARKED = frozenset(
    "latintype antiqua overline roman kurrent gabelsberger pre-print stamp capitals normal".split()
)
CHARACTERS = {
    "kaufmannsund": "&", "prozent": "%", "dollar": "$", "paragraf": "§", "tilde": "~",
    "pipe": "|", "kreuz": "†", "geschwKlammerL": "{", "geschwKlammerR": "}",
    "gemination-m": "mm", "gemination-n": "nn", "langesS": "s",
}  # fmt: skip
GAPS = {"illegible": "illegible", "outOfScope": "not printed here", "lost": "lost"}


def nodes_of(element: Element, context: Context) -> list[Node]:
    """The text inside an element, with marks."""
    parts: list[Node] = []
    if element.text:
        parts.append(text(element.text))
    for child in element:
        parts += read(child, context)
        if child.tail:
            parts.append(text(child.tail))
    return parts


def read(element: Element, context: Context) -> list[Node]:
    """One element inside a line."""
    name = tag(element)
    if name in context.rules:
        return context.rules[name](element, context)
    if name in RULES:
        return RULES[name](element, context)
    if name in NAMES or (name in ("orgName", "placeName", "title") and element.get("ref")):
        return name_mark(element, nodes_of(element, context), context)
    if name not in TRANSPARENT:
        context.unknown(f"<{name}>", line_of(element))
    return nodes_of(element, context)


def page_break(element: Element, context: Context) -> list[Node]:
    """Pages of the original do not return in a new book; each is in the log."""
    counts = context.shared.counts
    counts.found[PAGE] += 1
    counts.left_out(PAGE, "dropped, since the book has pages of its own")
    number = element.get("n", "")
    context.shared.log.drop(
        line_of(element), f"page break {number}".rstrip(), "page of the original", context.file
    )
    return []


def _break(element: Element, context: Context) -> list[Node]:
    return [] if element.get("break") == "no" else [Node("break")]


def _seg(element: Element, context: Context) -> list[Node]:
    """Pieces of a letterhead side by side, without a space between them: lines of their own."""
    before = element.getprevious()
    beside = before is not None and tag(before) == "seg" and not before.tail
    return [*([Node("break")] if beside else []), *nodes_of(element, context)]


def _space(element: Element, context: Context) -> list[Node]:
    return [text(" ")]


def _hi(element: Element, context: Context) -> list[Node]:
    inside = tuple(nodes_of(element, context))
    rend = element.get("rend", "").strip()
    if rend in KINDS:
        return [Node(KINDS[rend], inside=inside)]
    if rend in ("smallcaps", "small_caps", "small-caps", "smallcap"):
        return [span(inside, ("smallcaps",))]
    if rend == "underline":
        return [span(inside, ("once" if element.get("n", "1") == "1" else "twice",))]
    if rend == "strikethrough":
        return [span(inside, ("del",))]
    if rend not in UNMARKED:
        context.unknown(f'<hi rend="{rend}">', line_of(element))
    return list(inside)


def _emph(element: Element, context: Context) -> list[Node]:
    return [Node("emph", inside=tuple(nodes_of(element, context)))]


def _marked(*classes: str) -> Callable[[Element, Context], list[Node]]:
    def rule(element: Element, context: Context) -> list[Node]:
        inside = nodes_of(element, context)
        return [span(inside, classes)] if has_words(inside) else inside

    return rule


def _gap(element: Element, context: Context) -> list[Node]:
    if element.get("reason") == "omitted":
        return [span((), ("omission",))]
    reason = GAPS.get(element.get("reason", ""), element.get("reason", "")) or "gap"
    unit, quantity = element.get("unit", ""), element.get("quantity", "")
    if unit == "mark":  # our own export
        return [span((), ("gap",), reason=reason)]
    unit = {"chars": "letters"}.get(unit, unit)
    if unit and quantity:
        unit = unit.removesuffix("s") if quantity == "1" else unit
        reason = f"{quantity} {unit} {reason if reason != 'gap' else 'missing'}"
    said = words(element)
    return [span((), ("gap",), reason=reason), *([text(said)] if said else [])]


def _character(element: Element, context: Context) -> list[Node]:
    """A sign that the source names instead of typing it."""
    name = element.get("rendition", "").removeprefix("#")
    inside = nodes_of(element, context)
    if inside and has_words(inside):
        return inside
    if name == "dots":
        number = element.get("n", "3")
        dots = " ".join(["."] * (int(number) if number in ("1", "2", "3", "4") else 3))
        context.repair("dots", line_of(element), "", dots)
        return [text(dots)]
    if name in CHARACTERS:
        context.repair("named sign", line_of(element), "", CHARACTERS[name])
        return [text(CHARACTERS[name])]
    context.doubt("sign", line_of(element), f"<c rendition=“#{name}”>", "Type the sign.")
    return [span((), ("gap",), reason=f"sign: {name or 'unknown'}")]


def _sic(element: Element, context: Context) -> list[Node]:
    return [span(nodes_of(element, context), ("sic",))]


def _choice(element: Element, context: Context) -> list[Node]:
    """What the source has, with what it should have."""
    wrong, right = children(element, "sic", "orig"), children(element, "corr", "reg")
    short, full = children(element, "abbr"), children(element, "expan", "ex")
    if wrong and right:
        corrected = words(right[0])
        context.drop(line_of(right[0]), corrected, "right form: now in the mark of the wrong one")
        return [span(nodes_of(wrong[0], context), ("sic",), corr=corrected)]
    if short and full:
        expanded = nodes_of(full[0], context)
        return [*nodes_of(short[0], context), text(" "), span(expanded, ("expansion",))]
    return nodes_of(element, context)


def _foreign(element: Element, context: Context) -> list[Node]:
    language = element.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    inside = nodes_of(element, context)
    return [span(inside, lang=language)] if language else [Node("emph", inside=tuple(inside))]


def _title(element: Element, context: Context) -> list[Node]:
    if element.get("ref"):
        return name_mark(element, nodes_of(element, context), context)
    return [span(nodes_of(element, context), ("title",))]


def _hand_shift(element: Element, context: Context) -> list[Node]:
    """The words that follow are in another's hand; the manuscript marks them one by one."""
    context.doubt(
        "hand", line_of(element), "The hand changes here.",
        "Mark what is in the other hand with {.hand by=…}.",
    )  # fmt: skip
    return []


def _reference(element: Element, context: Context) -> list[Node]:
    inside = nodes_of(element, context)
    target = element.get("target", "")
    written = context.target(target) if target else ""
    if target and not written:
        if target.startswith(("http://", "https://", "mailto:")) and " " not in target:
            written = target.replace("(", "%28").replace(")", "%29")
        else:
            context.doubt(
                "cross-reference", line_of(element),
                f"“{plain(inside) or target}” points to {target}, which is not in the source.",
                "Correct the target, or leave the words as they are.",
            )  # fmt: skip
    counts = context.shared.counts
    counts.found["cross-references"] += 1
    if written and has_links(inside):
        written = ""
    if not written:
        counts.left_out("cross-references", "kept as words: target not in the source")
        if not has_words(inside):
            return [span((), ("gap",), reason=f"cross-reference to {target}")]
        return inside
    counts.kept["cross-references"] += 1
    context.shared.page_references += target.rpartition("#")[2] in context.shared.pages
    cap = ("cap",) if element.get("rend") == "cap" else ()
    return [Node("link", text=written, inside=tuple(inside), classes=cap)]


def has_links(nodes: Iterable[Node]) -> bool:
    """Whether any of the nodes is or holds a link."""
    return any(node.kind == "link" or has_links(node.inside) for node in nodes)


def _gloss(element: Element, context: Context) -> list[Node]:
    """A term of the list of terms; `type=from` is a body that writes or receives."""
    inside = nodes_of(element, context)
    term = context.shared.registry.terms.get(element.get("target", "").removeprefix("#"))
    return [span(inside, term=term)] if term else inside


def _list(element: Element, context: Context) -> list[Node]:
    """A list inside a line, as in a signature: each item on a line of its own."""
    items = children(element)
    return list(
        chain.from_iterable(
            ([Node("break")] if number and tag(item) != "pb" else []) + read(item, context)
            for number, item in enumerate(items)
        )
    )


def _note(element: Element, context: Context) -> list[Node]:
    """A note becomes a call here and a note at the end; inside a note it stays where it is."""
    counts = context.shared.counts
    counts.found["notes"] += 1
    line = line_of(element)
    if context.inside_note:
        counts.left_out("notes", "note inside a note, set in brackets there")
        context.doubt("note", line, f"Note inside a note: {words(element)}", "Check the brackets.")
        return [text(" ["), *nodes_of(element, context), text("]")]
    wanted = identifier(element).removesuffix("h") if element.get("type") in (
        "commentary", "textConst") else identifier(element)  # fmt: skip
    label = context.label(wanted or f"n{len(context.notes) + 1}")
    paragraphs = _paragraphs_of_note(element, context, label)
    if not paragraphs:
        context.doubt("note", line, f"The note {label} is empty.", "Write it, or delete the call.")
        paragraphs = ['[]{.gap reason="note empty"}']
    by = element.get("resp", "")
    author = f' {{by="{by.replace(chr(34), "”")}"}}' if by and not by.startswith("#") else ""
    body = "\n\n".join(indented(p) if n else p for n, p in enumerate(paragraphs))
    context.notes.append(Note(label, f"[^{label}]: {body}{author}", lines_of(element)))
    counts.kept["notes"] += 1
    return [Node("call", text=label)]


def indented(block: str) -> str:
    """A further block of a note."""
    return "\n".join(f"    {line}" if line else line for line in block.split("\n"))


def _paragraphs_of_note(element: Element, context: Context, label: str) -> list[str]:
    from publish.exchange.tei.blocks import blocks_of  # noqa: PLC0415  (blocks hold notes)

    context.inside_note = label
    paragraphs = [block.text for block in blocks_of(element, context)]
    context.inside_note = ""
    return paragraphs


def _figure(element: Element, context: Context) -> list[Node]:
    graphic = next(descendants(element, "graphic"), None)
    url = graphic.get("url", "") if graphic is not None else ""
    context.doubt(
        "picture", line_of(element), f"The picture {url} is not part of the source.",
        "Put it into images/ and set it with ::: figure.",
    )  # fmt: skip
    inside = nodes_of(element, context)
    reason = f"picture {url}".strip()
    return [span((), ("gap",), reason=reason), *inside]


def _graphic(element: Element, context: Context) -> list[Node]:
    if tag_of_parent(element) != "figure":
        return _figure(element, context)
    return []


def tag_of_parent(element: Element) -> str:
    """Name of the element around an element; empty for the root."""
    parent = element.getparent()
    return tag(parent) if parent is not None else ""


def _ab_of_table(element: Element, context: Context) -> list[Node]:
    """A table where only a line can stand: its cells with spaces, its rows with breaks."""
    context.doubt("table", line_of(element), "A table inside a line.", "Set it as a table.")
    parts: list[Node] = []
    for row in descendants(element, "row"):
        cells = [nodes_of(cell, context) for cell in children(row, "cell")]
        if parts:
            parts.append(Node("break"))
        for number, cell in enumerate(cells):
            parts += [*([text(" ")] if number else []), *cell]
    return parts


RULES: dict[str, Callable[[Element, Context], list[Node]]] = {
    "pb": page_break, "cb": page_break, "lb": _break, "space": _space, "seg": _seg,
    "hi": _hi, "emph": _emph,
    "supplied": _marked("supplied"), "unclear": _marked("unclear"), "del": _marked("del"),
    "add": _marked("ins"), "ex": _marked("expansion"), "surplus": _marked("del"),
    "gap": _gap, "c": _character, "sic": _sic, "choice": _choice, "foreign": _foreign,
    "title": _title, "handShift": _hand_shift, "ref": _reference, "ptr": _reference,
    "gloss": _gloss, "term": _gloss, "list": _list, "note": _note, "figure": _figure,
    "footNote": _note, "graphic": _graphic, "table": _ab_of_table,
}  # fmt: skip


def paragraph(nodes: list[Node]) -> str:
    """Markdown of a paragraph, empty if it holds nothing."""
    return markdown(nodes) if has_words(nodes) else ""
