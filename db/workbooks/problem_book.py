"""Writing 问题清单: what was doubted and refused in returned forms, as a sheet to send to the units."""

from pathlib import Path

from db.disk.files import whole_file
from db.disk.outputs import output
from db.workbooks.sheets import A4, CUT_OFF, Sheet, columns_of, new_book, save_book
from db.workbooks.styles import Look
from models.plan.period import Period
from models.report.cells import Grid

NAME = "问题清单"
COLOURED = ("处理",)
_COLUMNS = columns_of(
    left={"文件": 24, "指标": 20, "问题": 34, "怎么办": 30},
    center={"序号": 5, "工作表": 9, "表行": 6, "栏目": 10, "处理": 14},
    right={"台账现值": 12, "表中新值": 12},
)


def problem_book_name(period: Period) -> str:
    """The file name to propose for the list of a period."""
    return f"{period.label}填报表{NAME}.xlsx"


def write_problems(grid: Grid, title: str, path: Path) -> Path:
    """Write the list; the user chose the name, so a file of that name is replaced. Raises Refusal."""
    book = new_book(title)
    sheet = Sheet(book, NAME, [_COLUMNS[c] for c in grid.columns], {})
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
