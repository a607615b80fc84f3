"""glossary.yaml: terms once, see-references that lead to an explanation, known languages."""

from __future__ import annotations

from publish.edition.checks.see import see_fault
from publish.edition.checks.view import View, all_terms
from publish.edition.language import is_language_tag
from publish.edition.model import Term
from publish.edition.settings import FILE
from publish.edition.suggest import did_you_mean
from publish.problems import Place, Problems

GLOSSARY_PART = "glossary"  # its word in the orders of edition.yaml


def check_glossary(view: View, problems: Problems) -> None:
    """Check the entries of glossary.yaml against each other."""
    settings = view.edition.settings
    if view.terms and GLOSSARY_PART not in (*settings.front, *settings.body, *settings.back):
        problems.add("E605", Place(FILE), "The glossary has no place in the book.")
    targets = {term.id: term.see for term in view.terms.values()}
    for term in all_terms(view.edition):
        first = view.terms[term.id]
        if first is not term:
            problems.add(
                "E601",
                term.place,
                f"The id “{term.id}” is already that of “{first.term}” (line {first.place.line}).",
            )
        if term.lang and not is_language_tag(term.lang):
            problems.add("E106", term.place, f"“lang: {term.lang}” is no language tag.")
        if term.see:
            _check_see(term, view, targets, problems)


def _check_see(term: Term, view: View, targets: dict[str, str], problems: Problems) -> None:
    if not view.knows_term(term.see):
        problems.add(
            "E602",
            term.place,
            f"“{term.term}” refers to “{term.see}”, which is no term.",
            did_you_mean(term.see, view.terms),
        )
    elif fault := see_fault(term.id, targets):
        problems.add("E603", term.place, f"“{term.term}”: {fault}")
    if term.expansion or term.original:
        problems.add("E604", term.place, f"“{term.term}” only refers to {term.see}, but says more.")
