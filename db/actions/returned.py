"""Returned 填报表 into the ledger: read all, compare, then apply what is sure as one action."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TypeVar

from db.actions.absent import absent_rows, left_absent
from db.actions.placing import RowsOfToday, at_home, other_period, raw_row, rows_of
from db.disk import log
from db.disk.failures import Refusal
from db.ledger.backups import Reason
from db.ledger.journal import Action
from db.ledger.store import Store
from db.workbooks.returned_book import ReadBook, ReadRow, read_form
from models.collecting.absent import AbsentRow
from models.collecting.mending import CellPlace, Mended, followed, with_mends
from models.collecting.returned import CellChange, Comparison, RowRefusal, apply, compare
from models.collecting.typed import RawCell, RawRow, SheetPlace
from models.plan.entities import Entity, Target
from models.plan.period import Period
from models.plan.said import Said
from models.plan.year import PlanYear
from models.words.moments import quoted


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


Placed = TypeVar("Placed", RawRow, RowRefusal, Stray, AbsentRow)
ENDINGS = (".xlsx", ".xlsm", ".xls", ".et", ".csv")  # of files that may be forms
NAMED = 3  # files named in 修改记录; the rest is counted


@dataclass(slots=True)
class Import:
    """What reading workbooks comes to: the books, their rows by plan, and how these compare with the ledger.

    `unfit` are rows and sheets refused before any comparison, `strays` rows without a target,
    `matched` the targets that the clerk chose for some of them, `mended` what was typed over cells,
    `absent` the rows that a workbook was sent with and has no more, though another may have them.
    """

    books: list[Book] = field(default_factory=list)
    rows: dict[str, list[RawRow]] = field(default_factory=dict)
    unfit: list[RowRefusal] = field(default_factory=list)
    strays: list[Stray] = field(default_factory=list)
    absent: list[AbsentRow] = field(default_factory=list)
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
    files = sorted(path for path in folder.iterdir() if not path.name.startswith("~$"))
    return [path for path in files if path.suffix.lower() in ENDINGS]


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
    found, today = _without(earlier or Import(), paths), RowsOfToday()
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
        book, misplaced = at_home(store, path, book, plans, period)
        if misplaced:
            log.refused(misplaced.key)
            found.books.append(Book(path, name, misplaced, other_period(book.rows, plans)))
            continue
        found.books.append(Book(path, name))
        _take(store, _called(book, name), plans, period, today, found)
    log.done(since, log.Work.RETURNED, len(found.books))
    found.mended = followed(found.mended, chain(*found.rows.values()))
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
        row = replace(raw_row(stray.row, target, stray.period), doubts=stray.row.doubts)
        given.setdefault(stray.plan_id, []).append(row)
    found.comparison = Comparison(refusals=list(found.unfit))
    came: set[tuple[str, str]] = set()
    for plan_id, ledger in found.ledgers.items():
        rows = [*found.rows.get(plan_id, ()), *given.get(plan_id, ())]
        came |= {(row.target.id, row.period.key) for row in rows}
        part = compare(ledger, [with_mends(ledger, row, found.mended) for row in rows])
        found.comparison.changes += part.changes
        found.comparison.refusals += part.refusals
        found.comparison.unchanged += part.unchanged
    found.comparison.refusals += left
    found.comparison.absent = left_absent(found.absent, came)
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
        mended[place, column] = Mended(came, text, _target_at(found, place))
    return judged(replace(found, mended=mended))


def _came(found: Import, place: SheetPlace, column: str) -> RawCell | None:
    """A cell as its file had it."""
    rows: Iterator[RawRow | ReadRow] = chain(*found.rows.values(), (stray.row for stray in found.strays))
    return next((row.cells.get(column) for row in rows if row.place == place), None)


def _target_at(found: Import, place: SheetPlace) -> str:
    """The target that the row at a place is of; empty of one without."""
    own = next((row.target.id for row in chain(*found.rows.values()) if row.place == place), "")
    return own or found.matched.get(place, "")


def _says(cell: RawCell | None, text: str) -> bool:
    """Whether a cell came with this very text."""
    if cell is None or cell.value is None:
        return not text and (cell is None or cell.problem is None)
    return quoted(cell.value).strip() == text and not cell.percent_format


def apply_import(store: Store, found: Import, *, reason: str = "") -> Action | None:
    """Write the sure changes, and with a reason the doubtful ones too, as one undoable action.

    The file is backed up first; None when there is nothing to write. Raises Refusal.
    """
    return write_changes(store, found, applied(found, reason), reason)


def write_changes(
    store: Store, found: Import, chosen: Sequence[CellChange], reason: str = "", *, altering: str | None = None
) -> Action | None:
    """Write the changes chosen, as one undoable action, after a backup; None when there are none.

    `reason` is why doubts are right, `altering` why a closed period may say otherwise (see `Store.write`).
    """
    if not chosen:
        return None
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
    what = f"导入填报表：{periods}，{len(files)}个文件{len(chosen)}处（{named}）"
    return store.write(what, cells, reason=altering, backup=Reason.IMPORT)


def applied(found: Import, reason: str) -> list[CellChange]:
    """The changes that `apply_import` writes."""
    if reason:
        return found.comparison.changes
    return found.comparison.sure


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
    kept.absent = of_others(earlier.absent)
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
    rows = [replace(row, place=replace(row.place, file=name)) for row in book.rows]
    problems = [(replace(place, file=name), reason) for place, reason in book.problems]
    return replace(book, rows=rows, problems=problems)


def _take(
    store: Store, book: ReadBook, plans: set[str], period: Period | None, today: RowsOfToday, found: Import
) -> None:
    """Sort a book's rows by what they are of."""
    for place, reason in book.problems:
        found.unfit.append(RowRefusal(place, "", reason))
    for plan_id in {row.plan_id for row in book.rows} & plans:
        if plan_id not in found.ledgers:
            found.ledgers[plan_id] = store.ledger(plan_id)
    taken = rows_of(store, book, found.ledgers, period, today)
    found.unfit += taken.unfit
    for plan_id, rows in taken.rows.items():
        found.rows.setdefault(plan_id, []).extend(rows)
    for row, at, refusal in taken.strays:
        found.strays.append(Stray(row, row.plan_id, at, refusal))
    found.absent += absent_rows(store, book, found.ledgers, taken)
