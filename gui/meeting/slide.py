"""A projected page: one or two targets, every text and line laid out on a picture 1080 high and scaled."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.kit import theme
from gui.kit.marks import paint_mark
from gui.meeting.facts import Fact, facts, ink
from gui.meeting.page_text import PageText
from gui.target.sentences import words, words_instead
from gui.trend.drawing import Drawing, draw
from gui.trend.plot import Plot
from gui.trend.wrapping import elided, text_width, wrapped
from models.judging.assess import Assessment
from models.plan.year import PlanYear
from models.report.stages import StageState, stages_of

SIZES = theme.PROJECTOR
CHART_TOP, CHART_BOTTOM, RULE, VITAL = 204, 690, 697, 864
_LABELS, _NUMBERS = 744, 826  # baselines of the key row
_CELL_PAD, _MARK = 22, 44
_ONE_LINE, _TWO_LINES = (163,), (130, 188)  # baselines of a name
DEMO = "演示数据"
_LINES = 8  # of words where there is no chart
# sizes of a name, its lines and the size of its unit, from the best to what may just be read
_TITLES = ((SIZES.title, 1, SIZES.unit), (SIZES.long_title, 2, SIZES.unit), (SIZES.long_title, 2, SIZES.least),
           (SIZES.body, 2, SIZES.least), (SIZES.least, 2, SIZES.least))  # fmt: skip
ONE_LINE = 10  # characters of a name that stand in one line
_STAGE_INKS = {
    StageState.DONE: theme.GREEN.colour,
    StageState.OPEN: theme.PROJECTOR_TEXT,
    StageState.OVERDUE: theme.RED.colour,
}
HEAVY, BOLD, PLAIN = QFont.Weight.Bold, QFont.Weight.DemiBold, QFont.Weight.Normal


@dataclass(frozen=True, slots=True)
class Written:
    """A text on the page: where its line begins, how large, in which colour."""

    text: str
    x: float
    baseline: float
    px: int
    weight: QFont.Weight = PLAIN
    token: str = theme.TEXT

    @property
    def rect(self) -> QRectF:
        """What the text covers, on a picture 1080 high."""
        metrics = QFontMetricsF(theme.font(self.px, weight=self.weight))
        return QRectF(self.x, self.baseline - self.px * 0.9, metrics.horizontalAdvance(self.text), self.px * 1.1)


def fits(ledger: PlanYear, a: Assessment, width: float) -> bool:
    """Whether a target can share a page: nothing would have to be smaller than may be read."""
    return _title(a, width) is not None and _key_size(facts(ledger, a), width) is not None


class Slide(QWidget):
    """The page in view: texts are painted here, the charts are two plots on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ledger: PlanYear | None = None
        self._shown: list[Assessment] = []
        self._text = PageText("", "", "", "", demo=False)
        self._last_year = True
        self._cover = ""
        self.plots = [Plot(theme.PROJECTED, (3, 6, 9, 12)) for _ in range(2)]
        for plot in self.plots:
            plot.setParent(self)

    @property
    def scale(self) -> float:
        """Pixels of the screen for one of the picture 1080 high."""
        return max(self.height(), 1) / SIZES.height

    @property
    def picture_width(self) -> float:
        """The page's width on a picture 1080 high."""
        return self.width() / self.scale

    def column_width(self, count: int) -> float:
        """How wide a target's column is where so many share a page."""
        return (self.picture_width - 2 * SIZES.margin - (count - 1) * SIZES.gutter) / count

    def show_page(self, ledger: PlanYear, shown: Sequence[Assessment], text: PageText, *, last_year: bool) -> None:
        """Show other targets, one or two, with the words around them."""
        self._ledger, self._shown, self._text, self._last_year = ledger, list(shown), text, last_year
        self._arrange()

    def cover(self, token: str) -> None:
        """Black or white instead of the page; empty shows it again."""
        self._cover = token
        self._arrange()

    def written(self) -> list[Written]:
        """Every text on the page outside the charts."""
        found = self._around()
        for i, a in enumerate(self._shown):
            found += self._column(a, self._left(i), self.column_width(len(self._shown)))
        return found

    def mark_rect(self, i: int) -> QRectF:
        """Where the light of a target stands, on a picture 1080 high."""
        word = text_width(self._shown[i].word, SIZES.status, HEAVY)
        right = self._left(i) + self.column_width(len(self._shown)) - word - 14
        return QRectF(right - _MARK, 142 - _MARK / 2, _MARK, _MARK)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything is scaled by the height."""
        super().resizeEvent(event)
        for plot in self.plots:
            plot.set_look(theme.PROJECTED.scaled(self.scale))
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Texts, marks and rules; the charts paint themselves."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(self._cover or theme.PANEL))
        if self._cover:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # text is laid out once for all screens, at a height of 1080
        painter.scale(self.scale, self.scale)
        for item in self.written():
            painter.setFont(theme.font(item.px, weight=item.weight))
            painter.setPen(theme.colour(item.token))
            painter.drawText(QPointF(item.x, item.baseline), item.text)
        self._rules(painter)

    def _left(self, i: int) -> float:
        return SIZES.margin + i * (self.column_width(len(self._shown)) + SIZES.gutter)

    def _arrange(self) -> None:
        k, width = self.scale, self.column_width(max(len(self._shown), 1))
        for i, plot in enumerate(self.plots):
            drawing = self._drawing(i)
            plot.setVisible(drawing is not None)
            if drawing is not None:
                place = QRectF(self._left(i) * k, CHART_TOP * k, width * k, (CHART_BOTTOM - CHART_TOP) * k)
                plot.setGeometry(QRect(place.toAlignedRect()))
                plot.show_drawing(drawing)
        self.update()

    def _drawing(self, i: int) -> Drawing | None:
        """The chart of a target in view; none below a cover, and where there are words instead."""
        if self._ledger is None or i >= len(self._shown) or self._cover:
            return None
        return draw(self._ledger, self._shown[i], with_last_year=self._last_year)

    def _around(self) -> list[Written]:
        text, wide = self._text, self.picture_width - 2 * SIZES.margin
        right = text_width(text.period, SIZES.top, BOLD)
        task = elided(text.task, SIZES.top, BOLD, wide - right - 40)
        found = [
            Written(task, SIZES.margin, 68, SIZES.top, BOLD),
            Written(text.period, SIZES.margin + wide - right, 68, SIZES.top, BOLD),
            _footer(text.page, SIZES.margin, 1030),
        ]
        tag = text_width(DEMO, SIZES.footer, PLAIN) if text.demo else 0
        if tag:
            found.append(_footer(DEMO, SIZES.margin + wide - tag - 14, 1030))
            wide -= tag + 70  # the rule ends before the tag
        left = max(text_width(text.page, SIZES.footer, PLAIN) + 40, 190)
        lines = wrapped(text.rule, SIZES.footer, PLAIN, [wide - left] * 3)
        # the last two lines stand where one would; a third grows upwards
        first = 1030 - 34 * max(len(lines) - 2, 0)
        found += [_footer(line, SIZES.margin + left, first + 34 * i) for i, line in enumerate(lines)]
        return found

    def _column(self, a: Assessment, x: float, width: float) -> list[Written]:
        word = text_width(a.word, SIZES.status, HEAVY)
        found = [Written(a.word, x + width - word, 160, SIZES.status, HEAVY, ink(a))]
        lines, px, unit_px = _title(a, width) or _cut_title(a, width)
        baselines: tuple[int, ...] = _TWO_LINES
        if len(lines) == 1:
            baselines = _ONE_LINE
        for line, baseline in zip(lines, baselines, strict=True):
            found.append(Written(line, x, baseline, px, HEAVY))
        after = x
        if lines[-1]:
            after += text_width(lines[-1], px, HEAVY) + 20
        found.append(Written(_unit(a), after, baselines[-1], unit_px, PLAIN, theme.PROJECTOR_TEXT))
        found += self._stages(a, x, width)
        numbers = self._facts(a)
        size = _key_size(numbers, width) or SIZES.least
        for fact, left in zip(numbers, _cells(numbers, size, x, width), strict=True):
            found.append(Written(fact.label, left, _LABELS, SIZES.least, PLAIN))
            found.append(Written(fact.text, left, _NUMBERS, size, HEAVY, fact.token))
        return found

    def _facts(self, a: Assessment) -> list[Fact]:
        return facts(self._ledger, a) if self._ledger is not None else []

    def _stages(self, a: Assessment, x: float, width: float) -> list[Written]:
        """Words and the chain of stages instead of a chart."""
        if not words_instead(a):
            return []
        lines = [(line, theme.TEXT) for line in wrapped(words(a), SIZES.body, BOLD, [width] * 3)]
        lines += [(elided(s.text, SIZES.body, BOLD, width), _STAGE_INKS[s.state]) for s in stages_of(a)]
        said = " ".join(a.cell.progress.split()) if a.cell else ""
        room = max(_LINES - len(lines), 0)
        lines += [(line, theme.TEXT) for line in wrapped(said, SIZES.body, PLAIN, [width] * room)]
        return [Written(t, x, 262 + 58 * i, SIZES.body, BOLD, token) for i, (t, token) in enumerate(lines[:_LINES])]

    def _rules(self, painter: QPainter) -> None:
        """Marks, the rule above each key row, and what divides cells and columns."""
        width = self.column_width(max(len(self._shown), 1))
        for i, a in enumerate(self._shown):
            x = self._left(i)
            paint_mark(painter, self.mark_rect(i), a.status)
            painter.setPen(QPen(theme.colour(theme.TEXT), 3))
            painter.drawLine(QLineF(x, RULE, x + width, RULE))
            numbers = self._facts(a)
            painter.setPen(QPen(theme.colour(theme.INPUT_BORDER), 1.5))
            for left in _cells(numbers, _key_size(numbers, width) or SIZES.least, x, width)[1:]:
                painter.drawLine(QLineF(left - _CELL_PAD, RULE + 14, left - _CELL_PAD, 840))
            if i:
                painter.drawLine(QLineF(x - SIZES.gutter / 2, 110, x - SIZES.gutter / 2, 850))
        if self._text.demo:
            pen = QPen(theme.colour(theme.INPUT_BORDER), 2, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            tag = text_width(DEMO, SIZES.footer, PLAIN) + 28
            painter.drawRect(QRectF(self.picture_width - SIZES.margin - tag, 1000, tag, 42))


def _footer(text: str, x: float, baseline: float) -> Written:
    return Written(text, x, baseline, SIZES.footer, PLAIN, theme.PROJECTOR_TEXT)


def _unit(a: Assessment) -> str:
    return " · ".join(p for p in (a.target.calibre, a.target.unit) if p)


def _room(a: Assessment, width: float) -> float:
    """What light and word leave for the name."""
    return width - text_width(a.word, SIZES.status, HEAVY) - _MARK - 54


def _title(a: Assessment, width: float) -> tuple[list[str], int, int] | None:
    """The name in one or two lines with its size and the unit's; None where it would be too small."""
    name, room = a.target.name, _room(a, width)
    for px, count, unit_px in _TITLES:
        if count == 1 and len(name) > ONE_LINE:
            continue
        last = room - text_width(_unit(a), unit_px, PLAIN) - 20
        lines = wrapped(name, px, HEAVY, [*[room] * (count - 1), last])
        if "".join(lines) == name:
            if len(lines) == 1 and text_width(name, px, HEAVY) > last:
                lines.append("")  # the unit goes below
            return lines, px, unit_px
    return None


def _cut_title(a: Assessment, width: float) -> tuple[list[str], int, int]:
    """A name too long even alone on a page, in two lines and cut."""
    room = _room(a, width)
    return wrapped(a.target.name, SIZES.least, HEAVY, [room, room - 200]), SIZES.least, SIZES.least


def _key_size(numbers: Sequence[Fact], width: float) -> int | None:
    """The largest size at which the key row fits, None below what may be read."""
    for px in range(SIZES.key, SIZES.least - 1, -1):
        if sum(_natural(numbers, px)) + 2 * _CELL_PAD * (len(numbers) - 1) <= width:
            return px
    return None


def _natural(numbers: Sequence[Fact], px: int) -> list[float]:
    return [max(text_width(f.label, SIZES.least, PLAIN), text_width(f.text, px, HEAVY)) for f in numbers]


def _cells(numbers: Sequence[Fact], px: int, x: float, width: float) -> list[float]:
    """Where each cell's text begins: as wide as needed, what is left shared out."""
    needed = _natural(numbers, px)
    spare = (width - sum(needed)) / max(len(numbers), 1)
    lefts = []
    for wide in needed:
        lefts.append(x)
        x += wide + spare
    return lefts
