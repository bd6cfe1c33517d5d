"""What leaves the preview of returned forms: the rows ticked into the ledger, the problems as a workbook."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from db.actions.returned import Import, write_changes
from db.ledger.backups import backups_of
from db.workbooks.problem_book import write_problems
from gui.intake.returned.lines import ReturnedKind, ReturnedLine
from gui.intake.returned.ticks import TickCounts, Ticks
from gui.session.reasons import act_for_reason
from gui.session.session import Session
from models.collecting.problems import ReturnedProblem, corrected, problems

Tell = Callable[[str], object]
_READ = (ReturnedKind.SURE, ReturnedKind.SAME)  # the others are in the list for what they are


class ReturnedWriter:
    """Writes what is ticked as one action. While `busy` nobody knows yet whether it is on disk."""

    def __init__(self, over: QWidget, session: Session, ticks: Ticks) -> None:
        self._over, self._session, self._ticks = over, session, ticks
        self.busy = False

    def write(self, found: Import, done: Tell, failed: Tell) -> None:
        """Write; `done` hears what was written, `failed` why nothing was."""
        chosen, counts = self._ticks.chosen(), self._ticks.counts()
        self.busy = True

        def written(why: str) -> None:
            self.busy = False
            done(_written_words(counts, len(backups_of(self._session.path)), why))

        def refused(sentence: str) -> None:
            self.busy = False
            failed(sentence)

        act_for_reason(
            self._over,
            self._session,
            lambda store, why: write_changes(store, found, chosen, altering=why),
            written,
            refused,
        )

    def export(self, found: Import, path: Path, done: Callable[[str, Path], object], failed: Tell) -> None:
        """导出问题清单: what was doubted and refused, as a sheet to send to the units."""
        refused = [(book.name, said) for book, said in found.refused]
        typed = {(line.place, line.column): line.new for line in self._ticks.lines()}
        mended = [_corrected(line) for line in self._ticks.lines() if line.came and line.kind in _READ]
        compared, chosen = found.comparison, self._ticks.chosen()
        absent = compared.absent
        grid = problems(refused, compared.changes, compared.refusals, chosen, typed, mended, absent)
        title = f"{self._session.period.label}填报表问题清单"
        self._session.ask(
            lambda _: write_problems(grid, title, path),
            lambda made: done(f"问题清单已写好：{made.name}（{len(grid.lines)} 条）。", made),
            failed,
        )


def _corrected(line: ReturnedLine) -> ReturnedProblem:
    return corrected(line.place, line.name, line.column, line.came, line.old, line.new)


def _written_words(counts: TickCounts, backups: int, why: str) -> str:
    """What was written; the backup made just before is the last of so many, and all there is of a closed period."""
    written = f"已写入 {counts.chosen} 行，跳过 {counts.skipped} 行。写入前的备份：第 {backups} 份。"
    if why:
        return written
    return f"{written}Ctrl+Z 可整批撤销。"
