"""What we did not expect, told once: the data is safe, and here is the report for the maintainer."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gui.kit import theme
from gui.kit.plain import PlainLabel


class CrashDialog(QDialog):
    """A sentence, and the report folded away until it is asked for."""

    def __init__(self, parent: QWidget | None, sentence: str, report: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出了错 — 要点通")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._report = report
        said = PlainLabel(sentence)
        said.setWordWrap(True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details = QPlainTextEdit(report)
        self.details.setReadOnly(True)
        self.details.setAccessibleName("错误详情")
        self.details.setMinimumHeight(160)
        self.details.hide()
        self.copy_button, self.show_button = QPushButton("复制详情(&C)"), QPushButton("看详情(&D)")
        self.close_button = QPushButton("继续使用(&G)")
        self.copy_button.clicked.connect(self._copy)
        self.show_button.clicked.connect(self._show_details)
        self.close_button.clicked.connect(self.close)
        row = QHBoxLayout()
        for button in (self.copy_button, self.show_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setSpacing(theme.PADDING)
        column.addWidget(said)
        column.addWidget(self.details, 1)
        column.addLayout(row)
        self.setMinimumWidth(520)
        self.close_button.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self.copy_button.setText("已复制")

    def _show_details(self) -> None:
        self.details.show()
        self.show_button.setEnabled(False)
        self.adjustSize()
