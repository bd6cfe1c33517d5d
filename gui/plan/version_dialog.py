"""目标变更: a change of a target with its document number, reason and date; the old terms stay on record."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from db.actions.plans import new_id
from gui.kit.fields import ChoiceField, DayField, FieldProblem, NumberField, TextField
from gui.plan.target_dialog import COMPARATOR_WORDS
from gui.session.form_dialog import FormDialog
from gui.session.plan_dialog import GoesWithPlan
from gui.session.session import Session
from models.judging.judgeable import figure_problem
from models.judging.terms import terms_at
from models.plan.entities import Kind, Target, TargetVersion
from models.plan.quantity import typed


class VersionDialog(FormDialog):
    """The form of one change; earlier ones are listed above it."""

    def __init__(self, parent: QWidget, session: Session, target: Target) -> None:
        super().__init__(parent, session, f"目标变更：{target.full_name}", save="记下变更")
        GoesWithPlan(self, session)
        self.target = target
        self._numeric = target.kind not in (Kind.MILESTONE, Kind.QUALITATIVE)
        self.head.setText(self._earlier())
        self.head.show()
        self._add_rows()
        self.fit()

    def draft(self) -> TargetVersion:
        """The change as typed; raises FieldProblem."""
        read = {key: self.rows.read(key) for key in self.rows.fields}
        for key in ("number", "reason", "since"):
            if not read[key]:
                raise FieldProblem(f"请填{self.rows.name(key)}", key)
        if self._numeric and read["value"] is None:
            raise FieldProblem("请填变更后的目标值", "value")
        high = read.get("value_high")
        if high is not None and high < read["value"]:
            raise FieldProblem("范围的高值小于目标值", "value_high")
        version = TargetVersion(new_id(), self.target.id, **read)
        problem = figure_problem(replace(self.target, value=version.value, value_high=version.value_high))
        if self._numeric and problem:
            raise FieldProblem(problem, "value")
        return version

    def submit(self) -> None:
        """Write it as one action."""
        version = self.draft()
        what = f"目标变更：{self.target.full_name}（{version.number}）"
        self.act_for_reason(lambda store, reason: store.write(what, [version], reason=reason))

    def _add_rows(self) -> None:
        target, rows = self.target, self.rows
        terms = terms_at(target, self.session.ledger.versions_of(target), self.session.period.end)
        rows.add("number", "文号(&N)", TextField("如 ×政办〔2020〕15号"), help="批准变更的文件")
        rows.add("reason", "理由(&R)", TextField())
        rows.add("since", "起始日期(&S)", DayField(), help="期末在这一天或以后的期间，按新目标判断")
        rows.fields["since"].show(self._first_day())
        if self._numeric:
            rows.add("comparator", "比较词(&C)", ChoiceField(COMPARATOR_WORDS))
            rows.add("value", "新的目标值(&V)", NumberField(lambda: target.unit), unit=target.unit)
            rows.add(
                "value_high", "范围的高值(&H)", NumberField(lambda: target.unit), unit=target.unit, help="是范围时才填"
            )
            rows.fields["comparator"].show(terms.comparator)
            rows.fields["value_high"].show(terms.value_high)
        rows.add("due", "时限原话(&X)", TextField())
        rows.add("due_date", "完成时限(&E)", DayField(), help="不填为年底")
        rows.fields["due"].show(terms.due)
        rows.fields["due_date"].show(terms.due_date)

    def _first_day(self) -> date:
        """From when it is in force by default: the day after the last closed period, else the month in view."""
        return self.session.ledger.open_from or self.session.period.end.replace(day=1)

    def _earlier(self) -> str:
        """What was first set, and each change since, one a line."""
        first = "原定时限"
        if self._numeric:
            first = "原定"
        lines = [f"{first}：{self._demanded(self.target)}"]
        for version in self.session.ledger.versions_of(self.target):
            since = f"{version.since:%Y-%m-%d}起"
            lines.append(f"{since}：{self._demanded(version)}，{version.number}。{version.reason}")
        return "\n".join(lines)

    def _demanded(self, source: Target | TargetVersion) -> str:
        if self._numeric:
            return f"{typed(source.value)}{self.target.unit}"
        return source.due or "年底"
