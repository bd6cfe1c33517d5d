"""Every dialog that asks for a file or a folder, opened and left: run by a test."""

import sys
from pathlib import Path

from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from gui.kit import ask

sys.frozen = True

application = QApplication([])
over = QWidget()


def leave():
    if QThread.currentThread().loopLevel():  # that of a dialog
        QApplication.activeModalWidget().reject()


leaving = QTimer(interval=50)
leaving.timeout.connect(leave)
leaving.start()
for call, more in (
    (ask.open_file, ["x (*)", Path.cwd()]),
    (ask.open_files, ["x (*)", Path.cwd()]),
    (ask.save_file, ["x (*)", Path.cwd() / "a"]),
    (ask.folder, [Path.cwd()]),
):
    call(over, "哪里", *more)
