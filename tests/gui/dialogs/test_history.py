"""修改记录: a cell's history, all actions found by words, each taken back where nothing since touched it."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from db.actions.periods import close_period
from gui.dialogs import history as history_dialog
from gui.dialogs.history import ActionsDialog, HistoryDialog
from models.plan.entities import Setting
from models.plan.said import Said
from tests.gui.entry.desk import at, kept, target_of


@pytest.fixture
def typed(entry_page, keys, settled):
    """Three figures: one twice, another once."""
    for name, text in (("合同外资", "3000"), ("引进博士", "3"), ("合同外资", "3100")):
        at(entry_page, name)
        keys(text, Qt.Key.Key_Return)
        settled()
    return entry_page


@pytest.fixture
def actions(typed, qtbot, settled):
    made = ActionsDialog(typed, typed.session)
    qtbot.addWidget(made)
    made.show()
    settled()
    return made


def listed(dialog):
    return [dialog.table.item(r, 2).text() for r in range(dialog.table.rowCount())]


def test_a_cells_history_names_old_new_and_the_action(typed, qtbot, settled):
    target = target_of(typed, "合同外资")
    dialog = HistoryDialog(typed, typed.session, "合同外资", f"{target.id}@2020-09")
    qtbot.addWidget(dialog)
    settled()
    rows = [[dialog.table.item(r, c).text() for c in range(2, 6)] for r in range(3)]
    assert rows[0] == ["本期值", "3000", "3100", "合同外资 3000→3100（三季度）"]
    assert rows[1] == ["本期值", "2960", "3000", "合同外资 2960→3000（三季度）"]
    assert rows[2][:3] == ["本期值", "空", "2960"]


def test_every_action_is_listed_the_newest_first(actions):
    assert listed(actions)[:3] == [
        "合同外资 3000→3100（三季度）",
        "引进博士 2→3（三季度）",
        "合同外资 2960→3000（三季度）",
    ]
    assert actions.count.text() == f"{actions.table.rowCount()} 条"
    assert not actions.more.isEnabled()


def test_an_action_is_taken_back_where_nothing_since_touched_it(actions, typed, settled):
    actions.table.selectRow(1)
    settled()
    assert actions.detail.toPlainText() == "引进博士（三季度）　本期值：2 → 3"
    assert actions.why.text() == ""
    actions.revert.click()
    settled()
    assert kept(typed, "引进博士") == Decimal(2)
    assert kept(typed, "合同外资") == Decimal(3100)
    assert listed(actions)[0] == "退回：引进博士 2→3（三季度）"
    assert actions.table.currentRow() == 2  # the same action is chosen still
    settled()
    assert not actions.revert.isEnabled()
    typed.session.undo()
    settled()
    assert kept(typed, "引进博士") == Decimal(3)


def test_what_was_touched_since_is_greyed_with_its_reason(actions, settled):
    actions.table.selectRow(2)
    settled()
    assert not actions.revert.isEnabled()
    assert actions.why.text().startswith("不能退回：这一处后来又改过")
    actions.table.selectRow(0)
    settled()
    assert actions.revert.isEnabled()
    assert actions.why.text() == ""


def test_a_locked_period_and_a_read_only_file_say_so(actions, typed, settled):
    plan, period = typed.session.ledger.plan.id, typed.session.period
    typed.session.act(lambda store: close_period(store, plan, period))
    settled()
    actions.search()
    settled()
    actions.table.selectRow(1)
    settled()
    assert not actions.revert.isEnabled()
    assert "已锁定" in actions.why.text()
    typed.session.ask(lambda store: setattr(store, "barred", Said("read-only", "台账只能看，不能改")), lambda _: None)
    actions.table.selectRow(2)
    settled()
    assert actions.why.text() == "不能退回：台账只能看，不能改。"


def test_actions_are_found_by_words_names_pinyin_and_days(actions, typed, settled, qtbot):
    def found(words):
        actions.words.setText(words)
        QTest.keyClick(actions.words, Qt.Key.Key_Return)
        settled()
        return listed(actions)

    assert found("博士")[0] == "引进博士 2→3（三季度）"
    assert "合同外资 2960→3000（三季度）" not in found("博士")
    assert found("htwz")[:2] == ["合同外资 3000→3100（三季度）", "合同外资 2960→3000（三季度）"]
    assert any(w.startswith("演示数据") for w in found("htwz"))  # what changed it among others
    assert found("没有的词") == []
    assert actions.detail.toPlainText() == "没有这样的操作。"
    assert actions.isVisible()  # Enter searched, and closed nothing
    typed.session.write("改名", [Setting("who", "李强")])
    settled()
    assert found("李强") == ["改名"]
    actions.words.clear()
    qtbot.waitUntil(lambda: actions.table.rowCount() > 3)


def test_two_hundred_at_a_time(actions, typed, settled, monkeypatch):
    whole = actions.table.rowCount()
    monkeypatch.setattr(history_dialog, "PAGE", 3)
    actions.search()
    settled()
    assert actions.table.rowCount() == 3
    assert actions.count.text() == "3 条，更早的还有"
    pages = 0
    while actions.more.isEnabled():
        actions.more.click()
        settled()
        pages += 1
    assert pages >= 2
    assert actions.table.rowCount() == whole
    assert len(set(listed(actions))) >= 5


def test_late_answers_are_dropped(actions, settled):
    added = []
    actions.words.setText("博士")
    actions.search()
    settled()
    assert listed(actions)
    actions.table.model().rowsInserted.connect(lambda *_: added.append(listed(actions)))
    actions.search()
    actions.words.setText("没有的词")
    actions.search()
    settled()
    assert listed(actions) == []
    assert not added  # what the first of the two questions found was never listed


@pytest.mark.parametrize(("width", "height"), [(880, 430), (1366, 698)])
def test_both_dialogs_fit_the_window(typed, settled, qtbot, width, height):
    typed.fit(width)
    typed.resize(width, height)
    target = target_of(typed, "合同外资")
    for dialog in (
        ActionsDialog(typed, typed.session),
        HistoryDialog(typed, typed.session, target.full_name, f"{target.id}@2020-09"),
    ):
        qtbot.addWidget(dialog)
        dialog.show()
        settled()
        assert dialog.width() <= width
        assert dialog.height() <= height
        assert dialog.minimumSizeHint().height() <= height
        for button in dialog.findChildren(QPushButton):
            assert button.width() >= button.sizeHint().width()


def test_the_actions_are_gone_through_by_keyboard(actions, settled):
    assert actions.words.hasFocus()
    QTest.keyClick(actions.words, Qt.Key.Key_Tab)
    assert actions.table.hasFocus()
    QTest.keyClick(actions.table, Qt.Key.Key_Down)
    settled()
    assert actions.detail.toPlainText() != history_dialog.CHOOSE
    QTest.keyClick(actions.table, Qt.Key.Key_Tab)
    assert actions.detail.hasFocus()
