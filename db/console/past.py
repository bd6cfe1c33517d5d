"""The command `past`: last year's figures out of a table, what was read as what, and what was left."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from db.actions.plans import choose_plan
from db.console.commands import given_reason, opened
from db.ledger.journal import Action
from models.intake.past_columns import PastColumn
from models.intake.past_table import PastLine
from models.plan.quantity import plain, typed

if TYPE_CHECKING:
    from db.actions.past import PastTable


def past(
    path: Path, table: Path, title: str = "", reason: str | None = None, dry_run: bool = False, as_json: bool = False
) -> int:
    """Last year's figures into the ledger; exit code 1 when nothing of the table could be read."""
    from db.actions.past import apply_past, read_past_book

    reason = given_reason(reason)
    action: Action | None = None
    with opened(path, dry_run=dry_run) as store:
        ledger = store.ledger(choose_plan(store, title).id)
        found = read_past_book(ledger, table)
        if not dry_run:
            action = apply_past(store, found, reason=reason)
    if as_json:
        sys.stdout.write(json.dumps(_as_json(found, reason, action), ensure_ascii=False) + "\n")
    else:
        _print(found, reason, dry_run=dry_run)
    if found.refused and not (found.sure or found.doubtful or found.held):
        sys.stderr.write(f"没有写入：{len(found.refused)}个数都没有读入。{found.refused[0].doubt}。\n")
        return 1
    return 0


def _print(found: "PastTable", reason: str, *, dry_run: bool) -> None:
    from db.actions.past import applied

    for words, role in _columns(found):
        _say(f"列　{words}　读作　{role}")
    if found.left:
        _say(f"没有用到的列　{'、'.join(found.left)}")
    done, left = applied(found, reason), list(found.doubtful)
    if reason:
        left = []
    verb = "已写入"
    if dry_run:
        verb = "将写入"
    _print_lines(verb, done)
    _print_lines("存疑", left)
    _print_lines("没有用", found.unused)
    _print_lines("没有读入", found.refused)
    skipped = ""
    if left:
        skipped = f"；存疑{len(left)}个没有写，核对后加 --accept-doubts 原因 再读"
    _say(
        f"{verb}{len(done)}个{found.year}年的数{skipped}；没有用{len(found.unused)}个；"
        f"没有读入{len(found.refused)}个；没有变化{len(found.held)}个。"
    )


def _columns(found: "PastTable") -> list[tuple[str, str]]:
    """The columns that are used, by their own heads, and what they are read as."""
    columns = []
    for at, role in enumerate(found.head.columns):
        words = f"第{at + 1}列"
        if at < len(found.head.words) and found.head.words[at]:
            words = found.head.words[at]
        if role is not PastColumn.UNUSED:
            columns.append((words, role.value))
    return columns


def _print_lines(verb: str, lines: Iterable[PastLine]) -> None:
    for line in lines:
        _say(f"{verb}　{_where(line)}　{_figure(line)}{_remark(line)}")


def _where(line: PastLine) -> str:
    return "·".join(filter(None, (f"第{line.row + 1}行", line.head)))


def _figure(line: PastLine) -> str:
    name, period, unit = line.name, "", ""
    if line.target:
        name, unit = line.target.full_name, line.target.unit
    if line.period:
        period = f"（{line.period.label}）"
    if line.value is None:
        return f"{name}{period}：{line.text}"
    return f"{name}{period}：{typed(line.old)} → {typed(line.value)}{unit}"


def _remark(line: PastLine) -> str:
    if line.value is None:
        return f"　✕{line.doubt}"
    said = ""
    if line.note:
        said = f"（{line.note}）"
    if line.doubt:
        said += f"　▲{line.doubt}"
    return said


def _as_json(found: "PastTable", reason: str, action: Action | None) -> dict[str, object]:
    """What came of it; `applied` and `action` say what was written, 0 and null where nothing was."""
    from db.actions.past import applied

    written, number = 0, None
    if action is not None:
        written, number = len(applied(found, reason)), action.id
    return {
        "year": found.year,
        "columns": [{"head": words, "role": role} for words, role in _columns(found)],
        "unused_columns": list(found.left),
        "figures": [_line_json(line) for line in found.sure],
        "doubts": [{**_line_json(line), "reasons": [line.doubt], "accepted": bool(reason)} for line in found.doubtful],
        "unused": [{**_line_json(line), "reason": line.doubt} for line in found.unused],
        "refusals": [{**_line_json(line), "reason": line.doubt} for line in found.refused],
        "unchanged": len(found.held),
        "applied": written,
        "action": number,
    }


def _line_json(line: PastLine) -> dict[str, object]:
    target, name, period = None, line.name, None
    if line.target:
        target, name = line.target.id, line.target.full_name
    if line.period:
        period = line.period.key
    return {
        "row": line.row + 1,
        "column": line.head,
        "target": target,
        "name": name,
        "period": period,
        "text": line.text,
        "old": _plain(line, old=True),
        "value": _plain(line, old=False),
        "note": line.note,
    }


def _plain(line: PastLine, *, old: bool) -> str | None:
    value = line.value
    if old:
        value = line.old
    if value is None:
        return None
    return plain(value)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
