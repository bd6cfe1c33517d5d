"""Moving targets: up and down within their heading, under another one, or where they were dropped."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from gui.kit import ask
from gui.plan.heading_actions import HeadingActions, worded
from gui.plan.row_keys import heading_in, target_in
from gui.session.session import Session
from models.plan.entities import Target
from models.plan.outline import placed_targets, renumbered

Told = Callable[[str, str], object]  # takes what was done and the row to show, which may be empty


def naming(targets: Sequence[Target]) -> str:
    """How a step of the ledger names the targets it is about."""
    if len(targets) == 1:
        return f"“{targets[0].full_name}”"
    return f"{len(targets)} 项指标"


class TargetMoves:
    """Each is one action of the ledger; `parent` is what questions stand over, `done` hears of it."""

    def __init__(self, parent: QWidget, session: Session, of_headings: HeadingActions, done: Told) -> None:
        self._parent, self._session, self._of_headings, self._done = parent, session, of_headings, done

    def shift(self, target: Target, by: int) -> None:
        """Move a target one place up (-1) or down (1) within its heading."""
        word, end = "上移", "最前"
        if by > 0:
            word, end = "下移", "最后"
        siblings = [t for t in self._session.ledger.targets if t.heading_id == target.heading_id]
        at = siblings.index(target)
        if not 0 <= at + by < len(siblings):
            self._done(f"已经是这一组的{end}一项，没有移动。", target.id)
            return
        siblings[at], siblings[at + by] = siblings[at + by], siblings[at]
        self._write(f"{word}指标：{target.full_name}", renumbered(siblings), target.id)

    def move(self, targets: Sequence[Target]) -> None:
        """移到… another heading that the user picks, at its end."""
        headings = worded(self._session.ledger.headings)
        if not targets or not headings:
            return
        offered, now = list(headings), 0
        for place, heading in enumerate(headings.values()):
            if heading.id == targets[0].heading_id:
                now = place
        picked = ask.pick(self._parent, f"把{naming(targets)}移到哪个任务", offered, now)
        if picked is None:
            return
        # the answer comes back without the blanks by which headings are indented
        bare = list(map(str.strip, offered))
        if picked in bare:
            self.put([t.id for t in targets], headings[offered[bare.index(picked)]].id)

    def put(self, ids: Sequence[str], heading_id: str | None, before_id: str | None = None) -> None:
        """Put targets under a heading, before one of its targets or as the last."""
        ledger = self._session.ledger
        chosen = [t for t in ledger.targets if t.id in ids]
        puts = placed_targets(ledger.targets, ids, heading_id, before_id)
        if not puts:
            self._done(f"{naming(chosen)}本来就在这里，没有移动。", chosen[0].id)
            return
        heading = ledger.heading(heading_id)
        where = "最前面，不归任务"
        if heading:
            where = heading.label
        self._write(f"移动{naming(chosen)}到{where}", puts, chosen[0].id)

    def drop(self, keys: Sequence[str], parent_key: str, before_key: str) -> None:
        """Move what was dragged within the tree: rows by their keys, onto a heading or between rows."""
        targets = list(filter(None, map(target_in, keys)))
        parent = heading_in(parent_key) or None
        if targets and len(targets) == len(keys):
            self.put(targets, parent, target_in(before_key) or None)
            return
        heading = None
        if len(keys) == 1:
            heading = self._session.ledger.heading(heading_in(keys[0]))
        if heading:
            self._of_headings.put(heading, parent, heading_in(before_key) or None)
        else:
            self._done("一次拖动几项指标，或一个标题。没有移动。", "")

    def _write(self, what: str, puts: Sequence[Target], shown: str) -> None:
        self._session.write(what, puts, done=lambda: self._done(f"已{what}", shown))
