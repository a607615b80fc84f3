"""people.yaml, glossary.yaml and index.yaml: entry by entry, so that one wrong entry
does not take the others with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from publish.edition.base import Model
from publish.edition.edtf_dates import is_date
from publish.edition.files import Folder
from publish.edition.model import (
    Decision,
    IndexRules,
    Person,
    Subject,
    Term,
    TermGroup,
)
from publish.edition.validate import list_items, validated, value_at
from publish.edition.yaml_files import Yaml, YamlPath, parse_yaml
from publish.problems import Place, Problems

PEOPLE = "people.yaml"
GLOSSARY = "glossary.yaml"
INDEX = "index.yaml"

Entry = TypeVar("Entry", bound=Model)


class GlossaryFile(Model):
    """glossary.yaml."""

    sections: tuple[TermGroup, ...] = ()


def read_people(folder: Folder, problems: Problems) -> tuple[Person, ...]:
    """people.yaml; no file, no people."""
    yaml = _read(folder, PEOPLE, problems)
    if yaml is None:
        return ()
    people = _entries(Person, ("a person", "people"), yaml, (), problems)
    return tuple(_with_valid_dates(person, problems) for person in people)


def _with_valid_dates(person: Person, problems: Problems) -> Person:
    wrong = {
        field: ""
        for field, text in (("born", person.born), ("died", person.died))
        if text and not is_date(text, field, person.place, problems)
    }
    return person.model_copy(update=wrong) if wrong else person


def read_glossary(folder: Folder, problems: Problems) -> tuple[TermGroup, ...]:
    """glossary.yaml; no file, no terms."""
    yaml = _read(folder, GLOSSARY, problems)
    if yaml is None:
        return ()
    groups = [
        group
        for path in list_items(yaml, ("sections",), "sections", problems)
        if (group := _read_group(yaml, path, problems))
    ]
    nested = {"sections": tuple(groups)}
    file = validated(GlossaryFile, GLOSSARY, yaml, problems, nested=nested)
    return file.sections if file else ()


def read_index_rules(folder: Folder, problems: Problems) -> IndexRules:
    """index.yaml; no file, no rules."""
    yaml = _read(folder, INDEX, problems)
    if yaml is None:
        return IndexRules()
    nested = {
        "subjects": _entries(Subject, ("a subject", "subjects"), yaml, ("subjects",), problems),
        "decisions": _entries(
            Decision, ("a decision", "decisions"), yaml, ("decisions",), problems
        ),
    }
    return validated(IndexRules, INDEX, yaml, problems, nested=nested) or IndexRules()


def _read(folder: Folder, file: str, problems: Problems) -> Yaml | None:
    if not folder.exists(file):
        if file in folder.folders("."):
            problems.add(
                "E014", Place(file), "A folder, not a file.", "Put the file in the folder's place."
            )
        return None
    text = folder.read(file)
    yaml = parse_yaml(text, file, 1, problems) if text is not None else None
    return yaml if yaml is not None and yaml.value is not None else None


def _read_group(yaml: Yaml, path: YamlPath, problems: Problems) -> TermGroup | None:
    terms = _entries(Term, ("a term", "terms"), yaml, (*path, "terms"), problems)
    nested = {"terms": terms}
    return validated(TermGroup, "a section", yaml, problems, path=path, nested=nested)


def _entries(
    model: type[Entry], names: tuple[str, str], yaml: Yaml, path: YamlPath, problems: Problems
) -> tuple[Entry, ...]:
    """The entries of the list at `path`; `names` are their name for messages and its plural."""
    what, plural = names
    entries = [
        validated(
            model,
            what,
            yaml,
            problems,
            path=item,
            computed={"place": yaml.place(item)},
            fallback=_stand_ins(yaml, item),
        )
        for item in list_items(yaml, path, plural, problems)
    ]
    return tuple(entry for entry in entries if entry is not None)


def _stand_ins(yaml: Yaml, path: YamlPath) -> Mapping[str, object]:
    """The id as name or term of an entry that lacks it, so that its id stays known."""
    entry_id = value_at(yaml.value, (*path, "id"))
    return {"name": entry_id, "term": entry_id} if isinstance(entry_id, str) else {}
