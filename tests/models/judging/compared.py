"""Random targets judged by both judges; many: `python -m tests.models.judging.compared 20000 [seed]`."""

import sys
from collections.abc import Iterator
from dataclasses import astuple
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from models.judging.assess import judge
from models.judging.compare import outlook
from models.plan.entities import CURVE_PRESETS, Cadence, Direction, EntryMode, Kind, Progress, TargetVersion
from models.plan.period import Period, key_of
from models.plan.presets import PRESETS
from models.plan.settings import Rule
from tests.models.build import target
from tests.models.judging.reckoned import Reckoned, Reckoning

YEAR = 2020
COMPARATORS = ("=", ">=", ">", "<=", "<", "~")
CHAIN = ("设计", "招标", "开工", "完工")


def differences(count: int, seed: int = 0) -> Iterator[str]:
    """What the two say otherwise, of so many random targets."""
    random = Random(seed)
    for number in range(count):
        given = _drawn(random)
        ours, theirs = _of_program(*given), Reckoning(*_by_halves(given)).outcome()
        if astuple(ours) != astuple(theirs):
            yield f"{seed}/{number}: {ours}\n  by the rules: {theirs}\n  {_shown(given)}"


def _shown(given) -> str:
    """What was given, without what is as it always is."""
    bare = target()
    texts = []
    for thing in (given[0], *given[1], *given[2].values(), given[5]):
        of = {Progress: Progress("", "", ""), Rule: Rule()}.get(type(thing), bare)
        fields = vars_of(thing).items()
        texts.append(", ".join(f"{k}={v}" for k, v in fields if v != getattr(of, k, "")))
    return f"{given[4].key}\n    " + "\n    ".join(texts)


def vars_of(thing):
    """The fields of a record by name."""
    return {name: getattr(thing, name) for name in thing.__dataclass_fields__}


def _by_halves(given):
    t, versions, cells, past, period, rule = given
    halves = {Period.parse(key).halves: cell for key, cell in cells.items()}
    return t, versions, halves, past, period, rule


def _of_program(t, versions, cells, past, period, rule) -> Reckoned:
    a = judge(t, period, cells, past=past, versions=versions, rule=rule)
    view = outlook(a)
    completion, gap = a.completion, a.gap
    return Reckoned(a.status.value, a.light.value, completion, gap, a.pace, a.due, view.forecast, view.needed)


def _drawn(random: Random):
    t = _target(random)
    period = Period(YEAR, random.choice((*range(1, 25), 6, 12, 18, 24, 18, 24)))
    versions = _versions(random, t)
    terms = max((v for v in versions if v.since <= period.end), key=lambda v: v.since, default=t)
    cells = {}
    for halves in random.sample(range(1, 25), random.choice((0, 1, 2, 6, 18))) + [period.halves] * random.randint(0, 1):
        key = key_of(YEAR, halves)
        cells[key] = Progress("c", "t", key, **_reported(random, t, terms, halves))
    past = {f"{YEAR - 1}-{m:02}": Decimal(10 * m + random.randint(0, 9)) for m in range(1, 13)}
    if random.random() < 0.2:
        past.pop(random.choice(list(past)))
    if random.random() < 0.2:
        past[f"{YEAR - 1}-06"] = Decimal(5)
    return t, versions, cells, past, period, _rule(random)


def _rule(random: Random) -> Rule:
    band, near = Decimal(random.choice((0, 5, 10))), random.choice((0, 7, 30))
    return Rule(preset=random.choice(PRESETS), pace_band=band, ahead=Decimal(random.choice((0, 5))), near_days=near)


def _target(random: Random):
    kind = random.choice(tuple(Kind))
    day = date(YEAR, 1, 1) + timedelta(random.randrange(366))
    later = day + timedelta(random.randrange(200))
    fields = {
        "comparator": random.choice(COMPARATORS),
        "cadence": random.choice(tuple(Cadence)),
        "start_date": random.choice((None, None, day, date(YEAR - 1, 5, 1))),
        "due_date": random.choice((None, None, later)),
        "unit": random.choice(("%", "家")),
    }
    if kind is not Kind.REDUCTION:
        fields["direction"] = random.choice((Direction.HIGHER, Direction.HIGHER, Direction.LOWER))
    value = _value(random, kind)
    if value is not None and random.random() < 0.2:
        fields["value_high"] = value + random.randint(0, 20)
    if kind is Kind.REDUCTION and value is not None and random.random() < 0.6:
        fields["baseline"] = value + random.choice((40, 100, Decimal("12.5"), -30))
    if kind is Kind.CUMULATIVE:
        fields["curve"] = _curve(random, fields)
        fields["entry_mode"] = random.choice((EntryMode.TOTAL, EntryMode.TOTAL, EntryMode.PERIOD))
        fields["planned"] = _planned(random, value)
    if kind is Kind.GROWTH:
        fields["entry_mode"] = random.choice((EntryMode.TOTAL, EntryMode.BOTH_YEARS))
    if kind is Kind.MILESTONE:
        fields["stages"] = _stages(random)
    return target(kind, value, **fields)


def _value(random: Random, kind: Kind):
    if kind in (Kind.MILESTONE, Kind.QUALITATIVE) or random.random() < 0.03:
        return None
    return Decimal(random.choice((0, 3, 7, 40, 100, 100, 100, 120, -5))) + random.choice((0, 0, Decimal("0.5")))


def _curve(random: Random, fields):
    first = 1
    if fields["start_date"] and fields["start_date"].year == YEAR:
        first = fields["start_date"].month
    last = 12
    if fields["due_date"] and fields["due_date"].year == YEAR:
        last = fields["due_date"].month
    length = random.choice((4, 12, max(first, last) - first + 1))
    own = (*sorted(Decimal(random.randint(0, 100)) for _ in range(length - 1)), Decimal(100))
    return random.choice((*CURVE_PRESETS, own))


def _planned(random: Random, value):
    """Amounts planned for some days, now and then falling, beyond the target, or of another year."""
    if value is None or random.random() < 0.6:
        return {}
    days = sorted(date(YEAR, 1, 1) + timedelta(random.randrange(-20, 386)) for _ in range(random.randint(1, 4)))
    shares = sorted(random.randint(0, 100) for _ in days)
    if random.random() < 0.1:
        shares[0] = 105
    return {day.isoformat(): value * share / 100 for day, share in zip(days, shares, strict=True)}


def _stages(random: Random):
    if random.random() < 0.2:
        return ()
    days = sorted(date(YEAR, 1, 1) + timedelta(random.randrange(366)) for _ in CHAIN)
    return tuple(f"{name} {random.choice((day, ''))}" for name, day in zip(CHAIN, days, strict=True))


def _versions(random: Random, t):
    found = []
    for _ in range(random.choice((0, 0, 1, 2))):
        since = date(YEAR, 1, 1) + timedelta(random.randrange(366))
        value = None if t.value is None else t.value + random.choice((-20, 1, 10))
        if value is not None and value == t.baseline:
            value += 1
        due = random.choice((t.due_date, None, since + timedelta(60)))
        number = f"号{len(found)}"
        found.append(TargetVersion(f"v{number}", "t", since, number, "调整", value, None, t.comparator, "", due))
    return sorted({v.since: v for v in found}.values(), key=lambda v: v.since)


def _reported(random: Random, t, terms, halves: int):
    if random.random() < 0.04:
        return {"not_applicable": True}
    if random.random() < 0.08:
        return {"progress": "只写了字"}
    if t.kind is Kind.MILESTONE:
        return {"stage": random.choice(("未启动", *t.stage_names, t.stage_names[-1]))}
    if t.kind is Kind.QUALITATIVE:
        return {"state": random.choice(("未启动", "推进中", "已完成"))}
    near = _near(random, t, terms, halves)
    if t.entry_mode is EntryMode.PERIOD:
        return {"own": near / 6}
    if t.entry_mode is EntryMode.BOTH_YEARS:
        return {"this_total": 100 + near, "last_total": Decimal(random.choice((100, 100, 80, 0)))}
    return {"value": near}


def _near(random: Random, t, terms, halves: int) -> Decimal:
    """A figure at or about what is due or demanded, where the rules have their edges."""
    aim = terms.value if terms.value is not None else Decimal(5)
    start = t.baseline if t.baseline is not None else Decimal(0)
    at = random.choice((aim, aim * Decimal("0.95"), aim * Decimal("1.05"), start, Decimal(0)))
    if t.kind is Kind.CUMULATIVE or t.baseline is not None:
        at = random.choice((at, start + (at - start) * halves / 24))
    off = random.choice((0, 0, 0, 1, -1, Decimal("0.1"), Decimal("-0.1"), 10, -10, 40))
    return at + off


if __name__ == "__main__":
    seeds = sys.argv[1:]
    found = list(differences(int(seeds[0]) if seeds else 20000, int(seeds[1]) if len(seeds) > 1 else 0))
    print("\n".join(found[:5]), f"differences {len(found)}", sep="\n")
    sys.exit(bool(found))
