"""Files read for the preview of returned forms: refused, added, read again, stopped while they are read."""

import shutil

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from db.actions.returned import books_of
from gui.intake.returned.dialog import ImportDialog
from gui.intake.returned.lines import ReturnedKind
from gui.kit import ask
from gui.shell.statusbar import StatusBar
from tests.db.workbooks.clerk import Returned
from tests.gui.intake.returned import files as returned_files
from tests.gui.intake.returned.preview import line, press, ticked


def test_files_that_cannot_be_read_say_so_whole(show, forms, file, tmp_path):
    old = tmp_path / "旧表.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 2000)
    second = returned_files.clerk.collect(file, "2020Q2", tmp_path / "错期")["建设办"]
    wrong = shutil.copy(second, tmp_path / "建设办_二季度.xlsx")
    headless = shutil.copy(forms[1], tmp_path / "改过表头.xlsx")
    changed = Returned(headless)
    changed.sheet.cell(changed.top, changed.columns["本期值"]).value = "数"
    changed.save()
    paths = [forms[0], old, wrong, headless]
    dialog = show(paths)
    assert dialog.files.hint.text() == "1 个可用，3 个未读入"
    rows = [dialog.files.list.item(i).text() for i in range(4)]
    assert rows[0].endswith("4 行有变化 · 提醒 1")
    assert rows[1] == "旧表.xls，损坏或不是标准的Excel文件，没有读入"
    assert rows[2].startswith("建设办_二季度.xlsx，表里写的是“2020年第二季度”")
    assert rows[3].startswith("改过表头.xlsx，第4行表头被改过或删掉了")
    for at, whole in (
        (1, "旧表.xls损坏或不是标准的Excel文件，没有读入。请在Excel或WPS里打开它，另存为"),
        (2, "建设办_二季度.xlsx没有读入。表里写的是“2020年第二季度”，现在收的是2020年第三季度，读入会写到别的期间。"),
        (3, "改过表头.xlsx没有读入。第4行表头被改过或删掉了，认不出“本期值”在哪一列。"),
    ):
        dialog.files.list.setCurrentRow(at)
        assert dialog.files.box.isVisible()
        assert dialog.files.box.text.replace("\u200b", "").startswith(whole)
        assert "另有 2 个文件没有读入" in dialog.files.box.text
    dialog.resize(911, 442)
    assert dialog.files.box.isHidden()
    dialog.files.list.setCurrentRow(1)
    assert dialog.rows.strip.text.replace("\u200b", "").startswith("旧表.xls损坏或不是标准")


def test_only_refused_files(show, tmp_path):
    empty = tmp_path / "空.xlsx"
    empty.write_bytes(b"")
    dialog = show([empty])
    assert dialog.rows.sentence.startswith("这些文件都没有读入")
    assert dialog.files.box.text.replace("\u200b", "") == "空.xlsx是空文件，没有读入。请向填报单位重新要一份。"
    assert not dialog.bottom.write.isEnabled()
    assert dialog.bottom.export.isEnabled()


def test_a_conversion_is_shown(show, file, tmp_path):
    form = returned_files.forms(file, tmp_path / "表")["招商办"]
    Returned(form).fill("投资", "760000万元").save()
    found = line(show([form]), "投资")
    assert (found.new, found.hint, found.kind) == ("76", "760000万元 = 76亿元", ReturnedKind.SURE)


def test_a_file_mended_and_added_again_takes_its_own_place(show, forms, monkeypatch, qtbot):
    dialog = show(forms)
    dialog.model.tick([line(dialog, "投资")], on=False)
    Returned(forms[1]).fill("道路", 4).save()
    monkeypatch.setattr(ask, "open_files", lambda *_: [forms[1]])
    press(dialog.head.add)
    qtbot.waitUntil(lambda: not dialog.reading)
    assert line(dialog, "道路").kind is ReturnedKind.SURE
    assert ticked(dialog) == {("企业", "本期值"), ("企业", "进展情况"), ("道路", "本期值")}
    assert dialog.files.list.count() == 2


def test_files_dropped_on_the_preview_are_added(show, forms, qtbot):
    dialog = show(forms[:1])
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(forms[1]))])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, buttons, none))
    qtbot.waitUntil(lambda: not dialog.reading)
    assert dialog.files.list.count() == 2
    assert dialog.head.hint.text() == "2020年第三季度 · 2 个文件"


def test_a_folder_stands_for_its_workbooks(tmp_path, forms):
    folder = forms[0].parent
    (folder / "~$招商办.xlsx").write_bytes(b"")
    assert books_of([folder]) == sorted(forms)
    assert books_of([tmp_path / "没有.xlsx"]) == [tmp_path / "没有.xlsx"]


def test_cancel_while_reading(qtbot, session, over, forms):
    dialog = ImportDialog(over, session, forms, StatusBar(session))
    dialog.show()
    assert dialog.reading
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()  # until the worker has stopped
    qtbot.waitUntil(lambda: not dialog.reading)
    qtbot.waitUntil(dialog.isHidden)
    assert dialog.outcome == "已取消，没有读入。台账没有变。"
    assert dialog.found.books == []


def test_a_second_esc_does_not_wait(qtbot, session, over, forms, settled):
    dialog = ImportDialog(over, session, forms, StatusBar(session))
    dialog.show()
    for _ in range(2):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()
    settled()  # the late answer finds nobody
    assert dialog.found.books == []


def test_cancel_while_adding_keeps_what_was_there(show, forms, qtbot):
    dialog = show(forms[:1])
    before = ticked(dialog)
    dialog.read(forms)
    dialog.progress.stop()
    qtbot.waitUntil(lambda: not dialog.reading)
    assert dialog.isVisible()
    assert ticked(dialog) == before
    assert [b.name for b in dialog.found.books] == [forms[0].name]
