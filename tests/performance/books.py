"""Workbooks: ours against openpyxl alone, writing the same cells and reading the same files."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell

from db.form_book import SHEET, TOKEN, form_book, write_forms
from db.importing import read_books
from db.report_book import report_book, write_report
from db.store import Store
from models.form import VALUE, choices, forms
from models.ledger import Ledger
from models.report import build
from tests.performance.big import NEXT, PERIOD
from tests.performance.measure import Row, in_turn

WRITING_AIM = 1.5
_DRESSED = ("font", "fill", "border", "alignment", "protection", "number_format")


@dataclass(frozen=True, slots=True)
class _Cells:
    """What a workbook of ours holds: per sheet its cells by row, column, value and style; and each style's parts."""

    sheets: dict[str, list[tuple[int, int, Any, Any]]]
    styles: dict[Any, tuple[Any, ...]]


def measure_writing(store: Store, plan_id: str, folder: Path, repetitions: int) -> list[Row]:
    """填报表 of all units and 季报, from the loaded ledger to the files, and the writing alone."""
    ledger = store.ledger(plan_id)
    made = list(forms(ledger, PERIOD))
    report = build(ledger, PERIOD)
    form_cells = [_cells_of(form_book(f)) for f in made]
    report_cells = [_cells_of(report_book(report))]
    count = 0

    def place() -> Path:
        nonlocal count
        count += 1
        return folder / f"{count}"

    def raw(cells: Iterable[_Cells], *, styled: bool) -> None:
        for i, book in enumerate(cells):
            _write(book, folder / f"raw{i}.xlsx", styled=styled)

    medians = in_turn(
        repetitions,
        {
            "forms": lambda: write_forms(forms(ledger, PERIOD), place()),
            "forms written": lambda: write_forms(made, place()),
            "forms raw": lambda: raw(form_cells, styled=True),
            "forms plain": lambda: raw(form_cells, styled=False),
            "report": lambda: write_report(build(ledger, PERIOD), place().with_suffix(".xlsx")),
            "report written": lambda: write_report(report, place().with_suffix(".xlsx")),
            "report raw": lambda: raw(report_cells, styled=True),
            "report plain": lambda: raw(report_cells, styled=False),
        },
    )
    size = len(ledger.targets)
    return [
        row
        for key, name in (("forms", f"填报表 ({len(made)} books)"), ("report", "季报"))
        for row in (
            Row(f"{name}: ledger → files / raw", size, repetitions, medians[key], medians[f"{key} raw"], WRITING_AIM),
            Row(
                f"{name}: ready content → files / raw",
                size,
                repetitions,
                medians[f"{key} written"],
                medians[f"{key} raw"],
                WRITING_AIM,
            ),
            Row(f"{name}: ledger → files / raw unstyled", size, repetitions, medians[key], medians[f"{key} plain"]),
        )
    ]


def measure_reading(store: Store, plan_id: str, folder: Path, repetitions: int) -> Row:
    """Filled 填报表 of all units, read and compared with the ledger."""
    ledger = store.ledger(plan_id)
    paths = write_forms(forms(ledger, NEXT), folder / "filled")
    for path in paths:
        _fill(path, ledger)
    found = read_books(store, paths)
    if found.refused or len(found.comparison.changes) < len(ledger.targets):
        raise RuntimeError("the filled forms were not read")
    medians = in_turn(repetitions, {"ours": lambda: read_books(store, paths), "raw": lambda: _read(paths)})
    name = f"import: read and compare {len(paths)} books / raw read"
    return Row(name, len(ledger.targets), repetitions, medians["ours"], medians["raw"])


def _cells_of(book: Workbook) -> _Cells:
    sheets: dict[str, list[tuple[int, int, Any, Any]]] = {}
    styles: dict[Any, tuple[Any, ...]] = {}
    for sheet in book.worksheets:
        cells = [c for c in sheet._cells.values() if not isinstance(c, MergedCell)]
        sheets[sheet.title] = [(c.row, c.column, c.value, c._style) for c in cells]
        for cell in cells:
            if cell._style not in styles:
                styles[cell._style] = tuple(copy(getattr(cell, name)) for name in _DRESSED)
    return _Cells(sheets, styles)


def _write(cells: _Cells, path: Path, *, styled: bool) -> None:
    """The same cells with openpyxl alone; each style made once and shared by its cells."""
    book = Workbook()
    book.remove(book.worksheets[0])
    made: dict[Any, Any] = {}
    for name, entries in cells.sheets.items():
        sheet = book.create_sheet(name)
        for row, column, value, style in entries:
            cell: Any = sheet.cell(row, column, value)
            if styled and style in made:
                cell._style = made[style]
            elif styled:
                for part, look in zip(_DRESSED, cells.styles[style], strict=True):
                    setattr(cell, part, look)
                made[style] = cell._style
    book.save(path)


def _read(paths: Iterable[Path]) -> int:
    """Every cell of the same files with openpyxl alone."""
    filled = 0
    for path in paths:
        book = load_workbook(path, read_only=True)
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    filled += cell.value is not None
        book.close()
    return filled


def _fill(path: Path, ledger: Ledger) -> None:
    """As a unit would: the figure of the period before again, the last stage or state of a list, a sentence."""
    book: Any = load_workbook(path)
    sheet = book[SHEET]
    head = next(row for row in sheet.iter_rows() if VALUE in {c.value for c in row})
    column = {c.value: c.column for c in head}
    for row in range(head[0].row + 1, sheet.max_row + 1):
        parts = str(sheet.cell(row, column[TOKEN]).value).split("|")
        if len(parts) == 4:
            offered = choices(ledger.by_id[parts[3]])
            before = sheet.cell(row, column["上期值"]).value
            sheet.cell(row, column[VALUE]).value = offered[-1] if offered else before if before != "—" else 1
            sheet.cell(row, column["进展情况"]).value = "四季度按计划推进。"
    book.save(path)
