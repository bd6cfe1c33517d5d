"""What happens to a sheet on its way: sorted, moved, decorated, cut, merged; rows are found by their ids."""

import pytest
from openpyxl import Workbook, load_workbook

from db.workbooks.form_book import TOKEN
from db.workbooks.returned_book import read_form
from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import Returned, target

TARGETS = [
    target("企业", "40", "家"),
    target("投资", "100", "亿元"),
    target("参保率", "95", "%", kind="level"),
    target("学校", None, "", kind="milestone", due="9月", due_date="2020-09-30"),
]
VALUES = {"企业": 31, "投资": 76.5, "参保率": 94.5, "学校": "完工"}
EXPECTED = {("企业", "value", "31"), ("投资", "value", "76.5"), ("参保率", "value", "94.5"), ("学校", "stage", "完工")}


@pytest.fixture
def file(tmp_path):
    return clerk.ledger(tmp_path, *TARGETS)


@pytest.fixture
def sheet(file):
    returned = Returned(clerk.form(file))
    for name, value in VALUES.items():
        returned.fill(name, value)
    return returned


def look(file, *books):
    """An import that only looks, so that several can be tried on one ledger."""
    return clerk.take(file, *books, dry_run=True)


def found(answer):
    """What would be changed, and that nothing else is said."""
    assert (answer["refusals"], answer["refused_files"]) == ([], [])
    return {(c["name"], c["field"], c["new"]) for c in answer["changes"]}


def rearranged(sheet, order, path):
    """The same sheet with its columns in another order, written anew."""
    book = Workbook()
    new = book.active
    for row in sheet.sheet.iter_rows(values_only=True):
        new.append([row[i] for i in order])
    book.save(path)
    return path


def test_as_it_went_out(file, sheet):
    assert found(look(file, sheet.save())) == EXPECTED


def test_sorted_rows(file, sheet):
    area = sheet.sheet
    lines = [[c.value for c in area[row]] for row in sheet.rows.values()]
    for row, line in zip(sheet.rows.values(), reversed(lines), strict=True):
        for cell, value in zip(area[row], line, strict=True):
            cell.value = value
    answer = look(file, sheet.save())
    assert found(answer) == EXPECTED
    assert [c["row"] for c in answer["changes"] if c["name"] == "企业"] == [max(sheet.rows.values())]


def test_moved_columns(file, sheet, tmp_path):
    width = sheet.sheet.max_column
    assert found(look(file, rearranged(sheet, range(width - 1, -1, -1), tmp_path / "倒.xlsx"))) == EXPECTED
    odd = [*range(1, width, 2), *range(0, width, 2)]
    assert found(look(file, rearranged(sheet, odd, tmp_path / "乱.xlsx"))) == EXPECTED


def test_inserted_and_deleted_columns(file, sheet, tmp_path):
    keep = [sheet.columns["本期值"], sheet.columns["指标"], sheet.columns["单位"], sheet.columns[TOKEN]]
    assert found(look(file, rearranged(sheet, [k - 1 for k in keep], tmp_path / "少.xlsx"))) == EXPECTED
    sheet.sheet.insert_cols(2, 3)
    sheet.sheet.cell(sheet.top, 2, "本单位备注")
    sheet.sheet.cell(sheet.top + 1, 2, 999)
    more = {("企业", "comment", "999")}  # a remark that a unit adds lands in 备注
    assert found(look(file, sheet.save(tmp_path / "多.xlsx"))) == EXPECTED | more


@pytest.mark.parametrize(
    "heading",
    [
        "★本期值（亿元）", "本期值 *", "本 期 值", "本期值\n（1—9月累计）", "5.本期值", "5、本期值（必填）",
        "本期值请填写", "本期值：", "【本期值】", "本期值(万元)", "１本期值", "本期值（单位：亿元）（必填）",
    ],
)  # fmt: skip
def test_decorated_heading(file, sheet, heading):
    sheet.sheet.cell(sheet.top, sheet.columns["本期值"]).value = heading
    assert found(look(file, sheet.save())) == EXPECTED


@pytest.mark.parametrize("heading", ["本期累计完成", "数值", "", "本期", "完成值"])
def test_a_heading_that_is_none_is_refused_with_its_row(file, sheet, heading):
    sheet.sheet.cell(sheet.top, sheet.columns["本期值"]).value = heading
    path = sheet.save()
    answer = look(file, path)
    assert (answer["code"], answer["changes"]) == (1, [])
    (refusal,) = answer["refusals"]
    assert (refusal["file"], refusal["sheet"], refusal["row"]) == (path.name, "填报表", sheet.top)
    assert refusal["reason"].startswith(f"第{sheet.top}行表头被改过或删掉了，认不出“本期值”在哪一列。本表没有读入。")
    assert f"没有写入：1处都没有读入。第{sheet.top}行表头" in answer["err"]


def test_no_heading_row_at_all(file, sheet):
    sheet.sheet.delete_rows(sheet.top)
    answer = look(file, sheet.save())
    assert answer["code"] == 1
    assert "表头被改过或删掉了" in answer["refusals"][0]["reason"]


def test_a_doubled_heading_is_refused(file, sheet):
    sheet.sheet.cell(sheet.top, sheet.columns["存在问题"]).value = "★本期值"
    sheet.sheet.cell(sheet.top, sheet.columns["本期值"]).value = "本期值（亿元）"
    (refusal,) = look(file, sheet.save())["refusals"]
    assert refusal["reason"] == "表头里有2个“本期值”，不知道读哪一列。本表没有读入。请只留一列，再导入"


def test_the_exact_heading_wins_over_one_that_is_like_it(file, sheet):
    sheet.sheet.cell(sheet.top, sheet.columns["存在问题"]).value = "本期值（上报）"
    assert found(look(file, sheet.save())) == EXPECTED


def test_rows_above_the_heading_and_repeated_headings(file, sheet):
    """Somebody put a letterhead above, and the heading again for the second page."""
    sheet.sheet.insert_rows(1, 12)
    sheet.sheet["A3"] = "某村2020年三季度报表"
    rows = {name: row + 12 for name, row in sheet.rows.items()}
    sheet.sheet.insert_rows(rows["参保率"])
    for name, column in sheet.columns.items():
        sheet.sheet.cell(rows["参保率"], column).value = name
    answer = look(file, sheet.save())
    assert found(answer) == EXPECTED
    assert {c["name"]: c["row"] for c in answer["changes"]}["学校"] == rows["学校"] + 1


def test_an_added_row_is_matched_by_name_and_unit(file, sheet):
    """A row without an id: somebody deleted the row and typed it again below."""
    again = max(sheet.rows.values()) + 1
    for area in list(sheet.sheet.merged_cells.ranges):
        sheet.sheet.unmerge_cells(str(area))
    sheet.sheet.delete_rows(sheet.rows["投资"])
    for column, value in (("指标", "投 资"), ("单位", "亿元"), ("本期值", "76.5")):
        sheet.sheet.cell(again, sheet.columns[column]).value = value
    assert found(look(file, sheet.save())) == EXPECTED


def test_an_added_row_that_fits_no_target_is_refused(file, sheet):
    row = max(sheet.rows.values()) + 1
    sheet.sheet.cell(row, sheet.columns["指标"]).value = "本村自定指标"
    sheet.sheet.cell(row, sheet.columns["本期值"]).value = 12
    path = sheet.save()
    answer = look(file, path)
    assert answer["code"] == 0
    (refusal,) = answer["refusals"]
    assert (refusal["file"], refusal["sheet"], refusal["row"], refusal["name"]) == (
        path.name,
        "填报表",
        row,
        "本村自定指标",
    )
    assert refusal["reason"] == "没有编号，名称和单位也对不上唯一的指标，这一行没有读入。请用原来的行填报"
    assert len(answer["changes"]) == 4


def test_two_targets_of_one_name_are_not_guessed(tmp_path):
    file = clerk.ledger(
        tmp_path, target("外资", "10", "万美元"), {**target("外资", "20", "万美元"), "id": "另"}, name="b.ydt"
    )
    sheet = Returned(clerk.form(file))
    first = sheet.top + 1
    for column in (TOKEN, "年度目标"):  # by which they could be told apart
        sheet.sheet.cell(first, sheet.columns[column]).value = None
    sheet.sheet.cell(first, sheet.columns["序号"]).value = None
    sheet.sheet.cell(first, sheet.columns["本期值"]).value = 5
    (refusal,) = look(file, sheet.save())["refusals"]
    assert "对不上唯一的指标" in refusal["reason"]


def test_deleted_rows_are_no_change(file, sheet):
    sheet.sheet.delete_rows(sheet.rows["企业"], 2)
    assert found(look(file, sheet.save())) == {e for e in EXPECTED if e[0] in {"参保率", "学校"}}


def test_a_damaged_id_is_not_used(file, sheet):
    for name, token in (("企业", "YDT|某计划"), ("投资", "YDT|x|2020-09|投资")):
        sheet.cell(name, TOKEN).value = token
    answer = look(file, sheet.save())
    (refusal,) = answer["refusals"]
    assert (refusal["name"], refusal["reason"][:12]) == ("投资", "这一行属于别的计划，没有")
    assert {c["name"] for c in answer["changes"]} == {"企业", "参保率", "学校"}  # 企业 by its name


def test_sheet_renamed_and_two_sheets_in_one_file(file, sheet, tmp_path):
    sheet.sheet.title = "甲村（报送稿）"
    assert found(look(file, sheet.save(tmp_path / "一.xlsx"))) == EXPECTED
    second = sheet.book.copy_worksheet(sheet.sheet)
    second.title = "乙村"
    second.cell(sheet.rows["企业"], sheet.columns["本期值"]).value = 33
    sheet.book.create_sheet("测算").append(["随手算", 1, 2, 3])
    answer = look(file, sheet.save(tmp_path / "二.xlsx"))
    assert found(answer) == EXPECTED - {("企业", "value", "31")}
    assert {(d["sheet"], d["new"]) for d in answer["doubts"]} == {("甲村（报送稿）", "31"), ("乙村", "33")}


def test_many_forms_merged_into_one_sheet(tmp_path):
    """The office's secretary copied three units' rows under one heading; the ids went with them."""
    targets = [target(f"指标{i}", "40", "家", unit_lead=f"{'甲乙丙'[i]}村") for i in range(3)]
    file = clerk.ledger(tmp_path, *targets, name="b.ydt")
    forms = [Returned(p).fill(f"指标{'甲乙丙'.index(unit[0])}", 7) for unit, p in clerk.collect(file).items()]
    merged = forms[0]
    for other in forms[1:]:
        merged.sheet.append([c.value for c in other.sheet[other.top + 1]])
    answer = look(file, merged.save(tmp_path / "合并.xlsx"))
    assert found(answer) == {(f"指标{i}", "value", "7") for i in range(3)}


def test_hidden_rows_filters_and_merged_cells(file, sheet):
    sheet.sheet.row_dimensions[sheet.rows["企业"]].hidden = True
    sheet.sheet.auto_filter.ref = f"A{sheet.top}:H{sheet.top + 4}"
    column = sheet.columns["进展情况"]
    sheet.sheet.merge_cells(
        start_row=sheet.rows["企业"], end_row=sheet.rows["投资"], start_column=column, end_column=column
    )
    sheet.sheet.cell(sheet.rows["企业"], column).value = "两项一起写"
    assert found(look(file, sheet.save())) == EXPECTED | {("企业", "progress", "两项一起写")}


def test_a_figure_of_an_item_of_two_lines_is_read(tmp_path):
    book = Workbook()
    head = ["任务", "指标", "单位", "年度目标", "上期值", "本期值"]
    for row in (head, ["甲", "企业", "家", "12", "3", 8], [], ["乙", "投资", "家", "9", "3", 7]):
        book.active.append(row)
    for column in "ABCDEF":
        book.active.merge_cells(f"{column}2:{column}3")
    book.save(tmp_path / "表.xlsx")
    assert [row.cells["本期值"].value for row in read_form(tmp_path / "表.xlsx").rows] == [8, 7]


def merged_down(sheet, heading, first, last):
    column = sheet.columns[heading]
    rows = sorted((sheet.rows[first], sheet.rows[last]))
    sheet.sheet.merge_cells(start_row=rows[0], end_row=rows[1], start_column=column, end_column=column)
    return rows


@pytest.mark.parametrize("heading", ["本期值", "形象进度(%)"])
def test_a_figure_merged_over_two_rows_is_of_neither(file, sheet, heading):
    top, below = merged_down(sheet, heading, "企业", "投资")
    sheet.sheet.cell(top, sheet.columns[heading]).value = 61
    answer = clerk.take(file, sheet.save())
    refused = [(r["row"], r["reason"].split("。")[0]) for r in answer["refusals"]]
    assert refused == [(top, f"第{top}行到第{below}行合并成了一格，分不清是哪一项的数")]
    kept = {c for c in EXPECTED if heading != "本期值" or c[0] not in {"企业", "投资"}}
    assert {(c["name"], c["field"], c["new"]) for c in answer["changes"]} == kept


def test_a_figure_merged_along_its_row_is_its_own(file, sheet):
    row, column = sheet.rows["企业"], sheet.columns["本期值"]
    sheet.sheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + 1)
    assert found(look(file, sheet.save())) == EXPECTED


def test_wps_claims_a_sheet_of_one_cell(file, sheet, tmp_path):
    """WPS may write the dimension A1:A1; the rows are read all the same."""
    import re
    import zipfile

    path = sheet.save()
    changed = tmp_path / "wps.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data, times = re.subn(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:A1"', data)
                assert times == 1
            new.writestr(name, data)
    assert found(look(file, changed)) == EXPECTED


def test_an_empty_sheet_and_a_foreign_workbook(file, tmp_path):
    book = Workbook()
    book.save(tmp_path / "空.xlsx")
    book.active.append(["序号", "指标", "单位", "本期值"])
    book.active.append([1, "企业", "家", 31])
    book.save(tmp_path / "别的.xlsx")
    answer = look(file, tmp_path / "空.xlsx", tmp_path / "别的.xlsx")
    assert [r["file"] for r in answer["refused_files"]] == ["空.xlsx", "别的.xlsx"]
    said = [r["reason"] for r in answer["refused_files"]]
    assert "里没有找到填报表的编号，没有读入" in said[0]
    assert "里没有编号，也看不出是哪个计划、哪个期间的，没有读入" in said[1]


def test_the_lists_sheet_is_not_read(file, sheet):
    assert load_workbook(sheet.save()).sheetnames == ["填报表", "选项"]
    assert found(look(file, sheet.path)) == EXPECTED
