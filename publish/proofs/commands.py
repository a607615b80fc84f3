"""publish proof and publish correct: thin commands; each task has its own module."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publish.command_line import count, print_problems, writing
from publish.outputs import replace_all
from publish.problems import Problems

if TYPE_CHECKING:
    from publish.proofs.ledger import LedgerEntry

MANUSCRIPT = click.Path(path_type=Path, file_okay=False, exists=True)
FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, dir_okay=False)
LIST = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.group("proof")
def proof_group() -> None:
    """Record proofs, and say what moved between two of them."""


@proof_group.command("record")
@click.argument("folder", type=MANUSCRIPT, default="manuscript")
@click.option("--out", type=FOLDER, default="build", show_default=True, help="Build folder.")
@click.option("--name", help="Name of the proof; first, second, third … if you give none.")
def record_command(folder: Path, out: Path, name: str | None) -> None:
    """Set the book in FOLDER and keep it as a proof."""
    from publish.proofs.model import ProofError  # noqa: PLC0415  (slow import)
    from publish.proofs.record import next_name, record  # noqa: PLC0415

    problems = Problems()
    try:
        with writing(out):
            out.mkdir(parents=True, exist_ok=True)
            name = next_name(out) if name is None else name
            proof = record(folder, out, name, problems, os.cpu_count() or 1)
    except ProofError as error:
        raise click.ClickException(str(error)) from error
    print_problems(problems)
    if proof is None:
        sys.exit(1)
    click.echo(
        f"{out / 'proofs' / name}: {len(proof.pages)} pages, {len(proof.texts)} texts, "
        f"{len(proof.sources)} sources"
    )


@proof_group.command("compare")
@click.argument("first")
@click.argument("second")
@click.option("--out", type=FOLDER, default="build", show_default=True, help="Build folder.")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@click.option("--html", type=FILE, help="Write a page with the changed pages side by side.")
@click.option("--slips", type=FILE, help="Write a PDF of the changed pages with change bars.")
def compare_command(
    first: str, second: str, out: Path, as_data: bool, html: Path | None, slips: Path | None
) -> None:
    """Say what changed from proof FIRST to proof SECOND."""
    from publish.proofs.compare import compare  # noqa: PLC0415  (slow import)
    from publish.proofs.model import ProofError, open_proof  # noqa: PLC0415
    from publish.proofs.report import as_json, as_text  # noqa: PLC0415

    try:
        before, after = open_proof(out, first), open_proof(out, second)
        report = compare(before, after)
    except ProofError as error:
        raise click.ClickException(str(error)) from error
    if as_data:
        click.echo(json.dumps(as_json(report), ensure_ascii=False, indent=1))
    else:
        click.echo(as_text(report))
    if html is not None:
        from publish.proofs.side_by_side import as_html  # noqa: PLC0415

        _write(html, as_html(report, before, after).encode())
    if slips is not None:
        from publish.proofs.slips import slip_pages  # noqa: PLC0415

        pdf = slip_pages(report, after)
        if pdf is None:
            click.echo(f"{slips} not written: no page changed.", err=True)
        else:
            _write(slips, pdf)


def _write(path: Path, content: bytes) -> None:
    with writing(path):
        replace_all({path: content})


@click.group("correct")
def correct_group() -> None:
    """Apply lists of corrections, and set errata.

    `ledger` says what became of each in the finished pages.
    """


@correct_group.command("apply")
@click.argument("corrections", type=LIST, metavar="LIST")
@click.argument("folder", type=MANUSCRIPT, default="manuscript")
@click.option("--out", type=FOLDER, default="build", show_default=True, help="Where proofs are.")
def apply_command(corrections: Path, folder: Path, out: Path) -> None:
    """Apply LIST to the sources in FOLDER.

    LIST is YAML or a table (CSV), see docs/proofs.md. All of it is applied, or nothing, and it
    says afterwards what became of each correction.
    """
    from publish.proofs.correct import apply  # noqa: PLC0415  (slow import)
    from publish.proofs.corrections import ALREADY, APPLIED  # noqa: PLC0415

    problems = Problems()
    with writing(folder):
        applied = apply(corrections, folder, out, problems)
    click.echo(applied.diff, nl=False)
    print_problems(problems)
    if not applied.done:
        click.echo("Nothing was applied.", err=True)
        sys.exit(1)
    already = applied.count(ALREADY)
    click.echo(f"{count(applied.count(APPLIED), 'correction')} applied.", err=True)
    if already:
        click.echo(f"{already} stood in the sources already.", err=True)


@correct_group.command("ledger")
@click.argument("corrections", type=LIST, metavar="LIST")
@click.argument("first")
@click.argument("second")
@click.option("--out", type=FOLDER, default="build", show_default=True, help="Where proofs are.")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
def ledger_command(corrections: Path, first: str, second: str, out: Path, as_data: bool) -> None:
    """Say what became of each correction of LIST.

    For each that is applied: where proofs FIRST and SECOND have it, which pages it changed and
    which entries of the index stand in its lines.
    """
    from publish.proofs.ledger_report import ledger_json, ledger_text  # noqa: PLC0415

    entries = _ledger(corrections, first, second, out)
    if as_data:
        click.echo(json.dumps(ledger_json(entries), ensure_ascii=False, indent=1))
    else:
        click.echo(ledger_text(entries, first, second))


@correct_group.command("errata")
@click.argument("corrections", type=LIST, metavar="LIST")
@click.argument("first")
@click.argument("second")
@click.option("--out", type=FOLDER, default="build", show_default=True, help="Where proofs are.")
@click.option("--to", type=FILE, help="Write a new file, such as letters/errata.md.")
def errata_command(corrections: Path, first: str, second: str, out: Path, to: Path | None) -> None:
    """Make an errata text of the corrections of LIST.

    It gives page and line of FIRST, the earlier printing, with what to read there according to
    SECOND.
    """
    from publish.proofs.errata import as_markdown, errata  # noqa: PLC0415

    text = as_markdown(errata(_ledger(corrections, first, second, out)))
    if to is None:
        click.echo(text, nl=False)
    elif to.exists():
        raise click.ClickException(f"{to} is there. Hint: name a new file, or delete that one.")
    else:
        _write(to, text.encode())
        click.echo(f"{to}: name it in edition.yaml, for example under back.", err=True)


def _ledger(path: Path, first: str, second: str, out: Path) -> tuple[LedgerEntry, ...]:
    from publish.proofs.compare import compare  # noqa: PLC0415  (slow import)
    from publish.proofs.corrections import ALREADY, APPLIED, read_corrections  # noqa: PLC0415
    from publish.proofs.ledger import ledger  # noqa: PLC0415
    from publish.proofs.model import ProofError, open_proof  # noqa: PLC0415

    problems = Problems()
    corrections = read_corrections(path, problems)
    print_problems(problems)
    if problems.errors:
        sys.exit(1)
    waiting = [str(one.at.line) for one in corrections if one.status not in (APPLIED, ALREADY)]
    if waiting:
        click.echo(f"Not applied: the corrections in line {', '.join(waiting)}.", err=True)
    try:
        before, after = open_proof(out, first), open_proof(out, second)
        return ledger(corrections, before, after, compare(before, after))
    except ProofError as error:
        raise click.ClickException(str(error)) from error
