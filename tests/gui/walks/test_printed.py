"""A target is printed with the same words wherever it stands: each place is asked, and held against one table."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt

from db.ledger.store import Store
from gui.charts.pane import HeadLabel, Pane
from gui.charts.table import rows_of
from gui.entry.entries import Entries
from gui.entry.filters import Filters
from gui.entry.grid.cells import CellState
from gui.entry.grid.lines import GridColumn
from gui.entry.grid.model import SHOWN, EntryModel
from gui.entry.page import EntryPage
from gui.meeting.facts import facts
from gui.overview.lists import BEHIND, ListModel
from gui.plan.tree_model import TreeModel
from gui.target.bars import bar_of
from gui.target.light import StatusLight, status_word
from gui.target.texts import TreeColumn
from gui.trend.drawing import ChartLine, draw
from models.collecting.form import forms
from models.judging.statuses import Status
from models.plan.entities import Kind, PastValue, Series, past_id
from models.plan.period import Period
from models.plan.quantity import DASH, sign_of
from models.report.cells import text_of
from models.report.report import DETAIL_COLUMNS, build
from tests.models.build import NA, ceiling, ledger, milestone, number, target, version

Q3 = Period.parse("2020Q3")


@dataclass(frozen=True)
class Case:
    """A target, what was reported of it, and how its demand and its figure are printed where no column says the unit.

    What is reported is of the third quarter unless it is by period.
    """

    target: object
    reported: object
    demand: str
    figure: str

    @property
    def by_period(self):
        """The reports by their periods."""
        if self.reported is None:
            return {}
        if isinstance(self.reported, dict) and all(key[:1].isdigit() for key in self.reported):
            return self.reported
        return {"2020Q3": self.reported}


def expected(value):
    """A figure that is 预计."""
    return {"value": value, "nature": "预计"}


RANGE = {"value_high": "6.5", "unit": "%"}
HALF_YEARLY = {"cadence": "half-yearly"}
CASES = {
    "一个数": Case(target(value=18, unit="家"), 15, "18", "15"),
    "超": Case(
        target(value=1000, unit="亿元", comparator=">", quote="市场成交额超1000亿元"),
        expected(900), "超1000", "900（预计）",
    ),
    "区间以上": Case(
        target("growth", 6, comparator=">=", quote="增长6—6.5%以上", **RANGE),
        expected("6.1"), "6—6.5%以上", "6.1%（预计）",
    ),
    "区间": Case(target("growth", 6, **RANGE), "6.3", "6—6.5%", "6.3%"),
    "区间有号": Case(target("growth", 6, comparator=">=", **RANGE), "5.9", "≥6—6.5%", "5.9%"),
    "区间上限": Case(target("level", 3, value_high=4, comparator="<="), "3.5", "≤3—4%", "3.5%"),
    "以内": Case(target("level", 4, comparator="<=", quote="失业率控制在4%以内"), "3.1", "4%以内", "3.1%"),
    "控制在": Case(
        target("level", 5000, unit="人", comparator="<=", quote="控制在5000人"), 5200, "控制在5000", "5200"
    ),
    "不超过": Case(ceiling(20, quote="不超过20件"), expected(12), "不超过20", "12（预计）"),
    "低于": Case(target("level", 4, comparator="<", quote="低于4%"), 4, "低于4%", "4%"),
    "以上": Case(
        target("level", 95, comparator=">=", quote="达到90%、95%以上"), expected(93), "95%以上", "93%（预计）"
    ),
    "突破": Case(target("level", 95, comparator=">", quote="参保率突破95%"), 95, "突破95%", "95%"),
    "左右": Case(target("growth", 3, comparator="~", quote="涨幅3%左右", direction="lower"), "3.2", "3%左右", "3.2%"),
    "力争": Case(
        target("growth", 7, comparator=">=", stretch=8, quote="增长7%以上，力争8%"), "6.1", "7%以上（力争8%）", "6.1%"
    ),
    "力争一数": Case(target(value=18, stretch=20, unit="家"), 15, "18（力争20家）", "15"),
    "约": Case(target("level", 3, comparator="~", unit="公里"), "2.8", "约3", "2.8"),
    "百分点": Case(target("level", 2, unit="百分点", comparator=">="), "1.5", "≥2", "1.5"),
    "负数": Case(target("growth", -3, comparator=">="), "-2.5", "≥−3%", "−2.5%"),
    "降幅": Case(
        target("reduction", 3, comparator=">=", quote="下降3%以上"), expected("2.1"), "下降3%以上", "2.1%（预计）"
    ),
    "降后": Case(
        target("reduction", 50, baseline=100, comparator="<=", unit="微克"), expected(70), "≤50", "70（预计）"
    ),
    "两年数": Case(
        target("growth", 6, entry_mode="both_years"),
        {"this_total": 106, "last_total": 100, "nature": "预计"}, "6%", "6.0%（预计）",
    ),
    "两年数不合": Case(
        target("growth", 6, entry_mode="both_years"),
        {"value": 6, "this_total": "105.4", "last_total": 100}, "6%", "6%",
    ),
    "当期数": Case(
        target(value=20, entry_mode="period", cadence="quarterly"),
        {"2020Q1": {"own": 3}, "2020Q2": {"own": 4}, "2020Q3": {"own": 5, "nature": "预计"}}, "20", "12（预计）",
    ),
    "截至": Case(target(value=18), {"value": 15, "as_of": "2020-09-25"}, "18", "15"),
    "早先": Case(target(value=100, **HALF_YEARLY), {"2020Q2": expected(40)}, "100", "40（预计）"),
    "早先一率": Case(target("level", 95, **HALF_YEARLY), {"2020Q2": 91}, "95%", "91%"),
    "变更": Case(target(value=14, unit="公里", comparator=">=", quote="14公里以上"), 9, "≥12", "9"),
    "没有数": Case(target(value=None), 5, DASH, "5"),
    "缺报": Case(target(value=10), None, "10", "缺报"),
    "缺报一率": Case(target("level", 95, comparator=">=", quote="95%以上"), None, "95%以上", "缺报"),
    "不适用": Case(target(value=10), NA, "10", "不适用"),
    "未到": Case(target(value=10, start_date="2020-11-01"), None, "10", DASH),
    "节点": Case(milestone(), {"stage": "验收", "percent": 60}, "9月", "验收（60%）"),
    "节点预计": Case(
        milestone(), {"stage": "开工", "percent": "62.5", "nature": "预计"}, "9月", "开工（62.5%）（预计）"
    ),
    "节点只有日子": Case(milestone(due=""), "开工", DASH, "开工"),
    "节点缺报": Case(milestone(), None, "9月", "缺报"),
    "节点不适用": Case(milestone(), NA, "9月", "不适用"),
    "定性": Case(target("qualitative"), "推进中", DASH, "推进中"),
    "定性有期": Case(target("qualitative", due="年底前", due_date="2020-12-31"), "推进中", "年底前", "推进中"),
    "定性有话": Case(
        target("qualitative", due="长期坚持"), {"state": "推进中", "percent": 40}, "长期坚持", "推进中（40%）"
    ),
    "定性没有报": Case(target("qualitative"), None, DASH, DASH),
}  # fmt: skip


@dataclass(frozen=True)
class Words:
    """What a place prints of a target, None where it does not print it.

    `signed` where no column says the unit, `narrow` where the status has its short word.
    """

    name: str
    demand: str | None = None
    figure: str | None = None
    due: str | None = None
    state: str | None = None
    signed: bool = False
    narrow: bool = False


def bare(text):
    """Words as beside a column of units: without the sign, which in brackets is that of 形象进度."""
    return re.sub(r"%(?![^（]*）)", "", text)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A plan file of all cases."""
    made = []
    for name, case in CASES.items():
        made.append(replace(case.target, id=name, name=name, series_id=f"s{name}"))
    goals = ledger(*made, reported={name: case.by_period for name, case in CASES.items()})
    rows = [goals.plan, *(Series(t.series_id, t.name) for t in goals.targets), *goals.targets]
    for cells in goals.cells.values():
        rows += cells.values()
    rows.append(replace(version("2020-08-20", 12, comparator=">="), id="v变更", target_id="变更"))
    for name, value in (("一个数", 14), ("以内", "3.25"), ("区间以上", "7.1")):
        rows.append(PastValue(past_id(f"s{name}", "2019-09"), f"s{name}", "2019-09", number(value)))
    found = tmp_path_factory.mktemp("printed") / "试验.ydt"
    Store.create(found, lambda store: store.write("试验", rows))
    return found


@pytest.fixture
def session(opened, path):
    """The plan file of the cases, at the third quarter."""
    found = opened(path)
    found.set_period(Q3)
    return found


def in_tree(session, _qtbot) -> Iterator[Words]:
    model = TreeModel()
    model.show(session.ledger, session.by_target)
    for a in session.assessments:
        index = model.index_of(a.target.id)
        demand, state = (index.siblingAtColumn(at).data() for at in (TreeColumn.DEMAND, TreeColumn.STATUS))
        yield Words(a.target.id, demand=demand, state=state)
        yield from in_tree_tooltip(a, index.data(Qt.ItemDataRole.ToolTipRole))
        yield from in_tree_aloud(a, index.data(Qt.ItemDataRole.AccessibleTextRole))
        if has_figure_in_bar(a):
            rate = index.siblingAtColumn(TreeColumn.RATE).data()
            yield Words(a.target.id, figure=rate.partition("　")[0], signed=True)


def in_tree_tooltip(a, told):
    said = [line for line in told.splitlines() if line.startswith("年度目标 ")]
    if not said:
        yield Words(a.target.id, demand=DASH)
        return
    demand = said[0].removeprefix("年度目标 ")
    if not sign_of(a.target.unit) and a.target.unit:
        demand = demand.replace(a.target.unit, "", 1)
    yield Words(a.target.id, demand=demand, signed=True)


def in_tree_aloud(a, said):
    if a.actual.value is None:
        return
    figure = re.sub("^(本期累计|本期值) ", "", said.split("，")[1])
    yield Words(a.target.id, figure=figure.replace(f" {a.target.unit}", "", 1), signed=True)


def has_figure_in_bar(a):
    """Whether the column 完成率 has the figure itself: where there is no rate, and something was reported."""
    silent = (Status.MISSING, Status.NOT_APPLICABLE, Status.NOT_DUE, Status.STATE)
    return a.completion is None and a.status not in silent


def in_bars(session, _qtbot):
    for a in session.assessments:
        if has_figure_in_bar(a):
            yield Words(a.target.id, figure=bar_of(a).text, signed=True)


def in_grid(session, _qtbot):
    entries = Entries(session)
    model = EntryModel(entries, Filters(entries))
    for a in session.assessments:
        row = model.index_of_target(a.target.id).row()
        yield Words(
            a.target.id,
            demand=grid_cell(model, row, GridColumn.DEMAND).text,
            due=grid_cell(model, row, GridColumn.DUE).text,
            state=grid_cell(model, row, GridColumn.STATUS).text,
            narrow=True,
        )
        reckoned = [at for at in rows_below(model, row) if model.line(at).reckoned is not None]
        if reckoned:
            yield Words(a.target.id, figure=grid_cell(model, reckoned[0], GridColumn.VALUE).text)
        else:
            yield from typed_in_grid(a, grid_cell(model, row, GridColumn.VALUE))


def rows_below(model, row):
    """The further lines of the target of a row."""
    found = range(row + 1, model.rowCount())
    return [at for at in found if model.line(at).target_id == model.line(row).target_id]


def typed_in_grid(a, cell):
    """Where nothing was typed in this period, the cell says what it waits for."""
    if not a.earlier and cell.text and cell.state is CellState.PLAIN:
        yield Words(a.target.id, figure=cell.text)


def grid_cell(model, row, column):
    return model.data(model.index(row, column), SHOWN)


def in_form(session, qtbot):
    page = EntryPage(session)
    qtbot.addWidget(page)
    for a in session.assessments:
        page.show_target(a.target.id)
        figure, due = (value.text() for value in page.form.figures.values[:2])
        state = page.form.findChild(StatusLight).accessibleName()
        yield Words(a.target.id, figure=figure, due=due, state=state, narrow=True)


def in_pane(session, qtbot):
    pane = Pane()
    qtbot.addWidget(pane)
    for number_, a in enumerate(session.assessments, start=1):
        pane.show_target(number_, a, draw(session.ledger, a))
        state = pane.findChild(StatusLight).accessibleName().removesuffix("，目标已调整")
        yield Words(a.target.id, state=state)
        said = [part for part in pane.accessibleName().split("，") if part.startswith("实际")]
        if said:
            figure = said[0].removeprefix("实际")
            if not sign_of(a.target.unit):
                figure = figure.replace(a.target.unit, "", 1)
            yield Words(a.target.id, figure=figure, signed=True)
        if a.target.kind is Kind.LEVEL:
            kinds = [label.text() for label in pane.findChildren(HeadLabel) if " · " in label.text()]
            yield Words(a.target.id, demand=kinds[0].rpartition(" ")[2], signed=True)


def in_drawing(session, _qtbot):
    for a in session.assessments:
        drawing = draw(session.ledger, a)
        if drawing is None:
            continue
        ends = {label.line: label.text.partition(" ")[2] for label in drawing.ends}
        yield Words(a.target.id, demand=ends.get(ChartLine.DEMAND, DASH), signed=True)
        if drawing.value is not None:
            yield Words(a.target.id, figure=without_month(a, drawing.value.text.partition(" ")[2]), signed=True)
        if drawing.due is not None and not a.earlier:
            yield Words(a.target.id, due=drawing.due.text.partition(" ")[2], signed=True)


def without_month(a, text):
    """A figure of an earlier period has its name behind it, wherever there is room."""
    if a.earlier:
        return text.removesuffix(f"（{a.judged.short}）")
    return text


def in_numbers(session, _qtbot):
    for a in session.assessments:
        for row in rows_of(session.ledger, a):
            if row.line is ChartLine.ACTUAL:
                at = (a.judged or a.period).month
                yield Words(a.target.id, figure=row.months[at - 1] or DASH)


def in_projection(session, _qtbot):
    for a in session.assessments:
        for fact in facts(session.ledger, a):
            yield from in_fact(a, fact.label, fact.text)


def in_fact(a, label, text):
    """What a number of the key row is; above the figure stand its month and 预计."""
    if label in ("目标", "上限"):
        yield Words(a.target.id, demand=text, signed=True)
    if label == "时限" and a.terms.due:  # else the day, which is no word of the demand
        yield Words(a.target.id, demand=text, signed=True)
    if label == "现在":
        yield Words(a.target.id, figure=text, signed=True)
    if label.startswith("实际"):
        behind = label.removeprefix("实际")
        if a.earlier:
            behind = behind.removeprefix(f"（{a.judged.short}）")
        yield Words(a.target.id, figure=text + behind, signed=True)
    if label in ("应达", "控制进度") and a.due is not None and not a.earlier:
        yield Words(a.target.id, due=text, signed=True)


def in_list(session, _qtbot):
    model = ListModel(BEHIND)
    model.show(session.ledger, session.assessments)
    headings = [column.heading for column in BEHIND]
    for row, a in enumerate(session.assessments):
        figure, demand, state = (
            model.index(row, headings.index(heading)).data() for heading in ("本期累计", "年度目标", "状态")
        )
        yield Words(a.target.id, demand=demand, figure=figure, state=state)


def in_report(session, _qtbot):
    for a, line in zip(session.assessments, build(session.ledger, Q3).detail.lines, strict=True):
        cell = dict(zip(DETAIL_COLUMNS, map(text_of, line.cells), strict=True))
        state = cell["状态"].removesuffix("（已调整）")
        figure = re.sub("（二季度）|（截至[^）]*）|（按两年数[^）]*）", "", cell["本期累计"])
        yield Words(a.target.id, demand=cell["年度目标"], figure=figure, state=state)


def in_collecting_form(session, _qtbot):
    for form in forms(session.ledger, Q3):
        for row in form.rows:
            yield Words(row.target.id, demand=text_of(row.demand), due=text_of(row.due))


@dataclass(frozen=True)
class Asked:
    """A place, and of how many targets at least it prints demand, figure and due: a silent one agrees with all."""

    words: Callable[..., Iterator[Words]]
    demands: int = 0
    figures: int = 0
    dues: int = 0


PLACES = {
    "树": Asked(in_tree, len(CASES), 25),
    "完成率": Asked(in_bars, figures=20),
    "填报": Asked(in_grid, len(CASES), 28, len(CASES)),
    "表单": Asked(in_form, 0, len(CASES), len(CASES)),
    "图": Asked(in_pane, 10, 28),
    "图上": Asked(in_drawing, 28, 25, 7),
    "图的数字": Asked(in_numbers, figures=28),
    "投影": Asked(in_projection, 34, len(CASES), 7),
    "清单": Asked(in_list, len(CASES), len(CASES)),
    "季报": Asked(in_report, len(CASES), len(CASES)),
    "填报表": Asked(in_collecting_form, len(CASES), 0, len(CASES)),
}


@pytest.mark.parametrize("place", PLACES)
def test_the_words_are_those_of_every_other_place(session, qtbot, place):
    asked = PLACES[place]
    words = list(asked.words(session, qtbot))
    dues = {said.name: bare(said.due) for said in in_collecting_form(session, qtbot)}
    drifted = []
    for said in words:
        wanted = wanted_of(session.by_target[said.name], said, dues)
        drifted += [(said.name, what, getattr(said, what), wanted[what]) for what in wanted]
    assert [found for found in drifted if found[2] is not None and found[2] != found[3]] == []
    assert count_of(words, "demand") >= asked.demands
    assert count_of(words, "figure") >= asked.figures
    assert count_of(words, "due") >= asked.dues


def wanted_of(a, said, dues):
    """What a place has to print, in its own short words of status and with or without the sign."""
    case = CASES[said.name]
    wanted = {"demand": case.demand, "figure": case.figure, "due": dues[said.name], "state": a.word}
    if said.signed:
        wanted["due"] += sign_of(a.target.unit)
    else:
        wanted |= {"demand": bare(case.demand), "figure": bare(case.figure)}
    if said.narrow:
        wanted["state"] = status_word(a)
    return wanted


def count_of(words, what):
    """Of how many targets something is said."""
    return len({said.name for said in words if getattr(said, what) is not None})
