"""A projection on two screens, told in lines: run by a test, in a process whose screens it chose."""

import sys
from pathlib import Path

from pyqtgraph import TextItem
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGraphicsView, QWidget

from db.actions.plans import create_demo
from gui.kit import theme
from gui.meeting.operator import Operator
from gui.meeting.projection import project
from gui.session.session import Session
from gui.session.worker import Worker

folder = Path(sys.argv[1])
QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))
application, worker, found = QApplication([]), Worker(), []
theme.dress(application)
create_demo(folder / "demo.ydt")
Session.open(folder / "demo.ydt", worker, found.append, print)
while not found:
    QTest.qWait(20)
owner = QWidget()
owner.show()
shown = project(found[0], ["puyuan2020-29", "puyuan2020-30"], owner)
strip = Operator(shown)


def say(window):
    QTest.qWait(50)
    at = window.geometry()
    print(window.screen().name(), at.x(), at.y(), at.width(), at.height(), window.isFullScreen(), len(window.pages))


say(shown)
strip.fill_menu()
print(*(a.text() for a in strip.menu.actions()[-2:]), [a.isChecked() for a in strip.menu.actions()[-2:]])
chart = shown.slide.plots[0].findChild(QGraphicsView)
texts = [item for item in chart.scene().items() if isinstance(item, TextItem)]
strip.menu.actions()[-2].trigger()
say(shown)
print(sum(t.scene() is not None for t in texts), len(shown.slide.plots[0].labels()) > 0)
again = project(found[0], ["puyuan2020-29"], owner)
say(again)
again.close()
found[0].close()
while worker.busy:
    QTest.qWait(20)
worker.stop()
