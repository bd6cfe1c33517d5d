"""Rows whose hidden number stands beside another target's name: sorted, swapped, copied, filled down; and no numbers.

Number and visible name must agree; a figure goes where it visibly stands, never in silence elsewhere.
"""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.actions.returned import read_books
from db.ledger.store import Store
from db.workbooks.form_book import DRAFT, LISTS, TOKEN
from models.plan.period import Period
from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import Returned, target

TARGETS = [
    target("市场成交额", "1000", "亿元"),
    target("电商交易额", "500", "亿元"),
    target("企业", "40", "家"),
    target("参保率", "95", "%", kind="level"),
]
ALIKE = [target("外资", "10", "万美元"), {**target("外资", "10", "万美元"), "id": "外资二"}]
ENTRY = "本期值"


@pytest.fixture
def file(tmp_path):
    return clerk.ledger(tmp_path, *TARGETS)


@pytest.fixture
def sheet(file):
    return Returned(clerk.form(file))


def visible(sheet):
    """The columns that a person sees."""
    return [column for name, column in sheet.columns.items() if name not in (TOKEN, DRAFT)]


def values(sheet, row, columns):
    return [sheet.sheet.cell(row, column).value for column in columns]


def put(sheet, row, columns, texts):
    for column, text in zip(columns, texts, strict=True):
        sheet.sheet.cell(row, column).value = text


def swap(sheet, one, other, columns):
    first, second = (values(sheet, sheet.rows[name], columns) for name in (one, other))
    put(sheet, sheet.rows[one], columns, second)
    put(sheet, sheet.rows[other], columns, first)


def look(file, path, **options):
    return clerk.take(file, path, dry_run=True, **options)


def told(answer):
    """What is certain, and what is doubted with the first reason."""
    sure = {(c["name"], c["new"]) for c in answer["changes"]}
    return sure, {(d["name"], d["new"]): d["reasons"][0] for d in answer["doubts"]}


def old(sheet):
    """The form as an earlier version sent it out: numbers, and nothing of what was printed beside them."""
    for row in sheet.rows.values():
        sheet.sheet.cell(row, sheet.columns[DRAFT]).value = "YDD|"
    for cell in (cell for row in sheet.book[LISTS].iter_rows() for cell in row):
        if str(cell.value).startswith("YDS|"):
            cell.value = None
    return sheet


@pytest.mark.parametrize("make", [lambda sheet: sheet, old], ids=["this version's", "an earlier version's"])
def test_a_sort_of_the_visible_columns_is_a_doubt_that_names_both_and_writes_to_the_visible_one(file, sheet, make):
    make(sheet.fill("市场成交额", 724.3).fill("电商交易额", 301).fill("企业", 31))
    swap(sheet, "市场成交额", "电商交易额", visible(sheet))
    path = sheet.save()
    sure, doubted = told(look(file, path))
    assert sure == {("企业", "31")}
    assert set(doubted) == {("市场成交额", "724.3"), ("电商交易额", "301")}
    assert "写的是“市场成交额”，隐藏的编号却是“电商交易额”的" in doubted["市场成交额", "724.3"]
    clerk.take(file, path, accept_doubts="已与单位核对")
    assert {key[0]: cell["value"] for key, cell in clerk.cells(file).items()} == {
        "市场成交额": "724.3", "电商交易额": "301", "企业": "31",
    }  # fmt: skip


def test_names_alone_swapped_by_hand(file, sheet):
    sheet.fill("市场成交额", 724.3)
    swap(sheet, "市场成交额", "电商交易额", [sheet.columns["指标"]])
    sure, doubted = told(look(file, sheet.save()))
    assert (sure, set(doubted)) == (set(), {("电商交易额", "724.3")})


def test_whole_rows_cut_and_inserted_are_no_difference(file, sheet):
    sheet.fill("市场成交额", 724.3).fill("企业", 31)
    swap(sheet, "市场成交额", "企业", list(sheet.columns.values()))
    sure, doubted = told(look(file, sheet.save()))
    assert (sure, doubted) == ({("市场成交额", "724.3"), ("企业", "31")}, {})


def retitle(sheet, old, new):
    """As a unit does that has lost the form of this period and takes the last one."""
    cell = next(c for row in sheet.sheet.iter_rows(max_row=3) for c in row if old in str(c.value))
    cell.value = cell.value.replace(old, new)


def test_a_form_whose_title_names_another_period_than_its_numbers(file, sheet):
    retitle(sheet.fill("市场成交额", 724.3).fill("企业", 31), "第三季度", "第四季度")
    path = sheet.save()
    why = "表头写的是“2020年第四季度”，隐藏的编号却是“2020年第三季度”的，像是把另一期的表改了标题再填"
    for period in ({}, {"period": "2020Q3"}):
        sure, doubted = told(look(file, path, **period))
        assert (sure, set(doubted)) == (set(), {("市场成交额", "724.3"), ("企业", "31")})
        assert doubted["企业", "31"].startswith(why.replace("的，像", "的。像"))
    (refused,) = look(file, path, period="2020Q4")["refused_files"]
    assert refused["reason"] == f"{path.name}没有读入。{why}。请用四季度空表重填。"
    assert clerk.cells(file) == {}


@pytest.mark.parametrize("title", ["9月", "第3季度", "三季度"])
def test_another_way_to_write_the_same_period_is_no_other(file, sheet, title):
    retitle(sheet.fill("企业", 31), "第三季度", title)
    assert told(look(file, sheet.save())) == ({("企业", "31")}, {})


def test_numbers_filled_down(file, sheet):
    """The hidden column was in the selection that was filled down: one number three times."""
    for name, value in (("市场成交额", 724.3), ("电商交易额", 301), ("企业", 31)):
        sheet.fill(name, value)
    first = values(sheet, sheet.rows["市场成交额"], [sheet.columns[TOKEN], sheet.columns[DRAFT]])
    for name in ("电商交易额", "企业"):
        put(sheet, sheet.rows[name], [sheet.columns[TOKEN], sheet.columns[DRAFT]], first)
    sure, doubted = told(look(file, sheet.save()))
    assert sure == {("市场成交额", "724.3")}
    assert set(doubted) == {("电商交易额", "301"), ("企业", "31")}


def test_a_name_filled_down(file, sheet):
    sheet.fill("市场成交额", 724.3).fill("电商交易额", 301)
    sheet.cell("电商交易额", "指标").value = "市场成交额"
    answer = look(file, sheet.save())
    assert {(d["name"], d["new"]) for d in answer["doubts"]} == {("市场成交额", "724.3"), ("市场成交额", "301")}
    assert answer["changes"] == []


@pytest.mark.parametrize("how", ["number", "column", "columns", "everything hidden"])
def test_forms_without_numbers_are_read_by_what_is_visible(file, sheet, how):
    sheet.fill("市场成交额", 724.3).fill("企业", 31)
    match how:
        case "number":
            for row in sheet.rows.values():
                sheet.sheet.cell(row, sheet.columns[TOKEN]).value = None
        case "column":
            sheet.sheet.delete_cols(sheet.columns[TOKEN])
        case "columns":
            sheet.sheet.delete_cols(sheet.columns[TOKEN], 2)
        case _:
            sheet.sheet.delete_cols(sheet.columns[TOKEN], 2)
            del sheet.book[LISTS]
    answer = look(file, sheet.save(), period="2020Q3")
    assert told(answer) == ({("市场成交额", "724.3"), ("企业", "31")}, {})
    assert told(look(file, sheet.path)) == ({("市场成交额", "724.3"), ("企业", "31")}, {})
    assert look(file, sheet.path, period="2020Q2")["refused_files"][0]["reason"].endswith(
        "没有读入。表里写的是“2020年第三季度”，现在收的是2020年第二季度，读入会写到别的期间。"
        "请用二季度空表重填；或把期间换成2020年第三季度再导入。"
    )


def without_numbers(sheet):
    sheet.sheet.delete_cols(sheet.columns[TOKEN], 2)
    del sheet.book[LISTS]
    return sheet


def test_without_numbers_and_title_the_period_is_a_doubt_or_the_form_is_refused(file, sheet):
    without_numbers(sheet.fill("企业", 31)).sheet["A1"].value = "三季度"
    sheet.sheet["A2"].value = None
    path = sheet.save()
    refusal = look(file, path)["refused_files"][0]["reason"]
    assert "里没有编号，也看不出是哪个计划、哪个期间的，没有读入" in refusal
    _, doubted = told(look(file, path, period="2020Q3"))
    assert doubted == {("企业", "31"): "表里看不出是哪一期，按现在收的2020年第三季度读。请核对是不是这一期"}


def test_a_row_with_a_figure_and_no_name_is_named(file, sheet):
    without_numbers(sheet.fill("企业", 31)).cell("企业", "指标").value = None
    (refusal,) = look(file, sheet.save())["refusals"]
    assert (refusal["row"], refusal["reason"][:8]) == (sheet.rows["企业"], "没有指标名称，认")


def test_a_number_whose_name_was_taken_away_is_a_doubt(file, sheet):
    sheet.fill("企业", 31).cell("企业", "指标").value = None
    _, doubted = told(look(file, sheet.save()))
    assert doubted == {("企业", "31"): "没有写指标名称，编号是“企业”的。请核对是不是这一项"}


@pytest.mark.parametrize(
    ("heading", "text", "reason"),
    [
        ("指标", "规上企业", "指标写的是“规上企业”，发表时是“企业”"),
        ("年度目标", 50, "年度目标写的是“50”，发表时是“40”"),
        ("上期值", 12, "上期值写的是“12”，发表时是"),
        ("任务", "别的任务", "任务写的是“别的任务”，发表时是“空”"),
    ],
)
def test_what_was_typed_over_beside_the_number_is_a_doubt(file, sheet, heading, text, reason):
    sheet.fill("企业", 31).cell("企业", heading).value = text
    _, doubted = told(look(file, sheet.save()))
    assert doubted["企业", "31"].startswith(reason)


def test_a_name_that_is_no_targets_with_the_rest_of_another_is_not_read(file, sheet):
    sheet.fill("企业", 31).cell("企业", "指标").value = "规上企业"
    sheet.cell("企业", "年度目标").value = 50
    answer = look(file, sheet.save())
    assert (answer["changes"], answer["doubts"]) == ([], [])
    assert answer["refusals"][0]["reason"].startswith("写的是“规上企业”，编号却是“企业”的，认不出是哪一项")


def changed(file, called, **fields):
    with Store.open(file) as store:
        ledger = store.ledger(store.plans()[0].id)
        found = next(t for t in ledger.targets if t.name == called)
        store.write("改", [replace(found, **fields)])


@pytest.mark.parametrize("make", [lambda sheet: sheet, old], ids=["this version's", "an earlier version's"])
def test_a_target_renamed_since_is_no_difference(file, sheet, make):
    make(sheet.fill("企业", 31))
    changed(file, "企业", name="规上企业")
    changed(file, "规上企业", calibre="新口径")
    assert told(look(file, sheet.save())) == ({("规上企业（新口径）", "31")}, {})


def test_two_targets_that_exchanged_their_names_since(file, sheet):
    sheet.fill("市场成交额", 724.3)
    changed(file, "市场成交额", name="甲")
    changed(file, "电商交易额", name="市场成交额")
    assert told(look(file, sheet.save())) == ({("甲", "724.3")}, {})


def test_an_earlier_versions_form_is_doubted_where_the_name_is_anothers_now(file, sheet):
    old(sheet.fill("市场成交额", 724.3))
    changed(file, "市场成交额", name="甲")
    changed(file, "电商交易额", name="市场成交额")
    sure, doubted = told(look(file, sheet.save()))
    assert (sure, set(doubted)) == (set(), {("市场成交额", "724.3")})


def test_a_target_deleted_since_is_not_anothers_because_of_its_number(file, sheet):
    sheet.fill("市场成交额", 724.3).fill("电商交易额", 301)
    swap(sheet, "市场成交额", "电商交易额", visible(sheet))
    with Store.open(file) as store:
        ledger = store.ledger(store.plans()[0].id)
        gone = next(t for t in ledger.targets if t.name == "市场成交额")
        store.write("删", deletes=[gone])
    answer = look(file, sheet.save())
    assert [r["reason"][:12] for r in answer["refusals"]] == ["台账里没有这个指标了（可"]
    sure, doubted = told(answer)
    assert (sure, set(doubted)) == (set(), {("电商交易额", "301")})
    assert "写的是“电商交易额”，隐藏的编号却是“市场成交额”的" in doubted["电商交易额", "301"]


@pytest.fixture
def alike(tmp_path):
    file = clerk.ledger(tmp_path, *TARGETS[:1], *ALIKE, name="同.ydt")
    sheet = Returned(clerk.form(file))
    sheet.rows |= {"一": sheet.rows["外资"] - 1, "二": sheet.rows["外资"]}
    return file, sheet


def figures(sheet):
    for name, value in (("一", 3), ("二", 4)):
        sheet.sheet.cell(sheet.rows[name], sheet.columns[ENTRY]).value = value
    return sheet


def by_id(found):
    return {c["target"]: c["new"] for c in found}


def test_rows_alike_are_told_apart_by_number(alike):
    file, sheet = alike
    answer = look(file, figures(sheet).save())
    assert (by_id(answer["changes"]), answer["doubts"]) == ({"外资": "3", "外资二": "4"}, [])


@pytest.mark.parametrize("hidden_too", [False, True])
def test_rows_alike_in_another_order_are_a_doubt(alike, hidden_too):
    file, sheet = alike
    figures(sheet)
    swap(sheet, "一", "二", list(sheet.columns.values()) if hidden_too else visible(sheet))
    answer = look(file, sheet.save())
    assert (answer["changes"], by_id(answer["doubts"])) == ([], {"外资": "3", "外资二": "4"})


def test_rows_alike_without_their_ordinals_are_a_doubt_where_others_moved(alike):
    file, sheet = alike
    figures(sheet).fill("市场成交额", 700)
    swap(sheet, "市场成交额", "一", visible(sheet))
    for row in sheet.rows.values():
        sheet.sheet.cell(row, sheet.columns["序号"]).value = None
    answer = look(file, sheet.save())
    assert (answer["changes"], [r["row"] for r in answer["refusals"]]) == ([], [sheet.rows["市场成交额"]])
    assert {d["name"] for d in answer["doubts"]} == {"市场成交额", "外资"}


@pytest.mark.parametrize(
    ("heading", "comment"),
    [
        ("说明", "口径同去年"), ("情况说明", "口径同去年"), ("备注说明", "口径同去年"), ("单位备注", "口径同去年"),
        ("未完成原因", "未完成原因：口径同去年"), ("其他情况", "其他情况：口径同去年"), ("备注", "口径同去年"),
    ],
)  # fmt: skip
def test_what_a_unit_says_in_a_column_of_its_own_lands_in_the_comment(file, sheet, heading, comment):
    column = sheet.sheet.max_column + 1
    sheet.sheet.cell(sheet.top, column).value = heading
    sheet.sheet.cell(sheet.rows["企业"], column).value = "口径同去年"
    clerk.take(file, sheet.fill("企业", 31, 备注="含筹建").save())
    assert clerk.cells(file)["企业", "2020-09"] == {"value": "31", "comment": f"含筹建；{comment}"}


@pytest.mark.parametrize(("heading", "named"), [("联系人", "“联系人”"), (None, "列”")])
def test_any_other_column_that_a_unit_added_is_named(file, sheet, heading, named):
    column = sheet.sheet.max_column + 1
    sheet.sheet.cell(sheet.top, column).value = heading
    sheet.sheet.cell(sheet.rows["企业"], column).value = "张三"
    answer = look(file, sheet.fill("企业", 31).save())
    assert [c["new"] for c in answer["changes"]] == ["31"]
    assert named in answer["refusals"][0]["reason"]
    assert "没有读入" in answer["refusals"][0]["reason"]


# whatever a person does with rows and cells of a form, every figure lands where it visibly stands or is spoken of


PEOPLE = [
    target("甲", "10", "家"), target("乙", "10", "家"), target("丙", "20", "家"), target("甲", "30", "亿元"),
    target("丁", "95", "%", kind="level"), {**target("乙", "10", "家"), "id": "乙二"},
]  # fmt: skip
for number, one in enumerate(PEOPLE):
    one["id"] = f"t{number}"
ROWS, COLUMNS = len(PEOPLE), ("序号", "任务", "指标", "单位", "年度目标", "应达", "填报方式", "上期值")
SEEN = ("指标", "单位", "年度目标", ENTRY)
at = st.integers(0, ROWS - 1)
chosen = st.sampled_from(["visible", "names", "name", "entry and names", "hidden", "token", "draft", "all"])
moves = st.lists(st.tuples(st.sampled_from(["swap", "copy", "clear", "sort", "delete"]), at, at, chosen), max_size=4)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("moves")
    file = clerk.ledger(folder, *PEOPLE)
    return file, clerk.form(file)


def columns_chosen(sheet, which):
    given = [sheet.columns[name] for name in COLUMNS]
    return {
        "visible": visible(sheet), "names": given, "name": [sheet.columns["指标"]],
        "entry and names": [*given, sheet.columns[ENTRY]], "hidden": [sheet.columns[TOKEN], sheet.columns[DRAFT]],
        "token": [sheet.columns[TOKEN]], "draft": [sheet.columns[DRAFT]], "all": list(sheet.columns.values()),
    }[which]  # fmt: skip


def do(sheet, move):
    what, one, other, which = move
    columns, first = columns_chosen(sheet, which), sheet.top + 1
    match what:
        case "swap":
            texts = values(sheet, first + one, columns)
            put(sheet, first + one, columns, values(sheet, first + other, columns))
            put(sheet, first + other, columns, texts)
        case "copy":
            put(sheet, first + other, columns, values(sheet, first + one, columns))
        case "clear":
            put(sheet, first + one, columns, [None] * len(columns))
        case "delete":
            put(sheet, first + one, list(sheet.columns.values()), [None] * len(sheet.columns))
        case "sort":
            name = sheet.columns["指标"]
            rows = sorted(range(first, first + ROWS), key=lambda row: str(sheet.sheet.cell(row, name).value))
            texts = [values(sheet, row, columns) for row in rows]
            for row, line in enumerate(texts, start=first):
                put(sheet, row, columns, line)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves, st.booleans())
def test_every_figure_lands_where_it_visibly_stands_or_is_spoken_of(office, moved, earlier):
    file, form = office
    sheet = Returned(form)
    sheet.rows = {str(row): row for row in range(sheet.top + 1, sheet.top + 1 + ROWS)}
    for number, row in enumerate(sheet.rows.values(), start=1):
        sheet.sheet.cell(row, sheet.columns[ENTRY]).value = number + 0.5
    if earlier:
        old(sheet)
    for move in moved:
        do(sheet, move)
    seen = {row: tuple(values(sheet, row, [sheet.columns[name] for name in SEEN])) for row in sheet.rows.values()}
    path = sheet.save(form.parent / "动过.xlsx")
    with Store.open(file, reading=True) as store:
        found = read_books(store, [path], period=Period.parse("2020Q3"))
    comparison = found.comparison
    spoken = {r.place.row for r in comparison.refusals} | {c.place.row for c in comparison.changes}
    if found.refused:
        return
    for row, texts in seen.items():
        repeated = list(seen.values()).count(texts) > 1  # the same said twice is said once
        assert texts[-1] is None or row in spoken or repeated, (row, texts)
    for change in comparison.changes:
        name, unit, demand, figure = seen[change.place.row]
        assert change.new == str(figure)
        assert change.target.full_name == name or (name is None and change.doubts)
        if not change.doubts:
            assert (unit or change.target.unit, demand or change.target.value) == (
                change.target.unit, change.target.value,
            )  # fmt: skip


@pytest.mark.parametrize(("column", "value"), [("上期值", 31), ("年度目标", 45)])
def test_a_figure_typed_over_what_was_printed_is_told_where_none_is_reported(file, sheet, column, value):
    sheet.fill("市场成交额", 724.3).fill("企业", **{column: value})
    answer = look(file, sheet.save())
    (refusal,) = answer["refusals"]
    assert told(answer) == ({("市场成交额", "724.3")}, {})
    assert (refusal["name"], refusal["row"]) == ("企业", sheet.rows["企业"])
    assert refusal["reason"].startswith(f"本期值空着，{column}却改成了“{value}”（发表时是“")
    assert refusal["reason"].endswith("没有读入。请把本期的数填在“本期值”一栏，再导入")


def test_a_figure_that_stands_in_its_own_column_is_no_figure_typed_beside(file, sheet):
    sheet.fill("市场成交额", 724.3)
    assert look(file, sheet.save())["refusals"] == []
