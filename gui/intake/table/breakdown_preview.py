"""What a 任务分解表 will make: headings and targets as a tree, a tick for each, what needs a look in words."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem

from gui.intake.table.preview import LINE, LinePreview
from gui.kit import theme
from models.intake.breakdown import Line, LineKind, outline_places
from models.plan.entities import Kind
from models.plan.quantity import plain, with_minus
from models.words.titles import Place, place_of

COLUMNS = ("任务 / 指标", "目标", "单位", "上年数", "类型", "牵头单位", "时限", "请核对")
HINT, LAST = COLUMNS.index("请核对"), COLUMNS.index("上年数")
_SIGNS = {"=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": "约"}
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class BreakdownPreview(LinePreview):
    """Lines under their headings; those left out stand below."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, (270, 76, 66, 66, 52, 96, 104, 200), COLUMNS[HINT])
        self.setAccessibleName("将写入的任务和指标")

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
                places[place_of(line.path)].setData(0, LINE, line)
        self._left_out([line for line in lines if line.kind is LineKind.LEFT_OUT])
        self.setColumnHidden(LAST, not any(_last_year(line) for line in lines))
        self.expandAll()
        self.blockSignals(False)

    def _target(self, parent: QTreeWidgetItem, line: Line) -> None:
        fields = line.fields
        name = f"{fields['name']}（{fields['calibre']}）" if fields["calibre"] else str(fields["name"])
        kind = Kind(str(fields["kind"])).label.removesuffix("型")
        last = _last_year(line)
        texts = [name, _demand(line), str(fields["unit"]), last, kind, str(fields["unit_lead"]), str(fields["due"])]
        item = QTreeWidgetItem(parent, texts)
        item.setData(0, LINE, line)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, _UNCHECKED if line.known else _CHECKED)
        for at in (1, LAST):
            item.setTextAlignment(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setFont(1, theme.bold())
        item.setToolTip(0, f"第{line.row + 1}行：{line.words}")
        if line.doubt:
            item.setText(HINT, f"▲ {line.doubt}")
            item.setToolTip(HINT, line.doubt)
            self.paint_row(item, theme.YELLOW.tint)

    def _left_out(self, lines: Sequence[Line]) -> None:
        if not lines:
            return
        top = QTreeWidgetItem(self, [f"不写入的 {len(lines)} 行"])
        top.setFont(0, theme.bold())
        top.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        for line in lines:
            item = QTreeWidgetItem(top, [f"第{line.row + 1}行　{line.words}"])
            item.setText(HINT, line.doubt)
            item.setFlags(top.flags())
            item.setData(0, LINE, line)
            item.setToolTip(0, line.words)
            self.paint_row(item, theme.HEADER)


def _demand(line: Line) -> str:
    low, high = line.fields["value"], line.fields["value_high"]
    if not isinstance(low, Decimal):
        return "—"
    text = _SIGNS[str(line.fields["comparator"])] + with_minus(plain(low))
    return text + ("—" + with_minus(plain(high)) if isinstance(high, Decimal) else "")


def _last_year(line: Line) -> str:
    history = line.fields.get("history")
    return "、".join(with_minus(plain(v)) for v in history.values()) if isinstance(history, dict) else ""
