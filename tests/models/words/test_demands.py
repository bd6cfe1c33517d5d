"""What the words of a plan demand: numbers exactly, or words with the reason why there is no number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.plan.entities import Direction, Kind
from models.words.demands import due_words, read_goal, split_goal, verb_of_bare
from tests.models.build import case

HIGHER, LOWER = Direction.HIGHER, Direction.LOWER


def told(goal):
    """A goal in short: comparator, value, high value, unit, kind."""
    high = "" if goal.value_high is None else f"—{goal.value_high:f}"
    value = "" if goal.value is None else f"{goal.value:f}"
    return f"{goal.comparator}{value}{high}{goal.unit} {goal.kind.value}"


SURE = [
    case("18家", "", "=18家 cumulative"),
    case("18", "家", "=18家 cumulative"),
    case("１８", "家", "=18家 cumulative", id="full-width digits"),
    case(" 1 8 ", "家", "=18家 cumulative", id="spaces"),
    case("≥85%", "", ">=85% level"),
    case("85％以上", "", ">=85% level"),
    case("不低于95%", "%", ">=95% level"),
    case("增长7%以上", "", ">=7% growth"),
    case("7.0%", "", "=7% growth", id="the name says that it grows"),
    case("6%-6.5%", "", "=6—6.5% growth"),
    case("下降3%", "", "=3% reduction"),
    case("-3%", "", "=-3% growth"),
    case("2400万美元", "", "=2400万美元 cumulative"),
    case("3千万元", "", "=3000万元 cumulative"),
    case("2亿3千万元", "", "=2.3亿元 cumulative", id="亿 and 千万"),
    case("1千1百", "家", "=1100家 cumulative", id="scales behind each digit"),
    case("1百家", "", "=100家 cumulative"),
    case("5百多家", "", ">500家 cumulative"),
    case("3万5千亩以上", "", ">=35000亩 cumulative"),
    case("1百-2百家", "", "=100—200家 cumulative", id="a range with scales"),
    case("5千瓦", "", "=5千瓦 cumulative", id="千 of a unit"),
    case("0.35吨标准煤/万元", "", "=0.35吨标准煤/万元 level", id="a unit behind a stroke"),
    case("不高于31微克/立方米", "", "<=31微克/立方米 level"),
    case("2000个/立方厘米", "", "=2000个/立方厘米 level"),
    case("3.2人/千人", "", "=3.2人/千人 level"),
    case("13平方米/人以上", "", ">=13平方米/人 level"),
    case("50μg/m³以下", "", "<50μg/m3 level"),
    case("5千瓦时/吨", "", "=5千瓦时/吨 level"),
    case("20万元/亩", "万元/亩", "=20万元/亩 level"),
    case("55分贝", "", "=55分贝 cumulative"),
    case("6—8人/千人", "", "=6—8人/千人 level", id="a range of them"),
    case("6-6.5亿元", "", "=6—6.5亿元 cumulative"),
    case("6亿元至6.5亿元", "", "=6—6.5亿元 cumulative"),
    case("100左右", "个", "~100个 cumulative"),
    case("约100个", "", "~100个 cumulative"),
    case("1,000", "亿元", "=1000亿元 cumulative"),
    case("超1000亿元", "", ">1000亿元 cumulative"),
    case("突破500亿元", "", ">500亿元 cumulative"),
    case("控制在4%以内", "", "<=4% level"),
    case("不超过3起", "", "<=3起 cumulative"),
    case("低于10%", "", "<10% level"),
    case("力争完成10亿元", "", "=10亿元 cumulative"),
    case("9月底前完成18家", "", "=18家 cumulative", id="a date is no number"),
    case("0", "起", "=0起 cumulative"),
    case("12.3456789", "亿元", "=12.3456789亿元 cumulative"),
    case("1.2E+08", "元", "=120000000元 cumulative"),
    case("1200余万元", "", ">1200万元 cumulative"),
    case("3万余户", "", ">3万户 cumulative"),
    case("30多个", "", ">30个 cumulative"),
    case("50盏", "", "=50盏 cumulative"),
    case("12亿斤以上", "", ">=12亿斤 cumulative"),
    case("1.2个亿元", "", "=1.2亿元 cumulative"),
    case("百亿元", "", "=100亿元 cumulative"),
    case("突破千亿元", "", ">1000亿元 cumulative"),
    case("近百亿元", "", "~100亿元 cumulative"),
    case("控制在4.8%左右", "", "~4.8% level"),
    case("控制在约4.8%", "", "~4.8% level"),
    case("增长6%左右、力争更高", "", "~6% growth"),
    case("50%—60%", "", "=50—60% level"),
    case("5～6家", "", "=5—6家 cumulative"),
    case("百分之8", "", "=8% level"),
    case("3月31号前完成18家", "", "=18家 cumulative", id="3月31号 is no number"),
    case("6月30日（周二）前完成18家", "", "=18家 cumulative", id="a day of the week is no unit"),
    case("完成", "", "= qualitative"),
    case("", "", "= qualitative"),
    case("完成2020-2035年规划修编", "", "= qualitative"),
]


@pytest.mark.parametrize(("text", "unit", "expected"), SURE)
def test_a_cell_that_is_clear_is_read_without_a_doubt(text, unit, expected):
    goal = read_goal(text, unit, "生产总值增长" if "growth" in expected else "某项")
    assert (told(goal), goal.doubt) == (expected, "")


UNSURE = [
    case("100", "", "=100 cumulative", "没有单位"),
    case("18家企业", "", "=18家 cumulative", "“18家企业”读作18家"),
    case("新建公园2个", "", "=2个 cumulative", "“新建公园2个”读作2个"),
    case("1.2万", "人", "=12000人 cumulative", "“1.2万”读作12000人"),
    case("0.5亿元", "万元", "=5000万元 cumulative", "0.5亿元 = 5000万元"),
    case("0.07", "%", "=0.07% level", "0.07%小于1，可能是把百分数填成了小数"),
    case("4%", "", "=4% level", "按“越低越好”判断", id="失业率"),
    case("7家和13家以上", "", "= qualitative", "里有2个数，分不清哪个是目标"),
    case("三家", "", "= qualitative", "不是阿拉伯数字"),
    case("两位数", "", "= qualitative", "不是阿拉伯数字"),
    case("18家", "亩", "=亩 qualitative", "单位一栏是“亩”，对不上"),
    case("6.5-6亿元", "", "= qualitative", "没有读出数"),
    case("不低于95%以内", "", "= qualitative", "比较词矛盾"),
    case("#REF!", "", "= qualitative", "公式或Excel的错误值"),
    case("#DIV/0!", "家", "=家 qualitative", "公式或Excel的错误值"),
    case("########", "家", "=家 qualitative", "公式或Excel的错误值"),
    case("=165+158", "家", "=323家 cumulative", "“=165+158”算作323家"),
    case("6。1%", "", "=6.1% level", "“6。1%”读作6.1%"),
    case("①18家", "", "=18家 cumulative", "“①18家”读作18家"),
    case("①", "家", "=家 qualitative", "里没有数"),
    case("50坨", "", "=50坨 cumulative", "“50坨”读作50坨"),
    case("-5家", "", "=-5家 cumulative", "-5家是负数"),
    case("5 10家", "", "= qualitative", "像是两个数"),
    case("12,34.5", "家", "=家 qualitative", "里有2个数"),
    case("10几家", "", "= qualitative", "不是确切的数"),
    case("十几家", "", "= qualitative", "不是阿拉伯数字"),
    case("上百家", "", "= qualitative", "不是阿拉伯数字"),
    case("近百家", "", "= qualitative", "不是阿拉伯数字"),
    case("数十家", "", "= qualitative", "不是阿拉伯数字"),
    case("三四十家", "", "= qualitative", "不是阿拉伯数字"),
    case("百分之五", "", "= qualitative", "不是阿拉伯数字"),
    case("零增长", "", "= qualitative", "不是阿拉伯数字"),
    case("零", "", "= qualitative", "不是阿拉伯数字"),
    case("万人以上", "", "= qualitative", "不是阿拉伯数字"),
    case("12(预计)", "家", "=12家 cumulative", "“12(预计)”读作12家"),
    case("=A1", "", "= qualitative", "公式或Excel的错误值"),
    case("完成", "家", "=家 qualitative", "里没有数"),
    case("1" * 30, "家", "=家 qualitative", "位数太多"),
]


@pytest.mark.parametrize(("text", "unit", "expected", "doubt"), UNSURE)
def test_what_may_mean_something_else_says_so(text, unit, expected, doubt):
    goal = read_goal(text, unit, "城镇失业率" if "越低越好" in doubt else "某项")
    assert told(goal) == expected
    assert doubt in goal.doubt


@pytest.mark.parametrize(
    ("text", "name", "expected", "sure"),
    [
        case("新增规上企业18家", "新增规上企业", "=18家 cumulative", True),
        case("力争完成合同外资5500万美元", "合同外资", "=5500万美元 cumulative", True),
        case("市场成交额超1000亿元", "市场成交额", ">1000亿元 cumulative", True),
        case("地区生产总值增长7%", "地区生产总值增长", "=7% growth", True),
        case("市级重大项目开工率达到95%以上", "市级重大项目开工率", ">=95% level", True),
        case("城镇失业率控制在4%以内", "城镇失业率", "<=4% level", True),
        case("粮食产量12亿斤以上", "粮食产量", ">=12亿斤 cumulative", True, id="W1"),
        case("安装路灯50盏", "安装路灯", "=50盏 cumulative", True, id="W2"),
        case("补植行道树200棵", "补植行道树", "=200棵 cumulative", True, id="W5"),
        case("失业率控制在4.8%左右", "失业率", "~4.8% level", True, id="G1"),
        case("规上产值增长6%左右、力争更高", "规上产值增长", "~6% growth", True, id="G3"),
        case("市场交易额突破千亿元", "市场交易额", ">1000亿元 cumulative", True),
        case("完成投资2亿3千万元", "投资", "=2.3亿元 cumulative", True, id="one number of two scales"),
        case("招引企业1千1百家", "招引企业", "=1100家 cumulative", True),
        case("完成投资3万5", "完成投资3万5", "= qualitative", False, id="35000, or 3.0005万"),
        case("实施2020十大民生实事", "实施2020十大民生实事", "= qualitative", False),
        case("打造千亿级产业集群", "打造千亿级产业集群", "= qualitative", True),
        case("培育百亿企业3家", "培育百亿企业", "=3家 cumulative", True),
        case("新增就业3000余人", "新增就业", ">3000人 cumulative", True),
        case("安装路灯50坨以上", "安装路灯", ">=50坨 cumulative", False, id="a counter that nobody knows"),
        case("推进“1+3+N”体系建设", "推进“1+3+N”体系建设", "= qualitative", False, id="no number is dropped"),
        case("创建3A级景区村庄", "创建3A级景区村庄", "= qualitative", False, id="nor one within a word"),
        case("新建三所学校", "新建三所学校", "= qualitative", False, id="nor one in words"),
        case("上百家企业上云", "上百家企业上云", "= qualitative", False),
        case("上云企业突破百家", "上云企业突破百家", "= qualitative", False),
        case("增加值#DIV/0!", "增加值#DIV/0!", "= qualitative", False),
        case("创建4个A级景区村庄", "创建A级景区村庄", "=4个 cumulative", False),
        case("5亿元企业2家", "5亿元企业", "=2家 cumulative", False),
        case("企业分别新增7家和13家以上", "企业分别新增7家和13家以上", "= qualitative", False),
        case("濮新学校（一期）9月投入使用", "濮新学校（一期）9月投入使用", "= qualitative", True),
        case("四大指标实现两位数增长", "四大指标实现两位数增长", "= qualitative", False),
        case("构建三治融合体系", "构建三治融合体系", "= qualitative", True),
    ],
)
def test_a_sentence_that_holds_its_number(text, name, expected, sure):
    found, goal = split_goal(text, "")
    assert (found, told(goal), not goal.doubt) == (name, expected, sure)


def test_better_is_lower_where_the_words_say_so():
    assert read_goal("控制在4%以内", "", "失业率").direction is LOWER
    assert read_goal("控制在4%左右", "", "登记率").direction is LOWER
    assert read_goal("在4%左右", "", "登记率").direction is HIGHER
    assert read_goal("4%", "", "城镇调查失业率").direction is LOWER
    assert read_goal("下降3%以内", "", "能耗").direction is HIGHER
    assert read_goal("95%", "", "参保率").direction is HIGHER


@pytest.mark.parametrize(
    ("text", "words"),
    [
        case("濮新学校9月正式投入使用", "9月"),
        case("2020年6月底前开工", "2020年6月底前"),
        case("3月开工，9月完工", ""),
        case("完成", ""),
    ],
)
def test_a_date_within_words(text, words):
    assert due_words(text) == words


PIECES = st.sampled_from([
    "18", "1,000", "6-6.5", "7%", "家", "亿元", "万", "以上", "超", "控制在", "力争", "增长",
    "9月", "2020年", "、", "(", "-", "≥", "三", "５", " ", "\n", "完成",
])  # fmt: skip


@given(
    st.lists(PIECES, max_size=7).map("".join) | st.text(max_size=20), st.sampled_from(["", "家", "%", "亿元", "万人"])
)
def test_no_words_raise_and_a_number_is_in_the_words(text, unit):
    for goal in (read_goal(text, unit, "某项"), split_goal(text, unit)[1]):
        assert goal.value is None or (isinstance(goal.value, Decimal) and goal.value.is_finite())
        assert goal.value_high is None or goal.value < goal.value_high
        assert (goal.kind is Kind.QUALITATIVE) == (goal.value is None)


@pytest.mark.parametrize(
    ("text", "comparator", "value"),
    [
        ("优良天数比例不得低于90%", ">=", "90"),
        ("漏损率不得高于9%", "<=", "9"),
        ("投资不得少于5亿元", ">=", "5"),
        ("事故不能超过3起", "<=", "3"),
        ("漏损率小于等于9%", "<=", "9"),
        ("优良率大于或等于95%", ">=", "95"),
        ("负债率不应突破60%", "<=", "60"),
    ],
)
def test_a_denied_limit_is_the_other_one(text, comparator, value):
    _, goal = split_goal(text, "")
    assert (goal.comparator, goal.value) == (comparator, Decimal(value))


@pytest.mark.parametrize("text", ["漏损率下降到9%", "空置率减少到5%", "不良率压降到1.5%"])
def test_to_fall_to_a_value_is_a_level_and_less_is_better(text):
    _, goal = split_goal(text, "")
    assert (goal.kind, goal.direction) == (Kind.LEVEL, Direction.LOWER)


@pytest.mark.parametrize(
    "text",
    [
        "粮食产量稳定在5万吨以上",
        "耕地保有量不低于12.35万亩",
        "公路里程突破95公里",
        "茶园面积发展到2万亩",
        "亩均税收达到30万元",
    ],
)
def test_stocks_are_levels(text):
    _, goal = split_goal(text, "")
    assert goal.kind is Kind.LEVEL


@pytest.mark.parametrize(
    "text",
    [
        "规上工业增加值增速高于全市平均2个百分点",
        "综合考核进入全市前5名",
        "每季度至少组织演练1次",
        "增长-5%",
        "投资增长1倍以上",
    ],
)
def test_a_number_that_is_not_the_value_to_be_reached_is_doubted(text):
    _, goal = split_goal(text, "")
    assert goal.value is None or goal.doubt


VERBS = ("压减", "压降", "化解", "削减", "缩减", "下降", "减少", "降低", "消化", "核减")


@pytest.mark.parametrize("verb", VERBS)
def test_by_how_much_a_stock_falls_adds_up_through_the_year(verb):
    for text in (f"债务余额{verb}10亿元", f"{verb}债务余额10亿元", f"债务余额{verb}额不低于10亿元"):
        _, goal = split_goal(text, "")
        assert (goal.value, goal.kind, goal.direction) == (10, Kind.CUMULATIVE, Direction.HIGHER), text
    for name, cell in ((f"债务余额{verb}", "10"), ("债务余额", f"{verb}10亿元")):
        goal = read_goal(cell, "亿元", name)
        assert (goal.value, goal.kind, goal.direction) == (10, Kind.CUMULATIVE, Direction.HIGHER), (name, cell)
    assert goal.doubt, "the name is that of the stock"


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("to", ["到", "至"])
def test_to_what_a_stock_falls_is_a_level_of_the_stock(verb, to):
    name, goal = split_goal(f"债务余额{verb}{to}10亿元", "")
    assert (name, goal.value, goal.kind, goal.direction) == ("债务余额", 10, Kind.LEVEL, Direction.LOWER)
    goal = read_goal("10亿元", "", f"债务余额{verb}{to}")
    assert (goal.value, goal.kind, goal.direction) == (10, Kind.LEVEL, Direction.LOWER)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("PM2.5浓度下降2微克/立方米", "PM2.5浓度下降", Kind.REDUCTION),
        ("PM2.5浓度下降到28微克/立方米", "PM2.5浓度", Kind.LEVEL),
        ("不良贷款率压降0.3个百分点", "不良贷款率压降", Kind.REDUCTION),
        ("不良贷款率压降至1.5%", "不良贷款率", Kind.LEVEL),
        ("企业开办时间缩短2天", "企业开办时间缩短", Kind.REDUCTION),
        ("企业开办时间压缩至0.5天以内", "企业开办时间", Kind.LEVEL),
        ("一般性支出压减10%", "一般性支出压减", Kind.REDUCTION),
        ("压减燃煤2000吨", "压减燃煤", Kind.CUMULATIVE),
        ("矛盾纠纷化解率97%", "矛盾纠纷化解率", Kind.LEVEL),
        ("盘活存量土地300亩", "盘活存量土地", Kind.CUMULATIVE),
        ("参保率稳步提高到95%", "参保率", Kind.LEVEL),
    ],
)
def test_a_fall_by_an_amount_is_none_to_one(text, name, kind):
    found, goal = split_goal(text, "")
    assert (found, goal.kind) == (name, kind)


def test_to_lighten_a_load_is_no_sign():
    assert split_goal("降本减负10亿元", "")[1].value == 10


@pytest.mark.parametrize("name", ["处置平均时间", "信访件处置平均用时", "清理周期"])
def test_a_time_of_what_is_taken_off_is_no_fall(name):
    goal = read_goal("3天", "", name)
    assert goal.kind is not Kind.REDUCTION
    assert "降了多少" not in goal.doubt


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("≤28μg/m³", ("28", "μg/m3", "<=", Kind.LEVEL)),
        ("5000㎡", ("5000", "m2", "=", Kind.CUMULATIVE)),
        ("12km", ("12", "km", "=", Kind.CUMULATIVE)),
        ("20MW以上", ("20", "MW", ">=", Kind.CUMULATIVE)),
        ("12.5平方米/人", ("12.5", "平方米/人", "=", Kind.LEVEL)),
        ("25件/万人", ("25", "件/万人", "=", Kind.LEVEL)),
        ("200家次", ("200", "家次", "=", Kind.CUMULATIVE)),
        ("不超过3个工作日", ("3", "个工作日", "<=", Kind.LEVEL)),
        ("30分钟内", ("30", "分钟", "<=", Kind.LEVEL)),
        ("2亿5千万元", ("2.5", "亿元", "=", Kind.CUMULATIVE)),
        ("同比+7.5%", ("7.5", "%", "=", Kind.GROWTH)),
        ("同比-5%", ("5", "%", "=", Kind.REDUCTION)),
        ("同比压减5%", ("5", "%", "=", Kind.REDUCTION)),
        ("改造提升0.5万亩", ("0.5", "万亩", "=", Kind.CUMULATIVE)),
    ],
)
def test_units_and_ways_of_writing_that_are_read_whole(text, read):
    goal = read_goal(text, "", "甲")
    assert (str(goal.value), goal.unit, goal.comparator, goal.kind) == read
    assert goal.doubt == ""


@pytest.mark.parametrize("text", ["500人次/年", "2场/月", "3个/村"])
def test_an_amount_for_each_month_or_village_is_a_doubt(text):
    assert read_goal(text, "", "甲").doubt


@pytest.mark.parametrize("name", ["新增债务不超过", "PM2.5浓度控制在", "一般性支出≤"])
def test_a_name_that_says_how_its_number_binds(name):
    goal = read_goal("2000", "万元", name)
    assert (goal.comparator, goal.direction, goal.doubt) == ("<=", Direction.LOWER, "")


@pytest.mark.parametrize(("text", "shown"), [("5百", "500万元"), ("1千5百以上", "1500万元"), ("3万5000", "35000万元")])
def test_a_demand_with_scales_and_no_unit_beside_a_large_unit_is_doubted(text, shown):
    assert read_goal(text, "万元", "投资").doubt == f"“{text}”读作{shown}"
    assert split_goal(f"完成投资{text}", "万元")[1].doubt == f"从“完成投资{text}”里读出{shown}"
    assert not read_goal(text, "户", "改造").doubt


@pytest.mark.parametrize("name", ["公共机构节约", "合同签约", "招引超亿元项目", "交通拥堵指数靠近"])
def test_a_name_that_only_ends_like_such_a_word(name):
    assert read_goal("2000", "万元", name).comparator == "="


def test_yields_are_levels():
    assert read_goal("1050斤", "", "水稻亩产").kind is Kind.LEVEL


@pytest.mark.parametrize("tail", ["的", "5家", "5的"])
def test_words_that_may_be_parted_in_two_ways_are_parted_once(tail):
    """What was seen: a cell of sixty characters that took longer than anybody waits."""
    text = "达到" * 500 + tail
    assert verb_of_bare(text) == (None if tail != "5家" else "")
    assert (read_goal(text, "", "").value is None) == (tail == "的")
    assert read_goal("5家", "", text).value == 5
    assert split_goal(text, "")[0]
