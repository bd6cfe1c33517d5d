"""What is asked before something is deleted, and which row is shown after it; without a window."""

from dataclasses import replace
from datetime import date

import pytest

from gui.plan.deleting import neighbour, question
from models.plan.entities import Heading, Plan, Target
from models.plan.outline import Extent
from models.plan.year import PlanYear

LEDGER = PlanYear(
    Plan("p", 2020, "试验"),
    [Heading("a", "p", None, 0, 1, "一、", "总则"), Heading("b", "p", None, 1, 1, "二、", "任务")],
    [Target(key, "p", place, key, i, name) for i, (key, place, name) in enumerate(
        [("z", None, "没有归处"), ("x", "b", "外资"), ("y", "b", "内资")])],
)  # fmt: skip


@pytest.mark.parametrize(
    ("ids", "asked"),
    [
        (["x"], "删除“外资”后，它不再出现在台账里，可用 Ctrl+Z 撤销。"),
        (["a"], "删除章“一、总则”后，它不再出现在台账里，可用 Ctrl+Z 撤销。"),
        (["b"], "删除章“二、任务”会同时删去它下面的 2 项指标，可用 Ctrl+Z 撤销。"),
        (["x", "y"], "删除指标“外资等 2 项”后，它们不再出现在台账里，可用 Ctrl+Z 撤销。"),
        (["a", "b"], "删除章“一、总则等 2 项”会同时删去它们的 2 项指标，可用 Ctrl+Z 撤销。"),
        (["a", "x"], "删除内容“一、总则等 2 项”后，它们不再出现在台账里，可用 Ctrl+Z 撤销。"),
    ],
)
def test_the_question(ids, asked):
    assert question(Extent.of(LEDGER, ids)) == asked


@pytest.mark.parametrize(("listed", "promised"), [(None, False), (date(2020, 6, 30), False), (date(2020, 7, 1), True)])
def test_no_undo_is_promised_for_what_a_closed_period_lists(listed, promised):
    """What was seen: 可用 Ctrl+Z 撤销, and in the next question 改后不能用撤销退回."""
    ledger = replace(LEDGER, targets=[replace(LEDGER.by_id["x"], listed=listed)])
    asked = question(Extent.of(ledger, ["x"]), date(2020, 6, 30))
    assert asked.startswith("删除“外资”后，它不再出现在台账里")
    assert ("Ctrl+Z" in asked) is promised


@pytest.mark.parametrize(
    ("ids", "shown"),
    [(["x"], "t:y"), (["y"], "t:x"), (["z"], "h:a"), (["b"], "h:a"), (["a"], "h:b"), (["a", "b", "z"], "")],
)
def test_the_nearest_row_that_stays_after_or_before(ids, shown):
    assert neighbour(LEDGER, Extent.of(LEDGER, ids)) == shown
