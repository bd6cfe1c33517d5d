"""The least program on the same libraries: one window with one curve; what ours is measured against."""

import os
import sys

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy
import pyqtgraph
from PySide6.QtWidgets import QApplication


def main() -> int:
    """Show it until it is closed."""
    application = QApplication(sys.argv)
    window = pyqtgraph.PlotWidget(background="w")
    window.plot(numpy.arange(12), numpy.arange(12))
    window.setWindowTitle("bare window")
    window.resize(1366, 698)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
