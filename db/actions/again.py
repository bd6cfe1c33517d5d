"""What was done in a ledger whose file was then overwritten, done once more in the file that is there now."""

from collections.abc import Iterable

from db.disk import log
from db.disk.failures import Environment, Refusal
from db.ledger.journal import Action
from db.ledger.recording import record
from db.ledger.store import Store


def write_again(store: Store, actions: Iterable[Action]) -> list[Action]:
    """Append actions one by one, each where it still meets what it was done to; returns those that could not be.

    Raises Refusal where the file itself cannot be written.
    """
    left = []
    for action in actions:
        try:
            with store.transaction():
                record(store.db, store.clock, action.what, action.changes, check=True)
        except Environment:
            raise
        except Refusal as refusal:  # changed since, or closed
            log.refused(refusal.said.key)
            left.append(action)
    return left
