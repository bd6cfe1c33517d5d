"""F1: the help of the screen in view; below it what holds everywhere: keys, the first quarter, backups."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QTextBrowser, QVBoxLayout, QWidget

import resources
from gui.kit import theme

EVERYWHERE = ("keys", "start", "care")


class HelpDialog(QDialog):
    """The shipped help of one screen; it stays open beside the window while one tries what it says."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("帮助 — 要点通")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.browser = QTextBrowser()
        self.browser.setObjectName("sheet")
        self.browser.setAccessibleName("帮助")
        self.browser.document().setDefaultFont(theme.font(theme.TARGET_PX - 1))
        self.browser.document().setDocumentMargin(theme.PADDING)
        pages = [resources.read_text("help", f"{page}.md") for page in (name, *EVERYWHERE)]
        self.browser.setMarkdown("\n\n".join(pages))
        close = QPushButton("关闭(&C)")
        close.clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(self.browser, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(min(720, parent.width() - 40), min(640, parent.height() - 20))
        self.browser.setFocus()
