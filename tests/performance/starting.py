"""From starting a process to a window that is painted and takes keys, in processes of its own.

`python -m tests.performance.starting ours FILE` starts the program as a user does, `bare` shows
an empty window with one pyqtgraph plot.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

RUNS = 7
ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":0"}  # main asks for a display


def measure(path: Path, runs: int = RUNS) -> tuple[float, float]:
    """The shortest seconds of several fresh processes in turn: ours with a plan file, and bare."""
    taken: dict[str, list[float]] = {"ours": [], "bare": []}
    for _ in range(runs):
        for which, found in taken.items():
            begun = time.perf_counter()
            command = [sys.executable, "-m", __name__, which, str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT)
            found.append(float(done.stdout.split()[-1]) - begun)  # one clock for all processes
    return min(taken["ours"]), min(taken["bare"])


def _ours(path: Path) -> None:
    from PySide6.QtCore import QTimer

    import main

    def shown(*arguments: object) -> None:
        show(*arguments)
        QTimer.singleShot(0, _say)

    from gui.app.start import Starter

    show = Starter.show
    Starter.show = shown  # type: ignore[method-assign,assignment]
    main.main([str(path)])


def _bare() -> None:
    import pyqtgraph
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(pyqtgraph.PlotWidget())
    window.resize(1366, 698)
    window.show()
    QTimer.singleShot(0, _say)
    application.exec()


def _say() -> None:
    """When all that is posted is painted; then the process ends without closing anything."""
    from PySide6.QtCore import QCoreApplication

    QCoreApplication.sendPostedEvents()
    sys.stdout.write(f"{time.perf_counter()}\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    _ours(Path(sys.argv[2])) if sys.argv[1] == "ours" else _bare()
