"""Writes resources/要点通.ico from the sign of gui/kit/icons.py: `python .ci/icon.py`, when the sign changes."""

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parent.parent
SIZES = (16, 24, 32, 48, 64, 256)


def main() -> None:
    """Paint every size and put the pictures behind the directory that an .ico begins with."""
    sys.path.insert(0, str(ROOT))
    application = QApplication([])
    from gui.kit import icons

    mark, pictures = icons.mark(), []
    for size in SIZES:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        mark.pixmap(size, size).save(buffer, "PNG")
        pictures.append(bytes(buffer.data().data()))
    place = 6 + 16 * len(SIZES)
    entries = [struct.pack("<3H", 0, 1, len(SIZES))]
    for size, picture in zip(SIZES, pictures, strict=True):
        entries.append(struct.pack("<4B2H2I", size % 256, size % 256, 0, 0, 1, 32, len(picture), place))
        place += len(picture)
    (ROOT / "resources" / "要点通.ico").write_bytes(b"".join(entries + pictures))
    application.quit()


if __name__ == "__main__":
    main()
