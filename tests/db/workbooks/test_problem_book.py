"""问题清单 as it goes to the units, and what is said when a workbook cannot be written."""

import errno
from pathlib import Path

import pytest
from openpyxl import load_workbook

from db.disk.failures import Environment
from db.disk.outputs import output
from db.workbooks.problem_book import problem_book_name, write_problems
from models.collecting.problems import COLUMNS, NO_PROBLEM
from models.judging.statuses import Light
from models.plan.period import Period
from models.report.cells import Grid, Line

ROW = (
    1,
    "招商办.xlsx",
    "填报表",
    10,
    "合同外资",
    "本期值",
    "未报",
    "=1+1",
    "可能多打了一个0" * 20,
    "请核对原表",
    "未写入",
)


def test_the_list(tmp_path):
    path = write_problems(
        Grid(COLUMNS, (Line(ROW, Light.YELLOW),)), "2020年第三季度填报表问题清单", tmp_path / "清单.xlsx"
    )
    sheet = load_workbook(path).active
    assert sheet.title == "问题清单"
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "2020年第三季度填报表问题清单"
    head = next(i for i, row in enumerate(rows) if row[: len(COLUMNS)] == COLUMNS)
    assert rows[head + 1] == ROW
    cell = sheet.cell(head + 2, 8)
    assert (cell.value, cell.data_type) == ("=1+1", "s")  # what a unit typed is never a formula
    assert sheet.freeze_panes == f"A{head + 2}"
    assert sheet.print_title_rows == f"${head + 1}:${head + 1}"
    assert sheet.row_dimensions[head + 2].height > 60  # all of a long sentence is seen
    assert sheet.page_setup.orientation == "landscape"


def test_an_empty_list_says_so(tmp_path):
    path = write_problems(Grid(COLUMNS, (), NO_PROBLEM), "清单", tmp_path / "清单.xlsx")
    texts = [c.value for row in load_workbook(path).active.iter_rows() for c in row]
    assert NO_PROBLEM in texts


def test_the_name_says_the_period():
    assert problem_book_name(Period.parse("2020Q3")) == "2020年第三季度填报表问题清单.xlsx"


def of_windows(code, path):
    error = PermissionError(errno.EACCES, "", str(path))
    error.winerror = code
    return error


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, ""), "季报没有写成：磁盘已满。请清出空间后再试一次，或换一个位置。"),
        (OSError(errno.ENAMETOOLONG, ""), "季报没有写成：文件名太长。请换一个短一些的名字。"),
        (FileNotFoundError(errno.ENOENT, ""), "季报没有写成：找不到文件夹：盘。可能已移走或改名，或U盘已拔下。"),
        (PermissionError(errno.EACCES, ""), "季报没有写成：这个文件夹只能看，不能写：盘。"),
        (OSError(errno.EROFS, ""), "季报没有写成：这个文件夹只能看，不能写：盘。"),
        (NotADirectoryError(errno.ENOTDIR, ""), "季报没有写成：这个位置不能用："),
        (OSError(errno.EIO, ""), "季报没有写成：读写盘时出错，盘可能已断开或有坏道。"),
        (of_windows(32, "盘"), "季报没有写成：这个文件夹只能看，不能写：盘。"),
    ],
)
def test_why_it_was_not_written(error, sentence):
    with pytest.raises(Environment) as caught, output("季报", Path("盘") / "季报.xlsx"):
        raise error
    assert caught.value.sentence.startswith(sentence)
    assert "台账" not in caught.value.sentence


def test_a_file_open_in_wps_is_named(tmp_path):
    path = tmp_path / "季报.xlsx"
    path.write_bytes(b"")
    with pytest.raises(Environment, match="同名文件正在 WPS 或 Excel 里打开。请关掉它再试一次，或换个名字保存。"):
        with output("季报", path):
            raise of_windows(32, path)
