"""YAML values to models: what pydantic objects to is said in plain words, at its line."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from publish.edition.base import Model
from publish.edition.suggest import closest, did_you_mean
from publish.edition.yaml_files import Yaml, YamlPath, YamlValue
from publish.problem_codes import CODES, WARNINGS
from publish.problems import Place, Problems

AnyModel = TypeVar("AnyModel", bound=Model)


def validated(
    model: type[AnyModel],
    what: str,
    yaml: Yaml,
    problems: Problems,
    *,
    path: YamlPath = (),
    computed: Mapping[str, object] | None = None,
    nested: Mapping[str, object] | None = None,
    fallback: Mapping[str, object] | None = None,
) -> AnyModel | None:
    """One model from the mapping at `path` of `yaml`.

    `what` names it in messages ("a document"). `computed` are fields that the program sets
    and no file may, `nested` fields whose entries were read one by one before; `fallback`
    stands in for required fields that are missing or wrong, so that one bad field is not
    reported again as a document or person that does not exist.
    Everything wrong is reported; None if even so no model can be made.
    """
    value = value_at(yaml.value, path)
    if not isinstance(value, dict):
        problems.add("E012", yaml.place(path), f"Here should stand the fields of {what}.")
        return None
    computed = computed or {}
    wrong = set(value) & set(computed)
    for name in wrong:
        problems.add("E009", yaml.place((*path, name)), f"“{name}” is no field of {what}.")
    ready = {**computed, **(nested or {})}
    given = {name: field for name, field in value.items() if name not in ready}
    data = cast(dict[str, object], _without_empty(given, path, yaml, problems)) | ready
    try:
        return model.model_validate(data, by_alias=True, by_name=False)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=True)
        report = _Report(model, what, computed.keys(), yaml, path)
        report.add_all(found, problems)
        return _salvaged(model, data, found, fallback or {})


def list_items(yaml: Yaml, path: YamlPath, what: str, problems: Problems) -> list[YamlPath]:
    """Paths of the items of the list at `path`; nothing there is an empty list."""
    value = value_at(yaml.value, path)
    if isinstance(value, list):
        return [(*path, i) for i in range(len(value))]
    if value is not None:
        problems.add("E012", yaml.place(path), f"Here should stand a list of {what}.")
    return []


def value_at(value: YamlValue, path: YamlPath) -> YamlValue:
    """The value at a path; None where the path leads nowhere."""
    for step in path:
        if isinstance(value, dict) and isinstance(step, str):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def _without_empty(value: YamlValue, path: YamlPath, yaml: Yaml, problems: Problems) -> YamlValue:
    """Drop fields without a value (as if not given) and report list items without one."""
    if isinstance(value, dict):
        return {
            name: _without_empty(field, (*path, name), yaml, problems)
            for name, field in value.items()
            if field is not None
        }
    if not isinstance(value, list):
        return value
    for i, item in enumerate(value):
        if item is None:
            problems.add("E011", yaml.place((*path, i)), "An item of a list is empty.")
    return [
        _without_empty(item, (*path, i), yaml, problems)
        for i, item in enumerate(value)
        if item is not None
    ]


def _salvaged(
    model: type[AnyModel],
    data: dict[str, object],
    found: list[ErrorDetails],
    fallback: Mapping[str, object],
) -> AnyModel | None:
    """The model without its wrong fields, if it can do without them."""
    bad = {str(detail["loc"][0]) for detail in found if detail["loc"]}
    kept = {name: value for name, value in data.items() if name not in bad}
    known = _fields(model, ("",))
    stand_ins = {k: value for k, value in fallback.items() if k in known and k not in kept}
    try:
        return model.model_validate(kept | stand_ins, by_alias=True, by_name=False)
    except ValidationError:  # already reported; nothing can be made of it
        return None


@dataclass(frozen=True, slots=True)
class _Report:
    """Says what pydantic found wrong with one model."""

    model: type[Model]
    what: str
    computed: Collection[str]
    yaml: Yaml
    path: YamlPath

    def add_all(self, details: list[ErrorDetails], problems: Problems) -> None:
        """One problem for each place; a value that may be of two kinds has an error for each."""
        wrong: dict[YamlPath, list[ErrorDetails]] = {}
        misspelt = {self._meant(detail) for detail in details}
        for detail in details:
            where = self._where(detail)
            if detail["type"] == "missing" and where in misspelt:
                continue
            if detail["type"] == "missing":
                message = f"The field “{_dotted(where)}” is missing."
                problems.add("E010", self._place(where), message)
            elif detail["type"] == "extra_forbidden":
                self._add_unknown(where, problems)
            else:
                wrong.setdefault(where, []).append(detail)
        for where, errors in wrong.items():
            message, hint = _wrong_value(errors, _dotted(where))
            problems.add("E011", self._place(where), message, hint)

    def _meant(self, detail: ErrorDetails) -> YamlPath | None:
        """Path of the field that an unknown one is most like."""
        where = self._where(detail)
        if detail["type"] != "extra_forbidden":
            return None
        known = _fields(self.model, where) - set(self.computed)
        guess = closest(str(where[-1]), known)
        return None if guess is None else (*where[:-1], guess)

    def _place(self, where: YamlPath) -> Place:
        return self.yaml.place((*self.path, *where))

    def _where(self, detail: ErrorDetails) -> YamlPath:
        """Path of an error without the names of types that pydantic puts among the fields."""
        value = value_at(self.yaml.value, self.path)
        where: list[str | int] = []
        last = len(detail["loc"]) - 1
        for i, step in enumerate(detail["loc"]):
            missing = i == last and detail["type"] == "missing"
            is_field = isinstance(value, dict) and step in value
            is_item = isinstance(step, int)  # also of a single value that stands for a list
            if is_field or is_item or missing:
                where.append(step)
                value = (
                    value if is_item and not isinstance(value, list) else value_at(value, (step,))
                )
        return tuple(where)

    def _add_unknown(self, where: YamlPath, problems: Problems) -> None:
        known = _fields(self.model, where) - set(self.computed)
        owner = f"“{_dotted(where[:-1])}”" if len(where) > 1 else self.what
        word = str(where[-1])
        hint = did_you_mean(word, known) or f"Fields are: {', '.join(sorted(known))}."
        problems.add("E009", self._place(where), f"“{word}” is no field of {owner}.", hint)


def _dotted(where: tuple[str | int, ...]) -> str:
    """A path as the editor would say it: "source: fond", "contributors 2: role"."""
    words = ""
    for step in where:
        if isinstance(step, int):
            words += f" {step + 1}"
        else:
            words += f": {step}" if words else step
    return words.strip()


def _fields(model: type[Model], where: tuple[str | int, ...]) -> set[str]:
    """Names of the fields that the group at `where` may have."""
    current = model
    for step in where[:-1]:
        for field_name, field in current.model_fields.items():
            if (field.alias or field_name) == step:
                current = _model_in(field.annotation) or current
    return {field.alias or name for name, field in current.model_fields.items()}


def _model_in(annotation: object) -> type[Model] | None:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if found := _model_in(part):
            return found
    return None


TRUTH_VALUES = ["true", "false"]
KINDS = {
    "int_parsing": "should be a whole number",
    "int_type": "should be a whole number",
    "int_from_float": "should be a whole number",
    "int_parsing_size": "is too large a number",
    "string_type": "should be one text, not a list or a group of fields",
    "string_pattern_mismatch": "may hold only small Latin letters, digits and hyphens",
    "tuple_type": "should be a list",
    "model_type": "should be a group of fields",
    "model_attributes_type": "should be a group of fields",
    "dict_type": "should be a group of fields",
}


def _wrong_value(errors: list[ErrorDetails], name: str) -> tuple[str, str]:
    """Message and hint for a value that is of none of the kinds that it may be."""
    value, kind = errors[0]["input"], errors[0]["type"]
    if kind == "warning_code":
        return _no_warning(str(value))
    shown = f"“{name}: {value}”" if isinstance(value, str) else f"“{name}”"
    allowed = [word for error in errors for word in _allowed_words(error)]
    if allowed:
        choice = f"Write one of: {', '.join(allowed)}."
        guess = did_you_mean(str(value), allowed) if isinstance(value, str) else ""
        return f"{shown} is not one of the words allowed here.", f"{guess} {choice}".strip()
    if kind == "greater_than_equal":
        return f"{shown} should be {errors[0]['ctx']['ge']} or more.", ""
    return f"{shown} {KINDS.get(kind, 'is not right')}.", ""


def _no_warning(code: str) -> tuple[str, str]:
    """Message and hint for what stands where the code of a warning should."""
    if code in CODES:
        return f"{code} is an error; only warnings can be accepted.", "Mend what it reports."
    guess = did_you_mean(code, WARNINGS)
    return f"“{code}” is no code of a warning.", guess or "docs/problems.md lists the codes."


def _allowed_words(error: ErrorDetails) -> list[str]:
    if error["type"] == "literal_error":
        return re.findall("'([^']*)'", error["ctx"]["expected"])
    return TRUTH_VALUES if error["type"].startswith("bool_") else []
