"""Holds a ledger open until its input ends: `python -m tests.screens.hold FILE`."""

import sys
from pathlib import Path

from db.ledger import access
from db.ledger.store import Store
from tests.screens import clock

clock.stop(access)
store = Store.open(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
