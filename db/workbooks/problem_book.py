"""Writing 问题清单: what was doubted and refused in returned forms, as a sheet to send to the units."""

from pathlib import Path

from db.disk.files import whole_file
from db.disk.outputs import output
from db.workbooks.sheets import A4, CUT_OFF, Column, Sheet, new_book, save_book
from db.workbooks.styles import Look
from models.plan.period import Period
from models.report.cells import Grid

NAME = "问题清单"
COLOURED = ("处理",)
_WIDTHS = {
    "序号": Column(5, "center"), "文件": Column(24), "工作表": Column(9, "center"), "表行": Column(6, "center"),
    "指标": Column(20), "栏目": Column(10, "center"), "台账现值": Column(12, "right"), "表中新值": Column(12, "right"),
    "问题": Column(34), "怎么办": Column(30), "处理": Column(14, "center"),
}  # fmt: skip


def problem_book_name(period: Period) -> str:
    """The file name to propose for the list of a period."""
    return f"{period.label}填报表{NAME}.xlsx"


def write_problems(grid: Grid, title: str, path: Path) -> Path:
    """Write the list; the user chose the name, so a file of that name is replaced. Raises Refusal."""
    book = new_book(title)
    sheet = Sheet(book, NAME, [_WIDTHS[c] for c in grid.columns], {})
    sheet.title(title)
    sheet.line("请按“怎么办”一栏改好原表，重新报回；没有问题的行已照常读入。", look=Look(border=False, size=9.5))
    head = sheet.table(grid, lights=COLOURED)
    if sheet.cut_off:
        sheet.line(CUT_OFF, look=Look(border=False, size=9.5))
    sheet.sheet.freeze_panes = f"A{head + 1}"
    sheet.page(paper=A4, landscape=True, head_row=head, footer=title)
    with output(NAME, path), whole_file(path) as part:
        save_book(book, part)
    return path
