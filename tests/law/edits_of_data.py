"""Corrections of the register, the glossary, the index and the edition's settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tests.law.choices import Draw, sentences, some_paragraph, word_of_the_text
from tests.law.manuscript import edited_text, edited_yaml

# --- register, glossary, index --------------------------------------------------------


def add_a_form(root: Path, draw: Draw) -> str:
    """A word of the text becomes a form of a person's name."""
    word = word_of_the_text(root, draw)
    with edited_yaml(root / "people.yaml") as people:
        person = draw(st.sampled_from([row for row in people if "see" not in row]))
        forms = person.setdefault("forms", [])
        if word not in forms:
            forms.append(word)
        return f"people.yaml: {word} is a form of {person['id']}"


def change_a_biography(root: Path, draw: Draw) -> str:
    with edited_yaml(root / "people.yaml") as people:
        person = draw(st.sampled_from([row for row in people if "see" not in row]))
        person["bio"] = sentences(root, draw)
        return f"people.yaml: {person['id']} has a new biography"


def add_a_person(root: Path, draw: Draw) -> str:
    path, number = some_paragraph(root, draw)
    name = draw(st.sampled_from(["Aldous", "Meredith", "Quennell", "Zorn"]))
    with edited_yaml(root / "people.yaml") as people:
        people.append(
            {
                "id": f"{name.lower()}-{len(people)}",
                "name": f"{name}, {'XYZ'[len(people) % 3]}.",
                "bio": sentences(root, draw),
            }
        )
    with edited_text(path) as text:
        text.blocks[number] += f" So says {name}."
    return f"people.yaml: {name} is new, and named in {path.name}"


def change_a_name(root: Path, draw: Draw) -> str:
    """A person's heading sorts elsewhere."""
    with edited_yaml(root / "people.yaml") as people:
        person = draw(st.sampled_from([row for row in people if "see" not in row]))
        person.setdefault("forms", []).append(str(person["name"]).split(",")[0])
        person["name"] = draw(st.sampled_from(["Abbott, A.", "Zymunt, Z.", "Mott"]))
        return f"people.yaml: {person['id']} is now {person['name']}"


def add_a_pattern(root: Path, draw: Draw) -> str:
    word = word_of_the_text(root, draw)
    with edited_yaml(root / "index.yaml") as index:
        subject = draw(st.sampled_from([row for row in index["subjects"] if "see" not in row]))
        patterns = subject.setdefault("patterns", [])
        if word not in patterns:
            patterns.append(word)
        return f"index.yaml: {word} means {subject['heading']}"


def add_a_heading(root: Path, draw: Draw) -> str:
    word = word_of_the_text(root, draw)
    with edited_yaml(root / "index.yaml") as index:
        heading = f"{word.capitalize()}, matter {len(index['subjects'])}"
        index["subjects"].append({"heading": heading, "patterns": [word]})
    return f"index.yaml: heading {heading}"


def change_the_glossary(root: Path, draw: Draw) -> str:
    with edited_yaml(root / "glossary.yaml") as glossary:
        terms = [row for section in glossary["sections"] for row in section["terms"]]
        term = draw(st.sampled_from([row for row in terms if "see" not in row]))
        term["expansion"] = sentences(root, draw)
        return f"glossary.yaml: {term['id']} is explained anew"


def add_a_term(root: Path, draw: Draw) -> str:
    word = word_of_the_text(root, draw)
    with edited_yaml(root / "glossary.yaml") as glossary:
        terms = draw(st.sampled_from(list(glossary["sections"])))["terms"]
        known = [row["term"] for section in glossary["sections"] for row in section["terms"]]
        if word not in known:
            terms.append(
                {
                    "id": f"term-{len(known)}",
                    "term": word,
                    "expansion": sentences(root, draw),
                }
            )
    return f"glossary.yaml: the term {word}"


# --- the edition ----------------------------------------------------------------------


def change_the_style(root: Path, draw: Draw) -> str:
    values: dict[str, st.SearchStrategy[Any]] = {
        "house-style": st.sampled_from(["chicago", "hart", "mhra", "yale"]),
        "document-heading": st.sampled_from(["dots", "word", "none"]),
        "document-word": st.sampled_from(["document", "letter", "telegram"]),
        "date-brackets": st.sampled_from(["inferred", "always", "never"]),
        "header": st.permutations(["correspondents", "date", "source"]).map(lambda o: o[:2]),
        "trim": st.sampled_from(
            [{"width": "441pt", "height": "666pt"}, {"width": "148mm", "height": "210mm"}]
        ),
    }
    return _set(root, draw, values)


def change_the_title(root: Path, draw: Draw) -> str:
    words = st.sampled_from(["Letters", "The Collected Letters of a Long and Wet Year"])
    return _set(root, draw, dict.fromkeys(("title", "short-title", "glossary-title"), words))


def _set(root: Path, draw: Draw, values: dict[str, st.SearchStrategy[Any]]) -> str:
    field = draw(st.sampled_from(sorted(values)))
    with edited_yaml(root / "edition.yaml") as settings:
        settings[field] = draw(values[field])
        return f"edition.yaml: {field} is {settings[field]}"
