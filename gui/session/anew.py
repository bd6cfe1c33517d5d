"""What is at the path of an open file now, after something else changed, replaced or moved that file."""

from collections.abc import Callable
from dataclasses import dataclass

from db.ledger.copies import keep_held
from db.ledger.guard import Held
from db.ledger.journal import Action
from db.ledger.store import Store
from gui.session.session import Session, opened
from gui.session.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Reread:
    """The file as it is now, in another session; what was seen there before, and its steps that are not in it."""

    session: Session
    held: Held
    missing: tuple[Action, ...]


def read_anew(session: Session, done: Callable[[Reread], object], failed: Callable[[str], object]) -> None:
    """Open what is at the file's path now; where that cannot be, the session stays as it is."""

    def answered(found: tuple[Store, Snapshot, Held, tuple[Action, ...]]) -> None:
        store, snapshot, held, missing = found
        done(Reread(Session(store, session.worker, snapshot), held, missing))

    session.ask(_in_place_of, answered, failed)


def _in_place_of(store: Store) -> tuple[Store, Snapshot, Held, tuple[Action, ...]]:
    """Open the file with the lock that another state of it has; raises Refusal."""
    with Store.open(store.path, reading=True):  # before anything is given up
        pass
    held = store.held()
    assert held is not None
    if held.image is not None:  # nobody else has it any more, whatever is made of the file that is there now
        keep_held(held, store.path)
    store.let_go()
    fresh, snapshot = opened(store.path)
    try:
        return fresh, snapshot, held, held.missing_in(fresh.db)
    except BaseException:
        fresh.close()
        raise
