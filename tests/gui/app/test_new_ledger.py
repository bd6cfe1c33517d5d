"""The first window, and a ledger of one's own: by its title, a table, a plan file; nothing is written over."""

import json
import shutil

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.actions.plans import create_plan
from db.disk.failures import disk_full
from gui.app import start
from gui.app.welcome import CARDS, Welcome
from gui.dialogs.new_plan import NewPlanDialog
from gui.intake.table.breakdown import BreakdownDialog
from gui.kit import ask
from gui.shell.window import MainWindow
from tests import breakdown as puyuan

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def starter(starting, tmp_path):
    made = starting(tmp_path)
    made.welcome()
    return made


@pytest.fixture
def shown(qtbot):
    """Waits for a window of a kind and returns it."""

    def find(kind):
        def seen():
            return [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]

        qtbot.waitUntil(lambda: bool(seen()))
        return seen()[0]

    return find


@pytest.fixture
def saved(monkeypatch, tmp_path):
    """Where the save dialog's answer comes from: the proposed name."""
    proposed = []

    def answer(parent, title, kinds, path, *, over=True):
        proposed.append(path)
        return path

    monkeypatch.setattr(ask, "save_file", answer)
    return proposed


def drop(widget, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    nothing = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    widget.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, *nothing))


def plan_file(folder, title="小镇2021年工作要点"):
    path = folder / "小镇.json"
    path.write_text(json.dumps({"title": title, "year": 2021, "targets": [{"name": "企业", "value": 3}]}), "utf-8")
    return path


def test_three_cards_and_their_keys(dressed, qtbot):
    page = Welcome()
    qtbot.addWidget(page)
    page.show()
    wanted = []
    page.wanted.connect(wanted.append)
    assert [c[0] for c in CARDS] == ["新建台账", "打开已有台账", "看演示"]
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3):
        QTest.keyClick(page, key, ALT)
    assert wanted == [0, 1, 2]


def test_from_the_welcome_to_54_targets_and_back(starter, shown, saved, qtbot, tmp_path):
    QTest.keyClick(starter.window, Qt.Key.Key_1, ALT)
    dialog = shown(NewPlanDialog)
    dialog.rows.fields["title"].show("濮院镇2020年工作要点")
    assert dialog.rows.read("year") == "2020"
    dialog.create_button.click()
    paste = shown(BreakdownDialog)
    assert saved == [tmp_path / "濮院镇2020年工作要点.ydt"]
    assert saved[0].exists()
    window = shown(MainWindow)
    assert window.session.period.year == 2020
    QGuiApplication.clipboard().setText(puyuan.block())
    paste.paste_button.click()
    paste.write_button.click()
    qtbot.waitUntil(lambda: len(window.session.ledger.targets) == 54)
    assert window.statusbar.text == "已写入 54 项。可用 Ctrl+Z 撤销。"
    window.session.undo()
    qtbot.waitUntil(lambda: not window.session.ledger.targets)
    assert window.overview.no_targets.isVisible()


def test_an_empty_ledger_to_type_into(starter, shown, saved, qtbot):
    starter.new_ledger()
    dialog = shown(NewPlanDialog)
    dialog.rows.fields["title"].show("小镇2021年工作要点")
    dialog.rows.fields["issuer"].show("小镇")
    dialog.typed.setChecked(True)
    dialog.create_button.click()
    window = shown(MainWindow)
    assert window.session.ledger.plan.issuer == "小镇"
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, BreakdownDialog) and w.isVisible()]


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [("title", "", "请填计划标题"), ("year", "两千", "年份要填四位数字"), ("date", "春天", "不是日期")],
)
def test_what_is_missing_is_said_and_nothing_is_lost(starter, shown, saved, key, typed, said):
    starter.new_ledger()
    dialog = shown(NewPlanDialog)
    for field, text in {"title": "小镇2021年工作要点", "year": "2021", "number": "镇〔2021〕1号", key: typed}.items():
        dialog.rows.fields[field].line.setText(text)
    dialog.create_button.click()
    assert said in dialog.problem.text()
    assert dialog.isVisible()
    assert not saved
    assert dialog.rows.read("number") == "镇〔2021〕1号"
    assert dialog.focusWidget() is dialog.rows.fields[key].line
    dialog.reject()


def test_the_year_follows_the_title_until_it_is_typed(starter, shown):
    starter.new_ledger()
    dialog = shown(NewPlanDialog)
    title, year = dialog.rows.fields["title"].line, dialog.rows.fields["year"].line
    title.setText("小镇２０２１年要点")
    assert year.text() == "2021"
    year.selectAll()
    QTest.keyClicks(year, "2022")
    title.setText("小镇2023年要点")
    assert year.text() == "2022"
    dialog.reject()


def test_a_cancelled_place_leaves_the_dialog(starter, shown, monkeypatch):
    monkeypatch.setattr(ask, "save_file", lambda *_, **__: None)
    starter.new_ledger()
    dialog = shown(NewPlanDialog)
    dialog.rows.fields["title"].show("小镇2021年工作要点")
    dialog.create_button.click()
    assert dialog.isVisible()
    assert dialog.create_button.isEnabled()
    dialog.reject()


@pytest.mark.parametrize(("answer", "made"), [(1, "小镇(2).ydt"), (2, None)])
def test_an_existing_file_is_never_written_over(starter, shown, monkeypatch, tmp_path, answer, made):
    (tmp_path / "小镇.ydt").write_bytes(b"old")
    asked = []
    monkeypatch.setattr(ask, "save_file", lambda *_, **__: tmp_path / "小镇")
    monkeypatch.setattr(ask, "choose", lambda _, text, buttons, **__: asked.append((text, buttons)) or answer)
    starter.new_ledger()
    dialog = shown(NewPlanDialog)
    dialog.rows.fields["title"].show("小镇2021年工作要点")
    dialog.typed.setChecked(True)
    dialog.create_button.click()
    assert "没有覆盖它" in asked[0][0]
    assert asked[0][1][1] == "另建一本：小镇(2).ydt"
    if made:
        assert shown(MainWindow).session.path.name == made
    else:
        assert dialog.isVisible()
        dialog.reject()
    assert (tmp_path / "小镇.ydt").read_bytes() == b"old"


@pytest.mark.parametrize(("answer", "opened"), [(0, "小镇.ydt"), (1, "小镇(2).ydt")])
def test_a_plan_file_whose_ledger_is_there_already(starter, shown, monkeypatch, tmp_path, demo_made, answer, opened):
    path = plan_file(tmp_path)
    shutil.copy(demo_made, tmp_path / "小镇.ydt")
    monkeypatch.setattr(ask, "choose", lambda *_, **__: answer)
    drop(starter.window, path)
    window = shown(MainWindow)
    assert window.session.path.name == opened
    assert (window.session.ledger.plan.year == 2020) is (answer == 0)


def test_the_ledger_that_is_open_is_not_opened_twice(starter, shown, monkeypatch, tmp_path, qtbot):
    path = plan_file(tmp_path)
    starter.open(path)
    window = shown(MainWindow)
    monkeypatch.setattr(ask, "choose", lambda *_, **__: 0)
    drop(window, path)
    assert window.strip.text == "这本台账正开着，就是现在这一本。"
    assert starter.window is window
    assert not window.session.read_only


def test_a_workbook_dropped_on_the_welcome(starter, shown, saved, tmp_path, qtbot):
    from openpyxl import Workbook

    book = Workbook()
    for row in puyuan.rows():
        book.active.append(row)
    book.save(tmp_path / "分解表.xlsx")
    drop(starter.window, tmp_path / "分解表.xlsx")
    dialog = shown(NewPlanDialog)
    assert not dialog.typed.isVisible()
    dialog.rows.fields["title"].show("濮院镇2020年工作要点")
    dialog.create_button.click()
    paste = shown(BreakdownDialog)
    assert paste.write_button.text() == "写入 54 项"
    paste.write_button.click()
    window = shown(MainWindow)
    qtbot.waitUntil(lambda: len(window.session.ledger.targets) == 54)


def test_a_file_that_cannot_be_used_is_said_on_the_welcome(starter, tmp_path, qtbot):
    (tmp_path / "坏.xlsx").write_bytes(b"x")
    drop(starter.window, tmp_path / "坏.xlsx")
    qtbot.waitUntil(lambda: "不是Excel工作簿" in starter.window.strip.text)
    (tmp_path / "坏.json").write_text("{", "utf-8")
    drop(starter.window, tmp_path / "坏.json")
    qtbot.waitUntil(lambda: "JSON" in starter.window.strip.text)
    assert not (tmp_path / "坏.ydt").exists()


@pytest.mark.parametrize("name", ["分解表.csv", "分解表.xls", "分解表.ET"])
def test_a_table_of_any_kind_is_dropped_on_the_welcome(starter, shown, saved, qtbot, tmp_path, name):
    (tmp_path / name).write_bytes("指标,目标值\n企业,18家\n".encode("gb18030"))
    drop(starter.window, tmp_path / name)
    qtbot.waitUntil(lambda: bool(shown(NewPlanDialog)))
    dialog = shown(NewPlanDialog)
    dialog.rows.fields["title"].show("小镇2021年工作要点")
    dialog.create_button.click()
    paste = shown(BreakdownDialog)
    assert [line.fields["name"] for line in paste.lines if line.fields] == ["企业"]
    assert paste.note.text().startswith(f"{name}，2 行")
    paste.reject()


def test_the_answer_comes_when_the_dialog_went_with_its_window(starter, shown, saved):
    """Another ledger came up while the new one was being made: what was asked for is made all the same."""
    starter.new_ledger()
    dialog = shown(NewPlanDialog)
    dialog.rows.fields["title"].show("小镇2021年工作要点")
    dialog.typed.setChecked(True)
    dialog.create_button.click()
    shiboken6.delete(dialog)
    assert shown(MainWindow).session.ledger.plan.title == "小镇2021年工作要点"


def test_a_refusal_comes_when_the_dialog_went_with_its_window(starter, shown, saved, qtbot, monkeypatch):
    def full(path, _):
        raise disk_full(path)

    monkeypatch.setattr(start, create_plan.__name__, full)
    starter.new_ledger()
    dialog = shown(NewPlanDialog)
    dialog.rows.fields["title"].show("小镇2021年工作要点")
    dialog.create_button.click()
    shiboken6.delete(dialog)
    qtbot.waitUntil(lambda: "已满" in starter.window.strip.text)
