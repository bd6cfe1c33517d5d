"""Writing 填报表: one workbook per lead unit, protected, validated, explained, printable."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation

from db.disk.failures import Environment
from db.disk.files import free_path, safe_name, whole_file
from db.disk.outputs import output
from db.workbooks.sheets import A4, CUT_OFF, Column, Sheet, height_of, new_book, save_book
from db.workbooks.styles import GENERAL, PLAIN, Look, solid
from models.collecting.form import Form, FormRow, handed_out
from models.plan.entities import NATURES, Progress
from models.plan.fields import (
    AS_OF,
    FIELDS,
    LAST_TOTAL,
    NATURE,
    PERCENT,
    VALUE,
    WORDS_FIELDS,
    Field,
    Takes,
    field_under,
)
from models.plan.period import Period
from models.plan.quantity import DASH, plain
from models.plan.said import Said
from models.report.cells import Cell, Number
from models.words.numbers import CLEAR, NOT_APPLICABLE
from resources import colours

SHEET, LISTS = "填报表", "选项"
TOKEN, DRAFT = "编号（请勿改动）", "底稿（请勿改动）"
TOKEN_MARK, DRAFT_MARK = "YDT", "YDD"
MAX_TEXT = 5000
EXPLAINED = (
    "只填浅黄色的格。“本期值”按“填报方式”一栏填：累计填1月1日以来的累计数，当期数只填本期发生数，阶段、状态从下拉列表选；"
    "没有变化可以留空，是零请填0，不用报请填“不适用”，要删去原来报的请填“清除”。"
    "存在问题、下一步措施在没有达到序时进度时填写。请不要改动表头和隐藏的编号列；行高、列宽可以调整。"
)
SIGNED = "填报人：　　　　　　　　审核人：　　　　　　　　联系电话：　　　　　　　　填报日期：　　　年　　月　　日"
_ALIGNS = {
    Takes.FIGURE: "right", Takes.SHARE: "right", Takes.DAY: "center", Takes.CHOICE: "center", Takes.WORDS: "left",
}  # fmt: skip
_FORMATS = {Takes.DAY: "yyyy-mm-dd", Takes.WORDS: "@"}
_ASKED = {field.heading: field for field in reversed(FIELDS) if field.heading}  # of those with one heading, the first
_COLUMNS = {
    "序号": Column(5, "center"), "任务": Column(14), "指标": Column(20), "单位": Column(7.5, "center"),
    "年度目标": Column(9.5, "right"), "应达": Column(8.5, "right"), "填报方式": Column(9.5, "center"),
    "上期值": Column(10, "right"),
} | {name: Column(field.width, _ALIGNS[field.takes]) for name, field in _ASKED.items()}  # fmt: skip
_GIVEN = {name: Look(column.align) for name, column in _COLUMNS.items()}
_ENTRY = {
    name: Look(_ALIGNS[field.takes], entry=True, number_format=_FORMATS.get(field.takes, GENERAL))
    for name, field in _ASKED.items()
}
_CENTRED, _CHOICE = Look("center"), Look("center", entry=True)
_NOT_ASKED = Look("center", fill=solid(colours.COMPUTED))


def token(plan_id: str, period: Period, target_id: str) -> str:
    """The hidden stable id of a row: plan, period and target."""
    return f"{TOKEN_MARK}|{plan_id}|{period.key}|{target_id}"


def write_forms(forms: Iterable[Form], folder: Path, going: Callable[[int], bool] = lambda _: True) -> list[Path]:
    """Write every form into a folder, none over an existing file; returns the paths. Raises Refusal.

    `going` hears of each form before it is written (the first is 0) and stops by False.
    """
    written: list[Path] = []
    with output("填报表", folder):
        if folder.exists() and not folder.is_dir():
            what, means = f"这个位置不能用：{folder}", "它是文件，不是文件夹。填报表没有写"
            raise Environment(Said("forms-into-file", what, means, "请换一个文件夹"))
        folder.mkdir(parents=True, exist_ok=True)
        for form in forms:
            if not going(len(written)):
                break
            path = free_path(folder / f"{safe_name(form.unit_name)}_{safe_name(form.period.label)}填报表.xlsx")
            with whole_file(path) as part:
                save_book(form_book(form), part)
            written.append(path)
    return written


def form_book(form: Form) -> Workbook:
    """The workbook of a form."""
    book = new_book(form.title)
    styles: dict[Look, object] = {}
    columns = [*(_COLUMNS[name] for name in form.columns), Column(4), Column(4)]
    sheet = Sheet(book, SHEET, columns, styles)
    width = len(form.columns)
    sheet.columns = columns[:width]
    day = form.report_by
    sheet.title(form.title, size=18)
    sheet.pair(f"填报单位：{form.unit_name}", f"请于{day.year}年{day.month}月{day.day}日前报回")
    sheet.line(EXPLAINED, look=Look(border=True, size=9.5, fill=solid(colours.WINDOW)))
    head = sheet.head(form.columns)
    for offset, name in enumerate((TOKEN, DRAFT), start=1):
        sheet.put(head, width + offset, name, PLAIN)
        sheet.sheet.column_dimensions[get_column_letter(width + offset)].hidden = True
    first = sheet.row
    names = form.columns
    for row in form.rows:
        _write_row(sheet, form, names, row)
    lists = _Lists(book, styles)
    if form.rows:
        _validate(sheet, form, first, lists)
    if sheet.cut_off:
        sheet.line(CUT_OFF, look=Look(border=False, size=9.5))
    sheet.signature(SIGNED)
    sheet.page(
        paper=A4, landscape=True, head_row=head, footer=f"{form.unit_name}　{form.period.label}",
        note="演示数据" if form.demo else "",
    )  # fmt: skip
    _protect(sheet, head)
    return book


def _write_row(sheet: Sheet, form: Form, names: Sequence[str], row: FormRow) -> None:
    given: dict[str, Cell] = {
        "序号": row.number, "任务": row.task, "指标": row.target.full_name, "单位": row.target.unit,
        "年度目标": row.demand, "应达": row.due, "填报方式": row.way, "上期值": row.previous,
    }  # fmt: skip
    texts = [(v, _COLUMNS[name].width) for name, v in given.items() if isinstance(v, str)]
    for i, name in enumerate(names, start=1):
        if name in given:
            sheet.put(sheet.row, i, given[name], _CENTRED if given[name] == DASH else _GIVEN[name])
            continue
        field = field_under(row.target, name)
        if field is None:
            sheet.put(sheet.row, i, DASH, _NOT_ASKED)
            continue
        filled = _filled(row.cell, field)
        sheet.put(sheet.row, i, filled, _CHOICE if name == VALUE and row.choices else _ENTRY[name])
        if name == VALUE and isinstance(row.demand, Number):
            sheet.widen(i, len(plain(row.demand.value)))
        if isinstance(filled, Decimal):
            sheet.widen(i, len(plain(filled)))
        elif isinstance(filled, str):
            texts.append((filled, _COLUMNS[name].width))
    width = len(names)
    sheet.put(sheet.row, width + 1, token(form.plan_id, form.period, row.target.id), PLAIN)
    sheet.put(sheet.row, width + 2, f"{DRAFT_MARK}|{handed_out(row.cell)}", PLAIN)
    sheet.set_height(height_of(texts, 10.5, at_least=34))
    sheet.row += 1


def _filled(cell: Progress | None, field: Field) -> Any:
    """What the ledger holds already, so that the unit sees it and may correct it."""
    if cell is None:
        return None
    if cell.not_applicable and field.heading == VALUE:
        return NOT_APPLICABLE
    value = getattr(cell, field.name)
    return None if value == "" else value


class _Lists:
    """Lists to choose from, each once on a hidden sheet with a name: long lists inline break files."""

    def __init__(self, book: Workbook, styles: dict[Look, object]) -> None:
        self._book = book
        self._sheet = Sheet(book, LISTS, [Column(16)] * 2, styles)
        self._sheet.sheet.sheet_state = "hidden"
        self._names: dict[tuple[str, ...], str] = {}

    def name(self, choices: tuple[str, ...]) -> str:
        """The defined name of a list."""
        if choices not in self._names:
            column = len(self._names) + 1
            name = f"选项{column}"
            for row, choice in enumerate(choices, start=1):
                self._sheet.put(row, column, choice, Look(border=False))
            letter = get_column_letter(column)
            where = f"{quote_sheetname(LISTS)}!${letter}$1:${letter}${len(choices)}"
            self._book.defined_names[name] = DefinedName(name, attr_text=where)
            self._names[choices] = name
        return self._names[choices]


def _validate(sheet: Sheet, form: Form, first: int, lists: _Lists) -> None:
    """Validation of what is typed in: lists for stages, states and natures; numbers and dates with a hint."""
    column = {name: get_column_letter(i) for i, name in enumerate(form.columns, start=1)}
    last = first + len(form.rows) - 1
    numbers, past = [], []
    chosen: dict[tuple[str, ...], list[int]] = {}
    ways: dict[tuple[str, ...], str] = {}
    for i, row in enumerate(form.rows, start=first):
        if row.choices:
            chosen.setdefault(row.choices, []).append(i)
            ways[row.choices] = row.way
        else:
            numbers.append(i)
        if field_under(row.target, LAST_TOTAL):
            past.append(i)

    def rule(made: DataValidation, *areas: str) -> None:
        made.sqref = MultiCellRange(" ".join(areas))
        sheet.sheet.add_data_validation(made)

    for choices, rows in chosen.items():
        name = lists.name((*choices, NOT_APPLICABLE, CLEAR))
        rule(_list(name, f"请从列表里选{ways[choices]}"), *_runs(column[VALUE], rows))
    for heading, rows in ((VALUE, numbers), (LAST_TOTAL, past)):
        if rows:
            rule(_number(heading, f"{column[heading]}{rows[0]}"), *_runs(column[heading], rows))
    percent = DataValidation("decimal", operator="between", formula1="0", formula2="100", allow_blank=True)
    _explain(percent, "形象进度", "请填0到100之间的数，例如 60", "warning")
    rule(percent, f"{column[PERCENT]}{first}:{column[PERCENT]}{last}")
    nature = lists.name((*NATURES, CLEAR))
    rule(_list(nature, "实际、快报或预计；不填作实际"), f"{column[NATURE]}{first}:{column[NATURE]}{last}")
    day = DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True)
    _explain(day, "截至日期", f"请写成 {form.period.end:%Y-%m-%d}", "warning")
    rule(day, f"{column[AS_OF]}{first}:{column[AS_OF]}{last}")
    text = DataValidation("textLength", operator="lessThanOrEqual", formula1=str(MAX_TEXT), allow_blank=True)
    _explain(text, "文字", f"请在{MAX_TEXT}字以内，写要点", "warning")
    first_words, last_words = WORDS_FIELDS[0].heading, WORDS_FIELDS[-1].heading
    rule(text, f"{column[first_words]}{first}:{column[last_words]}{last}")


def _runs(column: str, rows: list[int]) -> list[str]:
    """Rows in ascending order as areas of a column: I5:I9, I12."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1][1:] = [row]
        else:
            runs.append([row])
    return [":".join(f"{column}{row}" for row in run) for run in runs]


def _number(heading: str, first: str) -> DataValidation:
    """A number or a word; the formula speaks of the first cell and Excel moves it to the others."""
    words = (NOT_APPLICABLE, CLEAR) if heading == VALUE else (CLEAR,)
    formula = ",".join((f"ISNUMBER({first})", *(f'{first}="{word}"' for word in words)))
    rule = DataValidation("custom", formula1=f"OR({formula})", allow_blank=True)
    otherwise = "不用报填“不适用”" if heading == VALUE else "没有就留空"
    _explain(rule, heading, f"请填阿拉伯数字，例如 12.5；{otherwise}，删去填“清除”", "warning")
    return rule


def _list(name: str, prompt: str) -> DataValidation:
    rule = DataValidation("list", formula1=name, allow_blank=True)
    _explain(rule, "选择", prompt, "stop")
    return rule


def _explain(rule: DataValidation, title: str, prompt: str, style: Literal["stop", "warning"]) -> None:
    rule.promptTitle, rule.prompt, rule.showInputMessage = title, prompt, True
    rule.errorTitle, rule.error, rule.showErrorMessage = title, prompt, True
    rule.errorStyle = style


def _protect(sheet: Sheet, head: int) -> None:
    """Only what is to be filled in may be typed; without a password, so that the office can open it."""
    protection = sheet.sheet.protection
    protection.sheet = True
    protection.formatRows = protection.formatColumns = protection.sort = protection.autoFilter = False
    sheet.sheet.freeze_panes = f"D{head + 1}"
