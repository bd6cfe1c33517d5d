"""Rows of a returned 填报表, written in one line."""

from models.collecting.form import digest
from models.collecting.returned import Comparison, RawCell, RawRow, SheetPlace, compare
from models.plan.period import Period

THIRD = "2020Q3"


def row(t, *, file="建设办.xlsx", line=5, period=THIRD, handed=None, unit=None, **columns):
    """A row as read; `value` and the like name columns, `handed` the texts held when it went out."""
    names = {
        "value": "本期值",
        "last": "上年同期数",
        "percent": "形象进度(%)",
        "nature": "数据性质",
        "as_of": "截至",
        "progress": "进展情况",
        "problem": "存在问题",
        "next_step": "下一步措施",
        "comment": "备注",
    }
    cells = {names.get(k, k): v if isinstance(v, RawCell) else RawCell(v) for k, v in columns.items()}
    digests = None if handed is None else {k: digest(v) for k, v in handed.items()}
    return RawRow(SheetPlace(file, "填报表", line), t, Period.parse(period), cells, digests, unit)


def compared(ledger, *rows) -> Comparison:
    """The rows against the ledger."""
    return compare(ledger, rows)


def said(comparison):
    """Changes as (field, old, new)."""
    return [(c.field, c.old, c.new) for c in comparison.changes]


def doubted(comparison):
    """The doubts of every change, in a row."""
    return [doubt.text for change in comparison.changes for doubt in change.doubts]


def refused(comparison):
    """The refusals' columns and reasons."""
    return [(r.column, r.reason.text) for r in comparison.refusals]
