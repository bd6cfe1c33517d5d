"""What the preview of 上年数据 says of a figure, and what becomes of it; without Qt."""

from collections.abc import Iterable
from enum import Enum, IntEnum

from models.intake.past_table import PastLine
from models.plan.quantity import typed


class PastPreviewColumn(IntEnum):
    """The columns of the preview."""

    NAME = 0
    PERIOD = 1
    UNIT = 2
    HELD = 3
    NEW = 4
    HINT = 5


HEADINGS = ("指标", "期间", "单位", "台账现值", "表中的数", "请核对")


class Fate(Enum):
    """What becomes of a figure: written, written when somebody ticks it, there already, not used, or impossible."""

    SURE = "sure"
    DOUBTED = "doubted"
    HELD = "held"
    UNUSED = "unused"
    REFUSED = "refused"


def fate_of(line: PastLine) -> Fate:
    """What becomes of a figure if nobody touches its tick."""
    if line.value is None:
        return Fate.UNUSED if line.unused else Fate.REFUSED
    if line.value == line.old:  # pasted again with some more columns: what is there is no change
        return Fate.HELD
    if line.doubt:
        return Fate.DOUBTED
    return Fate.SURE


def past_texts(line: PastLine) -> list[str]:
    """A figure's cells, one for each of HEADINGS."""
    name, period, unit, new = line.name, "", "", line.text
    if line.target:
        name, unit = line.target.full_name, line.target.unit
    if line.period:
        period = line.period.label
    if line.value is not None:
        new = typed(line.value)
    return [name, period, unit, typed(line.old), new, _hint(line)]


def _hint(line: PastLine) -> str:
    match fate_of(line):
        case Fate.HELD:
            return "台账里已经是这个数"
        case Fate.DOUBTED:
            return f"▲ {'；'.join(filter(None, (line.doubt, line.note)))}"
    return line.doubt or line.note


def past_summary(chosen: int, lines: Iterable[PastLine]) -> str:
    """How many figures will be written, how many somebody should look at, how many cannot be."""
    doubtful, unused, refused = 0, 0, 0
    for line in lines:
        if line.value is None and line.unused:
            unused += 1
        elif line.value is None:
            refused += 1
        elif line.doubt:
            doubtful += 1
    parts = [f"将写入 {chosen} 个上年数"]
    if doubtful:
        parts.append(f"{doubtful} 个请核对，没有勾选的不写")
    if unused:
        parts.append(f"{unused} 个不用（另有累计数，或不是上年的）")
    if refused:
        parts.append(f"{refused} 个对不上或读不出，不写入")
    return f"{'；'.join(parts)}。整批可以一次撤销。"
