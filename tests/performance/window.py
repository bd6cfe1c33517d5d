"""The window's measures, each in a process of its own: acts at two sizes, start, a pane's redraw, memory."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.performance import starting
from tests.performance.acts import Act

FRAMES = 0.033  # seconds of two frames: from the event to the end of painting
START_AIM, REDRAW_AIM, MEMORY_AIM = 1.6, 1.5, 1.05


@dataclass(frozen=True, slots=True)
class Compared:
    """Ours against a bare cost: seconds, or megabytes where `unit` says so."""

    name: str
    targets: int
    ours: float
    bare: float
    aim: float | None
    unit: str = "ms"


def measure_acts(path: Path, folder: Path) -> tuple[int, list[Act]]:
    """How many targets there are, and what a user waits for."""
    found: dict[str, Any] = json.loads(_run("tests.performance.acts", _copied(path, folder)))
    return found["targets"], [Act(**act) for act in found["acts"]]


def measure_start(path: Path, folder: Path, targets: int, runs: int, aim: float | None) -> Compared:
    """From the process's start to a window that takes keys, against an empty one with a plot."""
    ours, bare = starting.measure(_copied(path, folder), runs)
    return Compared("start to usable window / bare PySide6 + pyqtgraph", targets, ours, bare, aim)


def measure_drawing(path: Path, folder: Path, targets: int) -> Iterator[Compared]:
    """A pane of 图表 against the same lines raw; memory after many page turns against some."""
    ours, bare = json.loads(_run("tests.performance.drawing", "redraw", _copied(path, folder)))
    yield Compared("图表: a pane's redraw / raw pyqtgraph", targets, ours, bare, REDRAW_AIM)
    if sys.platform == "linux":
        some, many = json.loads(_run("tests.performance.drawing", "turns", _copied(path, folder)))
        yield Compared("memory after 2,000 page turns / after 200", targets, many, some, MEMORY_AIM, "MB")


def _copied(path: Path, folder: Path) -> str | Path:
    """A copy of the plan file, as the window writes into the one it opens."""
    return shutil.copyfile(path, folder / f"window-{path.name}")


def _run(module: str, *arguments: object) -> str:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True, env=starting.ENVIRONMENT
    ).stdout
