"""A galley is the same whether all of it is laid out or only what a correction changed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pdf_sample
import pytest
from apart import Apart, correct_watched
from corrections import Correction, corrected, corrections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from publish.pdf.galley_store import from_bytes, to_bytes
from publish.pdf.model import Galley, Order

SLOW = settings(
    deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip


def documents(count: int) -> str:
    writer = pdf_sample.Writer()
    html = pdf_sample.opener_page("docs", count).html + "".join(
        pdf_sample.document(
            writer, number, 2 + number % 3, number % 4,
            pdf_sample.devices(writer) if number % 9 == 3 else "",
        ).html.replace('src="images/', f'src="images/{number}-')
        for number in range(1, count + 1)
    )  # fmt: skip
    return f'<main class="part documents opener-part">{html}</main>'


def essay(paragraphs: int) -> str:
    section = pdf_sample.essay(pdf_sample.Writer(), "essay", "Essay", "", paragraphs)
    return f'<main class="part essay opener-part">{section.html}</main>'


def biographies(count: int) -> str:
    writer = pdf_sample.Writer()
    entries = "".join(
        f'<p class="biography" id="b-{number + 1000}"><strong class="headword">Name</strong> '
        f"{writer.words(1 + number % 4)}</p>"
        for number in range(count)
    )
    opener = pdf_sample.opener("biographies", "Brief Biographies")
    return (
        '<main class="part biographies opener-part"><section class="biographies" '
        f'id="biographies">{opener}{entries}</section></main>'
    )


PARTS = {"documents": documents(14), "essay": essay(24), "biographies": biographies(60)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "images").mkdir()
    for number in (3, 12):
        save_picture(folder, number, 200)
    return folder


def save_picture(folder: Path, number: int, height: int) -> None:
    picture = Image.new("RGB", (400, height), (200, 180, 120))
    picture.save(folder / "images" / f"{number}-finch.png")


@pytest.fixture(scope="module")
def orders(folder: Path) -> dict[str, Order]:
    return {name: pdf_sample.order(html, folder) for name, html in PARTS.items()}


@pytest.fixture(scope="module")
def galleys(orders: dict[str, Order], apart: Apart) -> dict[str, Galley]:
    return {name: apart.lay_out(order) for name, order in orders.items()}


def test_parts_are_long_enough_for_the_law_to_mean_something(galleys: dict[str, Galley]) -> None:
    assert {name: galley.problems for name, galley in galleys.items()} == dict.fromkeys(PARTS, ())
    assert all(galley.pages >= 7 for galley in galleys.values())
    assert {name: len(galley.units) for name, galley in galleys.items()} == {
        "documents": 15, "essay": 24, "biographies": 61,
    }  # fmt: skip
    assert all(len(galley.seams) == galley.pages for galley in galleys.values())


@pytest.mark.parametrize("name", PARTS)
@settings(SLOW, max_examples=5)
@given(changes=corrections())
def test_corrected_galley_is_the_one_laid_out_anew(
    name: str,
    changes: list[Correction],
    orders: dict[str, Order],
    galleys: dict[str, Galley],
    apart: Apart,
) -> None:
    order = replace(orders[name], html=corrected(orders[name].html, changes))
    corrected_galley, _ = apart.correct(order, galleys[name])
    assert corrected_galley == apart.lay_out(order)


@pytest.mark.long
@pytest.mark.parametrize("name", PARTS)
@settings(SLOW, max_examples=60)
@given(steps=st.lists(corrections(), min_size=1, max_size=4), new_pictures=st.booleans())
def test_corrections_of_corrections(
    name: str,
    steps: list[list[Correction]],
    new_pictures: bool,
    orders: dict[str, Order],
    galleys: dict[str, Galley],
    folder: Path,
    apart: Apart,
) -> None:
    order, galley = orders[name], galleys[name]
    for number, changes in enumerate(steps):
        save_picture(folder, 12, 200 + 60 * number * new_pictures)
        order = replace(order, html=corrected(order.html, changes))
        galley, _ = apart.correct(order, galley)
        assert galley == apart.lay_out(order)
    save_picture(folder, 12, 200)


def changed(order: Order, old: str, new: str) -> Order:
    assert order.html.count(old) == 1
    return replace(order, html=order.html.replace(old, new))


def nth(pattern: str, html: str, number: int) -> str:
    return re.findall(pattern, html)[number]


def test_unchanged_part_is_taken_over_whole(
    orders: dict[str, Order], galleys: dict[str, Galley], apart: Apart
) -> None:
    for name, galley in galleys.items():
        assert apart.correct(orders[name], galley) == (galley, galley.pages)


@pytest.mark.parametrize("name", PARTS)
def test_changed_letters_lay_out_the_pages_around_them(
    name: str, orders: dict[str, Order], galleys: dict[str, Galley], apart: Apart
) -> None:
    """Letters as wide as those before move no line: a unit and the page before it are laid out."""
    block = nth(
        r'<p (?:class="biography" )?id="[^"]*">[^<]*(?:<[^p][^>]*>[^<]*)*</p>', PARTS[name], 20
    )
    last = block.rindex("e")
    order = changed(orders[name], block, f"{block[:last]}é{block[last + 1 :]}")
    galley, kept = apart.correct(order, galleys[name])
    assert galley == apart.lay_out(order) != galleys[name]
    assert galley.pages - 5 <= kept < galley.pages


def test_pages_after_a_whole_new_document_are_found_again(
    orders: dict[str, Order], galleys: dict[str, Galley], apart: Apart
) -> None:
    """A document that fills whole pages moves all pages after it and changes none of them."""
    old = '<article class="document text letter" id="doc-007">'
    old_on_new_page = old.replace("<article", '<article style="break-before: page"')
    order = changed(orders["documents"], old, old_on_new_page)
    before = apart.lay_out(order)
    new = "".join(f'<p id="x-{number}">{pdf_sample.SENTENCES[0]}</p>' for number in range(30))
    order = changed(
        order,
        old_on_new_page,
        f'<article style="break-before: page" class="document">{new}</article>{old_on_new_page}',
    )
    galley, kept = apart.correct(order, before)
    assert galley == apart.lay_out(order)
    assert galley.pages > before.pages
    assert kept >= before.pages - 2


def test_pages_that_move_to_the_end_are_laid_out_once(
    orders: dict[str, Order], galleys: dict[str, Galley], apart: Apart
) -> None:
    """A stretch too short for the old seams is gone on from, not set once more."""
    entry = '<p class="biography" id="b-1001">'
    order = changed(orders["biographies"], entry, f'<p id="x-1">New.</p>{entry}')
    galley, made = apart.run(correct_watched, order, galleys["biographies"])
    assert galley == apart.lay_out(order)
    new = sum(sheet not in galleys["biographies"].sheets for sheet in galley.sheets)
    assert galley.pages - 1 <= new <= len(made) <= new + 2


def test_picture_that_changed_is_seen(
    orders: dict[str, Order], galleys: dict[str, Galley], folder: Path, apart: Apart
) -> None:
    save_picture(folder, 12, 300)
    galley, kept = apart.correct(orders["documents"], galleys["documents"])
    anew = apart.lay_out(orders["documents"])
    save_picture(folder, 12, 200)
    assert galley == anew
    assert galley.anchors != galleys["documents"].anchors
    assert 0 < kept < galley.pages


def test_head_of_a_table_is_not_there_anew_on_its_further_pages(folder: Path, apart: Apart) -> None:
    rows = "".join(f'<tr><td id="b-{n}">Row</td><td id="c-{n}"></td></tr>' for n in range(200))
    table = (
        '<table><thead><tr><th id="h-1">Head</th><th id="h-2"></th></tr></thead>'
        '<tfoot><tr><td id="f-1">Foot</td><td id="f-2"></td></tr></tfoot>'
        f"<tbody>{rows}</tbody></table>"
    )
    after = '<p id="b-900">After.</p>'
    order = pdf_sample.order(f"<main><div>{table}{after}</div></main>", folder)
    earlier = apart.lay_out(order)
    order = changed(order, "After.", "Later.")
    galley, kept = apart.correct(order, earlier)
    assert galley == apart.lay_out(order)
    assert kept == galley.pages - 2
    assert galley.anchors["h-1"].page == galley.anchors["h-2"].page == 0


def test_page_number_of_a_reference_is_a_correction(
    orders: dict[str, Order], galleys: dict[str, Galley], apart: Apart
) -> None:
    order = replace(orders["documents"], folios=(("doc-003", "21"),))
    galley, kept = apart.correct(order, galleys["documents"])
    assert galley == apart.lay_out(order) != galleys["documents"]
    assert kept


def test_other_opener_lays_out_everything(
    orders: dict[str, Order], galleys: dict[str, Galley], apart: Apart
) -> None:
    order = changed(orders["essay"], ">Essay</h2>", ">Another title</h2>")
    galley, kept = apart.correct(order, galleys["essay"])
    assert galley == apart.lay_out(order) and kept == 0


def test_fault_that_is_corrected_is_not_complained_of_again(
    orders: dict[str, Order], galleys: dict[str, Galley], apart: Apart
) -> None:
    faulty = changed(orders["documents"], 'src="images/12-finch.png"', 'src="images/none.png"')
    galley, _ = apart.correct(faulty, galleys["documents"])
    assert galley == apart.lay_out(faulty)
    assert [problem.code for problem in galley.problems] == ["E903"]
    again, _ = apart.correct(orders["documents"], galley)
    assert again == galleys["documents"]


def test_galley_comes_back_from_its_bytes(galleys: dict[str, Galley], apart: Apart) -> None:
    for galley in galleys.values():
        assert from_bytes(to_bytes(galley)) == galley
