"""Workbooks: ours against openpyxl alone, writing the same cells and reading the same files."""

import time
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell

from db.actions.returned import read_books
from db.ledger.store import Store
from db.workbooks.form_book import SHEET, TOKEN, form_book, write_forms
from db.workbooks.report_book import report_book, write_report
from models.collecting.form import forms
from models.plan.fields import VALUE, choices
from models.plan.year import PlanYear
from models.report.report import build
from tests.performance.big import NEXT, PERIOD
from tests.performance.measure import Row, in_turn

WRITING_AIM = 1.5
REPORT = "季报"
_DRESSED = ("font", "fill", "border", "alignment", "protection", "number_format")


@dataclass(frozen=True, slots=True)
class _Cells:
    """What a workbook of ours holds: per sheet its cells (row, column, value, style) and charts; each style's parts."""

    sheets: dict[str, list[tuple[int, int, Any, Any]]]
    charts: dict[str, list[Any]]
    styles: dict[Any, tuple[Any, ...]]


class _Ours:
    """A workbook of ours from the loaded ledger to the file; remembers how long the writing alone took."""

    def __init__(self, make: Callable[[], Any], write: Callable[[Any], object]) -> None:
        self._make = make
        self._write = write
        self._writing: list[float] = []

    def __call__(self) -> None:
        content = self._make()
        begun = time.process_time()
        self._write(content)
        self._writing.append(time.process_time() - begun)

    @property
    def writing(self) -> float:
        return median(self._writing)


def measure_writing(store: Store, plan_id: str, folder: Path, repetitions: int) -> list[Row]:
    """填报表 of all units and 季报, from the loaded ledger to the files, and of that the writing alone."""
    ledger = store.ledger(plan_id)
    form_cells = [_cells_of(form_book(f)) for f in forms(ledger, PERIOD)]
    report_cells = [_cells_of(report_book(build(ledger, PERIOD)))]
    numbers = count()
    ours = {
        f"填报表 ({len(form_cells)} books)": _Ours(
            lambda: list(forms(ledger, PERIOD)), lambda made: write_forms(made, folder / f"{next(numbers)}")
        ),
        REPORT: _Ours(lambda: build(ledger, PERIOD), lambda made: write_report(made, folder / f"{next(numbers)}.xlsx")),
    }
    works: dict[str, Callable[[], object]] = {}
    for (name, work), cells in zip(ours.items(), (form_cells, report_cells), strict=True):
        works[name] = work
        works[f"{name} raw"] = partial(_write_all, cells, folder, styled=True)
        works[f"{name} plain"] = partial(_write_all, cells, folder, styled=False)
    works["charts"] = partial(_write_all, report_cells, folder, styled=True, charts=True)
    taken = in_turn(repetitions, works)
    rows: list[Row] = []
    for name, work in ours.items():
        whole, raw, plain = taken[name], taken[f"{name} raw"], taken[f"{name} plain"]
        compared = [
            ("ledger → files / raw, styles shared", whole.processor, raw.processor, WRITING_AIM),
            ("of it the writing / raw, styles shared", work.writing, raw.processor, WRITING_AIM),
            ("ledger → files / raw without styles", whole.processor, plain.processor, None),
            ("the first by the clock, ours flushed to disk", whole.clock, raw.clock, None),
        ]
        if name == REPORT:
            charted = taken["charts"].processor
            compared.insert(2, ("of it the writing / raw, and ready-made charts", work.writing, charted, WRITING_AIM))
        size = len(ledger.targets)
        rows += [Row(f"{name}: {what}", size, repetitions, seconds, bare, aim) for what, seconds, bare, aim in compared]
    return rows


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
    return Row(name, len(ledger.targets), repetitions, medians["ours"].processor, medians["raw"].processor)


def _cells_of(book: Workbook) -> _Cells:
    sheets: dict[str, list[tuple[int, int, Any, Any]]] = {}
    styles: dict[Any, tuple[Any, ...]] = {}
    charts: dict[str, list[Any]] = {}
    worksheets: list[Any] = list(book.worksheets)
    for sheet in worksheets:
        charts[sheet.title] = list(sheet._charts)
        cells: list[Any] = [c for c in sheet._cells.values() if not isinstance(c, MergedCell)]
        sheets[sheet.title] = [(c.row, c.column, c.value, c._style) for c in cells]
        for cell in cells:
            if cell._style not in styles:
                styles[cell._style] = tuple(copy(getattr(cell, name)) for name in _DRESSED)
    return _Cells(sheets, charts, styles)


def _write_all(books: Iterable[_Cells], folder: Path, *, styled: bool, charts: bool = False) -> None:
    for i, cells in enumerate(books):
        _write(cells, folder / f"raw{i}.xlsx", styled=styled, charts=charts)


def _write(cells: _Cells, path: Path, *, styled: bool, charts: bool) -> None:
    """The same cells with openpyxl alone; each style made once and shared by its cells; charts are ready-made."""
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
        for chart in cells.charts[name] if charts else ():
            sheet.add_chart(chart)
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


def _fill(path: Path, ledger: PlanYear) -> None:
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
