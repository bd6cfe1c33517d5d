"""The grid's columns and rows: what stands in the table of 填报, known without a screen."""

from collections.abc import Callable, Iterator
from enum import Enum, IntEnum, auto
from typing import NamedTuple

from gui.entry.spots import WORDS
from models.plan.entities import Target
from models.plan.fields import BY_NAME, VALUE, Takes, Way, value_field, way_to_report
from models.plan.year import NO_TASK, PlanYear


class GridColumn(IntEnum):
    """The grid's columns in their order."""

    NAME = 0
    UNIT = 1
    DEMAND = 2
    DUE = 3
    LAST = 4
    PAST = 5
    VALUE = 6
    RATE = 7
    GAP = 8
    STATUS = 9
    TEXT = 10


TITLES = ("指标", "单位", "年度目标", "应达", "上期值", "上年同期", VALUE, "完成率", "序时差", "状态", WORDS.heading)
RIGHT = frozenset(
    {
        GridColumn.DEMAND,
        GridColumn.DUE,
        GridColumn.LAST,
        GridColumn.PAST,
        GridColumn.VALUE,
        GridColumn.RATE,
        GridColumn.GAP,
    }
)


class GridLineKind(Enum):
    """A task's heading, a target, or a second line of a target."""

    GROUP = "任务"
    MAIN = "指标"
    SECOND = "附行"


class Reckoned(Enum):
    """What a second line works out where nothing is typed into it."""

    TOTAL = auto()
    RATE = auto()


_CALLED = {Reckoned.TOTAL: "累计", Reckoned.RATE: "增速"}


class GridLine(NamedTuple):
    """A row of the grid. `field` is what its 本期值 fills, empty where it is computed; `past`: 上年同期 is typed."""

    kind: GridLineKind
    label: str
    target_id: str = ""
    field: str = ""
    reckoned: Reckoned | None = None
    past: bool = False


def takes_past(target: Target) -> bool:
    """Whether a figure of the same period last year is typed for a target."""
    return BY_NAME[value_field(target)].takes is Takes.FIGURE


def lines_of(ledger: PlanYear, wanted: Callable[[Target], bool]) -> list[GridLine]:
    """The rows: wanted targets under their tasks, each with the further lines that its way of reporting asks."""
    labels = ledger.task_labels()
    found: list[GridLine] = []
    heading: object = object()  # no target's heading, so that the first target begins a task
    for target in ledger.targets:
        if not wanted(target):
            continue
        if target.heading_id != heading:
            heading = target.heading_id
            found.append(GridLine(GridLineKind.GROUP, labels.get(target.heading_id or "", NO_TASK)))
        found.append(
            GridLine(GridLineKind.MAIN, target.full_name, target.id, value_field(target), past=takes_past(target))
        )
        found += _second_lines(target)
    return found


def _second_lines(target: Target) -> Iterator[GridLine]:
    second, way = GridLineKind.SECOND, way_to_report(target)
    if way is Way.OWN:
        yield GridLine(second, _CALLED[Reckoned.TOTAL], target.id, reckoned=Reckoned.TOTAL)
    elif way is Way.BOTH_YEARS:
        last = BY_NAME["last_total"]
        yield GridLine(second, last.heading, target.id, last.name)
        yield GridLine(second, _CALLED[Reckoned.RATE], target.id, reckoned=Reckoned.RATE)
