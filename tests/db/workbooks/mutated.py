"""Files of tables mutated by seed, through every door of the command line: read, or refused with a sentence.

`python -m tests.db.workbooks.mutated 3000` tries so many and says what came of them; the tests try some.
"""

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from html import escape
from pathlib import Path
from traceback import format_exc

from openpyxl import Workbook, load_workbook

from db.actions.plans import create_demo
from db.ledger.store import Store
from tests.db.workbooks import clerk
from tests.db.workbooks.mutations import mutate
from tests.db.workbooks.older import as_text, as_xls

Watch = Callable[[str, list[str]], AbstractContextManager[None]]
_XML_HEAD = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="表"><Table>'
)


def unwatched(_: str, __: list[str]) -> AbstractContextManager[None]:
    """Nothing is measured: the tests ask what is right, not how fast this machine is."""
    return nullcontext()


def run(count: int, seed: int = 1, watched: Watch = unwatched) -> tuple[Counter[str], list[str]]:
    """Try so many files; returns what came of them, and what went wrong with which."""
    seen: Counter[str] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ledger = folder / "台账.ydt"
        create_demo(ledger)
        doors = _doors(folder, ledger)
        for number in range(1, count + 1):
            pick = random.Random(f"{seed}-{number}")
            door = pick.choice(list(doors))
            path = pick.choice(doors[door])
            made = folder / f"改过的{path.suffix}"
            what = f"{seed}-{number} {door} {path.suffix} {mutate(path, made, pick)}"
            before = set(folder.iterdir())
            try:
                with watched(what, wrong):
                    seen[_said(door, ledger, made)] += 1
                assert set(folder.iterdir()) == before, "nothing is left behind"
            except Exception:  # ours, to be told with what brought it about
                seen["own error"] += 1
                wrong.append(f"{what}\n{format_exc()}")
    return seen, wrong


def _doors(folder: Path, ledger: Path) -> dict[str, list[Path]]:
    """What is mutated for each command that reads a file of somebody else's."""
    clerk.done("collect", ledger, "--period", clerk.PERIOD, "--out", folder / "发出")
    forms = sorted((folder / "发出").glob("*.xlsx"))
    old = [as_xls(path, path.with_suffix(".xls")) for path in forms[:2]]
    text = [as_text(path, path.with_suffix(".csv")) for path in forms[:2]]
    breakdown, last_year = breakdown_table(folder / "分解表.xlsx"), past_table(ledger, folder / "上年.xlsx")
    return {
        "import": [*forms[:3], *old, *text],
        "parse": _in_all_formats(breakdown),
        "past": _in_all_formats(last_year),
    }


def _in_all_formats(path: Path) -> list[Path]:
    rows = list(load_workbook(path).worksheets[0].iter_rows(values_only=True))
    page, xml = path.with_name(f"{path.stem}网页.xls"), path.with_name(f"{path.stem}.xml.xls")
    cells = ["".join(f"<td>{escape(str(v or ''))}</td>" for v in row) for row in rows]
    page.write_text(f"<html><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table></html>", encoding="utf-8")
    cells = ["".join(f'<Cell><Data ss:Type="String">{escape(str(v or ""))}</Data></Cell>' for v in row) for row in rows]
    lines = "".join(f"<Row>{row}</Row>" for row in cells)
    xml.write_text(f"{_XML_HEAD}{lines}</Table></Worksheet></Workbook>", encoding="utf-8")
    old, text = as_xls(path, path.with_suffix(".xls")), as_text(path, path.with_suffix(".csv"))
    return [path, path, old, text, as_text(path, path.with_suffix(".tsv"), "utf-8-sig", "\t"), page, xml]


def breakdown_table(path: Path) -> Path:
    """A breakdown table as an office has one, with merged cells."""
    book = Workbook()
    sheet = book.active
    sheet.append(["序号", "任务", "指标", "目标", "单位", "牵头单位", "完成时限"])
    for row in range(1, 15):
        sheet.append([row, "一、强工业", f"指标{row}", f"增长{row}%", "%", "经发办、招商办", f"{row % 12 + 1}月底前"])
    sheet.merge_cells("B2:B9")
    book.save(path)
    return path


def past_table(ledger: Path, path: Path) -> Path:
    """Last year's figures by month, of targets that the ledger has."""
    with Store.open(ledger, reading=True) as store:
        targets = store.ledger(store.plans()[0].id).targets
    book = Workbook()
    sheet = book.active
    sheet.append(["2019年主要指标完成情况"])
    sheet.append(["指标", "单位", "1—3月", "1—6月", "1—9月", "全年", "同比"])
    for number, target in enumerate(list(targets)[:20], start=1):
        sheet.append([target.full_name, target.unit, number, 2 * number, 3 * number, 4 * number, "5.1%"])
    book.save(path)
    return path


def _said(door: str, ledger: Path, path: Path) -> str:
    """What the command made of a file: in Chinese, and never as an error of our own."""
    words = {"import": (ledger, path, "--dry-run"), "parse": (path,), "past": (ledger, path, "--dry-run")}
    answer = clerk.run(door, *words[door])
    if "程序出了错" in answer.all:
        report = path.with_name("要点通错误报告.txt")
        said = report.read_text(encoding="utf-8")
        report.unlink()
        raise AssertionError(said)
    assert answer.code in {0, 1}, answer.all
    if answer.code:
        clerk.in_chinese(answer.err, path.name)
    return f"{door} {answer.code}"


if __name__ == "__main__":
    from tests.performance.watching import Watching

    watching = Watching()
    counts, mistakes = run(int(sys.argv[1]), int((*sys.argv, 1)[2]), watching)
    sys.stdout.write("\n".join([*mistakes, str(dict(counts)), str(watching)]) + "\n")
    sys.exit(bool(mistakes))
