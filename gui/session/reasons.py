"""A change that alters a closed period: what it alters is named, and a reason is asked for (rules.md §3)."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from db.ledger.closed import FOR_A_REASON
from db.ledger.store import Store
from gui.kit import ask
from gui.session.session import Session
from models.judging.closed import in_words
from models.plan.said import Said


def act_for_reason(
    parent: QWidget,
    session: Session,
    action: Callable[[Store, str], Any],
    done: Callable[[str], object],
    failed: Callable[[str], object] | None = None,
    *,
    goes_back: bool = False,
) -> None:
    """Write; where that would alter a closed period, say what, old and new, and write with the reason given.

    `action` takes the store and the reason, which is empty at first; `done` takes the reason it was written with.
    `goes_back`: whether it can be undone all the same, as a plan comes back whole with its locks.
    """

    def refused(said: Said) -> None:
        tell = failed or session.failed.emit
        reason = reason_for(parent, said, goes_back=goes_back)
        if reason:
            session.act(lambda store: action(store, reason), done=lambda: done(reason), failed=failed)
        else:
            tell(str(said))

    session.act(lambda store: action(store, ""), done=lambda: done(""), refused=refused)


def reason_for(parent: QWidget, said: Said, *, goes_back: bool = False) -> str:
    """The reason for what was refused, where one is wanted; empty where none is, or none was given in words."""
    if said.key not in FOR_A_REASON:
        return ""
    kept = "原因会记入修改记录"
    if not goes_back:
        kept += "，这一步以后不能用撤销退回"
    reason = ask.ask_text(parent, f"{said.what}。\n{said.todo}，{kept}：")
    if reason and in_words(reason):
        return reason
    return ""
