"""Memory of a loaded ledger and its report, in a process of its own: `python -m tests.performance.memory FILE`."""

import json
import subprocess
import sys
from pathlib import Path

from db.store import Store
from models.report import build
from tests.performance.big import PERIOD

if sys.platform != "win32":
    import resource


def measure(path: Path) -> dict[str, float]:
    """The greatest memory so far, in MB, after opening, with the ledger loaded, and with the report too."""
    done = subprocess.run([sys.executable, "-m", __name__, str(path)], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _main(path: Path) -> None:
    peaks = {"imports": _peak()}
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
