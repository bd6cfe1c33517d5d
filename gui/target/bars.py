"""What stands in the column 完成率 of a target, as words and as a bar, and how the bar is painted."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.kit import theme
from models.judging.assess import Assessment
from models.judging.groups import weighted
from models.judging.statuses import Status
from models.plan.period import Period, cadence_points
from models.plan.quantity import DASH, sign_of, signed
from models.report import printed
from models.report.phrase import percent_text

_HALO, _TICK = 4.6, 1.6


@dataclass(frozen=True, slots=True)
class RateBar:
    """A completion rate: the share done and the pace in percent, None where there is no bar; the words beside it.

    `brief` is `beside` for where that has no room.
    """

    share: float | None = None
    pace: float | None = None
    text: str = ""
    beside: str = ""
    brief: str = ""

    @property
    def words(self) -> str:
        """Text and what stands beside it, in one line."""
        if not self.beside:
            return self.text
        return f"{self.text}　{self.beside}"


def bar_of(a: Assessment) -> RateBar:
    """The bar of an assessment: amounts have one, rates and stages only words (screens.md §3.1)."""
    match a.status:
        case Status.MISSING:
            return RateBar(text="本期未报")
        case Status.NOT_APPLICABLE:
            return RateBar(text="不适用")
        case Status.STATE:
            return RateBar(text="定性，不亮灯")
        case Status.NOT_DUE:
            return RateBar(text=due_text(a))
    if a.target.kind in printed.WORDY:
        return RateBar(text=printed.figure(a).in_column)
    if a.completion is not None:
        return RateBar(float(a.completion), _pace(a), percent_text(a.completion, a.rule, short_of=100))
    if a.actual.value is None:
        return RateBar(text=DASH)
    return _figure_bar(a)


def _pace(a: Assessment) -> float | None:
    if a.pace is None:
        return None
    return float(a.pace * 100)


def _figure_bar(a: Assessment) -> RateBar:
    """A rate or a level: the figure, and the gap beside it."""
    text = printed.figure(a).text
    if a.gap is None:
        return RateBar(text=text)
    return RateBar(text=text, beside=f"差 {gap_text(a)}", brief=gap_text(a))


def weighted_bar(members: Sequence[Assessment]) -> RateBar | None:
    """The bar of a group, only where every member has a weight and a rate (rules.md §1)."""
    both = weighted(members)
    if both is None:
        return None
    done, due = percent_text(both.completion, members[0].rule, short_of=100), percent_text(both.pace, members[0].rule)
    return RateBar(float(both.completion), float(both.pace), f"{done}%", f"应达 {due}%")


def gap_text(a: Assessment) -> str:
    """The gap with its sign; % is said, points are what the column says."""
    if a.gap is None:
        return DASH
    return signed(a.gap, a.rule.decimals) + sign_of(a.gap_unit)


def due_text(a: Assessment) -> str:
    """When a target that is not due yet begins to count: 四季度到期, 10月开始."""
    target, period = a.target, a.period
    if target.start_date and target.start_date > period.end:
        return f"{target.start_date.month}月开始"
    for point in cadence_points(period.year, target.cadence.months):  # the first one after the period
        if point.halves > period.halves:
            named = Period(period.year, point.halves, quarterly=point.halves % 6 == 0)
            return f"{named.short}到期"
    return "还没有到期"


def paint_bar(painter: QPainter, rect: QRectF, bar: RateBar, width: int) -> None:
    """Paint the track, what is done, and the pace tick with its white halo; over 100 the bar is full."""
    if bar.share is None:
        return
    track = QRectF(rect.left(), rect.center().y() - theme.BAR_HEIGHT / 2, width, theme.BAR_HEIGHT)
    done = QRectF(track)
    done.setWidth(track.width() * min(max(bar.share, 0), 100) / 100)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(track, QColor(theme.TRACK))
    painter.fillRect(done, QColor(theme.DATA))
    if bar.pace is not None:
        x = track.left() + track.width() * min(max(bar.pace, 0), 100) / 100
        half = theme.TICK_HEIGHT / 2
        top, bottom = QPointF(x, track.center().y() - half), QPointF(x, track.center().y() + half)
        for thickness, token in ((_HALO, theme.PANEL), (_TICK, theme.TEXT)):
            painter.setPen(QPen(QColor(token), thickness, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(top, bottom)
    painter.restore()
