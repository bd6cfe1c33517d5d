"""What the preview of a 任务分解表 says of a line, and what the lines ticked come to; without Qt."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from models.intake.breakdown import BreakdownKind, BreakdownLine
from models.plan.entities import Kind
from models.plan.quantity import plain, with_minus
from models.words.titles import Place, place_of


class BreakdownColumn(IntEnum):
    """The columns of the preview."""

    NAME = 0
    DEMAND = 1
    UNIT = 2
    LAST_YEAR = 3
    KIND = 4
    LEAD = 5
    DUE = 6
    HINT = 7


HEADINGS = ("任务 / 指标", "目标", "单位", "上年数", "类型", "牵头单位", "时限", "请核对")
_SIGNS = {"=": "", ">=": "≥", ">": ">", "<=": "≤", "<": "<", "~": "约"}
_KINDS = {
    Kind.CUMULATIVE: "累计",
    Kind.GROWTH: "增速",
    Kind.LEVEL: "水平",
    Kind.REDUCTION: "降低",
    Kind.MILESTONE: "节点",
    Kind.QUALITATIVE: "定性",
}
_LEVELS = {1: "章", 2: "领域", 3: "任务"}


@dataclass(frozen=True, slots=True)
class BreakdownSum:
    """What the lines ticked would add: headings by their level, all headings, targets."""

    levels: Mapping[int, int]
    headings: int
    targets: int

    @property
    def words(self) -> str:
        """Each level that gets headings, then the targets: "4 个领域、54 项指标"."""
        parts = [f"{self.levels[level]} 个{word}" for level, word in _LEVELS.items() if self.levels[level]]
        return "、".join([*parts, f"{self.targets} 项指标"])

    @property
    def written(self) -> str:
        """What is written, in few words for a button: the targets, else the headings."""
        if self.headings and not self.targets:
            return f"{self.headings} 个标题"
        return f"{self.targets} 项"


def sum_of(chosen: Sequence[BreakdownLine], new: Collection[Place]) -> BreakdownSum:
    """What lines come to; `new` are the headings that the plan does not have yet."""
    places: set[Place] = set()
    for line in chosen:
        for depth in range(1, len(line.path) + 1):
            places.add(place_of(line.path[:depth]))
    places &= set(new)
    levels = Counter(min(place[-1][0], max(_LEVELS)) for place in places)  # what lies deeper counts as a task
    targets = [line for line in chosen if line.kind is BreakdownKind.TARGET]
    return BreakdownSum(levels, len(places), len(targets))


def target_texts(line: BreakdownLine) -> list[str]:
    """A target's cells up to the hint."""
    fields = line.fields
    name = str(fields["name"])
    if fields["calibre"]:
        name = f"{name}（{fields['calibre']}）"
    kind = _KINDS[Kind(str(fields["kind"]))]
    unit, lead, due = str(fields["unit"]), str(fields["unit_lead"]), str(fields["due"])
    return [name, _demand(line), unit, last_year(line), kind, lead, due]


def _demand(line: BreakdownLine) -> str:
    low, high = line.fields["value"], line.fields["value_high"]
    if not isinstance(low, Decimal):
        return "—"
    text = _SIGNS[str(line.fields["comparator"])] + with_minus(plain(low))
    if isinstance(high, Decimal):
        text += f"—{with_minus(plain(high))}"
    stretch = line.fields.get("stretch")
    if isinstance(stretch, Decimal):
        text += f"（力争{with_minus(plain(stretch))}）"
    return text


def last_year(line: BreakdownLine) -> str:
    """上年数 of the table; empty where it has none for the target."""
    history = line.fields.get("history")
    if not isinstance(history, dict):
        return ""
    return "、".join(with_minus(plain(value)) for value in history.values())


def left_out_words(lines: Iterable[BreakdownLine]) -> str:
    """How many rows are left out, by the reason; empty where none is."""
    reasons = Counter(line.doubt for line in lines if line.kind is BreakdownKind.LEFT_OUT)
    return "、".join(f"{reason} {count} 行" for reason, count in reasons.items())
