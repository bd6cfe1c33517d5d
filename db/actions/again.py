"""What was done in a ledger whose file was then overwritten, done once more in the file that is there now."""

from collections.abc import Iterable
from dataclasses import dataclass

from db.disk import log
from db.disk.failures import ChangedSince, Environment, Refusal
from db.ledger.closed import AGAIN
from db.ledger.journal import Action
from db.ledger.recording import record
from db.ledger.store import Store
from models.plan.said import Said

NOT_AS_THEN = Said("not-as-then", "那里现在的内容与当时不同", todo="请核对后手工改")


@dataclass(frozen=True, slots=True)
class LeftStep:
    """A step that was not done again, and why."""

    action: Action
    why: Said


def write_again(store: Store, actions: Iterable[Action]) -> list[LeftStep]:
    """Append actions one by one, each where it still meets what it was done to; returns those that could not be.

    A period is neither closed nor opened this way: the one freezes what stands there now, the other wants a reason.
    Raises Refusal where the file itself cannot be written.
    """
    left = []
    for action in actions:
        try:
            with store.transaction():
                record(store.db, store.clock, action.what, action.changes, check=True, door=AGAIN)
        except Environment:
            raise
        except ChangedSince as refusal:
            log.refused(refusal.said.key)
            left.append(LeftStep(action, NOT_AS_THEN))
        except Refusal as refusal:  # closed, or what it belongs to is not there
            log.refused(refusal.said.key)
            left.append(LeftStep(action, refusal.said))
    return left
