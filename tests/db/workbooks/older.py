"""A workbook saved as an office of before 2007 does it, or as text: the cells of an .xlsx written anew."""

import csv

import xlwt
from openpyxl import load_workbook


def as_xls(path, to):
    """The same sheets as .xls, with number formats, hidden rows and merged cells left out."""
    book = xlwt.Workbook(encoding="utf-8")
    styles = {}
    for sheet in load_workbook(path, data_only=True).worksheets:
        old = book.add_sheet(sheet.title)
        old.visibility = {"visible": 0, "hidden": 1}[sheet.sheet_state]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    shape = cell.number_format
                    style = styles.setdefault(shape, xlwt.easyxf(num_format_str=shape))
                    old.write(cell.row - 1, cell.column - 1, cell.value, style)
    book.save(str(to))
    return to


def as_text(path, to, encoding="gb18030", separator=","):
    """The first sheet as .csv, as Excel saves it: in the machine's encoding."""
    with to.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        for row in load_workbook(path, data_only=True).worksheets[0].iter_rows(values_only=True):
            writer.writerow(["" if value is None else value for value in row])
    return to
