"""The things a ledger is made of (design.md, "The data"), as immutable records.

Ids are stable text. A record refers to another by id, so that moving or renaming touches one
record. Quantities are exact decimals in the target's own unit.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

# of building something, where a plan names no stages
DEFAULT_STAGES = ("设计", "招标", "开工", "完工", "验收")
COMMITMENTS = ("力争", "确保")
COMPARATORS = ("=", ">=", ">", "<=", "<", "~")

Curve: TypeAlias = str | tuple[Decimal, ...]


# The next three are kept in ledgers as their words, and read back as plain text: compare with ==, never with `is`.


class CurvePreset(StrEnum):
    """The curves of pace that have a name (rules.md §2)."""

    LINEAR = "线性"
    FRONT_LOW = "前低后高"
    AS_LAST_YEAR = "按上年实际"


class WorkState(StrEnum):
    """How a target without a figure or stages stands, as it is reported (rules.md §3)."""

    NOT_STARTED = "未启动"
    UNDER_WAY = "推进中"
    DONE = "已完成"


class Nature(StrEnum):
    """How sure a reported figure is (数据性质)."""

    ACTUAL = "实际"
    FLASH = "快报"
    EXPECTED = "预计"


CURVE_PRESETS, STATES, NATURES = tuple(CurvePreset), tuple(WorkState), tuple(Nature)
LINEAR, NOT_STARTED = CurvePreset.LINEAR, WorkState.NOT_STARTED
ACTUAL, EXPECTED = Nature.ACTUAL, Nature.EXPECTED


class Kind(StrEnum):
    """Kinds of target (rules.md §1)."""

    CUMULATIVE = "cumulative"
    GROWTH = "growth"
    LEVEL = "level"
    REDUCTION = "reduction"
    MILESTONE = "milestone"
    QUALITATIVE = "qualitative"

    @property
    def label(self) -> str:
        """The kind's name on screen and paper."""
        return {
            "cumulative": "累计型",
            "growth": "增速型",
            "level": "水平型",
            "reduction": "降低型",
            "milestone": "节点型",
            "qualitative": "定性型",
        }[self.value]


class Direction(StrEnum):
    """Whether more of a target's figure is better, or less."""

    HIGHER = "higher"
    LOWER = "lower"


class Cadence(StrEnum):
    """How often silence counts as 缺报 (rules.md §3)."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"

    @property
    def months(self) -> int:
        """Length of the stretch in months."""
        return {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}[self.value]

    @property
    def label(self) -> str:
        """The cadence's name on screen and paper."""
        return {"monthly": "每月", "quarterly": "每季", "half-yearly": "每半年", "yearly": "每年"}[self.value]


class EntryMode(StrEnum):
    """What is typed: the total (or the rate, the level), the period's own amount, or two years' totals.

    BOTH_YEARS is for growth: this year's and last year's totals, from which the rate follows.
    """

    TOTAL = "total"
    PERIOD = "period"
    BOTH_YEARS = "both_years"


@dataclass(frozen=True, slots=True)
class Plan:
    """A yearly work plan (工作要点) and the document's text exactly as read."""

    id: str
    year: int
    title: str
    issuer: str = ""
    number: str = ""
    issued: date | None = None
    text: str = ""
    campaigns: tuple[str, ...] = ()
    demo: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A section, area or task; `start` and `end` span the heading alone in the plan's text."""

    id: str
    plan_id: str
    parent_id: str | None
    position: int
    level: int
    number: str
    title: str
    start: int | None = None
    end: int | None = None

    @property
    def label(self) -> str:
        """The heading as written: "6.强化项目推进"."""
        return self.number + self.title


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator through the years: what makes 上年同期 possible without matching names."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Unit:
    """An office, village or community that reports."""

    id: str
    name: str
    position: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the directory: a leader in charge or a contact."""

    id: str
    name: str
    unit_id: str | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a milestone and the last day it is planned for."""

    name: str
    due_date: date | None = None


@dataclass(frozen=True, slots=True)
class PlannedAmount:
    """What is to be reached in all by the end of a day within the year (节点目标)."""

    until: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Target:
    """A series in a plan, under a heading; the first unit named is the lead (牵头).

    `listed` is the day from which a target added later is listed; None is from the start. Apart from it stands
    `start_date`, from which its pace is reckoned. `ordinal` is the plan's own 序号 as written; `stretch` what is
    striven for beyond the value (力争目标); `planned` are totals by the day.
    """

    id: str
    plan_id: str
    heading_id: str | None
    series_id: str
    position: int
    name: str
    calibre: str = ""
    kind: Kind = Kind.CUMULATIVE
    direction: Direction = Direction.HIGHER
    comparator: str = "="
    value: Decimal | None = None
    value_high: Decimal | None = None
    unit: str = ""
    commitment: str = ""
    baseline: Decimal | None = None
    weight: Decimal | None = None
    start_date: date | None = None
    due: str = ""
    due_date: date | None = None
    cadence: Cadence = Cadence.QUARTERLY
    entry_mode: EntryMode = EntryMode.TOTAL
    curve: Curve = LINEAR
    stages: tuple[Stage, ...] = ()
    lead_id: str | None = None
    co_ids: tuple[str, ...] = ()
    leader_id: str | None = None
    contact_id: str | None = None
    campaigns: tuple[str, ...] = ()
    quote: str = ""
    start: int | None = None
    end: int | None = None
    note: str = ""
    listed: date | None = None
    ordinal: str = ""
    stretch: Decimal | None = None
    planned: tuple[PlannedAmount, ...] = ()

    @property
    def full_name(self) -> str:
        """The name with its calibre: two calibres of one indicator are two targets."""
        return full_name(self.name, self.calibre)

    @property
    def stage_names(self) -> tuple[str, ...]:
        """The milestone's chain of stages; one made before they followed the plan's verb has none of its own."""
        return tuple(s.name for s in self.stages) or DEFAULT_STAGES

    def listed_by(self, day: date) -> bool:
        """Whether the target is listed in a period that ends on this day."""
        return self.listed is None or self.listed <= day


@dataclass(frozen=True, slots=True)
class TargetVersion:
    """A change of a target with a document number, in force from `since` on (目标变更)."""

    id: str
    target_id: str
    since: date
    number: str
    reason: str
    value: Decimal | None = None
    value_high: Decimal | None = None
    comparator: str = "="
    due: str = ""
    due_date: date | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """What was reported for a target at a period: one cell of the grid.

    `value` is the total since 1 January, the rate, the level or the fall; `own` the period's
    own amount; `this_total` and `last_total` both years' totals of a growth; `percent` the
    形象进度 from 0 to 100; `remark` the reason given for a doubtful figure; `comment` what the unit
    says beside its figure (备注). Who and when stand in the journal. All empty and not
    `not_applicable` means nothing was reported.
    """

    id: str
    target_id: str
    period: str
    value: Decimal | None = None
    own: Decimal | None = None
    this_total: Decimal | None = None
    last_total: Decimal | None = None
    stage: str = ""
    percent: Decimal | None = None
    state: str = ""
    not_applicable: bool = False
    nature: str = ""
    as_of: date | None = None
    progress: str = ""
    problem: str = ""
    next_step: str = ""
    remark: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class PastValue:
    """A figure of an earlier year, typed for comparison; `period` is that year's ("2019-12")."""

    id: str
    series_id: str
    period: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class PeriodState:
    """What is set for a period of a plan: the day to report by, and whether it is closed (锁定).

    A closed period keeps the rule it was closed with (`rule`, see settings.Rule.dump).
    """

    id: str
    plan_id: str
    period: str
    report_by: date | None = None
    closed_at: str = ""
    closed_by: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """One choice of the office; see settings.py for the names and what they mean."""

    id: str
    value: str


Entity: TypeAlias = (
    Plan | Heading | Series | Unit | Person | Target | TargetVersion | Progress | PastValue | PeriodState | Setting
)


def full_name(name: str, calibre: str) -> str:
    """A target's name with its calibre in brackets, where it has one."""
    if calibre:
        return f"{name}（{calibre}）"
    return name


def progress_id(target_id: str, period_key: str) -> str:
    """The id of a cell; one target has one cell a period."""
    return f"{target_id}@{period_key}"


def period_state_id(plan_id: str, period_key: str) -> str:
    """The id of a period's state in a plan."""
    return f"{plan_id}@{period_key}"


def past_id(series_id: str, period_key: str) -> str:
    """The id of an earlier year's figure."""
    return f"{series_id}@{period_key}"
