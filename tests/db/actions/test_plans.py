"""Plans in a ledger: several of them, years that know each other, bringing in and taking out, naming one."""

import dataclasses
import json
from decimal import Decimal

import pytest

from db.actions.outlines import remove
from db.actions.plans import add_breakdown, add_plan, choose_plan, create_from_json, create_plan, delete_plan
from db.disk.failures import Refusal
from db.ledger.store import Store
from models.intake.breakdown import BreakdownKind, read_breakdown
from models.intake.table_columns import recognise
from models.judging.compare import last_year_figure
from models.plan.entities import PastValue, past_id
from models.plan.period import Period
from tests.db.sample import NAME, Q3, SMALL, cell, entities, small_plan

LAST_YEAR = {"id": "p2019", "year": 2019, "title": "小镇2019年工作要点"}


def last_year(**fields):
    """The year before: the same series, targets of their own."""
    targets = [{**t, "id": f"{t['id']}-2019", "history": {}} for t in SMALL["targets"]]
    return small_plan(**{**LAST_YEAR, "targets": targets, **fields})


@pytest.fixture
def two_years(store):
    add_plan(store, last_year())
    return store


def past(store, target="t2", plan="p2020"):
    ledger = store.ledger(plan)
    return dict(ledger.past_of(next(t for t in ledger.targets if t.id == target)))


def test_last_years_figures_are_this_years_comparison(two_years):
    two_years.write("2019年填报", [cell("t2-2019", "2019Q3", 12), cell("t2-2019", "2019-10", "13.5")])
    assert past(two_years) == {"2019-09": 12, "2019-10": Decimal("13.5")}
    assert past(two_years, "t2-2019", "p2019") == {}
    assert last_year_figure(past(two_years), Q3) == 12


def test_what_was_typed_for_comparison_holds_over_what_the_earlier_plan_reported(two_years):
    two_years.write("2019年填报", [cell("t4-2019", "2019Q3", 1600), cell("t4-2019", "2019Q2", 900)])
    assert past(two_years, "t4") == {"2019-09": 1500, "2019-06": 900}
    series = next(s for s in two_years.ledger("p2020").series.values() if s.name == "外资")
    two_years.write("改上年数", [PastValue(past_id(series.id, "2019-06"), series.id, "2019-06", Decimal(950))])
    assert past(two_years, "t4") == {"2019-09": 1500, "2019-06": 950}
    two_years.undo()
    assert past(two_years, "t4")["2019-06"] == 900


def test_amounts_of_periods_become_last_years_totals(store):
    by_quarter = {"id": "e", "name": "新招项目", "value": 10, "unit": "家", "entry_mode": "period"}
    add_plan(store, last_year(targets=[by_quarter]))
    quarters = [dataclasses.replace(cell("e", f"2019Q{n}"), own=Decimal(n)) for n in (1, 2, 3)]
    store.write("2019年填报", quarters)
    assert past(store) == {"2019-03": 1, "2019-06": 3, "2019-09": 6}


def test_both_years_totals_become_a_rate(store):
    both = {"id": "g", "name": "规上工业增加值", "kind": "growth", "value": 7, "unit": "%", "entry_mode": "both_years"}
    add_plan(store, last_year(targets=[both]))
    reported = dataclasses.replace(cell("g", "2019Q3"), this_total=Decimal(106), last_total=Decimal(100))
    store.write("2019年填报", [reported])
    assert past(store, "t1") == {"2019-09": 6}


def test_only_earlier_years_and_the_same_series_count(two_years):
    later = [{"id": "z", "name": "新招项目", "unit": "家"}]
    add_plan(two_years, last_year(id="p2021", year=2021, title="小镇2021年工作要点", targets=later))
    add_plan(two_years, last_year(id="p2018", year=2018, title="小镇2018年工作要点", targets=[
        {"id": "x", "name": "新招项目", "unit": "家"}, {"id": "y", "name": "别的指标", "unit": "家"},
    ]))  # fmt: skip
    two_years.write("填", [cell("x", "2018Q3", 8), cell("y", "2018Q3", 9), cell("t2-2019", "2019Q3", 12)])
    two_years.write("填", [cell("t2", "2020Q3", 15), cell("z", "2021Q1", 3)])
    assert past(two_years) == {"2018-09": 8, "2019-09": 12}
    assert past(two_years, "t2-2019", "p2019") == {"2018-09": 8}
    assert past(two_years, "z", "p2021") == {"2018-09": 8, "2019-09": 12, "2020-09": 15}
    delete_plan(two_years, "p2019")
    assert past(two_years) == {"2018-09": 8}


def test_one_name_is_one_unit_person_and_series_over_the_years(two_years):
    first, second = two_years.ledger("p2020"), two_years.ledger("p2019")
    assert [s.name for s in first.series.values()] == ["规上工业增加值", "新招项目", "市场改造", "外资"]
    assert sorted(u.name for u in second.units.values()) == ["宣传办", "经发办"]
    assert [p.name for p in first.persons.values()] == ["负责人甲"]
    assert {t.series_id for t in first.targets} == {t.series_id for t in second.targets}
    assert not {t.id for t in first.targets} & {t.id for t in second.targets}


def test_plans_stand_by_year_and_title(two_years):
    add_plan(two_years, small_plan(title="小镇2020年为民办实事"))
    assert [p.title for p in two_years.plans()] == [
        "小镇2019年工作要点", "小镇2020年为民办实事", "小镇2020年工作要点",
    ]  # fmt: skip
    again = two_years.plans()[1]
    assert again.id != "p2020"  # the plan's own ids are taken
    ids = {t.id for t in two_years.ledger(again.id).targets}
    assert len(ids) == 4
    assert not ids & {"t1", "t2", "t3", "t4"}
    assert two_years.check() == 4


def test_the_plan_meant_is_the_only_one_or_named(two_years):
    assert choose_plan(two_years, year=2019).id == "p2019"
    assert choose_plan(two_years, "小镇2020年工作要点").id == "p2020"
    assert choose_plan(two_years, "小镇2020年工作要点", 2020).id == "p2020"
    add_plan(two_years, small_plan(title="小镇2020年为民办实事"))
    assert choose_plan(two_years, "小镇2020年为民办实事", 2020).year == 2020


@pytest.mark.parametrize(
    ("title", "year", "sentence"),
    [
        ("", 2020, "台账里有2个符合的计划：“小镇2020年为民办实事”、“小镇2020年工作要点”。请用 --plan 写明标题。"),
        ("", None, "台账里有3个符合的计划："),
        ("", 2021, "台账里没有2021年计划。现有：“小镇2019年工作要点”、“小镇2020年为民办实事”、"),
        ("大镇", None, "台账里没有标题是“大镇”的计划。现有："),
        ("小镇2019年工作要点", 2020, "台账里没有2020年标题是“小镇2019年工作要点”的计划。现有："),
    ],
)
def test_a_plan_that_is_not_clear_is_asked_for(two_years, title, year, sentence):
    add_plan(two_years, small_plan(title="小镇2020年为民办实事"))
    with pytest.raises(Refusal) as refused:
        choose_plan(two_years, title, year)
    assert refused.value.sentence.startswith(sentence)
    assert refused.value.sentence.endswith("。")


def test_without_a_plan_it_says_to_make_one(store):
    delete_plan(store, "p2020")
    with pytest.raises(Refusal, match=r"台账里还没有计划。请先新建计划。"):
        choose_plan(store, year=2020)


def test_a_plan_goes_with_all_that_hangs_on_it_and_comes_back(two_years):
    two_years.write("填", [cell("t2", "2020Q3", 15), cell("t2-2019", "2019Q3", 12)])
    before = entities(two_years)
    delete_plan(two_years, "p2020")
    assert [p.id for p in two_years.plans()] == ["p2019"]
    left = entities(two_years)
    assert len(left["target"]) == 4
    assert len(left["progress"]) == 1
    assert left["series"] == before["series"]  # and its past values: the next plan may want them
    two_years.undo()
    assert entities(two_years) == before
    with pytest.raises(Refusal, match="台账里没有这个计划了"):
        delete_plan(two_years, "p1999")


def test_a_target_goes_with_its_figures_and_comes_back(store):
    store.write("填", [cell("t2", "2020Q2", 5), cell("t2", "2020Q3", 6), cell("t1", "2020Q3", 7)])
    before = entities(store)
    remove(store, "p2020", ["t2"])
    assert store.actions(1)[0].what == "删除指标：新招项目（含 2 期数据）"
    assert [t.id for t in store.ledger("p2020").targets] == ["t3", "t4", "t1"]
    assert len(entities(store)["progress"]) == 1
    with pytest.raises(Refusal, match=r"没有删除：其中有的已经不在台账里了。请刷新后再试。"):
        remove(store, "p2020", ["t2"])
    store.undo()
    assert entities(store) == before


def write_json(folder, text):
    path = folder / "计划.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["plain", "as Notepad saves it"])
def test_a_new_ledger_from_a_plan_file(tmp_path, start):
    source = write_json(tmp_path, start + json.dumps(SMALL, ensure_ascii=False).encode())
    plan = create_from_json(tmp_path / NAME, source)
    assert plan.id == "p2020"
    assert not plan.demo
    with Store.open(tmp_path / NAME) as store:
        assert store.check() == 1
        ledger = store.ledger("p2020")
        assert [t.id for t in ledger.targets] == ["t3", "t4", "t1", "t2"]
        assert ledger.targets[1].value == Decimal("2400.5")
        assert past(store, "t4") == {"2019-09": 1500}
        assert ledger.heading(ledger.targets[3].heading_id).label == "（一）强工业"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", r"^计划.json：这个文件不是可用的计划文件（JSON第1行读不通）"),
        (b"\xd0\xa1\xd5\xf2", r"^计划.json：这个文件不是UTF-8编码的文本，读不通"),
        ("[]", r"^计划.json：这个文件不是可用的计划文件：最外层应是一个对象"),
        ("[" * 100_000, r"^计划.json：这个文件不是可用的计划文件"),
        ("{}", r"^计划没有标题（title）"),
        ('{"title": "计划", "year": 20.5}', r"^计划没有可用的年份"),
        ('{"title": "计划", "year": 2020, "targets": [{"value": 3}]}', r"^第1个指标没有名称"),
        ('{"title": "计划", "year": 2020, "targets": [{"name": "外资", "value": NaN}]}', "不是可用的计划文件"),
    ],
)
def test_a_plan_file_that_cannot_be_used_makes_no_ledger(tmp_path, text, sentence):
    source = write_json(tmp_path, text)
    with pytest.raises(Refusal, match=sentence):
        create_from_json(tmp_path / NAME, source)
    assert [p.name for p in tmp_path.iterdir()] == ["计划.json"]


def test_a_plan_file_that_is_not_there_or_far_too_large(tmp_path):
    with pytest.raises(Refusal, match=r"找不到：.*计划.json"):
        create_from_json(tmp_path / NAME, tmp_path / "计划.json")
    with pytest.raises(Refusal, match=r"这个位置不能用"):
        create_from_json(tmp_path / NAME, tmp_path)
    large = write_json(tmp_path, "{}")
    with large.open("r+b") as file:
        file.truncate(50_000_001)
    with pytest.raises(Refusal, match="计划文件太大"):
        create_from_json(tmp_path / NAME, large)


def test_a_plan_that_cannot_be_used_changes_nothing(store):
    before = entities(store), store.actions()
    bad = [{"name": "外资", "value": 5, "value_high": 4}]
    with pytest.raises(Refusal, match="目标范围的高值小于低值"):
        add_plan(store, small_plan(targets=bad))
    assert (entities(store), store.actions()) == before


def test_periods_of_other_years_are_kept_apart(two_years):
    two_years.write("填", [cell("t2", "2020Q3", 15), cell("t2-2019", "2019Q3", 12)])
    assert list(two_years.ledger("p2019").cells) == ["t2-2019"]
    assert list(two_years.ledger("p2020").cells["t2"]) == [Period.parse("2020-09").key]


def table(text):
    """Lines of a 任务分解表 for the small plan, written with | between cells."""
    rows = [line.split("|") for line in text.split("\n")]
    return read_breakdown(rows, recognise(rows), 2020)


def test_a_new_file_holds_a_plan_without_anything(tmp_path):
    plan = create_plan(tmp_path / "新.ydt", {"title": "新镇2021年工作要点", "year": "2021", "issuer": "新镇"})
    with Store.open(tmp_path / "新.ydt") as store:
        ledger = store.ledger(plan.id)
        assert (ledger.plan.title, ledger.plan.year, ledger.plan.issuer) == ("新镇2021年工作要点", 2021, "新镇")
        assert not ledger.targets
    with pytest.raises(Refusal, match="没有覆盖它"):
        create_plan(tmp_path / "新.ydt", {"title": "又一个", "year": "2021"})


def test_a_table_is_added_as_one_action_and_one_undo_takes_it_back(store):
    before = entities(store)
    lines = table(
        "任务|指标|目标值|牵头单位|责任领导\n强工业|规上企业|18家|经发办|负责人甲\n（二）开放|外资（部口径）|6-6.5亿元|招商办|新人"
    )
    add_breakdown(store, "p2020", [line for line in lines if line.kind is not BreakdownKind.LEFT_OUT])
    ledger = store.ledger("p2020")
    made = {t.full_name: t for t in ledger.targets}
    assert made["规上企业"].heading_id == "h1"  # the heading that is there, whatever its number
    assert ledger.lead_name(made["规上企业"]) == "经发办"
    assert made["规上企业"].lead_id == made["新招项目"].lead_id
    assert made["规上企业"].leader_id == made["市场改造"].leader_id
    assert (made["外资（部口径）"].value, made["外资（部口径）"].value_high) == (6, Decimal("6.5"))
    assert [h.title for h in ledger.headings] == ["强工业", "开放"]
    assert store.next_undo().what == "粘贴任务分解表：2项指标"
    store.undo()
    assert entities(store) == before
    store.redo()
    assert len(store.ledger("p2020").targets) == 6


def test_a_series_is_the_same_through_the_years(two_years):
    add_breakdown(two_years, "p2020", table("指标|目标值\n出口|3亿元"))
    add_breakdown(two_years, "p2019", table("指标|目标值\n出口|2亿元"))
    series = {t.series_id for p in ("p2019", "p2020") for t in two_years.ledger(p).targets if t.name == "出口"}
    assert len(series) == 1


def test_what_a_table_says_besides_the_demand_is_kept_and_comes_back(store):
    add_breakdown(
        store, "p2020", table("序号|指标|目标值|上半年目标\n3.1|规上企业|18家|9\n（四）|产值|增长7%、力争8%|")
    )
    added = [t for t in store.ledger("p2020").targets if t.ordinal]
    kept = [(t.ordinal, t.stretch, [(str(p.until), p.value) for p in t.planned]) for t in added]
    assert kept == [("3.1", None, [("2020-06-30", 9)]), ("（四）", 8, [])]
    before = entities(store)
    store.write("改", [dataclasses.replace(added[0], planned=(), stretch=Decimal("20.5"))])
    store.undo()
    assert entities(store) == before
    store.redo()
    again = store.ledger("p2020").by_id[added[0].id]
    assert (again.planned, again.stretch, again.ordinal) == ((), Decimal("20.5"), "3.1")
    assert store.check() == len(store.actions())
