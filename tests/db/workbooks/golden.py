"""Workbooks as text, so that every change of them is seen in a diff.

`python -m tests.db.workbooks.golden` writes the texts in golden/ anew; look at the diff before keeping it.
"""

import re
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from tests.db.workbooks import clerk

FOLDER = Path(__file__).parent / "golden"
PERIOD = "2020Q3"
UNITS = ("经济发展办", "社会事务办")
_VOLATILE = (
    (re.compile(r"YDT\|[^|]+\|"), "YDT|计划|"),
    (re.compile(r'YDS\|\["[^"]+"'), 'YDS|["计划"'),
    (re.compile(r"要点通，\d{4}-\d\d-\d\d"), "要点通，某日"),
)
_AXIS = ("delete", "crosses", "numFmt", "majorUnit", "tickLblPos")
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/%s}"
_CHART, _MAIN, _PLACE = _DRAWN % "chart", _DRAWN % "main", _DRAWN % "spreadsheetDrawing"


def demo(folder):
    """The demo's workbooks, by name of their text: forms of two units, the report."""
    clerk.done("demo", folder / "台账.ydt")
    forms = clerk.collect(folder / "台账.ydt", PERIOD)
    clerk.export(folder / "台账.ydt", PERIOD)
    return {f"填报表_{unit}": forms[unit] for unit in UNITS} | {"季报": folder / "季报.xlsx"}


def text_of(path):
    """A workbook as text: styles once, then each sheet with all that is in it, then the charts."""
    book = load_workbook(path)
    styles = {}
    lines = [f"工作簿 {book.properties.title} | {book.properties.creator}"]
    lines += [f"名称 {name} = {book.defined_names[name].attr_text}" for name in sorted(book.defined_names)]
    for sheet in book.worksheets:
        lines += ["", f"== {sheet.title} {sheet.sheet_state} {sheet.dimensions}", *_sheet(sheet, styles)]
    lines += ["", "== 图", *_charts(path), "", "== 样式", *(f"{number} {look}" for look, number in styles.items())]
    text = "\n".join(lines) + "\n"
    for pattern, put in _VOLATILE:
        text = pattern.sub(put, text)
    return text


def _sheet(sheet, styles):
    page, margins, fit = sheet.page_setup, sheet.page_margins, sheet.sheet_properties.pageSetUpPr.fitToPage
    yield f"页 纸{page.paperSize} {page.orientation} 宽{page.fitToWidth}高{page.fitToHeight} 适应{fit}"
    yield f"边距 {margins.left} {margins.right} {margins.top} {margins.bottom}"
    yield f"居中 {sheet.print_options.horizontalCentered}"
    footer = sheet.oddFooter
    yield "页脚 " + " | ".join(str(part.text) for part in (footer.left, footer.center, footer.right))
    yield f"打印 {sheet.print_area} 重复{sheet.print_title_rows} 分页{[b.id for b in sheet.row_breaks.brk]}"
    yield f"冻结{sheet.freeze_panes} 筛选{sheet.auto_filter.ref} 网格线{sheet.sheet_view.showGridLines}"
    protection = sheet.protection
    free = [
        n for n in ("sort", "autoFilter", "formatRows", "formatColumns", "insertRows") if not getattr(protection, n)
    ]
    yield f"保护{protection.sheet} 密码{protection.password} 允许{free}"
    yield "合并 " + " ".join(sorted(str(r) for r in sheet.merged_cells.ranges))
    for letter, column in sorted(sheet.column_dimensions.items(), key=lambda item: (len(item[0]), item[0])):
        yield f"列 {letter} {column.width:g}{' 隐藏' if column.hidden else ''}"
    for rule in sorted(sheet.data_validations.dataValidation, key=lambda r: str(r.sqref)):
        limits = f"{rule.type} {rule.operator} {rule.formula1} {rule.formula2} 空{rule.allowBlank}"
        yield f"验证 {rule.sqref} {limits} {rule.errorStyle}"
        yield f"提示 “{rule.promptTitle}：{rule.prompt}”“{rule.errorTitle}：{rule.error}”"
    for row in sheet.iter_rows():
        height = sheet.row_dimensions[row[0].row].height
        if height:
            yield f"行 {row[0].row} {height:g}"
        for cell in row:
            if cell.value is not None or cell.has_style:
                look = styles.setdefault(_look(cell), f"S{len(styles) + 1}")
                yield f"{get_column_letter(cell.column)}{cell.row} {look} {cell.data_type} {cell.value!r}"


def _look(cell):
    font, alignment, border = cell.font, cell.alignment, cell.border
    sides = "".join(str(side.style)[0] for side in (border.left, border.right, border.top, border.bottom))
    colour = font.color.rgb if font.color else ""
    return " | ".join(
        (
            f"{font.name} {font.sz:g}{' 粗' if font.b else ''} {colour}",
            f"{cell.fill.fill_type} {cell.fill.start_color.rgb}",
            f"{alignment.horizontal} {alignment.vertical} 换行{alignment.wrap_text} {sides}",
            cell.number_format,
            "锁定" if cell.protection.locked else "可填",
        )
    )


def _charts(path):
    with zipfile.ZipFile(path) as book:
        names = book.namelist()
        for name in sorted((n for n in names if n.startswith("xl/charts/chart")), key=lambda n: (len(n), n)):
            yield f"-- {name}"
            yield from _chart(ElementTree.fromstring(book.read(name)))
        for name in sorted(n for n in names if n.startswith("xl/drawings/drawing")):
            for anchor in ElementTree.fromstring(book.read(name)):
                ends = [[e.text for e in anchor.find(_PLACE + end)] for end in ("from", "to")]
                yield f"位置 {anchor.tag.partition('}')[2]} {ends[0]} {ends[1]}"


def _chart(root):
    plot = root.find(f".//{_CHART}plotArea")
    title = "".join(t.text for t in root.find(f".//{_CHART}title").iter(f"{_MAIN}t"))
    blanks = root.find(f".//{_CHART}dispBlanksAs").get("val")
    yield f"标题 {title} 空白{blanks} 字体{sorted({f.get('typeface') for f in root.iter(f'{_MAIN}latin')})}"
    for kind in plot:
        tag = kind.tag.partition("}")[2]
        if tag.endswith("Ax"):
            parts = {child.tag.partition("}")[2]: child.get("val") or child.get("formatCode") for child in kind}
            yield f"轴 {tag} " + " ".join(f"{k}={parts.get(k)}" for k in _AXIS)
        elif tag.endswith("Chart"):
            grouping = kind.find(_CHART + "grouping")
            yield f"{tag} {grouping.get('val') if grouping is not None else ''}"
            for series in kind.iter(_CHART + "ser"):
                refs = [f.text for f in series.iter(_CHART + "f")]
                colours = [c.get("val") for c in series.find(_CHART + "spPr").iter(f"{_MAIN}srgbClr")]
                labels = series.find(f"{_CHART}dLbls/{_CHART}numFmt")
                yield f"系列 {refs} 颜色{colours} 标签{None if labels is None else labels.get('formatCode')}"


def main():
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, path in demo(Path(folder)).items():
            (FOLDER / f"{name}.txt").write_text(text_of(path), encoding="utf-8")


if __name__ == "__main__":
    main()
