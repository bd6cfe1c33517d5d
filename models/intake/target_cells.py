"""One target out of the cells of a row: its name, what it demands, who answers for it, and the doubts about it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.intake.cell_words import persons_of, units_of
from models.intake.column_contents import is_unit_word
from models.plan.entities import Direction, Kind
from models.plan.quantity import convert
from models.words.columns import Role
from models.words.dates import read_due
from models.words.demands import Goal, due_words, is_step, read_goal, split_goal, verb_of_bare
from models.words.numbers import clean, read_number, share_factor
from models.words.titles import SERIAL, Title, number_of_item
from models.words.turns import FromTo, from_to, is_zero, without_last_year, without_stretch

_MEASURED = re.compile(r"(.+)[(（]([^()（）]+)[)）]")
_CALIBRE = re.compile(r"(.+)[(（]([^()（）]*口径)[)）]")
_PLAIN_NUMBER = re.compile(r"[\d.,]*")
_GROWTH_WORD = re.compile(r"^(?:同比)?(?:增长|增幅|增速|提高|上升)")
# digits that are no amount: of dates, of names as 5G and G60, of 1号 and 2期
_NO_AMOUNT = re.compile(
    r"20\d\d年?|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|[A-Za-z]+[-.]?\d[\d.]*|\d+(?:[A-Za-z]+|号|期|\+)|第\d+"
)
_FALLS_WRONG = "由…到…的两个数和升降的词对不上，请核对"


@dataclass(frozen=True, slots=True)
class Demand:
    """What a row demands, with what stands beside the target's number."""

    name: str
    goal: Goal
    baseline: Decimal | None = None
    stretch: str = ""
    last: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Units:
    """The units that a row's number may be in: of its own cell, and of the head of its columns."""

    own: str = ""
    headed: str = ""
    last: str = ""


def read_demand(written: str, value: str, units: Units, year: int) -> Demand:
    """A target's name and demand, from its cells; the unit may stand in brackets behind the name."""
    match = _MEASURED.fullmatch(written)
    own = units.own
    if match and not own and is_unit_word(match[2]):
        written, own = match[1], match[2]
    words, stretch = without_stretch(value or written)
    words, last = without_last_year(words, year)
    turn = from_to(words)
    if turn:
        words = turn.words
    name, goal = _read(written, words, Units(own, units.headed), split=not value)
    found = Demand(
        name or written,
        goal,
        None,
        stretch,
        last,
        (*_unread(goal, f"{written} {value}", stretch), *_of_later(value or written, year)),
    )
    if turn:
        return _with_baseline(found, turn)
    return found


def _read(written: str, words: str, units: Units, *, split: bool) -> tuple[str, Goal]:
    """The name and the goal; what is written in the cell itself says more than the head of its column."""
    name, goal = _goal(written, words, units.own or units.headed, split=split)
    if goal.value is None and not units.own and units.headed:
        other_name, other = _goal(written, words, "", split=split)
        if other.value is not None and other.unit:
            return other_name, other
    if goal.value is None and is_zero(words):
        return written, _nothing(goal)
    return name, goal


def _unread(goal: Goal, text: str, stretch: str) -> tuple[str, ...]:
    """The doubts about numbers that did not become the target's: none is dropped unseen."""
    doubts = []
    if goal.value is None and not goal.doubt and has_amount(text):
        doubts.append(f"“{text[:24]}”里有数，没有读成目标值，按文字保留")
    if re.search(r"\d", stretch):
        doubts.append(f"“{stretch}”记为力争目标，按另一个数考核")
    return tuple(doubts)


def _of_later(text: str, year: int) -> tuple[str, ...]:
    """The doubt about words whose figure is to be reached in a later year than the plan's."""
    later = [y for y in re.findall(r"20\d\d(?=年)", clean(text)) if int(y) > year]
    return (f"写的是{later[0]}年的目标",) if later else ()


def _goal(written: str, words: str, unit: str, *, split: bool) -> tuple[str, Goal]:
    if split:
        return split_goal(words, unit)
    return written, read_goal(words, unit, written)


def _nothing(goal: Goal) -> Goal:
    """零发生: nothing of it may happen."""
    unit = goal.unit or "起"
    read = f"“零”读作不超过0{unit}"
    return Goal(Decimal(0), None, "<=", unit, Kind.CUMULATIVE, Direction.LOWER, "", read)


def named_by_task(cells: Mapping[Role, str], task: Title | None, *, grouped: bool) -> dict[Role, str]:
    """A row's cells with a name where its own cell has none: one merged over group and name, or 新建1所 alone."""
    named = dict(cells)
    if task is None or Role.TASK not in cells:
        return named
    if grouped and Role.NAME not in cells:
        named[Role.NAME] = cells[Role.TASK]
    verb = verb_of_bare(SERIAL.sub("", cells.get(Role.NAME, ""), count=1))
    if verb is not None and Role.VALUE not in cells:
        name = task.title if verb in task.title else task.title + verb
        named |= {Role.NAME: name, Role.VALUE: cells[Role.NAME]}
    return named


def has_amount(text: str) -> bool:
    """Whether words hold a number that is no date and no part of a name."""
    return re.search(r"\d", _NO_AMOUNT.sub("", clean(text))) is not None


def _with_baseline(demand: Demand, turn: FromTo) -> Demand:
    """A demand that names where it starts: a fall is a reduction from there, a rise a level."""
    goal = demand.goal
    low = read_number(turn.low, goal.unit).value
    if goal.value is None or low is None:
        said = f"起点“{turn.low}”没有读入"
        return replace(demand, doubts=(*demand.doubts, said))
    if low == goal.value or turn.falls != (low > goal.value):
        return replace(demand, doubts=(*demand.doubts, _FALLS_WRONG))
    kind, direction = Kind.LEVEL, goal.direction
    if turn.falls:
        kind, direction = Kind.REDUCTION, Direction.HIGHER
    doubt = goal.doubt
    if doubt.startswith(("按“越低越好”", "从“")):  # the turn says so itself
        doubt = ""
    read = replace(goal, kind=kind, direction=direction, doubt=doubt)
    return replace(demand, goal=read, baseline=low)


def target_fields(
    demand: Demand, cells: Mapping[Role, str], due: str, year: int
) -> tuple[dict[str, object], list[str]]:
    """A target in the JSON form of a plan, and the doubts about it; the places of a table are not in it."""
    goal = demand.goal
    due_date, odd_due = read_due(due, year)
    written, value = cells.get(Role.NAME, ""), cells.get(Role.VALUE, "")
    kind = goal.kind
    if goal.value is None and due_date and is_step(written + value):
        kind = Kind.MILESTONE
    people = _people(cells)
    name, calibre = _with_calibre(demand.name)
    fields: dict[str, object] = {
        "name": name, "calibre": calibre, "kind": kind.value, "direction": goal.direction.value,
        "comparator": goal.comparator, "value": goal.value, "value_high": goal.value_high, "unit": goal.unit,
        "commitment": goal.commitment, "baseline": demand.baseline, "due": due, "due_date": _day_text(due_date),
        **units_of(cells.get(Role.LEAD, ""), cells.get(Role.CO, "")),
        "leader": people.leader, "contact": people.contact, "note": people.note,
        "ordinal": number_of_item(cells.get(Role.ORDER, "")), "stretch": _stretch_value(demand),
    }  # fmt: skip
    return fields, [goal.doubt, *demand.doubts, odd_due, *people.doubts]


def _stretch_value(demand: Demand) -> Decimal | None:
    """The figure that is striven for beyond the target."""
    if not demand.stretch:
        return None
    return read_goal(demand.stretch, demand.goal.unit, demand.name).value


def due_of(own: Mapping[Role, str], carried: Mapping[Role, str], written: str) -> str:
    """The words of a target's 时限: of its own cell, within its words, else of the cells above."""
    value = carried.get(Role.VALUE, "")
    return own.get(Role.DUE) or due_words(value) or due_words(written) or carried.get(Role.DUE, "")


def last_year(text: str, goal: Goal, year: int, unit: str = "", above: str = "") -> tuple[dict[str, Decimal], str]:
    """Last year's figure by its period's key; a doubt where it cannot be read.

    `unit` is that of its column. Where it only stands `above` the table a count is not in it, and is read in the
    target's own unit, with a doubt; beside a growth in % the figure may well be the amount, and is not read.
    """
    if not text:
        return {}, ""
    words, noted = text, ""
    if goal.kind in {Kind.GROWTH, Kind.REDUCTION}:
        words = _GROWTH_WORD.sub("", clean(text))
    if unit and _PLAIN_NUMBER.fullmatch(clean(words)):
        if unit == above and _is_another(unit, goal.unit):
            noted = f"上年数“{text[:20]}”按{goal.unit}读，表上注明单位是{unit}"
        else:
            words = clean(words) + unit
    reading = read_number(words, goal.unit)
    if reading.value is None or goal.value is None:
        return {}, f"上年数“{text[:20]}”没有读入"
    doubt = noted
    if reading.doubt is not None:
        doubt = f"上年数：{reading.doubt.text}"
    return {f"{year - 1}-12": reading.value}, doubt


def _is_another(above: str, unit: str) -> bool:
    """Whether a unit above a table is not meant for a target in another one, which is no rate."""
    return bool(unit) and not share_factor(unit) and convert(Decimal(1), above, unit) is None


def quote_of(written: str, value: str, name: str) -> str:
    """The plan's own words, where they say more than name and number do."""
    # a bare number is kept as the value, and quotes nothing
    if value and _PLAIN_NUMBER.fullmatch(clean(value)):
        return ""
    words = f"{written} {value}".strip()
    if words == name:
        return ""
    return words


@dataclass(frozen=True, slots=True)
class _People:
    """Leader and contact of a target; of several the first, the others in the note, with a doubt."""

    leader: str
    contact: str
    note: str
    doubts: tuple[str, ...]


def _people(cells: Mapping[Role, str]) -> _People:
    notes, doubts = [cells.get(Role.NOTE, "").strip()], []
    first = {}
    for role in (Role.LEADER, Role.CONTACT):
        names = persons_of(cells.get(role, ""))
        first[role] = re.sub(r"\s+", "", names[0])
        if len(names) > 1:
            doubts.append(f"{role}有{len(names)}人，取第一位，其余记在说明里")
            notes.append(f"{role}：{'、'.join(names)}")
    note = "\n".join(filter(None, notes))
    return _People(first[Role.LEADER], first[Role.CONTACT], note, tuple(doubts))


def _with_calibre(name: str) -> tuple[str, str]:
    """A name, and the calibre in brackets behind it: two calibres of one indicator are two targets."""
    found = _CALIBRE.fullmatch(name)
    if found:
        return found[1], found[2]
    return name, ""


def _day_text(day: date | None) -> str:
    if day is None:
        return ""
    return day.isoformat()
