"""Writing the quarter's report (季报): seven sheets, ready to print, as a careful clerk would."""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from db.disk.failures import Environment
from db.disk.files import free_path, safe_name, whole_file
from db.disk.outputs import output
from db.workbooks.report_charts import COLUMNS, TREND_ROWS, draw_counts, draw_trend
from db.workbooks.sheets import (
    A3,
    A4,
    CUT_OFF,
    LINE_HEIGHT,
    Sheet,
    SheetColumn,
    columns_of,
    height_of,
    new_book,
    save_book,
)
from db.workbooks.styles import HEAD_FONT, Look
from models.plan.fields import WORDS_FIELDS
from models.plan.said import Said
from models.report.cells import Grid
from models.report.report import Report

SIGNED = "制表：　　　　　　　　　审核：　　　　　　　　　负责人：　　　　　　　　　日期：　　　年　　月　　日"
COLOURED = ("状态", "预警")
_COLUMNS = columns_of(
    left=dict.fromkeys((field.heading for field in WORDS_FIELDS), 20)
    | {"任务": 18, "指标": 22, "进展情况": 32, "存在问题": 28, "下一步措施": 28, "行动": 24},
    center={
        "序号": 5, "项次": 8, "名次": 6, "单位": 8, "状态": 18, "预警": 9, "牵头单位": 14, "责任领导": 10, "联系人": 10,
        "最近一次填报": 20, "原因": 20, "项数": 8, "占已报": 22,
    },
    right={
        "年度目标": 10, "本期累计": 12, "完成率(%)": 9, "应达进度(%)": 9, "序时差": 13, "上年同期": 10, "同比": 13,
        "预计全年": 10, "月均需完成": 10,
    },
)  # fmt: skip


def write_report(report: Report, path: Path) -> Path:
    """Write the report beside what is there, never over it (…(2)); returns where it is. Raises Refusal.

    Into a folder it goes under its usual name; without .xlsx no program would open it.
    """
    with output("季报", path):
        if path.is_dir():
            path = path / report_name(report)
        elif not path.parent.is_dir():
            what, todo = f"没有这个文件夹：{path.parent}", "请先建好文件夹，或换一个位置"
            raise Environment(Said("report-no-folder", what, "季报没有写", todo))
        elif path.suffix.lower() != ".xlsx":
            path = path.with_name(f"{path.name}.xlsx")
        free = free_path(path)
        with whole_file(free) as part:
            save_book(report_book(report), part)
    return free


def report_name(report: Report) -> str:
    """The usual file name of a report."""
    return safe_name(f"{report.plan_title}_{report.period.label}季报") + ".xlsx"


def report_book(report: Report) -> Workbook:
    """The workbook of a report."""
    book = new_book(report.title)
    styles: dict[Look, object] = {}
    _overview(book, report, styles)
    _listing(book, report, styles, "明细", report.detail, A3)
    _listing(book, report, styles, "滞后清单", report.behind, A3)
    _listing(book, report, styles, "缺报清单", report.missing, A4)
    _listing(book, report, styles, "单位", report.units, A4)
    _charts(book, report, styles)
    _notes(book, report, styles)
    return book


def _listing(book: Workbook, report: Report, styles: dict[Look, object], name: str, grid: Grid, paper: int) -> None:
    """A sheet that is one table."""
    columns = [_COLUMNS.get(c, SheetColumn(9, "center")) for c in grid.columns]
    sheet = Sheet(book, name, columns, styles)
    sheet.title(f"{report.title}　{name}")
    sheet.pair(report.organisation, report.subtitle)
    head = sheet.table(grid, lights=COLOURED)
    if grid.lines:
        sheet.sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(columns))}{sheet.row - 1}"
    numbers = {heading: number for number, heading in enumerate(grid.columns, start=1)}
    named = numbers.get("指标", 1)  # what a row is about stays in view, with all before it
    sheet.sheet.freeze_panes = f"{get_column_letter(named + 1)}{head + 1}"
    if sheet.cut_off:
        sheet.line(CUT_OFF, look=Look(border=False, size=9.5))
    sheet.line(f"预警规则：{report.rule}。", look=Look(border=False, size=9.5))
    sheet.signature(SIGNED)
    _finish(sheet, report, paper, head)


def _overview(book: Workbook, report: Report, styles: dict[Look, object]) -> None:
    """总览: the sentences to copy into a notice, then how the targets stand in all, by task and by campaign."""
    sheet = Sheet(
        book, "总览", [SheetColumn(21), *[SheetColumn(6.4, "center")] * 11, SheetColumn(11, "center")], styles
    )
    sheet.title(report.title)
    sheet.pair(report.organisation, report.subtitle)
    sheet.skip()
    for sentence in report.sentences:
        sheet.line(sentence, look=Look(border=False, size=12))
    sheet.skip()
    tables = [("总体情况", report.totals), ("各任务", report.by_task), ("各行动", report.by_campaign)]
    tables = [(name, grid) for name, grid in tables if grid.lines]
    apart = on_one_page = sheet.fits(sum(_height(grid) + LINE_HEIGHT for _, grid in tables))
    caption = Look(border=False, font=HEAD_FONT, size=12)
    for number, (name, grid) in enumerate(tables):
        beside_sentences = grid is report.totals
        if not on_one_page and not (sheet.fits(_height(grid)) and (apart or beside_sentences)):
            sheet.new_page()
            apart = True
        sheet.line(f"{'一二三'[number]}、{name}", look=caption, height=24)
        if grid is report.totals:
            _narrow_table(sheet, grid)
        else:
            sheet.table(grid)
        sheet.skip()
    sheet.line(SIGNED, look=Look(border=False, size=12), height=26)
    _finish(sheet, report, A4, None, landscape=False)


def _height(grid: Grid) -> float:
    """Points that a table of 总览 needs, with its caption."""
    return 24 + 24 + sum(height_of([(str(line.cells[0]), 21.0)], 10.5, at_least=20) for line in grid.lines)


def _narrow_table(sheet: Sheet, grid: Grid) -> None:
    """A table of three columns, the last one over several columns of the sheet."""
    top = sheet.row
    sheet.table(grid, height=20)
    for row in range(top, sheet.row):
        sheet.merge(row, 3, 7, Look("center"))


def _charts(book: Workbook, report: Report, styles: dict[Look, object]) -> None:
    """图表: statuses by task and by campaign, then trends on a new page, two side by side."""
    sheet = Sheet(book, "图表", [SheetColumn(9)] * COLUMNS, styles)
    sheet.title(f"{report.title}　图表")
    sheet.pair(report.organisation, report.subtitle)
    row, figures = sheet.row, 3
    for grid, title in ((report.by_task, "各任务状态（项）"), (report.by_campaign, "各行动状态（项）")):
        row, figures = draw_counts(sheet, grid, title, row, figures)
    sheet.row = row
    if report.trends:
        sheet.new_page()
        caption = "差距最大的指标走势"
        if report.trends_chosen:
            caption = "重点指标走势"
        sheet.line(caption, look=Look("center", HEAD_FONT, 14, border=False), height=28)
    for i, trend in enumerate(report.trends):
        figures = draw_trend(sheet, trend, sheet.row, i % 2, figures)
        if i % 2 or i == len(report.trends) - 1:
            sheet.row += TREND_ROWS + 1
    sheet.line("图中数据在本页右侧。缺报的月份断开，不画成0。", look=Look(border=False, size=9.5))
    sheet.line(f"预警规则：{report.rule}。", look=Look(border=False, size=9.5))
    _finish(sheet, report, A4, None, landscape=False)


def _notes(book: Workbook, report: Report, styles: dict[Look, object]) -> None:
    """说明: the rule in force, how many reported, what the columns mean."""
    sheet = Sheet(book, "说明", [SheetColumn(14, "center"), SheetColumn(100)], styles)
    sheet.title(f"{report.title}　说明")
    sheet.skip()
    for label, text in report.notes:
        sheet.put(sheet.row, 1, label, Look("center", font=HEAD_FONT))
        sheet.put(sheet.row, 2, text, Look())
        sheet.set_height(height_of([(text, 100.0), (label, 14.0)], 10.5, at_least=20))
        sheet.row += 1
    sheet.signature(SIGNED)
    _finish(sheet, report, A4, None)


def _finish(sheet: Sheet, report: Report, paper: int, head: int | None, *, landscape: bool = True) -> None:
    note = ""
    if report.demo:
        note = "演示数据，不得引用"
    sheet.page(paper=paper, landscape=landscape, head_row=head, footer=report.plan_title, note=note)
