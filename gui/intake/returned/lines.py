"""What the preview of returned forms lists: files with their rows, each in the words of its columns."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from db.actions.returned import Book, Import, Stray
from models.collecting.form import previous_cell
from models.collecting.returned import CellChange, difference
from models.collecting.returned import Refusal as RowRefusal
from models.collecting.typed import Place, RawCell, RawRow
from models.plan.entities import Target
from models.plan.fields import AS_OF, LAST_TOTAL, NATURE, PERCENT, TEXTS, VALUE, stored_text, value_field
from models.plan.ledger import Ledger
from models.plan.period import Period
from models.plan.quantity import DASH, typed, with_minus

ORDER = ("", VALUE, LAST_TOTAL, PERCENT, NATURE, AS_OF, *TEXTS)
UNREPORTED, EMPTY, NOT_FILLED = "未报", "（空）", "（没有填）"
_WORDY = {NATURE, AS_OF, *TEXTS}

Key: TypeAlias = tuple[Place, str]


class Kind(StrEnum):
    """What a row is: sure, doubted, refused, without a target, or as the ledger has it."""

    SURE = "sure"
    DOUBT = "doubt"
    ERROR = "error"
    STRAY = "stray"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the preview. `why` holds the sentences of doubt or refusal, `note` what was understood."""

    place: Place
    column: str
    kind: Kind
    name: str
    unit: str = ""
    before: str = ""
    old: str = ""
    new: str = ""
    by: str = ""
    note: str = ""
    why: tuple[str, ...] = ()
    change: CellChange | None = None
    stray: Stray | None = None

    @property
    def key(self) -> Key:
        """What a row is known by when the files are judged anew."""
        return self.place, self.column

    @property
    def hint(self) -> str:
        """The column 提示: shortly what is doubted or refused, else what was understood."""
        if self.kind is Kind.STRAY:
            return "未识别：请指定是哪项指标"
        said = [short(w, self.new) for w in self.why]
        if self.change and self.change.disputed:
            said[-1] = "与另一张表不一致，请选一行"
        return "；".join(said) or self.note


@dataclass(frozen=True, slots=True)
class Group:
    """A file with its rows."""

    book: Book
    title: str
    lines: tuple[Line, ...]

    def count(self, *kinds: Kind) -> int:
        """How many of its rows are of these kinds."""
        return sum(line.kind in kinds for line in self.lines)

    @property
    def changed(self) -> int:
        """Rows that would change the ledger, or were meant to."""
        return len(self.lines) - self.count(Kind.SAME)

    @property
    def refusal(self) -> str:
        """Why nothing of the file was read; a file whose only sheet was refused counts as refused."""
        whole = [line for line in self.lines if line.kind is Kind.ERROR and not line.name]
        if self.lines and len(whole) == len(self.lines):
            return f"{self.book.name}没有读入。{whole[0].why[0]}"
        return self.book.refusal


def short(sentence: str, new: str = "") -> str:
    """A doubt or refusal in a few words: the likely mistake, else what is odd, without what to do."""
    first, _, rest = sentence.partition("。")
    if rest.startswith("可能"):
        first = rest.partition("。")[0]
    elif new and first.startswith(new) and "，" in first:
        first = first.partition("，")[2]
    return first.partition("，请")[0]


def groups_of(found: Import) -> list[Group]:
    """A group for each file, in the order of the files; its rows in the order of the sheet."""
    raw = {r.place: (ledger, r) for plan, ledger in found.ledgers.items() for r in found.rows.get(plan, ())}
    for stray in found.strays:
        given = found.matched.get(stray.row.place)
        ledger = found.ledgers[stray.plan_id]
        if given:
            row = RawRow(stray.row.place, ledger.by_id[given], stray.period, stray.row.cells)
            raw[stray.row.place] = ledger, row
    strays = {s.row.place: s for s in found.strays}
    lines: dict[str, list[Line]] = {b.name: [] for b in found.books}
    for change in found.comparison.changes:
        lines[change.place.file].append(_changed(raw[change.place][0], change, strays.get(change.place)))
    for refusal in found.comparison.refusals:
        lines[refusal.place.file].append(_refused(refusal, raw, strays))
    said = {line.place for of_file in lines.values() for line in of_file}
    given_elsewhere = {c.slot[:2] for c in found.comparison.changes}
    for place, (ledger, row) in raw.items():
        if place not in said:
            twice = (row.target.id, row.period.key) in given_elsewhere
            lines[place.file].append(_same(ledger, row, twice=twice))
    titles = _titles(found, raw)
    return [Group(b, titles[b.name], tuple(sorted(lines[b.name], key=_sort_key))) for b in found.books]


def likely(name: str, unit: str, ledger: Ledger) -> list[tuple[str, Target]]:
    """All targets as they are offered, those most like a name and unit first; no two read the same."""
    letters, labels = set(name), ledger.task_labels()

    def likeness(target: Target) -> float:
        theirs = set(target.full_name)
        return len(letters & theirs) / (len(letters | theirs) or 1) + (0.2 if target.unit == unit else 0)

    offered: dict[str, Target] = {}
    for target in sorted(ledger.targets, key=likeness, reverse=True):
        parts = (target.unit, ledger.lead_name(target), labels.get(target.heading_id or "", ""))
        text = f"{target.full_name}（{'，'.join(p for p in parts if p)}）"
        number = 2
        while text in offered:
            text, number = f"{text.partition('　')[0]}　{number}", number + 1
        offered[text] = target
    return list(offered.items())


def _sort_key(line: Line) -> tuple[str, int, int]:
    return line.place.sheet, line.place.row, ORDER.index(line.column)


def _titles(found: Import, raw: dict[Place, tuple[Ledger, RawRow]]) -> dict[str, str]:
    """The unit that a file comes from, where all its rows are one unit's and no other file's."""
    units: dict[str, set[str]] = {b.name: set() for b in found.books}
    for place, (ledger, row) in raw.items():
        units[place.file].add(ledger.lead_name(row.target))
    single = {name: next(iter(of_file)) for name, of_file in units.items() if len(of_file) == 1}
    return {name: single[name] if list(single.values()).count(single.get(name, "")) == 1 else name for name in units}


def _changed(ledger: Ledger, change: CellChange, stray: Stray | None) -> Line:
    wordy = change.column in _WORDY
    note = change.note
    if stray:
        note = "；".join(n for n in (note, f"原表写的是“{stray.row.name}”") if n)
    return Line(
        place=change.place,
        column=change.column,
        kind=Kind.DOUBT if change.doubts else Kind.SURE,
        name=change.target.full_name,
        unit=change.target.unit,
        before=_before(ledger, change.target, change.period) if change.column == VALUE else "",
        old=EMPTY if wordy and change.old == UNREPORTED else _shown(change.old, wordy=wordy),
        new=_shown(change.new, wordy=wordy),
        by=difference(ledger, change),
        note=note,
        why=change.doubts,
        change=change,
        stray=stray,
    )


def _refused(refusal: RowRefusal, raw: dict[Place, tuple[Ledger, RawRow]], strays: dict[Place, Stray]) -> Line:
    ledger, row = raw.get(refusal.place, (None, None))
    stray = strays.get(refusal.place)
    cells = row.cells if row else stray.row.cells if stray else {}
    column = refusal.column or (VALUE if stray else "")
    name = value_field(row.target) if row and column == VALUE else ""
    held = stored_text(ledger.cells_of(row.target).get(row.period.key), name) if row and ledger and name else ""
    return Line(
        place=refusal.place,
        column=column,
        kind=Kind.STRAY if stray and not row else Kind.ERROR,
        name=row.target.full_name if row else refusal.target,
        unit=row.target.unit if row else (stray.row.unit or "" if stray else ""),
        before=_before(ledger, row.target, row.period) if row and ledger and column == VALUE else "",
        old=(_shown(held) or UNREPORTED) if name else "",
        new=_raw_text(cells.get(column)),
        by=DASH,
        why=(refusal.reason,),
        stray=stray,
    )


def _same(ledger: Ledger, row: RawRow, *, twice: bool) -> Line:
    held = stored_text(ledger.cells_of(row.target).get(row.period.key), value_field(row.target))
    new = _raw_text(row.cells.get(VALUE))
    return Line(
        place=row.place,
        column=VALUE,
        kind=Kind.SAME,
        name=row.target.full_name,
        unit=row.target.unit,
        before=_before(ledger, row.target, row.period),
        old=_shown(held) or UNREPORTED,
        new=new or NOT_FILLED,
        by=DASH,
        note="另一张表已有同样的数" if twice and new else "没有变化",
    )


def _before(ledger: Ledger, target: Target, period: Period) -> str:
    """上期值: what 本期值 held the last time."""
    cell = previous_cell(ledger, target, period)
    return cell if isinstance(cell, str) else str(cell) if isinstance(cell, int) else typed(cell.value) + cell.after


def _shown(text: str, *, wordy: bool = False) -> str:
    """A kept text on one line, a number with the real minus sign."""
    return " ".join(text.split()) if wordy else with_minus(text)


def _raw_text(cell: RawCell | None) -> str:
    return "" if cell is None or cell.value is None else " ".join(str(cell.value).split())
