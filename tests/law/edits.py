"""All kinds of corrections: each changes a manuscript as an editor would, by chance.

Every function takes the manuscript's folder and hypothesis' `draw`, and says what it did. What
it leaves is a valid manuscript, except for the kinds in MISTAKES.
"""

from __future__ import annotations

from tests.law.choices import Edit
from tests.law.edits_of_data import (
    add_a_form,
    add_a_heading,
    add_a_pattern,
    add_a_person,
    add_a_term,
    change_a_biography,
    change_a_name,
    change_the_glossary,
    change_the_style,
    change_the_title,
)
from tests.law.edits_of_documents import (
    add_a_document,
    change_the_header,
    remove_a_document,
    swap_dates,
    swap_places,
)
from tests.law.edits_of_texts import (
    add_a_note,
    add_words,
    change_a_word,
    edit_a_note,
    insert_a_paragraph,
    remove_a_note,
    remove_a_paragraph,
    remove_a_word,
    split_a_paragraph,
)
from tests.law.mistakes import (
    break_the_register,
    call_a_missing_note,
    name_nobody_as_writer,
    refer_to_nothing,
)

CORRECTIONS: dict[str, tuple[Edit, ...]] = {
    "texts": (
        change_a_word,
        add_words,
        remove_a_word,
        insert_a_paragraph,
        remove_a_paragraph,
        split_a_paragraph,
        add_a_note,
        edit_a_note,
        remove_a_note,
    ),
    "documents": (
        add_a_document,
        remove_a_document,
        swap_dates,
        swap_places,
        change_the_header,
    ),
    "data": (
        add_a_form,
        change_a_biography,
        add_a_person,
        change_a_name,
        add_a_pattern,
        add_a_heading,
        change_the_glossary,
        add_a_term,
    ),
    "settings": (change_the_style, change_the_title),
}

MISTAKES: tuple[Edit, ...] = (
    name_nobody_as_writer,
    refer_to_nothing,
    call_a_missing_note,
    break_the_register,
)
