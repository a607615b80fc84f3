"""What an importer hands back to the command line."""

from __future__ import annotations

from dataclasses import dataclass

from publish.exchange.log import ImportLog, Loss

MOST_LOSSES = 20  # that the terminal shows; import-log.md has all


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Result of an import.

    `written` is False if nothing was written; `diff` then shows what a person's edits and
    the new import disagree about. `losses` is empty if every character is accounted for.
    """

    log: ImportLog
    files: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()
    written: bool = False
    diff: str = ""

    @property
    def closes(self) -> bool:
        """Whether the balance closes and no text was lost."""
        return not self.losses and all(row.closes for row in self.log.balance)

    def summary(self) -> str:
        """Balance and counts, for the terminal."""
        rows = [
            f"{row.what}: {row.found} in, {row.kept} out"
            + "".join(f"; {number:+} {why}" for why, number in row.explained)
            + ("" if row.closes else " (does not close)")
            for row in self.log.balance
        ]
        lost = sum(len(loss.missing) + len(loss.surplus) for loss in self.losses)
        rows.append(f"characters not accounted for: {lost}")
        rows += [f"  {loss}" for loss in self.losses[:MOST_LOSSES]]
        rows.append(
            f"{len(self.log.repairs)} repairs, {len(self.log.doubts)} doubts, "
            f"{len(self.log.dropped)} lines dropped: see import-log.md"
        )
        return "\n".join(rows)
