"""What a report of a target may hold: one row a field, and how each is kept as text.

The grid, the form, 填报表 out and back, the preview, the history and the doubts walk over these rows; none of them
knows a field by its printed name. A new field is an attribute of `Progress`, a row here, and a step of the schema.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum, auto

from models.plan.entities import NATURES, NOT_STARTED, STATES, EntryMode, Kind, Progress, Target
from models.plan.quantity import plain

VALUE, LAST_TOTAL, PERCENT, NATURE, AS_OF = "本期值", "上年同期数", "形象进度(%)", "数据性质", "截至"
COMMENT = "备注"


class Takes(Enum):
    """What may be typed into a field."""

    FIGURE = auto()  # a number in the unit of its field (`unit_of`)
    SHARE = auto()  # a number from 0 to 100
    DAY = auto()
    CHOICE = auto()  # one of `choices`
    WORDS = auto()
    NOTHING = auto()  # not typed by itself: what a word in another field or a question says


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a report. `name` is its attribute of `Progress`, `heading` the column that asks for it.

    `word` is its name in the history, where several share a heading. A `judged` field says how far the target is: a
    new one lifts 不适用 and the reason given for the one before. `behind` is asked of those behind the pace only.
    """

    name: str
    heading: str
    takes: Takes
    word: str = ""
    judged: bool = False
    behind: bool = False
    width: float = 20  # characters of the column that asks for it

    @property
    def called(self) -> str:
        """What the history calls it."""
        return self.word or self.heading

    @property
    def empty(self) -> object:
        """What it holds where nothing is reported."""
        return "" if self.takes in (Takes.CHOICE, Takes.WORDS) else None


FIELDS = (
    Field("value", VALUE, Takes.FIGURE, judged=True, width=11),
    Field("own", VALUE, Takes.FIGURE, "当期数", judged=True, width=11),
    Field("this_total", VALUE, Takes.FIGURE, "今年数", judged=True, width=11),
    Field("last_total", LAST_TOTAL, Takes.FIGURE, judged=True, width=9.5),
    Field("stage", VALUE, Takes.CHOICE, "阶段", judged=True, width=11),
    Field("state", VALUE, Takes.CHOICE, "状态", judged=True, width=11),
    Field("percent", PERCENT, Takes.SHARE, width=8.5),
    Field("nature", NATURE, Takes.CHOICE, width=7),
    Field("as_of", AS_OF, Takes.DAY, width=11.5),
    Field("progress", "进展情况", Takes.WORDS, width=26),
    Field("problem", "存在问题", Takes.WORDS, behind=True),
    Field("next_step", "下一步措施", Takes.WORDS, behind=True),
    Field("comment", COMMENT, Takes.WORDS, width=14),
    Field("remark", "", Takes.NOTHING, "原因"),
    Field("not_applicable", "", Takes.NOTHING, "不适用", judged=True),
)
BY_NAME = {field.name: field for field in FIELDS}
COLUMNS = tuple(dict.fromkeys(field.heading for field in FIELDS if field.heading))
WORDS_FIELDS = tuple(field for field in FIELDS if field.takes is Takes.WORDS)
JUDGED = tuple(field.name for field in FIELDS if field.judged and field.takes is not Takes.NOTHING)
FIGURES = tuple(field.name for field in FIELDS if field.judged and field.takes is Takes.FIGURE)


class Way(StrEnum):
    """填报方式: what a unit types into 本期值, as the form prints it."""

    TOTAL = "累计"
    OWN = "当期数"
    LEVEL = "水平"
    RATE = "增速"
    BOTH_YEARS = "今年数与上年数"
    FALL = "降幅"
    LOWERED = "降后值"
    STAGE = "阶段"
    STATE = "状态"


_FIELD_OF_WAY = dict.fromkeys(Way, "value") | {
    Way.OWN: "own", Way.BOTH_YEARS: "this_total", Way.STAGE: "stage", Way.STATE: "state",
}  # fmt: skip


def way_to_report(target: Target) -> Way:
    """填报方式 of a target, by its kind and entry mode."""
    match target.kind:
        case Kind.CUMULATIVE:
            return Way.OWN if target.entry_mode is EntryMode.PERIOD else Way.TOTAL
        case Kind.LEVEL:
            return Way.LEVEL
        case Kind.GROWTH:
            return Way.BOTH_YEARS if target.entry_mode is EntryMode.BOTH_YEARS else Way.RATE
        case Kind.REDUCTION:
            return Way.FALL if target.baseline is None else Way.LOWERED
        case Kind.MILESTONE:
            return Way.STAGE
    return Way.STATE


def value_field(target: Target) -> str:
    """The name of the field that 本期值 fills."""
    return _FIELD_OF_WAY[way_to_report(target)]


def asks(target: Target, field: Field) -> bool:
    """Whether a target is asked for a field."""
    if field.takes is Takes.NOTHING:
        return False
    if field.heading == VALUE:
        return field.name == value_field(target)
    return field.heading != LAST_TOTAL or way_to_report(target) is Way.BOTH_YEARS


def field_under(target: Target, heading: str) -> Field | None:
    """The field that a column fills for a target; None where the target is not asked for it."""
    return next((field for field in FIELDS if field.heading == heading and asks(target, field)), None)


def columns_for(targets: Sequence[Target]) -> tuple[str, ...]:
    """The headings of a form for some targets, in their order; 上年同期数 only where somebody is asked for it."""
    both = any(way_to_report(target) is Way.BOTH_YEARS for target in targets)
    return tuple(heading for heading in COLUMNS if both or heading != LAST_TOTAL)


def unit_of(target: Target, field: Field) -> str:
    """The unit in which a field is read: both years' totals of a growth are amounts, not percentages."""
    if field.takes is Takes.SHARE:
        return "%"
    return "" if field.name in ("this_total", "last_total") else target.unit


def choices(target: Target, field: Field) -> tuple[str, ...]:
    """The stages, states or natures to choose from; empty where something else is typed."""
    match field.name:
        case "stage":
            names = target.stage_names
            return names if NOT_STARTED in names else (NOT_STARTED, *names)
        case "state":
            return STATES
        case "nature":
            return NATURES
    return ()


def as_text(value: object) -> str:
    """A field's value as the text that is kept of it; empty where nothing is."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if value else ""


def stored_text(cell: Progress | None, name: str) -> str:
    """A field of a cell as text; empty where nothing is kept."""
    return as_text(getattr(cell, name)) if cell else ""


def clean_text(text: str) -> str:
    """Text without what a workbook or a file cannot hold: control characters, lone surrogates, space around it."""
    kept = (c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c in "\n\t" or c >= " ")
    return "".join(c for c in kept if not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff\x7f").strip()
