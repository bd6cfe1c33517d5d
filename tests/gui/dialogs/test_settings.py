"""The settings: every choice of an office in one form, one action, bad input said and kept."""

from decimal import Decimal

import pytest

from db.actions.plans import delete_plan
from gui.dialogs.settings import CHOICES, SettingsDialog
from models.plan.entities import Setting
from models.plan.presets import YINCHUAN
from models.plan.settings import SETTING_KEYS


@pytest.fixture
def dialog(qtbot, session):
    made = SettingsDialog(None, session)
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_setting_has_its_row(dialog):
    assert {choice.key for choice in CHOICES} == set(SETTING_KEYS) == set(dialog.rows.fields)


def test_no_two_rows_have_one_alt_key():
    letters = [c.label[c.label.index("&") + 1] for c in CHOICES]
    assert len(set(letters)) == len(letters)


def test_what_is_chosen_is_one_step_and_in_force(dialog, session, settled):
    fields = dialog.rows.fields
    fields["organisation"].line.setText("濮院镇")
    fields["who"].line.setText("张敏")
    fields["step"].box.setCurrentText("按月")
    fields["rule.preset"].box.setCurrentText(YINCHUAN)
    fields["rule.direct_band"].line.setText("０.5")
    fields["report_days"].line.setText("8")
    fields["rule.decimals"].box.setCurrentText("两位")
    fields["ranking"].box.setCurrentText("排名")
    dialog.save_button.click()
    settled()
    assert not dialog.isVisible()
    office, rule = session.ledger.office, session.ledger.rule(session.period)
    assert (office.organisation, office.who, office.monthly, office.report_days, office.ranking) == (
        "濮院镇", "张敏", True, 8, True,
    )  # fmt: skip
    assert (rule.preset, rule.direct_band, rule.decimals) == (YINCHUAN, Decimal("0.5"), 2)
    assert session.undo_step == "修改设置"
    session.undo()
    settled()
    assert (session.ledger.office.who, session.ledger.office.monthly) == ("", False)


def test_saving_unchanged_writes_nothing(dialog, session, settled):
    before = session.undo_step
    dialog.save_button.click()
    settled()
    assert not dialog.isVisible()
    assert session.undo_step == before


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("report_days", "1.5", "“期末后几天内报”：请填0到1000之间的整数"),
        ("report_days", "", "请填0到1000之间的整数"),
        ("rule.pace_band", "-3", "请填0到1000之间的数"),
        ("rule.ahead", "五", "不是数字"),
        ("rule.near_days", "1e9", "“临期天数”"),
    ],
)
def test_what_cannot_be_used_is_said_and_kept(dialog, session, settled, key, text, said):
    dialog.rows.fields["who"].line.setText("张敏")
    dialog.rows.fields[key].line.setText(text)
    dialog.save_button.click()
    settled()
    assert dialog.isVisible()
    assert dialog.problem.text().startswith("没有保存。")
    assert said in dialog.problem.text()
    assert dialog.rows.fields[key].line.text() == text
    assert dialog.focusWidget() is dialog.rows.fields[key].widget
    assert session.ledger.office.who == ""
    dialog.rows.fields[key].line.setText("3")
    dialog.save_button.click()
    settled()
    assert session.ledger.office.who == "张敏"


def test_what_changes_while_it_is_open_shows_but_where_somebody_typed(dialog, session, settled):
    """What was seen: 保存 wrote the values back that an undo on its way had taken away."""
    fields = dialog.rows.fields
    fields["who"].line.setText("张敏")
    session.write("改", [Setting("organisation", "濮院镇"), Setting("who", "别人"), Setting("report_days", "8")])
    settled()
    assert [fields[key].text for key in ("organisation", "who", "report_days")] == ["濮院镇", "张敏", "8"]
    dialog.save_button.click()
    settled()
    office = session.ledger.office
    assert (office.organisation, office.who, office.report_days) == ("濮院镇", "张敏", 8)


def test_a_ledger_whose_plan_went_keeps_its_settings(dialog, session, settled, qtbot):
    """What was seen: the defaults, as if nothing had ever been set."""
    session.write("改", [Setting("organisation", "濮院镇"), Setting("report_days", "8")])
    session.act(lambda store: delete_plan(store, session.ledger.plan.id))
    settled()
    assert not session.has_plan
    later = SettingsDialog(None, session)
    qtbot.addWidget(later)
    later.show()
    settled()
    for form in (dialog, later):
        assert form.isVisible()
        assert [form.rows.fields[key].text for key in ("organisation", "report_days")] == ["濮院镇", "8"]
        form.reject()  # and nothing was typed that it would ask about
        assert not form.isVisible()
