"""What the clerk is asked in the preview of returned forms: why a doubted row is right, which target a row is of."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from gui.intake.returned.likely import likely
from gui.intake.returned.lines import ReturnedLine
from gui.intake.returned.model import ImportModel
from gui.kit import ask
from models.plan.entities import Target
from models.plan.year import PlanYear

USUAL_REASON = "已与单位核对"
MANY = 2


class ReturnedQuestions:
    """Asks over a dialog and follows the answer; the reason given last is proposed for the next row."""

    def __init__(self, over: QWidget, model: ImportModel) -> None:
        self._over, self._model = over, model
        self._last_reason = USUAL_REASON

    def tick(self, lines: Sequence[ReturnedLine], *, on: bool) -> None:
        """Tick rows or not; doubted ones without a reason are asked for one, and without an answer left as they are."""
        if not on:
            self._model.tick(lines, on=False)
            return
        lacking = {line.key: line for line in self._model.ticks.lacking_reason(lines)}
        reason = self._reason(list(lacking.values()))
        if not reason:
            lines = [line for line in lines if line.key not in lacking]
        self._model.tick(lines, on=True, reason=reason)

    def accept(self, lines: Sequence[ReturnedLine]) -> None:
        """Tick doubted rows with a reason, which may take the place of an earlier one; none without it."""
        wanting = [line for line in lines if line.needs_reason]
        reason = self._reason(wanting)
        if reason or not wanting:
            self._model.tick(lines, on=True, reason=reason)

    def _reason(self, lines: Sequence[ReturnedLine]) -> str:
        """Why doubted rows are right, one reason for all of them; empty when nothing was said, or nothing is asked."""
        if not lines:
            return ""
        what = f"选中的 {len(lines)} 行有提醒{self._by_file(lines)}"
        if len(lines) == 1:
            what = f"“{lines[0].name}”有提醒：{lines[0].hint}"
        proposed = self._model.ticks.reason(lines[0]) or self._last_reason
        said = ask.ask_text(self._over, f"{what}。\n确认无误请写一句原因，会记在台账里：", proposed)
        if not said:
            return ""
        self._last_reason = said
        return said

    def _by_file(self, lines: Sequence[ReturnedLine]) -> str:
        """How many of some rows are of which file, where they are of several."""
        of_file = Counter(line.place.file for line in lines)
        if len(of_file) < MANY:
            return ""
        titles = {group.book.name: group.title for group in self._model.ticks.groups}
        return f"（{'，'.join(f'{titles[name]} {count} 行' for name, count in of_file.items())}）"

    def target(self, line: ReturnedLine, ledger: PlanYear) -> Target | None:
        """Which target an unrecognised row is of; None when none was picked."""
        if line.stray is None:
            return None
        row = line.stray.row
        offered = dict(likely(row.name, row.unit or "", ledger))
        question = f"原表第 {line.place.row} 行写的是“{row.name}”。它是哪一项指标："
        picked = ask.pick(self._over, question, list(offered))
        return offered.get(picked or "")
