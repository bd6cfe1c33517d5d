"""Forms that come back as .xls, .et or .csv are read like the .xlsx that went out; hostile ones end in a sentence."""

import io
import random
import struct
from datetime import date, datetime

import pytest
import xlwt
from xlwt.CompoundDoc import XlsDoc

from db.disk.failures import Refusal
from db.workbooks.limits import MAX_CELLS, MAX_SHEETS
from db.workbooks.old_workbook import read_old
from db.workbooks.returned_book import read_form
from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import Returned, target
from tests.db.workbooks.older import as_text, as_web, as_xls, as_xml

TARGETS = [
    target("企业", "40", "家"),
    target("投资", "100", "亿元"),
    target("参保率", "95", "%", kind="level"),
    target("学校", None, "", kind="milestone", due="9月", due_date="2020-09-30"),
]
EXPECTED = {
    ("企业", "value", "31"), ("投资", "value", "76.5"), ("参保率", "value", "94.5"), ("学校", "stage", "完工"),
    ("企业", "as_of", "2020-09-25"), ("投资", "comment", "含技改"),
}  # fmt: skip


@pytest.fixture
def file(tmp_path):
    return clerk.ledger(tmp_path, *TARGETS)


@pytest.fixture
def form(file):
    sheet = Returned(clerk.form(file)).fill("企业", 31, 截至=date(2020, 9, 25)).fill("投资", 76.5, 备注="含技改")
    return sheet.fill("参保率", 0.945, fmt="0.0%").fill("学校", "完工").save()


def found(answer):
    assert (answer["code"], answer["refusals"], answer["refused_files"], answer["doubts"]) == (0, [], [], [])
    return {(c["name"], c["field"], c["new"]) for c in answer["changes"]}


@pytest.mark.parametrize("ending", ["xls", "et", "xlsx"])
def test_a_form_saved_in_the_old_format_is_read_whatever_it_is_called(file, form, tmp_path, ending):
    assert found(clerk.take(file, as_xls(form, tmp_path / f"旧.{ending}"))) == EXPECTED


@pytest.mark.parametrize(
    ("ending", "encoding", "separator"),
    [("csv", "gb18030", ","), ("csv", "utf-8-sig", ","), ("csv", "utf-8", "\t"), ("tsv", "utf-16", "\t")],
)
def test_a_form_saved_as_text_is_read(file, form, tmp_path, ending, encoding, separator):
    Returned(form).fill("参保率", "94.5").fill("企业", 截至="2020-09-25").save()
    path = as_text(form, tmp_path / f"文本.{ending}", encoding, separator)
    assert found(clerk.take(file, path)) == EXPECTED


@pytest.mark.parametrize("ending", ["xls", "et", "xlsx", "csv"])
@pytest.mark.parametrize(
    ("save", "encoding"), [(as_web, "utf-8"), (as_web, "gb18030"), (as_xml, "utf-8"), (as_xml, "gb18030")]
)
def test_a_form_that_is_markup_is_read_whatever_it_is_called(file, form, tmp_path, save, encoding, ending):
    assert found(clerk.take(file, save(form, tmp_path / f"系统.{ending}", encoding))) == EXPECTED


def test_separated_text_that_calls_itself_an_old_workbook_is_read(file, form, tmp_path):
    Returned(form).fill("参保率", "94.5").fill("企业", 截至="2020-09-25").save()
    assert found(clerk.take(file, as_text(form, tmp_path / "系统.xls", "gb18030", "\t"))) == EXPECTED


@pytest.mark.parametrize("save", [as_web, as_xml])
def test_a_form_of_markup_without_its_numbers_is_read_by_what_is_visible(file, form, tmp_path, save):
    sheet = Returned(form)
    for number in range(1, sheet.sheet.max_row + 1):
        for cell in sheet.sheet[number]:
            if sheet.token(number) and str(cell.value).startswith("YD"):
                cell.value = None
    answer = clerk.take(file, save(sheet.save(), tmp_path / "系统.xls"))
    assert found(answer) == EXPECTED


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body><p>no table</p></body></html>",
        b"<table>" * 20_000,
        "<html><table><tr><td>别的表<td>数</table>".encode(),
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Work',
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    ],
)
def test_markup_that_is_no_form_is_refused_with_a_sentence(file, tmp_path, data):
    (tmp_path / "怪.xls").write_bytes(data)
    with pytest.raises(Refusal, match="没有读入") as said:
        read_form(tmp_path / "怪.xls")
    clerk.in_chinese(str(said.value), "怪.xls")


def test_the_old_files_of_a_folder_are_among_its_workbooks(file, form, tmp_path):
    from db.actions.returned import books_of

    folder = tmp_path / "报来"
    folder.mkdir()
    names = ["1.xls", "2.et", "3.csv", "4.xlsx", "~$5.xls", "6.txt", "7.ydt"]
    for name in names:
        (folder / name).write_bytes(b"")
    assert [path.name for path in books_of([folder])] == names[:4]


def book_of(*fill, sheets=1):
    book = xlwt.Workbook()
    for number in range(sheets):
        sheet = book.add_sheet(f"表{number}")
        for write in fill:
            write(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_cells_are_as_openpyxl_gives_them():
    day, percent = xlwt.easyxf(num_format_str="yyyy-mm-dd"), xlwt.easyxf(num_format_str="0.0%")

    def fill(sheet):
        sheet.write(0, 0, "字")
        sheet.write(1, 1, 0.5, percent)
        sheet.write(1, 2, 31)
        sheet.write(2, 0, True)
        sheet.write(3, 0, date(2020, 9, 30), day)
        sheet.write(3, 1, -5, day)
        sheet.write(3, 2, 12.25, xlwt.easyxf("font: struck_out on"))
        sheet.write_merge(5, 7, 0, 1, "合并")
        sheet.row(5).hidden = True

    (sheet,) = read_old("a.xls", book_of(fill))
    cells = {(row, c.column): (c.value, c.number_format, c.data_type, c.struck) for row, of in sheet.rows for c in of}
    assert cells == {
        (1, 1): ("字", "General", "s", False),
        (2, 2): (0.5, "0.0%", "n", False),
        (2, 3): (31, "General", "n", False),
        (3, 1): (True, "General", "b", False),
        (4, 1): (datetime(2020, 9, 30), "yyyy-mm-dd", "d", False),  # noqa: DTZ001
        (4, 2): (-5, "yyyy-mm-dd", "n", False),
        (4, 3): (12.25, "General", "n", True),
        (6, 1): ("合并", "General", "s", False),
    }
    assert (sheet.merges, sheet.hidden_rows, sheet.visible) == (((1, 6, 8, 2),), {6}, True)


def far(row, column):
    return lambda sheet: sheet.write(row, column, "误")


def framed(sheet):
    for row in range(MAX_CELLS // 200 + 1):
        for column in range(200):
            sheet.write(row, column, None)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (lambda: book_of(far(65_535, 0)), "第65536行第1列有内容，远在表格之外"),
        (lambda: book_of(far(0, 255)), "第1行第256列有内容，远在表格之外"),
        (lambda: book_of(framed), "几十万个带格式的空格"),
        (lambda: book_of(sheets=MAX_SHEETS + 1), "有65张工作表，超过64张"),
        (lambda: book_of(far(0, 0)) + bytes(20_000_000), "展开后异常地大"),
    ],
)
def test_what_no_form_can_be_is_refused(tmp_path, data, sentence):
    path = tmp_path / "怪.xls"
    path.write_bytes(data())
    with pytest.raises(Refusal, match=sentence):
        read_form(path)


def crafted(tmp_path, of_book=b"", of_sheet=b""):
    """An old workbook of these records and hardly any others."""

    def record(kind, data=b""):
        return struct.pack("<HH", kind, len(data)) + data

    def begin(kind):
        return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x2000, 1997, 0, 6))

    head = begin(5) + record(0x42, struct.pack("<H", 1200)) + of_book
    at = len(head) + 4 + 9 + 4
    stream = head + record(0x85, struct.pack("<IBBBBB", at, 0, 0, 1, 0, 65)) + record(0x0A)
    stream += begin(0x10) + of_sheet + record(0x0A)
    path = tmp_path / "怪.xls"
    with path.open("wb") as out:
        XlsDoc().save(out, stream.ljust(0x1000, b"\0"))
    return path


LINK = struct.pack("<HHHHHH", 0x1B8, 8, 0, 65_535, 0, 255)
MERGES = struct.pack("<HHH", 0xE5, 2 + 1000 * 8, 1000) + bytes(8) * 1000


@pytest.mark.parametrize(
    ("of_book", "of_sheet"),
    [
        (struct.pack("<HH20x", 0xE0, 20) * 50_000, b""),
        (struct.pack("<HH16x", 0x18, 16) * 50_000, b""),
        (b"", struct.pack("<HH12x", 0x7D, 12) * 50_000),
        (b"", LINK),
        (b"", MERGES * 50),
    ],
    ids=["looks", "names", "columns", "a link over all cells", "merges"],
)
def test_records_without_end_are_refused_before_one_is_made(tmp_path, of_book, of_sheet):
    with pytest.raises(Refusal, match="里样式、名称、文字、链接等有5万个以上，没有读入"):
        read_form(crafted(tmp_path, of_book, of_sheet))


def test_sheets_that_are_one_part_again_and_again_are_refused(tmp_path):
    bound = struct.pack("<HHIBBBBB", 0x85, 9, 0, 0, 0, 1, 0, 65)
    with pytest.raises(Refusal, match="超过64张"):
        read_form(crafted(tmp_path, bound * 65))


def test_a_password_is_named(tmp_path):
    data = book_of(far(0, 0))
    globals_begin = data.index(b"\x09\x08\x10\x00")  # the record that begins a workbook of 1997 and later
    kind = data.index(b"\x42\x00\x02\x00", globals_begin)  # one that does not matter, said to be the password's
    path = tmp_path / "密.xls"
    path.write_bytes(data[:kind] + b"\x2f\x00" + data[kind + 2 :])
    with pytest.raises(Refusal, match="设了打开密码，没有读入"):
        read_form(path)


def test_every_kind_of_damage_of_an_old_file_ends_in_a_sentence(file, form, tmp_path):
    """200 of them with flipped bytes or cut off: read, or refused in Chinese; never a report of our own error."""
    whole, pick, paths = as_xls(form, tmp_path / "好.xls").read_bytes(), random.Random(2020), []
    for number in range(200):
        data = bytearray(whole)
        for _ in range(pick.choice((1, 3, 30))):
            data[pick.randrange(len(data))] = pick.randrange(256)
        if number % 4 == 0:
            del data[pick.randrange(len(data)) :]
        paths.append(tmp_path / f"坏{number}.xls")
        paths[-1].write_bytes(bytes(data))
    answer = clerk.take(file, *paths, dry_run=True)
    assert answer["refused_files"]
    assert not list(tmp_path.glob("要点通错误报告*"))
    assert all("没有读入。" in r["reason"] and r["file"] in r["reason"] for r in answer["refused_files"])
