"""What a report of a target holds: which fields it is asked for, and how each is kept as text."""

from datetime import date
from decimal import Decimal

from models.plan.entities import NOT_STARTED, STATES, EntryMode, Kind, Progress, Target
from models.plan.quantity import plain

VALUE, LAST_TOTAL, PERCENT, NATURE, AS_OF = "本期值", "上年同期数", "形象进度(%)", "数据性质", "截至"

TEXTS = {"进展情况": "progress", "存在问题": "problem", "下一步措施": "next_step"}

STAGE, STATE = "阶段", "状态"


def way_to_report(target: Target) -> str:
    """填报方式: what the unit types into 本期值, by the target's kind and entry mode."""
    match target.kind:
        case Kind.CUMULATIVE:
            return "当期数" if target.entry_mode is EntryMode.PERIOD else "累计"
        case Kind.LEVEL:
            return "水平"
        case Kind.GROWTH:
            return "今年数与上年数" if target.entry_mode is EntryMode.BOTH_YEARS else "增速"
        case Kind.REDUCTION:
            return "降幅" if target.baseline is None else "降后值"
        case Kind.MILESTONE:
            return STAGE
    return STATE


def value_field(target: Target) -> str:
    """The field of a cell that 本期值 fills."""
    return {
        "当期数": "own",
        "今年数与上年数": "this_total",
        STAGE: "stage",
        STATE: "state",
    }.get(way_to_report(target), "value")


def value_unit(target: Target) -> str:
    """The unit in which 本期值 is read: both years' totals of a growth are amounts, not percentages."""
    return "" if target.entry_mode is EntryMode.BOTH_YEARS and target.kind is Kind.GROWTH else target.unit


def choices(target: Target) -> tuple[str, ...]:
    """The stages or states to choose from; empty where a number is typed."""
    match way_to_report(target):
        case "阶段":
            names = target.stage_names
            return names if NOT_STARTED in names else (NOT_STARTED, *names)
        case "状态":
            return STATES
    return ()


def field_of(target: Target, column: str) -> str | None:
    """The field of a cell that a column of the form fills; None where the target does not ask it."""
    match column:
        case "本期值":
            return value_field(target)
        case "上年同期数":
            return "last_total" if value_field(target) == "this_total" else None
        case "形象进度(%)":
            return "percent"
        case "数据性质":
            return "nature"
        case "截至":
            return "as_of"
    return TEXTS.get(column)


def as_text(value: object) -> str:
    """A field's value as the text that is kept of it; empty where nothing is."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if value else ""


def stored_text(cell: Progress | None, field: str) -> str:
    """A field of a cell as text; empty where nothing is kept."""
    return as_text(getattr(cell, field)) if cell else ""


def clean_text(text: str) -> str:
    """Text without what a workbook or a file cannot hold: control characters, lone surrogates, space around it."""
    kept = (c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c in "\n\t" or c >= " ")
    return "".join(c for c in kept if not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff\x7f").strip()
