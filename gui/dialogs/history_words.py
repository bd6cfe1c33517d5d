"""Actions of the journal in words: who, when, which column from what to what."""

import json
import re
from datetime import datetime

from db.ledger.journal import Action, Change
from gui.session.session import Session
from models.plan.fields import AS_OF, LAST_TOTAL, NATURE, PERCENT, TEXTS, VALUE
from models.plan.period import Period, PeriodError
from models.plan.quantity import with_minus

FIELDS = {
    "value": VALUE, "own": "当期数", "this_total": "今年数", "last_total": LAST_TOTAL, "stage": "阶段",
    "state": "状态", "percent": PERCENT, "nature": NATURE, "as_of": AS_OF, "remark": "原因", "not_applicable": "不适用",
} | {field: column for column, field in TEXTS.items()}  # fmt: skip
_ENTITIES = {
    "progress": "填报数", "target": "指标", "heading": "标题", "plan": "计划", "unit": "单位", "person": "人员",
    "series": "指标系列", "target_version": "目标变更", "past_value": "上年数", "period_state": "期间",
    "setting": "设置",
}  # fmt: skip
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def when(action: Action) -> str:
    """When an action was done, to the minute."""
    return f"{datetime.fromisoformat(action.at):%Y-%m-%d %H:%M}"


def who(action: Action) -> str:
    """Who did it: the name set in the settings, else the computer's user."""
    return action.who or action.system_user


def line_of(session: Session, change: Change) -> str:
    """One change as a line: whose, which column, from what to what."""
    target_id, _, key = change.entity_id.rpartition("@")
    target = session.target(target_id or change.entity_id) if session.has_plan else None
    name = target.full_name if target else _ENTITIES.get(change.entity, change.entity)
    if change.entity != "progress":
        kind = _ENTITIES.get(change.entity, change.entity)
        return kind + (f"：{name}" if target else "") + ("" if change.field else _came(change))
    place = f"{name}（{_period(key)}）" if target else name
    return "；".join(f"{place}　{column}：{old or '空'} → {new or '空'}" for column, old, new in changed_words(change))


def changed_words(change: Change) -> list[tuple[str, str, str]]:
    """Column, old and new of a change; a creation lists what it filled."""
    old, new = (json.loads(t) if t is not None else None for t in (change.old, change.new))
    if change.field is not None:
        return [(FIELDS.get(change.field, change.field), _words(old), _words(new))]
    before, after = old or {}, new or {}
    fields = [f for f in FIELDS if _words(before.get(f)) or _words(after.get(f))]
    return [(FIELDS[f], _words(before.get(f)), _words(after.get(f))) for f in fields]


def _words(value: object) -> str:
    if value in (None, "", 0, False):
        return ""
    if value in (1, True):
        return "是"
    return with_minus(str(value)) if _NUMBER.fullmatch(str(value)) else str(value)


def _came(change: Change) -> str:
    return "（新增）" if change.old is None else "（删除）"


def _period(key: str) -> str:
    try:
        return Period.of_key(key).short
    except PeriodError:
        return key
