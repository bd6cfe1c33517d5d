"""A picture is copied, and the program ends: run by a test, in a process of its own."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from gui.system.clipboard import Copied, leave_behind

application = QApplication([])
application.aboutToQuit.connect(leave_behind)
QGuiApplication.clipboard().setMimeData(Copied(QImage(9, 9, QImage.Format.Format_RGB32), "2960"))
QTimer.singleShot(0, application.quit)
sys.exit(application.exec())
