"""Workbooks mutated by seed: read, or refused with a sentence; returned forms and breakdown tables.

`python -m tests.db.workbooks.mutated 3000` tries so many and says what came of them; the tests try some.
"""

import random
import re
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from traceback import format_exc

from openpyxl import Workbook

from db.actions.plans import create_demo
from db.disk.failures import Refusal
from db.workbooks.outside_file import read_tables
from models.intake.breakdown import read_breakdown
from models.intake.table_columns import recognise
from tests.db.workbooks import clerk

TEXTS = (
    "",
    "0",
    "-1",
    "1e400",
    "9" * 500,
    "nan",
    "=1+1",
    "#REF!",
    "_x000D_",
    "３６．９",
    "1,000",
    "约500余",
    "10月底前",
    "零发生",
    "长" * 40_000,
    "<img src=x>",
    "\u202e反",
    "2020-02-30",
    "由100减少到80",
    "①",
    "%",
    "亿元",
    "/",
    "—",
    "不适用",
)
Watch = Callable[[str, list[str]], AbstractContextManager[None]]
Mutation = Callable[[bytes, random.Random], bytes]


def flipped(data: bytes, pick: random.Random) -> bytes:
    """Bytes of the file itself turned over, or its end cut off."""
    changed = bytearray(data)
    for _ in range(pick.choice((1, 3, 30))):
        changed[pick.randrange(len(changed))] = pick.randrange(256)
    if pick.random() < 0.2:
        del changed[pick.randrange(len(changed)) :]
    return bytes(changed)


def valued(part: bytes, pick: random.Random) -> bytes:
    """Some values in a part replaced."""
    found = list(re.finditer(rb"<(v|t)(?: [^>]*)?>([^<]*)</\1>", part))
    for match in sorted(pick.sample(found, min(len(found), 3)), key=lambda m: -m.start()):
        evil = pick.choice(TEXTS).replace("&", "&amp;").replace("<", "&lt;").encode()
        part = part[: match.start(2)] + evil + part[match.end(2) :]
    return part


def attributed(part: bytes, pick: random.Random) -> bytes:
    """Some attributes in a part replaced."""
    found = list(re.finditer(rb'"([^"<>]*)"', part))
    for match in sorted(pick.sample(found, min(len(found), 2)), key=lambda m: -m.start()):
        evil = pick.choice(
            (b"", b"-1", b"x", b"99999999", b"XFD1048576", b"A0", b"1:1", b"inlineStr", b"e", b"s", b"b")
        )
        part = part[: match.start(1)] + evil + part[match.end(1) :]
    return part


def repeated(part: bytes, pick: random.Random) -> bytes:
    """One element of a part many times over."""
    found = list(re.finditer(rb"<(row|c|si|sheet|xf|mergeCell|Relationship)\b[^>]*?(?:/>|>.*?</\1>)", part, re.DOTALL))
    if not found:
        return part
    match = pick.choice(found)
    return part[: match.end()] + match[0] * pick.choice((1, 20, 800)) + part[match.end() :]


def cut(part: bytes, pick: random.Random) -> bytes:
    """A stretch of a part taken out."""
    at = pick.randrange(max(1, len(part)))
    return part[:at] + part[at + pick.choice((1, 20, 500)) :]


IN_PARTS: tuple[Mutation, ...] = (valued, valued, attributed, repeated, cut)


def mutate(path: Path, made: Path, pick: random.Random) -> str:
    """Write a workbook anew with something wrong; returns what."""
    if pick.random() < 0.2:
        made.write_bytes(flipped(path.read_bytes(), pick))
        return "flipped"
    with zipfile.ZipFile(path) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    at = pick.choice([i for i, (name, _) in enumerate(parts) if name.endswith((".xml", ".rels"))])
    name, data = parts[at]
    change = pick.choice(IN_PARTS)
    what = f"{change.__name__} {name}"
    if pick.random() < 0.05:
        del parts[at]
        what = f"without {name}"
    else:
        parts[at] = name, change(data, pick)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts:
            archive.writestr(part, content)
    return what


def table(path: Path) -> Path:
    """A breakdown table as an office has one, with merged cells."""
    book = Workbook()
    sheet = book.active
    sheet.append(["序号", "任务", "指标", "目标", "单位", "牵头单位", "完成时限"])
    for row in range(1, 15):
        sheet.append([row, "一、强工业", f"指标{row}", f"增长{row}%", "%", "经发办、招商办", f"{row % 12 + 1}月底前"])
    sheet.merge_cells("B2:B9")
    book.save(path)
    return path


def unwatched(_: str, __: list[str]) -> AbstractContextManager[None]:
    """Nothing is measured: the tests ask what is right, not how fast this machine is."""
    return nullcontext()


def run(count: int, seed: int = 1, watched: Watch = unwatched) -> tuple[Counter[str], list[str]]:
    """Try so many workbooks; returns what came of them, and what went wrong with which."""
    seen: Counter[str] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ledger, sheet, made = folder / "台账.ydt", table(folder / "分解表.xlsx"), folder / "改过的.xlsx"
        create_demo(ledger)
        clerk.done("collect", ledger, "--period", clerk.PERIOD, "--out", folder / "发出")
        forms = sorted((folder / "发出").glob("*.xlsx"))
        for number in range(1, count + 1):
            pick = random.Random(f"{seed}-{number}")
            is_form = pick.random() < 0.5
            what = mutate(pick.choice(forms) if is_form else sheet, made, pick)
            try:
                with watched(f"{seed}-{number} {what}", wrong):
                    seen[_returned(ledger, made) if is_form else _broken_down(made)] += 1
            except Exception:  # ours, to be told with what brought it about
                seen["own error"] += 1
                wrong.append(f"{seed}-{number} {what}\n{format_exc()}")
    return seen, wrong


def _returned(ledger: Path, path: Path) -> str:
    answer = clerk.run("import", ledger, path, "--dry-run")
    if "程序出了错" in answer.all:
        report = ledger.with_name("要点通错误报告.txt")
        said = report.read_text(encoding="utf-8")
        report.unlink()
        raise AssertionError(said)
    return f"form {answer.code}"


def _broken_down(path: Path) -> str:
    try:
        for table in read_tables(path):
            rows = [list(row) for row in table.rows]
            read_breakdown(rows, recognise(rows, 2020), 2020)
    except Refusal:
        return "table refused"
    return "table read"


if __name__ == "__main__":
    from tests.performance.watching import Watching

    watching = Watching()
    counts, mistakes = run(int(sys.argv[1]), int((*sys.argv, 1)[2]), watching)
    sys.stdout.write("\n".join([*mistakes, str(dict(counts)), str(watching)]) + "\n")
    sys.exit(bool(mistakes))
