"""Which targets are in view: arithmetic, without widgets."""

import pytest

from gui.charts.arrangement import PaneArrangement, columns_of, stepped
from models.plan.period import Period

FIVE = ["a", "b", "c", "d", "e"]


def arranged(wanted, most=4):
    made = PaneArrangement()
    made.wanted, made.most = wanted, most
    return made


@pytest.mark.parametrize(("wanted", "most", "groups"), [
    (4, 4, ["abcd", "e"]), (2, 4, ["ab", "cd", "e"]), (4, 2, ["ab", "cd", "e"]), (1, 4, list("abcde")),
])  # fmt: skip
def test_turning_goes_through_all_groups_and_stays_at_the_last(wanted, most, groups):
    made, seen = arranged(wanted, most), []
    for _ in groups:
        seen.append("".join(made.in_view(FIVE)))
        made.turn(1, len(FIVE))
    assert seen == groups
    assert made.in_view(FIVE) == list(groups[-1])
    assert (made.group, made.groups(len(FIVE))) == (len(groups) - 1, len(groups))
    made.turn(-99, len(FIVE))
    assert made.first == 0


def test_what_is_gone_leaves_no_empty_group():
    made = arranged(2)
    made.turn(2, len(FIVE))
    made.keep_within(3)
    assert made.in_view(FIVE[:3]) == ["c"]
    made.keep_within(0)
    assert made.in_view([]) == []
    assert made.groups(0) == 1


def test_groups_begin_where_groups_begin_when_more_have_room():
    made = arranged(1)
    made.turn(3, len(FIVE))
    made.wanted = 2
    made.keep_within(len(FIVE))
    assert made.in_view(FIVE) == ["c", "d"]


@pytest.mark.parametrize(("count", "columns"), [(1, 1), (2, 2), (3, 2), (4, 2)])
def test_panes_stand_in_at_most_two_columns(count, columns):
    assert columns_of(count) == columns


@pytest.mark.parametrize(("at", "by", "month"), [
    ("2020Q3", 1, 10), ("2020-09", -1, 8), ("2020-08-15", 1, 8), ("2020-08-15", -1, 7), ("2020-01", -1, None),
    ("2020Q4", 1, None), ("2020-01-15", -1, None),
])  # fmt: skip
def test_months_follow_each_other_within_the_year(at, by, month):
    wanted = None if month is None else Period.of_month(2020, month)
    assert stepped(Period.parse(at), by) == wanted
