"""How long the proof waits: as long as on a machine that is known, times how much slower this one was to build.

Every wait of the proof, for a window, a file, a program's end, and every rest between two keys goes through here.
"""

import time
from pathlib import Path

BUILD = 12 * 60  # seconds that a build may take; nothing is known of the machine before the first
KNOWN = 70  # seconds of a build on two cores, both seats side by side, where the waits as written are enough


class Patience:
    """How much slower than the known machine this one is, at least 1; kept for runs of single parts."""

    def __init__(self) -> None:
        self._slower = 1.0
        self._kept: Path | None = None

    def keep_in(self, path: Path) -> None:
        """Go on with what an earlier run learned, and leave there what this one learns."""
        self._kept = path
        if path.exists():
            self._slower = float(path.read_text())

    def learn(self, build: float) -> None:
        """A build took so many seconds; the slower seat counts."""
        self._slower = max(self._slower, build / KNOWN)
        if self._kept:
            self._kept.write_text(f"{self._slower:.2f}")

    def here(self, seconds: float) -> float:
        """What these seconds of the known machine are on this one."""
        return seconds * self._slower

    def rest(self, seconds: float) -> None:
        """Let the program come along, where nothing can be seen to wait for."""
        time.sleep(self.here(seconds))


PATIENCE = Patience()
