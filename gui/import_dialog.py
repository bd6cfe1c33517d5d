"""回收填报表: what the returned forms would change, ticked where it is sure; nothing is read in silently."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db.importing import Import, write_changes
from gui import ask, theme
from gui.session import Session
from models.returned import CellChange

COLUMNS = ("写入", "表行", "指标", "栏目", "单位", "台账现值", "表中新值", "提示")
_CHANGE = Qt.ItemDataRole.UserRole


class ImportDialog(QDialog):
    """The preview: sure changes ticked, doubtful ones not, refused ones without a box."""

    def __init__(self, parent: QWidget, found: Import) -> None:
        super().__init__(parent)
        self.setWindowTitle("回收填报表 — 要点通")
        self.resize(1100, 640)
        self._found = found
        self.reason = ""
        column = QVBoxLayout(self)
        head = QLabel(self._headline())
        head.setObjectName("title")
        head.setWordWrap(True)
        column.addWidget(head)
        self.tree = self._make_tree()
        column.addWidget(self.tree, 1)
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        self.detail.setMinimumHeight(54)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.detail)
        self.summary = QLabel()
        bottom = QHBoxLayout()
        bottom.addWidget(self.summary, 1)
        self.cancel = QPushButton("取消")
        self.write = QPushButton()
        self.write.setObjectName("accent")
        bottom.addWidget(self.cancel)
        bottom.addWidget(self.write)
        column.addLayout(bottom)
        self._fill()
        self.tree.itemChanged.connect(self._ticked)
        self.tree.currentItemChanged.connect(lambda item, _: self._explain(item))
        self.cancel.clicked.connect(self.reject)
        self.write.clicked.connect(self.accept)
        self._count()

    def chosen(self) -> list[CellChange]:
        """The changes ticked."""
        items = self._rows()
        return [i.data(0, _CHANGE) for i in items if i.data(0, _CHANGE) and i.checkState(0) is Qt.CheckState.Checked]

    def apply(self, session: Session) -> None:
        """Write what is ticked as one undoable action."""
        chosen, found, reason = self.chosen(), self._found, self.reason
        session.act(lambda store: write_changes(store, found, chosen, reason))

    def _headline(self) -> str:
        comparison = self._found.comparison
        if not comparison.changes and not comparison.refusals and not self._found.refused:
            return "这些表与台账一致，没有要写入的内容。"
        return (
            f"读了 {self._found.files} 个文件，可用 {self._found.read} 个；"
            f"变化 {len(comparison.changes)} 处，其中存疑 {len(comparison.doubtful)} 处；"
            f"没有读入 {len(comparison.refusals)} 处；没有变化 {comparison.unchanged} 处。"
        )

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setColumnCount(len(COLUMNS))
        tree.setHeaderLabels(COLUMNS)
        tree.setUniformRowHeights(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setAccessibleName("填报表里的变化")
        for i, width in enumerate((110, 54, 220, 90, 70, 120, 140, 200)):
            tree.setColumnWidth(i, width)
        tree.header().setSectionResizeMode(len(COLUMNS) - 1, QHeaderView.ResizeMode.Stretch)
        return tree

    def _fill(self) -> None:
        comparison = self._found.comparison
        files: dict[str, QTreeWidgetItem] = {}
        for path, sentence in self._found.refused:
            item = self._file_item(path.name, files)
            item.setText(len(COLUMNS) - 1, f"✕ {sentence}")
            _paint(item, theme.RED.tint)
        for change in comparison.changes:
            self._change_item(self._file_item(change.place.file, files), change)
        for refusal in comparison.refusals:
            parent = self._file_item(refusal.place.file, files)
            row = str(refusal.place.row) if refusal.place.row else ""
            item = QTreeWidgetItem(
                parent, ["—", row, refusal.target, refusal.column, "", "", "", f"✕ {refusal.reason}"]
            )
            item.setToolTip(len(COLUMNS) - 1, refusal.reason)
            _paint(item, theme.RED.tint)
        self.tree.expandAll()

    def _file_item(self, name: str, files: dict[str, QTreeWidgetItem]) -> QTreeWidgetItem:
        if name not in files:
            item = QTreeWidgetItem(self.tree, [name])
            item.setFont(0, theme.bold())
            item.setFirstColumnSpanned(not any(p.name == name for p, _ in self._found.refused))
            files[name] = item
        return files[name]

    def _change_item(self, parent: QTreeWidgetItem, change: CellChange) -> None:
        hint = "；".join(f"▲ {d}" for d in change.doubts) or change.note
        old, new = " ".join(change.old.split()), " ".join(change.new.split())
        texts = ["", str(change.place.row), change.target.full_name, change.column, change.target.unit, old, new, hint]
        item = QTreeWidgetItem(parent, texts)
        item.setData(0, _CHANGE, change)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, Qt.CheckState.Unchecked if change.doubts else Qt.CheckState.Checked)
        item.setFont(6, theme.bold())
        for at in (5, 6):
            item.setTextAlignment(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for at, text in ((6, change.new), (7, hint)):
            item.setToolTip(at, text)
        if change.doubts:
            _paint(item, theme.YELLOW.tint)

    def _rows(self) -> list[QTreeWidgetItem]:
        tops = [self.tree.topLevelItem(i) for i in range(self.tree.topLevelItemCount())]
        return [child for top in tops if top for i in range(top.childCount()) if (child := top.child(i))]

    def _ticked(self, item: QTreeWidgetItem, column: int) -> None:
        """A doubtful change is ticked only with a reason; of two that disagree only one can be."""
        change = item.data(0, _CHANGE)
        if column or change is None:
            return
        if change.doubts and item.checkState(0) is Qt.CheckState.Checked and not self._has_reason():
            self._set_check(item, Qt.CheckState.Unchecked)
        if item.checkState(0) is Qt.CheckState.Checked:
            for other in self._rivals(item):
                self._set_check(other, Qt.CheckState.Unchecked)
        self._count()

    def _rivals(self, item: QTreeWidgetItem) -> Sequence[QTreeWidgetItem]:
        mine = item.data(0, _CHANGE)
        return [
            other
            for other in self._rows()
            if other is not item
            and (theirs := other.data(0, _CHANGE))
            and (theirs.target.id, theirs.period, theirs.column) == (mine.target.id, mine.period, mine.column)
        ]

    def _has_reason(self) -> bool:
        if not self.reason:
            question = "这一处存疑。确认无误请写一句原因，会记在台账里："
            self.reason = ask.ask_text(self, question, "已与单位核对") or ""
        return bool(self.reason)

    def _set_check(self, item: QTreeWidgetItem, state: Qt.CheckState) -> None:
        self.tree.blockSignals(True)
        item.setCheckState(0, state)
        self.tree.blockSignals(False)

    def _explain(self, item: QTreeWidgetItem | None) -> None:
        change = item.data(0, _CHANGE) if item else None
        if change is None:
            self.detail.setText(item.text(len(COLUMNS) - 1) if item else "")
            return
        what = f"{change.target.full_name}（{change.period.label}）：{change.old} → {change.new}　{change.note}"
        self.detail.setText("\n".join((what, *change.doubts)))

    def _count(self) -> None:
        chosen = len(self.chosen())
        left = len(self._found.comparison.changes) - chosen + len(self._found.comparison.refusals)
        self.summary.setText(f"将写入 {chosen} 处，跳过 {left} 处。写入前自动备份；整批可以一次撤销。")
        self.write.setText(f"写入 {chosen} 处")
        self.write.setEnabled(bool(chosen))


def _paint(item: QTreeWidgetItem, tint: str) -> None:
    for at in range(len(COLUMNS)):
        item.setBackground(at, QColor(tint))
