"""The fields of cells that are typed into, what may be the matter with one, and what one action saves."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from functools import reduce
from typing import NamedTuple

from models.collecting.typed import NOT_APPLICABLE_FIELD, Parsed
from models.plan.entities import PastValue, Progress, Target, past_id
from models.plan.fields import BY_NAME, DOUBTED, JUDGED, WORDS_FIELDS, Field, Takes
from models.plan.said import Said

# last year's figure of the same period: no field of a cell but of the target's series, typed in the grid like one
PAST = Field("past", "上年数", Takes.FIGURE)
WORDS = BY_NAME["progress"]  # the words that stand in the grid; the others are the form's alone
COMMENT = next(
    row for row in WORDS_FIELDS if row.beside
)  # said beside the figure: marked in the figure's cell, typed in the form
_ROWS = BY_NAME | {PAST.name: PAST}


class Spot(NamedTuple):
    """One field of one cell, by its name."""

    target_id: str
    period: str
    field: str

    @property
    def field_row(self) -> Field:
        """What the field holds and how it is called."""
        return _ROWS[self.field]


class Trouble(Enum):
    """Why a cell asks for attention, the gravest first; READ_ONLY is the whole file's."""

    READ_ONLY = "只读"
    UNSAVED = "没有保存"
    WRONG = "错误"
    DOUBTED = "提醒"


class Problem(NamedTuple):
    """A cell that asks for attention: what is the matter, and what is said of it."""

    spot: Spot
    trouble: Trouble
    said: Said


@dataclass(frozen=True, slots=True)
class TypedText:
    """A text as it was typed: whose it is, and what it was read as (None where it could not be)."""

    text: str
    name: str
    value: object = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that is in no file, and why."""

    typed: TypedText
    said: Said


@dataclass(slots=True)
class Batch:
    """What one action saves: cells, figures of last year, and the texts they were read from.

    `cells` are as they will be if nothing else on its way to the file touches them, `edits` what was
    typed into each, which is all that is written.
    """

    cells: dict[str, Progress] = field(default_factory=dict)
    edits: dict[str, list[Parsed]] = field(default_factory=dict)
    past: list[PastValue] = field(default_factory=list)
    no_past: list[PastValue] = field(default_factory=list)
    texts: dict[Spot, TypedText] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    targets: set[str] = field(default_factory=set)

    def add(self, cell: Progress, parsed: Parsed) -> bool:
        """Add a field of a cell; False where it changes nothing."""
        before = self.cells.get(cell.id, cell)
        after = with_field(before, parsed)
        if after == before:
            return False
        self.cells[cell.id] = after
        self.edits.setdefault(cell.id, []).append(parsed)
        return True

    def onto(self, kept: Iterable[Progress]) -> list[Progress]:
        """The cells to write: what was typed, put into those that the file holds at that moment."""
        held = {c.id: c for c in kept}
        made = []
        for name, cell in self.cells.items():
            start = held.get(name) or Progress(name, cell.target_id, cell.period)
            made.append(reduce(with_field, self.edits[name], start))
        return made

    def add_past(self, target: Target, key: str, value: object) -> None:
        """Last year's figure of a target's series; None takes it away."""
        series = target.series_id
        if isinstance(value, Decimal):
            self.past.append(PastValue(past_id(series, key), series, key, value))
        else:
            self.no_past.append(PastValue(past_id(series, key), series, key, Decimal(0)))


def with_field(cell: Progress, parsed: Parsed) -> Progress:
    """A cell with one field as read; a new figure lifts 不适用 and the reason given for the old one."""
    name = parsed.field
    if name == PAST.name:
        return cell
    if name == NOT_APPLICABLE_FIELD:
        blank = {judged: BY_NAME[judged].empty for judged in JUDGED}
        return replace(cell, **blank, remark="", not_applicable=True)  # type: ignore[arg-type]
    judged = BY_NAME[name].judged
    nature = parsed.nature or cell.nature  # 12(预计) says it of itself
    if (getattr(cell, name), cell.nature) == (parsed.value, nature) and not (cell.not_applicable and judged):
        return cell
    changed = {"nature": nature, name: parsed.value}
    if judged:
        changed["not_applicable"] = False
    if name in DOUBTED:
        changed["remark"] = ""
    return replace(cell, **changed)  # type: ignore[arg-type]
