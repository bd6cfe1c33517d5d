"""The forms of a target and of its change."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QDialog

from gui.plan.new_names import NewNames
from gui.plan.target_dialog import SECTIONS, TargetDialog, fresh_target
from gui.plan.version_dialog import VersionDialog
from models.plan.entities import Kind
from tests.gui.overview.looking import target


class TestForms:
    def test_a_new_target(self, page, qtbot, session, settled):
        heading = next(h for h in session.ledger.headings if h.number == "9.")
        dialog = TargetDialog(page, session, fresh_target(session, heading.id))
        qtbot.addWidget(dialog)
        for key, value in (("name", "新建文化广场"), ("unit", "个"), ("lead", "农业农村办"), ("contact", "新人")):
            dialog.rows.fields[key].show(value)
        dialog.rows.fields["value"].line.setText("１２")
        dialog.save()
        settled()
        assert dialog.result() == QDialog.DialogCode.Accepted
        made = target(session, "新建文化广场")
        assert (made.value, made.heading_id, session.ledger.lead_name(made)) == (12, heading.id, "农业农村办")
        assert session.ledger.series[made.series_id].name == "新建文化广场"
        assert session.undo_step == "新增指标：新建文化广场"

    @pytest.mark.parametrize(
        ("key", "text", "said"),
        [
            ("name", "", "请填指标名称"),
            ("value", "四条", "“目标值”：“四条”"),
            ("due_date", "九月", "“完成时限”：“九月”不是日期"),
            ("curve", "10、20、x3", "“序时曲线”"),
            ("curve", "90、40、70、100", "累计百分比不能减少"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_used_is_said_and_nothing_is_written(self, page, qtbot, session, settled, key, text, said):
        dialog = TargetDialog(page, session, target(session, "合同外资"))
        qtbot.addWidget(dialog)
        field = dialog.rows.fields[key]
        (field.box.setCurrentText if key == "curve" else field.line.setText)(text)
        dialog.save()
        settled()
        assert dialog.problem.text().startswith("没有保存。")
        assert said in dialog.problem.text()
        assert not dialog.result()
        assert session.undo_step.startswith("演示数据")

    def test_saving_unchanged_changes_nothing(self, page, qtbot, session, settled):
        for wanted in list(session.ledger.targets):
            dialog = TargetDialog(page, session, wanted)
            qtbot.addWidget(dialog)
            dialog.save()
            settled()
            assert not dialog.problem.text()
            assert session.target(wanted.id) == wanted

    def test_rows_follow_the_kind(self, page, qtbot, session):
        dialog = TargetDialog(page, session, target(session, "合同外资"))
        qtbot.addWidget(dialog)
        dialog.rows.fields["kind"].show(Kind.MILESTONE)
        assert dialog.rows.is_shown("stages")
        assert not dialog.rows.is_shown("value")
        dialog.rows.fields["stages"].show("设计 2020-03-31\n开工")
        made = dialog.draft(NewNames(session.ledger)).stages
        assert [(s.name, str(s.due_date)) for s in made] == [("设计", "2020-03-31"), ("开工", "None")]

    def test_no_two_rows_have_one_alt_key(self):
        letters = [row.label[row.label.index("&") + 1] for _, rows in SECTIONS for row in rows]
        assert len(set(letters)) == len(letters)

    def test_a_change_with_its_document(self, page, qtbot, session, settled):
        dialog = VersionDialog(page, session, target(session, "合同外资"))
        qtbot.addWidget(dialog)
        dialog.save()
        assert dialog.problem.text() == "没有保存。请填文号。"
        dialog.rows.fields["number"].show("濮政〔2020〕20号")
        dialog.rows.fields["reason"].show("上级下调")
        dialog.rows.fields["value"].show(Decimal(4000))
        dialog.save()
        settled()
        a = session.by_target[target(session, "合同外资").id]
        assert (a.terms.value, a.adjusted, float(a.completion)) == (4000, True, 74)

    def test_a_change_to_the_baseline_itself_is_refused(self, page, qtbot, session):
        fall = replace(target(session, "合同外资"), kind=Kind.REDUCTION, baseline=Decimal(100), value=Decimal(80))
        dialog = VersionDialog(page, session, fall)
        qtbot.addWidget(dialog)
        for key, text in (("number", "濮政〔2020〕20号"), ("reason", "上级下调"), ("value", Decimal(100))):
            dialog.rows.fields[key].show(text)
        dialog.save()
        assert dialog.problem.text() == "没有保存。“新的目标值”：基数与目标相同，算不出进度，请改正基数或目标。"
        dialog.rows.fields["value"].show(Decimal(90))
        assert dialog.draft().value == 90
