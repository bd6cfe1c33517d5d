"""Dates in the formats that Chinese Excel has built in, known in the file by their number alone (cases DF57, DF58)."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from db.workbooks.untrusted import filled_cells
from models.words.numbers import read_date


def book(number, value=46265):
    """A workbook with one cell whose style names a format by its number; openpyxl writes no such style."""
    made = Workbook()
    made.active["A1"] = value
    made.active["A1"].number_format = "0.0000"
    held = BytesIO()
    made.save(held)
    out = BytesIO()
    with ZipFile(held) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/styles.xml":
                part = part.replace(b'numFmtId="164" ', f'numFmtId="{number}" '.encode(), 2)
                part = part.replace(b'<numFmts count="1"><numFmt numFmtId="164" formatCode="0.0000"/></numFmts>', b"")
                part = part.replace(f'<numFmt numFmtId="{number}" formatCode="0.0000" />'.encode(), b"")
            new.writestr(name, part)
    return out.getvalue()


def only_cell(data):
    ((_, ((_, (cell,)),)),) = filled_cells("表.xlsx", data)
    return cell


@pytest.mark.parametrize("number", [27, 28, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])
def test_a_cell_in_a_chinese_format_is_a_day(number):
    value = only_cell(book(number)).value
    assert isinstance(value, datetime)
    assert read_date(value) == date(2026, 8, 31)


@pytest.mark.parametrize("number", [1, 2, 37, 49, 59])
def test_other_numbers_of_formats_stay_what_they_are(number):
    assert only_cell(book(number)).value == 46265
