"""Reports of plans as no office has them, or only once: nothing breaks, nothing is lost, nothing becomes a formula."""

import re
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from db.ledger.store import Store
from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import Returned, target
from tests.db.workbooks.test_report_book import every_cell, shape_of

FORMULAS = (
    "=1+1", '=cmd|"/c calc"!A1', "+1", "-1", "@SUM(A1)", "{=A1}", "#REF!", '=HYPERLINK("http://x","点")',
)  # fmt: skip


def texts(sheet):
    return [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]


def test_a_plan_without_targets(tmp_path):
    file = clerk.ledger(tmp_path)
    refused = clerk.run("collect", file, "--period", "2020Q3", "--out", tmp_path / "表")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == "《某镇2020年工作要点》里还没有指标，没有填报表可写。请先补上指标。\n"
    book = clerk.export(file)
    shape_of(book)
    assert "计划里还没有指标。" in texts(book["明细"])
    assert "本期没有滞后指标。" in texts(book["滞后清单"])
    assert "本期应报的指标全部已报。" in texts(book["缺报清单"])
    assert any(t.startswith("本期没有可以通报的量化指标（差值法：") for t in texts(book["总览"]))


def kinds():
    return [
        target("累计", "100", "家"), target("增速", "7", "%", kind="growth"), target("水平", "95", "%", kind="level"),
        target("降低", "3", "%", kind="reduction"),
        target("节点", None, "", kind="milestone", due_date="2020-09-30"), target("定性", None, "", kind="qualitative"),
        target("限定", None, "", kind="qualitative", due_date="2020-09-30"),
    ]  # fmt: skip


def test_all_missing(tmp_path):
    file = clerk.ledger(tmp_path, *kinds())
    book = clerk.export(file)
    shape_of(book)
    rows = clerk.table(book["明细"])
    assert [r["状态"].value for r in rows.values()] == ["缺报"] * 5 + ["—", "缺报"]
    assert len(clerk.table(book["缺报清单"])) == 6
    assert {r["原因"].value for r in clerk.table(book["缺报清单"]).values()} == {"本期未报"}
    said = next(t for t in texts(book["总览"]) if t.startswith("本期没有可以通报的量化指标"))
    assert said.endswith("另有6项缺报，未计入：累计、增速、水平、降低、节点、限定。")
    assert "本期没有滞后指标。" not in texts(book["总览"])
    assert not [
        c.value
        for place, c in every_cell(book)
        if c.data_type == "n" and place in {"明细", "缺报清单"} and c.value == 0
    ]


def test_all_done(tmp_path):
    file = clerk.ledger(tmp_path, *kinds())
    values = {"累计": 131.4, "增速": 9, "水平": 99, "降低": 4.4, "节点": "完工", "定性": "已完成", "限定": "已完成"}
    clerk.done("import", file, clerk.filled(file, values, "2020Q4"))
    book = clerk.export(file, "2020Q4")
    shape_of(book)
    assert [r["状态"].value for r in clerk.table(book["明细"]).values()] == ["已完成"] * 7
    assert clerk.table(book["滞后清单"]) == {}
    assert any("达到序时进度6项、占100.0%；未达到0项、占0.0%" in t for t in texts(book["总览"]))


def test_fifteen_campaigns_and_names_of_every_sort(tmp_path):
    campaigns = [f"{n}{'很长的' * n}行动" for n in range(15)]
    targets = [target(f"指标{i}", "100", "家", campaigns=[campaigns[i % 15], campaigns[0]]) for i in range(30)]
    file = clerk.ledger(tmp_path, *targets, campaigns=campaigns)
    clerk.done("import", file, clerk.filled(file, {f"指标{i}": i * 4 for i in range(30)}), "--accept-doubts", "核对")
    book = clerk.export(file)
    shape_of(book)
    column = [c.value for c in book["总览"]["A"]]
    assert column[column.index("行动") + 1 :][:15] == campaigns
    assert "三、各行动" in column or "二、各行动" in column
    chart = [c.value for c in book["图表"]["Q"] if c.value]
    assert max(len(str(v)) for v in chart) <= 18


def test_text_is_never_a_formula(tmp_path):
    """Names, units, people, texts, title: whatever begins with =, +, -, @ stays a text."""
    targets = [
        target(
            f"{text}甲",
            "10",
            text,
            unit_lead=f"{text}办",
            leader=f"{text}人",
            contact=text,
            calibre=text,
            campaigns=[text],
        )
        for text in FORMULAS
    ]
    for number, its in enumerate(targets):
        its["id"] = f"t{number}"
    outline = [{"level": 1, "number": "=", "title": text} for text in FORMULAS]
    for number, its in enumerate(targets):
        its["heading"] = number
    file = clerk.ledger(
        tmp_path, *targets, title="=工作&要点", issuer="=某镇", outline=outline, campaigns=list(FORMULAS)
    )
    for path in clerk.collect(file).values():
        form = Returned(path)
        for name in form.rows:
            form.fill(name, 1, 进展情况="=1+1", 存在问题="@x", 下一步措施="+1")
        clerk.done("import", file, form.save())
        shut_formulas(path)
    book = clerk.export(file)
    shape_of(book)
    shut_formulas(tmp_path / "季报.xlsx")
    assert book["总览"].oddFooter.left.text in {"=工作&&要点", "=工作&要点"}


def test_a_control_character_in_a_name_does_not_damage_the_charts(tmp_path):
    """What was seen: the whole workbook was damaged to Excel, for the title of one chart."""
    file = clerk.ledger(tmp_path, target("企业", "100", "家"))
    clerk.done("import", file, clerk.filled(file, {"企业": 12}))
    with Store.open(file) as store:  # no reader lets one in today
        (its,) = store.ledger(store.plans()[0].id).targets
        store.write("改名", [replace(its, name="企\x0b业", unit="家\x01")])
    book = clerk.export(file)
    shape_of(book)
    (*_, drawn) = book["图表"]._charts
    assert drawn.title.tx.rich.p[0].r[0].t == "企业（家）"


def shut_formulas(path):
    """No formula and no external link in the whole file."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            assert "external" not in name.lower()
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in archive.read(name)
                assert b"<f " not in archive.read(name)
                assert b"<hyperlink" not in archive.read(name)


def test_long_names_long_texts_and_huge_figures(tmp_path):
    name = "关于进一步推进全域土地综合整治与生态修复工程试点工作的年度任务" * 5
    targets = [
        target(
            f"{name}{i}",
            "123456789012.345",
            "万平方公里",
            unit_lead="某某领导小组办公室" * 4,
            leader="欧阳某某" * 5,
            heading=0,
        )
        for i in range(47)
    ]
    file = clerk.ledger(tmp_path, *targets, title="某某工作要点" * 40, outline=[{"level": 1, "title": "任务" * 100}])
    form = Returned(*clerk.collect(file).values())
    for i, its in enumerate(form.rows):
        form.fill(its, 12345678901.2345, 进展情况="长" * 5000 if i == 3 else "很" * 200, 存在问题="段\n" * 30)
    clerk.done("import", file, form.save(), "--accept-doubts", "核对")
    book = clerk.export(file)
    shape_of(book)
    row = clerk.table(book["明细"])[f"{name}3"]
    assert row["进展情况"].value == "长" * 5000
    assert row["本期累计"].value == 12345678901.2345
    width = book["明细"].column_dimensions[row["本期累计"].column_letter].width
    assert width >= len("12345678901.2345") + 1  # else it shows as ####
    assert "有的文字太长，纸上印不全；全文在单元格里，双击可看。" in texts(book["明细"])
    assert book["总览"].row_dimensions[1].height > 36  # the title takes more than one line


def test_figures_fit_their_columns(tmp_path):
    """A number wider than its column shows as ####: columns are as wide as their widest number with its words."""
    targets = [
        target(
            "成交额",
            "98765432109876",
            "元",
            comparator=">",
            quote="突破98765432109876元",
            history={"2019-03": "98765432109876"},
        ),
        target("损失", "1", "元", comparator="<=", quote="控制在1元以内"),
    ]
    file = clerk.ledger(tmp_path, *targets)
    form = (
        Returned(clerk.form(file, "2020Q1")).fill("成交额", 1234567890123.45, 数据性质="预计").fill("损失", 9876543210)
    )
    clerk.done("import", file, form.save(), "--accept-doubts", "核对")
    for sheet in (clerk.export(file)["明细"], clerk.export(file, "2020Q1")["明细"]):
        for row in clerk.table(sheet).values():
            for cell in row.values():
                if cell.value is not None and cell.data_type == "n" and cell.column > 1:
                    assert sheet.column_dimensions[cell.column_letter].width > width_of(cell), cell.coordinate


def width_of(cell):
    """Half-width characters that a number takes by its format."""
    code = cell.number_format.split(";")
    code = code[1] if cell.value < 0 and len(code) > 1 else code[0]
    words = "".join(part for i, part in enumerate(code.split('"')) if i % 2)
    digits = len(re.findall(r"\.(0+)", code)[0]) if ".0" in code else 0
    return len(f"{abs(cell.value):.{digits}f}") + len(words.encode("gbk", "replace")) + code.startswith("+")


def test_hundreds_of_missing_names_are_all_there(tmp_path):
    """The summary names every missing target, in as many rows as Excel's row height needs."""
    targets = [target(f"一个名字不短的量化指标第{i}号", "100", "家") for i in range(300)]
    book = clerk.export(clerk.ledger(tmp_path, *targets))
    shape_of(book)
    whole = "".join(t for t in texts(book["总览"]))
    assert all(f"第{i}号" in whole for i in range(300))
    rows = [c for c in book["总览"]["A"] if c.value and "量化指标第" in str(c.value)]
    assert len(rows) > 1
    assert "、".join(t["name"] for t in targets) in "".join(c.value for c in rows)


@pytest.mark.parametrize("period", ["2020-01", "2020-08-15", "2020Q1", "2020Q4", "2020-12"])
def test_every_length_of_period(tmp_path, period):
    file = tmp_path / "台账.ydt"
    clerk.done("demo", file)
    book = clerk.export(file, period)
    shape_of(book)
    names = {
        "2020-01": "2020年1月进展报告", "2020-08-15": "2020年8月上半月进展报告", "2020Q1": "2020年第一季度进展季报",
        "2020Q4": "2020年第四季度进展季报", "2020-12": "2020年12月进展报告",
    }  # fmt: skip
    assert names[period] in book["总览"]["A1"].value
    assert names[period] in load_workbook(tmp_path / "季报.xlsx").properties.title
