"""Where the lines of a chart stand on its surface."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from gui.trend.axis import Axis
from gui.trend.drawing import YEAR_END


@dataclass(frozen=True, slots=True)
class Frame:
    """The area of the lines in pixels, and the scale that they are drawn to."""

    area: QRectF
    axis: Axis

    def x(self, month: float) -> float:
        """Pixels from the left edge; month 0 is 1 January."""
        return self.area.left() + month / YEAR_END * self.area.width()

    def y(self, value: float) -> float:
        """Pixels from the top edge; larger values stand higher."""
        span = self.axis.high - self.axis.low or 1.0
        return self.area.bottom() - (value - self.axis.low) / span * self.area.height()

    def at(self, month: float, value: float) -> QPointF:
        """Where a point of a line stands, in pixels."""
        return QPointF(self.x(month), self.y(value))
