"""The line below the pages: file, saved time, backup, the rule in force, and 演示数据."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from db.ledger.backups import backups_of
from gui.kit import theme
from gui.kit.elided import Elided
from gui.kit.widths import NARROW, SMALL
from gui.session.session import Session
from gui.system.places import NAMED
from models.report.phrase import rule_line

SAID_FOR = 5000  # milliseconds that a success stays


class StatusBar(QWidget):
    """File, saved time and backup on the left; the rule in force, always, and 演示数据 on the right."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("statusbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.STATUS_HEIGHT)
        self._session = session
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PADDING, 0, theme.PADDING, 0)
        row.setSpacing(16)
        self.file, self._saved, self._backup, self.rule = QLabel(), QLabel(), QLabel(), Elided()
        self._demo = QLabel("演示数据")
        self._demo.setObjectName("demo")
        self.rule.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.rule.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._said = QLabel()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SAID_FOR)
        self._clock.timeout.connect(self._show_usual)
        self._width = NARROW
        for label in (self._said, self.file, self._saved, self._backup):
            row.addWidget(label)
        row.addWidget(self.rule, 1)
        row.addWidget(self._demo, 0, Qt.AlignmentFlag.AlignVCenter)
        session.saved.connect(self.refresh)
        session.changed.connect(self.refresh)
        session.period_changed.connect(self.refresh)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Follow the session."""
        session = self._session
        drive = f"（{session.drive.value}）" if session.drive in NAMED else ""
        self.file.setText(f"台账：{session.path.name}{drive}")
        self.file.setToolTip(str(session.path))
        saved = f"已保存 {session.saved_at:%H:%M:%S}" if session.saved_at else ""
        self._saved.setText("只读" if session.read_only else saved)
        self._backup.setText(_last_backup(session.path))
        rule = session.ledger.rule(session.period) if session.has_plan else None
        self.rule.setText(f"预警规则：{rule.brief}" if rule else "")
        self.rule.setToolTip(rule_line(rule) if rule else "")
        self.rule.setAccessibleName(self.rule.toolTip())
        self._show_usual()
        self._demo.setVisible(session.has_plan and session.ledger.plan.demo)

    def say(self, text: str) -> None:
        """One line for five seconds where the file stands otherwise: success is no dialog."""
        self._said.setText(text)
        self._said.setAccessibleName(text)
        for label in (self.file, self._saved, self._backup):
            label.hide()
        self._said.show()
        self._clock.start()

    def hush(self) -> None:
        """What was said holds no longer."""
        self._clock.stop()
        self._show_usual()

    @property
    def text(self) -> str:
        """What is said at the moment, empty when nothing is."""
        return "" if self._said.isHidden() else self._said.text()

    def fit(self, width: int) -> None:
        """In less room the rule stays longest (screens.md §2: always printed)."""
        self._width = width
        self._show_usual()

    def _show_usual(self) -> None:
        if self._clock.isActive():
            return
        self._said.hide()
        self.file.setVisible(self._width >= SMALL)
        self._saved.setVisible(bool(self._saved.text()))
        self._backup.setVisible(self._width >= NARROW)


def _last_backup(path: Path) -> str:
    """When the newest backup was made, and how many there are."""
    found = backups_of(path)
    return f"备份：{found[0].at:%m-%d %H:%M}，共 {len(found)} 份" if found else "还没有备份"
