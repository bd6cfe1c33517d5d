"""Nothing typed is lost: refused figures, a full disk, a file that may only be read."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from db.actions.periods import close_period
from db.actions.plans import add_plan, delete_plan
from db.disk import failures
from db.ledger.copies import save_copy
from db.ledger.store import Store
from gui.entry import leaving
from gui.entry.entries import Entries
from gui.entry.grid.cells import CellState
from gui.entry.grid.lines import GridColumn
from gui.entry.spots import Trouble, TypedText
from gui.kit import ask
from gui.session.page import Page
from models.plan.period import Period
from models.plan.said import Said
from tests.gui.entry.desk import at, cell, here, kept, shown, target_of, write

KEY = Qt.Key
SECOND, THIRD = (Period.of_month(2020, m, quarterly=True) for m in (6, 9))


@pytest.fixture
def asked(monkeypatch):
    """What was asked, and the answer given by its place."""
    made = []
    monkeypatch.setattr(ask, "choose", lambda _, text, buttons, *, safe=-1: made.append((text, buttons, safe)) or 0)
    return made


def test_any_page_may_be_left(session, qtbot):
    page = Page(session)
    qtbot.addWidget(page)
    assert page.may_leave()


def test_nothing_is_asked_where_nothing_is_left(entry_page, keys, asked):
    at(entry_page, "合同外资")
    keys("3000")  # still in the editor: handed over, not lost
    assert entry_page.may_leave()
    assert asked == []
    assert entry_page.entries.cell(target_of(entry_page, "合同外资").id).value == Decimal(3000)


def test_leaving_with_a_refused_figure_asks_and_leads_back(entry_page, keys, asked):
    at(entry_page, "合同外资")
    keys("四条", KEY.Key_Return)
    at(entry_page, "引进博士")
    assert not entry_page.may_leave()
    assert asked == [("还有 1 格没有保存：合同外资“四条”不是数字。", ["回去改", "放弃这格并离开"], 0)]
    assert here(entry_page) == ("合同外资", GridColumn.VALUE)
    assert shown(entry_page, "合同外资").text == "四条"


def test_a_refused_figure_is_given_up_only_when_said_so(entry_page, keys, monkeypatch, settled):
    for name in ("合同外资", "引进博士", "引进硕士", "新增停车位"):
        at(entry_page, name)
        keys("很多", KEY.Key_Return)
    seen = []
    monkeypatch.setattr(ask, "choose", lambda _, text, buttons, **__: seen.append((text, buttons)) or 1)
    assert entry_page.may_leave()
    (text, buttons) = seen[0]
    assert text.startswith("还有 4 格没有保存：合同外资“很多”不是数字；")
    assert text.endswith("等。")
    assert buttons[1] == "放弃这 4 格并离开"
    settled()
    assert entry_page.strip.isHidden()
    assert shown(entry_page, "合同外资").text == "2960"
    assert entry_page.may_leave()
    assert len(seen) == 1


def test_a_refused_figure_goes_with_its_period_and_is_listed_there(entry_page, keys, asked, settled):
    page = entry_page
    at(page, "合同外资")
    keys("很多")
    page.session.set_period(SECOND)  # while the editor is open
    settled()
    assert shown(page, "合同外资").text == "1850"
    assert page.strip.text.startswith("合同外资（三季度）：“很多”不是数字。")
    assert "错误 1" in page.head.counts.text()
    assert not page.may_leave()
    assert asked[0][0] == "还有 1 格没有保存：合同外资（三季度）“很多”不是数字。"
    assert page.session.period == THIRD  # 回去改 led there
    assert shown(page, "合同外资").state is CellState.WRONG
    keys("3100", KEY.Key_Return)
    settled()
    assert kept(page, "合同外资") == Decimal(3100)
    assert page.strip.isHidden()


def test_the_strip_leads_to_a_figure_of_another_period(entry_page, keys, settled):
    page = entry_page
    at(page, "合同外资")
    keys("很多", KEY.Key_Return)
    page.session.set_period(SECOND)
    settled()
    page.strip.go.click()
    assert page.session.period == THIRD
    assert here(page) == ("合同外资", GridColumn.VALUE)
    assert shown(page, "合同外资").text == "很多"


def test_a_wrong_percentage_of_the_form_is_led_to_in_the_form(entry_page, settled):
    page = entry_page
    at(page, "濮新学校（一期）投入使用")
    page.form.percent.setFocus()
    page.form.percent.selectAll()
    write(page.form.percent, "大半")
    page.view.setFocus()
    settled()
    assert page.strip.text.startswith("濮新学校（一期）投入使用：“大半”不是数字。")
    page.strip.go.click()
    assert page.focusWidget() is page.form.percent
    assert page.form.percent.text() == "大半"
    page.form.percent.selectAll()
    write(page.form.percent, "95")
    page.view.setFocus()
    settled()
    assert cell(page, "濮新学校（一期）投入使用").percent == Decimal(95)
    assert page.strip.isHidden()


@pytest.fixture
def full(session):
    """A disk without room: the file may not grow."""

    def limit(store, more):
        pages = store.db.execute("PRAGMA page_count").fetchone()[0]
        store.db.execute(f"PRAGMA max_page_count={pages + more}")

    def room(more=0):
        session.ask(lambda store: limit(store, more), lambda _: None)

    room()
    return room


LONG = "落实责任，倒排工期。" * 480


def test_a_full_disk_loses_nothing_and_is_tried_again(entry_page, keys, settled, full):
    page = entry_page
    at(page, "合同外资")
    target = target_of(page, "合同外资")
    page.entries.enter([(page.entries.spot(target.id, n), t) for n, t in (("value", "3000"), ("progress", LONG))])
    settled()
    assert page.strip.text.startswith("没有保存成功：")
    assert "已满。刚才改的 2 格还在屏幕上，没有丢。请清出空间后再试一次，或另存到别的盘。" in page.strip.text
    assert not page.strip.retry.isHidden()
    assert page.strip.copy.text() == "另存为"
    assert shown(page, "合同外资").text == "3000"
    assert page.form.texts["progress"].edit.toPlainText() == LONG
    assert kept(page, "合同外资") == Decimal(2960)
    page.strip.retry.click()
    settled()
    assert {p.trouble for p in page.entries.problems()} == {Trouble.UNSAVED}
    full(1 << 18)
    page.strip.retry.click()
    settled()
    assert (kept(page, "合同外资"), cell(page, "合同外资").progress) == (Decimal(3000), LONG)
    assert page.strip.isHidden()


def test_typing_in_the_form_on_a_full_disk_keeps_the_words(entry_page, settled, full):
    page = entry_page
    at(page, "合同外资")
    field = page.form.texts["problem"].edit
    field.setFocus()
    field.setPlainText(LONG)
    page.view.setFocus()
    settled()
    assert page.entries.problems()[0].trouble is Trouble.UNSAVED
    at(page, "引进博士")
    at(page, "合同外资")
    assert field.toPlainText() == LONG
    page.strip.go.click()
    assert page.focusWidget() is field


def test_a_full_disk_is_left_for_a_copy_with_everything_in_it(
    entry_page, keys, settled, full, tmp_path, monkeypatch, opened, asked
):
    page = entry_page
    target = target_of(page, "合同外资")
    spots = [page.entries.spot(target.id, name) for name in ("value", "progress", "past")]
    page.entries.enter(zip(spots, ("3000", LONG, "5001"), strict=True))
    settled()
    assert not page.may_leave()
    monkeypatch.setattr(ask, "save_file", lambda *_: tmp_path / "另存.ydt")
    wanted = []
    page.file_wanted.connect(wanted.append)
    page.strip.copy.click()
    settled()
    assert wanted == [tmp_path / "另存.ydt"]
    assert page.entries.problems() == []
    assert page.may_leave()
    assert kept(page, "合同外资") == Decimal(2960)
    copy = opened(tmp_path / "另存.ydt")
    saved = copy.ledger.cells_of(copy.ledger.by_id[target.id])["2020-09"]
    assert (saved.value, saved.progress) == (Decimal(3000), LONG)
    assert copy.ledger.past_of(copy.ledger.by_id[target.id])["2019-09"] == Decimal(5001)
    assert copy.undo_step == "另存为时写入没有保存成的 2 格（三季度）"


def test_a_copy_that_cannot_be_made_says_so_and_keeps_everything(
    entry_page, settled, full, tmp_path, monkeypatch, asked
):
    page = entry_page
    target = target_of(page, "合同外资")
    page.entries.enter([(page.entries.spot(target.id, "progress"), LONG)])
    settled()
    monkeypatch.setattr(ask, "save_file", lambda *_: page.session.path)
    page.strip.copy.click()
    settled()
    assert asked[0][0].startswith("没有另存成：这就是现在打开的台账")
    assert page.entries.text(page.entries.spot(target.id, "progress")) == LONG


def test_a_copy_asks_for_the_reason_where_what_was_typed_alters_a_closed_period(
    entry_page, settled, full, tmp_path, monkeypatch
):
    page, reasons = entry_page, []

    def wants_one(_store, path, *_, reason):
        reasons.append(reason)
        if not reason:
            raise failures.AltersClosed(Said("alters-closed", "会改变已锁定的三季度", todo="请写明原因再改"))
        path.touch()

    monkeypatch.setattr(leaving, save_copy.__name__, wants_one)
    monkeypatch.setattr(ask, "save_file", lambda *_: tmp_path / "另存.ydt")
    monkeypatch.setattr(ask, "ask_text", lambda *_: "更正")
    page.entries.enter([(page.entries.spot(target_of(page, "合同外资").id, "progress"), LONG)])
    settled()
    wanted = []
    page.file_wanted.connect(wanted.append)
    page.strip.copy.click()
    settled()
    assert (reasons, wanted) == (["", "更正"], [tmp_path / "另存.ydt"])


@pytest.fixture
def read_only(entry_page, store, opened, settled, tmp_path, qtbot):
    """The same file as a page of a session that may only read it."""
    page = entry_page
    barred = failures.read_only(page.session.path).said
    store.barred = page.session.barred = barred
    return page


def test_typing_into_a_read_only_file_says_why_and_offers_a_copy(read_only, keys, settled, tmp_path, monkeypatch):
    page = read_only
    at(page, "合同外资")
    assert page.strip.isHidden()
    keys("5")
    assert page.strip.text.startswith("台账只能看，不能改：")
    assert page.strip.text.endswith("请另存到本机后再填。")
    assert page.strip.copy.text() == "另存到本机"
    assert page.strip.go.isHidden()
    assert page.strip.reason.isHidden()
    assert "错误" not in page.head.counts.text()
    monkeypatch.setattr(ask, "save_file", lambda *_: tmp_path / "本机.ydt")
    wanted = []
    page.file_wanted.connect(wanted.append)
    page.strip.copy.click()
    settled()
    assert wanted == [tmp_path / "本机.ydt"]
    with Store.open(tmp_path / "本机.ydt") as store:
        assert not store.read_only
    assert kept(page, "合同外资") == Decimal(2960)


def test_another_plans_refused_figure_is_asked_for_too(entry_page, keys, asked, settled):
    page, made = entry_page, []
    at(page, "合同外资")
    keys("很多", KEY.Key_Return)
    next_year = {"title": "濮院镇2021年工作要点", "year": "2021", "issuer": "濮院镇", "number": "", "date": ""}
    page.session.act(lambda store: made.append(add_plan(store, next_year)))
    settled()
    page.session.set_plan(made[0].id)
    settled()
    assert page.session.ledger.targets == []
    assert not page.may_leave()
    assert "合同外资" in asked[0][0]
    assert "“很多”不是数字" in asked[0][0]


def test_a_click_that_itself_ends_the_last_problem_does_nothing_more(entry_page, keys, settled):
    """A button takes the focus before it is clicked: what was typed is written then, and the strip is empty."""
    page = entry_page
    for button in (page.strip.go, page.strip.reason, page.strip.back, page.strip.forward):
        button.pressed.connect(lambda: page.strip.refresh([]))
        button.click()
    assert page.strip.text == ""


@pytest.mark.parametrize("button", ["go", "reason", "retry", "copy"])
def test_problems_of_a_plan_that_is_gone_are_not_offered_any_more(entry_page, session, settled, monkeypatch, button):
    """There is no cell to go to, and none that a reason could be written for."""
    monkeypatch.setattr(ask, "ask_text", lambda *_: "核对过")
    monkeypatch.setattr(ask, "save_file", lambda *_: None)
    spots = [entry_page.entries.spot(target_of(entry_page, name).id, "value") for name in ("合同外资", "新增规上企业")]
    entry_page.entries.enter([(spots[0], "999999"), (spots[1], "四条")])  # one is doubted, one refused
    settled()
    entry_page.strip.forward.click()
    session.act(lambda store: delete_plan(store, session.ledger.plan.id, "建错了"))
    settled()
    assert not session.has_plan
    assert entry_page.strip.text == ""
    getattr(entry_page.strip, button).click()


def test_what_is_unsaved_of_a_plan_that_is_gone_stops_no_copy(session, settled):
    entries = Entries(session)
    spot = entries.spot(session.ledger.targets[0].id, "value")
    entries.drafts.fail({spot: TypedText("3", "指标", Decimal(3))}, Said("disk-full", "盘满了"))
    session.act(lambda store: delete_plan(store, session.ledger.plan.id, "建错了"))
    settled()
    assert not session.has_plan
    assert not entries.unsaved().cells
    assert list(entries.left()) == [spot]


def test_what_several_locks_refused_is_in_no_copy(session, do, settled):
    """A copy holds the same locks: it would be refused whole."""
    do(lambda store: close_period(store, session.ledger.plan.id, THIRD))
    entries = Entries(session)
    spot = entries.spot(next(t.id for t in session.ledger.targets if t.kind == "cumulative"), "value")
    entries.enter([(spot, "3"), (spot._replace(period=SECOND.key), "2")])
    settled()
    assert len(entries.left()) == 2
    assert "解锁二季度、三季度，并写明原因，再改" in str(entries.problems()[0].said)
    assert not entries.unsaved().cells
