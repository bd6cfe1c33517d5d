"""A quarter by hand, as a new clerk has it: table pasted, forms sent, broken ones mended, reported, locked.

What each figure is to be was worked out beside it, by hand, from what the unit meant.
"""

import csv

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from db.actions.plans import create_plan
from db.workbooks.form_book import write_forms
from gui.intake.returned.dialog import ImportDialog
from gui.intake.table.breakdown import BreakdownDialog
from gui.kit import ask
from gui.shell.pages import ENTRY
from gui.shell.window import MainWindow
from models.collecting.form import forms
from models.plan.fields import stored_text, value_field
from models.plan.period import Period
from tests.db.workbooks.clerk import Returned
from tests.gui.entry.desk import at, write
from tests.gui.intake.returned.preview import go, line, press

Q2, Q3 = Period.parse("2026Q2"), Period.parse("2026Q3")
TABLE = """序号|重点任务|年度目标|牵头单位|完成时限
1|工业|规上工业增加值增长7.5%|经发办|
2|工业|工业技改投资3.2亿元|经发办|
3|市场|市场成交额860亿元|经发办|
4|市场|电商交易额突破120亿元|经发办|
5|财政|一般公共预算收入8.6亿元左右|财政所|
6|节能|单位GDP能耗下降3%|生态办|
7|治气|PM2.5平均浓度由35微克/立方米下降到31微克/立方米|生态办|
8|治气|优良天数比率92%以上|生态办|
9|安全|生产安全事故起数控制在8起以内|应急办|
10|消防|重大火灾事故零发生|应急办|
11|设施|新建公厕6座|城建办|
12|工程|文体中心建成投用|城建办|10月底前
13|工程|溪南大桥主体完工|城建办|12月底前""".replace("|", "\t")
BEFORE = {
    "规上工业增加值增长": "7.1%", "工业技改投资": "1.5亿元", "市场成交额": "402.5", "电商交易额": "58",
    "一般公共预算收入": "43000万元", "单位GDP能耗下降": "下降2.6%", "PM2.5平均浓度": "33", "新建公厕": "3座",
}  # fmt: skip
# what the units wrote, the button that says what they meant (none where it was plain), and what that is
WROTE = {
    "规上工业增加值增长": (0.068, "按6.8%", "6.8"),
    "工业技改投资": (0.85, "按当期数累加 = 2.35", "2.35"),
    "市场成交额": ("641.2亿", "按641.2", "641.2"),
    "电商交易额": ("九十一点四亿元", "", "91.4"),
    "一般公共预算收入": (62500, "按62500万元", "6.25"),
    "单位GDP能耗下降": ("-2.9%", "按下降2.9%", "2.9"),
    "优良天数比率": ("91.6％", "", "91.6"),
    "生产安全事故起数": ("=2+3", "", "5"),
    "重大火灾事故零发生": ("无", "按0", "0"),
    "新建公厕": ("6座（已全部完成）", "按6", "6"),
    "文体中心建成投用": ("完工", "", "完工"),
    "溪南大桥主体完工": ("已开工", "按“开工”", "开工"),
}
TYPED_OVER = {"PM2.5平均浓度": (2.5, "32.5")}
# 明细: 完成率, 序时差, 同比's place is empty without last year; status
REPORTED = {
    "规上工业增加值增长": (6.8, "—", -0.7, "略慢"),
    "工业技改投资": (2.35, 73.4, -1.6, "略慢"),
    "市场成交额": (641.2, 74.6, -0.4, "略慢"),
    "电商交易额": (91.4, 76.2, 1.2, "达序时"),
    "一般公共预算收入": (6.25, 72.7, 0, "达序时"),
    "单位GDP能耗下降": (2.9, 96.7, -0.1, "略慢"),
    "PM2.5平均浓度": (32.5, 62.5, -12.5, "滞后"),
    "优良天数比率": (91.6, "—", -0.4, "略慢"),
    "重大火灾事故零发生": (0, "—", "—", "达序时"),
    "新建公厕": (6, 100, 25, "已完成"),
}  # fmt: skip


@pytest.fixture
def window(starter, qtbot, tmp_path):
    """A new ledger without a target, open; nobody is asked which files to take."""
    path = tmp_path / "柳溪.ydt"
    create_plan(path, {"title": "柳溪镇2026年工作要点", "year": "2026"})
    starter.open(path)
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    return starter.window


@pytest.fixture
def day(starter, qtbot):
    """Waits until the file's thread has done and answered everything."""
    return lambda: qtbot.waitUntil(lambda: not starter.worker.busy)


def paste_plan(window, day):
    dialog = BreakdownDialog(window, window.session)
    dialog.show()
    QGuiApplication.clipboard().setText(TABLE)
    press(dialog.paste_button)
    press(dialog.write_button)
    day()
    dialog.deleteLater()


def type_figures(window, day, figures):
    for name, text in figures.items():
        at(window.entry, name)
        write(window.entry.view, text)
        QTest.keyClick(window.focusWidget() or window.entry.view, Qt.Key.Key_Return)
        day()


def sorted_by_what_is_visible(form):
    """As Excel sorts it: the hidden columns stay where they are."""
    sheet, last = form.sheet, form.columns["备注"]
    rows = sorted(form.rows.values())
    lines = [[sheet.cell(row, column).value for column in range(1, last + 1)] for row in rows]
    for row, texts in zip(rows, sorted(lines, key=lambda texts: str(texts[2])), strict=True):
        for column, text in enumerate(texts, start=1):
            sheet.cell(row, column).value = text


def fill_in(books):
    """Each unit in its own way: one sorts, one deletes what is hidden, one sends .csv, one an old copy besides."""
    made = {path.name.split("_")[0]: Returned(path) for path in books}
    for form in made.values():
        for name in form.rows.keys() & {**WROTE, **TYPED_OVER}.keys():
            form.fill(name, {**WROTE, **TYPED_OVER}[name][0])
    sorted_by_what_is_visible(made["经发办"])
    made["生态办"].sheet.delete_cols(made["生态办"].columns["备注"] + 1, 2)
    paths = [form.save() for form in made.values()]
    sheet = load_workbook(made["应急办"].path)["填报表"]
    as_text = made["应急办"].path.with_suffix(".csv")
    with as_text.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(sheet.iter_rows(values_only=True))
    paths[paths.index(made["应急办"].path)] = as_text
    return paths


def look_through(dialog, day):
    """Every row as a careful person does it: one click where the button says what was meant, else typed over."""
    for name, (_, button, _) in WROTE.items():
        if button:
            go(dialog, line(dialog, name))
            press(next(b for b in dialog.rows.strip.offers if b.text() == button))
            day()
    for name, (_, text) in TYPED_OVER.items():
        go(dialog, line(dialog, name))
        dialog.rows.view.setFocus()
        QTest.keyClicks(dialog.rows.view, text[:1])
        editor = dialog.focusWidget()
        QTest.keyClicks(editor, text[1:])
        QTest.keyClick(editor, Qt.Key.Key_Return)
        day()
    doubted = [found for found in dialog.model.ticks.lines() if found.needs_reason]
    go(dialog, *doubted)
    press(dialog.rows.strip.give)


def held(window, name):
    target = next(t for t in window.session.ledger.targets if t.full_name == name)
    return stored_text(window.session.ledger.cells_of(target).get(Q3.key), value_field(target))


def test_a_quarter_is_in_the_ledger_and_in_the_report_as_a_careful_person_would_have_typed_it(
    window, day, qtbot, monkeypatch, tmp_path
):
    monkeypatch.setattr(ask, "ask_text", lambda *_: "已与单位核对")
    paste_plan(window, day)
    window.session.set_period(Q2)
    window.show_page(ENTRY)
    type_figures(window, day, BEFORE)
    window.session.set_period(Q3)
    books = write_forms(forms(window.session.ledger, Q3), tmp_path / "三季度表")
    dialogs = []
    monkeypatch.setattr(ImportDialog, "exec", lambda dialog: (dialogs.append(dialog), dialog.show()))
    window.returning.import_books(fill_in(books))
    (dialog,) = dialogs
    qtbot.waitUntil(lambda: not dialog.reading)
    look_through(dialog, day)
    press(dialog.bottom.write)
    day()
    expected = {name: wanted for name, (*_, wanted) in {**WROTE, **TYPED_OVER}.items()}
    assert {name: held(window, name) for name in expected} == expected
    window.reporting.export()
    day()
    (report,) = tmp_path.glob("*季报.xlsx")
    rows = {row[2]: row for row in load_workbook(report)["明细"].iter_rows(values_only=True)}
    printed = {name: (rows[name][5], rows[name][6], rows[name][8], rows[name][11]) for name in REPORTED}
    assert printed == REPORTED
    lock_and_type(window, day, monkeypatch)
    assert {name: held(window, name) for name in expected} == expected


def lock_and_type(window, day, monkeypatch):
    """What is typed into a locked quarter says so and nothing else."""
    monkeypatch.setattr(ask, "choose", lambda *_, **__: 0)
    menu = window.entry.head.menu.menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text().startswith("锁定")).trigger()
    day()
    monkeypatch.setattr(ask, "ask_text", lambda *_: pytest.fail("a digit opened the question for a reason"))
    said = []
    window.entry.message.connect(said.append)
    type_figures(window, day, {"市场成交额": "724.3", "PM2.5平均浓度": "1"})
    assert any(sentence.startswith("三季度已锁定，没有改。") for sentence in said)
