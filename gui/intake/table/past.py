"""粘贴上年数据: last year's figures out of a table, matched by name, shown before they are written."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTreeWidgetItem, QWidget

from gui.intake.table.dialog import BlockDialog
from gui.intake.table.past_words import HEADINGS, Fate, PastPreviewColumn, fate_of, past_summary, past_texts
from gui.intake.table.preview import LINE, LinePreview
from gui.kit import theme
from gui.kit.plain import plain_tip
from gui.session.reasons import act_for_reason
from gui.session.session import Session
from models.intake.outside_table import OutsideTable
from models.intake.past_columns import FIGURES, SEVERAL, PastColumn, past_head
from models.intake.past_table import PastLine, columns_left, read_past
from models.intake.past_turned import likely_past, upright

_WIDTHS = (270, 110, 70, 90, 90, 200)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TINTS = {
    Fate.DOUBTED: theme.YELLOW.tint,
    Fate.HELD: theme.HEADER,
    Fate.UNUSED: theme.HEADER,
    Fate.REFUSED: theme.RED.tint,
}
_FIXED = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled  # no tick
_AT_ONCE = 5_000  # cells; a larger table is read off the window's thread
_HOW = (
    "在 Excel 或 WPS 里选中“指标”和上年数的几列（连表头），复制，回到这里按 Ctrl+V。\n"
    "可以只有上年全年一列，也可以每月或每季一列；月份横排竖排都行，累计数、当期数都行（当期数会累加）。"
)


class _Figure(QTreeWidgetItem):
    """A figure's row. What it says is made when somebody looks at it: a table has tens of thousands of figures."""

    def __init__(self, line: PastLine) -> None:
        super().__init__()
        self.line, self._fate = line, fate_of(line)
        match self._fate:
            case Fate.SURE:
                self.setCheckState(0, Qt.CheckState.Checked)
            case Fate.DOUBTED:
                self.setCheckState(0, Qt.CheckState.Unchecked)
            case Fate.HELD | Fate.UNUSED | Fate.REFUSED:
                self.setFlags(_FIXED)

    def data(self, column: int, role: int) -> Any:
        """A cell's text, tooltip and look; the line itself for the preview. Ticks are the tree's own."""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return past_texts(self.line)[column]
            case Qt.ItemDataRole.BackgroundRole if self._fate in _TINTS:
                return QColor(_TINTS[self._fate])
            case Qt.ItemDataRole.ToolTipRole if column == PastPreviewColumn.HINT:
                return plain_tip(self.line.doubt or self.line.note)
            case Qt.ItemDataRole.FontRole if column == PastPreviewColumn.NEW:
                return theme.bold()
            case Qt.ItemDataRole.TextAlignmentRole if column in (PastPreviewColumn.HELD, PastPreviewColumn.NEW):
                return _RIGHT
        if role == LINE and column == 0:
            return self.line
        return super().data(column, role)


class PastPreview(LinePreview):
    """One row a figure; what cannot be written has no tick."""

    def __init__(self) -> None:
        super().__init__(HEADINGS, _WIDTHS, PastPreviewColumn.HINT)
        self.setRootIsDecorated(False)
        self.setAccessibleName("将写入的上年数据")
        self._figures: list[_Figure] = []

    def show_lines(self, lines: Sequence[PastLine]) -> None:
        """Sure figures are ticked, doubtful ones and those that are there already are not."""
        self.blockSignals(True)
        self.clear()
        self._figures = list(map(_Figure, lines))
        self.addTopLevelItems(self._figures)
        self.blockSignals(False)

    def chosen(self) -> list[PastLine]:
        """The figures ticked, in the table's order."""
        return [item.line for item in self._figures if item.checkState(0) is Qt.CheckState.Checked]


class PastDialog(BlockDialog):
    """Figures of the year before, for the plan shown."""

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        self.lines: list[PastLine] = []
        self._first, self._is_turned = 0, False
        self._asked = 0  # the number of the reading that is waited for; 0 for none
        self._preview = PastPreview()
        super().__init__(parent, session, self._preview, PastColumn, SEVERAL, _HOW)
        self.finished.connect(lambda _: self.session.forget(self._asked))
        self.setWindowTitle(f"粘贴上年数据：{session.ledger.plan.year - 1}年 — 要点通")

    def likely(self, tables: Sequence[OutsideTable]) -> int:
        """The sheet with the most figures of last year."""
        return likely_past([table.rows for table in tables], self.session.ledger.plan.year)

    def recognised(self) -> tuple[int, Sequence[StrEnum]]:
        """The header, by its words; else a column of names and one of figures."""
        self.block = upright(self.outside.rows)
        self._is_turned = self.block != [list(row) for row in self.outside.rows]
        head = past_head(self.read_rows, self.session.ledger.plan.year)
        self._first = head.first
        return max(self._first - 1, 0), head.columns

    def understand(self, roles: Sequence[StrEnum]) -> None:
        """Read a figure out of every filled cell below a month, and show them; a large table while one can go on."""
        rows, first, columns = self.read_rows, self._first, [PastColumn(r) for r in roles]
        ledger = self.session.ledger
        self.session.forget(self._asked)
        self._asked, self.lines = 0, []
        if sum(map(len, rows)) <= _AT_ONCE:
            self.lines = read_past(rows, first, columns, ledger)
        else:
            self._asked = self.session.ask(
                lambda _: read_past(rows, first, columns, ledger), self._understood, self._not_understood
            )
        self._preview.show_lines(self.lines)

    def _understood(self, lines: list[PastLine]) -> None:
        """A large table has been read."""
        self._asked, self.lines = 0, lines
        self._preview.show_lines(lines)
        self.describe()
        self.count()

    def _not_understood(self, sentence: str) -> None:
        self._asked = 0
        self.say(sentence)

    def remarks(self) -> list[str]:
        """Which columns somebody still has to name, and whether the header was found."""
        said = []
        if self._asked:
            said.append("正在认每一个数")
        roles = [PastColumn(r) for r in self.head.roles]
        if self._is_turned:
            said.append("月份是竖排的，已转成横排")
        if PastColumn.NAME not in roles:
            said.append("请在列头选定哪一列是“指标”")
        if FIGURES.isdisjoint(roles):
            said.append(f"没有认出{self.session.ledger.plan.year - 1}年的数，请在列头选定上年数是哪几列")
        elif not self._first:
            said.append("没有认出表头，请核对列头")
        left = columns_left(self.read_rows, self._first, roles, self.session.ledger.plan.year)
        if left:
            said.append(f"不用的列：{'、'.join(left)}")
        return said

    def count(self) -> None:
        """Figures ticked, doubtful and impossible."""
        chosen = len(self._preview.chosen())
        self.summary.setText(past_summary(chosen, self.lines) if self.block else "")
        self.next_button.setEnabled(any(line.value is not None and line.doubt for line in self.lines))
        self.offer(f"{chosen} 个", possible=bool(chosen))

    def write(self) -> None:
        """Write the figures ticked, as one action."""
        figures = [line.entity for line in self._preview.chosen() if line.entity]
        what = f"粘贴上年数据：{len(figures)}个数"
        act_for_reason(
            self,
            self.session,
            lambda store, reason: store.write(what, figures, reason=reason),
            self.done_writing,
            self.say,
        )
