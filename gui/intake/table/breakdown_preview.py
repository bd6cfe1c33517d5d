"""What a 任务分解表 will make: headings and targets as a tree, a tick for each, what needs a look in words."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem

from gui.intake.table.breakdown_words import HEADINGS, BreakdownColumn, last_year, target_texts
from gui.intake.table.preview import LINE, LinePreview
from gui.kit import theme
from gui.kit.plain import plain_tip
from models.intake.breakdown import BreakdownKind, BreakdownLine, outline_places
from models.words.titles import Place, place_of

_WIDTHS = (270, 76, 66, 66, 52, 96, 104, 200)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class BreakdownPreview(LinePreview):
    """Lines under their headings; those left out stand below."""

    def __init__(self) -> None:
        super().__init__(HEADINGS, _WIDTHS, BreakdownColumn.HINT)
        self.setAccessibleName("将写入的任务和指标")

    def show_lines(self, lines: Sequence[BreakdownLine], new: Collection[Place]) -> None:
        """Show what a block became; `new` are the headings that the plan does not have yet."""
        self.blockSignals(True)
        self.clear()
        places = self._headings(lines, new)
        for line in lines:
            if line.kind is BreakdownKind.TARGET:
                self._target(places.get(place_of(line.path)) or self.invisibleRootItem(), line)
            elif line.kind is BreakdownKind.HEADING and line.path:
                places[place_of(line.path)].setData(0, LINE, line)
        self._left_out([line for line in lines if line.kind is BreakdownKind.LEFT_OUT])
        self.setColumnHidden(BreakdownColumn.LAST_YEAR, not any(map(last_year, lines)))
        self.expandAll()
        self.blockSignals(False)

    def _headings(self, lines: Sequence[BreakdownLine], new: Collection[Place]) -> dict[Place, QTreeWidgetItem]:
        """An item for each heading below that of its parent; one with targets below it takes its tick from them."""
        held = {place_of(line.path) for line in lines if line.kind is BreakdownKind.TARGET}
        places: dict[Place, QTreeWidgetItem] = {}
        for place, title in outline_places(lines).items():
            item = QTreeWidgetItem(places.get(place[:-1]) or self.invisibleRootItem(), [title.number + title.title])
            item.setFont(0, theme.bold())
            if place not in new:
                item.setText(BreakdownColumn.HINT, "计划里已有，沿用")
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            if any(target[: len(place)] == place for target in held):
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsAutoTristate)
            else:
                item.setCheckState(0, _CHECKED)
            places[place] = item
        return places

    def _target(self, parent: QTreeWidgetItem, line: BreakdownLine) -> None:
        item = QTreeWidgetItem(parent, target_texts(line))
        item.setData(0, LINE, line)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, _UNCHECKED if line.known else _CHECKED)
        for at in (BreakdownColumn.DEMAND, BreakdownColumn.LAST_YEAR):
            item.setTextAlignment(at, _RIGHT)
        item.setFont(BreakdownColumn.DEMAND, theme.bold())
        item.setToolTip(0, plain_tip(f"第{line.row + 1}行：{line.words}"))
        if line.doubt:
            item.setText(BreakdownColumn.HINT, f"▲ {line.doubt}")
            item.setToolTip(BreakdownColumn.HINT, plain_tip(line.doubt))
            self.paint_row(item, theme.YELLOW.tint)

    def _left_out(self, lines: Sequence[BreakdownLine]) -> None:
        if not lines:
            return
        top = QTreeWidgetItem(self, [f"不写入的 {len(lines)} 行"])
        top.setFont(0, theme.bold())
        top.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        for line in lines:
            item = QTreeWidgetItem(top, [f"第{line.row + 1}行　{line.words}"])
            item.setText(BreakdownColumn.HINT, line.doubt)
            item.setFlags(top.flags())
            item.setData(0, LINE, line)
            item.setToolTip(0, plain_tip(line.words))
            self.paint_row(item, theme.HEADER)
