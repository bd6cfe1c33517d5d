"""Returned 填报表 into the ledger: read all, compare, then apply what is sure as one action."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TypeVar

from db.disk import log
from db.disk.failures import Refusal
from db.ledger.backups import Reason
from db.ledger.journal import Action
from db.ledger.store import Store
from db.workbooks.returned_book import ReadBook, ReadRow, read_form
from models.collecting.mending import CellPlace, Mended, with_mends
from models.collecting.returned import CellChange, Comparison, RowRefusal, apply, compare
from models.collecting.typed import RawCell, RawRow, SheetPlace
from models.plan.entities import Entity, Target
from models.plan.period import Period, PeriodError
from models.plan.said import Said
from models.plan.year import PlanYear
from models.words.numbers import clean


class Stopped(Refusal):
    """The user stopped it; nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its name as it stands in places, and why it was refused whole (None when it was read).

    `of` is the period that it is of where it was refused for that alone: there it can be read.
    """

    path: Path
    name: str
    said: Said | None = None
    of: Period | None = None


@dataclass(frozen=True, slots=True)
class Stray:
    """A row that fits no target by itself: what was read, where it would go, and why it does not."""

    row: ReadRow
    plan_id: str
    period: Period
    refusal: RowRefusal

    @property
    def place(self) -> SheetPlace:
        """Where the row stands, as of every other that was read."""
        return self.row.place


Placed = TypeVar("Placed", RawRow, RowRefusal, Stray)
NAMED = 3  # files named in 修改记录; the rest is counted


@dataclass(slots=True)
class Import:
    """What reading workbooks comes to: the books, their rows by plan, and how these compare with the ledger.

    `unfit` are rows and sheets refused before any comparison, `strays` rows without a target,
    `matched` the targets that the clerk chose for some of them, `mended` what was typed over cells.
    """

    books: list[Book] = field(default_factory=list)
    rows: dict[str, list[RawRow]] = field(default_factory=dict)
    unfit: list[RowRefusal] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)
    matched: dict[SheetPlace, str] = field(default_factory=dict)
    mended: dict[CellPlace, Mended] = field(default_factory=dict)
    comparison: Comparison = field(default_factory=Comparison)
    ledgers: dict[str, PlanYear] = field(default_factory=dict)

    @property
    def files(self) -> int:
        """How many files there were."""
        return len(self.books)

    @property
    def refused(self) -> list[tuple[Book, Said]]:
        """Files refused whole, with what is said of them."""
        return [(book, book.said) for book in self.books if book.said]

    @property
    def read(self) -> int:
        """How many files were read, whatever came of their rows."""
        return self.files - len(self.refused)


def books_of(paths: Sequence[Path]) -> list[Path]:
    """Files as they are; of folders the workbooks in them, without Excel's own temporary ones."""
    found: list[Path] = []
    for path in paths:
        found += _workbooks_in(path) or [path]
    return found


def _workbooks_in(folder: Path) -> list[Path]:
    """The workbooks of a folder by name; none of what is no folder."""
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.glob("*.xls*") if not p.name.startswith("~$"))


def read_books(
    store: Store,
    paths: Sequence[Path],
    *,
    period: Period | None = None,
    plan_id: str = "",
    earlier: Import | None = None,
    going: Callable[[int], bool] = lambda _: True,
) -> Import:
    """Read workbooks and compare them with the ledger; nothing is written. An unreadable one stops no other.

    With a period only its forms are taken, with a plan only that plan's. What was read `earlier`
    is kept, but for files that are read again. `going` hears of each file before it is read
    (the first is 0) and stops it all by False: raises Stopped.
    """
    since = log.started()
    plans = {plan.id for plan in store.plans()}
    if plan_id:
        plans &= {plan_id}
    found = _without(earlier or Import(), paths)
    for number, path in enumerate(dict.fromkeys(paths)):
        if not going(number):
            raise Stopped(Said("stopped", "已取消，没有读入", "台账没有变"))
        name = _name(path, found.books)
        try:
            book = read_form(path)
        except Refusal as error:
            log.refused(error.said.key)
            found.books.append(Book(path, name, error.said))
            continue
        misplaced = _whole_problem(path, book.rows, plans, period)
        found.books.append(Book(path, name, misplaced, _other_period(book.rows, plans) if misplaced else None))
        if misplaced:
            log.refused(misplaced.key)
        else:
            _take(store, _called(book, name), plans, period, found)
    log.done(since, log.Work.RETURNED, len(found.books))
    return judged(found)


def judged(found: Import) -> Import:
    """The same, compared anew: strays to which a target was given count as its rows."""
    given: dict[str, list[RawRow]] = {}
    left = []
    for stray in found.strays:
        target_id = found.matched.get(stray.row.place)
        if target_id is None:
            left.append(stray.refusal)
            continue
        target = found.ledgers[stray.plan_id].by_id[target_id]
        given.setdefault(stray.plan_id, []).append(_raw(stray.row, target, stray.period))
    found.comparison = Comparison(refusals=list(found.unfit))
    for plan_id, ledger in found.ledgers.items():
        rows = [*found.rows.get(plan_id, ()), *given.get(plan_id, ())]
        part = compare(ledger, [with_mends(ledger, row, found.mended) for row in rows])
        found.comparison.changes += part.changes
        found.comparison.refusals += part.refusals
        found.comparison.unchanged += part.unchanged
    found.comparison.refusals += left
    return found


def match(found: Import, stray: Stray, target: Target | None) -> Import:
    """The clerk says which target a stray row is of; None takes it back."""
    matched = dict(found.matched)
    matched.pop(stray.row.place, None)
    if target:
        matched[stray.row.place] = target.id
    return judged(replace(found, matched=matched))


def mend(found: Import, place: SheetPlace, column: str, text: str | None) -> Import:
    """The clerk types over a cell of a row with a target; None, and what came typed again, give back what came."""
    mended, came = dict(found.mended), _came(found, place, column)
    mended.pop((place, column), None)
    if text is not None and not _says(came, text):
        mended[place, column] = Mended(came, text)
    return judged(replace(found, mended=mended))


def _came(found: Import, place: SheetPlace, column: str) -> RawCell | None:
    """A cell as its file had it."""
    rows: Iterator[RawRow | ReadRow] = chain(*found.rows.values(), (stray.row for stray in found.strays))
    return next((row.cells.get(column) for row in rows if row.place == place), None)


def _says(cell: RawCell | None, text: str) -> bool:
    """Whether a cell came with this very text."""
    if cell is None or cell.value is None:
        return not text and (cell is None or cell.problem is None)
    return str(cell.value).strip() == text and not cell.percent_format


def apply_import(store: Store, found: Import, *, reason: str = "") -> Action | None:
    """Write the sure changes, and with a reason the doubtful ones too, as one undoable action.

    The file is backed up first; None when there is nothing to write. Raises Refusal.
    """
    return write_changes(store, found, applied(found, reason), reason)


def write_changes(store: Store, found: Import, chosen: Sequence[CellChange], reason: str = "") -> Action | None:
    """Write the changes chosen, as one undoable action, after a backup; None when there are none."""
    if not chosen:
        return None
    store.backup(Reason.IMPORT)
    cells: list[Entity] = []
    for ledger in found.ledgers.values():
        own = [change for change in chosen if change.target.id in ledger.by_id]
        cells += apply(ledger, own, reason)
    periods = "、".join(sorted({c.period.label for c in chosen}))
    files = list(dict.fromkeys(c.place.file for c in chosen))
    named = "、".join(files[:NAMED])
    if len(files) > NAMED:
        named += "等"
    mended = sum((change.place, change.column) in found.mended for change in chosen)
    if mended:
        named += f"；其中{mended}处核对时改过"
    return store.write(f"导入填报表：{periods}，{len(files)}个文件{len(chosen)}处（{named}）", cells)


def applied(found: Import, reason: str) -> list[CellChange]:
    """The changes that `apply_import` writes."""
    if reason:
        return found.comparison.changes
    return found.comparison.sure


def _whole_problem(path: Path, rows: Sequence[ReadRow], plans: set[str], period: Period | None) -> Said | None:
    """Why a workbook is refused whole although it can be read: another plan, another period."""
    told = {row.plan_id for row in rows if row.plan_id}
    if told and not told & plans:
        what = "不是这本台账发出的填报表（属于别的计划），没有读入"
        return Said("other-plan", what, todo="请检查是不是选错了文件，或打开了别的台账", lead=path.name)
    found = {row.period for row in rows if row.plan_id in plans}
    if period is not None and found and period.key not in found:
        other = "、".join(sorted(map(_label, found)))
        return Said(
            "other-period",
            "没有读入",
            f"表里写的是“{other}”，现在收的是{period.label}，读入会写到别的期间",
            f"请用{period.short}空表重填；或把期间换成{other}再导入",
            lead=path.name,
        )
    return None


def _other_period(rows: Sequence[ReadRow], plans: set[str]) -> Period | None:
    """The one period that a workbook's rows are of; None where they are of several, or of another ledger."""
    keys = {row.period for row in rows if row.plan_id in plans}
    if len(keys) != 1:
        return None
    try:
        return Period.of_key(keys.pop())
    except PeriodError as error:
        log.expected(error)
        return None


_OTHER_PLAN = Said("row-of-other-plan", "这一行属于别的计划，没有读入", todo="请用这本台账发出的填报表")
_NO_PERIOD = Said("row-without-period", "编号里的期间读不出来，这一行没有读入", todo="请用原来的空表重填")


def _label(key: str) -> str:
    try:
        return Period.of_key(key).label
    except PeriodError as error:  # what somebody made of the token is shown as it stands
        log.expected(error)
        return key


def _without(earlier: Import, paths: Sequence[Path]) -> Import:
    """A copy of what was read, without the files that are now read again."""
    again = {book.name for book in earlier.books if book.path in paths}

    def of_others(rows: Iterable[Placed]) -> list[Placed]:
        return [row for row in rows if row.place.file not in again]

    kept = Import(ledgers=dict(earlier.ledgers), mended=dict(earlier.mended))
    kept.books = [book for book in earlier.books if book.name not in again]
    for plan_id, rows in earlier.rows.items():
        kept.rows[plan_id] = of_others(rows)
    kept.unfit = of_others(earlier.unfit)
    kept.strays = of_others(earlier.strays)
    for place, target_id in earlier.matched.items():
        if place.file not in again:
            kept.matched[place] = target_id
    return kept


def _name(path: Path, books: Iterable[Book]) -> str:
    """What a file is called: by its name, where another has the same with its folder."""
    taken = {b.name for b in books}
    name, number = path.name, 2
    if name in taken:
        name = f"{path.name}（{path.parent.name}）"
    while name in taken:
        name, number = f"{path.name}（{number}）", number + 1
    return name


def _called(book: ReadBook, name: str) -> ReadBook:
    called = ReadBook()
    for row in book.rows:
        called.rows.append(replace(row, place=replace(row.place, file=name)))
    for place, reason in book.problems:
        called.problems.append((replace(place, file=name), reason))
    return called


def _take(store: Store, book: ReadBook, plans: set[str], period: Period | None, found: Import) -> None:
    """Sort a book's rows by what they are of."""
    for place, reason in book.problems:
        found.unfit.append(RowRefusal(place, "", reason))
    home = next((r for r in book.rows if r.plan_id in plans), None)
    for row in book.rows:
        owner = row.plan_id
        if not owner and home:
            owner = home.plan_id
        if owner in plans and owner not in found.ledgers:
            found.ledgers[owner] = store.ledger(owner)
        _resolve(row, found.ledgers.get(owner), home, period, found)


def _resolve(row: ReadRow, ledger: PlanYear | None, home: ReadRow | None, period: Period | None, found: Import) -> None:
    """The target and period of a row: by id, else by name and unit; else it is unfit or a stray."""
    if ledger is None:
        found.unfit.append(_refusal(row, _OTHER_PLAN))
        return
    key = row.period
    if not key and home:
        key = home.period
    try:
        at = Period.of_key(key)
    except PeriodError as error:
        log.expected(error)
        found.unfit.append(_refusal(row, _NO_PERIOD))
        return
    if period is not None and at != period:
        what = f"这一行是{at.label}的，现在收的是{period.label}，没有读入"
        found.unfit.append(_refusal(row, Said("row-of-other-period", what)))
    elif at.year != ledger.plan.year:
        what = f"这一行是{at.year}年的，计划是{ledger.plan.year}年的，没有读入"
        found.unfit.append(_refusal(row, Said("row-of-other-year", what)))
    elif target := _target(row, ledger):
        found.rows.setdefault(ledger.plan.id, []).append(_raw(row, target, at))
    else:
        why = "没有编号，名称和单位也对不上唯一的指标"
        if row.target_id:
            why = "台账里没有这个指标了（可能已删除）"
        refusal = _refusal(row, Said("no-such-target", f"{why}，这一行没有读入", todo="请用原来的行填报"))
        found.strays.append(Stray(row, ledger.plan.id, at, refusal))


def _raw(row: ReadRow, target: Target, at: Period) -> RawRow:
    return RawRow(row.place, target, at, row.cells, row.handed, row.unit)


def _target(row: ReadRow, ledger: PlanYear) -> Target | None:
    if row.target_id:
        return ledger.by_id.get(row.target_id)
    name, unit = clean(row.name), clean(row.unit or "")
    found = None
    for target in ledger.targets:
        if clean(target.full_name) != name or unit not in ("", clean(target.unit)):
            continue
        if found:  # two of that name: which one it is, is for the clerk to say
            return None
        found = target
    return found


def _refusal(row: ReadRow, reason: Said) -> RowRefusal:
    return RowRefusal(row.place, "", reason, row.name)
