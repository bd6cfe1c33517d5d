"""Returned 填报表 into the ledger: read all, compare, then apply what is sure as one action."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from db.failures import Refusal
from db.journal import Action
from db.returned_book import ReadRow, read_form
from db.store import Store
from models.entities import Entity, Target
from models.ledger import Ledger
from models.period import Period, PeriodError
from models.reading import clean
from models.returned import CellChange, Comparison, apply, compare
from models.returned import Refusal as RowRefusal
from models.returned_cells import RawRow

NAMED = 3  # files named in 修改记录; the rest is counted


@dataclass(slots=True)
class Import:
    """What reading workbooks comes to. `refused` are files refused whole, with the sentence."""

    files: int = 0
    refused: list[tuple[Path, str]] = field(default_factory=list)
    comparison: Comparison = field(default_factory=Comparison)
    ledgers: dict[str, Ledger] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """Files that were read."""
        return self.files - len(self.refused)


def read_books(store: Store, paths: Sequence[Path], *, period: Period | None = None, plan_id: str = "") -> Import:
    """Read workbooks and compare them with the ledger; nothing is written. An unreadable one stops no other.

    With a period only its forms are taken, with a plan only that plan's.
    """
    found = Import(files=len(paths))
    plans = {p.id: p for p in store.plans() if not plan_id or p.id == plan_id}
    rows: dict[str, list[RawRow]] = {}
    for path in paths:
        try:
            book = read_form(path)
        except Refusal as error:
            found.refused.append((path, error.sentence))
            continue
        problem = _whole_problem(path, book.rows, set(plans), period)
        if problem:
            found.refused.append((path, problem))
            continue
        found.comparison.refusals += [RowRefusal(place, "", reason) for place, reason in book.problems]
        home = next((r for r in book.rows if r.plan_id in plans), None)
        for row in book.rows:
            owner = row.plan_id or (home.plan_id if home else "")
            if owner in plans and owner not in found.ledgers:
                found.ledgers[owner] = store.ledger(owner)
            raw = _resolve(row, found.ledgers.get(owner), home, period, found.comparison)
            if raw:
                rows.setdefault(owner, []).append(raw)
    for owner, raw_rows in rows.items():
        part = compare(found.ledgers[owner], raw_rows)
        found.comparison.changes += part.changes
        found.comparison.refusals += part.refusals
        found.comparison.unchanged += part.unchanged
    return found


def apply_import(store: Store, found: Import, *, reason: str = "") -> Action | None:
    """Write the sure changes, and with a reason the doubtful ones too, as one undoable action.

    The file is backed up first; None when there is nothing to write. Raises Refusal.
    """
    return write_changes(store, found, applied(found, reason), reason)


def write_changes(store: Store, found: Import, chosen: Sequence[CellChange], reason: str = "") -> Action | None:
    """Write the changes chosen, as one undoable action, after a backup; None when there are none."""
    if not chosen:
        return None
    store.backup("导入前")
    cells: list[Entity] = []
    for ledger in found.ledgers.values():
        own = {t.id for t in ledger.targets}
        cells += apply(ledger, [c for c in chosen if c.target.id in own], reason)
    periods = "、".join(sorted({c.period.label for c in chosen}))
    files = list(dict.fromkeys(c.place.file for c in chosen))
    named = "、".join(files[:NAMED]) + ("等" if len(files) > NAMED else "")
    return store.write(f"导入填报表：{periods}，{len(files)}个文件{len(chosen)}处（{named}）", cells)


def applied(found: Import, reason: str) -> list[CellChange]:
    """The changes that `apply_import` writes."""
    return found.comparison.changes if reason else found.comparison.sure


def _whole_problem(path: Path, rows: Sequence[ReadRow], plans: set[str], period: Period | None) -> str:
    """Why a workbook is refused whole although it can be read: another plan, another period."""
    with_ids = [r for r in rows if r.plan_id]
    if with_ids and not any(r.plan_id in plans for r in with_ids):
        return (
            f"{path.name}不是这本台账发出的填报表（属于别的计划），没有读入。请检查是不是选错了文件，或打开了别的台账。"
        )
    found = {r.period for r in with_ids if r.plan_id in plans}
    if period is not None and found and period.key not in found:
        other = "、".join(sorted(_label(key) for key in found))
        return (
            f"{path.name}没有读入。表里写的是“{other}”，现在收的是{period.label}，读入会写到别的期间。"
            f"请用{period.short}空表重填；或把期间换成{other}再导入。"
        )
    return ""


def _label(key: str) -> str:
    try:
        return Period.of_key(key).label
    except PeriodError:
        return key


def _resolve(
    row: ReadRow, ledger: Ledger | None, home: ReadRow | None, period: Period | None, found: Comparison
) -> RawRow | None:
    """The target and period of a row: by id, else by name and unit; None with a refusal."""
    if ledger is None:
        found.refusals.append(_refusal(row, "这一行属于别的计划，没有读入。请用这本台账发出的填报表"))
        return None
    try:
        at = Period.of_key(row.period or (home.period if home else ""))
    except PeriodError:
        found.refusals.append(_refusal(row, "编号里的期间读不出来，这一行没有读入。请用原来的空表重填"))
        return None
    if period is not None and at != period:
        found.refusals.append(_refusal(row, f"这一行是{at.label}的，现在收的是{period.label}，没有读入"))
        return None
    if at.year != ledger.plan.year:
        found.refusals.append(_refusal(row, f"这一行是{at.year}年的，计划是{ledger.plan.year}年的，没有读入"))
        return None
    target = _target(row, ledger)
    if target is None:
        why = "台账里没有这个指标了（可能已删除）" if row.target_id else "没有编号，名称和单位也对不上唯一的指标"
        found.refusals.append(_refusal(row, f"{why}，这一行没有读入。请用原来的行填报"))
        return None
    return RawRow(row.place, target, at, row.cells, row.handed, row.unit)


def _target(row: ReadRow, ledger: Ledger) -> Target | None:
    if row.target_id:
        return ledger.by_id.get(row.target_id)
    name, unit = clean(row.name), clean(row.unit or "")
    fitting = [t for t in ledger.targets if clean(t.full_name) == name and (not unit or clean(t.unit) == unit)]
    return fitting[0] if len(fitting) == 1 else None


def _refusal(row: ReadRow, reason: str) -> RowRefusal:
    return RowRefusal(row.place, "", reason, row.name)
