"""What an index holds and how it reads, as data: part of a house style, and of edition.yaml
where a book wants something else."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field

from publish.edition.base import Model

Way = Literal["named", "implied", "uncertain"]
Spot = Literal["text", "letter-lines", "headings", "headers", "notes", "captions", "front-matter"]


class IndexPolicy(Model):
    """What is worth a locator (Chicago 17 §16.28–32), and the form of headings.

    The defaults are those of the Chicago Manual.
    """

    references: tuple[Way, ...] = Field(
        default=("named", "implied", "uncertain"), description="Which ways of reference count"
    )
    places: tuple[Spot, ...] = Field(
        default=(
            "text",
            "letter-lines",
            "headings",
            "headers",
            "notes",
            "captions",
            "front-matter",
        ),
        description="Where references count; letter-lines: address, salutation, closing, "
        "signature, instructions; headers: lines over a document; "
        "front-matter: all texts of `front`",
    )
    letters: Literal["subheads", "pages", "none"] = Field(
        default="subheads",
        description="Documents by and to a person: under subheads, among the mentions, or not",
    )
    letters_from: tuple[str, str] = Field(
        default=("letters from", "letters from"), description="Subhead for one document, for more"
    )
    letters_to: tuple[str, str] = Field(
        default=("letters to", "letters to"), description="Subhead for one document, for more"
    )
    letter_locators: Literal["pages", "first-page", "documents"] = Field(
        default="pages",
        description="A document by its pages, the page it begins on, or its number",
    )
    letters_limit: int = Field(
        default=0,
        description="Who wrote or received more documents has no subheads for them; 0: all have",
    )
    own_documents: bool = Field(
        default=True, description="Mentions of writers and recipients in their own documents count"
    )
    chief_correspondents: int = Field(
        default=0,
        description="Who wrote or received so many documents is a chief correspondent, whose "
        "passing mentions do not count; 0: nobody is",
    )
    passing: tuple[str, ...] = Field(
        default=(),
        description="Words before names that only sign, assent or are greeted: signature, in favor",
    )
    notes_beside_pages: bool = Field(
        default=True,
        description="A note has its own locator also where its page is given for the text",
    )
    punctuation: Literal["full", "open"] = Field(
        default="full", description="'Oil, 2. See also Gas' or 'Oil 2; see also Gas'"
    )
    subheads: Literal["run-in", "indented"] = Field(
        default="run-in", description="Subheads run on, or each on a line of its own"
    )
    continued: str = Field(
        default="(continued)", description="After a heading that is repeated over a column"
    )
    many_locators: int = Field(
        default=6, description="More bare locators than this are better parted by subheads"
    )

    def with_changes(self, changes: IndexPolicy | None) -> IndexPolicy:
        """This policy with every field that `changes` was given in a file."""
        if changes is None:
            return self
        given = {name: getattr(changes, name) for name in changes.model_fields_set}
        return self.model_copy(update=given)


HeadingKind = Literal["people", "places", "subjects", "archives"]


class IndexList(Model):
    """One of the indexes of a book: its title and what it holds."""

    title: str = Field(description="As printed over it and in the contents")
    of: tuple[HeadingKind, ...] = Field(
        description="Which headings: people, places, subjects, archives"
    )


COMBINED = (IndexList(title="Index", of=("people", "places", "subjects")),)
"""One alphabet for everything that is named or spoken of (Chicago 17 §16.6)."""

_GENERAL = re.compile(r"(?:and |under )?(?:the )?(?:specific|individual|particular|names of)\b")


def is_general(target: str) -> bool:
    """Whether a cross-reference names a kind of heading and no heading: "specific industries",
    "and specific rivers" (Chicago 17 §16.23)."""
    return _GENERAL.match(target) is not None
