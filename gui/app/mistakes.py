"""Our own mistakes: logged and kept, told once in a dialog, never from inside painting or from another thread."""

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from db.disk import error_report as reports_of_errors
from gui.app.crash_dialog import CrashDialog

_LOG = logging.getLogger(__name__)


class Mistakes(QObject):
    """Takes what nobody caught. `window` says over what the dialog stands.

    The report is kept in `folder`, or in the data folder `home` where that cannot be written.
    """

    _happened = Signal(object)

    def __init__(self, window: Callable[[], QWidget | None], folder: Path, home: Path | None = None) -> None:
        super().__init__()
        self._window, self._folder, self._home = window, folder, home
        self.dialog: CrashDialog | None = None
        self._happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def watch(self) -> None:
        """From now on nothing is printed and lost; it comes here from whatever thread."""
        sys.excepthook = self.take
        threading.excepthook = lambda a: self.take(a.exc_type, a.exc_value, a.exc_traceback)

    def take(self, _: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        """One exception that nobody caught."""
        self._happened.emit((error or RuntimeError()).with_traceback(trace))

    def _tell(self, error: BaseException) -> None:
        """Keep each; show one dialog at a time, as one mistake in painting comes many times a second."""
        sentence = reports_of_errors.keep(error, self._folder / "x", self._home)
        _LOG.error(sentence, exc_info=error)
        if self.dialog is not None:
            return
        self.dialog = CrashDialog(self._window(), sentence, reports_of_errors.report_of(error))
        self.dialog.destroyed.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        self.dialog = None
