"""粘贴任务分解表 as a clerk uses it: paste, correct a column, untick, write, undo."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItemIterator

from db.actions.plans import create_plan
from db.ledger.store import Store
from gui.intake.table.breakdown import BreakdownDialog
from gui.intake.table.breakdown_preview import BreakdownPreview
from gui.kit import ask
from models.intake.outside_table import plain_table
from models.plan.entities import Kind
from models.words.columns import Role
from tests import breakdown as puyuan

OPTIONS = tuple(Role)


@pytest.fixture
def session(opened, tmp_path):
    """A new ledger with an empty plan."""
    create_plan(tmp_path / "新.ydt", {"title": "濮院镇2020年工作要点", "year": "2020"})
    return opened(tmp_path / "新.ydt")


@pytest.fixture
def dialog(session, qtbot):
    made = BreakdownDialog(None, session)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_due_day_written_whole_is_read_whole(dialog):
    preview = dialog.findChild(BreakdownPreview)
    due = preview.columnCount() - 1
    assert preview.columnWidth(due) >= preview.fontMetrics().horizontalAdvance("2026年12月底前") + 6


def paste(dialog, table):
    text = table if isinstance(table, str) else puyuan.block(table)
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def lines_of(text):
    return [row.split("|") for row in text.split("\n")]


def item(dialog, name):
    found = QTreeWidgetItemIterator(dialog.preview)
    while found.value():
        if found.value().text(0) == name:
            return found.value()
        found += 1
    raise AssertionError(name)


def target(session, name):
    return next(t for t in session.ledger.targets if t.full_name == name)


def test_the_plan_of_puyuan_is_pasted_written_and_taken_back(dialog, session, qtbot, settled):
    changes = []
    session.changed.connect(changes.append)
    paste(dialog, puyuan.rows())
    assert dialog.summary.text() == "将新增 4 个领域、16 个任务、54 项指标。整批可以一次撤销。"
    assert dialog.write_button.text() == "写入 54 项"
    dialog.write_button.click()
    settled()
    assert not dialog.isVisible()
    assert dialog.written == "已写入 54 项"
    assert len(session.ledger.targets) == 54
    assert session.undo_step == "粘贴任务分解表：54项指标"
    for made, wanted in zip(session.ledger.targets, puyuan.PLAN["targets"], strict=True):
        assert (made.name, made.value, made.unit) == (wanted["name"], wanted["value"], wanted["unit"])
        assert made.comparator == wanted.get("comparator", "=")
        assert made.kind == wanted["kind"]
    session.undo()
    settled()
    assert session.ledger.targets == []
    assert session.ledger.headings == []
    assert session.ledger.units == {}


def test_a_column_is_corrected_above_it(dialog, session, settled):
    paste(dialog, lines_of("名头|今年|量\n企业|18|家\n外资|24|万美元"))
    assert "没有认出表头" in dialog.note.text()
    before = dialog.head.roles
    for at, role in enumerate((Role.NAME, Role.VALUE, Role.UNIT)):
        dialog.head.boxes[at].setCurrentIndex(OPTIONS.index(role))
    assert dialog.head.roles == (Role.NAME, Role.VALUE, Role.UNIT) != before or before == dialog.head.roles
    dialog.head.boxes[2].setCurrentIndex(OPTIONS.index(Role.NAME))  # one column only can be that
    assert dialog.head.roles == (Role.UNUSED, Role.VALUE, Role.NAME)
    dialog.head.boxes[0].setCurrentIndex(OPTIONS.index(Role.NAME))
    dialog.head.boxes[2].setCurrentIndex(OPTIONS.index(Role.UNIT))
    item(dialog, "名头").setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.write_button.text() == "写入 2 项"
    dialog.write_button.click()
    settled()
    assert [(t.name, t.value, t.unit) for t in session.ledger.targets] == [
        ("企业", Decimal(18), "家"), ("外资", Decimal(24), "万美元"),
    ]  # fmt: skip


def test_several_columns_may_be_notes(dialog, session, settled):
    paste(dialog, lines_of("指标|目标值|口径|工作举措\n企业|18家|年底数|开三次会"))
    assert "不用的列：工作举措" in dialog.note.text()
    dialog.head.boxes[3].setCurrentIndex(OPTIONS.index(Role.NOTE))
    assert dialog.head.roles[2:] == (Role.NOTE, Role.NOTE)
    dialog.write_button.click()
    settled()
    assert target(session, "企业").note == "年底数\n开三次会"


def test_what_cannot_be_read_is_kept_and_pointed_at(dialog, session, settled):
    paste(dialog, lines_of("任务|指标|目标值\n平台|企业|三家\n|外资|24万美元\n|出口|2家和3家"))
    assert "2 行请核对" in dialog.summary.text()
    QTest.keyClick(dialog, Qt.Key.Key_F3)
    assert dialog.preview.currentItem().text(0) == "企业"
    assert "不是阿拉伯数字" in dialog.detail.text()
    assert dialog.table.currentIndex().row() == 1
    QTest.keyClick(dialog, Qt.Key.Key_F3)
    assert dialog.preview.currentItem().text(0) == "出口"
    QTest.keyClick(dialog, Qt.Key.Key_F3)
    assert dialog.preview.currentItem().text(0) == "企业"
    QTest.keyClick(dialog, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.preview.currentItem().text(0) == "出口"
    paste(dialog, lines_of("任务|指标|目标值\n平台|企业|三家"))
    assert dialog.detail.text() == ""
    dialog.write_button.click()
    settled()
    kept = target(session, "企业")
    assert (kept.value, kept.kind, kept.quote) == (None, Kind.QUALITATIVE, "企业 三家")


def test_ticks_choose_targets_and_headings(dialog, session, settled):
    paste(dialog, lines_of("任务|指标|目标值\n平台|企业|18家\n|外资|24万美元\n开放|出口|3亿元\n健康||"))
    item(dialog, "外资").setCheckState(0, Qt.CheckState.Unchecked)
    item(dialog, "开放").setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.summary.text().startswith("将新增 2 个任务、1 项指标")
    item(dialog, "健康").setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.summary.text().startswith("将新增 1 个任务、1 项指标")
    dialog.write_button.click()
    settled()
    assert [t.name for t in session.ledger.targets] == ["企业"]
    assert [h.title for h in session.ledger.headings] == ["平台"]


def test_pasting_the_same_again_offers_nothing_twice(dialog, session, settled, qtbot):
    table = lines_of("任务|指标|目标值\n平台|企业|18家")
    paste(dialog, table)
    dialog.write_button.click()
    settled()
    again = BreakdownDialog(None, session)
    qtbot.addWidget(again)
    again.source.take([plain_table([*table, ["平台", "出口", "3亿元"]])])
    assert item(again, "企业").checkState(0) is Qt.CheckState.Unchecked
    assert again.summary.text().startswith("将新增 1 项指标；1 行请核对")
    again.write()
    settled()
    assert [(t.name, session.ledger.headings[0].title) for t in session.ledger.targets] == [
        ("企业", "平台"), ("出口", "平台"),
    ]  # fmt: skip
    assert len(session.ledger.headings) == 1


def test_nothing_on_the_clipboard_is_said(dialog):
    paste(dialog, "")
    assert "剪贴板里没有文字" in dialog.strip.text
    assert not dialog.write_button.isEnabled()


def test_a_workbook_is_opened_and_a_broken_one_is_said(dialog, tmp_path, monkeypatch, settled):
    from openpyxl import Workbook

    book = Workbook()
    for row in puyuan.rows():
        book.active.append(row)
    book.save(tmp_path / "表.xlsx")
    monkeypatch.setattr(ask, "open_file", lambda *_: tmp_path / "表.xlsx")
    dialog.open_button.click()
    settled()
    assert dialog.write_button.text() == "写入 54 项"
    assert dialog.note.text().startswith("表.xlsx，56 行")
    (tmp_path / "坏.xlsx").write_bytes(b"PK")
    dialog.source.read_book(tmp_path / "坏.xlsx")
    settled()
    assert "不是Excel工作簿" in dialog.strip.text
    assert dialog.write_button.text() == "写入 54 项"


def test_too_large_a_block_is_refused(dialog):
    paste(dialog, "\n".join(f"企业{i}\t18家" for i in range(3001)))
    assert "超过3000行" in dialog.strip.text
    assert not dialog.write_button.isEnabled()


def test_a_failed_write_leaves_everything_as_it_was(dialog, session, settled, monkeypatch):
    paste(dialog, lines_of("指标|目标值\n企业|18家"))

    def full(*_, **__):
        from db.disk.failures import disk_full

        raise disk_full(session.path)

    monkeypatch.setattr(Store, "write", full)
    dialog.write_button.click()
    settled()
    assert dialog.isVisible()
    assert "已满" in dialog.strip.text
    assert dialog.write_button.isEnabled()
    assert dialog.write_button.text() == "写入 1 项"


def test_a_choice_beyond_the_edge_comes_into_view(dialog, qtbot):
    dialog.resize(500, 500)
    paste(dialog, [[f"第{i}列的名字" for i in range(12)], ["企业"] * 12])
    assert dialog.head.boxes[11].geometry().right() > dialog.head.viewport().width()
    dialog.activateWindow()
    dialog.head.boxes[11].setFocus()
    qtbot.waitUntil(lambda: dialog.head.boxes[11].geometry().right() <= dialog.head.viewport().width())
    dialog.head.boxes[0].setFocus()
    qtbot.waitUntil(lambda: dialog.head.boxes[0].geometry().left() >= 0)


def test_everything_is_reached_by_keyboard(dialog, qtbot):
    paste(dialog, lines_of("指标|目标值|牵头单位\n企业|18家|经济办"))
    reached = set()
    dialog.paste_button.setFocus()
    for _ in range(20):
        reached.add(dialog.focusWidget())
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    for widget in (*dialog.head.boxes, dialog.table, dialog.preview, dialog.write_button, dialog.cancel_button):
        assert widget in reached
        assert widget.accessibleName() or widget.text()


def test_another_plan_that_comes_up_ends_it(dialog, session, settled, tmp_path):
    """An undo still on its way took the plan: the dialog would write into another, or read into none."""
    paste(dialog, lines_of("指标|目标值\n企业|18家"))
    book = tmp_path / "表.csv"
    book.write_text("指标,目标值\n企业,18家\n", encoding="utf-8")
    session.undo()
    dialog.source.read_book(book)
    settled()
    assert not session.has_plan
    assert not dialog.isVisible()
