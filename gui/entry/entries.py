"""What is typed in 填报 on its way into the file: read, doubted or refused, shown at once, saved as one action.

Typed text is kept here until it is on disk: what is no number stays for correction, what could
not be saved stays to be tried again, through every change of period and page.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QObject, Signal

from db.disk import log
from db.ledger.store import Store
from gui.entry.doubting import Doubting
from gui.entry.drafts import Drafts
from gui.entry.kept import KeptCells
from gui.entry.spots import PAST, Batch, Draft, Problem, Spot, Trouble, TypedText
from gui.session.session import Session
from models.collecting.typed import NOT_APPLICABLE_FIELD, Parsed, typed, typed_last_year
from models.judging.doubts import joined, share_doubt
from models.judging.terms import terms_at
from models.plan.entities import Progress, Target
from models.plan.fields import DOUBTED, as_text
from models.plan.period import Period
from models.plan.quantity import with_minus
from models.plan.said import Said
from models.words.numbers import NOT_APPLICABLE

_LOCKED = frozenset({"closed", "alters-closed", "past-closed"})  # keys of what a lock refuses


class Entries(QObject):
    """All that was typed since the file was opened. `touched` names the targets to show anew.

    `drafts` are the texts that are in no file.
    """

    touched = Signal(object)
    understood = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.cells = KeptCells(session)
        self.doubting = Doubting(self.cells)
        self.doubting.found.connect(lambda: self.touched.emit(frozenset()))
        self.drafts = Drafts()

    @property
    def period(self) -> Period:
        """The period that everything is typed for."""
        return self.cells.period

    @property
    def closed(self) -> bool:
        """Whether the period is closed (锁定)."""
        return self.cells.closed

    @property
    def writable(self) -> bool:
        """Whether anything can be typed now."""
        return not self.session.read_only and not self.closed

    def spot(self, target_id: str, name: str) -> Spot:
        """A field of a target's cell in the period shown."""
        return Spot(target_id, self.period.key, name)

    def cell(self, target_id: str, period: str = "") -> Progress:
        """A cell as it will be once everything typed is saved; an empty one where nothing was reported."""
        return self.cells.cell(target_id, period)

    def text(self, spot: Spot) -> str:
        """What stands in a field: text typed and not saved, else what is kept."""
        draft = self.drafts.at(spot)
        if draft is not None:
            return draft.typed.text
        return self.cells.text(spot)

    def trouble(self, spot: Spot) -> Trouble | None:
        """Whether a field asks for attention."""
        trouble = self.drafts.trouble(spot)
        if trouble is None and self.doubting.at(spot):
            return Trouble.DOUBTED
        return trouble

    def said(self, spot: Spot) -> tuple[Said, ...]:
        """Why a field asks for attention; empty where it does not, or where a reason was given."""
        draft = self.drafts.at(spot)
        if draft is not None:
            return (draft.said,)
        return self.doubting.at(spot)

    def problems(self) -> list[Problem]:
        """Everything that asks for attention, the newest first, then in the plan's order."""
        if not self.session.has_plan:
            return []
        known = self.session.ledger.by_id
        found = {problem.spot: problem for problem in self.drafts.problems() if problem.spot.target_id in known}
        for spot in self.doubting.spots():
            doubts = self.doubting.at(spot)  # none where a reason was just given, until the plan is gone through anew
            if doubts and spot not in found:
                found[spot] = Problem(spot, Trouble.DOUBTED, joined(doubts))
        return self.drafts.newest_first(found)

    def enter(self, typed_in: Iterable[tuple[Spot, str]], what: str = "") -> int:
        """Take typed texts as one action; returns how many fields are being saved."""
        batch, refused = Batch(), Counter[str]()
        for spot, text in typed_in:
            target = self.session.target(spot.target_id)
            if target is None or (text == self.text(spot) and spot not in self.drafts.unsaved):
                continue
            batch.targets.add(target.id)
            parsed = self.read(target, spot, text)
            self._forget(spot)
            if parsed.problem is not None:
                refused[parsed.problem.key] += 1
                self.drafts.refuse(spot, Draft(TypedText(text, target.full_name), parsed.problem))
            else:
                self._take(batch, target, spot, TypedText(text, target.full_name, parsed.value), parsed)
        for key, count in refused.items():
            log.refused(key, count)
        self._put(what or "；".join(batch.names[:1]), batch)
        return len(batch.texts)

    def read(self, target: Target, spot: Spot, text: str) -> Parsed:
        """What a typed text means for its field."""
        ledger, period = self.session.ledger, Period.of_key(spot.period)
        if spot.field_row is PAST:
            held = self.cells.held(spot)
            if held is not None:
                return Parsed(problem=held, field=PAST.name)
            parsed = typed_last_year(target, text, period.last_year, ledger.past_of(target))
            return replace(parsed, field=PAST.name)
        terms = terms_at(target, ledger.versions_of(target), period.end)
        parsed = typed(target, period, spot.field_row, text, aim=terms.value)
        if parsed.signed or not isinstance(parsed.value, Decimal):
            return parsed
        figure = target, terms, period, spot.field, parsed.value, ledger.cells_of(target)
        as_share = share_doubt(*figure, ledger.past_of(target))
        if as_share is None:
            return parsed
        return replace(parsed, doubts=(*parsed.doubts, as_share))

    def give_reason(self, spot: Spot, reason: str) -> None:
        """Keep the reason given for a doubted figure; it is asked no more."""
        batch = Batch(targets={spot.target_id})
        batch.add(self.cell(spot.target_id, spot.period), Parsed(reason, field="remark"))
        for name in DOUBTED:
            self.doubting.drop_read(spot._replace(field=name))
        target = self.session.ledger.by_id[spot.target_id]
        self._put(f"{target.full_name} 写明原因：{reason}", batch)

    def retry(self) -> None:
        """Try again to save everything that could not be."""
        unsaved = [(spot, draft.typed.text) for spot, draft in self.drafts.unsaved.items()]
        self.enter(unsaved, f"再次保存 {len(unsaved)} 格")

    def left(self) -> dict[Spot, str]:
        """Every field whose text is in no file, in whichever period and plan: whose it is and why."""
        return self.drafts.left(self.period.key)

    def drop(self, spots: Iterable[Spot]) -> None:
        """Give up texts that are in no file; what is kept shows again."""
        dropped = set(spots)
        for spot in dropped:
            self._forget(spot)
        self._tell(s.target_id for s in dropped)

    def unsaved(self) -> Batch:
        """What could not be saved, as it is to be written elsewhere."""
        batch = Batch()
        for spot, draft in self.drafts.unsaved.items():
            target = self.session.target(spot.target_id)
            if target is None or draft.said.key in _LOCKED:
                continue  # a copy holds the same locks
            parsed = self.read(target, spot, draft.typed.text)
            if parsed.problem is not None:
                continue
            batch.texts[spot] = draft.typed
            if spot.field_row is PAST:
                batch.add_past(target, Period.of_key(spot.period).last_year.key, draft.typed.value)
            else:
                batch.add(self.cell(spot.target_id, spot.period), parsed)
        return batch

    def show_period(self, period: Period) -> None:
        """Everything typed from now on is for another period."""
        self.cells.period = period
        self.doubting.forget(None)

    def _take(self, batch: Batch, target: Target, spot: Spot, typed_text: TypedText, parsed: Parsed) -> None:
        """Add a field that was read to what is being saved, where it differs from what is kept."""
        before = self.cells.text(spot)
        if parsed.note:
            self.understood.emit(f"{target.full_name}：{parsed.note}")
        if parsed.doubts and spot.field_row is PAST:  # no mark stands beside a figure of last year
            self.understood.emit(f"{target.full_name}：{joined(parsed.doubts).text}")
        if spot.field_row is PAST:
            batch.add_past(target, Period.of_key(spot.period).last_year.key, parsed.value)
        elif not batch.add(self.cell(spot.target_id, spot.period), parsed):
            return
        self.cells.remember(spot, before)
        self.doubting.keep_read(spot, parsed.doubts)
        self.drafts.typed(spot)
        batch.texts[spot] = typed_text
        batch.names.append(_step(target, spot, before, parsed))

    def _put(self, what: str, batch: Batch) -> None:
        self.cells.send(batch.cells.values())

        def write(store: Store) -> None:
            cells = batch.onto(store.cells(list(batch.cells)))
            store.write(what, [*cells, *batch.past], batch.no_past)

        if batch.cells or batch.past or batch.no_past:
            self.session.act(write, done=partial(self._saved, batch), refused=partial(self._refused, batch))
        self._tell(batch.targets)

    def _saved(self, batch: Batch) -> None:
        self.cells.answered(batch.cells.values())
        self.drafts.saved(batch.texts)
        self._tell(batch.targets)

    def _refused(self, batch: Batch, said: Said) -> None:
        self.cells.answered(batch.cells.values())
        self.drafts.fail(batch.texts, said)
        if not batch.texts:  # a reason, which stands in no cell that could say so
            self.session.failed.emit(str(said))
        self._tell(batch.targets)

    def _tell(self, targets: Iterable[str]) -> None:
        concerned = frozenset(targets)
        if not concerned:
            return
        self.doubting.forget(concerned)
        self.touched.emit(concerned)

    def _forget(self, spot: Spot) -> None:
        self.drafts.forget(spot)
        self.doubting.drop_read(spot)


def _step(target: Target, spot: Spot, before: str, parsed: Parsed) -> str:
    """How the step that saves a field is named in 修改记录."""
    period = Period.of_key(spot.period).short
    if spot.field_row.judged:
        after = as_text(parsed.value)
        if parsed.field == NOT_APPLICABLE_FIELD:
            after = NOT_APPLICABLE
        return f"{target.full_name} {_shown(before)}→{_shown(after)}（{period}）"
    return f"{target.full_name} {spot.field_row.heading}（{period}）"


def _shown(text: str) -> str:
    """A stored figure, stage or state as a step names it."""
    return with_minus(text) or "空"


def drop_refused(entries: Entries, spot: Spot | None) -> None:
    """Give up the text that a field refused, if it did; what is kept shows again."""
    if spot is not None and entries.trouble(spot) is Trouble.WRONG:
        entries.drop([spot])
