"""The session follows the store narrowly, and never shows a judgement of another period or of other figures."""

import random
import shutil
from dataclasses import replace
from decimal import Decimal

import pytest

from db.actions.plans import choose_plan
from db.disk import log
from db.disk.failures import Refusal
from db.ledger.store import Store
from gui.entry.page import EntryPage
from gui.kit.veil import Veil
from gui.overview.page import OverviewPage
from gui.session.requests import UNEXPECTED
from gui.session.session import SMALL
from gui.target.roles import COUNTS_ROLE, TARGET_ROLE
from models.judging.assess import assess_all
from models.judging.groups import StatusFilter, behind, count, missing
from models.judging.statuses import Status
from models.plan.entities import Kind, Progress, progress_id
from models.plan.period import Period
from models.plan.said import Said
from tests.performance import big

TIMES = 8  # of the demo plan: more targets than are judged at once


@pytest.fixture(scope="session")
def large_made(tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "large.ydt"
    big.create(path, TIMES)
    return path


@pytest.fixture
def large(opened, large_made, tmp_path):
    session = opened(shutil.copy(large_made, tmp_path / "large.ydt"))
    assert len(session.ledger.targets) > SMALL
    return session


@pytest.fixture
def heard(session):
    """What the session says: `saved` and the targets of `changed`."""
    said = []
    session.saved.connect(lambda: said.append("saved"))
    session.changed.connect(lambda change: said.append(change.targets))
    return said


def cell(session, number=0, month=12, **fields):
    target = session.ledger.targets[number]
    key = Period.of_month(2020, month).key
    kept = session.ledger.cells_of(target).get(key)
    return replace(kept or Progress(progress_id(target.id, key), target.id, key), **fields)


class TestFollowing:
    def test_a_figure_changes_its_target_alone(self, session, heard, settled):
        ledger, new = session.ledger, cell(session, value=Decimal(7))
        session.write("填", [new])
        settled()
        assert heard == ["saved", frozenset({new.target_id})]
        assert session.ledger is ledger
        assert ledger.cells[new.target_id][new.period] == new

    def test_taking_back_a_new_figure_takes_its_cell_away_and_nothing_else(self, session, heard, settled):
        ledger, new = session.ledger, cell(session, value=Decimal(7))
        session.write("填", [new])
        settled()
        session.undo()
        settled()
        assert heard[2:] == ["saved", frozenset({new.target_id})]
        assert session.ledger is ledger
        assert new.period not in ledger.cells[new.target_id]
        session.redo()
        settled()
        assert ledger.cells[new.target_id][new.period] == new

    def test_a_write_that_changes_nothing_is_answered_and_no_more(self, session, heard, settled):
        new, done = cell(session, value=Decimal(7)), []
        session.write("填", [new])
        settled()
        heard.clear()
        ledger, at, step = session.ledger, session.saved_at, session.undo_step
        session.write("又填", [new], done=lambda: done.append(True))
        settled()
        assert done == [True]
        assert not heard
        assert (session.ledger, session.saved_at, session.undo_step) == (ledger, at, step)

    def test_anything_else_is_read_anew(self, session, heard, settled):
        ledger, target = session.ledger, session.ledger.targets[0]
        session.write("改名", [replace(target, name="另名")])
        settled()
        assert heard == ["saved", None]
        assert session.ledger is not ledger
        assert session.target(target.id).name == "另名"

    def test_a_figure_of_another_plan_of_the_file_is_read_anew(self, session, heard, settled):
        from db.actions.plans import add_plan
        from tests.db.sample import small_plan

        session.act(lambda store: add_plan(store, small_plan(title="上年计划", year=2019)))
        settled()
        heard.clear()

        def write(store):
            other = store.ledger(choose_plan(store, year=2019).id).targets[0]
            store.write("填", [Progress(progress_id(other.id, "2019-12"), other.id, "2019-12", value=Decimal(5))])

        session.act(write)
        settled()
        assert heard == ["saved", None]

    def test_an_answer_nobody_waits_for_is_dropped(self, session, settled):
        answers = []
        number = session.ask(lambda _: "late", answers.append)
        session.forget(number)
        session.ask(lambda _: "wanted", answers.append)
        settled()
        assert answers == ["wanted"]


class TestJudging:
    def test_a_small_plan_is_judged_at_once(self, session, qtbot):
        with qtbot.assertNotEmitted(session.judged):
            session.set_period(Period.parse("2020Q1"))
            assert session.all_judged
            assert list(session.by_target.values()) == assess_all(session.ledger, session.period)

    def test_a_large_plan_says_when_all_are_judged(self, large, qtbot, tmp_path):
        log.keep(tmp_path)
        with qtbot.waitSignal(large.judged):
            large.set_period(Period.parse("2020-10"))
            assert not large.all_judged
        assert large.all_judged
        told = log.text()
        log.stop()
        assert f"done judged count={len(large.ledger.targets)} ms=" in told

    def test_a_row_is_right_before_all_are_judged(self, large):
        large.set_period(Period.parse("2020-10"))
        last = large.ledger.targets[-1].id
        found = large.by_target[last]
        assert not large.all_judged
        assert found == assess_all(large.ledger, large.period)[-1]

    def test_whoever_asks_for_all_gets_all(self, large):
        large.set_period(Period.parse("2020-10"))
        assert not large.all_judged
        assert large.assessments == assess_all(large.ledger, large.period)

    def test_no_judgement_is_of_another_period_or_of_figures_that_changed(self, large, settled, qtbot):
        pick = random.Random(20201031)
        periods = [Period.parse(p) for p in ("2020Q1", "2020Q2", "2020Q3", "2020-09", "2020-10", "2020-10-15")]
        written = 0
        for _ in range(40):
            act = pick.randrange(4)
            if act == 0:
                large.set_period(pick.choice(periods))
            elif act == 1:
                at, month = pick.randrange(len(large.ledger.targets)), pick.choice((3, 6, 9, 10))
                large.write("填", [cell(large, at, month, value=Decimal(pick.randrange(9999)))])
                settled()
                written += 1
            elif act == 2 and written:
                large.undo()
                settled()
                written -= 1
            else:
                qtbot.wait(pick.randrange(12))
            some = pick.choice(large.ledger.targets)
            expected = assess_all(large.ledger, large.period)
            assert large.by_target[some.id] == next(a for a in expected if a.target.id == some.id)
            if pick.random() < 0.5:
                assert large.assessments == expected
                assert large.derived(behind) == behind(expected)
                assert large.derived(count) == count(expected)

    def test_a_period_seen_before_is_there_at_once(self, large):
        first = large.period
        assert large.assessments
        large.set_period(Period.parse("2020-10"))
        large.set_period(first)
        assert large.all_judged

    def test_the_periods_beside_are_judged_while_nothing_happens(self, large, qtbot):
        large.set_period(Period.parse("2020Q2"))
        qtbot.waitUntil(lambda: large.all_judged and not large.judging)
        for quarter in ("2020Q1", "2020Q2", "2020Q3"):
            large.set_period(Period.parse(quarter))
            assert large.all_judged

    def test_another_rule_is_another_judgement(self, large, settled):
        from models.plan.entities import Setting
        from models.plan.presets import YINCHUAN

        assert large.assessments
        large.write("改规则", [Setting("rule.preset", YINCHUAN)])
        settled()
        assert {a.rule.preset for a in large.assessments} == {YINCHUAN}


class TestPagesOfALargePlan:
    @pytest.fixture
    def page(self, qtbot, large):
        made = OverviewPage(large)
        qtbot.addWidget(made)
        made.resize(1366, 620)
        made.show()
        qtbot.waitUntil(lambda: large.all_judged)
        return made

    def test_rows_in_view_are_right_at_once_and_counts_when_all_are_judged(self, page, large, qtbot):
        model = page.panel.model
        row = next(model.rows(lambda node: node.target is not None))
        heading = next(i for i in model.rows(lambda node: node.heading is not None) if "达序时" in i.data(COUNTS_ROLE))
        period = Period.parse("2020-10")
        expected = {a.target.id: a for a in assess_all(large.ledger, period)}
        with qtbot.waitSignal(large.judged):
            large.set_period(period)
            shown = row.siblingAtColumn(1).data()
            assert shown == expected[model.target(row).id].word
            assert "达序时" not in heading.data(COUNTS_ROLE)  # nothing rather than the old count
        assert page.band.reported.toolTip().startswith(f"应报 {count(expected.values()).members} 项")
        assert "达序时" in heading.data(COUNTS_ROLE)
        assert [a.target.id for a in page.missing.table.list_model.members] == [
            a.target.id for a in missing(expected.values())
        ]

    def test_a_filter_by_status_follows_when_all_are_judged(self, page, large, qtbot):
        page.panel.filter_status(StatusFilter.MISSING)
        with qtbot.waitSignal(large.judged):
            large.set_period(Period.parse("2020-10"))
        expected = {a.target.id for a in assess_all(large.ledger, large.period) if a.status is Status.MISSING}
        shown = {n.data(TARGET_ROLE) for n in page.panel.model.rows(lambda node: node.target is not None)}
        assert shown == expected

    def test_a_veil_covers_old_counts_until_all_are_judged(self, page, large, qtbot):
        veil = page.findChild(Veil)
        assert veil.isHidden()
        with qtbot.waitSignal(large.judged):
            large.set_period(Period.parse("2020-10"))
            assert veil.isHidden()  # a short wait shows nothing
            veil.cover()
            assert veil.isVisible()
            assert veil.geometry() == veil.parentWidget().rect()
        assert veil.isHidden()
        assert not veil.waiting

    def test_copying_before_all_are_judged_copies_all(self, page, large):
        large.set_period(Period.parse("2020-10"))
        assert not large.all_judged
        page.copy_notice()
        from PySide6.QtGui import QGuiApplication

        expected = len(behind(assess_all(large.ledger, large.period)))
        assert f"未达到序时进度或目标的有{expected}项" in QGuiApplication.clipboard().text()

    def test_the_grid_counts_when_all_are_judged_and_finds_all_doubts(self, qtbot, large, settled):
        growing = [at for at, target in enumerate(large.ledger.targets) if target.kind is Kind.GROWTH]
        huge = [cell(large, at, 9, value=Decimal(99_999)) for at in (growing[0], growing[-1])]  # per cent
        large.write("填", huge)
        settled()
        page = EntryPage(large)
        qtbot.addWidget(page)
        page.resize(1366, 620)
        page.show()
        with qtbot.waitSignal(large.judged):
            large.set_period(Period.parse("2020-10"))
        counted = count(assess_all(large.ledger, large.period))
        qtbot.waitUntil(lambda: f"已报 {counted.reported}/{counted.members}" in page.head.counts.text())
        large.set_period(Period.parse("2020Q3"))
        qtbot.waitUntil(lambda: page.strip.counts()[0] == len(huge))
        for doubted in huge:
            assert page.entries.said(page.entries.spot(doubted.target_id, "value"))


def test_what_is_judged_later_is_what_the_file_says(opened, large_made, tmp_path, settled, qtbot):
    path = shutil.copy(large_made, tmp_path / "again.ydt")
    session = opened(path)
    session.write("填", [cell(session, 3, 9, value=Decimal(1))])
    settled()
    qtbot.waitUntil(lambda: session.all_judged)
    with Store.open(path, reading=True) as store:
        ledger = store.ledger(session.ledger.plan.id)
    assert session.assessments == assess_all(ledger, session.period)


class TestAnswers:
    def test_what_is_done_right_after_choosing_another_plan_does_not_bring_the_old_one_back(self, session, settled):
        from db.actions.plans import add_plan
        from tests.db.sample import small_plan

        made = []
        session.act(lambda store: made.append(add_plan(store, small_plan(title="另一个计划", year=2020)).id))
        settled()
        assert session.ledger.plan.id != made[0]
        session.set_plan(made[0])
        session.write("改名", [replace(session.ledger.targets[0], name="另名")])
        settled()
        assert session.ledger.plan.id == made[0]

    def test_a_mistake_of_ours_is_told_to_who_asked_too(self, session, settled, qtbot):
        told = []
        with qtbot.captureExceptions() as mistakes:
            session.act(lambda _: 1 / 0, failed=told.append)
            settled()
        assert told == [str(UNEXPECTED)]
        assert [kind for kind, *_ in mistakes] == [ZeroDivisionError]
        assert not session.writing

    def test_a_restore_that_fails_leaves_the_ledger_open(self, session, settled):
        told, new = [], cell(session, value=Decimal(7))

        def refuse():
            raise Refusal(Said("bad", "这份备份坏了"))

        session.restore(refuse, lambda _: told.append("done"), told.append)
        session.write("填", [new], failed=told.append)  # into a file that may be another in a moment
        settled()
        assert told[0].startswith("没有保存：台账正从备份恢复")
        assert told[1:] == ["这份备份坏了。"]
        session.write("填", [new])
        settled()
        assert session.ledger.cells[new.target_id][new.period] == new
