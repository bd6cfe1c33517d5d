"""粘贴任务分解表: a block of Excel, what its columns are, what it will make; nothing is written unseen."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from db.actions.plans import add_breakdown
from gui.intake.table.breakdown_preview import BreakdownPreview
from gui.intake.table.dialog import BlockDialog
from gui.session.session import Session
from models.intake.breakdown import Line, LineKind, read_breakdown, target_key
from models.intake.joining import new_places
from models.intake.table_columns import Head, recognise
from models.words.columns import SEVERAL, Role
from models.words.titles import place_of

_HOW = (
    "在 Excel 或 WPS 里选中整张任务分解表（连表头），复制，回到这里按 Ctrl+V。\n"
    "合并单元格、换行、全角数字都认得；列的顺序不限，认错了可以在列头改。"
)
_LEVEL_WORDS = {1: "章", 2: "领域", 3: "任务"}


class BreakdownDialog(BlockDialog):
    """Headings and targets out of a table, into the plan shown."""

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        self._head = Head(0, 0, (), ())
        self.lines: list[Line] = []
        self._preview = BreakdownPreview()
        super().__init__(parent, session, self._preview, Role, SEVERAL, _HOW)
        self.setWindowTitle(f"粘贴任务分解表：{session.ledger.plan.title} — 要点通")

    def recognised(self) -> tuple[int, Sequence[StrEnum]]:
        """The header, found by its words or by what stands in the columns."""
        self._head = recognise(self.block, self.session.ledger.plan.year)
        return self._head.first, self._head.roles

    def write(self) -> None:
        """Write what is ticked."""
        chosen, plan_id = self._preview.chosen(), self.session.ledger.plan.id
        self.session.act(
            lambda store: add_breakdown(store, plan_id, chosen),
            done=self.done_writing,
            failed=self.say,
        )

    def understand(self, roles: Sequence[StrEnum]) -> None:
        """Read headings and targets."""
        self._head = replace(self._head, roles=tuple(Role(r) for r in roles))
        ledger = self.session.ledger
        known = {target_key(t.name, t.calibre, t.unit) for t in ledger.targets}
        self.lines = read_breakdown(self.block, self._head, ledger.plan.year, merged=self.merged, known=known)
        self._new = new_places(self.lines, ledger)
        self.model.judge(self.lines)
        self._preview.show_lines(self.lines, self._new)

    def remarks(self) -> list[str]:
        """Where the header or the names were not found, and the columns not used."""
        said = []
        words = self._head.words or ("",) * len(self._head.roles)
        unused = [
            word or f"第{i + 1}列"
            for i, (word, role) in enumerate(zip(words, self._head.roles, strict=True))
            if role is Role.UNUSED and any(r[i].strip() for r in self.block[self._head.body :])
        ]
        if not self._head.rows:
            said.append("没有认出表头，请在列头选定每一列是什么")
        elif Role.NAME not in self._head.roles:
            said.append("没有认出“指标”是哪一列，请在列头选定")
        if unused:
            said.append(f"不用的列：{'、'.join(unused)}")
        return said

    def count(self) -> None:
        """Headings and targets ticked, and how many rows need a look."""
        chosen = self._preview.chosen()
        places = {place_of(line.path[:n]) for line in chosen for n in range(1, len(line.path) + 1)} & self._new
        levels = Counter(min(p[-1][0], 3) for p in places)
        targets = [line for line in chosen if line.kind is LineKind.TARGET]
        parts = [f"{levels[n]} 个{word}" for n, word in _LEVEL_WORDS.items() if levels[n]]
        parts.append(f"{len(targets)} 项指标")
        doubtful = sum(bool(line.doubt) for line in self.lines if line.kind is LineKind.TARGET)
        self.next_button.setEnabled(bool(doubtful))
        text = f"将新增 {'、'.join(parts)}"
        if doubtful:
            text += f"；{doubtful} 行请核对"
        self.summary.setText(f"{text}。整批可以一次撤销。" if self.block else "")
        headings = len(places)
        self.write_button.setText(f"写入 {len(targets)} 项" if targets or not headings else f"写入 {headings} 个标题")
        self.write_button.setEnabled(bool(targets or headings) and not self.session.read_only)
