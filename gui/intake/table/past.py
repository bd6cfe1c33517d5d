"""粘贴上年数据: last year's figures out of a table, matched by name, shown before they are written."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from gui.intake.table.dialog import BlockDialog
from gui.intake.table.preview import LINE, LinePreview
from gui.kit import theme
from gui.session.session import Session
from models.intake.past_table import MONTHS, SEVERAL, PastColumn, PastLine, read_past, recognise_past
from models.plan.quantity import typed

COLUMNS = ("指标", "期间", "单位", "台账现值", "表中的数", "请核对")
_HINT = COLUMNS.index("请核对")
_HOW = (
    "在 Excel 或 WPS 里选中“指标”和上年数的几列（连表头），复制，回到这里按 Ctrl+V。\n"
    "可以只有上年全年一列，也可以每月或每季一列；数都是1月起的累计数（增速、比率为当期的数）。"
)


class PastPreview(LinePreview):
    """One row a figure; what cannot be written has no tick."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, (270, 110, 70, 90, 90, 200), COLUMNS[_HINT])
        self.setRootIsDecorated(False)
        self.setAccessibleName("将写入的上年数据")

    def show_lines(self, lines: Sequence[PastLine]) -> None:
        """Sure figures are ticked, doubtful ones and those that are there already are not."""
        self.blockSignals(True)
        self.clear()
        for line in lines:
            same = line.value is not None and line.value == line.old
            name = line.target.full_name if line.target else line.name
            period = line.period.label if line.period else ""
            unit = line.target.unit if line.target else ""
            hint = f"▲ {line.doubt}" if line.value is not None and line.doubt else line.doubt
            hint = "台账里已经是这个数" if same else hint
            new = typed(line.value) if line.value is not None else line.text
            item = QTreeWidgetItem(self, [name, period, unit, typed(line.old), new, hint])
            item.setData(0, LINE, line)
            item.setToolTip(_HINT, line.doubt)
            item.setFont(4, theme.bold())
            for at in (3, 4):
                item.setTextAlignment(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if line.value is None or same:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
                self.paint_row(item, theme.HEADER if same else theme.RED.tint)
            else:
                item.setCheckState(0, Qt.CheckState.Unchecked if line.doubt else Qt.CheckState.Checked)
                if line.doubt:
                    self.paint_row(item, theme.YELLOW.tint)
        self.blockSignals(False)


class PastDialog(BlockDialog):
    """Figures of the year before, for the plan shown."""

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        self.lines: list[PastLine] = []
        self._first = 0
        self._preview = PastPreview()
        super().__init__(parent, session, self._preview, PastColumn, SEVERAL, _HOW)
        self.setWindowTitle(f"粘贴上年数据：{session.ledger.plan.year - 1}年 — 要点通")

    def recognised(self) -> tuple[int, Sequence[StrEnum]]:
        """The header, by its words; else a column of names and one of figures."""
        self._first, columns = recognise_past(self.block, self.session.ledger.plan.year)
        return max(self._first - 1, 0), columns

    def understand(self, roles: Sequence[StrEnum]) -> None:
        """Read the figures."""
        self.lines = read_past(self.block, self._first, [PastColumn(r) for r in roles], self.session.ledger)
        self._preview.show_lines(self.lines)

    def remarks(self) -> list[str]:
        """What is missing."""
        said = []
        if PastColumn.NAME not in self.head.roles:
            said.append("请在列头选定哪一列是“指标”")
        if not any(PastColumn(r) in MONTHS for r in self.head.roles):
            said.append("请在列头选定上年数是哪几列")
        elif not self._first:
            said.append("没有认出表头，请核对列头")
        return said

    def count(self) -> None:
        """Figures ticked, doubtful and impossible."""
        chosen = len(self._preview.chosen())
        doubtful = sum(line.value is not None and bool(line.doubt) for line in self.lines)
        refused = sum(line.value is None for line in self.lines)
        parts = [f"将写入 {chosen} 个上年数"]
        if doubtful:
            parts.append(f"{doubtful} 个请核对，没有勾选的不写")
        if refused:
            parts.append(f"{refused} 个对不上或读不出，不写入")
        self.summary.setText("；".join(parts) + "。整批可以一次撤销。" if self.block else "")
        self.next_button.setEnabled(bool(doubtful))
        self.write_button.setText(f"写入 {chosen} 个")
        self.write_button.setEnabled(bool(chosen) and not self.session.read_only)

    def write(self) -> None:
        """Write what is ticked."""
        figures = [e for line in self._preview.chosen() if (e := line.entity)]
        what = f"粘贴上年数据：{len(figures)}个数"
        self.session.write(what, figures, done=self.done_writing, failed=self.say)
