"""The one kit of form rows: every field has a label with its Alt key, a unit and a line of help where it needs one.

A field shows a value and reads it back; what cannot be read raises FieldProblem with a sentence.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from gui.kit import theme
from gui.kit.plain import PlainLabel, plain_tip
from gui.kit.wheel import turn_only_focused
from models.plan.entities import PlannedAmount
from models.plan.quantity import plain
from models.words.amounts import amounts_text, read_amounts
from models.words.changes import AskedChange
from models.words.lists import parts_of, percentages
from models.words.numbers import read_date, read_number

_HELP_WIDTH, _LABEL_WIDTH, _FIELD_WIDTH = 250, 110, 240


class FieldProblem(ValueError):
    """What was typed cannot be used; the text is a sentence for the user, `key` the row."""

    def __init__(self, sentence: str, key: str = "") -> None:
        super().__init__(sentence)
        self.key = key


class FormField:
    """A field of a form: its widget, showing and reading a value."""

    def __init__(self, widget: QWidget) -> None:
        self.widget = widget

    @property
    def text(self) -> str:
        """What stands in the field, as it is seen."""
        return str(self.read())

    def show(self, value: Any) -> None:
        """Show a value as it is kept, None as an empty field."""
        raise TypeError(value)

    def read(self) -> Any:
        """The value as typed; raises FieldProblem."""
        raise TypeError(self)


class TextField(FormField):
    """One line of text, empty for none."""

    def __init__(self, placeholder: str = "") -> None:
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        super().__init__(self.line)

    @property
    def text(self) -> str:
        """The line as typed, spaces around it included."""
        return self.line.text()

    def show(self, value: Any) -> None:
        """Show the text from its beginning."""
        self.line.setText(str(value or ""))
        self.line.setCursorPosition(0)  # else a long text shows its end

    def read(self) -> Any:
        """The text without spaces around it."""
        return self.line.text().strip()


class NumberField(TextField):
    """An exact number, empty for none; it is read as in 填报, and what might mean something else is refused."""

    def __init__(self, unit: Callable[[], str] = lambda: "") -> None:
        super().__init__()
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._unit = unit

    def show(self, value: Any) -> None:
        """Show a number as it is kept."""
        super().show("" if value is None else plain(value))

    def read(self) -> Decimal | None:
        """The number, None for an empty field; raises FieldProblem."""
        text = self.line.text().strip()
        if not text:
            return None
        reading = read_number(text, self._unit(), change=AskedChange.BARRED, aim=Decimal(0))  # a target may be 0.5%
        if reading.problem is not None:
            raise FieldProblem(reading.problem.text)
        if reading.doubt is not None:  # 填报 asks back; a form has no place to, so it is refused
            raise FieldProblem(f"“{text}”{reading.doubt.text}。请只填数字，单位按“单位”一栏")
        return reading.value


class DayField(TextField):
    """A date, empty for none."""

    def __init__(self) -> None:
        super().__init__("如 2020-09-30")

    def show(self, value: Any) -> None:
        """Show the date as 2020-09-30."""
        super().show(value.isoformat() if value else "")

    def read(self) -> date | None:
        """The date, None for an empty field; raises FieldProblem."""
        text = self.line.text().strip()
        if not text:
            return None
        day = read_date(text)
        if day is None:
            raise FieldProblem(f"“{text}”不是日期。请写成 2020-09-30")
        return day


class LongField(FormField):
    """Several lines of text; Tab leaves it."""

    def __init__(self, lines: int = 3, placeholder: str = "") -> None:
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setFixedHeight(QFontMetrics(theme.font()).lineSpacing() * lines + 16)
        super().__init__(self.edit)

    def show(self, value: Any) -> None:
        """Show the text from its first line on."""
        self.edit.setPlainText(str(value or ""))

    def read(self) -> Any:
        """The text without spaces around it."""
        return self.edit.toPlainText().strip()


class ChoiceField(FormField):
    """One of fixed values, each with its word."""

    def __init__(self, options: Sequence[tuple[Any, str]]) -> None:
        self.box = _narrow_box()
        super().__init__(self.box)
        self.box.currentTextChanged.connect(lambda text: self.box.setToolTip(plain_tip(text)))
        self.offer(options)

    def offer(self, options: Sequence[tuple[Any, str]]) -> None:
        """Offer other values; the one chosen stays where it is among them."""
        now = self.read()
        self._values = [value for value, _ in options]
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItems([word for _, word in options])
        self.box.blockSignals(False)
        self.show(now)
        self.box.setToolTip(plain_tip(self.box.currentText()))

    def show(self, value: Any) -> None:
        """Choose a value, the first where it is not offered."""
        at = self._values.index(value) if value in self._values else 0
        self.box.setCurrentIndex(at)

    def read(self) -> Any:
        """The value chosen, None before anything is offered."""
        if not self.box.count():
            return None
        return self._values[self.box.currentIndex()]


class NameField(FormField):
    """A name from a list, or a new one that is typed."""

    def __init__(self, names: Sequence[str], placeholder: str = "") -> None:
        self.box = _narrow_box()
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.addItems(["", *names])
        line = self.box.lineEdit()
        if line is not None:
            line.setPlaceholderText(placeholder)
        super().__init__(self.box)

    @property
    def text(self) -> str:
        """The name as typed, spaces around it included."""
        return self.box.currentText()

    def show(self, value: Any) -> None:
        """Show the name, whether it is in the list or not."""
        self.box.setCurrentText(str(value or ""))

    def read(self) -> Any:
        """The name without spaces around it, in the list or not."""
        return self.box.currentText().strip()


class NamesField(TextField):
    """Several names in one line, with 、 between them."""

    def show(self, value: Any) -> None:
        """Show the names in their order, 、 between them."""
        super().show("、".join(value))

    def read(self) -> tuple[str, ...]:
        """The names in their order, each once."""
        return tuple(dict.fromkeys(parts_of(self.line.text())))


class AmountsField(TextField):
    """Planned amounts with 、 between them, each behind its day; empty for none."""

    def __init__(self, year: int, unit: Callable[[], str]) -> None:
        super().__init__("如 3月底2、6月底4")
        self._year, self._unit = year, unit

    def show(self, value: Any) -> None:
        """Show each amount behind its day."""
        super().show(amounts_text(value, year=self._year))

    def read(self) -> tuple[PlannedAmount, ...]:
        """The amounts by their days; raises FieldProblem with the part that is none."""
        amounts, odd = read_amounts(self.line.text(), self._year, self._unit())
        if odd:
            raise FieldProblem(f"“{odd}”不是节点目标。请写成 3月底2、6月底4，一个日子写一次，数从年初累计")
        return amounts


class CurveField(NameField):
    """A pace curve: one of the presets, or cumulative percentages with 、 between them."""

    def show(self, value: Any) -> None:
        """Show the preset's name, or the percentages."""
        if isinstance(value, str):
            super().show(value)
        else:
            super().show("、".join(map(plain, value)))

    def read(self) -> Any:
        """The preset's name or the percentages; raises FieldProblem."""
        text = self.box.currentText().strip()
        if not any(map(str.isdigit, text)):
            return text  # a preset, or a name that whoever reads the form refuses
        curve = percentages(text)
        if curve is None:
            raise FieldProblem(f"“{text}”不是累计百分比。请写成 15、40、70、100")
        return curve


class FormRows(QWidget):
    """Rows of label, field, unit and help; sections have a title."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(theme.PADDING, theme.GAP, theme.PADDING, theme.GAP)
        self._grid.setHorizontalSpacing(theme.PADDING)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        self._grid.setColumnMinimumWidth(1, _FIELD_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._rows: dict[str, list[QWidget]] = {}
        self._helps: dict[str, QLabel] = {}
        self._units: dict[str, QLabel] = {}
        self._names: dict[str, str] = {}
        self.fields: dict[str, FormField] = {}

    def section(self, title: str) -> None:
        """A title above the rows that follow."""
        label = PlainLabel(title)
        label.setObjectName("title")
        at = self._grid.rowCount()
        self._grid.setRowMinimumHeight(at, 30)
        self._grid.addWidget(label, at, 0, 1, 3, Qt.AlignmentFlag.AlignBottom)

    def add(
        self,
        key: str,
        label: str,
        field: FormField,
        *,
        help: str = "",  # noqa: A002
        unit: str = "",
        wide: bool = False,
    ) -> None:
        """A row: `label` holds its Alt key as (&N); a `wide` one has no help and takes its room."""
        at = self._grid.rowCount()
        name, said, measured = PlainLabel(label), PlainLabel(help), PlainLabel(unit)
        name.setBuddy(field.widget)
        said.setObjectName("hint")
        said.setWordWrap(True)
        said.setFixedWidth(_HELP_WIDTH)
        bare = re.sub(r"\(&.\)", "", label)
        field.widget.setAccessibleName(f"{bare} {unit}".strip())
        field.widget.setAccessibleDescription(help)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(field.widget, 1)
        row.addWidget(measured)
        measured.setVisible(bool(unit))
        top = Qt.AlignmentFlag.AlignTop if isinstance(field, LongField) else Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(name, at, 0, top | Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(holder, at, 1, 1, 2 if wide else 1)
        self._rows[key], self._units[key], self.fields[key] = [name, holder], measured, field
        self._helps[key] = said
        if not wide:
            self._grid.addWidget(said, at, 2, top)
            self._rows[key].append(said)
        self._names[key] = bare

    def name(self, key: str) -> str:
        """A row's label without its Alt key."""
        return self._names[key]

    def typed(self) -> dict[str, str]:
        """What stands in the fields, to see whether something was typed."""
        return {key: field.text for key, field in self.fields.items()}

    def set_unit(self, key: str, unit: str) -> None:
        """The unit behind a field."""
        self._units[key].setText(unit)
        self._units[key].setVisible(bool(unit))

    def set_help(self, key: str, text: str) -> None:
        """What is said beside a field now."""
        self._helps[key].setText(text)
        self.fields[key].widget.setAccessibleDescription(text)

    def set_shown(self, key: str, *, shown: bool) -> None:
        """Show or hide a row; a hidden one is still read."""
        for widget in self._rows[key]:
            widget.setVisible(shown)

    def is_shown(self, key: str) -> bool:
        """Whether a row is shown."""
        return not self._rows[key][0].isHidden()

    def read(self, key: str) -> Any:
        """A row's value; raises FieldProblem that names the row."""
        try:
            return self.fields[key].read()
        except FieldProblem as problem:
            problem.key = key
            raise

    def point_at(self, key: str) -> None:
        """Put the cursor into a row that has a problem."""
        widget = self.fields[key].widget
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(widget, QLineEdit):
            widget.setSelection(len(widget.text()), -len(widget.text()))  # backwards: a long text shows its beginning


def _narrow_box() -> QComboBox:
    """A combo box whose longest entry does not make the form wider than the screen."""
    box = QComboBox()
    turn_only_focused(box)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    return box
