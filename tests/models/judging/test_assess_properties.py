"""What holds for every target: better is never worse, undefined has a reason, one rounding."""

from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from models.judging.assess import judge
from models.judging.compare import on_previous, outlook, year_on_year
from models.judging.statuses import LAGGING, REACHED, Light, Status
from models.plan.entities import Kind, Progress
from models.plan.quantity import signed
from models.report.phrase import gap_phrase, percent_text, standing
from models.report.printed import figure
from tests.models.build import NA, cells
from tests.models.drawn import AMOUNTS, PERIODS, RULES, any_targets, last_years, measured_targets, worse_first
from tests.models.plan.test_quantity import half_up

RANK = {Light.RED: 0, Light.YELLOW: 1, Light.GREEN: 2}


def of_value(t, period, value):
    return {period.key: Progress("c", t.id, period.key, value=value)}


@settings(max_examples=300)
@given(measured_targets(), PERIODS, RULES, last_years(), AMOUNTS, AMOUNTS)
def test_a_better_value_is_never_a_worse_light(t, period, rule, past, one, other):
    judgements = [judge(t, period, of_value(t, period, v), past=past, rule=rule) for v in (one, other)]
    worse, better = worse_first(t, judgements[0].terms, one, other)
    of = dict(zip((one, other), judgements, strict=True))
    assume(Light.NONE not in {a.light for a in judgements})
    assert RANK[of[better].light] >= RANK[of[worse].light]
    if of[worse].status is Status.DONE:
        assert of[better].status is Status.DONE


@given(measured_targets(), PERIODS, RULES, AMOUNTS)
def test_a_value_near_the_threshold_too(t, period, rule, offset):
    threshold = judge(t, period, {}, rule=rule).terms.threshold
    values = [t.value, t.value + offset, t.value + offset / 100]
    judgements = {v: judge(t, period, of_value(t, period, v), rule=rule) for v in values}
    assume(Light.NONE not in {a.light for a in judgements.values()})
    for one in values:
        for other in values:
            worse, better = worse_first(t, judgements[one].terms, one, other)
            assert RANK[judgements[better].light] >= RANK[judgements[worse].light]
    assert threshold is not None


@st.composite
def reports(draw):
    """A target of any kind with some cells, some of them empty, not applicable or odd."""
    t = draw(any_targets())
    number = st.one_of(st.none(), AMOUNTS)
    fields = st.one_of(
        st.just(NA),
        st.just({"progress": "只写了字"}),
        st.fixed_dictionaries({"value": number, "own": number, "this_total": number, "last_total": number}),
        st.fixed_dictionaries({"stage": st.sampled_from(["", "未启动", "开工", "验收", "不认得"])}),
        st.fixed_dictionaries({"state": st.sampled_from(["", "未启动", "推进中", "已完成"])}),
    )
    return t, cells(t, draw(st.dictionaries(PERIODS.map(lambda p: p.key), fields, max_size=5)))


@given(reports(), PERIODS, RULES, last_years())
def test_what_is_undefined_is_a_dash_with_a_reason(report, period, rule, past):
    t, reported = report
    a = judge(t, period, reported, past=past, rule=rule)
    for name in ("completion", "gap", "pace", "due"):
        assert (getattr(a, name) is None) == bool(a.why.get(name)), (name, a.why)
    assert a.actual.value is not None or a.actual.why
    assert (percent_text(a.completion, rule) == "—") == (a.completion is None)
    changes = [year_on_year(a, past), on_previous(a, reported, past)]
    assert all((c.value is None) == bool(c.why) for c in changes)
    view = outlook(a)
    assert (view.forecast is None) == bool(view.why_forecast)
    assert (view.needed is None) == bool(view.why_needed)


@given(reports(), PERIODS, RULES)
def test_status_light_and_words_agree(report, period, rule):
    t, reported = report
    a = judge(t, period, reported, rule=rule)
    assert (a.light is Light.GREEN) == (a.status in REACHED)
    assert (a.light is Light.YELLOW) == (a.status is Status.SLOW)
    assert (a.light in {Light.YELLOW, Light.RED}) == (a.status in LAGGING)
    assert standing(a)
    assert figure(a).text
    if a.status is Status.MISSING:
        assert (a.light, a.completion, a.gap) == (Light.NONE, None, None)


@given(reports(), PERIODS, RULES)
def test_silence_is_never_green_and_never_zero(report, period, rule):
    t, _ = report
    a = judge(t, period, {}, rule=rule)
    assert a.light is Light.NONE
    assert a.actual.value is None
    assert a.status in {Status.MISSING, Status.NOT_DUE, Status.STATE}


@given(measured_targets(), PERIODS, RULES, AMOUNTS)
def test_what_prints_was_rounded_once(t, period, rule, value):
    a = judge(t, period, of_value(t, period, value), rule=rule)
    for exact in (a.completion, a.pace, a.gap):
        if exact is not None:
            assert percent_text(exact, rule).replace("−", "-") == f"{half_up(exact, rule.decimals) + 0:f}"
    if a.gap is not None and (a.gap >= 0 or half_up(a.gap, rule.decimals)):
        text = signed(a.gap, rule.decimals).replace("−", "-").removeprefix("+")
        assert text == f"{half_up(a.gap, rule.decimals) + 0:f}"
        assert gap_phrase(a)


@given(measured_targets(Kind.CUMULATIVE), PERIODS, AMOUNTS)
def test_completion_and_gap_are_those_of_the_rule(t, period, value):
    a = judge(t, period, of_value(t, period, value))
    assume(a.terms.threshold > 0)
    assume(a.status is not Status.NOT_DUE)
    demand = Fraction(a.terms.end_of_range)
    assert a.completion == Fraction(value) / demand * 100
    sign = -1 if a.terms.lower else 1
    short, beyond = (sign * (Fraction(value) / edge - a.pace) * 100 for edge in (a.terms.threshold, demand))
    assert a.gap == (short if short < 0 else max(beyond, 0))  # the same but for 左右
    assert a.due == demand * a.pace
