"""The bar above the panes: how many at once, which month, the key to the lines, what to do with the picture."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from gui.kit import theme
from gui.kit.plain import PlainLabel, plain_tip
from gui.trend.drawing import ChartLine
from gui.trend.plot import FORECAST_DASH, LAST_YEAR_DASH, PACE_DASH, pen

UP = (1, 2, 4)
HEIGHT = 32
_SAMPLE, _SPACE, _RING = 26, 16, 10


class KeySample(NamedTuple):
    """An entry of the key: a word, and how what it names is drawn."""

    line: ChartLine
    word: str
    pen: QPen

    @property
    def width(self) -> int:
        """Pixels of what is drawn before the word."""
        return _RING if self.line is ChartLine.MISSING else _SAMPLE


class LineKey(QWidget):
    """Which line means what: a sample and its word."""

    def __init__(self) -> None:
        super().__init__()
        look = theme.CHART
        self._samples = (
            KeySample(ChartLine.ACTUAL, "实际", pen(theme.DATA, look.thick)),
            KeySample(ChartLine.PACE, "序时", pen(theme.TEXT, look.line, PACE_DASH)),
            KeySample(ChartLine.DEMAND, "目标", pen(theme.TEXT, look.thin)),
            KeySample(ChartLine.LAST_YEAR, "上年", pen(theme.LAST_YEAR, look.line, LAST_YEAR_DASH)),
            KeySample(ChartLine.FORECAST, "预计", pen(theme.DATA, look.thin, FORECAST_DASH)),
            KeySample(ChartLine.MISSING, "缺报", pen(theme.MISSING.colour, look.line)),
        )
        self.setFont(theme.font(theme.SMALL_PX))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(
            "图例：实际为实线，序时为虚线，目标为细线，上年为点线，预计为短虚线，缺报为横轴上的空心圈"
        )

    def sizeHint(self) -> QSize:
        """All samples in one row."""
        metrics = QFontMetrics(self.font())
        wide = sum(sample.width + 4 + metrics.horizontalAdvance(sample.word) + _SPACE for sample in self._samples)
        return QSize(wide, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Samples and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        metrics, x, middle = QFontMetrics(self.font()), 0, self.height() / 2
        for sample in self._samples:
            _paint_sample(painter, sample, x, middle)
            painter.setPen(theme.colour(theme.TEXT))
            x += sample.width + 4
            painter.drawText(QPointF(x, middle + metrics.capHeight() / 2 + 1), sample.word)
            x += metrics.horizontalAdvance(sample.word) + _SPACE


def _paint_sample(painter: QPainter, sample: KeySample, x: float, middle: float) -> None:
    painter.setPen(sample.pen)
    if sample.line is ChartLine.MISSING:
        painter.setBrush(theme.colour(theme.PANEL))
        painter.drawEllipse(QPointF(x + _RING / 2, middle), _RING / 2 - 1, _RING / 2 - 1)
        return
    painter.drawLine(QPointF(x, middle), QPointF(x + _SAMPLE, middle))
    if sample.line is ChartLine.ACTUAL:
        painter.setBrush(theme.colour(theme.DATA))
        painter.drawEllipse(QPointF(x + _SAMPLE / 2, middle), 2, 2)


class ChartsBar(QWidget):
    """The controls of the page; what is wanted goes out as a signal, `show_state` brings back what is so."""

    up_wanted = Signal(int)
    month_step = Signal(int)
    turn = Signal(int)
    copy_wanted = Signal()
    png_wanted = Signal()
    svg_wanted = Signal()
    project_wanted = Signal()
    table_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        # the window may become narrower than all controls: the key gives way, the window does not grow
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GAP)
        self.ups = self._up_switch()
        self._see = PlainLabel("看到")
        self._row.addWidget(self._see)
        self.month, _ = self._stepper("看到的月份", "上一月", "下一月", self.month_step)
        self.key = LineKey()
        self._row.addSpacing(theme.GAP)
        self._row.addWidget(self.key)
        self._row.addStretch(1)
        self.pages, self._pager = self._stepper("第几组图", "上一组", "下一组", self.turn)
        self.table = self._button("表格", "同样的数字，列成表（Ctrl+T）")
        self.table.setCheckable(True)
        self.table.toggled.connect(self.table_wanted)
        self.copy = self._button("复制图片", "图片和数字一起放到剪贴板")
        self.copy.clicked.connect(self._copy)
        self.save = self._save_menu()
        self.project = self._button("投影", "全屏投影选中的图（F5 从看到的图起，Shift+F5 从第一页起）")
        self.project.clicked.connect(self._project)

    def show_state(self, *, up: int, most: int, chosen: int, month: str, page: int, pages: int) -> None:
        """Show how many panes there are, may be and are wanted, at which month and in which group."""
        for number, button in self.ups.items():
            button.setVisible(number <= most)
            button.setChecked(number == up)
        self.month.setText(month)
        for widget in self._pager:
            widget.setVisible(pages > 1)
        self.pages.setText(f"{page + 1}/{pages}")
        for control in (self.table, self.copy, self.save, self.project):
            control.setEnabled(bool(chosen))
        self.project.setText(f"投影这 {chosen} 图" if chosen else "投影")
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The key to the lines shows where it has room: the labels at the line ends say the same."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        for widget in (self.key, self._see):
            widget.hide()
            for layout in (*self._row.findChildren(QHBoxLayout), self._row):
                layout.invalidate()  # else what was hidden just now still counts
            more = widget.sizeHint().width() + 2 * theme.GAP
            widget.setVisible(self._row.sizeHint().width() + more <= self.width())

    def _copy(self) -> None:
        self.copy_wanted.emit()

    def _project(self) -> None:
        self.project_wanted.emit()

    def _up_switch(self) -> dict[int, QPushButton]:
        group, holder, made = QButtonGroup(self), QHBoxLayout(), {}
        holder.setSpacing(0)
        for number in UP:
            button = QPushButton(f"{number} 图")
            button.setCheckable(True)
            button.setMinimumHeight(HEIGHT)
            button.setToolTip(plain_tip(f"一次最多看 {number} 图"))
            button.clicked.connect(lambda _=False, n=number: self.up_wanted.emit(n))
            group.addButton(button)
            holder.addWidget(button)
            made[number] = button
        self._row.addLayout(holder)
        return made

    def _stepper(self, name: str, back: str, forward: str, signal: object) -> tuple[QLabel, tuple[QWidget, ...]]:
        holder, label = QHBoxLayout(), PlainLabel()
        holder.setSpacing(0)
        label.setMinimumWidth(46)
        label.setFont(theme.bold())
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setAccessibleName(name)
        buttons = []
        for text, step, hint in (("‹", -1, back), ("›", 1, forward)):
            button = QPushButton(text)
            button.setFixedSize(28, HEIGHT)
            button.setToolTip(plain_tip(hint))
            button.setAccessibleName(hint)
            button.clicked.connect(lambda _=False, by=step: signal.emit(by))  # type: ignore[attr-defined]
            buttons.append(button)
        for widget in (buttons[0], label, buttons[1]):
            holder.addWidget(widget)
        self._row.addLayout(holder)
        return label, (buttons[0], label, buttons[1])

    def _button(self, text: str, hint: str) -> QPushButton:
        button = QPushButton(text)
        button.setMinimumHeight(HEIGHT)
        button.setToolTip(plain_tip(hint))
        self._row.addWidget(button)
        return button

    def _save_menu(self) -> QToolButton:
        button = QToolButton()
        button.setText("导出")
        button.setMinimumHeight(HEIGHT)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolTip("把图存成文件")
        menu = QMenu(button)
        for text, signal in (("导出 PNG（两倍大小）…", self.png_wanted), ("导出 SVG…", self.svg_wanted)):
            action = QAction(text, menu)
            action.triggered.connect(lambda _=False, s=signal: s.emit())
            menu.addAction(action)
        button.setMenu(menu)
        self._row.addWidget(button)
        return button
