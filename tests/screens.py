"""Pictures of the window to look at: `python -m tests.screens OUT`. Nothing is asserted here."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from db.plans import create_demo
from gui import theme
from gui.charts.projection import Projection
from gui.start import Starter
from gui.window import MainWindow

SIZES = ((1366, 698), (1920, 1010), (1280, 650), (1093, 544), (911, 442))
PAGES = ("总览", "填报", "图表")
CHOSEN = ("puyuan2020-29", "puyuan2020-23", "puyuan2020-15", "puyuan2020-47")
PAUSE = 400  # milliseconds for layouts and answers of the worker


def pictures(starter: Starter, out: Path) -> Iterator[None]:
    """Every page at every size of screens.md; each step waits for the event loop."""

    def keep(widget: QWidget, name: str) -> None:
        widget.grab().save(str(out / f"{name}.png"))

    assert starter.window is not None
    keep(starter.window, "开始")
    path = Path(tempfile.mkdtemp()) / "濮院镇2020年工作要点.ydt"
    create_demo(path)
    starter.open(path)
    while not isinstance(starter.window, MainWindow):
        yield
    window = starter.window
    for target in CHOSEN:
        window.charts.show_target(target)
    for width, height in SIZES:
        window.resize(width, height)
        for index, page in enumerate(PAGES):
            window.show_page(index)
            yield
            keep(window, f"{page}-{width}x{height}")
    for width, height in ((1920, 1080), (1366, 768)):
        projection = Projection(window.session, CHOSEN[:2], window)
        projection.resize(width, height)
        yield
        keep(projection, f"投影-{width}x{height}")
        projection.close()
    window.close()


def main(out: Path) -> None:
    """Make all pictures into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    application = QApplication([])
    theme.dress(application)
    starter = Starter(application, out)
    starter.welcome()
    steps = pictures(starter, out)
    timer = QTimer()

    def step() -> None:
        if next(steps, "end") == "end":
            application.quit()

    timer.timeout.connect(step)
    timer.start(PAUSE)
    application.exec()
    sys.stdout.write(f"{len(list(out.glob('*.png')))} pictures in {out}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
