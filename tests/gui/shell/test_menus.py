"""Plans in an open ledger: made, added, changed, deleted, each undone; and what an empty one offers."""

import json

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from db.actions.periods import close_period
from gui.dialogs.directory import DirectoryDialog
from gui.dialogs.new_plan import NewPlanDialog
from gui.intake.table.breakdown import BreakdownDialog
from gui.kit import ask
from gui.shell.pages import PAGES
from gui.shell.window import MainWindow
from models.intake.outside_table import plain_table
from models.plan.said import Said


@pytest.fixture
def window(session, qtbot, settled):
    made = MainWindow(session)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    settled()


def shown(kind):
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


def entries(menu):
    menu.aboutToShow.emit()
    return {a.text(): a for a in menu.actions() if a.text()}


def drop(window, path):
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path))])
    at, copy = QPointF(9, 9), Qt.DropAction.CopyAction
    window.dropEvent(QDropEvent(at, copy, held, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))


def name_plan(title, *, table=False):
    dialog = shown(NewPlanDialog)
    dialog.rows.fields["title"].show(title)
    (dialog.from_table if table else dialog.typed).setChecked(True)
    dialog.create_button.click()


def test_the_menus_hold_what_they_promise(window):
    incoming = entries(window.toolbar.import_button.menu())
    assert list(incoming) == ["计划文件（.json）加入本台账…", "粘贴任务分解表…", "回收填报表…", "粘贴上年数据…"]
    main = entries(window.toolbar.menu_button.menu())
    assert list(main)[:5] == ["新建计划…", "打开台账…", "最近打开", "换一个计划", "删除本计划…"]
    assert "双击台账就打开…" not in main  # only the program as given out, on Windows


def test_a_new_plan_is_shown_and_one_undo_takes_it_away(window, session, settled):
    entries(window.toolbar.menu_button.menu())["新建计划…"].trigger()
    name_plan("濮院镇2021年工作要点")
    settled()
    assert (session.ledger.plan.title, session.period.year) == ("濮院镇2021年工作要点", 2021)
    assert [p.year for p in session.plans] == [2020, 2021]
    assert window.windowTitle().startswith("濮院镇2021年工作要点")
    assert window.overview.no_targets.isVisible()
    assert not window.overview.band.isVisible()
    session.undo()
    settled()
    assert (session.ledger.plan.year, session.period.year) == (2020, 2020)
    assert window.overview.band.isVisible()


def test_a_table_may_follow_the_new_plan(window, session, settled):
    window.plans.new_plan()
    name_plan("濮院镇2021年工作要点", table=True)
    settled()
    dialog = shown(BreakdownDialog)
    assert "濮院镇2021年工作要点" in dialog.windowTitle()
    dialog.source.take([plain_table([["指标", "目标值"], ["企业", "18家"]])])
    dialog.write()
    settled()
    assert [t.name for t in session.ledger.targets] == ["企业"]


def test_a_plan_file_is_added_and_shown(window, session, settled, monkeypatch, tmp_path):
    path = tmp_path / "明年.json"
    path.write_text(json.dumps({"title": "明年要点", "year": 2021, "targets": [{"name": "企业", "value": 3}]}), "utf-8")
    monkeypatch.setattr(ask, "open_file", lambda *_: path)
    entries(window.toolbar.import_button.menu())["计划文件（.json）加入本台账…"].trigger()
    settled()
    assert (session.ledger.plan.title, session.period.year) == ("明年要点", 2021)


def test_the_plan_is_deleted_after_a_question_and_comes_back_whole(window, session, settled, monkeypatch):
    asked = []
    monkeypatch.setattr(ask, "choose", lambda _, text, *__, **___: asked.append(text) or 1)
    window.plans.delete_plan()
    settled()
    assert session.has_plan
    monkeypatch.setattr(ask, "choose", lambda *_, **__: 0)
    before = session.ledger
    entries(window.toolbar.menu_button.menu())["删除本计划…"].trigger()
    settled()
    assert "54 项指标和填过的" in asked[0]
    assert not session.has_plan
    assert window.overview.no_plan.isVisible()
    main = entries(window.toolbar.menu_button.menu())
    assert not main["删除本计划…"].isEnabled()
    assert not main["换一个计划"].isEnabled()
    for page in reversed(PAGES):
        window.show_page(page.name)
    window.reporting.export()
    assert window.strip.text.startswith("台账里还没有指标。")
    session.undo()
    settled()
    assert session.ledger.targets == before.targets
    assert session.ledger.cells == before.cells
    assert window.overview.band.isVisible()


def test_a_plan_with_locks_is_deleted_for_a_reason_and_undone(window, session, settled, do, reasons, monkeypatch):
    """What was seen: 改后不能用撤销退回 in the question for the reason, though Ctrl+Z brings the plan back."""
    questions, answers = reasons
    answers.append("重复建的计划")
    monkeypatch.setattr(ask, "choose", lambda *_, **__: 0)
    do(lambda store: close_period(store, session.ledger.plan.id, session.period))
    before = session.ledger
    window.plans.delete_plan()
    settled()
    assert questions[0].endswith("请写明原因再删除，原因会记入修改记录：")
    assert window.statusbar.text.endswith("可用 Ctrl+Z 撤销。")
    session.undo()
    settled()
    assert (session.ledger.cells, session.ledger.states) == (before.cells, before.states)


def test_without_a_plan_the_buttons_lead_on(window, session, settled, monkeypatch):
    monkeypatch.setattr(ask, "choose", lambda *_, **__: 0)
    window.plans.delete_plan()
    settled()
    page = window.overview.no_plan
    page.paste_button.click()
    name_plan("濮院镇2021年工作要点", table=True)
    settled()
    assert shown(BreakdownDialog) is not None
    shown(BreakdownDialog).reject()
    assert window.overview.no_targets.paste_button.isVisible()
    assert not window.overview.no_targets.new_button.isVisible()
    window.overview.no_targets.paste_button.click()
    assert shown(BreakdownDialog) is not None
    shown(BreakdownDialog).reject()


def test_a_workbook_dropped_on_an_empty_plan_is_its_table(window, session, settled, tmp_path):
    from openpyxl import Workbook

    window.plans.new_plan()
    name_plan("濮院镇2021年工作要点")
    settled()
    book = Workbook()
    for row in (["指标", "目标值"], ["企业", "18家"]):
        book.active.append(row)
    book.save(tmp_path / "表.xlsx")
    drop(window, tmp_path / "表.xlsx")
    settled()
    dialog = shown(BreakdownDialog)
    assert dialog.write_button.text() == "写入 1 项"
    dialog.reject()


def test_a_plan_file_instead_of_typing(window, session, settled, monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(ask, "open_file", lambda *a: asked.append(a[1]))
    window.plans.new_plan()
    dialog = shown(NewPlanDialog)
    dialog.file_button.click()
    assert asked == ["打开计划文件"]
    assert not dialog.isVisible()


def test_what_fails_is_said_in_the_dialog(window, session, settled, monkeypatch):
    from db.disk.failures import disk_full
    from db.ledger.store import Store

    def full(*_):
        raise disk_full(session.path)

    monkeypatch.setattr(Store, "write", full)
    window.plans.new_plan()
    name_plan("濮院镇2021年工作要点")
    settled()
    dialog = shown(NewPlanDialog)
    assert "已满" in dialog.problem.text()
    assert dialog.rows.read("title") == "濮院镇2021年工作要点"
    dialog.reject()


def test_nothing_is_made_in_a_file_that_is_only_read(window, session):
    session.barred = Said("open-elsewhere", "这本台账正被别人打开")
    for call in (window.plans.new_plan, window.plans.paste_breakdown, window.plans.delete_plan):
        window.strip.hide()
        call()
        assert window.strip.text == "这本台账正被别人打开。"
    assert shown(NewPlanDialog) is None


@pytest.mark.parametrize("kind", ["cumulative", "milestone"])
def test_another_plan_leaves_the_figures_of_the_one_before_alone(window, session, settled, kind):
    first, key = session.ledger.plan.id, session.period.key
    cells = {t.id: session.ledger.cells.get(t.id, {}).get(key) for t in session.ledger.targets if t.kind == kind}
    window.open_target(next(t for t, cell in cells.items() if cell and cell.progress and (cell.value or cell.percent)))
    settled()
    before = session.ledger.cells
    window.plans.new_plan()
    name_plan("濮院镇2021年工作要点")
    settled()
    session.set_plan(first)
    settled()
    assert session.ledger.cells == before
    session.undo()
    settled()
    assert session.ledger.cells == before
    assert session.redo_step == "新建计划：濮院镇2021年工作要点"


def test_a_dialog_goes_when_it_is_closed_but_not_before_its_answers(window, session, settled, qtbot, monkeypatch):
    """The directory closed at once: its list is still on the way while the dialog is gone."""
    gone = []

    def close_at_once(dialog):
        dialog.destroyed.connect(lambda: gone.append(True))
        dialog.reject()
        assert not gone

    monkeypatch.setattr(DirectoryDialog, "exec", close_at_once)
    with qtbot.captureExceptions() as mistakes:
        entries(window.toolbar.menu_button.menu())["单位和人员目录…"].trigger()
        qtbot.waitUntil(lambda: bool(gone))
        settled()
    assert not mistakes


def test_a_book_that_is_read_after_its_dialog_is_closed_is_dropped(window, settled, qtbot, tmp_path, monkeypatch):
    book = Workbook()
    book.active.append(["指标", "目标"])
    book.active.append(["植树", "5 亩"])
    book.save(tmp_path / "表.xlsx")
    monkeypatch.setattr(ask, "open_file", lambda *_: tmp_path / "表.xlsx")
    entries(window.toolbar.import_button.menu())["粘贴任务分解表…"].trigger()
    dialog, gone = shown(BreakdownDialog), []
    dialog.destroyed.connect(lambda: gone.append(True))
    with qtbot.captureExceptions() as mistakes:
        dialog.open_button.click()
        dialog.reject()
        qtbot.waitUntil(lambda: bool(gone))
        settled()
    assert not mistakes


def test_a_plan_is_made_once_however_often_it_is_asked_for(window, session, settled):
    entries(window.toolbar.menu_button.menu())["新建计划…"].trigger()
    dialog = shown(NewPlanDialog)
    name_plan("濮院镇2021年工作要点")
    dialog.create_button.click()
    dialog.reject()  # not while it is being made
    assert dialog.isVisible()
    settled()
    assert [p.year for p in session.plans] == [2020, 2021]
    assert shown(NewPlanDialog) is None


def test_a_plan_on_its_way_is_made_once_and_its_dialog_waits(window, session, settled):
    window.plans.new_plan()
    dialog = shown(NewPlanDialog)
    dialog.rows.fields["title"].show("濮院镇2021年工作要点")
    dialog.create_button.click()
    dialog.create_button.click()
    dialog.reject()
    assert dialog.isVisible()
    settled()
    assert shown(NewPlanDialog) is None
    assert len(session.plans) == 2


def test_a_table_that_is_still_read_may_be_cancelled(window, settled, tmp_path, qtbot):
    book = tmp_path / "任务分解表.xlsx"
    sheet = Workbook()
    sheet.active.append(["序号", "任务"])
    sheet.save(book)
    window.plans.paste_breakdown()
    dialog = shown(BreakdownDialog)
    dialog.source.read_book(book)
    dialog.reject()
    with qtbot.waitSignal(dialog.destroyed):
        pass
    settled()


def test_projecting_without_a_plan_says_why_not(window, session, settled, monkeypatch):
    monkeypatch.setattr(ask, "choose", lambda *_, **__: 0)
    window.plans.delete_plan()
    settled()
    window.toolbar.project_button.click()
    assert window.statusbar.text == "台账里还没有计划，没有可以投影的指标。"
