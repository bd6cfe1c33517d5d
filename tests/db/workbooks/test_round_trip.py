"""From the ledger to the units and back: exactly what was typed, and nothing else."""

import shutil
from datetime import date
from decimal import Decimal

import pytest

from db.ledger.store import Store
from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import Returned, target

FIGURES = (
    "123456789012345", "0.123456789012345", "98765.4321012345", "-12.5", "0", "3.14159265358979", "671.35",
    "0.1", "-0.000012345", "100", "999999999999999", "8.00000000000001", "1234567890.12345", "7", "-8",
)  # fmt: skip
TEXTS = (
    "三季度完成\n两个项目；\n第三个", "=1+1", '=cmd|"/c calc"!A1', "+86 0573", "-减少", "@甲", "👍🏽完成", "𠮷、㙍、𪚥",
    "约50%以上", "'引号'与\"引号\"", "<b>&amp;</b>", "零宽\u200b字", "0012", "2020-09-30", "a\tb", "1.2万", "TRUE",
    "#N/A", "前后各一空格", "\u3000全角空格开头之后有字", "{=SUM(A1)}", "é ü ß", "؀بالعربية", "长" * 5000,
)  # fmt: skip


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory):
    """The demo file with its forms of the fourth quarter; copied, never changed."""
    folder = tmp_path_factory.mktemp("demo")
    clerk.done("demo", folder / "台账.ydt")
    clerk.collect(folder / "台账.ydt", "2020Q4", folder / "表")
    return folder


@pytest.fixture
def office(handed_out, tmp_path):
    shutil.copytree(handed_out, tmp_path / "office", ignore=shutil.ignore_patterns("*备份*"))
    return tmp_path / "office"


def fill_all(forms):
    """Fill every row of every form; returns what was typed, by target's id."""
    typed = {}
    for path in forms:
        sheet = Returned(path)
        for row in sheet.rows.values():
            n = len(typed)
            way = sheet.sheet.cell(row, sheet.columns["填报方式"]).value
            fields = {"progress": TEXTS[n % len(TEXTS)], "problem": TEXTS[(n + 7) % len(TEXTS)]}
            at = {name: sheet.sheet.cell(row, column) for name, column in sheet.columns.items()}
            if way in {"阶段", "状态"}:
                field = "stage" if way == "阶段" else "state"
                fields[field] = at["本期值"].value or "推进中"
                if way == "阶段":
                    fields[field] = "投入使用"  # the last stage of the demo's milestone
                at["本期值"].value = fields[field]
            else:
                field = {"今年数与上年数": "this_total", "当期数": "own"}.get(way, "value")
                fields[field] = FIGURES[n % len(FIGURES)]
                at["本期值"].value = float(fields[field]) if "." in fields[field] else int(fields[field])
            if way == "今年数与上年数":
                fields["last_total"] = "62500.5"
                at["上年同期数"].value = 62500.5
            if n % 3 == 0:
                fields |= {"percent": "66.6", "nature": "预计", "as_of": "2020-12-20"}
                at["形象进度(%)"].value, at["数据性质"].value, at["截至"].value = 66.6, "预计", date(2020, 12, 20)
            for name, text in (("进展情况", fields["progress"]), ("存在问题", fields["problem"])):
                at[name].value, at[name].data_type = text, "s"
            typed[sheet.token(row).split("|")[-1]] = fields
        sheet.save()
    return typed


def check_all(office, forms, typed):
    """Import, and see that the ledger and the report hold what was typed; undo brings every row back."""
    file = office / "台账.ydt"
    before = clerk.rows(file)
    answer = clerk.take(file, *forms, accept_doubts="与单位核对过")
    assert (answer["code"], answer["refusals"], answer["refused_files"]) == (0, [], []), answer["refusals"][:3]
    after = clerk.rows(file)
    new = {k: v for k, v in clerk.cells(file).items() if k[1] == "2020-12"}
    assert {k[0]: {n: v for n, v in fields.items() if n != "remark"} for k, fields in new.items()} == {
        k: {n: v.strip() for n, v in fields.items()} for k, fields in typed.items()
    }
    check_report(file, typed)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"progress"}
    assert {r for r in after["progress"] if r not in before["progress"]} == {
        r for r in after["progress"] if "2020-12" in r
    }
    assert set(before["progress"]) <= set(after["progress"])
    again = clerk.take(file, *forms)
    assert (again["code"], again["changes"], again["doubts"], again["refusals"]) == (0, [], [], [])
    assert again["action"] is None
    assert "这些表与台账一致，没有要写入的内容。" in clerk.run("import", file, *forms).out
    clerk.undo(file)
    assert clerk.rows(file) == before


def check_report(file, typed):
    """本期累计 of the report is every figure that was typed, in the plan's order."""
    with Store.open(file, reading=True) as store:
        targets = store.ledger(store.plans()[0].id).targets
    rows = clerk.table(clerk.export(file, "2020Q4")["明细"])
    assert list(rows) == [t.full_name for t in targets]
    figures = {t.full_name: typed[t.id]["value"] for t in targets if "value" in typed[t.id]}
    assert len(figures) > 40
    for name, figure in figures.items():
        assert format(rows[name]["本期累计"].value, ".15g") == format(float(figure), ".15g")


def test_every_target_of_the_demo_by_openpyxl(office):
    forms = sorted((office / "表").iterdir())
    assert len(forms) == 14
    typed = fill_all(forms)
    assert len(typed) == 54
    check_all(office, forms, typed)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_every_target_of_the_demo_saved_by_libreoffice(office, tmp_path):
    forms = sorted((office / "表").iterdir())
    typed = fill_all(forms)
    out = tmp_path / "另存"
    clerk.soffice(forms, "xlsx", out)
    saved = sorted(out.glob("*.xlsx"))
    assert [p.name for p in saved] == [p.name for p in forms]
    check_all(office, saved, typed)


def test_ids_stay_the_same(office):
    """The form of next month's collecting holds the same targets under the same ids, whatever was imported."""
    file = office / "台账.ydt"
    forms = sorted((office / "表").iterdir())
    ids = {p.name: [Returned(p).token(r) for r in Returned(p).rows.values()] for p in forms}
    fill_all(forms)
    clerk.take(file, *forms, accept_doubts="核对过")
    again = clerk.collect(file, "2020Q4", office / "再发")
    assert {p.name: [Returned(p).token(r) for r in Returned(p).rows.values()] for p in again.values()} == ids


def test_what_went_out_again_and_came_back_untouched_changes_nothing(office):
    """A form filled with what the ledger holds, sent out again, is no change: figures, texts, dates, stages."""
    file = office / "台账.ydt"
    forms = sorted((office / "表").iterdir())
    fill_all(forms)
    clerk.take(file, *forms, accept_doubts="核对过")
    again = clerk.collect(file, "2020Q4", office / "再发")
    answer = clerk.take(file, *again.values())
    assert (answer["changes"], answer["doubts"], answer["refusals"]) == ([], [], [])
    assert answer["unchanged"] > 54 * 3


WAYS = [
    target("累计数", "1000", "亿元"),
    target("当期数", "1000", "万元", entry_mode="period"),
    target("水平", "95", "%", kind="level"),
    target("存量", "500", "万人", kind="level"),
    target("增速", "7", "%", kind="growth"),
    target("两年数", "7", "%", kind="growth", entry_mode="both_years"),
    target("降幅", "3", "%", kind="reduction"),
    target("降后值", "50", "个", kind="reduction", baseline="100"),
    target("节点", None, "", kind="milestone", due="9月", due_date="2020-09-30"),
    target("状态", None, "", kind="qualitative"),
]
TYPED = {
    "累计数": "671.350000000001", "当期数": "456.789012345678", "水平": "94.5", "存量": "488.123456789012",
    "增速": "-2.1", "降幅": "1.5", "降后值": "63.25",
}  # fmt: skip


def test_every_way_to_report_comes_out_as_typed(tmp_path):
    """本期累计 in 明细 is the typed figure to its last digit, whatever the way to report."""
    file = clerk.ledger(tmp_path, *WAYS)
    form = clerk.form(file, "2020Q1")
    sheet = Returned(form)
    ways = {n: sheet.cell(n, "填报方式").value for n in sheet.rows}
    assert list(ways.values()) == [
        "累计", "当期数", "水平", "水平", "增速", "今年数与上年数", "降幅", "降后值", "阶段", "状态",
    ]  # fmt: skip
    for name, text in TYPED.items():
        sheet.fill(name, float(text))
    sheet.fill("两年数", 107, 上年同期数=100)
    sheet.fill("节点", "招标", 形象进度=35.5)
    sheet.fill("状态", "推进中")
    sheet.save()
    answer = clerk.take(file, form)
    assert (answer["doubts"], answer["refusals"], answer["applied"]) == ([], [], 12)
    rows = clerk.table(clerk.export(file, "2020Q1")["明细"])
    for name, text in TYPED.items():
        cell = rows[name]["本期累计"]
        assert format(cell.value, ".15g") == format(float(text), ".15g")
        assert len(cell.number_format.split(";")[0].partition(".")[2]) == -Decimal(text).as_tuple().exponent
    assert (rows["两年数"]["本期累计"].value, rows["两年数"]["本期累计"].number_format) == (7, "0.0")
    assert rows["节点"]["本期累计"].value == "招标（35.5%）"
    assert rows["状态"]["本期累计"].value == "推进中"
