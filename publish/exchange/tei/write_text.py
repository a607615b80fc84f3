"""Pandoc's trees to TEI elements; `own.py` reads them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from publish.exchange.tei.inline import JOINER
from publish.exchange.tei.trees import Tree
from publish.exchange.tei.xml import TEI, Element
from publish.prose.notes import find_calls

XML = "{http://www.w3.org/XML/1998/namespace}"
ONE_MARK = "#one-mark"  # @ana of an element that is one mark together with the one inside
OPENERS = {"salutation": "salute", "dateline": "dateline", "address": "address"}
SEGMENTS = ("gloss", "conversion", "noindex", "date", "signed", "hand")
HI = {"smallcaps": "smallcaps", "once": "underline", "twice": "underline"}
ELEMENTS = {"supplied": "supplied", "unclear": "unclear", "del": "del", "ins": "add",
            "expansion": "ex", "title": "title", "sic": "sic"}  # fmt: skip


def element(name: str, **attributes: str) -> Element:
    """A TEI element; `xml_id` and `xml_lang` are the attributes of XML."""
    made = etree.Element(f"{{{TEI}}}{name}", nsmap={None: TEI})
    for key, value in attributes.items():
        if value:
            made.set(XML + key[4:] if key.startswith("xml_") else key, value)
    return made


def put(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """A new child element with some text."""
    child = element(name, **attributes)
    if text:
        child.text = text
    parent.append(child)
    return child


def add_words(parent: Element, words: str) -> None:
    """Text after all that an element holds already."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words


class TextWriter:
    """One text; `notes` are the trees and authors of its notes by label."""

    def __init__(self, text_id: str, notes: Mapping[str, tuple[list[Tree], str]]) -> None:
        self._id = text_id
        self._notes = notes
        self.called: list[str] = []

    def body(self, blocks: Sequence[Tree], parent: Element) -> None:
        """All blocks; opening and closing lines as openers and closers where TEI has them."""
        first, last = 0, len(blocks)
        while first < last and _div_kind(blocks[first]) in OPENERS and _simple(blocks[first]):
            self._opener(blocks[first], parent)
            first += 1
        while (
            last > first
            and _div_kind(blocks[last - 1]) in ("signature", "postscript")
            and (_simple(blocks[last - 1]))
        ):
            last -= 1
        self.blocks(blocks[first:last], parent)
        for block in blocks[last:]:
            self._closer(block, parent)

    def uncalled(self, parent: Element) -> None:
        """Notes that only the header calls."""
        rest = [label for label in self._notes if label not in self.called]
        if rest:
            division = put(parent, "div", type="header-notes")
            for label in rest:
                self._note(label, division)

    def _opener(self, block: Tree, parent: Element) -> None:
        kind = _div_kind(block)
        opener = put(parent, "opener")
        if kind == "address":
            opener = put(opener, "address")
        for paragraph in block["c"][1]:
            name = "addrLine" if kind == "address" else OPENERS[kind]
            self.inlines(paragraph["c"], put(opener, name))

    def _closer(self, block: Tree, parent: Element) -> None:
        closer = put(parent, "closer" if _div_kind(block) == "signature" else "postscript")
        for paragraph in block["c"][1]:
            name = "signed" if _div_kind(block) == "signature" else "p"
            self.inlines(paragraph["c"], put(closer, name))

    def blocks(self, blocks: Iterable[Tree], parent: Element) -> None:
        for block in blocks:
            self._block(block, parent)

    def _block(self, block: Tree, parent: Element) -> None:
        kind, content = block["t"], block.get("c")
        if kind in ("Para", "Plain"):
            self.inlines(content, put(parent, "p"))
        elif kind == "Header":
            self.inlines(content[2], put(parent, "ab", type="heading", n=str(content[0])))
        elif kind in ("BulletList", "OrderedList"):
            rend = "bulleted" if kind == "BulletList" else "numbered"
            items = content if kind == "BulletList" else content[1]
            made = put(parent, "list", rend=rend)
            for item in items:
                self.blocks(item, put(made, "item"))
        elif kind == "BlockQuote":
            self.blocks(content, put(parent, "quote", rend="blockquote"))
        elif kind == "LineBlock":
            self._lines(content, put(parent, "lg", type="lines"))
        elif kind == "Table":
            self._table(content, parent)
        elif kind == "HorizontalRule":
            put(parent, "milestone", unit="section", rend="rule")
        elif kind == "CodeBlock":
            put(parent, "ab", content[1], type="code")
        elif kind == "Div":
            self._div(content, parent)
        else:
            raise ValueError(f"pandoc gives a {kind}, which no manuscript can hold")

    def _div(self, content: Tree, parent: Element) -> None:
        (_, classes, pairs), inside = content
        values = dict(pairs)
        if classes == ["verse"] and len(inside) == 1 and inside[0]["t"] == "LineBlock":
            self._lines(inside[0]["c"], put(parent, "lg", type="verse"))
            return
        made = put(
            parent, "floatingText", type=" ".join(classes), n=values.get("title", ""),
            resp=f"#{values['by']}" if "by" in values else "", xml_lang=values.get("lang", ""),
        )  # fmt: skip
        self.blocks(inside, put(made, "body"))

    def _lines(self, lines: Iterable[Tree], parent: Element) -> None:
        for line in lines:
            self.inlines(line, put(parent, "l"))

    def _table(self, content: Tree, parent: Element) -> None:
        _, _, columns, head, bodies, foot = content
        sides = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"}
        rend = " ".join(sides.get(column[0]["t"], "default") for column in columns)
        made = put(parent, "table", rend=rend, n=_widths(columns))
        rows = [(row, True) for row in head[1]]
        rows += [(row, False) for body in bodies for row in [*body[2], *body[3]]]
        rows += [(row, False) for row in foot[1]]
        for row, is_head in rows:
            line = put(made, "row", role="label" if is_head else "")
            for cell in row[1]:
                target = put(line, "cell")
                for place, block in enumerate(cell[4]):
                    if place:
                        put(target, "lb")
                    self.inlines(block["c"], target)

    def inlines(self, inlines: Iterable[Tree], parent: Element) -> None:
        for inline in inlines:
            self._inline(inline, parent)

    def _inline(self, inline: Tree, parent: Element) -> None:
        kind, content = inline["t"], inline.get("c")
        simple = {"Emph": "italic", "Strong": "bold", "Superscript": "superscript",
                  "Subscript": "subscript", "Strikeout": "strikethrough",
                  "SmallCaps": "smallcaps"}  # fmt: skip
        if kind in ("Space", "SoftBreak"):
            add_words(parent, " ")
        elif kind == "Str":
            for words, label in find_calls(content):
                add_words(parent, words.replace(JOINER, ""))
                if label:
                    self._note(label, parent)
        elif kind == "LineBreak":
            put(parent, "lb")
        elif kind in simple:
            self.inlines(content, put(parent, "hi", rend=simple[kind]))
        elif kind == "Span":
            self._span(content, parent)
        elif kind == "Link":
            self._link(content, parent)
        elif kind == "Image":
            self._picture(content, parent)
        elif kind in ("Code", "Math", "RawInline"):
            put(parent, "code", content[1])
        else:
            raise ValueError(f"pandoc gives a {kind}, which no manuscript can hold")

    def _link(self, content: Tree, parent: Element) -> None:
        (_, classes, _), inside, (target, _) = content
        made = put(parent, "ref", target=target, rend=" ".join(classes))
        self.inlines(inside, made)

    def _picture(self, content: Tree, parent: Element) -> None:
        (_, _, pairs), caption, (url, _) = content
        values = dict(pairs)
        figure = put(parent, "figure")
        put(figure, "graphic", url=url)
        self.inlines(caption, put(figure, "head"))
        for key in ("alt", "credit"):
            if key in values:
                name = "figDesc" if key == "alt" else "bibl"
                put(figure, name, values[key])

    def _span(self, content: Tree, parent: Element) -> None:
        (_, classes, pairs), inside = content
        values = dict(pairs)
        layers = _layers(classes, values)
        target = parent
        for place, (name, attributes) in enumerate(layers):
            more = {"ana": ONE_MARK} if place + 1 < len(layers) else {}
            target = put(target, name, **attributes, **more)
        if not layers:
            target = put(parent, "seg")
        if "corr" in values:
            choice, sic = target, put(target, "sic")
            put(choice, "corr", values["corr"])
            target = sic
        if "gap" in classes and values.get("reason"):
            put(target, "desc", values["reason"])
        self.inlines(inside, target)

    def _note(self, label: str, parent: Element) -> None:
        if label not in self._notes or label in self.called:
            put(parent, "ref", target=f"note:{label}")
            return
        self.called.append(label)
        blocks, by = self._notes[label]
        note = put(parent, "note", type="footnote", n=label)
        self.blocks(blocks, note)
        if by:
            put(note, "bibl", by, type="by")


def _layers(classes: Sequence[str], values: Mapping[str, str]) -> list[tuple[str, dict[str, str]]]:
    """Elements that say what a mark says, outermost first."""
    layers: list[tuple[str, dict[str, str]]] = []
    kind = {
        "subtype": "implied" if "implied" in classes else "",
        "cert": "low" if "uncertain" in classes else "",
    }
    if "person" in values:
        ref = " ".join(f"#{one}" for one in values["person"].split())
        layers.append(("rs", {"type": "person", "ref": ref, **kind}))
    if "term" in values:
        layers.append(("gloss", {"target": f"#term-{values['term']}"}))
    if "index" in values:
        layers.append(("rs", {"type": "subject", "key": values["index"],
                              **({} if "person" in values else kind)}))  # fmt: skip
    for edge in ("index-start", "index-end"):
        if edge in values:
            layers.append(("seg", {"type": edge, "n": values[edge]}))
    if "lang" in values:
        layers.append(("foreign", {"xml_lang": values["lang"]}))
    for name in classes:
        layers += _layer_of_class(name, values)
    return layers


def _layer_of_class(  # noqa: PLR0911  (a table with conditions)
    name: str, values: Mapping[str, str]
) -> list[tuple[str, dict[str, str]]]:
    if name == "sic" and "corr" in values:
        return [("choice", {})]
    if name in ELEMENTS:
        return [(ELEMENTS[name], {})]
    if name in HI:
        return [("hi", {"rend": HI[name], **({"n": "2"} if name == "twice" else {})})]
    if name == "omission":
        return [("gap", {"reason": "omitted"})]
    if name == "gap":
        return [("gap", {"reason": "lost"})]
    if name in SEGMENTS:
        by = {"resp": f"#{values['by']}"} if "by" in values else {}
        return [("seg", {"type": name, **by})]
    return []


def _widths(columns: Tree) -> str:
    """Widths of a table's columns in parts of a whole; nothing if they follow the text."""
    widths = [column[1].get("c", 0.0) for column in columns]
    if not all(widths):
        return ""
    for whole in range(len(widths) * 3, 400):
        parts = [width * whole for width in widths]
        if all(part >= 2.99 and abs(part - round(part)) < 0.001 for part in parts):
            return " ".join(str(round(part)) for part in parts)
    return ""


def _div_kind(block: Tree) -> str:
    if block["t"] != "Div":
        return ""
    (_, classes, pairs), _ = block["c"]
    return classes[0] if len(classes) == 1 and not pairs else ""


def _simple(block: Tree) -> bool:
    """Paragraphs only, of one line each: what an opener or closer can give back."""
    inside = block["c"][1]
    kind = _div_kind(block)
    if kind in ("salutation", "dateline") and len(inside) != 1:
        return False
    lines = kind in ("signature", "address")
    return bool(inside) and all(
        one["t"] == "Para" and not (lines and _has_break(one["c"])) for one in inside
    )


def _has_break(tree: Tree) -> bool:
    if isinstance(tree, dict):
        return tree.get("t") == "LineBreak" or _has_break(tree.get("c"))
    return isinstance(tree, list) and any(_has_break(item) for item in tree)
