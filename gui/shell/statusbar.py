"""The line below the pages: file, saved time, backup, the rule in force, and 演示数据."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from db.ledger.backups import backups_of
from gui.kit import theme
from gui.kit.elided import Elided
from gui.kit.plain import PlainLabel, plain_tip
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
        self.file, self.saved, self._backup, self.rule = PlainLabel(), PlainLabel(), PlainLabel(), Elided()
        self._demo = PlainLabel("演示数据")
        self._demo.setObjectName("demo")
        self.rule.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.rule.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._said = PlainLabel()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SAID_FOR)
        self._clock.timeout.connect(self._show_usual)
        self._width = NARROW
        for label in (self._said, self.file, self.saved, self._backup):
            row.addWidget(label)
        row.addWidget(self.rule, 1)
        row.addWidget(self._demo, 0, Qt.AlignmentFlag.AlignVCenter)
        session.saved.connect(self.refresh)
        session.changed.connect(self.refresh)
        session.file.changed.connect(self.refresh)
        session.period_changed.connect(self.refresh)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Show what the session says of file, saving, backup and rule."""
        session = self._session
        self.file.setText(_file_line(session))
        self.file.setToolTip(plain_tip(str(session.path)))
        self.saved.setText(_saved_line(session))
        self._backup.setText(_last_backup(session.path))
        self._show_rule()
        self._show_usual()
        self._demo.setVisible(session.has_plan and session.ledger.plan.demo)

    def say(self, text: str) -> None:
        """One line for five seconds where the file stands otherwise: success is no dialog."""
        self._said.setText(text)
        self._said.setAccessibleName(text)
        for label in (self.file, self.saved, self._backup):
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

    def _show_rule(self) -> None:
        brief = whole = ""
        if self._session.has_plan:
            rule = self._session.ledger.rule(self._session.period)
            brief, whole = f"预警规则：{rule.brief}", rule_line(rule)
        self.rule.setText(brief)
        self.rule.setToolTip(plain_tip(whole))
        self.rule.setAccessibleName(whole)

    def _show_usual(self) -> None:
        if self._clock.isActive():
            return
        self._said.hide()
        self.file.setVisible(self._width >= SMALL)
        self.saved.setVisible(bool(self.saved.text()))
        self._backup.setVisible(self._width >= NARROW)


def _file_line(session: Session) -> str:
    """The file's name, with its drive where that is not the own disk."""
    line = f"台账：{session.path.name}"
    if session.drive in NAMED:
        line += f"（{session.drive.value}）"
    return line


def _saved_line(session: Session) -> str:
    """When something was written last; that nothing can be where the file may only be read."""
    if session.read_only:
        return "只读"
    if session.file.why is not None:
        return "文件被别的程序动过"
    if session.saved_at is None:
        return ""
    return f"已保存 {session.saved_at:%H:%M:%S}"


def _last_backup(path: Path) -> str:
    """When the newest backup was made, and how many there are."""
    found = backups_of(path)
    if not found:
        return "还没有备份"
    return f"备份：{found[0].at:%m-%d %H:%M}，共 {len(found)} 份"
