"""Pictures of the window to look at: `python -m tests.screens OUT [WORD...]`, only the scenes that hold a word.

Nothing is asserted here; text that is cut off is listed at the end. One run at a time: a second one says so and ends.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QLockFile
from PySide6.QtWidgets import QApplication

from gui.kit import theme
from tests.screens.scenes import SCENES
from tests.screens.stage import Stage

# Always the same: it is written in pictures, which are compared with those of other runs.
FOLDER = Path(tempfile.gettempdir()) / "要点通图片"


def main(out: Path, words: list[str]) -> None:
    """Make the pictures into a folder, unless another run has the ledgers that are pictured."""
    lock = QLockFile(f"{FOLDER}.lock")
    lock.setStaleLockTime(0)  # a run takes minutes; it is over when its process is
    if not lock.tryLock(0):
        sys.exit(f"other pictures are being made in {FOLDER}: try again when that run is over")
    shutil.rmtree(FOLDER, ignore_errors=True)
    application = QApplication([])
    theme.dress(application)
    out.mkdir(parents=True, exist_ok=True)
    make(Stage(application, FOLDER, out), words)
    lock.unlock()


def make(stage: Stage, words: list[str]) -> None:
    """Play the scenes and say what is cut off in them."""
    for name, scene in SCENES.items():
        if not words or any(word in name for word in words):
            scene(stage)
    sys.stdout.write("".join(f"cut off  {line}\n" for line in stage.findings))
    sys.stdout.write(f"{stage.kept} pictures in {stage.out}, {len(stage.findings)} texts cut off\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
