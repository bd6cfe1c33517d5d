"""The program as it is given out, run from source, telling what it opens and says: run by a test."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from gui.app import start

sys.frozen, sys.executable = True, sys.argv[1]


class Watched(start.Starter):
    def show(self, session, then):
        super().show(session, then)
        print("open", session.path, session.read_only, sep="|", flush=True)
        QTimer.singleShot(400, self.window.close)

    def say(self, sentence, ways):
        super().say(sentence, ways)
        print("said", sentence, sep="|", flush=True)
        QTimer.singleShot(100, self.window.close)

    def welcome(self):
        super().welcome()
        print("welcome", self.window.place.text(), sep="|", flush=True)


start.Starter = Watched
file = Path(sys.argv[2]) if sys.argv[2:] else None
sys.exit(start.run(file, demo=file is None))
