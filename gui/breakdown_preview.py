"""What a 任务分解表 will make: headings and targets as a tree, a tick for each, what needs a look in words."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from gui import theme
from models.breakdown import Line, LineKind, outline_places
from models.entities import Kind
from models.quantity import plain, with_minus
from models.titles import Place, place_of

COLUMNS = ("任务 / 指标", "目标", "单位", "请核对", "类型", "牵头单位", "时限")
HINT = COLUMNS.index("请核对")
_LINE = Qt.ItemDataRole.UserRole
_SIGNS = {"=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": "约"}
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class BreakdownPreview(QTreeWidget):
    """Lines under their headings; those left out stand below. `ticked` when a choice changed."""

    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(len(COLUMNS))
        self.setHeaderLabels(COLUMNS)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName("将写入的任务和指标")
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(HINT, QHeaderView.ResizeMode.Stretch)
        for at, width in enumerate((290, 80, 66, 200, 52, 110, 74)):
            self.setColumnWidth(at, width)
        self.itemChanged.connect(self._changed)

    def show_lines(self, lines: Sequence[Line], new: Collection[Place]) -> None:
        """Show what a block became; `new` are the headings that the plan does not have yet."""
        self.blockSignals(True)
        self.clear()
        held = {place_of(line.path) for line in lines if line.kind is LineKind.TARGET}
        places: dict[Place, QTreeWidgetItem] = {}
        for place, title in outline_places(lines).items():
            item = QTreeWidgetItem(places.get(place[:-1]) or self.invisibleRootItem(), [title.number + title.title])
            item.setFont(0, theme.bold())
            item.setText(HINT, "" if place in new else "计划里已有，沿用")
            above = any(p[: len(place)] == place for p in held)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            if above:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsAutoTristate)
            else:
                item.setCheckState(0, _CHECKED)
            places[place] = item
        for line in lines:
            if line.kind is LineKind.TARGET:
                self._target(places.get(place_of(line.path)) or self.invisibleRootItem(), line)
            elif line.kind is LineKind.HEADING and line.path:
                places[place_of(line.path)].setData(0, _LINE, line)
        self._left_out([line for line in lines if line.kind is LineKind.LEFT_OUT])
        self.expandAll()
        self.blockSignals(False)

    def chosen(self) -> list[Line]:
        """The lines ticked, in the block's order; a heading without targets counts by its own tick."""
        found = [
            line
            for item in self._items()
            if isinstance(line := item.data(0, _LINE), Line)
            and line.kind is not LineKind.LEFT_OUT
            and item.checkState(0) is not _UNCHECKED
        ]
        return sorted(found, key=lambda line: line.row)

    def to_doubt(self, step: int = 1) -> None:
        """Go to the next line that needs a look, round the end."""
        items = [i for i in self._items() if _is_doubtful(i.data(0, _LINE)) or i is self.currentItem()]
        if not items:
            return
        at = items.index(self.currentItem()) if self.currentItem() in items else -min(step, 0) - 1
        turned = items[at + 1 :] + items[: at + 1] if step > 0 else (items[at:] + items[:at])[::-1]
        self.setCurrentItem(next((i for i in turned if _is_doubtful(i.data(0, _LINE))), items[0]))

    def current_line(self) -> Line | None:
        """The line that is current."""
        item = self.currentItem()
        line = item.data(0, _LINE) if item else None
        return line if isinstance(line, Line) else None

    def _target(self, parent: QTreeWidgetItem, line: Line) -> None:
        fields = line.fields
        name = f"{fields['name']}（{fields['calibre']}）" if fields["calibre"] else str(fields["name"])
        kind = Kind(str(fields["kind"])).label.removesuffix("型")
        texts = [name, _demand(line), str(fields["unit"]), "", kind, str(fields["unit_lead"]), str(fields["due"])]
        item = QTreeWidgetItem(parent, texts)
        item.setData(0, _LINE, line)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, _UNCHECKED if line.known else _CHECKED)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setFont(1, theme.bold())
        item.setToolTip(0, f"第{line.row + 1}行：{line.words}")
        if line.doubt:
            item.setText(HINT, f"▲ {line.doubt}")
            item.setToolTip(HINT, line.doubt)
            _paint(item, theme.YELLOW.tint)

    def _left_out(self, lines: Sequence[Line]) -> None:
        if not lines:
            return
        top = QTreeWidgetItem(self, [f"不写入的 {len(lines)} 行"])
        top.setFont(0, theme.bold())
        top.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        for line in lines:
            item = QTreeWidgetItem(top, [f"第{line.row + 1}行　{line.words}"])
            item.setText(HINT, line.doubt)
            item.setData(0, _LINE, line)
            item.setToolTip(0, line.words)
            _paint(item, theme.HEADER)

    def _items(self) -> list[QTreeWidgetItem]:
        waiting, found = [self.topLevelItem(i) for i in range(self.topLevelItemCount())][::-1], []
        while waiting:
            item = waiting.pop()
            if item is not None:
                found.append(item)
                waiting += [item.child(i) for i in range(item.childCount())][::-1]
        return found

    def _changed(self, _: QTreeWidgetItem, column: int) -> None:
        if column == 0:
            self.ticked.emit()


def _is_doubtful(line: object) -> bool:
    return isinstance(line, Line) and line.kind is LineKind.TARGET and bool(line.doubt)


def _demand(line: Line) -> str:
    low, high = line.fields["value"], line.fields["value_high"]
    if not isinstance(low, Decimal):
        return "—"
    text = _SIGNS[str(line.fields["comparator"])] + with_minus(plain(low))
    return text + ("—" + with_minus(plain(high)) if isinstance(high, Decimal) else "")


def _paint(item: QTreeWidgetItem, tint: str) -> None:
    for at in range(len(COLUMNS)):
        item.setBackground(at, QColor(tint))
