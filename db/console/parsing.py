"""The command parse: a table read into plan JSON, on the standard output, with what is doubtful in it."""

import json
import sys
from decimal import Decimal
from pathlib import Path

from db.console.arguments import UsageError
from db.ledger.access import now
from models.intake.likely_table import likely_table
from models.intake.parsed import understood, year_of_table
from models.words.years import read_year

_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def parse_table(path: Path, year_text: str = "") -> int:
    """Print what was understood of a table; the year is the one given, else the table's own, else this one."""
    from db.workbooks.outside_file import read_tables

    given = _year(year_text)
    tables = read_tables(path)
    table = tables[likely_table(tables, given or now().year)]
    year = given or year_of_table(table, path.stem) or now().year
    sys.stdout.write(json.dumps(understood(table, year, path.stem), ensure_ascii=False, indent=1, default=_number))
    sys.stdout.write("\n")
    return 0


def _year(text: str) -> int | None:
    """The year that was given; none where none was. Raises UsageError."""
    if not text:
        return None
    year = read_year(text)
    if year is None or not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise UsageError(f"--year 后面要写四位数字的年份，例如 {now().year}，不是“{text}”。")
    return year


def _number(value: object) -> object:
    """An exact decimal as a number of JSON, as text where a number would not hold it."""
    if not isinstance(value, Decimal):
        raise TypeError(value)
    if value == value.to_integral_value():
        return int(value)
    if Decimal(str(float(value))) == value:
        return float(value)
    return str(value)
