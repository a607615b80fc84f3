"""How the parts of an index entry are joined: the punctuation of the style manuals.

"full": "Oil, 2. *See also* Gas" (Chicago 17 §16.17, §16.94–100). "open": "Oil 2; *see also* Gas"
(New Hart's Rules 19.5.1; MHRA Style Guide, preparation of indexes): no comma before locators, but a
colon after a heading that ends in a figure or has no locators of its own.
"""

from __future__ import annotations

from publish.apparatus.index_model import Entry
from publish.edition.index_policy import IndexPolicy

_OPEN_SPACE = "\N{EN SPACE}"  # Hart's 19.5.1: an en space between the entry and the first locator


def before_locators(heading: str, rules: IndexPolicy) -> str:
    """What stands between a heading or subhead and its first locator."""
    if rules.punctuation == "full":
        return ", "
    return ": " if heading[-1:].isdigit() else _OPEN_SPACE


def before_see(text: str, rules: IndexPolicy) -> tuple[str, str]:
    """What stands before the targets of a cross-reference: after the entry's `text`, the word."""
    if rules.punctuation == "full":
        return (
            " " if text.endswith(".") else ". "
        ), "See"  # one full stop after "Obolensky, V. V."
    return ", ", "see"


def before_see_also(text: str, rules: IndexPolicy) -> tuple[str, str]:
    """The same before further headings."""
    after, word = before_see(text, rules)
    return (after, f"{word} also") if rules.punctuation == "full" else ("; ", f"{word} also")


def before_indented(entry: Entry, rules: IndexPolicy) -> str:
    """What ends an entry's own line where its subheads stand on lines of their own."""
    bare = entry.subheads and not (entry.locators or entry.see_also)
    return ":" if bare and rules.punctuation == "open" else ""
