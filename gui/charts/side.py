"""The list of targets at the page's side; in a narrow window a strip stands for it and opens it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.charts.picker import Picker
from gui.kit import theme
from gui.kit.keys import shortcut

STRIP = 40


class Side(QWidget):
    """The strip with its button, and the list."""

    def __init__(self, picker: Picker) -> None:
        super().__init__()
        self.picker = picker
        self._narrow = False
        self._strip, self.open_button = QWidget(), QPushButton()
        self._strip.setFixedWidth(STRIP)
        column = QVBoxLayout(self._strip)
        column.setContentsMargins(0, 0, 0, 0)
        self.open_button.setCheckable(True)
        self.open_button.setFixedWidth(STRIP - 4)
        self.open_button.setMinimumHeight(110)
        self.open_button.setToolTip("打开或收起选指标的列表")
        self.open_button.setAccessibleName("选指标")
        column.addWidget(self.open_button)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self._strip)
        row.addWidget(picker)
        self._strip.hide()  # a page that is made is told its width before it shows
        self.setFocusProxy(picker.list)
        self.open_button.toggled.connect(self._open)
        esc = shortcut(picker, "Esc", self._leave)
        esc.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def set_narrow(self, narrow: bool) -> None:
        """Strip or list; the focus stays at the side where it was there."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._strip.setVisible(narrow)
        at = self.window().focusWidget()
        here = at is not None and self.isAncestorOf(at)
        self.open_button.setChecked(False)
        self.picker.setVisible(not narrow)
        self.setFocusProxy(self.open_button if narrow else self.picker.list)
        if here:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_number(self, chosen: int) -> None:
        """How many are chosen, on the strip where the list is closed."""
        self.open_button.setText("\n".join(f"选指标{chosen or ''}"))

    def _open(self, on: bool) -> None:
        """The list beside the strip; the focus goes along."""
        self.picker.setVisible(on)
        if on:
            self.picker.search.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._narrow:
            self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        """Esc takes back the search first, then the list where it lies over the charts."""
        if self.picker.search.text():
            self.picker.search.clear()
        else:
            self.open_button.setChecked(False)
