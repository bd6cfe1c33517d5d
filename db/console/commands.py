"""The command line: each command is one call, prints what it did, and returns the exit code.

Workbooks are imported where they are used: the window starts through here too, and need not wait for them.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from db.actions.plans import choose_plan, create_demo, create_from_json
from db.disk.failures import Damaged, Environment, Refusal, sentences
from db.disk.files import free_path
from db.ledger import backups
from db.ledger.access import now
from db.ledger.journal import Action
from db.ledger.restoring import verify_backup
from db.ledger.store import Store
from models.collecting.absent import AbsentRow
from models.collecting.form import forms
from models.collecting.returned import CellChange, RowRefusal
from models.collecting.typed import SheetPlace
from models.plan.entities import Plan
from models.plan.period import Period
from models.plan.said import Said
from models.report.report import build

if TYPE_CHECKING:
    from db.actions.returned import Import

DEMO_FOLDER, DEMO_PERIOD = "要点通演示", "2020Q3"


def usage(code: int = 2) -> int:
    """Show how the commands are written; returns the code given."""
    sys.stdout.write(resources.read_text("usage.txt").replace("main.py", program()))
    return code


def program() -> str:
    """What a user types to run us: the executable's name where we are one."""
    if getattr(sys, "frozen", False):
        return Path(sys.executable).name
    return "main.py"


def apt_line(error: ImportError) -> str:
    """What to say where Qt lacks the system's libraries: the line that brings them on Debian."""
    return (
        f"窗口打不开，系统里少了组件（{error}）。Debian上请运行：\n"
        "  sudo apt-get install -y libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon-x11-0 libxcb-cursor0 "
        "libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0\n"
    )


def no_window(path: Path) -> int:
    """A plan file was to be opened in a window, but there is no display."""
    sys.stderr.write(f"没有显示器，窗口打不开：{path}。请在有桌面的电脑上打开，或用命令（{program()} --help）。\n")
    return 1


def demo(path: Path) -> int:
    """A new plan file with the built-in plan and invented progress."""
    plan = create_demo(path)
    _say(f"已新建：{path}。内有《{plan.title}》和演示数据（虚构，只作演示）。")
    return 0


def demo_folder(folder: Path | None = None) -> int:
    """The whole main job on the demo, into a new folder: plan file, 填报表 and 季报 of the third quarter."""
    from db.workbooks.form_book import write_forms
    from db.workbooks.report_book import report_name, write_report

    with sentences(folder or Path.cwd()):
        place = free_path((folder or Path.cwd()) / DEMO_FOLDER)
        place.mkdir()
    path = place / "濮院镇2020年工作要点.ydt"
    plan = create_demo(path)
    period = Period.parse(DEMO_PERIOD)
    with Store.open(path, reading=True) as store:
        ledger = store.ledger(plan.id)
        written = write_forms(forms(ledger, period), place / f"{period.short}填报表")
        report = build(ledger, period, made_on=_today())
        book = write_report(report, place / report_name(report))
    _say(f"演示已写好，在：{place}")
    _say(f"  台账　　{path.name}")
    _say(f"  填报表　{period.short}填报表（{len(written)}张，每个牵头单位一张）")
    _say(f"  季报　　{book.name}")
    _say("都是虚构的演示数据。填好填报表后，用 main.py import 读回，再用 main.py export 导出季报。")
    return 0


def new(path: Path, plan_file: Path) -> int:
    """A new plan file from plan JSON."""
    plan = create_from_json(path, plan_file)
    with Store.open(path, reading=True) as store:
        count = len(store.ledger(plan.id).targets)
    _say(f"已新建：{path}。《{plan.title}》，{count}项指标。")
    return 0


def collect(path: Path, period: Period, out: Path, *, title: str = "") -> int:
    """One workbook to fill in per lead unit."""
    from db.workbooks.form_book import write_forms

    with Store.open(path, reading=True) as store:
        plan = _plan(store, period, title)
        written = write_forms(forms(store.ledger(plan.id), period), out)
    if not written:
        what = f"《{plan.title}》里还没有指标，没有填报表可写"
        raise Refusal(Said("no-targets", what, todo="请先补上指标"))
    for book in written:
        _say(str(book))
    _say(f"已写出{len(written)}张{period.label}填报表，在：{out}")
    return 0


def export(path: Path, period: Period, out: Path, *, title: str = "") -> int:
    """The quarter's report; an existing file is never overwritten."""
    from db.workbooks.report_book import write_report

    with Store.open(path, reading=True) as store:
        plan = _plan(store, period, title)
        report = build(store.ledger(plan.id), period, made_on=_today())
    written = write_report(report, out)
    missing = len(report.missing.lines)
    note = ""
    if missing:
        note = f"（缺报{missing}项，写的是“缺报”，不是0）"
    _say(f"已导出：{written}{note}")
    return 0


def import_books(
    path: Path,
    books: Sequence[Path],
    period: Period | None = None,
    title: str = "",
    reason: str | None = None,
    dry_run: bool = False,
    as_json: bool = False,
) -> int:
    """Returned workbooks into the ledger; exit code 1 when a file, or all there was, was refused."""
    from db.actions.returned import apply_import, read_books

    reason = given_reason(reason)
    action: Action | None = None
    with opened(path, dry_run=dry_run) as store:
        plan_id = _plan_called(store, title, period)
        found = read_books(store, books, period=period, plan_id=plan_id)
        if not dry_run:
            action = apply_import(store, found, reason=reason)
    if as_json:
        answer = _as_json(found, reason, action)
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    else:
        _print_import(found, reason, dry_run=dry_run)
    return _told_refusals(found)


@contextmanager
def opened(path: Path, *, dry_run: bool) -> Iterator[Store]:
    """The ledger that a table is read into, its notices told; raises Refusal where it cannot be written."""
    with Store.open(path, reading=dry_run) as store:
        if store.barred and not dry_run:
            raise Environment(store.barred)
        if store.notices:
            sys.stderr.write(store.notice + "\n")
        yield store


def given_reason(reason: str | None) -> str:
    """Why doubts are accepted; empty where they are not. Raises Refusal for a reason without words."""
    if reason is not None and not reason.strip():
        what = "没有读入：--accept-doubts 后面要写明原因，例如“已与单位核对”"
        raise Refusal(Said("accept-reason", what))
    return (reason or "").strip()


def _plan_called(store: Store, title: str, period: Period | None) -> str:
    """The id of the plan with a title, of several that of the period's year; empty for whichever a form is of."""
    if not title:
        return ""
    year = None
    if period is not None:
        year = period.year
    return choose_plan(store, title, year).id


def _told_refusals(found: "Import") -> int:
    """Say what was refused where errors are said; the exit code: 1 where a file, or all that was new, was refused."""
    if found.refused:
        for _, said in found.refused:
            sys.stderr.write(f"{said}\n")
        return 1
    comparison = found.comparison
    if comparison.changes or not comparison.refusals:  # what the ledger has already is nothing new either
        return 0
    sys.stderr.write(f"没有写入：{len(comparison.refusals)}处都没有读入。{comparison.refusals[0].reason}\n")
    return 1


def check(path: Path) -> int:
    """Integrity, the journal's chain, every row, and the backups."""
    try:
        with Store.open(path, reading=True) as store:
            actions = store.check()
            plans = store.plans()
    except Damaged:
        _print_backups(path)
        raise
    _say(f"台账完好：{path}。{len(plans)}个计划；修改记录{actions}条，逐条核对一致；数据与修改记录一致。")
    _print_backups(path)
    return 0


def _plan(store: Store, period: Period, title: str) -> Plan:
    return choose_plan(store, title, period.year)


def _print_backups(path: Path) -> None:
    found = backups.backups_of(path)
    if not found:
        _say("还没有备份。")
    for backup in found:
        problem, state = verify_backup(backup.path), "正常"
        if problem:
            state = f"不能用：{problem}"
        _say(f"备份　{backup.label}　{state}　{backup.path}")


def _print_import(found: "Import", reason: str, *, dry_run: bool) -> None:
    from db.actions.returned import applied

    comparison = found.comparison
    done = applied(found, reason)
    left: list[CellChange] = []
    if not reason:
        left = comparison.doubtful
    verb = "已写入"
    if dry_run:
        verb = "将写入"
    for change in done:
        doubts = "".join(f"　▲{doubt.text}" for doubt in change.doubts)
        _say(f"{verb}　{_where(change.place, change.column)}　{_change(change)}{doubts}")
    for change in left:
        doubts = "；".join(doubt.text for doubt in change.doubts)
        _say(f"存疑　{_where(change.place, change.column)}　{_change(change)}　▲{doubts}")
    _print_rest(found)
    skipped = ""
    if left:
        skipped = f"；存疑{len(left)}处没有写，核对后加 --accept-doubts 原因 再导入"
    _say(f"{verb}{len(done)}处{skipped}；没有读入{len(comparison.refusals)}处；没有变化{comparison.unchanged}处。")
    if found.read and not any((comparison.changes, comparison.refusals, comparison.absent)):
        _say("这些表与台账一致，没有要写入的内容。")


def _print_rest(found: "Import") -> None:
    """What did not come back, and what was not read."""
    for row in found.comparison.absent:
        _say(f"提醒　{_where(row.place, '')}　{row.target.full_name}（{row.period.label}）　▲{row.reason.text}")
    for refusal in found.comparison.refusals:
        _say(f"没有读入　{_where(refusal.place, refusal.column)}　{refusal.target}　✕{refusal.reason.text}")
    for book, _ in found.refused:
        _say(f"没有读入　{book.path.name}　整个文件（原因见错误输出）")


def _where(place: SheetPlace, column: str) -> str:
    row = ""
    if place.row:
        row = f"第{place.row}行"
    return "·".join(filter(None, (place.file, place.sheet, row, column)))


def _change(change: CellChange) -> str:
    words = f"{change.target.full_name}（{change.period.label}）：{_short(change.old)} → {_short(change.new)}"
    if change.note:
        words += f"（{change.note}）"
    return words


def _short(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= 40:
        return line
    return line[:39] + "…"


def _as_json(found: "Import", reason: str, action: Action | None) -> dict[str, object]:
    """What came of it; `applied` and `action` say what was written, 0 and null where nothing was."""
    from db.actions.returned import applied

    comparison = found.comparison
    written, number = 0, None
    if action is not None:
        written, number = len(applied(found, reason)), action.id
    return {
        "changes": [_change_json(c) for c in comparison.sure],
        "doubts": [_doubt_json(c, accepted=bool(reason)) for c in comparison.doubtful],
        "refusals": [_refusal_json(r) for r in comparison.refusals],
        "absent": [_absent_json(row) for row in comparison.absent],
        "refused_files": [{"file": book.path.name, "reason": str(said)} for book, said in found.refused],
        "unchanged": comparison.unchanged,
        "applied": written,
        "action": number,
    }


def _change_json(change: CellChange) -> dict[str, object]:
    return {
        **_place_json(change.place, change.column),
        "target": change.target.id,
        "name": change.target.full_name,
        "period": change.period.key,
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "note": change.note,
    }


def _doubt_json(change: CellChange, *, accepted: bool) -> dict[str, object]:
    return {**_change_json(change), "reasons": [doubt.text for doubt in change.doubts], "accepted": accepted}


def _refusal_json(refusal: RowRefusal) -> dict[str, object]:
    return {**_place_json(refusal.place, refusal.column), "name": refusal.target, "reason": refusal.reason.text}


def _absent_json(row: AbsentRow) -> dict[str, object]:
    told = {"target": row.target.id, "name": row.target.full_name, "period": row.period.key}
    return {**_place_json(row.place, ""), **told, "reason": row.reason.text}


def _place_json(place: SheetPlace, column: str) -> dict[str, object]:
    return {"file": place.file, "sheet": place.sheet, "row": place.row, "column": column}


def _today() -> str:
    return f"{now():%Y-%m-%d}"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
