"""季报 as it goes out: the golden text, and what must hold of every one."""

import re

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from db.ledger.store import Store
from models.plan.entities import PeriodState, Setting, period_state_id
from models.plan.settings import Rule
from tests.db.workbooks import clerk, golden
from tests.db.workbooks.clerk import target

SHEETS = ["总览", "明细", "滞后清单", "缺报清单", "单位", "图表", "说明"]
DETAIL = [
    "序号", "任务", "指标", "单位", "年度目标", "本期累计", "完成率(%)", "应达进度(%)", "序时差", "上年同期", "同比",
    "状态", "预警", "牵头单位", "责任领导", "进展情况", "存在问题", "下一步措施", "备注",
]  # fmt: skip
A3, A4 = 8, 9
ERRORS = re.compile(r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|\b(nan|inf|None|Infinity)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    return folder / "台账.ydt", golden.demo(folder)["季报"]


@pytest.fixture(scope="module")
def book(demo):
    return load_workbook(demo[1])


def every_cell(book):
    return [(s.title, c) for s in book.worksheets for row in s.iter_rows() for c in row if c.value is not None]


def shape_of(book):
    """What must hold of every report, whatever is in it."""
    assert book.sheetnames == SHEETS
    assert all(len(n) <= 31 and not set(n) & set("[]:*?/\\") for n in book.sheetnames)
    for place, cell in every_cell(book):
        assert cell.data_type in {"s", "n"}, (place, cell.coordinate, cell.data_type)
        if cell.data_type == "s":
            assert len(cell.value) <= 32_767
        else:
            assert abs(cell.value) < 1e300
        assert len(cell.number_format) < 255
    for sheet in book.worksheets:
        assert all((d.height or 0) <= 409 for d in sheet.row_dimensions.values())
        assert all(0 < d.width <= 255 for d in sheet.column_dimensions.values())
        assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
        parts = [p.text or "" for p in (sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right)]
        assert sum(len(p) + 6 for p in parts) < 255
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_area


def test_as_it_was(demo):
    """The workbook is what it was; after a change that is meant: python -m tests.db.workbooks.golden."""
    assert golden.text_of(demo[1]) == (golden.FOLDER / "季报.txt").read_text("utf-8")


def test_the_demos_report_has_its_shape(book):
    shape_of(book)
    assert not [c.value for _, c in every_cell(book) if isinstance(c.value, str) and ERRORS.search(c.value)]


def test_columns_and_their_order(book):
    assert list(clerk.heading(book["明细"])[1]) == DETAIL
    rows = clerk.table(book["明细"])
    assert [r["序号"].value for r in rows.values()] == list(range(1, 55))
    assert list(clerk.heading(book["滞后清单"])[1])[:11] == [
        "序号", "项次", "指标", "单位", "年度目标", "本期累计", "完成率(%)", "应达进度(%)", "序时差", "状态", "预警",
    ]  # fmt: skip


def test_behind_list_is_in_the_order_of_the_rules(book):
    """Red first, the largest gap first, then yellow; a milestone without a gap leads its colour."""
    rows = list(clerk.table(book["滞后清单"]).values())
    words = [r["状态"].value.removesuffix("（已调整）") for r in rows]
    assert words == sorted(words, key=lambda w: {"逾期": 0, "滞后": 0, "略慢": 1}[w])
    for colour in ({"逾期", "滞后"}, {"略慢"}):
        gaps = [r["序时差"].value for r, w in zip(rows, words, strict=True) if w in colour]
        numbers = [g for g in gaps if g != "—"]
        assert numbers == sorted(numbers)
        assert gaps == ["—"] * (len(gaps) - len(numbers)) + numbers
    assert len(rows) == 18
    assert [r["指标"].value for r in rows][:3] == ["濮新学校（一期）投入使用", "竣工投产亿元以上项目", "合同外资"]
    assert all(r["进展情况"].value for r in rows)


def test_lights_have_shape_word_and_colour(book):
    marks = {
        "已完成": "✓ 绿灯",
        "超序时": "● 绿灯",
        "达序时": "● 绿灯",
        "略慢": "▲ 黄灯",
        "滞后": "■ 红灯",
        "逾期": "■ 红灯",
    }
    fills = {"绿灯": "FFE7F3EB", "黄灯": "FFFFF4DC", "红灯": "FFFBE9EE"}
    seen = set()
    for row in clerk.table(book["明细"]).values():
        word = row["状态"].value.removesuffix("（已调整）")
        mark = row["预警"].value
        seen.add(word)
        if mark == "—":  # not judged: a qualitative target shows its state
            assert word in {"不适用", "未启动（未到期）", "未启动", "推进中", "已完成"}
            continue
        assert mark == marks.get(word, "○ 缺报")
        if word in marks:
            assert row["状态"].fill.start_color.rgb == row["预警"].fill.start_color.rgb == fills[mark[-2:]]
        else:
            assert row["状态"].fill.fill_type is None
    assert seen >= {*marks, "缺报", "不适用", "未启动（未到期）"}


def test_missing_is_said_and_is_never_zero(book):
    rows = clerk.table(book["明细"])
    missing = [name for name, row in rows.items() if row["状态"].value == "缺报"]
    assert list(clerk.table(book["缺报清单"])) == missing
    assert len(missing) == 4
    for name in missing:
        cells = rows[name]
        said = [cells[c].value for c in ("本期累计", "完成率(%)", "序时差", "同比", "预警")]
        assert said == ["缺报", "—", "—", "—", "○ 缺报"]
    assert {r["原因"].value for r in clerk.table(book["缺报清单"]).values()} == {"本期未报"}


def test_printed_with_repeated_headings_page_numbers_and_a_line_to_sign(book):
    papers = dict.fromkeys(SHEETS, A4) | {"明细": A3, "滞后清单": A3}
    upright = {"总览", "图表"}
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == papers[sheet.title]
        assert sheet.page_setup.orientation == ("portrait" if sheet.title in upright else "landscape")
        texts = [str(c.value) for row in sheet.iter_rows() for c in row if c.value]
        if sheet.title != "图表":
            assert any(t.startswith("制表：") and "审核：" in t for t in texts), sheet.title
        if sheet.title in {"明细", "滞后清单", "缺报清单"}:
            top, columns = clerk.heading(sheet)
            assert sheet.print_title_rows == f"${top}:${top}"
            assert sheet.freeze_panes == f"{get_column_letter(columns['指标'] + 1)}{top + 1}"
            assert sheet.auto_filter.ref.startswith(f"A{top}:")


def test_demo_is_marked_on_every_sheet_and_every_page(book):
    for sheet in book.worksheets:
        assert "（演示数据）" in sheet["A1"].value
        assert sheet.oddFooter.right.text == "演示数据，不得引用"
    notes = {sheet_row[0].value: sheet_row[1].value for sheet_row in book["说明"].iter_rows(max_col=2)}
    assert "均为虚构" in notes["演示数据"]


def test_notes_say_the_rule_in_force_and_who_reported(book):
    notes = {row[0].value: row[1].value for row in book["说明"].iter_rows(max_col=2)}
    assert notes["预警规则"] == Rule().sentence
    assert notes["填报情况"] == (
        "指标共54项，应报45项，已报41项，缺报4项；未启动（未到期）1项，不适用1项，定性不亮灯7项"
    )
    for name in SHEETS[1:6]:
        texts = [str(c.value) for row in book[name].iter_rows() for c in row if c.value]
        assert f"预警规则：{Rule().sentence}。" in texts, name


def test_charts_are_native_and_on_a_normal_sheet(demo, book):
    text = golden.text_of(demo[1])
    assert [line for line in text.splitlines() if line.startswith("标题 ")][:2] == [
        "标题 各任务状态（项） 空白gap 字体['微软雅黑']",
        "标题 各行动状态（项） 空白gap 字体['微软雅黑']",
    ]
    assert text.count("-- xl/charts/chart") == 8
    assert text.count("lineChart standard") == 6
    assert "delete=1" not in text
    assert not book.chartsheets
    assert "缺报的月份断开，不画成0" in text
    sheet = book["图表"]
    for area in re.findall(r"'图表'!\$(\w)\$(\d+):\$\w\$(\d+)", text):
        column = [sheet[f"{area[0]}{row}"].value for row in range(int(area[1]), int(area[2]) + 1)]
        assert column  # every reference lies where figures stand


def test_an_existing_report_is_never_overwritten(demo):
    file, path = demo
    before = path.read_bytes()
    said = [clerk.done("export", file, "--period", golden.PERIOD, "--out", path).out for _ in range(2)]
    assert path.read_bytes() == before
    assert [s.partition("（缺报")[0] for s in said] == [f"已导出：{path.with_name(f'季报({n}).xlsx')}" for n in (2, 3)]
    assert said[0].endswith("（缺报4项，写的是“缺报”，不是0）\n")


def test_units_are_in_the_directorys_order_and_ranked_only_on_wish(demo, tmp_path):
    file = tmp_path / "台账.ydt"
    clerk.done("demo", file)
    order = [
        "招商办",
        "经济发展办",
        "服务业办",
        "科创办",
        "市场管理办",
        "建设办",
        "整治办",
        "生态办",
        "农业农村办",
        "文化站",
    ]
    plain = clerk.export(file)["单位"]
    column = [c.value for c in plain["A"]]
    assert column[column.index("牵头单位") + 1 :][:10] == order
    assert "名次" not in [c.value for row in plain.iter_rows() for c in row]
    with Store.open(file) as store:
        store.write("设置", [Setting("ranking", "1")])
    book = clerk.export(file)
    ranked = book["单位"]
    top, columns = clerk.heading(ranked, ("名次", "牵头单位"))
    rows = [[c.value for c in row] for row in ranked.iter_rows(min_row=top + 1) if isinstance(row[0].value, int)]
    shares = [eval_share(row[columns["达序时/应报"] - 1]) for row in rows]
    assert shares == sorted(shares, reverse=True)
    assert [row[0] for row in rows] == [1 + sum(s > share for s in shares) for share in shares]
    shape_of(book)


def eval_share(text):
    done, _, of = text.partition("/")
    return int(done) / int(of) if of else -1


def test_closed_period_keeps_the_preset_it_was_closed_with(demo, tmp_path):
    file = tmp_path / "台账.ydt"
    clerk.done("demo", file)
    kept = Rule(preset="银川").dump()
    with Store.open(file) as store:
        plan = store.plans()[0].id
        store.write(
            "锁定",
            [
                PeriodState(
                    period_state_id(plan, "2020-09"), plan, "2020-09", closed_at="2020-10-12T09:00:00+08:00", rule=kept
                )
            ],
        )
    notes = [str(c.value) for row in clerk.export(file)["说明"].iter_rows() for c in row]
    assert Rule(preset="银川").sentence in notes
    assert Rule(preset="银川").sentence not in [
        str(c.value) for row in clerk.export(file, "2020Q2")["说明"].iter_rows() for c in row
    ]


def test_two_decimals_are_a_setting(tmp_path):
    file = clerk.ledger(tmp_path, target("甲", "647.4", "亿元"))
    with Store.open(file) as store:
        store.write("设置", [Setting("rule.decimals", "2")])
    clerk.done("import", file, clerk.filled(file, {"甲": 629.0}, "2020-10"))
    row = clerk.table(clerk.export(file, "2020-10")["明细"])["甲"]
    assert [row[c].value for c in ("完成率(%)", "应达进度(%)", "序时差")] == [97.16, 83.33, 13.82]
    assert [row[c].number_format for c in ("完成率(%)", "应达进度(%)")] == ["0.00", "0.00"]
    assert row["序时差"].number_format.startswith('+0.00"百分点"')
