"""What is typed in 填报 on its way into the file: read, doubted or refused, shown at once, saved as one action.

Typed text is kept here until it is on disk: what is no number stays for correction, what could
not be saved stays to be tried again, through every change of period and page.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from time import perf_counter

from PySide6.QtCore import QObject, Signal

from db.ledger.store import Store
from gui.entry.spots import JUDGED, PAST, Batch, Draft, Problem, Spot, Trouble
from gui.session.idle import Idle
from gui.session.session import SMALL, Session
from models.collecting.typed import Parsed, Place, RawCell, RawRow, parse
from models.judging.doubts import doubts, joined
from models.judging.terms import terms_at
from models.plan.entities import Progress, Target, progress_id
from models.plan.fields import AS_OF, LAST_TOTAL, NATURE, PERCENT, TEXTS, VALUE, as_text, stored_text, value_field
from models.plan.period import Period
from models.plan.quantity import with_minus
from models.words.numbers import CLEAR, NOT_APPLICABLE, clean, read_number

_AT_ONCE = 16  # targets between two looks at the clock
_NUMBERS = ("value", "own", "this_total", "last_total", "percent", "as_of")
_COLUMNS = {"last_total": LAST_TOTAL, "percent": PERCENT, "nature": NATURE, "as_of": AS_OF} | {
    name: column for column, name in TEXTS.items()
}


class Entries(QObject):
    """All that was typed since the file was opened. `touched` names the targets to show anew."""

    touched = Signal(object)
    understood = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.period = session.period
        self._wrong: dict[Spot, Draft] = {}
        self._unsaved: dict[Spot, Draft] = {}
        self._pending: dict[str, Progress] = {}
        self._first: dict[Spot, str] = {}
        self._read_doubts: dict[Spot, tuple[str, ...]] = {}
        self._doubts: dict[str, tuple[str, ...]] = {}
        self._doubted: dict[str, list[Spot]] = {}
        self._unseen: list[str] | None = None  # targets not yet looked through for doubts, None: all
        self._idle = Idle(self, self._look_on)
        self._recent: list[Spot] = []

    @property
    def closed(self) -> bool:
        """Whether the period is closed (锁定)."""
        return self.session.has_plan and self.session.ledger.closed(self.period)

    @property
    def writable(self) -> bool:
        """Whether anything can be typed now."""
        return not self.session.read_only and not self.closed

    def spot(self, target_id: str, name: str) -> Spot:
        """A field of a target's cell in the period shown."""
        return Spot(target_id, self.period.key, name)

    def cell(self, target_id: str, period: str = "") -> Progress:
        """A cell as it will be once everything typed is saved; an empty one where nothing was reported."""
        key = period or self.period.key
        name = progress_id(target_id, key)
        cells = self.session.ledger.cells if self.session.has_plan else {}
        cell = self._pending.get(name) or cells.get(target_id, {}).get(key)
        return cell or Progress(name, target_id, key)

    def text(self, spot: Spot) -> str:
        """What stands in a field: text typed and not saved, else what is kept."""
        draft = self._unsaved.get(spot) or self._wrong.get(spot)
        return draft.text if draft else self.kept(spot)

    def kept(self, spot: Spot) -> str:
        """A field as it is kept, or on its way there."""
        if spot.field == PAST:
            target = self.session.ledger.by_id[spot.target_id]
            value = self.session.ledger.past_of(target).get(Period.of_key(spot.period).last_year.key)
            return as_text(value)
        cell = self.cell(spot.target_id, spot.period)
        return NOT_APPLICABLE if cell.not_applicable and spot.field in JUDGED else stored_text(cell, spot.field)

    def trouble(self, spot: Spot) -> Trouble | None:
        """Whether a field asks for attention."""
        if spot in self._unsaved:
            return Trouble.UNSAVED
        if spot in self._wrong:
            return Trouble.WRONG
        return Trouble.DOUBTED if self._doubts_at(spot) else None

    def first(self, spot: Spot) -> str | None:
        """What stood in a field when the file was opened, if it was changed since and differs."""
        first = self._first.get(spot)
        return first if first is not None and first != self.kept(spot) else None

    def changed_count(self) -> int:
        """Fields that differ from when the file was opened (本次改动)."""
        known = self.session.ledger.by_id
        return sum(s.target_id in known and self.first(s) is not None for s in self._first)

    def problems(self) -> list[Problem]:
        """Everything that asks for attention, the newest first, then in the plan's order."""
        found: dict[Spot, Problem] = {}
        if not self.session.has_plan:
            return []
        for trouble, drafts in ((Trouble.UNSAVED, self._unsaved), (Trouble.WRONG, self._wrong)):
            for spot, draft in drafts.items():
                if spot.target_id in self.session.ledger.by_id:
                    found[spot] = Problem(spot, trouble, draft.sentence)
        few = len(self.session.ledger.by_id if self._unseen is None else self._unseen) <= SMALL
        if not self._look_through(SMALL if few else 0):
            self._idle.start()  # in a large plan they come when there is time
        for target_id in self.session.ledger.by_id if self._doubted else ():
            for spot in self._doubted.get(target_id, ()):
                if spot not in found:
                    found[spot] = Problem(spot, Trouble.DOUBTED, joined(self._doubts_at(spot)))
        newest = [found.pop(s) for s in reversed(self._recent) if s in found]
        return [*newest, *found.values()]

    def enter(self, typed_in: Iterable[tuple[Spot, str]], what: str = "") -> int:
        """Take typed texts as one action; returns how many fields are being saved."""
        batch = Batch()
        for spot, text in typed_in:
            target = self.session.target(spot.target_id)
            if target is None or (text == self.text(spot) and spot not in self._unsaved):
                continue
            batch.targets.add(target.id)
            parsed = self.read(target, spot, text)
            self._forget(spot)
            if parsed.problem:
                self._wrong[spot] = Draft(text, parsed.problem, name=target.full_name)
                self._recent.append(spot)
            else:
                self._take(batch, target, spot, Draft(text, "", parsed.value, target.full_name), parsed)
        self._put(what or "；".join(batch.names[:1]), batch)
        return len(batch.drafts)

    def read(self, target: Target, spot: Spot, text: str) -> Parsed:
        """What a typed text means for its field."""
        name, word = spot.field, clean(text)
        if not word or (word == CLEAR and name in (*JUDGED, PAST)):
            return Parsed(None if name in (*_NUMBERS, PAST) else "", field=name, cleared=True)
        if name == PAST:
            reading = read_number(text, target.unit)
            return Parsed(reading.value, reading.understood, problem=reading.problem, field=name)
        period = Period.of_key(spot.period)
        column = VALUE if name == value_field(target) else _COLUMNS[name]
        return parse(RawRow(Place(""), target, period, {}), column, RawCell(text))

    def give_reason(self, spot: Spot, reason: str) -> None:
        """Keep the reason given for a doubted figure; it is asked no more."""
        batch = Batch(targets={spot.target_id})
        batch.add(self.cell(spot.target_id, spot.period), Parsed(reason, field="remark"))
        for name in JUDGED:
            self._read_doubts.pop(spot._replace(field=name), None)
        target = self.session.ledger.by_id[spot.target_id]
        self._put(f"{target.full_name} 写明原因：{reason}", batch)

    def retry(self) -> None:
        """Try again to save everything that could not be."""
        self.enter([(spot, draft.text) for spot, draft in self._unsaved.items()], f"再次保存 {len(self._unsaved)} 格")

    def left(self) -> dict[Spot, str]:
        """Every field whose text is in no file, in whichever period and plan: whose it is and why."""
        found = {}
        for spot, draft in (*self._wrong.items(), *self._unsaved.items()):
            period = "" if spot.period == self.period.key else f"（{Period.of_key(spot.period).short}）"
            found[spot] = (
                draft.name + period + ("，" if spot in self._unsaved else "") + draft.sentence.partition("。")[0]
            )
        return found

    def drop(self, spots: Iterable[Spot]) -> None:
        """Give up texts that are in no file; what is kept shows again."""
        dropped = set(spots)
        for spot in dropped:
            self._forget(spot)
        self._tell(s.target_id for s in dropped)

    def unsaved(self) -> Batch:
        """What could not be saved, as it is to be written elsewhere."""
        batch = Batch()
        for spot, draft in self._unsaved.items():
            target = self.session.ledger.by_id.get(spot.target_id)
            if target is None:
                continue
            batch.drafts[spot] = draft
            if spot.field == PAST:
                batch.add_past(target, Period.of_key(spot.period).last_year.key, draft.value)
                continue
            batch.add(self.cell(spot.target_id, spot.period), self.read(target, spot, draft.text))
        return batch

    def forget_judged(self, targets: frozenset[str] | None) -> None:
        """The ledger changed: doubts are reckoned anew."""
        if targets is None:
            self._doubts.clear()
            self._doubted.clear()
            self._unseen = None
            return
        for target_id in targets:
            self._doubts.pop(target_id, None)
        if self._unseen is not None:
            self._unseen += targets

    def show_period(self, period: Period) -> None:
        """Everything typed from now on is for another period."""
        self.period = period
        self.forget_judged(None)

    def sentences(self, spot: Spot) -> tuple[str, ...]:
        """Why a field asks for attention; empty where it does not, or where a reason was given."""
        draft = self._unsaved.get(spot) or self._wrong.get(spot)
        return (draft.sentence,) if draft else self._doubts_at(spot)

    def _look_on(self, seconds: float) -> bool:
        """Look for doubted figures for so long; when all are found, the page is told."""
        end = perf_counter() + seconds
        while self.session.has_plan and perf_counter() < end:
            if self._look_through(_AT_ONCE):
                self.touched.emit(frozenset())
                return True
        return not self.session.has_plan  # it was taken back or deleted meanwhile

    def _look_through(self, most: int) -> bool:
        """Find the doubted figures among so many targets not yet looked at; whether none is left."""
        by_id = self.session.ledger.by_id if self.session.has_plan else {}
        if self._unseen is None:
            self._unseen = list(reversed(by_id))
        some = [self._unseen.pop() for _ in range(min(most, len(self._unseen)))]
        for target_id in some:
            self._doubted.pop(target_id, None)
            target = by_id.get(target_id)
            names = (value_field(target), "last_total") if target and not self.closed else ()
            spots = [spot for name in names if self._doubts_at(spot := self.spot(target_id, name))]
            if spots:
                self._doubted[target_id] = spots
        return not self._unseen

    def _doubts_at(self, spot: Spot) -> tuple[str, ...]:
        if spot.period != self.period.key or spot.field not in JUDGED or self.closed:
            return ()
        target = self.session.ledger.by_id.get(spot.target_id)
        if target is None:
            return ()
        if spot.field == value_field(target):
            if target.id not in self._doubts:
                self._doubts[target.id] = self._reckoned(target, spot)
            return self._doubts[target.id]
        return self._reckoned(target, spot) if spot.field == "last_total" else ()

    def _reckoned(self, target: Target, spot: Spot) -> tuple[str, ...]:
        cell = self.cell(target.id)
        if cell.remark or cell.not_applicable:
            return ()
        value = getattr(cell, spot.field)
        if not isinstance(value, Decimal):
            return ()
        ledger = self.session.ledger
        terms = terms_at(target, ledger.versions_of(target), self.period.end)
        found = doubts(target, terms, self.period, spot.field, value, ledger.cells_of(target))
        return (*self._read_doubts.get(spot, ()), *(doubt.text for doubt in found))

    def _name(self, target: Target, spot: Spot, before: str, after: str) -> str:
        period = Period.of_key(spot.period).short
        if spot.field in JUDGED:
            return f"{target.full_name} {_shown(before)}→{_shown(after)}（{period}）"
        column = "上年数" if spot.field == PAST else _COLUMNS[spot.field]
        return f"{target.full_name} {column}（{period}）"

    def _take(self, batch: Batch, target: Target, spot: Spot, draft: Draft, parsed: Parsed) -> None:
        """Add a field that was read to what is being saved, where it differs from what is kept."""
        before = self.kept(spot)
        if parsed.note:
            self.understood.emit(f"{target.full_name}：{parsed.note}")
        if spot.field == PAST:
            batch.add_past(target, Period.of_key(spot.period).last_year.key, parsed.value)
        elif not batch.add(self.cell(spot.target_id, spot.period), parsed):
            return
        self._first.setdefault(spot, before)
        if parsed.doubts:
            self._read_doubts[spot] = parsed.doubts
        self._recent.append(spot)
        batch.drafts[spot] = draft
        shown = NOT_APPLICABLE if parsed.field == "not_applicable" else as_text(parsed.value)
        batch.names.append(self._name(target, spot, before, shown))

    def _put(self, what: str, batch: Batch) -> None:
        self._pending |= batch.cells

        def write(store: Store) -> None:
            cells = batch.onto(store.cells(list(batch.cells)))
            store.write(what, [*cells, *batch.past], batch.no_past)

        if batch.cells or batch.past or batch.no_past:
            self.session.act(write, done=self._saver(batch), failed=self._refuser(batch))
        self._tell(batch.targets)

    def _tell(self, targets: Iterable[str]) -> None:
        concerned = frozenset(targets)
        if not concerned:
            return
        self.forget_judged(concerned)
        self.touched.emit(concerned)

    def _saver(self, batch: Batch) -> Callable[[], None]:
        def saved() -> None:
            self._arrived(batch)
            for spot in batch.drafts:  # an earlier text of the field may have failed
                self._unsaved.pop(spot, None)
            self._tell(batch.targets)

        return saved

    def _refuser(self, batch: Batch) -> Callable[[str], None]:
        def refused(sentence: str) -> None:
            self._arrived(batch)
            for spot, draft in batch.drafts.items():
                self._unsaved[spot] = replace(draft, sentence=sentence)
            if not batch.drafts:
                self.session.failed.emit(sentence)
            self._tell(batch.targets)

        return refused

    def _arrived(self, batch: Batch) -> None:
        """A batch is answered: what is typed since stays on its way."""
        for cell in batch.cells.values():
            if self._pending.get(cell.id) is cell:
                del self._pending[cell.id]

    def _forget(self, spot: Spot) -> None:
        self._wrong.pop(spot, None)
        self._unsaved.pop(spot, None)
        self._read_doubts.pop(spot, None)
        if spot in self._recent:
            self._recent.remove(spot)


def _shown(text: str) -> str:
    """A stored figure, stage or state as a step names it."""
    return with_minus(text) or "空"
