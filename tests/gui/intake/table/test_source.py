"""Where a block comes from: every kind of file, HTML on the clipboard, a choice of sheets, the header by a click."""

import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from db.actions.plans import create_plan
from gui.intake.table.breakdown import BreakdownDialog
from gui.intake.table.past import PastDialog
from gui.kit import ask
from models.intake.outside_table import OutsideTable, plain_table
from models.words.columns import Role
from tests.db.workbooks.clerk import in_chinese

CTRL = Qt.KeyboardModifier.ControlModifier
MONTHS = ["指标", *(f"{month}月" for month in range(1, 13))]


@pytest.fixture
def session(opened, tmp_path):
    create_plan(tmp_path / "新.ydt", {"title": "某镇2026年工作要点", "year": "2026"})
    return opened(tmp_path / "新.ydt")


@pytest.fixture
def dialog(session, qtbot):
    made = BreakdownDialog(None, session)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def paste(dialog, text, markup=""):
    data = QMimeData()
    data.setText(text)
    if markup:
        data.setHtml(markup)
    QGuiApplication.clipboard().setMimeData(data)
    QTest.keyClick(dialog, Qt.Key.Key_V, CTRL)


def names(dialog):
    return [line.fields["name"] for line in dialog.lines if line.fields]


@pytest.mark.parametrize("name", ["表.csv", "表.xls", "表.et"])
def test_a_file_is_opened_by_what_is_in_it(dialog, tmp_path, monkeypatch, settled, name):
    (tmp_path / name).write_bytes("指标,目标值\n企业,18家\n".encode("gb18030"))
    kinds = []
    monkeypatch.setattr(ask, "open_file", lambda _, __, wanted, ___: kinds.append(wanted) or tmp_path / name)
    dialog.open_button.click()
    settled()
    assert names(dialog) == ["企业"]
    assert dialog.note.text().startswith(f"{name}，2 行")
    assert all(ending in kinds[0] for ending in ("*.xlsx", "*.xls", "*.et", "*.csv", "*.tsv"))


def test_a_file_dropped_is_read(dialog, tmp_path, settled):
    (tmp_path / "表.tsv").write_text("指标\t目标值\n企业\t18家\n", "utf-16")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "表.tsv"))])
    nothing = (data, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
    dialog.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, *nothing))
    settled()
    assert names(dialog) == ["企业"]


def test_the_clipboards_html_says_where_cells_end(dialog):
    row = "<tr><td>{}<td>{}<td>{}"
    markup = (
        "<table>"
        + row.format("指标", "目标值", "牵头单位")
        + ("<tr><td>企业<p>规上</p><td rowspan=2>18家<br>以上<td>经济办</td><tr><td>外资<td>招商办</table>")
    )
    paste(dialog, "指标\t目标值\t牵头单位\n企业\n规上\t18家\n以上\t经济办\n外资\t\t招商办", markup)
    assert dialog.block == [
        ["指标", "目标值", "牵头单位"], ["企业\n规上", "18家\n以上", "经济办"], ["外资", "18家\n以上", "招商办"],
    ]  # fmt: skip


def test_a_paste_of_a_million_lines_is_refused_at_once(dialog):
    paste(dialog, "指标\t目标值\n企业\t18家\n")
    paste(dialog, "企业\t18\n" * 1_000_000)
    assert dialog.strip.text.startswith("剪贴板里有1000001行，远超3000行，没有读入")
    assert names(dialog) == ["企业"]  # what was there is still there


def test_the_likely_sheet_is_read_and_another_can_be_chosen(dialog):
    months = plain_table([MONTHS, ["外资", *"123456789012"]], "月度进度")
    table = plain_table([["指标", "目标值", "牵头单位"], ["企业", "18家", "经济办"]], "分解表")
    large = OutsideTable([["x"]] * 3001, "流水")
    dialog.source.take([months, table, large], "书.xlsx")
    sheets = dialog.source.sheets
    assert sheets.isVisible()
    assert [sheets.itemText(at) for at in range(3)] == ["月度进度（2行）", "分解表（2行）", "流水（3001行）"]
    assert (sheets.currentIndex(), names(dialog)) == (1, ["企业"])
    sheets.setCurrentIndex(0)
    assert dialog.block[0] == MONTHS
    sheets.setCurrentIndex(2)
    assert "超过3000行" in dialog.strip.text
    assert (sheets.currentIndex(), dialog.block[0]) == (0, MONTHS)
    dialog.source.take([table], "书.xlsx")
    assert not sheets.isVisible()


def test_a_row_is_said_to_be_the_header(dialog):
    rows = [["年度计划", "18家", "甲办"], ["名头", "今年", "谁"], ["指标", "目标值", "单位"], ["企业", "18", "家"]]
    dialog.source.take([plain_table(rows)])
    dialog.table.selectRow(1)
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_H, CTRL)
    assert dialog.header == 1
    assert "年度计划" not in names(dialog)
    assert dialog.table.currentIndex().row() == 1
    this, again = dialog.table.actions()
    dialog.table.selectRow(2)
    this.trigger()
    assert (names(dialog), dialog.head.roles) == (["企业"], (Role.NAME, Role.VALUE, Role.UNIT))
    again.trigger()
    assert dialog.header is None
    dialog.source.take([plain_table(rows[2:])])
    assert dialog.header is None


def test_what_is_hidden_struck_and_left_out_is_marked_and_said(dialog, tmp_path, settled):
    book = Workbook()
    sheet = book.active
    for row in (["某镇任务表"], ["指标", "目标值"], ["企业", "18家"], ["旧指标", "99家"], ["合计", "117"]):
        sheet.append(row)
    sheet.row_dimensions[4].hidden = True
    sheet["B3"].font = Font(strike=True)
    book.save(tmp_path / "表.xlsx")
    dialog.source.read_book(tmp_path / "表.xlsx")
    settled()
    note = dialog.note.text()
    assert "隐藏的 1 行" in note
    assert "划掉的 1 格" in note
    assert "不写入的行：" in note
    model = dialog.model
    assert model.headerData(3, Qt.Orientation.Vertical) == "4 隐藏"
    assert model.index(3, 0).data(Qt.ItemDataRole.FontRole).italic()
    assert model.index(2, 1).data(Qt.ItemDataRole.FontRole).strikeOut()
    assert model.index(2, 0).data(Qt.ItemDataRole.FontRole) is None
    assert all(line.doubt for line in dialog.lines if line.fields)


def test_last_years_sheet_is_the_one_with_the_periods(session, qtbot):
    made = PastDialog(None, session)
    qtbot.addWidget(made)
    table = plain_table([["指标", "目标值", "牵头单位"], ["企业", "18家", "经济办"]], "分解表")
    made.source.take([table, plain_table([MONTHS, ["外资", *"123456789012"]], "月度")], "书.xls")
    assert made.outside.name == "月度"


@pytest.mark.parametrize(
    ("name", "part", "said"),
    [
        ("表.docx", "word/document.xml", "是Word文档，不是Excel表格，没有读入。请在Word或WPS里复制其中的表格"),
        ("表.ods", "content.xml", "不是.xlsx工作簿（可能是.ods等改了名），没有读入。请在WPS或Excel里打开它，另存为"),
    ],
)
@pytest.mark.parametrize("kind", [BreakdownDialog, PastDialog])
def test_a_document_is_named_with_what_to_do(session, qtbot, tmp_path, settled, kind, name, part, said):
    with zipfile.ZipFile(tmp_path / name, "w") as archive:
        archive.writestr(part, "<x/>")
    made = kind(None, session)
    qtbot.addWidget(made)
    made.show()
    made.source.read_book(tmp_path / name)
    settled()
    told = "".join(label.text() for label in made.findChildren(QLabel) if label.isVisible())
    assert f"{name}{said}" in told.replace("\u200b", "")
    in_chinese(said)
