"""What a report of a target may hold: one row a field, and how each is kept as text.

The grid, the form, 填报表 out and back, the preview, the history and the doubts walk over these rows; none of them
knows a field by its printed name. A new field is an attribute of `Progress`, a row here, and a step of the schema.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, StrEnum, auto

from models.plan.entities import NATURES, NOT_STARTED, STATES, EntryMode, Kind, Progress, Target
from models.plan.quantity import plain


class AskedUnder(StrEnum):
    """The columns of a form, as printed over them; several fields may share one, each of its own kind of target."""

    VALUE = "本期值"
    LAST_TOTAL = "上年同期数"
    PERCENT = "形象进度(%)"
    NATURE = "数据性质"
    AS_OF = "截至"
    PROGRESS = "进展情况"
    PROBLEM = "存在问题"
    NEXT_STEP = "下一步措施"
    COMMENT = "备注"
    NOTHING = ""


VALUE, LAST_TOTAL, PERCENT = AskedUnder.VALUE, AskedUnder.LAST_TOTAL, AskedUnder.PERCENT
NATURE, AS_OF, COMMENT = AskedUnder.NATURE, AskedUnder.AS_OF, AskedUnder.COMMENT


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
    """One field of a report. `name` is its attribute of `Progress`, `heading` (`AskedUnder`) the column asking for it.

    `word` is its name in the history, where several share a heading. A `judged` field says how far the target is: a
    new one lifts 不适用 and the reason given for the one before. `behind` is asked of those behind the pace only;
    `beside` is a remark beside the figure, in one line and marked in its cell, where other words explain in sentences.
    """

    name: str
    heading: str
    takes: Takes
    word: str = ""
    judged: bool = False
    behind: bool = False
    beside: bool = False
    width: float = 20  # characters of the column that asks for it

    @property
    def called(self) -> str:
        """What the history calls it."""
        return self.word or self.heading

    @property
    def empty(self) -> object:
        """What it holds where nothing is reported."""
        if self.takes in (Takes.CHOICE, Takes.WORDS):
            return ""
        return None


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
    Field("progress", AskedUnder.PROGRESS, Takes.WORDS, width=26),
    Field("problem", AskedUnder.PROBLEM, Takes.WORDS, behind=True),
    Field("next_step", AskedUnder.NEXT_STEP, Takes.WORDS, behind=True),
    Field("comment", COMMENT, Takes.WORDS, beside=True, width=14),
    Field("remark", AskedUnder.NOTHING, Takes.NOTHING, "原因"),
    Field("not_applicable", AskedUnder.NOTHING, Takes.NOTHING, "不适用", judged=True),
)
BY_NAME = {field.name: field for field in FIELDS}
COLUMNS: tuple[str, ...] = tuple(heading for heading in AskedUnder if heading)
WORDS_FIELDS = tuple(field for field in FIELDS if field.takes is Takes.WORDS)
JUDGED = tuple(field.name for field in FIELDS if field.judged and field.takes is not Takes.NOTHING)
FIGURES = tuple(field.name for field in FIELDS if field.judged and field.takes is Takes.FIGURE)
# what may be doubted beside others of its cell; a new one lifts the reason given before
DOUBTED = (*JUDGED, *(field.name for field in FIELDS if field.takes is Takes.SHARE))


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


_UNCLEAN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FIELD_OF_WAY = dict.fromkeys(Way, "value") | {
    Way.OWN: "own", Way.BOTH_YEARS: "this_total", Way.STAGE: "stage", Way.STATE: "state",
}  # fmt: skip


def way_to_report(target: Target) -> Way:
    """填报方式 of a target, by its kind and entry mode."""
    match target.kind:
        case Kind.CUMULATIVE:
            if target.entry_mode is EntryMode.PERIOD:
                return Way.OWN
            return Way.TOTAL
        case Kind.LEVEL:
            return Way.LEVEL
        case Kind.GROWTH:
            if target.entry_mode is EntryMode.BOTH_YEARS:
                return Way.BOTH_YEARS
            return Way.RATE
        case Kind.REDUCTION:
            if target.baseline is None:
                return Way.FALL
            return Way.LOWERED
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
    for field in FIELDS:
        if field.heading == heading and asks(target, field):
            return field
    return None


def columns_for(targets: Sequence[Target]) -> tuple[str, ...]:
    """The headings of a form for some targets, in their order; 上年同期数 only where somebody is asked for it."""
    if Way.BOTH_YEARS in map(way_to_report, targets):
        return COLUMNS
    return tuple(heading for heading in COLUMNS if heading != LAST_TOTAL)


def unit_of(target: Target, field: Field) -> str:
    """The unit in which a field is read: both years' totals of a growth are amounts, not percentages."""
    if field.takes is Takes.SHARE:
        return "%"
    if field.name in ("this_total", "last_total"):
        return ""
    return target.unit


def choices(target: Target, field: Field) -> tuple[str, ...]:
    """The stages, states or natures to choose from; empty where something else is typed."""
    match field.name:
        case "stage":
            if NOT_STARTED in target.stage_names:
                return target.stage_names
            return (NOT_STARTED, *target.stage_names)
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
    if not value:
        return ""
    return str(value)


def stored_text(cell: Progress | None, name: str) -> str:
    """A field of a cell as text; empty where nothing is kept."""
    if cell is None:
        return ""
    return as_text(getattr(cell, name))


def clean_text(text: str) -> str:
    """Text without what a workbook or a file cannot hold: control characters, lone surrogates, space around it."""
    return _UNCLEAN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
