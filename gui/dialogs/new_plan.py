"""新建台账 and 新建计划: the title of a plan of one's own, and where its targets come from."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QRadioButton, QVBoxLayout, QWidget

from db.disk import log
from gui.kit import theme
from gui.kit.fields import DayField, FieldProblem, FormRows, TextField
from gui.kit.plain import PlainLabel
from models.plan.fields import as_text
from models.words.years import read_year, year_in

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


class NewPlanDialog(QDialog):
    """Asks for a plan's title, year and issuer. `wanted` carries them in the JSON form of a plan.

    The owner says `wait`, makes the plan and accepts the dialog, or says why it could not; what was typed stays.
    `file_wanted` asks for a plan file instead. With `source` the targets come from that table.
    """

    wanted = Signal(object)
    file_wanted = Signal()

    def __init__(
        self, parent: QWidget, *, year: int, issuer: str = "", new_file: bool = False, source: str = ""
    ) -> None:
        super().__init__(parent)
        name = "新建台账" if new_file else "新建计划"
        self.setWindowTitle(f"{name} — 要点通")
        self.rows = FormRows()
        self.from_table = QRadioButton("从 Excel 任务分解表来：接着粘贴，或打开工作簿(&P)")
        self.typed = QRadioButton("自己录入：先建一个空的计划(&Z)")
        self.file_button = QPushButton("已经有计划文件（.json），打开它(&J)…")
        self.problem = PlainLabel()
        self.create_button, self.cancel_button = QPushButton(name), QPushButton("取消")
        self._source = source
        self._year_typed = self._waiting = False
        self._add_rows(year, issuer)
        self._lay_out()
        self.create_button.clicked.connect(self._create)
        self.cancel_button.clicked.connect(self.reject)
        self.file_button.clicked.connect(self.file_wanted)

    @property
    def table_follows(self) -> bool:
        """Whether the clerk wants to paste a table next."""
        return self.from_table.isChecked()

    def read(self) -> Mapping[str, object]:
        """The plan as typed, in the JSON form; raises FieldProblem."""
        values = {key: self.rows.read(key) for key in self.rows.fields}
        if not values["title"]:
            raise FieldProblem("请填计划标题", "title")
        year = read_year(values["year"])
        if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise FieldProblem(f"年份要填四位数字，例如 {self._proposed}", "year")
        return {**values, "year": str(year), "date": as_text(values["date"])}

    def wait(self) -> None:
        """The plan is being made: nothing is made twice, nothing closes before the answer."""
        self._waiting = True
        self.create_button.setEnabled(False)

    def reject(self) -> None:
        """取消 and Esc; not while the plan is being made."""
        if not self._waiting:
            super().reject()

    def say(self, sentence: str) -> None:
        """Why it could not be done; the dialog stays as it is."""
        self._waiting = False
        self.create_button.setEnabled(True)
        self.problem.setText(sentence)
        self.problem.show()

    def _create(self) -> None:
        try:
            plan = self.read()
        except FieldProblem as problem:
            log.refused(f"form-{problem.key}")
            self.say(f"还没有新建。{problem}。")
            self.rows.point_at(problem.key)
            return
        self.problem.hide()
        self.wanted.emit(plan)

    def _add_rows(self, year: int, issuer: str) -> None:
        rows = self.rows
        self._proposed = str(year)
        title, in_year = TextField(f"如 濮院镇{year}年工作要点"), TextField()
        rows.add("title", "计划标题(&T)", title, help="印在季报和通报上的名字")
        rows.add("year", "年份(&Y)", in_year, unit="年", help="进度从这一年的1月1日算起")
        rows.add("issuer", "发文单位(&U)", TextField("如 濮院镇人民政府"))
        rows.add("number", "文号(&H)", TextField("可以不填"))
        rows.add("date", "发文日期(&D)", DayField(), help="可以不填")
        in_year.show(self._proposed)
        rows.fields["issuer"].show(issuer)
        in_year.line.textEdited.connect(self._keep_year)
        title.line.textChanged.connect(self._follow_title)

    def _keep_year(self) -> None:
        self._year_typed = True

    def _follow_title(self, text: str) -> None:
        """The year of the title is the plan's, until somebody types another."""
        year = year_in(text)
        if year and not self._year_typed:
            self.rows.fields["year"].show(str(year))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PADDING, theme.PADDING, theme.PADDING, theme.PADDING)
        column.setSpacing(theme.GAP)
        column.addWidget(self.rows)
        heading = PlainLabel("标题和指标从哪里来")
        heading.setObjectName("title")
        column.addWidget(heading)
        if self._source:
            line = PlainLabel(f"从“{self._source}”读出，新建以后先核对，再写入。")
            line.setWordWrap(True)
            column.addWidget(line)
        else:
            for button in (self.from_table, self.typed):
                column.addWidget(button)
            self.file_button.setObjectName("link")
            row = QHBoxLayout()
            row.addWidget(self.file_button)
            row.addStretch(1)
            column.addLayout(row)
        self.from_table.setChecked(True)
        self.problem.setObjectName("refusal")
        self.problem.setWordWrap(True)
        self.problem.hide()
        column.addWidget(self.problem)
        self.create_button.setObjectName("accent")
        self.create_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.create_button)
        buttons.addWidget(self.cancel_button)
        column.addLayout(buttons)
        self.resize(720, self.sizeHint().height())
