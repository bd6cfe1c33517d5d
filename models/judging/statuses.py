"""The statuses (rules.md §3) as one table: a new one is a member, a row here and, where its shape is new, a colour."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """What a light looks like without its colour; painted on screen, a sign in text."""

    TICK = "tick"
    CIRCLE = "circle"
    TRIANGLE = "triangle"
    SQUARE = "square"
    RING = "ring"
    BAR = "bar"


SIGNS: Mapping[Shape, str] = {
    Shape.TICK: "✓",
    Shape.CIRCLE: "●",
    Shape.TRIANGLE: "▲",
    Shape.SQUARE: "■",
    Shape.RING: "○",
    Shape.BAR: "–",
}


class Light(StrEnum):
    """The colour; on screen and paper always with its shape and a word."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NONE = "none"


LIGHT_WORDS: Mapping[Light, str] = {Light.GREEN: "绿灯", Light.YELLOW: "黄灯", Light.RED: "红灯", Light.NONE: ""}


class Status(StrEnum):
    """The status, by its word; the order of decision is that of rules.md §3."""

    NOT_APPLICABLE = "不适用"
    NOT_DUE = "未启动（未到期）"
    MISSING = "缺报"
    DONE = "已完成"
    OVERDUE = "逾期"
    AHEAD = "超序时"
    ON_PACE = "达序时"
    NEARLY = "基本达序时"
    SLOW = "略慢"
    BEHIND = "滞后"
    STATE = "定性"
    UNJUDGED = "无法判断"


class Total(StrEnum):
    """What statuses are added up under, in the order of a report's columns; the name is also that of a filter."""

    DONE = "已完成"
    ON_PACE = "达序时"
    SLOW = "略慢"
    BEHIND = "滞后"
    MISSING = "缺报"
    NOT_DUE = "未启动"
    NOT_APPLICABLE = "不适用"
    QUALITATIVE = "定性"


@dataclass(frozen=True, slots=True)
class StatusRow:
    """All that is fixed of a status.

    `in_n` and `in_m` say whether it counts in "n/m 达序时"; `behind` its place in the list of those behind, None
    where it is not in it; `in_tree` and `in_grid` are its words where they must be short.
    """

    status: Status
    total: Total
    shape: Shape
    light: Light = Light.NONE
    in_n: bool = False
    in_m: bool = False
    behind: int | None = None
    in_tree: str = ""
    in_grid: str = ""


# in the order of the matrix of lights and of 与上期相比: the best first, then what is behind, then what has no light
STATUSES = (
    StatusRow(Status.DONE, Total.DONE, Shape.TICK, Light.GREEN, in_n=True, in_m=True),
    StatusRow(Status.AHEAD, Total.ON_PACE, Shape.CIRCLE, Light.GREEN, in_n=True, in_m=True),
    StatusRow(Status.ON_PACE, Total.ON_PACE, Shape.CIRCLE, Light.GREEN, in_n=True, in_m=True),
    StatusRow(Status.NEARLY, Total.ON_PACE, Shape.CIRCLE, Light.GREEN, in_n=True, in_m=True, in_grid="基本达标"),
    StatusRow(Status.SLOW, Total.SLOW, Shape.TRIANGLE, Light.YELLOW, in_m=True, behind=1),
    StatusRow(Status.BEHIND, Total.BEHIND, Shape.SQUARE, Light.RED, in_m=True, behind=0),
    StatusRow(Status.OVERDUE, Total.BEHIND, Shape.SQUARE, Light.RED, in_m=True, behind=0),
    StatusRow(Status.MISSING, Total.MISSING, Shape.RING, in_m=True),
    StatusRow(Status.NOT_DUE, Total.NOT_DUE, Shape.BAR, in_tree="未启动", in_grid="未到期"),
    StatusRow(Status.NOT_APPLICABLE, Total.NOT_APPLICABLE, Shape.BAR),
    StatusRow(Status.STATE, Total.QUALITATIVE, Shape.BAR),
    StatusRow(Status.UNJUDGED, Total.QUALITATIVE, Shape.BAR),
)
ROWS: Mapping[Status, StatusRow] = {row.status: row for row in STATUSES}

# the heading of a total: its sign, its name, and which other statuses are in it
HEADINGS: Mapping[Total, str] = {
    Total.DONE: f"{SIGNS[Shape.TICK]} 已完成",
    Total.ON_PACE: f"{SIGNS[Shape.CIRCLE]} 达序时（含超序时）",
    Total.SLOW: f"{SIGNS[Shape.TRIANGLE]} 略慢",
    Total.BEHIND: f"{SIGNS[Shape.SQUARE]} 滞后（含逾期）",
    Total.MISSING: f"{SIGNS[Shape.RING]} 缺报",
    Total.NOT_DUE: f"{SIGNS[Shape.BAR]} 未启动（未到期）",
    Total.NOT_APPLICABLE: f"{SIGNS[Shape.BAR]} 不适用",
    Total.QUALITATIVE: f"{SIGNS[Shape.BAR]} 定性（不亮灯）",
}

REACHED = frozenset(row.status for row in STATUSES if row.in_n)
LAGGING = frozenset(row.status for row in STATUSES if row.behind is not None)
UNCOUNTED = frozenset(row.status for row in STATUSES if not row.in_m)


def statuses_of(total: Total) -> tuple[Status, ...]:
    """The statuses that are added up under a total."""
    return tuple(row.status for row in STATUSES if row.total is total)


def lit(light: Light) -> frozenset[Status]:
    """The statuses that have a light."""
    return frozenset(row.status for row in STATUSES if row.light is light)


def in_tree(status: Status, word: str) -> str:
    """A status' word in the width of the tree, `word` being the whole one."""
    return ROWS[status].in_tree or word


def in_grid(status: Status, word: str) -> str:
    """A status' word in the width of the grid, `word` being the whole one."""
    return ROWS[status].in_grid or word
