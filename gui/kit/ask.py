"""Questions to the user, behind one small facade: a test in which an unexpected one appears fails."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QInputDialog, QLabel, QLineEdit, QMessageBox, QWidget

from gui.kit.plain import no_key
from gui.kit.wheel import turn_only_focused
from gui.system import association, places

_VISITED = "FileDialog"
_QT_KEYS = (r"Software\QtProject\OrganizationDefaults", r"Software\QtProject")  # in the registry
PLAN_FILES, JSON_FILES, BOOKS, PICTURES = "台账 (*.ydt)", "计划文件 (*.json)", "Excel工作簿 (*.xlsx)", "图片 (*.png)"
FORMS = "填报表 (*.xlsx *.xlsm *.xls *.et *.csv)"

TABLES = "表格 (*.xlsx *.xls *.et *.xlsm *.csv *.tsv *.txt *.htm *.html *.xml);;所有文件 (*)"


def within(parent: QWidget, width: int, height: int) -> QSize:
    """The size for a dialog: as wanted, but within its window."""
    room = parent.window().size()
    return QSize(min(width, room.width() - 24), min(height, room.height() - 24))


def choose(parent: QWidget, text: str, buttons: Sequence[str], *, safe: int = -1) -> int:
    """Ask with buttons that are verbs; returns the index chosen, `safe` (which has the focus) on Esc."""
    box = QMessageBox(parent)
    box.setWindowTitle("要点通")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    made = [box.addButton(no_key(name), QMessageBox.ButtonRole.ActionRole) for name in buttons]
    safe %= len(buttons)
    box.setDefaultButton(made[safe])
    box.setEscapeButton(made[safe])
    box.exec()
    box.deleteLater()
    clicked = box.clickedButton()
    return next((i for i, button in enumerate(made) if button is clicked), safe)


def tell(parent: QWidget, text: str) -> None:
    """Say something that must be read."""
    choose(parent, text, ["知道了"])


def ask_text(parent: QWidget, question: str, text: str = "") -> str | None:
    """A line of text; None when cancelled or empty."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle("要点通")
    dialog.setLabelText(no_key(question))  # its label belongs to the field below
    dialog.setTextValue(text)
    dialog.setTextEchoMode(QLineEdit.EchoMode.Normal)
    dialog.setOkButtonText("确定")
    dialog.setCancelButtonText("取消")
    return _answer(dialog)


def pick(parent: QWidget, question: str, names: Sequence[str], now: int = 0, *, editable: bool = False) -> str | None:
    """One of some names, or a new one where that is allowed; None when cancelled or empty."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle("要点通")
    dialog.setLabelText(no_key(question))  # its label belongs to the field below
    dialog.setComboBoxItems(list(names))
    dialog.setComboBoxEditable(editable)
    if names:
        dialog.setTextValue(names[now])
    dialog.setOkButtonText("确定")
    dialog.setCancelButtonText("取消")
    return _answer(dialog)


def open_file(parent: QWidget, title: str, kinds: str, folder: Path) -> Path | None:
    """A file to open; None where none was chosen."""
    with _traceless():
        name, _ = QFileDialog.getOpenFileName(parent, title, str(folder), kinds)
    return _path(name)


def open_files(parent: QWidget, title: str, kinds: str, folder: Path) -> list[Path]:
    """Files to open; none where the user thought better of it."""
    with _traceless():
        names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder), kinds)
    return [Path(n) for n in names]


def save_file(parent: QWidget, title: str, kinds: str, proposed: Path, *, over: bool = True) -> Path | None:
    """A file to write; the ending is added where it is missing. Without `over` the caller asks about existing ones."""
    options = QFileDialog.Option(0)
    if not over:
        options = QFileDialog.Option.DontConfirmOverwrite
    with _traceless():
        name, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds, options=options)
    if not name:
        return None
    path = Path(name)
    if not path.suffix:
        path = path.with_suffix(proposed.suffix)
    return path


def folder(parent: QWidget, title: str, start: Path) -> Path | None:
    """A folder to write into."""
    with _traceless():
        name = QFileDialog.getExistingDirectory(parent, title, str(start))
    return _path(name)


def _path(name: str) -> Path | None:
    """What was chosen; a dialog that was cancelled gives an empty name."""
    if not name:
        return None
    return Path(name)


@contextmanager
def _traceless() -> Iterator[None]:
    """Qt writes the folders visited into the user's profile (QtProject); what was not there before goes again."""
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    new = places.frozen() and _VISITED not in kept.childGroups()
    file = Path(kept.fileName())  # the name of a key, on Windows
    made = not file.exists()
    yield
    if new:
        kept.sync()
        kept.remove(_VISITED)
        kept.sync()
        empty = not kept.allKeys()
        del kept
        if association.offered():
            for key in _QT_KEYS:
                association.registry().remove_empty(key)
        elif made and empty:
            file.unlink(missing_ok=True)


def _answer(dialog: QInputDialog) -> str | None:
    _fit(dialog)
    dialog.finished.connect(dialog.deleteLater)
    if not dialog.exec():
        return None
    return dialog.textValue().strip() or None


def _fit(dialog: QInputDialog) -> None:
    """A long name in the question or the list does not make it wider than the screen."""
    dialog.resize(460, dialog.height())  # Qt makes its widgets here
    label, box = dialog.findChild(QLabel), dialog.findChild(QComboBox)
    if isinstance(label, QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setMinimumWidth(430)
    if isinstance(box, QComboBox):
        turn_only_focused(box)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    dialog.adjustSize()
