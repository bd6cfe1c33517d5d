"""Reading an open plan file: plans, ledgers, cells, and the journal."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from db.ledger import journal, opening
from db.ledger.journal import Action, Edit
from db.ledger.loading import load_cells, load_ledger, load_plans, load_settings
from db.ledger.rows import table_of
from db.ledger.scenes import Scene, scene_of
from models.plan.entities import Plan, Progress
from models.plan.year import PlanYear


class LedgerReader:
    """An open plan file as far as it is read; each answer is of one moment of the file. All raise Refusal."""

    def __init__(self, path: Path, db: Database) -> None:
        self.path = path
        self.db = db

    def plans(self) -> list[Plan]:
        """All plans of the file, by year and title."""
        with self._reading():
            return load_plans(self.db)

    def ledger(self, plan_id: str) -> PlanYear:
        """A plan with all its targets, cells and earlier figures."""
        with self._reading():
            return load_ledger(self.db, plan_id)

    def cells(self, ids: Sequence[str]) -> list[Progress]:
        """Single cells by their ids, as they are kept now."""
        with self._reading():
            return load_cells(self.db, ids)

    def settings(self) -> dict[str, str]:
        """The office's settings by their names, those that were ever set."""
        with self._reading():
            return load_settings(self.db)

    def next_undo(self) -> Action | None:
        """The action that undo would take back."""
        with self._reading():
            return self._named(journal.to_undo(self.db))

    def next_redo(self) -> Action | None:
        """The action that redo would bring back."""
        with self._reading():
            return self._named(journal.to_redo(self.db))

    def scene(self, action: Action) -> Scene:
        """Where an action shows: the one plan, period and target that it changed."""
        with self._reading():
            return scene_of(self.db, action.changes)

    def actions(
        self, limit: int = 200, before: int | None = None, words: Sequence[str] = (), targets: Collection[str] = ()
    ) -> list[Action]:
        """The newest actions, newest first (修改记录); with words those that hold them or changed these targets."""
        with self._reading():
            return journal.recent(self.db, limit, before, words, targets)

    def action(self, action_id: int) -> Action | None:
        """One action with its changes; None where the journal has no such number."""
        with self._reading():
            return journal.action(self.db, action_id)

    def history(self, kind: type, entity_id: str, field: str | None = None) -> list[Edit]:
        """Every change of an entity, or of one field of it, oldest first."""
        with self._reading():
            return journal.history(self.db, table_of(kind).name, entity_id, field)

    def check(self) -> int:
        """Check everything: pages, schema, the whole journal and every row; returns the actions verified."""
        return opening.check_all(self.db, self.path, whole=True)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with opening.one_moment(self.db, self.path):
            yield

    def _named(self, action_id: int | None) -> Action | None:
        if action_id is None:
            return None
        return journal.action(self.db, action_id)
