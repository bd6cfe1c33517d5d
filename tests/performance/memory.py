"""Memory of a loaded ledger and its report, in a process of its own: `python -m tests.performance.memory FILE`."""

import json
import subprocess
import sys
from pathlib import Path

from db.ledger.store import Store
from models.report.report import build
from tests.performance.big import PERIOD


def measure(path: Path) -> dict[str, float]:
    """The greatest memory so far, in MB: of the program, opened, with the ledger, with the report. Linux only."""
    done = subprocess.run([sys.executable, "-m", __name__, str(path)], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _peak() -> float:
    """The most that this process ever held; ru_maxrss would count what its parent held, too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / 1024


def _main(path: Path) -> None:
    peaks = {"program": _peak()}
    with Store.open(path, reading=True) as store:
        peaks["opened"] = _peak()
        ledger = store.ledger(store.plans()[0].id)
        peaks["ledger"] = _peak()
        report = build(ledger, PERIOD)
        peaks["report"] = _peak()
        peaks["targets"] = len(report.detail.lines)
    sys.stdout.write(json.dumps(peaks))


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
