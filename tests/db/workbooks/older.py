"""A workbook saved as an office of before 2007 does it, or as text: the cells of an .xlsx written anew."""

import csv
from datetime import date
from html import escape

import xlwt
from openpyxl import load_workbook

_OFFICE = "urn:schemas-microsoft-com:office"


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


def as_web(path, to, encoding="utf-8"):
    """The first sheet as HTML, as systems hand it out under the name of a workbook: cells as they are shown."""
    rows = []
    for row in load_workbook(path, data_only=True).worksheets[0].iter_rows():
        rows.append("<tr>" + "".join(f"<td>{escape(_shown(cell))}</td>" for cell in row) + "</tr>")
    head = f"<html><head><meta charset={encoding}></head>"
    to.write_bytes(f"{head}<body><table border=1>{''.join(rows)}</table></body></html>".encode(encoding))
    return to


def as_xml(path, to, encoding="utf-8"):
    """All sheets as Excel's XML of 2003, numbers as numbers and percentages with their format."""
    sheets = []
    for sheet in load_workbook(path, data_only=True).worksheets:
        rows = []
        for row in sheet.iter_rows():
            cells = "".join(_xml_cell(cell) for cell in row if cell.value is not None)
            rows.append(f'<Row ss:Index="{row[0].row}">{cells}</Row>')
        look = {"visible": "SheetVisible", "hidden": "SheetHidden"}[sheet.sheet_state]
        options = f'<WorksheetOptions xmlns="{_OFFICE}:excel"><Visible>{look}</Visible></WorksheetOptions>'
        sheets.append(f'<Worksheet ss:Name="{sheet.title}"><Table>{"".join(rows)}</Table>{options}</Worksheet>')
    styles = '<Styles><Style ss:ID="p"><NumberFormat ss:Format="0.0%"/></Style></Styles>'
    space = f'xmlns="{_OFFICE}:spreadsheet" xmlns:ss="{_OFFICE}:spreadsheet"'
    head = f'<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Excel.Sheet"?>'
    to.write_bytes(f"{head}<Workbook {space}>{styles}{''.join(sheets)}</Workbook>".encode(encoding))
    return to


def _shown(cell):
    if cell.value is None:
        return ""
    if isinstance(cell.value, date):
        return f"{cell.value:%Y-%m-%d}"
    if "%" in cell.number_format:
        return f"{cell.value:.1%}"
    return str(cell.value)


def _xml_cell(cell):
    kind, text, style = "String", str(cell.value), ""
    if isinstance(cell.value, date):
        kind, text = "DateTime", f"{cell.value:%Y-%m-%d}T00:00:00.000"
    elif isinstance(cell.value, int | float):
        kind = "Number"
    if "%" in cell.number_format:
        style = ' ss:StyleID="p"'
    data = f'<Data ss:Type="{kind}">{escape(text).replace(chr(10), "&#10;")}</Data>'
    return f'<Cell ss:Index="{cell.column}"{style}>{data}</Cell>'
