"""What the property tests draw: windows, curves, last years, targets and their better values."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from models.plan.entities import CURVE_PRESETS, Cadence, Direction, EntryMode, Kind
from models.plan.period import Period
from models.plan.presets import PRESETS
from models.plan.settings import Rule
from tests.models.build import target

YEAR = 2020
PERIODS = st.integers(1, 24).map(lambda halves: Period(YEAR, halves, quarterly=halves % 6 == 0))
AMOUNTS = st.decimals(-200, 400, places=1, allow_nan=False)
SIZES = st.decimals(0, 300, places=1, allow_nan=False)
RULES = st.builds(Rule, preset=st.sampled_from(PRESETS), decimals=st.sampled_from([1, 2]))
DAYS = st.dates(date(YEAR, 1, 1), date(YEAR, 12, 31))


@st.composite
def windows(draw):
    """Start and due dates in their order, each of them sometimes absent."""
    days = sorted([draw(DAYS), draw(DAYS)])
    start, due = draw(st.sampled_from([days, [None, days[1]], [days[0], None], [None, None]]))
    return {"start_date": start, "due_date": due}


def _rising(count):
    """Cumulative percentages that never fall and end at 100."""
    return st.lists(st.integers(0, 100), min_size=count - 1, max_size=count - 1).map(lambda ps: [*sorted(ps), 100])


def curves():
    """A preset's name, or percentages by month or quarter."""
    return st.one_of(st.sampled_from(CURVE_PRESETS), _rising(4), _rising(12))


def last_years():
    """Last year's totals by month: whole and rising, or any that are there."""
    keys = [Period.of_month(YEAR - 1, m).key for m in range(1, 13)]
    amount = st.decimals(0, 1000, places=1, allow_nan=False)
    rising = st.lists(amount, min_size=12, max_size=12).map(lambda vs: dict(zip(keys, sorted(vs), strict=True)))
    return st.one_of(rising, st.dictionaries(st.sampled_from(keys), amount))


@st.composite
def measured_targets(draw, kind=None):
    """A target of any kind that has a number, with any comparator, window and curve."""
    kind = kind or draw(st.sampled_from([Kind.CUMULATIVE, Kind.GROWTH, Kind.LEVEL, Kind.REDUCTION]))
    value = draw(AMOUNTS)
    fields = {
        **draw(windows()),
        "unit": draw(st.sampled_from(["%", "亿元"])) if kind in {Kind.LEVEL, Kind.REDUCTION} else None,
        "direction": draw(st.sampled_from(Direction)),
        "comparator": draw(st.sampled_from(["=", ">=", ">", "<=", "<", "~"])),
        "value_high": draw(st.one_of(st.none(), SIZES.map(lambda more: value + more))),
        "cadence": draw(st.sampled_from(Cadence)),
        "curve": draw(curves()),
    }
    if kind is Kind.REDUCTION and draw(st.booleans()):
        baseline = draw(AMOUNTS.filter(lambda b: b != value))
        fields |= {"baseline": baseline, "value_high": None}
        fields["comparator"] = draw(st.sampled_from(["=", ">=", ">", "<=", "<"]))
    if fields["unit"] is None:
        del fields["unit"]
    return target(kind, value, **fields)


@st.composite
def any_targets(draw):
    """A target of any kind at all, some without a number."""
    plain = draw(measured_targets())
    kind = draw(st.sampled_from(Kind))
    if kind is plain.kind:
        return plain
    given = {"start_date": plain.start_date, "due_date": plain.due_date, "cadence": plain.cadence}
    mode = {Kind.CUMULATIVE: EntryMode.PERIOD, Kind.GROWTH: EntryMode.BOTH_YEARS}.get(kind, EntryMode.TOTAL)
    return target(kind, draw(st.sampled_from([None, Decimal(0), Decimal(10)])), entry_mode=mode, **given)


def worse_first(t, terms, one, other):
    """Two figures, the worse one in the target's direction first."""
    lower = terms.lower
    if t.kind is Kind.REDUCTION and t.baseline is not None:
        lower = t.baseline > terms.value
    if t.kind is Kind.CUMULATIVE and terms.threshold == 0:
        lower = True
    return sorted([one, other], reverse=lower)
