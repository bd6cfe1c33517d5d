"""Actions of the journal in words: who, when, which column from what to what."""

import json
import re
from datetime import datetime
from typing import Any

from db.disk import log
from db.ledger.journal import Action, Change
from db.ledger.rows import BY_NAME
from gui.session.session import Session
from models.plan.entities import Target
from models.plan.fields import FIELDS
from models.plan.period import Period, PeriodError
from models.plan.quantity import with_minus

_CALLED = {field.name: field.called for field in FIELDS}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def when(action: Action) -> str:
    """When an action was done, to the minute."""
    return f"{datetime.fromisoformat(action.at):%Y-%m-%d %H:%M}"


def who(action: Action) -> str:
    """Who did it: the name set in the settings, else the computer's user."""
    return action.who or action.system_user


def line_of(session: Session, change: Change) -> str:
    """One change as a line: whose, which column, from what to what."""
    if change.entity == "progress":
        return _figure_line(session, change)
    kind, target = BY_NAME[change.entity].word, _target(session, change)
    came = ""
    if change.field is None:
        came = "（新增）" if change.old is None else "（删除）"
    if target:
        return f"{kind}：{target.full_name}{came}"
    return f"{kind}{came}"


def _figure_line(session: Session, change: Change) -> str:
    """A change of what was reported: of which target and period, then each column."""
    target, place = _target(session, change), BY_NAME[change.entity].word
    if target:
        place = f"{target.full_name}（{_period(change.entity_id.rpartition('@')[2])}）"
    return "；".join(f"{place}　{column}：{old or '空'} → {new or '空'}" for column, old, new in changed_words(change))


def _target(session: Session, change: Change) -> Target | None:
    """The target itself, or the one whose figure of a period it is: then the id is "target@period"."""
    if not session.has_plan:
        return None
    target_id = change.entity_id.rpartition("@")[0]
    return session.target(target_id or change.entity_id)


def changed_words(change: Change) -> list[tuple[str, str, str]]:
    """Column, old and new of a change; a creation lists what it filled."""
    old, new = _kept(change.old), _kept(change.new)
    if change.field is not None:
        return [(_CALLED.get(change.field, change.field), _words(old), _words(new))]
    # A row as a whole was made or deleted: the fields that held something, in the order of the form.
    rows = [(word, _words((old or {}).get(field)), _words((new or {}).get(field))) for field, word in _CALLED.items()]
    return [row for row in rows if row[1] or row[2]]


def _kept(text: str | None) -> Any:
    """A value as the journal keeps it, in JSON; of a whole row a dictionary. None where there was none."""
    if text is None:
        return None
    return json.loads(text)


def _words(value: object) -> str:
    if value in (None, "", 0, False):
        return ""
    if value in (1, True):
        return "是"
    if _NUMBER.fullmatch(str(value)):
        return with_minus(str(value))
    return str(value)


def _period(key: str) -> str:
    try:
        return Period.of_key(key).short
    except PeriodError as error:  # the key of another time; what is kept is shown as it is
        log.expected(error)
        return key
