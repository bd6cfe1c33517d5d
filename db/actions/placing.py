"""Where the rows of a returned workbook belong: plan and period, then the target, by number and visible name."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path
from typing import TypeAlias

from db.disk import log
from db.ledger.store import Store
from db.workbooks.returned_book import ReadBook, ReadRow
from models.collecting.form import digests_of, rows_of_today
from models.collecting.identity import NAME, SentRow, as_read
from models.collecting.placing import KnownRows, Placement, SeenRow, placements, typed_beside
from models.collecting.returned import RowRefusal
from models.collecting.typed import RawCell, RawRow
from models.plan.entities import Plan, Target, full_name
from models.plan.fields import AskedUnder
from models.plan.period import Period, PeriodError
from models.plan.said import Said
from models.plan.year import PlanYear
from models.words.form_title import period_in
from models.words.numbers import clean

_GONE = "台账里没有这个指标了（可能已删除）"
_OTHER_PLAN = Said("row-of-other-plan", "这一行属于别的计划，没有读入", todo="请用这本台账发出的填报表")
_NO_PERIOD = Said("row-without-period", "编号里的期间读不出来，这一行没有读入", todo="请用原来的空表重填")
RowsOfToday: TypeAlias = dict[tuple[str, str], list[SentRow]]  # by plan and period, what the ledger would send now


@dataclass(frozen=True, slots=True)
class _Home:
    """The plan and the period of the rows of a sheet that do not say so themselves, and what is doubtful about it."""

    plan_id: str = ""
    period: str = ""
    doubts: tuple[Said, ...] = ()


@dataclass(slots=True)
class TakenRows:
    """The rows of a book: those of a target by plan, those refused, those without a target with their period."""

    rows: dict[str, list[RawRow]] = field(default_factory=dict)
    unfit: list[RowRefusal] = field(default_factory=list)
    strays: list[tuple[ReadRow, Period, RowRefusal]] = field(default_factory=list)


def at_home(
    store: Store, path: Path, book: ReadBook, plans: set[str], period: Period | None
) -> tuple[ReadBook, Said | None]:
    """The book with a plan and a period for each row; why it is refused whole although it can be read."""
    homes, retitled = _homes(store, book, plans, period), _retitled(book)
    rows = []
    for row in book.rows:
        if row.plan_id:
            rows.append(replace(row, doubts=retitled.get(row.place.sheet, ())))
            continue
        home = homes.get(row.place.sheet) or homes.get("") or _Home()
        rows.append(replace(row, plan_id=home.plan_id, period=home.period, doubts=home.doubts))
    book = replace(book, rows=rows)
    problem = _whole_problem(path, rows, plans, period)
    if problem is not None and period is not None and problem.key == "other-period":
        for said in next(iter(retitled.values()), ()):
            problem = replace(problem, means=f"{said.what}，{said.means}", todo=f"请用{period.short}空表重填")
    return book, problem


def _retitled(book: ReadBook) -> dict[str, tuple[Said, ...]]:
    """By sheet, the doubt of numbered rows under a title of none of their periods: an old form used again."""
    numbered: dict[str, set[str]] = {}
    for row in book.rows:
        if row.plan_id:
            numbered.setdefault(row.place.sheet, set()).add(row.period)
    found: dict[str, tuple[Said, ...]] = {}
    for sheet, keys in numbered.items():
        written = period_in(book.heads.get(sheet, ""))
        if written is not None and written.key not in keys:
            of = "、".join(map(_label, sorted(keys)))
            what = f"表头写的是“{written.label}”，隐藏的编号却是“{of}”的"
            said = Said("form-of-other-period", what, "像是把另一期的表改了标题再填", "请核对是哪一期的数")
            found[sheet] = (said,)
    return found


def _homes(store: Store, book: ReadBook, plans: set[str], period: Period | None) -> dict[str, _Home]:
    """The plan and period of each sheet without numbers; under "" those of the numbers, of whatever sheet."""
    numbered: dict[str, _Home] = {}
    for row in sorted(book.rows, key=lambda row: row.plan_id not in plans):  # a damaged number says nothing
        if row.plan_id:
            numbered.setdefault(row.place.sheet, _Home(row.plan_id, row.period))
    if numbered:
        return numbered
    kept = {key[:2] for key in book.sent}
    if len(kept) == 1:
        home = _Home(*kept.pop())
        return {sheet: _kept_home(home, words) for sheet, words in book.heads.items()}
    known = [plan for plan in store.plans() if plan.id in plans]
    homes = {sheet: _written_home(known, words, period) for sheet, words in book.heads.items()}
    return {sheet: home for sheet, home in homes.items() if home is not None}


def _kept_home(home: _Home, words: str) -> _Home:
    """What the hidden list of a book says of its sheets, but for one pasted in that names another period itself."""
    written = period_in(words)
    if written is None:
        return home
    return replace(home, period=written.key)


def _written_home(plans: Sequence[Plan], words: str, period: Period | None) -> _Home | None:
    """What the words above a table say of its plan and period; where they are silent, what is collected now."""
    written = period_in(words)
    at = written or period
    plan = _plan_of(plans, words, at)
    if at is None or plan is None:
        return None
    doubts: tuple[Said, ...] = ()
    if clean(plan.title) not in clean(words):
        doubts = (Said("plan-guessed", f"表里看不出是哪个计划，按“{plan.title}”读", todo="请核对是不是这个计划"),)
    if written is not None:
        return _Home(plan.id, at.key, doubts)
    what = f"表里看不出是哪一期，按现在收的{at.label}读"
    return _Home(plan.id, at.key, (Said("period-guessed", what, todo="请核对是不是这一期"), *doubts))


def _plan_of(plans: Sequence[Plan], words: str, at: Period | None) -> Plan | None:
    """The plan whose title stands above the table, else the only one of the period's year."""
    text = clean(words)
    named = [plan for plan in plans if clean(plan.title) in text]
    if not named:
        named = [plan for plan in plans if at is not None and plan.year == at.year]
    if len(named) == 1:
        return named[0]
    return None


def _whole_problem(path: Path, rows: Sequence[ReadRow], plans: set[str], period: Period | None) -> Said | None:
    """Why a workbook is refused whole although it can be read: no plan, another plan, another period."""
    told = {row.plan_id for row in rows if row.plan_id}
    if rows and not told:
        what, means = "里没有编号，也看不出是哪个计划、哪个期间的，没有读入", "隐藏的编号列被删掉了"
        return Said("no-home", what, means, "请保留表头上面的标题，或用原来的空表重填", lead=path.name)
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


def other_period(rows: Sequence[ReadRow], plans: set[str]) -> Period | None:
    """The one period that a workbook's rows are of; None where they are of several, or of another ledger."""
    keys = {row.period for row in rows if row.plan_id in plans}
    if len(keys) != 1:
        return None
    try:
        return Period.of_key(keys.pop())
    except PeriodError as error:
        log.expected(error)
        return None


def _label(key: str) -> str:
    try:
        return Period.of_key(key).label
    except PeriodError as error:  # what somebody made of the token is shown as it stands
        log.expected(error)
        return key


def rows_of(
    store: Store, book: ReadBook, ledgers: Mapping[str, PlanYear], period: Period | None, today: RowsOfToday
) -> TakenRows:
    """The rows by their targets; what has none is a stray, what is of elsewhere is unfit. `today` fills on the way."""
    taken = TakenRows()
    parts: dict[tuple[str, str, Period], list[ReadRow]] = {}
    for row in book.rows:
        at = _period_of(row, ledgers.get(row.plan_id), period)
        if isinstance(at, Said):
            taken.unfit.append(_refusal(row, at))
        else:
            parts.setdefault((row.place.sheet, row.plan_id, at), []).append(row)
    for (_, plan_id, at), rows in parts.items():
        ledger = ledgers[plan_id]
        if (plan_id, at.key) not in today:
            today[plan_id, at.key] = rows_of_today(ledger, at)
        _place(store, book, ledger, at, rows, today[plan_id, at.key], taken)
    return taken


def _period_of(row: ReadRow, ledger: PlanYear | None, period: Period | None) -> Period | Said:
    """The period of a row; why the row is none of this import's."""
    if ledger is None:
        return _OTHER_PLAN
    try:
        at = Period.of_key(row.period)
    except PeriodError as error:
        log.expected(error)
        return _NO_PERIOD
    if period is not None and at != period:
        what = f"这一行是{at.label}的，现在收的是{period.label}，没有读入"
        return Said("row-of-other-period", what)
    if at.year != ledger.plan.year:
        what = f"这一行是{at.year}年的，计划是{ledger.plan.year}年的，没有读入"
        return Said("row-of-other-year", what)
    return at


def _place(
    store: Store,
    book: ReadBook,
    ledger: PlanYear,
    at: Period,
    rows: Sequence[ReadRow],
    today: Sequence[SentRow],
    taken: TakenRows,
) -> None:
    """Find the targets of the rows of one sheet, plan and period."""
    sent = {key[2]: row for key, row in book.sent.items() if key[:2] == (ledger.plan.id, at.key)}
    named = {row.target_id: row for row in today}
    called_now = {row.name for row in today}
    for row in rows:
        target_id = row.target_id
        if target_id in named and target_id not in sent:
            called = _called_before(store, ledger.by_id[target_id], named[target_id], row, called_now)
            if called is not None:
                sent[target_id] = called
    names = {target.id: target.full_name for target in ledger.targets}
    seen = [SeenRow(row.target_id, row.printed, row.name) for row in rows]
    handed = _handed(rows, sent)
    for row, placement in zip(rows, placements(seen, KnownRows(sent.values(), today, names)), strict=True):
        _put(row, placement, ledger, at, handed, taken)


def _called_before(store: Store, target: Target, today: SentRow, row: ReadRow, taken: Container[str]) -> SentRow | None:
    """A row of an earlier version's form, under a name that its target had when it was sent."""
    visible = row.printed.get(NAME, "")
    if not visible or visible in taken:
        return None
    names, calibres = {target.name}, {target.calibre}
    names |= _held_before(store, target, "name")
    calibres |= _held_before(store, target, "calibre")
    for name, calibre in product(names, calibres):
        if as_read(NAME, full_name(name, calibre)) == visible:
            return replace(today, printed={**today.printed, NAME: visible})
    return None


def _held_before(store: Store, target: Target, name: str) -> set[str]:
    return {str(edit.old or "") for edit in store.history(Target, target.id, name)}


def _handed(rows: Iterable[ReadRow], sent: Mapping[str, SentRow]) -> dict[str, str]:
    """What the ledger held of each target when it was sent; of an earlier version's form what stood in its one row."""
    rows = list(rows)
    times = Counter(row.target_id for row in rows)
    found = {row.target_id: row.handed for row in rows if row.handed is not None and times[row.target_id] == 1}
    found |= {target_id: row.handed for target_id, row in sent.items() if row.handed is not None}
    return found


def _put(
    row: ReadRow,
    placement: Placement,
    ledger: PlanYear,
    at: Period,
    handed: Mapping[str, str],
    taken: TakenRows,
) -> None:
    target, refusal = None, placement.refusal
    if placement.row is not None:
        target = ledger.by_id.get(placement.row.target_id)
    if target is None:
        refusal = refusal or Said("target-gone", f"{_GONE}，这一行没有读入", todo="请用原来的行填报")
        taken.strays.append((row, at, _refusal(row, refusal)))
        return
    read = raw_row(row, target, at, handed.get(target.id))
    read = replace(read, doubts=(*row.doubts, *placement.doubts))
    taken.rows.setdefault(ledger.plan.id, []).append(read)
    beside = typed_beside(placement.row, row.printed) if placement.row is not None else None
    if beside is not None and not _is_filled(row.cells.get(AskedUnder.VALUE)):
        taken.unfit.append(_refusal(row, beside))


def _is_filled(cell: RawCell | None) -> bool:
    return cell is not None and (cell.problem is not None or cell.value not in (None, ""))


def raw_row(row: ReadRow, target: Target, at: Period, handed: str | None = None) -> RawRow:
    """A row for the comparison, as one of a target."""
    held = None
    if handed is not None:
        held = digests_of(handed)
    return RawRow(row.place, target, at, row.cells, held, row.unit)


def _refusal(row: ReadRow, reason: Said) -> RowRefusal:
    return RowRefusal(row.place, "", reason, row.name)
