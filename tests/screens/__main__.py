"""Pictures of the window to look at: `python -m tests.screens OUT [WORD...]`, only the scenes that hold a word.

Nothing is asserted here; text that is cut off is listed at the end.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.screens.scenes import SCENES
from tests.screens.stage import Stage, dressed

FOLDER = Path(tempfile.gettempdir()) / "要点通图片"  # always the same: it is written in pictures


def main(out: Path, words: list[str]) -> None:
    """Make the pictures into a folder."""
    dressed()
    shutil.rmtree(FOLDER, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    stage = Stage(FOLDER, out)
    for name, scene in SCENES.items():
        if not words or any(word in name for word in words):
            scene(stage)
    sys.stdout.write("".join(f"cut off  {line}\n" for line in stage.findings))
    sys.stdout.write(f"{stage.kept} pictures in {out}, {len(stage.findings)} texts cut off\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
