"""Holds a ledger open until its input ends: `python -m tests.screens.hold FILE`."""

import sys
from pathlib import Path

from db.ledger.store import Store

store = Store.open(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
