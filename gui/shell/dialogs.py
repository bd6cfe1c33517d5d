"""The dialogs that the menu ≡ opens over the window, each loaded when it is wanted."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QWidget

import resources
from gui.kit import ask
from gui.session.session import Session

ABOUT = (
    "把一年的工作要点变成一本活的台账。不联网，数据只在您自己的台账文件里。\n"
    "使用的组件：Qt（PySide6，LGPL）、pyqtgraph、numpy、openpyxl、sqlite-utils、pypinyin。"
)


class Dialogs:
    """Over the window `over`. `may_restore` asks before the file is replaced by a backup, `restored` is told then."""

    def __init__(
        self,
        session: Session,
        over: QWidget,
        may_restore: Callable[[], bool],
        restored: Callable[[Path], object],
    ) -> None:
        self._session, self._over = session, over
        self._may_restore, self._restored = may_restore, restored

    def directory(self) -> None:
        """单位和人员目录: every name once, changed everywhere."""
        from gui.dialogs.directory import DirectoryDialog

        self._show(DirectoryDialog(self._over, self._session))

    def settings(self) -> None:
        """设置: the rule, the cadence, the office of this ledger."""
        from gui.dialogs.settings import SettingsDialog

        self._show(SettingsDialog(self._over, self._session))

    def backups(self) -> None:
        """备份与恢复: looked at, made, brought back."""
        from gui.dialogs.backups import BackupsDialog, of_session

        files, read_only = of_session(self._session), bool(self._session.read_only)
        dialog = BackupsDialog(self._over, files, read_only=read_only, may_restore=self._may_restore)
        dialog.restored.connect(self._restored)
        self._show(dialog)

    def about(self) -> None:
        """关于要点通: version, and whose work is in it."""
        ask.tell(self._over, f"要点通 {resources.version()}\n\n{ABOUT}")

    def _show(self, dialog: QDialog) -> None:
        self._session.let_go(dialog)
        dialog.exec()
