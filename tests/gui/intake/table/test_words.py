"""What the previews of pasted tables say and count, without a window."""

from dataclasses import replace
from decimal import Decimal

import pytest

from gui.intake.table.breakdown_words import BreakdownSum, sum_of, target_texts
from gui.intake.table.past_words import Fate, fate_of, past_summary, past_texts
from gui.intake.table.roles import corrected
from models.intake.breakdown import BreakdownKind, read_breakdown
from models.intake.past_table import PastLine
from models.intake.table_columns import Role, recognise
from models.plan.entities import Kind
from models.words.titles import place_of

ROWS = [
    ["任务", "指标", "目标值", "单位"],
    ["一、兴业", "企业", "18", "家"],
    ["一、兴业", "增速", "6-6.5", "%"],
    ["二、利民", "学校", "建成", ""],
]


@pytest.fixture
def lines():
    return read_breakdown(ROWS, recognise(ROWS, 2020), 2020)


def targets(lines):
    return {str(line.fields["name"]): line for line in lines if line.kind is BreakdownKind.TARGET}


def test_a_target_in_its_columns(lines):
    found = targets(lines)
    assert target_texts(found["企业"])[:5] == ["企业", "18", "家", "", "累计"]
    assert target_texts(found["增速"])[1] == "6—6.5"
    assert target_texts(found["学校"])[1] == "—"
    striving = replace(found["企业"], fields={**found["企业"].fields, "stretch": Decimal(20)})
    assert target_texts(striving)[1] == "18（力争20）"


def test_every_kind_has_a_short_word(lines):
    line = targets(lines)["企业"]
    words = set()
    for kind in Kind:
        line.fields["kind"] = str(kind)
        words.add(target_texts(line)[4])
    assert words == {kind.label.removesuffix("型") for kind in Kind}


def test_what_the_ticks_come_to(lines):
    places = {place_of(line.path) for line in lines}
    chosen = list(targets(lines).values())
    assert sum_of(chosen, places).words == "2 个任务、3 项指标"
    assert sum_of(chosen[:2], places).words == "1 个任务、2 项指标"
    assert sum_of(chosen, set()).words == "3 项指标"
    assert sum_of(chosen, places).written == "3 项"
    assert BreakdownSum({3: 2}, headings=2, targets=0).written == "2 个标题"
    assert sum_of([], places).written == "0 项"


def past(value, old=None, doubt=""):
    number = None if value is None else Decimal(value)
    return PastLine(3, "企业　12", "企业", "12", value=number, old=None if old is None else Decimal(old), doubt=doubt)


@pytest.mark.parametrize(
    ("line", "fate", "hint"),
    [
        (past(12), Fate.SURE, ""),
        (past(12, 11), Fate.SURE, ""),
        (past(12, 12), Fate.HELD, "台账里已经是这个数"),
        (past(12, 12, "看一看"), Fate.HELD, "台账里已经是这个数"),
        (past(12, None, "看一看"), Fate.DOUBTED, "▲ 看一看"),
        (past(None, None, "没有这项指标"), Fate.REFUSED, "没有这项指标"),
    ],
)
def test_what_becomes_of_a_figure(line, fate, hint):
    assert fate_of(line) is fate
    assert past_texts(line)[-1] == hint


def test_figures_are_summed_up():
    lines = [past(12), past(12, None, "看一看"), past(None, None, "没有")]
    said = past_summary(1, lines).split("；")
    assert said[:2] == ["将写入 1 个上年数", "1 个请核对，没有勾选的不写"]
    assert said[2] == "1 个对不上或读不出，不写入。整批可以一次撤销。"
    assert past_summary(2, lines[:1]) == "将写入 2 个上年数。整批可以一次撤销。"


@pytest.mark.parametrize(
    ("chosen", "before", "after"),
    [
        ((Role.NAME, Role.NAME), (Role.NAME, Role.VALUE), (Role.UNUSED, Role.NAME)),
        ((Role.NOTE, Role.NOTE), (Role.NAME, Role.NOTE), (Role.NOTE, Role.NOTE)),
        ((Role.NAME, Role.VALUE), (Role.NAME, Role.VALUE), (Role.NAME, Role.VALUE)),
        ((Role.UNIT, Role.NAME, Role.UNIT), (Role.VALUE, Role.NAME, Role.UNIT), (Role.UNIT, Role.NAME, Role.UNUSED)),
    ],
)
def test_one_column_only_is_what_one_column_only_can_be(chosen, before, after):
    assert corrected(chosen, before, {Role.UNUSED, Role.NOTE}, Role.UNUSED) == after
