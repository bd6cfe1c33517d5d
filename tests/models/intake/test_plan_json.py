"""A plan in JSON: defaults, exact decimals, ids, and refusals that name the target."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.intake.plan_file import PlanError, loads
from models.intake.plan_json import Directory, read_plan
from models.plan.entities import Cadence, Direction, EntryMode, Kind, PlannedAmount, Stage, Target
from models.plan.quantity import plain
from tests.models.build import case, directory, plan_of

OUTLINE = [
    {"level": 1, "number": "一、", "title": "主要任务", "start": 0, "end": 6},
    {"level": 2, "number": "(一)", "title": "创新"},
    {"level": 3, "number": "1.", "title": "数字赋能"},
    {"level": 3, "number": "2.", "title": "平台"},
    {"level": 2, "number": "(二)", "title": "治理"},
    {"level": 1, "number": "二、", "title": "保障"},
]


def read_target(**fields):
    return plan_of({"name": "合同外资", **fields}).targets[0]


def test_absent_fields_take_their_defaults():
    made = read_target()
    assert made == Target(made.id, made.plan_id, None, made.series_id, 0, "合同外资")
    assert (made.kind, made.direction, made.comparator) == (Kind.CUMULATIVE, Direction.HIGHER, "=")
    assert (made.cadence, made.entry_mode, made.curve) == (Cadence.QUARTERLY, EntryMode.TOTAL, "线性")
    assert (made.start_date, made.due_date, made.value, made.stages, made.co_ids) == (None, None, None, (), ())


def test_null_and_empty_fields_are_absent():
    assert (
        read_target(value=None, kind="", curve=None, stages=None, unit=None, due_date="", campaigns=None).value is None
    )


def test_a_whole_target():
    made = read_target(
        id="x-1", calibre="部口径", kind="level", direction="lower", comparator="<=", value=3.50, value_high=4,
        unit="%", commitment="确保", weight="2.5", start_date="2020-03-01", due="9月", due_date="2020-09-30",
        cadence="half-yearly", curve=[10, 30.5, 60, 100], quote="原文", campaigns=["行动"], note="备注",
        listed="2020-07-01", ordinal=" 3.1 ", stretch="4.5",
        planned=[{"until": "2020-06-30", "value": 2.50}, {"until": "2020-03-31", "value": "1"}],
        stages=[{"name": "开工", "due_date": "2020-06-30"}, {"name": "完工"}],
    )  # fmt: skip
    assert (made.id, made.full_name, made.kind, made.direction) == (
        "x-1",
        "合同外资（部口径）",
        Kind.LEVEL,
        Direction.LOWER,
    )
    assert (made.comparator, plain(made.value), made.value_high, made.weight) == ("<=", "3.5", 4, Decimal("2.5"))
    assert (made.start_date, made.due, made.due_date) == (date(2020, 3, 1), "9月", date(2020, 9, 30))
    assert (made.cadence, made.curve) == (Cadence.HALF_YEARLY, (10, Decimal("30.5"), 60, 100))
    assert made.stages == (Stage("开工", date(2020, 6, 30)), Stage("完工"))
    assert (made.quote, made.campaigns, made.note, made.commitment) == ("原文", ("行动",), "备注", "确保")
    assert made.listed == date(2020, 7, 1)


def test_what_a_plan_says_besides_the_demand():
    made = read_target(
        ordinal=15,
        stretch=8.50,
        planned=[{"until": "2020-06-30", "value": 2.50}, {"until": "2020-03-31", "value": "1"}],
    )
    assert (made.ordinal, plain(made.stretch)) == ("15", "8.5")
    assert made.planned == (
        PlannedAmount(date(2020, 3, 31), Decimal(1)), PlannedAmount(date(2020, 6, 30), Decimal("2.5")),
    )  # fmt: skip
    assert (read_target().ordinal, read_target().stretch, read_target(planned=None).planned) == ("", None, ())


def test_the_plan_itself():
    content = plan_of(
        year=2020, issuer="镇政府", number="濮政〔2020〕1号", date="2020-03-01", text="原文", campaigns=["甲", "乙"]
    )
    plan = content.plan
    assert (plan.title, plan.year, plan.issuer, plan.number) == ("工作要点", 2020, "镇政府", "濮政〔2020〕1号")
    assert (plan.issued, plan.text, plan.campaigns, plan.demo) == (date(2020, 3, 1), "原文", ("甲", "乙"), False)
    assert content.targets == []
    assert [plan_of(year=y).plan.year for y in (1990, 2100)] == [1990, 2100]
    assert read_plan({"title": "要点", "year": Decimal(2020)}, directory(), demo=True).plan.demo


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0.1", "0.1"),
        ("1e3", "1000"),
        ("12.50", "12.5"),
        ("1000000000000000.01", "1000000000000000.01"),
        ('"4.85"', "4.85"),
    ],
)
def test_numbers_are_exact_decimals(written, kept):
    data = loads(f'{{"title": "要点", "year": 2020, "targets": [{{"name": "甲", "value": {written}}}]}}')
    assert str(read_plan(data, directory()).targets[0].value) == kept


def test_headings_nest_by_their_levels():
    headings = plan_of(outline=OUTLINE, text="一、主要任务").headings
    by_id = {h.id: h for h in headings}
    parents = [by_id[h.parent_id].label if h.parent_id else None for h in headings]
    assert parents == [None, "一、主要任务", "(一)创新", "(一)创新", "一、主要任务", None]
    assert [(h.start, h.end) for h in headings][:2] == [(0, 6), (None, None)]
    assert [h.position for h in headings] == list(range(6))


def test_targets_stand_under_their_headings_in_their_order():
    content = plan_of(
        {"name": "甲", "heading": 3}, {"name": "乙", "heading": 0}, {"name": "丙"}, outline=OUTLINE, text="一、主要任务"
    )
    labels = {h.id: h.label for h in content.headings}
    assert [labels.get(t.heading_id) for t in content.targets] == ["2.平台", "一、主要任务", None]
    assert [t.position for t in content.targets] == [0, 1, 2]


def test_one_name_is_one_unit_person_or_series():
    known = directory(units={"招商办": "u1"}, persons={"甲": "p1"}, series={"合同外资": "s1"})
    content = read_plan(
        {
            "title": "要点",
            "year": Decimal(2020),
            "targets": [
                {
                    "name": "合同外资",
                    "unit_lead": "招商办",
                    "units_co": ["建设办", "农办"],
                    "leader": "甲",
                    "contact": "乙",
                },
                {"name": "外资到账", "series": "合同外资", "unit_lead": "建设办", "leader": "乙"},
                {"name": "实到外资", "calibre": "部口径"},
            ],
        },
        known,
    )
    first, second, third = content.targets
    assert (first.lead_id, first.leader_id, first.series_id, second.series_id) == ("u1", "p1", "s1", "s1")
    assert [(u.name, u.id) for u in content.units] == [("建设办", second.lead_id), ("农办", first.co_ids[1])]
    assert [(p.name, p.unit_id) for p in content.persons] == [("乙", "u1")]
    assert [s.name for s in content.series] == ["实到外资（部口径）"]
    assert first.contact_id == second.leader_id
    assert third.series_id == content.series[0].id


@pytest.mark.parametrize("wanted", ["", "taken", "a|b", "a@b", "a\nb", "a\tb", "长" * 61])
def test_an_id_that_is_taken_or_cannot_be_carried_becomes_a_new_one(wanted):
    known = directory(taken={"taken"})
    data = {
        "title": "要点",
        "year": Decimal(2020),
        "targets": [{"name": "甲", "id": wanted}, {"name": "乙", "id": "own"}],
    }
    first, second = read_plan(data, known).targets
    assert first.id.startswith("n")
    assert second.id == "own"
    assert {first.id, "own"} <= known.taken


def test_two_targets_of_one_id_are_two():
    first, second = plan_of({"name": "甲", "id": "x"}, {"name": "乙", "id": "x"}).targets
    assert (first.id, second.id != "x") == ("x", True)


def test_last_years_figures():
    content = plan_of(
        {"name": "甲", "series": "甲系", "history": {"2019-12": 4.850, "2019Q3": "3", "2019-08-15": 1, "2019-01": None}}
    )
    (series,) = content.series
    assert [(p.series_id, p.period, plain(p.value)) for p in content.past] == [
        (series.id, "2019-12", "4.85"),
        (series.id, "2019-09", "3"),
        (series.id, "2019-08-15", "1"),
    ]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        case({"value": "很多"}, "指标“合同外资”的“value”不是可用的内容。请检查计划文件。", id="value in words"),
        case({"value": True}, "指标“合同外资”的“value”不是可用的内容。请检查计划文件。", id="value true"),
        case({"value": "NaN"}, "指标“合同外资”的“value”不是可用的内容。请检查计划文件。", id="value NaN"),
        case({"value": "1e40"}, "指标“合同外资”的“value”不是可用的内容。请检查计划文件。", id="value beyond sense"),
        case({"value": [5]}, "指标“合同外资”的“value”不是可用的内容。请检查计划文件。", id="value a list"),
        case({"kind": "其他"}, "指标“合同外资”的“kind”不是可用的内容。请检查计划文件。", id="kind"),
        case({"direction": "up"}, "指标“合同外资”的“direction”不是可用的内容。请检查计划文件。", id="direction"),
        case({"comparator": "≥"}, "指标“合同外资”的“comparator”不是可用的内容。请检查计划文件。", id="comparator"),
        case({"commitment": "保证"}, "指标“合同外资”的“commitment”不是可用的内容。请检查计划文件。", id="commitment"),
        case({"cadence": "weekly"}, "指标“合同外资”的“cadence”不是可用的内容。请检查计划文件。", id="cadence"),
        case({"entry_mode": "sum"}, "指标“合同外资”的“entry_mode”不是可用的内容。请检查计划文件。", id="entry mode"),
        case({"unit": ["家"]}, "指标“合同外资”的“unit”不是可用的内容。请检查计划文件。", id="unit"),
        case({"campaigns": "行动"}, "指标“合同外资”的“campaigns”不是可用的内容。请检查计划文件。", id="campaigns"),
        case({"units_co": [5]}, "指标“合同外资”的“units_co”不是可用的内容。请检查计划文件。", id="other units"),
        case({"due_date": "9月"}, "指标“合同外资”的“due_date”不是日期：“9月”。请写成 2020-09-30。", id="due date"),
        case({"start_date": "2020-02-30"}, "指标“合同外资”的“start_date”不是日期：“2020-02-30”。请写成 2020-09-30。",
             id="start"),
        case({"stages": "开工"}, "指标“合同外资”的“stages”应是一列对象。请检查计划文件。", id="stages"),
        case({"stages": [{"name": "甲", "due_date": "?"}]},
             "指标“合同外资”的“due_date”不是日期：“?”。请写成 2020-09-30。", id="a stage"),
        case({"kind": "milestone", "stages": [{}]}, "指标“合同外资”：有的阶段没有名称。", id="a stage without a name"),
        case({"stages": [{"name": "甲"}, {"name": "甲"}]}, "指标“合同外资”：阶段的名称有重复。", id="a stage twice"),
        case({"heading": 6}, "指标“合同外资”的标题序号（heading）6不在目录里。", id="heading beyond"),
        case({"heading": -1}, "指标“合同外资”的标题序号（heading）-1不在目录里。", id="heading below"),
        case({"heading": 0.5}, "指标“合同外资”的标题序号（heading）0.5不在目录里。", id="heading between"),
        case({"start": 3, "end": 99}, "指标“合同外资”的原文位置（start、end）超出了原文。", id="span beyond the text"),
        case({"start": 5, "end": 3}, "指标“合同外资”的原文位置（start、end）超出了原文。", id="span backwards"),
        case({"value": 5, "value_high": 4}, "指标“合同外资”：目标范围的高值小于低值。", id="range"),
        case({"value_high": 4}, "指标“合同外资”：目标范围的高值小于低值。", id="range without its low end"),
        case({"kind": "reduction", "value": 5, "baseline": 5},
             "指标“合同外资”：基数与目标相同，算不出进度，请改正基数或目标。", id="baseline"),
        case({"kind": "reduction", "value": 4, "value_high": 5, "baseline": 5},
             "指标“合同外资”：基数与目标相同，算不出进度，请改正基数或目标。", id="baseline is the end that counts"),
        case({"entry_mode": "both_years"}, "指标“合同外资”：“今年数与上年数”只用于增速型指标。", id="both years"),
        case({"kind": "level", "entry_mode": "period"}, "指标“合同外资”：“当期数”只用于累计型指标。", id="own amounts"),
        case({"start_date": "2020-09-01", "due_date": "2020-08-01"}, "指标“合同外资”：开始日期晚于完成时限。",
             id="ends before"),
        case({"curve": "快"}, "指标“合同外资”：序时曲线“快”不认得，可用：线性、前低后高、按上年实际。", id="curve"),
        case({"curve": [50, 90]}, "指标“合同外资”：序时曲线要按月写12个、按季写4个，或按起止月份每月一个累计百分比。",
             id="curve of 2"),
        case({"curve": [10, 5, 60, 100]}, "指标“合同外资”：序时曲线的累计百分比不能减少，最后一个应是100。",
             id="curve falls"),
        case({"curve": [10, "多", 60, 100]}, "指标“合同外资”的“curve”不是可用的内容。请检查计划文件。",
             id="curve in words"),
        case({"curve": {"1": 5}}, "指标“合同外资”的“curve”不是可用的内容。请检查计划文件。", id="curve a mapping"),
        case({"ordinal": ["1"]}, "指标“合同外资”的“ordinal”不是可用的内容。请检查计划文件。", id="ordinal a list"),
        case({"stretch": "8%"}, "指标“合同外资”的“stretch”不是可用的内容。请检查计划文件。", id="stretch in words"),
        case({"planned": [5]}, "指标“合同外资”的“planned”应是一列对象。请检查计划文件。", id="planned numbers"),
        case({"planned": [{"until": "6月底", "value": 5}]},
             "指标“合同外资”的“until”不是日期：“6月底”。请写成 2020-09-30。", id="planned by words"),
        case({"planned": [{"value": 5}]}, "指标“合同外资”的“planned”不是可用的内容。请检查计划文件。",
             id="planned by no day"),
        case({"planned": [{"until": "2020-06-30"}]}, "指标“合同外资”的“planned”不是可用的内容。请检查计划文件。",
             id="planned nothing"),
        case({"planned": [{"until": "2020-06-30", "value": 5}, {"until": "2020-06-30", "value": 6}]},
             "指标“合同外资”的节点目标里，2020-06-30有两个数：5和6。请只留一个。", id="planned twice"),
        case({"kind": "reduction", "value": 3, "unit": "%", "direction": "lower"},
             "指标“合同外资”：降低型按降了多少（或从基数降到多少）判断，不用“越低越好”；控制在某数以内的请用水平型或累计型。",
             id="a fall that is better low"),
        case({"value": "9", "planned": [{"until": "2020-03-31", "value": 5}, {"until": "2020-06-30", "value": 4}]},
             "指标“合同外资”：节点目标有下降或负数。", id="planned to fall"),
        case({"value": "9", "planned": [{"until": "2020-03-31", "value": 10}]},
             "指标“合同外资”：节点目标超过全年目标。", id="planned beyond"),
        case({"planned": [{"until": "2021-03-31", "value": 5}]},
             "指标“合同外资”：节点目标“2021年3月底5”不在2020年。", id="planned for another year"),
        case({"value": "9", "due_date": "2020-10-31", "planned": [{"until": "2020-11-30", "value": 5}]},
             "指标“合同外资”：节点目标“11月底5”在完成时限2020-10-31以后，还不到全年目标9。", id="planned too late"),
        case({"value": "9", "start_date": "2020-04-01", "planned": [{"until": "2020-03-31", "value": 5}]},
             "指标“合同外资”：节点目标“3月底5”在开始日期2020-04-01以前。", id="planned before the start"),
        case({"history": [5]}, "指标“合同外资”的上年数据（history）应是“期间: 数”的对应。", id="history"),
        case({"history": {"去年": 5}}, "指标“合同外资”的上年数据：“去年”不是认得的期间。", id="history's period"),
        case({"history": {"2019-12": "多"}}, "指标“合同外资”的“2019-12”不是可用的内容。请检查计划文件。",
             id="history's figure"),
        case({"name": ""}, "第1个指标没有名称（name）。请补上名称再打开。", id="no name"),
        case({"name": [5]}, "第1个指标的“name”不是可用的内容。请检查计划文件。", id="name a list"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_and_the_target_named(fields, sentence):
    with pytest.raises(PlanError) as refusal:
        plan_of({"name": "合同外资", **fields}, outline=OUTLINE, text="一、主要任务")
    assert str(refusal.value).startswith(sentence)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "计划没有标题（title）。请补上标题再打开。"),
        ({"year": None}, "计划没有可用的年份（year），应是1990到2100之间的整数。"),
        ({"year": 2020.5}, "计划没有可用的年份（year），应是1990到2100之间的整数。"),
        ({"year": 1989}, "计划没有可用的年份（year），应是1990到2100之间的整数。"),
        ({"date": "三月"}, "计划的“date”不是日期：“三月”。请写成 2020-09-30。"),
        ({"outline": {"level": 1}}, "计划的“outline”应是一列对象。请检查计划文件。"),
        ({"outline": ["一、"]}, "计划的“outline”应是一列对象。请检查计划文件。"),
        ({"outline": [{"title": "甲"}, {"start": 0, "end": 99}]}, "第2个标题的原文位置（start、end）超出了原文。"),
        ({"outline": [{"level": "顶"}]}, "第1个标题的“level”不是可用的内容。请检查计划文件。"),
        ({"targets": "甲"}, "计划的“targets”应是一列对象。请检查计划文件。"),
        ({"campaigns": [1]}, "计划的“campaigns”不是可用的内容。请检查计划文件。"),
    ],
)
def test_a_plan_that_cannot_be_used_is_refused(fields, sentence):
    with pytest.raises(PlanError) as refusal:
        plan_of(**fields)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("", "这个文件不是可用的计划文件（JSON第1行读不通）"),
        ('{"title": "甲",\n}', "这个文件不是可用的计划文件（JSON第2行读不通）"),
        ('{"value": NaN}', "这个文件不是可用的计划文件（JSON读不通）"),
        ("[" * 100_000, "这个文件不是可用的计划文件（JSON读不通）"),
        ("[]", "这个文件不是可用的计划文件：最外层应是一个对象。"),
        ("5", "这个文件不是可用的计划文件：最外层应是一个对象。"),
    ],
)
def test_text_that_is_no_plan_is_refused(text, start):
    with pytest.raises(PlanError) as refusal:
        loads(text)
    assert str(refusal.value).startswith(start)


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-10, 10**6),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=6),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)),
    max_leaves=5,
)
FIELDS = st.sampled_from([f for f in Target.__dataclass_fields__ if f not in {"name", "plan_id"}])


@given(
    st.dictionaries(
        FIELDS | st.sampled_from(["series", "heading", "history", "unit_lead", "units_co", "leader"]), JSON, max_size=4
    )
)
def test_any_target_is_read_or_refused(fields):
    text = json.dumps({"title": "要点", "year": 2020, "targets": [{"name": "甲", **fields}]})
    try:
        content = read_plan(loads(text), directory())
        named = content.targets[0].name
    except PlanError as refusal:
        named = str(refusal)
    assert "甲" in named


def test_units_that_only_look_different_are_one():
    known = Directory(iter("abcdefghij").__next__, units={"经济办（综合）": "u1"})
    targets = [
        {"name": f"t{at}", "unit_lead": name}
        for at, name in enumerate(("经济办(综合)", "经 济办（综合）", "经济办\u200b（综合）", "财政办"))
    ]
    content = read_plan({"title": "t", "year": "2026", "targets": targets}, known)
    assert [t.lead_id for t in content.targets[:3]] == ["u1"] * 3
    assert [unit.name for unit in content.units] == ["财政办"]


@pytest.mark.parametrize(
    "written", ["1_000", "１２", "٣", " 12", "1,000", "0x10", "Infinity", "nan", "1__0", "_1", "12家"]
)
def test_a_number_in_quotes_is_plain_digits_or_refused_by_its_target(written):
    with pytest.raises(PlanError, match="指标“合同外资”的“value”不是可用的内容"):
        read_target(value=written)


@pytest.mark.parametrize("written", ["+5", "-5.20", ".5", "5.", "1.5E+3"])
def test_a_number_in_quotes_may_be_written_as_programs_do(written):
    assert read_target(kind="growth", value=written).value == Decimal(written)


def test_a_number_of_a_thousand_digits_is_refused():
    with pytest.raises(PlanError, match="value"):
        read_target(value="0." + "1" * 1000)
    with pytest.raises(PlanError, match="number"):
        read_plan(loads('{"title": "要点", "year": 2020, "number": 1e999999}'), directory())


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (r'{"title":"a\ud800","year":2026}', "“a□”里有残缺的字符"),
        (r'{"title":"要点","year":2026,"text":"\udfff"}', "“要点”里有残缺的字符"),
        (r'{"title":"要点","year":2026,"targets":[{"name":"企业","unit_lead":"\ud83d"}]}', "“企业”里有残缺的字符"),
        (r'{"title":"要点","year":2026,"campaigns":["\udc00x"]}', "残缺的字符，存不下来：□x"),
        (r'{"title":"要点","year":2026,"targets":[{"name":"企业","history":{"2025-12\ud800":1}}]}', "“企业”里"),
    ],
)
def test_half_a_character_is_refused_by_its_place(text, where):
    with pytest.raises(PlanError, match=where) as refused:
        loads(text)
    assert str(refused.value).encode()


def test_a_character_in_two_halves_is_whole():
    assert loads(r'{"title":"\ud83d\ude00"}')["title"] == "😀"


@pytest.mark.parametrize(
    ("history", "said"),
    [
        ('{"2025-12": 5, "2025Q4": 6}', "指标“企业”的上年数据里，2025年第四季度有两个数：5和6"),
        ('{"2025-12": 5, "2025-12": 6}', "“企业”里“2025-12”写了两次"),
    ],
)
def test_two_figures_for_one_period_are_refused(history, said):
    text = f'{{"title": "要点", "year": 2026, "targets": [{{"name": "企业", "history": {history}}}]}}'
    with pytest.raises(PlanError, match=said):
        read_plan(loads(text), directory())


def test_two_targets_of_one_series_have_one_figure_a_period():
    first, second = ({"name": n, "series": "外资", "history": {"2019-12": v}} for n, v in (("甲", "1"), ("乙", "2")))
    with pytest.raises(PlanError, match="2019年第四季度有两个数：1和2"):
        plan_of(first, second)
    second["history"]["2019-12"] = "1.0"
    assert len(plan_of(first, second).past) == 1


def test_the_same_figure_twice_is_one():
    assert [p.value for p in plan_of({"name": "甲", "history": {"2019-12": "5", "2019Q4": "5.0"}}).past] == [5]


def test_a_key_with_two_values_is_refused_and_with_the_same_one_is_not():
    with pytest.raises(PlanError, match="“企业”里“value”写了两次"):
        loads('{"targets": [{"name": "企业", "value": 1, "value": 2}]}')
    assert loads('{"year": 2020, "year": 2020}') == {"year": 2020}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"targets": [{}] * 5001}, "有5001项指标，超过5000项指标"),
        ({"outline": [{}] * 20_001}, "有20001个标题，超过20000个标题"),
        ({"text": "字" * 1_700_000}, "超过5 MB"),
        ({"campaigns": ["行动"] * 50_001}, "共有50001个，超过50000个"),
        (
            {
                "targets": [{"units_co": ["甲", "乙"], "stages": [{}]}] * 4_000
                + [{"history": {}}, {"curve": ["1"] * 38_001}]
            },
            "共有50001个",
        ),
    ],
)
def test_a_plan_that_nobody_wrote_is_refused_before_it_is_read(more, said):
    with pytest.raises(PlanError, match=said):
        read_plan({"title": "要点", "year": Decimal(2020), **more}, directory())


@pytest.mark.parametrize("number", ["1e9999999999999999999999", "-1e-9999999999999999999999", "1e999999999999999999"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_number_beyond_all_that_is_kept_is_refused(number, quote):
    with pytest.raises(PlanError, match="“企业”的“value”不是可用的内容"):
        read_plan(
            loads(f'{{"title":"要点","year":2020,"targets":[{{"name":"企业","value":{quote}{number}{quote}}}]}}'),
            directory(),
        )


@pytest.mark.parametrize("value", ["1", "[]", "{}"])
def test_a_file_of_values_without_end_is_refused_before_one_is_made(value):
    with pytest.raises(PlanError, match="超过100万个值，没有打开"):
        loads(f"[{(value + ',') * 1_000_001}1")  # were it read, it would be refused for what its end lacks


LONG = "长" * 60_000


@pytest.mark.parametrize(
    "more",
    [
        {"date": LONG},
        {"targets": [{"name": LONG, "value": "x"}]},
        {"targets": [{"name": "企业", "history": {LONG: 1}}]},
        {"targets": [{"name": "企业", "curve": LONG}]},
        {"targets": [{"name": "企业", "due_date": [LONG]}]},
        {"targets": [{"name": LONG, "history": {"2019-12": 1, "2019Q4": 2}}]},
    ],
)
def test_a_refusal_is_no_longer_than_anybody_reads(more):
    with pytest.raises(PlanError) as refused:
        plan_of(**more)
    assert len(str(refused.value)) < 200
