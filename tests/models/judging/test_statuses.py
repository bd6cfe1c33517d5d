"""The tables of statuses and presets: each says something of every member."""

from enum import Enum

import pytest

from models.judging import groups, presets, statuses
from models.judging.statuses import LAGGING, REACHED, STATUSES, UNCOUNTED, Light, Status, in_grid, in_tree
from models.plan.presets import PRESET_ROWS, Manner
from models.report.cells import mark

TABLES = {
    "rows": (statuses.ROWS, Status),
    "headings": (statuses.HEADINGS, statuses.Total),
    "signs": (statuses.SIGNS, statuses.Shape),
    "words": (statuses.LIGHT_WORDS, Light),
    "judges": (presets.JUDGES, Manner),
}


@pytest.mark.parametrize(("table", "kind"), TABLES.values(), ids=TABLES)
def test_a_table_keyed_by_an_enum_has_every_member(table, kind: type[Enum]):
    assert set(table) == set(kind)


def test_a_status_has_one_row():
    assert sorted(row.status for row in STATUSES) == sorted(Status)


def test_colour_goes_with_a_shape_and_a_word():
    assert [mark(row.status) for row in STATUSES] == [
        "✓ 绿灯", "● 绿灯", "● 绿灯", "● 绿灯", "▲ 黄灯", "■ 红灯", "■ 红灯", "○ 缺报", "—", "—", "—", "—",
    ]  # fmt: skip


def test_every_status_is_reached_behind_missing_or_not_counted():
    kinds = [REACHED, LAGGING, UNCOUNTED, {Status.MISSING}]
    assert sorted(s for kind in kinds for s in kind) == sorted(Status)


def test_a_total_is_counted_whole_or_not_at_all():
    for _, members in groups.COUNTED:
        assert not UNCOUNTED & set(members)
    for _, members in groups.APART:
        assert set(members) <= UNCOUNTED


def test_totals_stand_in_the_order_of_a_report():
    assert [name for name, _ in groups.COUNTED] == ["已完成", "达序时", "略慢", "滞后", "缺报"]
    assert [name for name, _ in groups.APART] == ["未启动", "不适用", "定性"]
    assert list(groups.TOTAL_NAMES.values()) == [
        "✓ 已完成", "● 达序时（含超序时）", "▲ 略慢", "■ 滞后（含逾期）", "○ 缺报",
        "– 未启动（未到期）", "– 不适用", "– 定性（不亮灯）",
    ]  # fmt: skip


def test_only_long_words_are_shortened():
    assert [in_tree(s, s) for s in (Status.NOT_DUE, Status.NEARLY)] == ["未启动", "基本达序时"]
    assert [in_grid(s, s) for s in (Status.NOT_DUE, Status.NEARLY, Status.SLOW)] == ["未到期", "基本达标", "略慢"]


def test_bounds_fall_from_green_to_yellow():
    for preset in PRESET_ROWS.values():
        assert preset.yellow is None or preset.yellow < preset.green, preset.name
