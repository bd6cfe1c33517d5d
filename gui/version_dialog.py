"""目标变更: a change of a target with its document number, reason and date; the old terms stay on record."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.plans import new_id
from gui import theme
from gui.form_rows import ChoiceField, DayField, FieldProblem, FormRows, NumberField, TextField
from gui.session import Session
from gui.target_dialog import COMPARATOR_WORDS
from models.entities import Kind, Target, TargetVersion
from models.quantity import typed
from models.terms import terms_at

_LABELS = {"number": "文号", "reason": "理由", "since": "起始日期", "value": "目标值", "value_high": "范围的高值"}


class VersionDialog(QDialog):
    """The form of one change; earlier ones are listed above it."""

    def __init__(self, parent: QWidget, session: Session, target: Target) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"目标变更：{target.full_name} — 要点通")
        self.session, self.target = session, target
        self._numeric = target.kind not in (Kind.MILESTONE, Kind.QUALITATIVE)
        self.rows = FormRows()
        self._add_rows()
        column = QVBoxLayout(self)
        head = QLabel(self._earlier())
        head.setWordWrap(True)
        head.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head.setContentsMargins(theme.PADDING, theme.GAP, theme.PADDING, 0)
        column.addWidget(head)
        column.addWidget(self.rows, 1)
        self.problem = QLabel()
        self.problem.setObjectName("refusal")
        self.problem.setWordWrap(True)
        self.problem.setContentsMargins(theme.PADDING, 0, theme.PADDING, 0)
        self.problem.hide()
        column.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.save_button, cancel = QPushButton("记下变更"), QPushButton("取消")
        self.save_button.setObjectName("accent")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.save)
        cancel.clicked.connect(self.reject)
        buttons.addWidget(self.save_button)
        buttons.addWidget(cancel)
        column.addLayout(buttons)
        self.resize(700, self.sizeHint().height())

    def draft(self) -> TargetVersion:
        """The change as typed; raises FieldProblem."""
        read = {key: self.rows.read(key) for key in self.rows.fields}
        for key in ("number", "reason", "since"):
            if not read[key]:
                problem = FieldProblem(f"请填{_LABELS[key]}")
                problem.key = key
                raise problem
        if self._numeric and read["value"] is None:
            problem = FieldProblem("请填变更后的目标值")
            problem.key = "value"
            raise problem
        high = read.get("value_high")
        if high is not None and high < read["value"]:
            problem = FieldProblem("范围的高值小于目标值")
            problem.key = "value_high"
            raise problem
        return TargetVersion(new_id(), self.target.id, **read)

    def save(self) -> None:
        """Write it as one action; the dialog stays open until it is on disk."""
        try:
            version = self.draft()
        except FieldProblem as problem:
            self._say(f"没有保存。{problem}。")
            self.rows.point_at(problem.key)
            return
        self.save_button.setEnabled(False)
        what = f"目标变更：{self.target.full_name}（{version.number}）"
        self.session.write(what, [version], done=self.accept, failed=self._say)

    def _add_rows(self) -> None:
        target, rows = self.target, self.rows
        terms = terms_at(target, self.session.ledger.versions_of(target), self.session.period.end)
        rows.add("number", "文号(&N)", TextField("如 ×政办〔2020〕15号"), help="批准变更的文件")
        rows.add("reason", "理由(&R)", TextField())
        rows.add("since", "起始日期(&S)", DayField(), help="期末在这一天或以后的期间，按新目标判断")
        rows.fields["since"].show(self.session.period.end.replace(day=1))
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

    def _earlier(self) -> str:
        target = self.target
        lines = [f"原定：{typed(target.value)}{target.unit}" if self._numeric else f"原定时限：{target.due or '年底'}"]
        for version in self.session.ledger.versions_of(target):
            change = f"{typed(version.value)}{target.unit}" if self._numeric else version.due or "年底"
            lines.append(f"{version.since:%Y-%m-%d}起：{change}，{version.number}。{version.reason}")
        return "\n".join(lines)

    def _say(self, sentence: str) -> None:
        self.save_button.setEnabled(True)
        self.problem.setText(sentence)
        self.problem.show()
