"""Every dialog that asks for a file or a folder, opened and left: run by a test."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from gui.kit import ask

sys.frozen = True

application = QApplication([])
over = QWidget()
for call, more in (
    (ask.open_file, ["x (*)", Path.cwd()]),
    (ask.open_files, ["x (*)", Path.cwd()]),
    (ask.save_file, ["x (*)", Path.cwd() / "a"]),
    (ask.folder, [Path.cwd()]),
):
    QTimer.singleShot(300, lambda: QApplication.activeModalWidget().reject())
    call(over, "哪里", *more)
