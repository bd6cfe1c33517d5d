"""A day at the window, told by its log: every key of what was refused, and nothing of what the plan says."""

import re

import pytest

from db.disk import log
from db.disk.failures import disk_full
from db.ledger.store import Store
from db.workbooks.form_book import write_forms
from gui.app.welcome import Welcome
from gui.intake.returned.dialog import ImportDialog
from gui.plan.heading_dialog import HeadingDialog
from gui.shell.window import MainWindow
from models.collecting.form import forms
from models.plan.fields import value_field
from tests.db.sample import Q3, make_small
from tests.db.workbooks.clerk import Returned

LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [\x21-\x7e ]+")
PLAN, TARGET, UNIT, LEADER = "没有人知道的要点", "没有人知道的指标", "无名办", "赵无名"
DEMAND, FIGURE, AGAIN, UNREADABLE, WORDS = "98765.4", "12345.6", "23456.7", "约莫三成", "正在抓紧推进"
TARGETS = [{"id": "t-secret", "name": TARGET, "value": DEMAND, "unit": "吨金", "unit_lead": UNIT, "leader": LEADER}]


@pytest.fixture
def folder(tmp_path, ledger):
    """Where the settings lie, and the log beside them; the ledger was made before."""
    made = tmp_path / "设置"
    made.mkdir()
    log.keep(made)
    yield made
    log.stop()


@pytest.fixture
def ledger(tmp_path):
    (tmp_path / "赵无名的文件夹").mkdir()
    return make_small(tmp_path / "赵无名的文件夹" / f"{PLAN}.ydt", title=PLAN, targets=TARGETS)


@pytest.fixture
def window(folder, starter, ledger, qtbot):
    """The ledger, open after one that is gone was asked for."""
    starter.open(ledger.with_name("没有了.ydt"))
    qtbot.waitUntil(lambda: isinstance(starter.window, Welcome))
    starter.open(ledger)
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    starter.window.session.set_period(Q3)
    return starter.window


@pytest.fixture
def day(window, starter, qtbot):
    """Waits until the file's thread has done and answered everything."""
    return lambda: qtbot.waitUntil(lambda: not starter.worker.busy)


def told():
    """The records, without their times."""
    return [re.sub(r" ms=\d+$", "", line[20:]) for line in log.text().splitlines()]


def type_in(window, text, name=""):
    entries = window.entry.entries
    target = window.session.ledger.by_id["t-secret"]
    return entries.enter([(entries.spot(target.id, name or value_field(target)), text)])


def test_a_day_is_told_without_a_word_of_the_plan(window, starter, ledger, day, qtbot, monkeypatch, tmp_path):
    type_in(window, FIGURE)
    type_in(window, WORDS, "progress")
    day()
    window.session.undo()
    day()
    type_in(window, UNREADABLE)
    refuse_a_heading(window)
    with monkeypatch.context() as full:
        full.setattr(Store, "write", lambda *_: (_ for _ in ()).throw(disk_full(ledger)))
        type_in(window, AGAIN)
        day()
    window.entry.entries.drop(window.entry.entries.left())
    take_in(window, day, monkeypatch, tmp_path)
    window.reporting.export()
    day()
    make_a_mistake(starter, qtbot)
    window.close()
    qtbot.waitUntil(lambda: "closed" in told())
    text, lines = log.text(), told()
    assert lines[0] == "refused not-found"
    assert lines.count("loaded plans=1 targets=1") == 1
    for line in ("opened write actions=2", "written do progress=1", "written undo progress=1"):
        assert line in lines
    for key in ("no-number", "form-title", "full", "no-book"):
        assert lines.count(f"refused {key}") == 1
    for work in ("done returned count=2", "done report count=1"):
        assert work in lines
    assert [line for line in lines if line.startswith("failed ")] == ["failed ValueError"]
    assert all(LINE.fullmatch(line) for line in text.splitlines())
    told_of = (PLAN, TARGET, UNIT, LEADER, DEMAND, FIGURE, AGAIN, UNREADABLE, WORDS, "t-secret", "张敏", tmp_path.name)
    assert [secret for secret in told_of if secret in text] == []
    assert not list(ledger.parent.glob("*运行记录*"))


def refuse_a_heading(window):
    dialog = HeadingDialog(window, window.session, heading=window.session.ledger.headings[0])
    dialog.rows.fields["title"].show("")
    dialog.save()
    assert dialog.problem.text()
    dialog.deleteLater()


def take_in(window, day, monkeypatch, tmp_path):
    """A form comes back with a figure, and beside it something that is no form."""
    books = write_forms(forms(window.session.ledger, Q3), tmp_path / UNIT)
    Returned(books[0]).fill(TARGET, FIGURE).save()
    strange = tmp_path / f"{LEADER}.xlsx"
    strange.write_text(WORDS, encoding="utf-8")
    monkeypatch.setattr(ImportDialog, "exec", lambda dialog: (dialog.show(), day(), dialog.reject()))
    window.returning.import_books([*books, strange])


def make_a_mistake(starter, qtbot):
    starter.mistakes.take(ValueError, ValueError(f"{TARGET} {FIGURE}"), None)
    qtbot.waitUntil(lambda: starter.mistakes.dialog is not None)
    starter.mistakes.dialog.close()
    qtbot.waitUntil(lambda: starter.mistakes.dialog is None)


def test_a_ledger_that_may_only_be_read_says_why_once(folder, starter, ledger, qtbot):
    with Store.open(ledger):
        starter.open(ledger)
        qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    assert told()[-3:] == ["opened read actions=2", "loaded plans=1 targets=1", "refused open-elsewhere"]


def test_what_is_asked_of_a_ledger_that_was_restored_is_refused_once(folder, session, settled):
    session.restore(lambda: None, lambda _: None, print)
    settled()
    said = []
    session.ask(lambda _: None, print, said.append)
    assert told()[-2:] == ["closed", "refused ledger-restored"]
    assert len(said) == 1


def test_a_full_stick_or_none_at_all_disturbs_nobody(starter, ledger, qtbot, tmp_path):
    log.keep(tmp_path / "没有这个盘" / "设置")
    try:
        starter.open(ledger)
        qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
        assert "loaded plans=1 targets=1" in told()
    finally:
        log.stop()
    assert not (tmp_path / "没有这个盘").exists()
