"""The day and the percentage of the form: each is saved for the target and the period it was typed for."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QLabel, QLineEdit, QWidget

from gui.entry.entries import Entries
from gui.entry.spots import Spot
from models.plan.period import Period


class AsOfField(QDateEdit):
    """The day that a figure holds for; Tab leaves it, the arrows go from year to month to day."""

    def __init__(self, entries: Entries) -> None:
        super().__init__()
        self._entries = entries
        self._spot: Spot | None = None
        self._shown = QDate()
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        self.editingFinished.connect(self.save)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 -- Qt's name and form
        """Out of the field, not to its next part."""
        return QWidget.focusNextPrevChild(self, forward)

    def show_spot(self, spot: Spot, day: date, *, writable: bool) -> None:
        """Show the day of a cell; one that is being typed for the same cell stays."""
        if not self.hasFocus() or spot != self._spot:
            self._shown = QDate(day.year, day.month, day.day)
            self.setDate(self._shown)
        self._spot = spot
        self.setEnabled(writable)

    def save(self) -> None:
        """Hand over what was typed, if it was: being in the field is not typing."""
        if self._spot is None or not _may_be_typed(self) or self.date() == self._shown:
            return
        day = self.date().toString("yyyy-MM-dd")
        kept = self._entries.text(self._spot) or Period.of_key(self._spot.period).end.isoformat()
        if day != kept:
            self._entries.enter([(self._spot, day)])


class PercentField(QLineEdit):
    """形象进度 of a milestone, with its label; both are away where it is not asked for."""

    def __init__(self, entries: Entries, label: QLabel) -> None:
        super().__init__()
        self._entries = entries
        self._label = label
        self._spot: Spot | None = None
        self._filling = False
        self.setFixedWidth(64)
        self.editingFinished.connect(self.save)

    def show_spot(self, spot: Spot | None, *, writable: bool) -> None:
        """Show the percentage of a cell, None where none is asked for; what is being typed for it stays."""
        self._filling = True  # hidden or disabled it loses the focus, which is no typing
        for widget in (self._label, self):
            widget.setVisible(spot is not None)
        being_typed = self.hasFocus() and self.isModified() and spot == self._spot
        if spot is None:
            self.setText("")
        elif not being_typed:
            self.setText(self._entries.text(spot))
        self._spot = spot
        self.setEnabled(writable)
        self._filling = False

    def save(self) -> None:
        """Hand over what stands in the field; what is the same changes nothing."""
        if self._spot is not None and not self._filling and _may_be_typed(self):
            self._entries.enter([(self._spot, self.text())])


def _may_be_typed(field: QWidget) -> bool:
    """Whether a field itself is open, also while the whole form is not."""
    around = field.parentWidget()
    return around is None or field.isEnabledTo(around)
