"""A pane's redraw against raw pyqtgraph drawing the same lines, and what turning pages leaves in memory.

`python -m tests.performance.drawing redraw FILE` and `turns FILE`, each a process of its own.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from gui.charts.pane import Pane
from gui.kit import theme
from gui.shell.pages import CHARTS, ENTRY, OVERVIEW
from gui.trend.drawing import Drawing, draw
from gui.trend.plot import FORECAST_DASH, LAST_YEAR_DASH, MONTHS, PACE_DASH, pen
from models.judging.assess import assess
from models.judging.trend import has_trend
from tests.performance.acts import Desk

PANE = (544, 280)
REDRAWS, FEW, MANY, CHARTED = 60, 200, 2000, 12
ROUNDS = 6  # of posted events, after which neither side paints any more


class Raw:
    """The same lines, dots and texts by pyqtgraph alone, at the same size."""

    def __init__(self) -> None:
        self.widget = pg.PlotWidget(background=theme.PANEL, enableMenu=False)
        self.widget.setAntialiasing(True)
        self.widget.resize(*PANE)
        item = self.widget.getPlotItem()
        item.setMouseEnabled(False, False)
        item.disableAutoRange()
        item.showGrid(y=True)
        item.getAxis("bottom").setTicks([[(m, f"{m}月") for m in MONTHS]])
        look = theme.CHART
        self._lines = {
            "last_year": item.plot(pen=pen(theme.LAST_YEAR, look.line, LAST_YEAR_DASH)),
            "demand": item.plot(pen=pen(theme.TEXT, look.thin)),
            "pace": item.plot(pen=pen(theme.TEXT, look.line, PACE_DASH)),
            "forecast": item.plot(pen=pen(theme.DATA, look.thin, FORECAST_DASH)),
            "actual": item.plot(pen=pen(theme.DATA, look.thick), symbol="o", symbolSize=look.dot),
        }
        for line in self._lines.values():
            if line.curve.opts["pen"] is not None:
                line.curve.opts["pen"].setCosmetic(True)
        self._texts = [pg.TextItem(fill=theme.PANEL, color=theme.TEXT) for _ in range(8)]
        for text in self._texts:
            item.addItem(text, ignoreBounds=True)

    def show(self, drawing: Drawing) -> None:
        """Draw something else."""
        for name, line in self._lines.items():
            points = getattr(drawing, name)
            line.setData(np.asarray(points.x), np.asarray(points.y), connect="finite")
        axis = drawing.axis(5)
        self.widget.setRange(xRange=(0, 12), yRange=(axis.low, axis.high), padding=0)
        self.widget.getPlotItem().getAxis("left").setTicks([list(axis.ticks)])
        spots = [s for s in (drawing.value, drawing.due, *drawing.ends, *drawing.versions) if s]
        for i, text in enumerate(self._texts):
            text.setVisible(i < len(spots))
            if i < len(spots):
                text.setText(spots[i].text)
                text.setPos(QPointF(spots[i].x, spots[i].y))


def redraw(desk: Desk) -> tuple[float, float]:
    """Median seconds of drawing another target and painting it: a pane of ours, and raw.

    Ours counts until it paints no more, with its head of name, light and sentence. Raw counts to the end
    of its first painting, though its axes ask for up to three more, which are let happen between the two:
    else they would be counted as ours.
    """
    ledger, period = desk.session.ledger, desk.session.period
    shown = [a for t in ledger.targets if has_trend(t) if (a := assess(ledger, t, period)).actual.value is not None]
    drawn = [(a, draw(ledger, a)) for a in shown[:20]]
    pane, raw = Pane(), Raw()
    pane.resize(*PANE)
    pane.show()
    raw.widget.show()
    desk.settle()
    ours: list[float] = []
    bare: list[float] = []
    for i in range(REDRAWS):
        a, drawing = drawn[i % len(drawn)]
        assert drawing is not None
        ours.append(_taken(desk.application, lambda a=a, d=drawing: pane.show_target(1, a, d), ROUNDS))  # type: ignore[misc]
        bare.append(_taken(desk.application, lambda d=drawing: raw.show(d), 1))  # type: ignore[misc]
        for _ in range(ROUNDS):
            desk.application.sendPostedEvents()
    return median(ours), median(bare)


def turns(desk: Desk) -> tuple[float, float]:
    """Memory in MB after some and after many page turns; each visit of 图表 shows other targets."""
    window, session = desk.window, desk.session
    charted = [t.id for t in session.ledger.targets if has_trend(t)][:CHARTED]
    found = []
    for turn in range(1, MANY + 1):
        page = (OVERVIEW, ENTRY, CHARTS)[turn % 3]
        window.show_page(page)
        if page == CHARTS:
            at = turn // 3 % len(charted)
            window.charts.picker.choose([*charted, *charted][at : at + 4])
        desk.application.processEvents()
        if turn in (FEW, MANY):
            desk.settle()
            gc.collect()
            found.append(_memory())
    return found[0], found[1]


def _taken(application: QApplication, work: Callable[[], object], rounds: int) -> float:
    begun = time.perf_counter()
    work()
    for _ in range(rounds):
        application.sendPostedEvents()
    return time.perf_counter() - begun


def _memory() -> float:
    """What this process holds now, in MB. Linux only."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")) / 1024


def _main(which: str, path: Path) -> None:
    application = QApplication(sys.argv[:1])
    theme.dress(application)
    desk = Desk(application, path)
    sys.stdout.write(json.dumps((redraw if which == "redraw" else turns)(desk)))
    desk.window.close()
    desk.worker.stop()


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]))
