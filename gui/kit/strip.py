"""A strip across the window: something that stays until it is solved, with what can be done about it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.kit import theme
from gui.kit.plain import PlainLabel


class Strip(QWidget):
    """One message with its buttons; hidden when there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.PADDING, 6, theme.PADDING, 6)
        self._label = PlainLabel()
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._row.addWidget(self._label, 1)
        self.buttons: list[QPushButton] = []
        self.hide()

    def show_message(
        self, text: str, actions: Sequence[tuple[str, Callable[[], object]]] = (), *, bad: bool = False
    ) -> None:
        """Show a sentence; each action is a button that also takes the strip away, 知道了 just that."""
        # Qt deletes the old ones and shows the new ones only when the event loop comes round: till then one could
        # press what belongs to the message before.
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(name, call) for name, call in (*actions, ("知道了", lambda: None))]
        self._label.setText(text)
        self._label.setAccessibleName(text)
        self.setProperty("bad", "true" if bad else "false")
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

    @property
    def text(self) -> str:
        """The sentence shown, empty while the strip is hidden."""
        if self.isHidden():
            return ""
        return self._label.text()

    def _button(self, name: str, call: Callable[[], object]) -> QPushButton:
        button = QPushButton(name)

        def pressed() -> None:
            self.hide()
            call()

        button.clicked.connect(pressed)
        self._row.addWidget(button)
        button.show()
        return button
