"""Columns 方向 and 比较符 of a 任务分解表: used where the words leave it open, a doubt where they contradict them."""

import pytest

from models.intake.outside_table import plain_table
from models.intake.parsed import understood
from models.words.columns import Role
from tests.models.build import case


def read(head, *rows):
    table = plain_table([line.split("|") for line in (head, *rows)])
    return understood(table, 2026, "x")


def one(head, row):
    (target,) = read(head, row)["targets"]
    return target["comparator"], target["direction"], target["doubts"]


@pytest.mark.parametrize("head", ["符号", "比较符", "比较符号", "目标符号", "比较方式"])
@pytest.mark.parametrize(
    ("sign", "comparator", "direction"),
    [
        ("≥", ">=", "higher"), ("＞", ">", "higher"), ("≤", "<=", "lower"), ("<", "<", "lower"),
        ("不低于", ">=", "higher"), ("不超过", "<=", "lower"), ("大于等于", ">=", "higher"),
        ("小于或等于", "<=", "lower"), ("以上", ">=", "higher"), ("左右", "~", "higher"), ("=", "=", "higher"),
        ("", "=", "higher"),
    ],
)  # fmt: skip
def test_a_sign_beside_the_value_is_its_comparator(head, sign, comparator, direction):
    assert one(f"指标|{head}|目标值|单位", f"企业|{sign}|18|家") == (comparator, direction, [])


@pytest.mark.parametrize("head", ["方向", "目标方向", "指标方向", "正逆向", "指标性质", "指标属性"])
@pytest.mark.parametrize(
    ("word", "direction"),
    [
        ("越高越好", "higher"), ("正向", "higher"), ("正向指标", "higher"), ("↑", "higher"), ("越低越好", "lower"),
        ("逆向", "lower"), ("负向指标", "lower"), ("反向", "lower"), ("越小越好", "lower"), ("↓", "lower"),
    ],
)  # fmt: skip
def test_which_way_is_better_is_taken_from_its_column(head, word, direction):
    assert one(f"指标|{head}|目标值|单位", f"占比|{word}|18|%") == ("=", direction, [])


@pytest.mark.parametrize(
    ("head", "row", "wanted", "doubt"),
    [
        case("指标|符号|目标值", "企业|≤|18家以上", (">=", "higher"), "和目标值里写的不一致"),
        case("指标|符号|目标值", "失业率|≥|4%", (">=", "lower"), "“越低越好”不一致"),
        case("指标|符号|目标值", "企业|甚大|18家", ("=", "higher"), "不认得，没有用"),
        case("指标|符号|目标值", "企业|≥|尽快", ("=", "higher"), "没有数可比"),
        case("指标|方向|目标值|单位", "占比|正向|≤18|%", ("<=", "lower"), "按目标值的比较词"),
        case("指标|方向|目标值|单位", "占比|逆向|≥18|%", (">=", "higher"), "按目标值的比较词"),
        case("指标|方向|目标值|单位", "失业率|越高越好|4|%", ("=", "higher"), "和指标的名称"),
    ],
)
def test_what_contradicts_the_words_is_a_doubt_and_the_words_hold(head, row, wanted, doubt):
    comparator, direction, doubts = one(head, row)
    assert (comparator, direction) == wanted
    assert any(doubt in said for said in doubts), doubts


def test_a_fall_stays_better_the_larger_it_is():
    assert one("指标|方向|目标值|单位", "能耗下降|逆向|3|%") == ("=", "higher", [])


def test_every_column_that_is_not_used_is_said():
    found = read("指标|颜色|方向|目标值||空", "企业|红|朝南发展|18家|其他|", "外资|黄|朝北发展|9家||")
    assert found["unused_columns"] == ["颜色", "方向", "第5列"]
    assert {c["heading"]: c["read_as"] for c in found["columns"]}["目标值"] == Role.VALUE
    assert read("指标|目标值", "企业|18家")["unused_columns"] == []
