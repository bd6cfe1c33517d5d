"""The tables of a file that somebody else made, whatever it is: each sheet as rows of text, with what is merged in it.

A file is known by what is in it. Its name says nothing: systems hand out HTML as .xls, and people rename.
"""

from pathlib import Path

from db.workbooks.breakdown_book import book_tables, old_tables
from db.workbooks.limits import MAX_CELL_TEXT, endless_cell, large_table, refused, too_large
from db.workbooks.old_workbook import is_old
from db.workbooks.text_table import holds_a_table, text_tables
from db.workbooks.untrusted import read_workbook
from models.intake.outside_table import OutsideTable
from models.words.block import MAX_ALL_TEXT, MAX_COLUMNS, MAX_ROWS


def read_tables(path: Path) -> list[OutsideTable]:
    """The visible sheets of a file that hold anything, in their order; one at least is no larger than is read.

    Raises Refusal.
    """
    return read_workbook(path, _read, holds_a_table)


def _read(name: str, data: bytes) -> list[OutsideTable]:
    if is_old(data):
        tables = old_tables(name, data)
    elif holds_a_table(data):
        tables = text_tables(name, data)
    else:
        tables = book_tables(name, data)
    tables = [table for table in tables if table.rows]
    if not tables:
        raise refused(name, "empty-table", "里没有内容，没有读入", "请检查是不是选错了文件")
    if any(map(_holds_a_book, tables)):
        raise endless_cell(name)
    if any(table.length > MAX_ALL_TEXT for table in tables):
        raise too_large(name)
    if not any(map(_is_readable, tables)):
        rows, columns = len(tables[0].rows), tables[0].width
        raise large_table(name, rows, columns)
    return tables


def _holds_a_book(table: OutsideTable) -> bool:
    """Whether one cell holds more than any cell of Excel: words would be looked for in it without end."""
    return any(max(map(len, row), default=0) > MAX_CELL_TEXT for row in table.rows)


def _is_readable(table: OutsideTable) -> bool:
    return len(table.rows) <= MAX_ROWS and table.width <= MAX_COLUMNS
