"""问题清单: which rows it has, with what happened in one column and what to do in the next."""

from dataclasses import replace

import pytest

from models.collecting.problems import NO_PROBLEM, problems
from models.collecting.returned import apply, difference
from models.judging.statuses import Light
from models.plan.said import Said
from tests.models.build import NA, case, ledger, milestone, target
from tests.models.rows import compared, row

FIRMS = target(value=120)
EMPTY = Said("empty-book", "是空文件，没有读入", todo="请向填报单位重新要一份", lead="空.xlsx")


def of(t, reported=None):
    return ledger(t, reported={t.id: reported or {}})


def test_files_doubts_and_refusals_by_file_and_row():
    made = compared(of(FIRMS, {"2020Q2": 90}), row(FIRMS, value=85, percent="很高", progress="好"))
    grid = problems(
        [("空.xlsx", EMPTY)],
        made.changes,
        made.refusals,
        [],
        {(made.refusals[0].place, "形象进度(%)"): "很高"},
    )
    rows = {(line.cells[4], line.cells[5]): line for line in grid.lines}
    assert len(grid.lines) == 3  # 进展情况 is no problem
    whole = rows["整个文件", ""]
    assert whole.cells[1:4] == ("空.xlsx", "", "")
    assert whole.cells[8:] == ("是空文件，没有读入", "请向填报单位重新要一份", "没有读入")
    doubted = rows[FIRMS.full_name, "本期值"]
    assert doubted.cells[6:] == (
        "未报", "85", "85家，比上期90家少5。累计数一般不会减少，可能是数字颠倒或口径变了",
        "请核对原表；无误请说明原因", "未写入",
    )  # fmt: skip
    assert (whole.light, doubted.light) == (Light.RED, Light.YELLOW)
    assert rows[FIRMS.full_name, "形象进度(%)"].cells[7] == "很高"
    assert rows[FIRMS.full_name, "形象进度(%)"].cells[9].startswith("请")
    assert [line.cells[0] for line in grid.lines] == [1, 2, 3]


def test_an_accepted_doubt_says_why():
    made = compared(of(FIRMS, {"2020Q2": 90}), row(FIRMS, value=85))
    accepted = [replace(made.changes[0], reason="口径变了")]
    assert problems([], made.changes, [], accepted, {}).lines[0].cells[-1] == "已勾选：口径变了"


def test_no_problem():
    assert problems([], [], [], [], {}).empty == NO_PROBLEM


@pytest.mark.parametrize(
    ("t", "held", "columns", "word"),
    [
        case(FIRMS, {}, {"value": 85}, "新报", id="nothing was there"),
        case(FIRMS, {"2020Q3": 80}, {"value": 85.5}, "+5.5", id="more"),
        case(FIRMS, {"2020Q3": 80}, {"value": 79}, "−1", id="less"),
        case(FIRMS, {"2020Q3": 0}, {"value": 1}, "+1", id="from zero"),
        case(FIRMS, {"2020Q3": 80}, {"value": "清除"}, "清除", id="taken away"),
        case(FIRMS, {"2020Q3": 80}, {"value": "不适用"}, "不适用", id="does not apply"),
        case(FIRMS, {"2020Q3": NA}, {"value": 3}, "改写", id="applies after all"),
        case(FIRMS, {"2020Q3": {"progress": "旧"}}, {"progress": "新"}, "改写", id="words"),
        case(milestone(), {"2020Q3": "开工"}, {"value": "完工"}, "改写", id="stage"),
    ],
)
def test_what_a_change_comes_to(t, held, columns, word):
    book = of(t, held)
    (change,) = compared(book, row(t, **columns)).changes
    assert difference(book, change) == word


def test_each_doubt_keeps_its_own_reason():
    book = of(FIRMS, {"2020Q2": 90, "2020Q3": {"progress": "旧"}})
    made = compared(book, row(FIRMS, value=85, progress="清除", problem="用地"))
    reasons = {"本期值": "口径变了", "进展情况": "写错了"}
    (cell,) = apply(book, [replace(c, reason=reasons.get(c.column, "")) for c in made.changes])
    assert cell.remark == "口径变了；写错了"
    (cell,) = apply(book, [replace(c, reason="同一句") for c in made.changes], "别的")
    assert cell.remark == "同一句"
    (cell,) = apply(book, [c for c in made.changes if not c.doubts], "别的")
    assert cell.remark == ""


def test_of_two_files_one_is_chosen_without_a_reason():
    book = of(FIRMS)
    other = row(FIRMS, value=80)
    made = compared(book, row(FIRMS, value=85), replace(other, place=replace(other.place, file="乙.xlsx")))
    assert [(c.disputed, c.needs_reason) for c in made.changes] == [(True, False), (True, False)]
    assert made.changes[0].slot == made.changes[1].slot
    far = compared(
        of(FIRMS, {"2020Q2": 9}), row(FIRMS, value=90), replace(other, place=replace(other.place, file="乙.xlsx"))
    )
    assert [(c.disputed, c.needs_reason) for c in far.changes] == [(True, True), (True, False)]
