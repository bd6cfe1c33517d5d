"""Writing 填报表: one workbook per lead unit, protected, validated, explained, printable."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from db.failures import sentences
from db.files import free_path, safe_name, whole_file
from db.sheets import A4, Column, Look, Sheet, height_of, new_book
from models.cells import Cell
from models.entities import NATURES, Progress
from models.form import AS_OF, NATURE, PERCENT, TEXTS, VALUE, Form, FormRow, field_of, handed_out
from models.period import Period

SHEET, LISTS = "填报表", "选项"
TOKEN, DRAFT = "编号（请勿改动）", "底稿（请勿改动）"
TOKEN_MARK, DRAFT_MARK = "YDT", "YDD"
MAX_TEXT = 5000
EXPLAINED = (
    "只填浅黄色的格。“本期值”按“填报方式”一栏填：累计填1月1日以来的累计数，当期数只填本期发生数，阶段、状态从下拉列表选；"
    "没有变化可以留空，是零请填0，不用报请填“不适用”，要删去原来报的请填“清除”。"
    "存在问题、下一步措施在没有达到序时进度时填写。请不要改动表头和隐藏的编号列；可以排序，可以增加行高。"
)
SIGNED = "填报人：　　　　　　　　审核人：　　　　　　　　联系电话：　　　　　　　　填报日期：　　　年　　月　　日"
_WIDTHS = {
    "序号": Column(5, "center"), "任务": Column(18), "指标": Column(22), "单位": Column(8, "center"),
    "年度目标": Column(10, "right"), "应达": Column(9, "right"), "填报方式": Column(11, "center"),
    "上期值": Column(11, "right"), "本期值": Column(12, "right"), "上年同期数": Column(11, "right"),
    "形象进度(%)": Column(9, "right"), "数据性质": Column(8, "center"), "截至": Column(11, "center"),
    "进展情况": Column(30), "存在问题": Column(24), "下一步措施": Column(24),
}  # fmt: skip


def token(plan_id: str, period: Period, target_id: str) -> str:
    """The hidden stable id of a row: plan, period and target."""
    return f"{TOKEN_MARK}|{plan_id}|{period.key}|{target_id}"


def write_forms(forms: Iterable[Form], folder: Path) -> list[Path]:
    """Write every form into a folder, none over an existing file; returns the paths. Raises Refusal."""
    written = []
    with sentences(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for form in forms:
            path = free_path(folder / f"{safe_name(form.unit_name)}_{safe_name(form.period.label)}填报表.xlsx")
            with whole_file(path) as part:
                form_book(form).save(part)
            written.append(path)
    return written


def form_book(form: Form) -> Workbook:
    """The workbook of a form."""
    book = new_book(form.title)
    styles: dict[Look, object] = {}
    columns = [*(_WIDTHS[name] for name in form.columns), Column(4), Column(4)]
    sheet = Sheet(book, SHEET, columns, styles)
    width = len(form.columns)
    sheet.columns = columns[:width]
    day = form.report_by
    sheet.title(form.title, size=18)
    sheet.pair(f"填报单位：{form.unit_name}", f"请于{day.year}年{day.month}月{day.day}日前报回")
    sheet.line(EXPLAINED, look=Look(border=True, size=9.5, fill="FFF3F4F6"))
    head = sheet.head(form.columns)
    for offset, name in enumerate((TOKEN, DRAFT), start=1):
        sheet.put(head, width + offset, name, Look(border=False, wrap=False))
        sheet.sheet.column_dimensions[get_column_letter(width + offset)].hidden = True
    first = sheet.row
    for row in form.rows:
        _write_row(sheet, form, row)
    lists = _Lists(book, styles)
    if form.rows:
        _validate(sheet, form, first, lists)
    sheet.signature(SIGNED)
    sheet.page(
        paper=A4, landscape=True, head_row=head, footer=f"{form.unit_name}　{form.period.label}",
        note="演示数据" if form.demo else "",
    )  # fmt: skip
    _protect(sheet, head)
    return book


def _write_row(sheet: Sheet, form: Form, row: FormRow) -> None:
    given: dict[str, Cell] = {
        "序号": row.number, "任务": row.task, "指标": row.target.full_name, "单位": row.target.unit,
        "年度目标": row.demand, "应达": row.due, "填报方式": row.way, "上期值": row.previous,
    }  # fmt: skip
    for i, name in enumerate(form.columns, start=1):
        align = _WIDTHS[name].align
        if name in given:
            sheet.put(sheet.row, i, given[name], Look(align))
            continue
        field = field_of(row.target, name)
        if field is None:
            sheet.put(sheet.row, i, "—", Look("center", fill="FFF5F6F8"))
            continue
        entry = Look("center" if name == VALUE and row.choices else align, entry=True, number_format=_format(name))
        cell = sheet.put(sheet.row, i, "", entry)
        cell.value = _filled(row.cell, field)
        if isinstance(cell.value, str):
            cell.data_type = "s"
    width = len(form.columns)
    hidden = Look(border=False, wrap=False)
    sheet.put(sheet.row, width + 1, token(form.plan_id, form.period, row.target.id), hidden)
    sheet.put(sheet.row, width + 2, f"{DRAFT_MARK}|{handed_out(row.cell)}", hidden)
    texts = [(getattr(row.cell, field) if row.cell else "", _WIDTHS[name].width) for name, field in TEXTS.items()]
    texts += [(row.target.full_name, _WIDTHS["指标"].width), (row.task, _WIDTHS["任务"].width)]
    sheet.sheet.row_dimensions[sheet.row].height = height_of(texts, 10.5, at_least=34)
    sheet.row += 1


def _format(name: str) -> str:
    return "yyyy-mm-dd" if name == AS_OF else "@" if name in TEXTS else "General"


def _filled(cell: Progress | None, field: str) -> Any:
    """What the ledger holds already, so that the unit sees it and may correct it."""
    if cell is None:
        return None
    if cell.not_applicable and field in {"value", "own", "this_total", "stage", "state"}:
        return "不适用"
    value = getattr(cell, field)
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
    rules: dict[str, DataValidation] = {}

    def rule(key: str, made: DataValidation, where: str) -> None:
        if key not in rules:
            rules[key] = made
            sheet.sheet.add_data_validation(made)
        rules[key].add(where)

    for i, row in enumerate(form.rows):
        where = f"{column[VALUE]}{first + i}"
        if row.choices:
            name = lists.name((*row.choices, "不适用", "清除"))
            rule(name, _list(name, f"请从列表里选{row.way}"), where)
        else:
            rule("number", _number(where), where)
        if form.asks_last_year and field_of(row.target, "上年同期数"):
            where = f"{column['上年同期数']}{first + i}"
            rule("last", _number(where), where)
    percent = DataValidation("decimal", "between", "0", "100", allow_blank=True)
    _explain(percent, "形象进度", "请填0到100之间的数，例如 60", "warning")
    rule(PERCENT, percent, f"{column[PERCENT]}{first}:{column[PERCENT]}{last}")
    nature = lists.name((*NATURES, "清除"))
    rule(NATURE, _list(nature, "实际、快报或预计；不填作实际"), f"{column[NATURE]}{first}:{column[NATURE]}{last}")
    day = DataValidation("date", "greaterThan", "36526", allow_blank=True)
    _explain(day, "截至日期", f"请写成 {form.period.end:%Y-%m-%d}", "warning")
    rule(AS_OF, day, f"{column[AS_OF]}{first}:{column[AS_OF]}{last}")
    text = DataValidation("textLength", "lessThanOrEqual", str(MAX_TEXT), allow_blank=True)
    _explain(text, "文字", f"请在{MAX_TEXT}字以内，写要点", "warning")
    names = list(TEXTS)
    rule("text", text, f"{column[names[0]]}{first}:{column[names[-1]]}{last}")


def _number(where: str) -> DataValidation:
    rule = DataValidation("custom", formula1=f'OR(ISNUMBER({where}),{where}="不适用",{where}="清除")', allow_blank=True)
    _explain(rule, "本期值", "请填阿拉伯数字，例如 12.5；不用报填“不适用”，删去填“清除”", "warning")
    return rule


def _list(name: str, prompt: str) -> DataValidation:
    rule = DataValidation("list", formula1=f"={name}", allow_blank=True)
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
