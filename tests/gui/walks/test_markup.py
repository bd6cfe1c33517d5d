"""Names, units, stages and words that look like markup are shown as they are, and no file they name is opened."""

import ast
import ctypes
import os
import shutil
import struct
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractListModel, QPoint
from PySide6.QtGui import QImage, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QToolTip, QWidget

from db.ledger.store import Store
from gui.dialogs.directory import DirectoryDialog
from gui.dialogs.history import ActionsDialog
from gui.kit import plain
from gui.kit.plain import PlainLabel, plain_tip
from gui.meeting.projection import Projection
from gui.plan.target_dialog import TargetDialog
from gui.plan.version_dialog import VersionDialog
from gui.shell.pages import CHARTS, ENTRY, OVERVIEW
from gui.shell.window import MainWindow
from models.plan.entities import Kind, Stage
from tests.house.source import OURS

IN_OPEN = 0x20


@pytest.fixture
def bait(tmp_path):
    """A picture that nobody may open, and how markup names it."""
    path = tmp_path / "bait.png"
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(path))
    return path, f'<img src="{path}">'


@pytest.fixture
def openings(bait):
    """How often the picture was opened so far, as the system tells."""
    if sys.platform != "linux":
        pytest.skip("inotify is Linux's")
    system = ctypes.CDLL(None, use_errno=True)
    watch = system.inotify_init1(os.O_NONBLOCK)
    assert system.inotify_add_watch(watch, os.fsencode(bait[0]), IN_OPEN) >= 0
    seen = []

    def count():
        try:
            data = os.read(watch, 65536)
        except BlockingIOError:
            return len(seen)
        while data:
            length = struct.unpack_from("iIII", data)[3]
            seen.append(1)
            data = data[16 + length :]
        return len(seen)

    yield count
    os.close(watch)


@pytest.fixture
def marked(demo_made, tmp_path, bait):
    """The demo with markup in every word that comes from outside."""
    path, mark = shutil.copy(demo_made, tmp_path / "demo.ydt"), bait[1]
    with Store.open(path) as store:
        ledger = store.ledger(store.plans()[0].id)
        puts = [replace(unit, name=f"{mark}{unit.name}") for unit in ledger.units.values()]
        puts += [replace(person, name=f"{mark}{person.name}") for person in ledger.persons.values()]
        puts += [replace(h, title=f"{mark}{h.title}") for h in ledger.headings]
        for target in ledger.targets:
            made = replace(target, name=f"{mark}{target.name}", note=mark, quote=f"{mark}{target.quote}")
            if target.kind is Kind.MILESTONE:
                made = replace(made, stages=tuple(Stage(f"{mark}{s}") for s in target.stage_names))
            elif target.unit and target.kind is not Kind.GROWTH:
                made = replace(made, unit=mark)
            puts.append(made)
        for cells in ledger.cells.values():
            words = {"progress": mark, "problem": mark, "next_step": mark, "comment": mark, "remark": mark}
            puts += [replace(cell, **words) for cell in cells.values() if not cell.stage]
        store.write(f"{mark}改名", puts)
    return path


def rich(root):
    """What would be shown as markup: labels, tooltips of widgets and of cells."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        guesses = isinstance(widget, QLabel) and widget.textFormat() is Qt.TextFormat.AutoText
        if guesses and Qt.mightBeRichText(widget.text()) and widget.text() != tip_of(widget.text()):
            found.append(f"label {widget.text()[:60]}")
        found += [f"tip {text[:60]}" for text in tips(widget) if Qt.mightBeRichText(text) and text != tip_of(text)]
    return found


def tips(widget):
    yield widget.toolTip()
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model, columns = widget.model(), 1
        if not isinstance(model, QAbstractListModel):
            columns = model.columnCount(widget.rootIndex())
        for row in range(min(model.rowCount(widget.rootIndex()), 80)):
            for column in range(columns):
                index = model.index(row, column, widget.rootIndex())
                yield str(index.data(Qt.ItemDataRole.ToolTipRole) or "")


def tip_of(text):
    """The same where it is written out as letters: it holds no tag but the one around it."""
    return text if text.startswith('<p style="white-space:pre-wrap">') and text.count("<") == 2 else ""


def test_a_tip_shows_markup_as_letters(dressed, bait):
    assert plain_tip("合同外资 3 < 5") == "合同外资 3 < 5"
    assert "&lt;img" in plain_tip(bait[1])
    label = PlainLabel(bait[1])
    assert label.textFormat() is Qt.TextFormat.PlainText
    label.deleteLater()


@pytest.fixture
def window(opened, marked, qtbot, settled):
    session = opened(marked)
    made = MainWindow(session)
    qtbot.addWidget(made, before_close_func=lambda shown: [p.close() for p in shown.findChildren(Projection)])
    made.resize(1366, 698)
    with qtbot.waitExposed(made):
        made.show()
    settled()
    return made


def look(widget, qtbot):
    """Everything of a window as it would be seen, the tooltips too; what is markup in it."""
    widget.show()
    qtbot.waitExposed(widget)
    widget.grab()
    told = [text for child in widget.findChildren(QWidget) for text in tips(child)]
    for text in filter(None, dict.fromkeys(told)):
        QToolTip.showText(QPoint(5, 5), text, widget)
    QToolTip.hideText()
    return rich(widget)


@pytest.mark.parametrize("page", [OVERVIEW, ENTRY, CHARTS])
def test_the_pages_show_it_as_it_is(window, qtbot, openings, page):
    window.show_page(page)
    targets = window.session.ledger.targets
    for target in targets[::6]:
        window.pages.now.show_target(target.id)
        assert look(window, qtbot) == []
    assert openings() == 0


DIALOGS = {
    "target": lambda w: TargetDialog(w, w.session, w.session.ledger.targets[3]),
    "version": lambda w: VersionDialog(w, w.session, w.session.ledger.targets[3]),
    "directory": lambda w: DirectoryDialog(w, w.session),
    "history": lambda w: ActionsDialog(w, w.session),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_the_dialogs_show_it_as_it_is(window, qtbot, settled, openings, name):
    dialog = DIALOGS[name](window)
    qtbot.addWidget(dialog)
    settled()
    assert look(dialog, qtbot) == []
    assert openings() == 0


def test_the_projection_shows_it_as_it_is(window, qtbot, openings):
    window.show_page(OVERVIEW)
    window.project(from_first=True)
    shown = window.findChildren(Projection)[0]
    for _ in range(6):
        assert look(shown, qtbot) == []
        shown.go(shown.page + 1)
    assert openings() == 0


def test_the_watch_sees_an_opening(bait, openings):
    bait[0].read_bytes()
    assert openings() == 1


def called(node):
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def is_label(node):
    """Whether a class is made of Qt's own label, or a call makes one."""
    if isinstance(node, ast.ClassDef):
        return any(getattr(base, "id", "") == QLabel.__name__ for base in node.bases)
    return isinstance(node, ast.Call) and called(node) == QLabel.__name__


def is_bare_tip(node):
    """Whether a tooltip is set to something that was not written out as letters."""
    if not isinstance(node, ast.Call) or called(node) != "setToolTip":
        return False
    said = node.args[-1]
    written_out = isinstance(said, ast.Call) and called(said) == plain_tip.__name__
    return not written_out and not isinstance(said, ast.Constant)


def test_every_label_and_every_tooltip_goes_through_one_place():
    found = []
    for source in OURS.product:
        if source.module != plain.__name__:
            nodes = [node for node in ast.walk(source.tree) if is_label(node) or is_bare_tip(node)]
            found += [f"{source.name}:{node.lineno}" for node in nodes]
    assert not found, "\n".join(found)
