"""What the form of a target understands while one types: the words of a deadline, the stages of a milestone."""

from dataclasses import replace
from datetime import date
from threading import Event

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from db.actions.plans import add_plan, delete_plan
from gui.kit.fields import FieldProblem
from gui.plan.new_names import NewNames
from gui.plan.target_actions import TargetActions
from gui.plan.target_dialog import TargetDialog, fresh_target
from models.plan.entities import DEFAULT_STAGES, Direction, Kind, Stage

NEXT_YEAR = {"title": "濮院镇2021年工作要点", "year": "2021", "issuer": "濮院镇", "number": "", "date": ""}
FOREIGN, SCHOOL = "合同外资", "濮新学校（一期）投入使用"
FINISHED = ("设计", "招标", "开工", "完工")


@pytest.fixture
def form(session, qtbot):
    """Opens the form of a target of the ledger, or of a new one."""

    def opened(name=""):
        wanted = fresh_target(session, None)
        if name:
            wanted = next(t for t in session.ledger.targets if t.full_name == name)
        dialog = TargetDialog(None, session, wanted)
        qtbot.addWidget(dialog)
        return dialog

    return opened


def line(dialog, key, text):
    """Type into a field and leave it."""
    edit = dialog.rows.fields[key].line
    edit.setText(text)
    edit.editingFinished.emit()


def help_of(dialog, key):
    return dialog.rows.fields[key].widget.accessibleDescription()


def draft(dialog):
    return dialog.draft(NewNames(dialog.session.ledger))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("10月底前", "2020-10-31"),
        ("上半年", "2020-06-30"),
        ("三季度末", "2020-09-30"),
        ("6月15日", "2020-06-15"),
        ("年底前", "2020-12-31"),
    ],
)
def test_the_words_of_a_deadline_are_read_and_it_is_shown_as_what(form, words, day):
    dialog = form()
    line(dialog, "due", words)
    assert dialog.rows.fields["due_date"].text == day
    assert help_of(dialog, "due") == f"读作 {day}"
    line(dialog, "name", "企业")
    assert (draft(dialog).due, draft(dialog).due_date) == (words, date.fromisoformat(day))


def test_other_words_follow_and_a_day_of_ones_own_stays(form):
    dialog = form()
    line(dialog, "due", "9月底")
    line(dialog, "due", "10月底")
    assert dialog.rows.fields["due_date"].text == "2020-10-31"
    line(dialog, "due_date", "2020-10-20")
    line(dialog, "due", "11月底")
    assert dialog.rows.fields["due_date"].text == "2020-10-20"
    assert help_of(dialog, "due") == "读作 2020-11-30"


def test_words_that_are_no_date_say_so(form):
    dialog = form()
    line(dialog, "due", "春节以后")
    assert "没有读成日期" in help_of(dialog, "due")
    assert dialog.rows.fields["due_date"].text == ""


def test_words_that_nobody_typed_change_no_day(form, session, settled):
    old = next(t for t in session.ledger.targets if t.full_name == FOREIGN)
    session.write("清空", [replace(old, due="9月底", due_date=None)])
    settled()
    dialog = form(FOREIGN)
    dialog.save()
    settled()
    assert session.target(old.id).due_date is None


def test_words_understood_only_at_saving_are_kept_too(form, session, settled):
    dialog = form(FOREIGN)
    dialog.rows.fields["due"].line.setText("10月底前")  # Enter, without leaving the field
    dialog.save()
    settled()
    assert session.target(dialog.target.id).due_date == date(2020, 10, 31)


def as_milestone(dialog, name):
    line(dialog, "name", name)
    dialog.rows.fields["kind"].show(Kind.MILESTONE)


def test_a_new_milestone_is_offered_the_stages_of_its_verb(form):
    dialog = form()
    as_milestone(dialog, "二期厂房开工")
    assert dialog.rows.fields["stages"].read() == "开工"
    line(dialog, "name", "环城路建成通车")
    assert dialog.rows.fields["stages"].read().split() == [*FINISHED, "通车"]
    assert [s.name for s in draft(dialog).stages] == [*FINISHED, "通车"]


def test_stages_that_were_changed_stay_and_those_cleared_are_the_verbs(form):
    dialog = form()
    as_milestone(dialog, "二期厂房开工")
    dialog.rows.fields["stages"].show("征迁\n开工")
    line(dialog, "name", "二期厂房建成")
    assert [s.name for s in draft(dialog).stages] == ["征迁", "开工"]
    dialog.rows.fields["stages"].show("")
    assert tuple(s.name for s in draft(dialog).stages) == FINISHED


def test_a_milestone_made_before_keeps_the_chain_it_had(form, session, settled):
    school = next(t for t in session.ledger.targets if t.full_name == SCHOOL)
    session.write("旧", [replace(school, stages=())])
    settled()
    dialog = form(SCHOOL)
    assert draft(dialog).stages == ()
    assert draft(dialog).stage_names == DEFAULT_STAGES


@pytest.mark.parametrize(
    ("typed", "stage"),
    [
        ("完工 6月15日", Stage("完工", date(2020, 6, 15))),
        ("完工　6月底前", Stage("完工", date(2020, 6, 30))),
        ("完工（6月底）", Stage("完工", date(2020, 6, 30))),
        ("完工：2020-06-15", Stage("完工", date(2020, 6, 15))),
        ("主体 完工 二季度", Stage("主体 完工", date(2020, 6, 30))),
        ("完工", Stage("完工")),
        ("一期 主体", Stage("一期 主体")),
        ("征迁（二标段）", Stage("征迁（二标段）")),
    ],
)
def test_a_stage_gets_the_day_that_is_written_behind_it(form, typed, stage):
    dialog = form()
    as_milestone(dialog, "厂房建成")
    dialog.rows.fields["stages"].show(typed)
    assert draft(dialog).stages == (stage,)


@pytest.mark.parametrize("typed", ["完工 6月31日", "完工 2020-13-01", "完工（13月底）"])
def test_a_day_that_is_none_is_told_and_no_name(form, typed):
    dialog = form()
    as_milestone(dialog, "厂房建成")
    dialog.rows.fields["stages"].show(typed)
    with pytest.raises(FieldProblem, match="不是日期"):
        draft(dialog)


def test_another_plan_that_comes_up_ends_it_unasked(form, session, settled):
    """An undo still on its way: what is typed belonged to a plan that is not shown any more, or is none."""
    dialog = form(FOREIGN)
    dialog.show()
    line(dialog, "due", "10月底前")
    session.act(lambda store: delete_plan(store, session.ledger.plan.id))
    settled()
    assert not session.has_plan
    assert not dialog.isVisible()


def test_what_is_striven_for_and_planned_is_typed_and_shown(form, session):
    dialog = form(FOREIGN)
    line(dialog, "stretch", "3100")
    line(dialog, "planned", "6月底前1500、3月底700万美元")
    made = draft(dialog)
    assert made.stretch == 3100
    assert [(str(amount.until), amount.value) for amount in made.planned] == [("2020-03-31", 700), ("2020-06-30", 1500)]
    again = form()
    again.rows.fields["planned"].show(made.planned)
    assert again.rows.fields["planned"].text == "3月底700、6月底1500"


@pytest.mark.parametrize(
    ("planned", "said"),
    [
        ("看情况", "“看情况”不是节点目标"),
        ("3月底700、3月5", "“3月5”不是节点目标"),
        ("3月底900、6月底700", "节点目标有下降或负数，请改正节点目标或目标值"),
        ("3月底9000", "节点目标超过全年目标，请改正节点目标或目标值"),
        ("2021年3月底700", "节点目标“2021年3月底700万美元”不在2020年，请改正节点目标或日期"),
        ("9月底700、11月底800", "“11月底800万美元”在完成时限2020-10-20以后，还不到全年目标5500万美元，请改正"),
        ("10月20日800", "“10月20日800万美元”正是完成时限2020-10-20，还不到全年目标"),
        ("1月底100", "“1月底100万美元”在开始日期2020-02-01以前，请改正节点目标或日期"),
    ],
)
def test_planned_amounts_that_are_none_are_refused_at_their_row(form, planned, said):
    dialog = form(FOREIGN)
    line(dialog, "start_date", "2020-02-01")
    line(dialog, "due_date", "2020-10-20")
    line(dialog, "planned", planned)
    with pytest.raises(FieldProblem, match=said) as found:
        draft(dialog)
    assert found.value.key == "planned"


def test_what_another_kind_has_not_goes(form):
    dialog = form(FOREIGN)
    line(dialog, "stretch", "3100")
    line(dialog, "planned", "3月底700")
    dialog.rows.fields["kind"].show(Kind.MILESTONE)
    assert (draft(dialog).stretch, draft(dialog).planned) == (None, ())


def test_a_fall_is_offered_no_direction_and_loses_the_one_it_had(form):
    dialog = form(FOREIGN)
    dialog.rows.fields["direction"].show(Direction.LOWER)
    assert draft(dialog).direction is Direction.LOWER
    dialog.rows.fields["kind"].show(Kind.REDUCTION)
    assert not dialog.rows.is_shown("direction")
    assert draft(dialog).direction is Direction.HIGHER


def test_a_target_that_came_with_one_is_saved_without(form, session, settled):
    old = next(t for t in session.ledger.targets if t.full_name == FOREIGN)
    session.act(lambda store: store.write("旧", [replace(old, kind=Kind.REDUCTION, direction=Direction.LOWER)]))
    settled()
    assert draft(form(FOREIGN)).direction is Direction.HIGHER


def test_the_form_says_which_one_it_is(form, session):
    target = next(t for t in session.ledger.targets if t.full_name == FOREIGN)
    dialog = form(FOREIGN)
    assert dialog.head.text() == f"第{session.ledger.ordinals[target.id]}项"
    assert form().head.text() == ""


def test_a_form_whose_plan_went_while_it_was_saved_stays_until_it_is_answered(session, settled, qtbot):
    old = session.ledger
    session.act(lambda store: add_plan(store, NEXT_YEAR))
    settled()
    other = next(plan.id for plan in session.plans if plan.id != old.plan.id)
    session.set_plan(old.plan.id)
    settled()
    parent = QWidget()
    qtbot.addWidget(parent)
    target = session.ledger.targets[0]
    actions = TargetActions(parent, session, lambda: [target], list, lambda: None)

    def save():
        dialog = QApplication.activeModalWidget()
        dialog.rows.fields["note"].show("改过")
        turned = Event()
        session.turning.connect(turned.set)
        session.set_plan(other)  # on its way when 保存 is pressed
        session.ask(lambda _: turned.wait(60), lambda _: None)
        dialog.save()

    QTimer.singleShot(0, save)
    actions.edit_chosen()
    settled()
    assert session.ledger.plan.id == other
