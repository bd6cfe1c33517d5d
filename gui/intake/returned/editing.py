"""Typing over a value in the preview: a line for figures, a list for stages, several lines for words."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.intake.returned.model import LINE
from gui.kit import theme
from gui.kit.editors import fill, text_in
from gui.target.choices import Choices
from models.plan.fields import WORDS_FIELDS

Index = QModelIndex | QPersistentModelIndex
TEXT_LINES = 4
WIDE_TEXT = 320  # of the editor of words, which is wider than its cell
_WORDS = frozenset(field.heading for field in WORDS_FIELDS)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ValueDelegate(QStyledItemDelegate):
    """Makes the editor of a value. Enter, Tab and leaving it hand over what was typed; Esc gives back what was."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        """By what the field takes."""
        line = index.data(LINE)
        editor: QWidget
        if line.choices:
            combo = Choices(parent, line.choices)
            combo.activated.connect(lambda _: self._finish(combo))
            editor = combo
        elif line.column in _WORDS:
            editor = QPlainTextEdit(parent)
            editor.setTabChangesFocus(True)
        else:
            editor = QLineEdit(parent)
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            editor.setFont(theme.bold())
        editor.setAccessibleName(f"{line.name}，{line.column}")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What stands there, all of it selected."""
        fill(editor, str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand over what was typed, though it is none of the choices; where nothing was chosen what came is kept."""
        line, text = index.data(LINE), text_in(editor)
        if isinstance(editor, Choices) and editor.unmatched:
            text = editor.unmatched
        if text or not isinstance(editor, QComboBox) or line.entry in line.choices:
            model.setData(index, text)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: ARG002
        """In the cell; words get several lines and more width, within the rows."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        parent = editor.parentWidget()
        if isinstance(editor, QPlainTextEdit) and parent is not None:
            height = min(QFontMetrics(editor.font()).lineSpacing() * TEXT_LINES + 12, parent.height())
            width = min(max(WIDE_TEXT, rect.width()), parent.width())
            left = min(rect.left(), parent.width() - width)
            rect = QRect(left, max(0, min(rect.top(), parent.height() - height)), width, height)
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter finishes, in words too; Ctrl+Enter breaks a line there."""
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER):
            return super().eventFilter(editor, event)
        if isinstance(editor, QPlainTextEdit) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            editor.insertPlainText("\n")
        elif isinstance(editor, QWidget):
            self._finish(editor)
        return True

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
