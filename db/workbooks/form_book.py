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
from db.workbooks.sheets import A4, CUT_OFF, Sheet, SheetColumn, columns_of, height_of, new_book, save_book
from db.workbooks.styles import GENERAL, PLAIN, Look, solid
from models.collecting.form import Form, FormRow, sent_row
from models.collecting.identity import as_sent
from models.plan.entities import NATURES, Target
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
    value_field,
)
from models.plan.period import Period
from models.plan.quantity import DASH, plain
from models.plan.said import Said
from models.report.cells import Cell, Number
from models.words.numbers import CLEAR, NOT_APPLICABLE
from resources import colours

SHEET, LISTS = "填报表", "选项"
TOKEN, DRAFT = "编号（请勿改动）", "底稿（请勿改动）"
TOKEN_MARK, DRAFT_MARK = "YDT", "YDD"  # the second is of forms that were sent by earlier versions
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
_COLUMNS = columns_of(
    left={"任务": 14, "指标": 20},
    center={"序号": 5, "单位": 7.5, "填报方式": 9.5},
    right={"年度目标": 9.5, "应达": 8.5, "上期值": 10},
) | {name: SheetColumn(field.width, _ALIGNS[field.takes]) for name, field in _ASKED.items()}
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
    columns = [*(_COLUMNS[name] for name in form.columns), SheetColumn(4), SheetColumn(4)]
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
    names = form.columns  # worked out of all rows each time
    kept = [as_sent(sent_row(form, row)) for row in form.rows]
    for row, text in zip(form.rows, kept, strict=True):
        _write_row(sheet, names, row, (token(form.plan_id, form.period, row.target.id), text))
    lists = _Lists(book, styles)
    if form.rows:
        _Rules(sheet, form, first, lists).put()
        lists.keep(kept)
    if sheet.cut_off:
        sheet.line(CUT_OFF, look=Look(border=False, size=9.5))
    sheet.signature(SIGNED)
    note = ""
    if form.demo:
        note = "演示数据"
    footer = f"{form.unit_name}　{form.period.label}"
    sheet.page(paper=A4, landscape=True, head_row=head, footer=footer, note=note)
    _protect(sheet, head)
    return book


def _write_row(sheet: Sheet, names: Sequence[str], row: FormRow, hidden: Sequence[str]) -> None:
    given = row.given
    texts: list[tuple[str, float]] = []
    for column, name in enumerate(names, start=1):
        if name in given:
            shown = given[name]
            sheet.put(sheet.row, column, shown, _look_of_given(name, shown))
        else:
            shown = _put_entry(sheet, column, row, name)
        if isinstance(shown, str):
            texts.append((shown, _COLUMNS[name].width))
    for column, text in enumerate(hidden, start=len(names) + 1):
        sheet.put(sheet.row, column, text, PLAIN)
    sheet.set_height(height_of(texts, 10.5, at_least=34))
    sheet.row += 1


def _look_of_given(name: str, shown: Cell) -> Look:
    if shown == DASH:
        return _CENTRED
    return _GIVEN[name]


def _put_entry(sheet: Sheet, column: int, row: FormRow, name: str) -> Any:
    """A cell to type into, wide enough for the figure of the year; grey where nothing is asked. Returns what is in."""
    field = field_under(row.target, name)
    if field is None:
        sheet.put(sheet.row, column, DASH, _NOT_ASKED)
        return None
    filled, look = _filled(row, field), _ENTRY[name]
    if _is_value(row.target, field):
        if row.choices:
            look = _CHOICE
        if isinstance(row.demand, Number):
            sheet.widen(column, len(plain(row.demand.value)))
    sheet.put(sheet.row, column, filled, look)
    if isinstance(filled, Decimal):
        sheet.widen(column, len(plain(filled)))
    return filled


def _is_value(target: Target, field: Field) -> bool:
    """Whether a field is the one that 本期值 fills."""
    return field.name == value_field(target)


def _filled(row: FormRow, field: Field) -> Any:
    """What the ledger holds already, so that the unit sees it and may correct it."""
    if row.cell is None:
        return None
    if row.cell.not_applicable and _is_value(row.target, field):
        return NOT_APPLICABLE
    value = getattr(row.cell, field.name)
    if value == "":
        return None
    return value


class _Lists:
    """Lists to choose from, each once on a hidden sheet with a name: long lists inline break files."""

    def __init__(self, book: Workbook, styles: dict[Look, object]) -> None:
        self._book = book
        self._sheet = Sheet(book, LISTS, [SheetColumn(16)] * 2, styles)
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

    def keep(self, texts: Sequence[str]) -> None:
        """What a form must be known again by, where nobody who sorts, fills or deletes columns gets at it."""
        for row, text in enumerate(texts, start=1):
            self._sheet.put(row, len(self._names) + 1, text, Look(border=False))


class _Rules:
    """What may be typed into the columns of a form; Excel says so while it is typed."""

    def __init__(self, sheet: Sheet, form: Form, first: int, lists: _Lists) -> None:
        self._sheet, self._form, self._lists = sheet, form, lists
        self._first, self._last = first, first + len(form.rows) - 1
        self._column = {name: get_column_letter(i) for i, name in enumerate(form.columns, start=1)}

    def put(self) -> None:
        """Lists for stages, states and natures; numbers, dates and texts with a hint."""
        self._choices()
        self._numbers()
        percent = DataValidation("decimal", operator="between", formula1="0", formula2="100", allow_blank=True)
        _explain(percent, "形象进度", "请填0到100之间的数，例如 60", "warning")
        self._whole(percent, PERCENT)
        self._whole(_list(self._lists.name((*NATURES, CLEAR)), "实际、快报或预计；不填作实际"), NATURE)
        day = DataValidation("date", operator="greaterThan", formula1="36526", allow_blank=True)
        _explain(day, "截至日期", f"请写成 {self._form.period.end:%Y-%m-%d}", "warning")
        self._whole(day, AS_OF)
        text = DataValidation("textLength", operator="lessThanOrEqual", formula1=str(MAX_TEXT), allow_blank=True)
        _explain(text, "文字", f"请在{MAX_TEXT}字以内，写要点", "warning")
        self._whole(text, WORDS_FIELDS[0].heading, WORDS_FIELDS[-1].heading)

    def _choices(self) -> None:
        """A list for the rows of each choice of stages or states."""
        chosen: dict[tuple[str, ...], list[int]] = {}
        ways: dict[tuple[str, ...], str] = {}
        for number, row in enumerate(self._form.rows, start=self._first):
            if row.choices:
                chosen.setdefault(row.choices, []).append(number)
                ways[row.choices] = row.way
        for choices, rows in chosen.items():
            name = self._lists.name((*choices, NOT_APPLICABLE, CLEAR))
            self._rule(_list(name, f"请从列表里选{ways[choices]}"), *_runs(self._column[VALUE], rows))

    def _numbers(self) -> None:
        """A number or a word where a figure is asked, of this year or of the last."""
        figures, past = [], []
        for number, row in enumerate(self._form.rows, start=self._first):
            if not row.choices:
                figures.append(number)
            if field_under(row.target, LAST_TOTAL):
                past.append(number)
        value_words, otherwise = (NOT_APPLICABLE, CLEAR), "不用报填“不适用”"
        self._figures(VALUE, figures, value_words, otherwise)
        self._figures(LAST_TOTAL, past, (CLEAR,), "没有就留空")

    def _figures(self, heading: str, rows: list[int], words: Sequence[str], otherwise: str) -> None:
        if not rows:
            return
        rule = _number(f"{self._column[heading]}{rows[0]}", words)
        _explain(rule, heading, f"请填阿拉伯数字，例如 12.5；{otherwise}，删去填“清除”", "warning")
        self._rule(rule, *_runs(self._column[heading], rows))

    def _whole(self, rule: DataValidation, heading: str, last: str = "") -> None:
        """A rule for all rows of a column, or of the columns up to another."""
        end = self._column[last or heading]
        self._rule(rule, f"{self._column[heading]}{self._first}:{end}{self._last}")

    def _rule(self, rule: DataValidation, *areas: str) -> None:
        rule.sqref = MultiCellRange(" ".join(areas))
        self._sheet.sheet.add_data_validation(rule)


def _runs(column: str, rows: list[int]) -> list[str]:
    """Rows in ascending order as areas of a column: I5:I9, I12."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1][1:] = [row]
        else:
            runs.append([row])
    return [":".join(f"{column}{row}" for row in run) for run in runs]


def _number(first: str, words: Sequence[str]) -> DataValidation:
    """A number or a word; the formula speaks of the first cell and Excel moves it to the others."""
    said = ",".join(f'{first}="{word}"' for word in words)
    return DataValidation("custom", formula1=f"OR(ISNUMBER({first}),{said})", allow_blank=True)


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
