"""粘贴任务分解表: a block of Excel, what its columns are, what it will make; nothing is written unseen."""

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from db.actions.plans import add_breakdown
from gui.intake.table.breakdown_preview import BreakdownPreview
from gui.intake.table.breakdown_words import left_out_words, sum_of
from gui.intake.table.dialog import BlockDialog
from gui.kit.plain import as_title
from gui.session.reasons import act_for_reason
from gui.session.session import Session
from models.intake.breakdown import BreakdownKind, BreakdownLine, read_outside, target_key
from models.intake.joining import new_places
from models.intake.likely_table import likely_table
from models.intake.outside_table import OutsideTable
from models.intake.table_columns import TableHead, recognise_table
from models.words.columns import SEVERAL, Role

_HOW = (
    "在 Excel 或 WPS 里选中整张任务分解表（连表头），复制，回到这里按 Ctrl+V。\n"
    "也可以打开或拖进 Excel、WPS 的表格（.xlsx、.xls、.et）、.csv 和网页表格。\n"
    "合并单元格、换行、全角数字都认得；列认错了可以在列头改，表头认错了可以在那一行按右键（Ctrl+H）改。"
)


class BreakdownDialog(BlockDialog):
    """Headings and targets out of a table, into the plan shown."""

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        self._head = TableHead(0, 0, (), ())
        self.lines: list[BreakdownLine] = []
        self._preview = BreakdownPreview()
        super().__init__(parent, session, self._preview, Role, SEVERAL, _HOW)
        self.setWindowTitle(as_title(f"粘贴任务分解表：{session.ledger.plan.title} — 要点通"))

    def likely(self, tables: Sequence[OutsideTable]) -> int:
        """The sheet that looks like a 任务分解表."""
        return likely_table(tables, self.session.ledger.plan.year)

    def recognised(self) -> tuple[int, Sequence[StrEnum]]:
        """The header, found by its words or by what stands in the columns."""
        self._head = recognise_table(self.outside, self.session.ledger.plan.year, self.header)
        return self._head.first, self._head.roles

    def write(self) -> None:
        """Write the lines ticked into the plan shown, as one action."""
        chosen, plan_id = self._preview.chosen(), self.session.ledger.plan.id
        act_for_reason(
            self,
            self.session,
            lambda store, reason: add_breakdown(store, plan_id, chosen, reason),
            self.done_writing,
            self.say,
        )

    def understand(self, roles: Sequence[StrEnum]) -> None:
        """Read headings and targets out of the block, and show them; those that the plan has are not ticked."""
        self._head = replace(self._head, roles=tuple(Role(r) for r in roles))
        ledger = self.session.ledger
        known = {target_key(t.name, t.calibre, t.unit) for t in ledger.targets}  # pasted twice they are not ticked
        self.lines = read_outside(self.outside, self._head, ledger.plan.year, known=known)
        self._new = new_places(self.lines, ledger)
        self.model.judge(self.lines)
        self._preview.show_lines(self.lines, self._new)

    def remarks(self) -> list[str]:
        """Where the header or the names were not found, and the columns not used."""
        said = []
        unused = [self._column_word(at) for at in range(len(self._head.roles)) if self._is_left(at)]
        if not self._head.rows:
            said.append("没有认出表头，请在列头选定每一列是什么")
        elif Role.NAME not in self._head.roles:
            said.append("没有认出“指标”是哪一列，请在列头选定")
        if unused:
            said.append(f"不用的列：{'、'.join(unused)}")
        left = left_out_words(line for line in self.lines if line.row not in self._head_rows)
        if left:
            said.append(f"不写入的行：{left}")
        return said

    def count(self) -> None:
        """Headings and targets ticked, and how many rows need a look."""
        found = sum_of(self._preview.chosen(), self._new)
        doubtful = [line for line in self.lines if line.kind is BreakdownKind.TARGET and line.doubt]
        text = f"将新增 {found.words}"
        if doubtful:
            text += f"；{len(doubtful)} 行请核对"
        self.next_button.setEnabled(bool(doubtful))
        self.summary.setText(f"{text}。整批可以一次撤销。" if self.block else "")
        self.offer(found.written, possible=bool(found.targets or found.headings))

    @property
    def _head_rows(self) -> range:
        return range(self._head.first, self._head.body)

    def _is_left(self, at: int) -> bool:
        """Whether a column holds something below the header and is not used."""
        body = self.block[self._head.body :]
        return self._head.roles[at] is Role.UNUSED and any(row[at].strip() for row in body)

    def _column_word(self, at: int) -> str:
        """A column's own heading, else its number."""
        if self._head.words and self._head.words[at]:
            return self._head.words[at]
        return f"第{at + 1}列"
