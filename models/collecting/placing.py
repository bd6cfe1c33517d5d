"""Where the rows of a returned sheet belong: number and visible name must agree, else it is a doubt or no place at all.

A figure goes where it visibly stands. Rows alike in everything visible are told apart by their numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from models.collecting.identity import FIGURES, NAME, ORDINAL, UNIT, SentRow
from models.plan.said import Said


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A row as it came back: the target of its number (empty without one), and what stands visibly beside it."""

    target_id: str
    printed: Mapping[str, str]
    shown: str

    @property
    def name(self) -> str:
        """The visible name, as it is compared."""
        return self.printed.get(NAME, "")

    @property
    def ordinal(self) -> str:
        """The visible 序号, empty where it was taken away."""
        return self.printed.get(ORDINAL, "")


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a row belongs, with what is doubtful about it; `refusal` says why it has no place.

    `alike` are the rows from which only its number tells it.
    """

    row: SentRow | None = None
    doubts: tuple[Said, ...] = ()
    refusal: Said | None = None
    alike: tuple[SentRow, ...] = ()
    moved: bool = False
    by_number: bool = False


class KnownRows:
    """The rows that a sheet may hold: as they were sent, and as the ledger would send them today.

    `names` are today's names of the targets, to be said.
    """

    def __init__(self, sent: Iterable[SentRow], today: Iterable[SentRow], names: Mapping[str, str]) -> None:
        self._sent = {row.target_id: row for row in sent}
        self._today = {row.target_id: row for row in map(self._as_called_now, today) if row is not None}
        self._names = names
        self._under = (_by_name(self._sent.values()), _by_name(self._today.values()))

    def _as_called_now(self, today: SentRow) -> SentRow | None:
        """A row under a name that it got after it was sent; of one that has its name still, what was sent counts."""
        sent = self._sent.get(today.target_id)
        if sent is None:
            return today
        if sent.name == today.name:
            return None
        return replace(sent, printed={**sent.printed, NAME: today.name})

    def of_number(self, target_id: str) -> SentRow | None:
        """The row with a number, as it was sent where that is known."""
        return self._sent.get(target_id) or self._today.get(target_id)

    def called(self, name: str) -> tuple[list[SentRow], list[SentRow]]:
        """The rows of a name: of those that were sent, then of today's."""
        sent, today = self._under
        return sent.get(name, []), today.get(name, [])

    def said(self, row: SentRow | None) -> str:
        """A target's name for a sentence."""
        if row is None:
            return "已删除的指标"
        return self._names.get(row.target_id, row.name)


def placements(rows: Sequence[SeenRow], known: KnownRows) -> list[Placement]:
    """A placement for each row of a sheet, in their order."""
    found = [_place(row, known) for row in rows]
    moved = any(placement.moved for placement in found)
    return [_told_apart(row, at, rows, moved=moved) for row, at in zip(rows, found, strict=True)]


def typed_beside(row: SentRow, printed: Mapping[str, str]) -> Said | None:
    """What was typed over the figures that were printed for the unit to see, which are not read."""
    differs = row.differs(printed)
    found = [heading for heading in FIGURES if differs.count(heading)]
    if not found:
        return None
    heading = found[0]
    sent = row.printed[heading] or "空"
    what = f"本期值空着，{heading}却改成了“{printed[heading]}”（发表时是“{sent}”），没有读入"
    return Said("typed-beside", what, todo="请把本期的数填在“本期值”一栏，再导入")


def _by_name(rows: Iterable[SentRow]) -> dict[str, list[SentRow]]:
    found: dict[str, list[SentRow]] = {}
    for row in rows:
        found.setdefault(row.name, []).append(row)
    return found


def _place(seen: SeenRow, known: KnownRows) -> Placement:
    own = known.of_number(seen.target_id)
    if not seen.name:
        return _nameless(seen, own, known)
    sent, today = known.called(seen.name)
    for rows in (sent, today) if seen.target_id else (sent + today,):
        fitting = [row for row in rows if not row.differs(seen.printed)]
        if fitting:
            return _fitting(seen, own, fitting, known)
    if sent or today:
        return _like(seen, own, sent or today, known)
    return _unknown(seen, own, known)


def _fitting(seen: SeenRow, own: SentRow | None, fitting: list[SentRow], known: KnownRows) -> Placement:
    """One or several rows are just what is visible."""
    if own is not None and own.target_id in {row.target_id for row in fitting}:
        if len(fitting) == 1:
            return Placement(own)
        return Placement(own, alike=tuple(fitting))
    of_place = fitting
    if len(fitting) > 1:
        of_place = [row for row in fitting if row.ordinal and row.ordinal == seen.ordinal]
    if len(of_place) != 1:
        return _ambiguous(seen, len(fitting))
    doubts: tuple[Said, ...] = ()
    if seen.target_id:
        doubts = (_moved(seen, own, of_place[0], known),)
    elif len(fitting) > 1:
        doubts = (_alike(of_place[0], len(fitting), known),)
    return Placement(of_place[0], doubts, moved=bool(seen.target_id))


def _like(seen: SeenRow, own: SentRow | None, named: list[SentRow], known: KnownRows) -> Placement:
    """The name is known, but no row of that name has all the rest."""
    only_unit = [row for row in named if row.differs_only_in(UNIT, seen.printed)]
    nearest = only_unit or named
    if len(nearest) > 1:
        return _ambiguous(seen, len(nearest))
    (row,) = nearest
    if seen.target_id and (own is None or own.target_id != row.target_id):
        return Placement(row, (_moved(seen, own, row, known),), moved=True)
    if only_unit:  # whether the unit converts is said with the figure
        return Placement(row)
    return Placement(row, (_differs(seen, row, known),))


def _unknown(seen: SeenRow, own: SentRow | None, known: KnownRows) -> Placement:
    """No target is called so; where nothing but the name differs it may have been typed over."""
    if own is None:
        why = "没有编号，名称和单位也对不上唯一的指标"
        if seen.target_id:
            why = "台账里没有这个指标了（可能已删除）"
        return _refused(why)
    if own.differs_only_in(NAME, seen.printed):
        return Placement(own, (_differs(seen, own, known),), by_number=True)
    return _refused(f"写的是“{seen.shown}”，编号却是“{known.said(own)}”的，认不出是哪一项")


def _nameless(seen: SeenRow, own: SentRow | None, known: KnownRows) -> Placement:
    if own is None or own.differs(seen.printed):
        return _refused("没有指标名称，认不出是哪一项")
    what = f"没有写指标名称，编号是“{known.said(own)}”的"
    return Placement(own, (Said("row-nameless", what, todo="请核对是不是这一项"),), by_number=True)


def _ambiguous(seen: SeenRow, count: int) -> Placement:
    return _refused(f"有{count}项指标叫“{seen.shown}”，名称和单位对不上唯一的指标")


def _refused(why: str) -> Placement:
    return Placement(refusal=Said("no-such-target", f"{why}，这一行没有读入", todo="请用原来的行填报"))


def _told_apart(seen: SeenRow, placement: Placement, rows: Sequence[SeenRow], *, moved: bool) -> Placement:
    """Of rows alike each by its number; a doubt where their order is not the one that was sent."""
    own = placement.row
    if moved and placement.by_number:
        return _refused("名称认不出来，别的行又挪动过，编号不能作准")
    if own is None or not placement.alike:
        return placement
    order = _order_of(placement.alike, rows)
    chosen = own
    if seen.ordinal not in ("", own.ordinal):  # the visible 序号 is of another of them, or was typed anew
        chosen = next((row for row in placement.alike if row.ordinal == seen.ordinal), own)
    elif not moved and order == sorted(set(order)):
        return placement
    return replace(placement, row=chosen, doubts=(_order_changed(chosen, len(placement.alike)),))


def _order_of(alike: Sequence[SentRow], rows: Sequence[SeenRow]) -> list[int]:
    """The places that rows alike had when they were sent, in the order in which their numbers stand now."""
    sent = sorted(alike, key=lambda row: (len(row.ordinal), row.ordinal))
    places = {row.target_id: at for at, row in enumerate(sent)}
    return [places[row.target_id] for row in rows if row.target_id in places]


def _moved(seen: SeenRow, own: SentRow | None, row: SentRow, known: KnownRows) -> Said:
    visible, numbered = known.said(row), known.said(own)
    if seen.shown and known.said(row) == numbered:
        visible, numbered = f"{visible}（第{row.ordinal}项）", f"第{own.ordinal if own else ''}项"
    what = f"写的是“{visible}”，隐藏的编号却是“{numbered}”的"
    means = f"像是只给看得见的列排了序，或复制、下拉过行。读入就写到“{visible}”"
    return Said("row-moved", what, means, "请与填报单位核对")


def _differs(seen: SeenRow, row: SentRow, known: KnownRows) -> Said:
    name, found = known.said(row), []
    for heading in row.differs(seen.printed):
        found.append(f"{heading}写的是“{seen.printed.get(heading, '')}”，发表时是“{row.printed[heading] or '空'}”")
    return Said("row-differs", "；".join(found), f"读入就写到“{name}”", "请核对是不是这一项")


def _alike(row: SentRow, count: int, known: KnownRows) -> Said:
    what = f"有{count}行“{known.said(row)}”看上去一样，又没有编号，按序号读作第{row.ordinal}项"
    return Said("rows-alike", what, todo="请核对是不是这一项")


def _order_changed(row: SentRow, count: int) -> Said:
    what = f"有{count}行“{row.name}”看上去一样，先后次序与发表时不同，读作第{row.ordinal}项"
    return Said("rows-reordered", what, todo="请核对是不是这一项")
