"""Closed means closed (rules.md §3), for whatever is written: every action passes here, and none around it.

What stands in a closed period is refused outright. What would alter how a closed period is judged, counted or
listed needs a reason: the rules say whether it would (models/judging/closed.py), here is only found what to ask about.
Where nobody can be asked for a reason, the sentence says which periods to open first.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain
from typing import Any

from sqlite_utils import Database

from db.disk.failures import AltersClosed, Closed
from db.ledger.journal import Change
from db.ledger.loading import load_part
from db.ledger.rows import BY_NAME
from models.judging.closed import Alteration, alterations, held, in_words, said_of, to_open
from models.plan.entities import CurvePreset, Entity, Target
from models.plan.period import Period
from models.plan.quantity import exact, fraction
from models.plan.said import Said
from models.plan.year import PlanYear, said_held

FOR_A_REASON = frozenset({"alters-closed", "goes-with-closed"})  # the keys of what a reason allows
# what no rule reads: nothing is judged anew where only these change
_HARMLESS = frozenset(
    {
        "heading_id", "position", "name", "calibre", "commitment", "lead_id", "co_ids", "leader_id", "contact_id",
        "campaigns", "quote", "start", "end", "note", "ordinal",
    }
)  # fmt: skip
_OF_LAST_YEAR = f"curve = '{json.dumps(str(CurvePreset.AS_LAST_YEAR), ensure_ascii=False)}'"


@dataclass(slots=True)
class Concerned:
    """The targets whose closed periods a change may alter: by themselves, or by their series' earlier figures."""

    targets: set[str] = field(default_factory=set)
    series: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Door:
    """By which way changes come. `asks`: whoever writes asks for a reason where one is wanted.

    Elsewhere `then` says what to do once the periods are open; empty: the same again. `closes`: whether a period may
    be closed this way.
    """

    then: str = ""
    asks: bool = False
    closes: bool = True


WRITING, ASKING = Door(), Door(asks=True)
# once a period was opened, that is the newest step: undo would close it again, and nothing is left to redo
UNDOING, REDOING = Door("再到“修改记录”里退回这一步"), Door("再照样做一次")
# the stamp and the rule of then would stand over figures of now
REVERTING, AGAIN = Door("再退回", closes=False), Door("再照样做一次", closes=False)


class Deed(StrEnum):
    """What changes do, as the word for doing it; it is said what was not done, and to do it again."""

    ALTERING = "改"
    REMOVING = "删除"
    ADDING = "新增"

    @property
    def lead(self) -> str:
        """The words before why it was not done."""
        return f"没有{self}："

    @property
    def again(self) -> str:
        """To do it once the way is free."""
        return f"再{self}"


class ClosedPeriods:
    """The closed periods that some changes may alter, looked at before they are applied and `compare`d after."""

    def __init__(self, db: Database, changes: Sequence[Change], reason: str, door: Door) -> None:
        self._db = db
        self._reason = in_words(reason)
        self._door = door
        self._concerned = Concerned()
        self._locked, self._opening, self._going = set[Period](), set[Period](), set[str]()
        self._by_plan: dict[str, dict[str, int]] = {}
        self.before: dict[str, PlanYear] = {}
        if not door.closes:
            _refuse_closing(changes)
        if not _any_closed(db):
            return
        self._gone = {(c.entity, c.entity_id) for c in changes if c.field is None and c.new is None}
        self._coming = {c.entity_id: _row(c.new) for c in changes if c.entity == "target" and c.field is None}
        look: dict[str, Callable[[Change], None]] = {
            "progress": self._cell,
            "period_state": self._state,
            "past_value": self._past,
            "target": self._target,
            "target_version": self._version,
        }
        for change in changes:
            if change.entity in look:
                look[change.entity](change)
        self._refuse()
        self.before = self._load(_plans_closed(db))

    def compare(self) -> list[Alteration]:
        """What the closed periods say otherwise now; raises AltersClosed where that has no reason."""
        if not self.before:
            return []
        after, found = self._load(_plans_there(self._db, self.before)), []
        for plan_id, year in self.before.items():
            found += alterations(year, after.get(plan_id))
        if found and not self._reason:
            raise AltersClosed(self._altering(found))
        return found

    def _refuse(self) -> None:
        """Raise for what stands in closed periods and stays there; all of them are named, not the first one met."""
        if self._locked:
            periods = to_open(self._locked, self._all_closed())
            todo = f"{_to_open_first(_in_turn(periods))}，{self._then}"
            raise Closed(Said("closed", f"{_called(periods)}已锁定", todo=todo, lead=self._deed.lead))
        if self._opening:
            # what of a quarter is opened alone is opened alone again
            periods = to_open(self._opening, {period.key for period in self._opening})
            todo = f"请在“填报”的“本期”里解锁{_in_turn(periods)}，并写明原因"
            raise Closed(Said("opens-by-reason", f"{_called(periods)}已锁定", todo=todo, lead="没有解锁："))
        if self._going:
            raise AltersClosed(self._taking_away())

    def _load(self, plans: Set[str]) -> dict[str, PlanYear]:
        """Plans, each with those of its targets that are concerned; none where no target is."""
        of = self._concerned
        if not (of.targets or of.series):
            return {}
        ids = _targets_of(self._db, of, plans)
        return {plan_id: load_part(self._db, plan_id, ids.get(plan_id, [])) for plan_id in plans}

    def _cell(self, change: Change) -> None:
        """No figure or word of a closed period changes; with its target it may go, for a reason."""
        target_id, _, key = change.entity_id.rpartition("@")
        row = _kept(self._db, "target", target_id) or self._coming.get(target_id, {})
        period, closed = Period.of_key(key), self._closed(row.get("plan_id", ""))
        if key in closed and ("target", target_id) not in self._gone:
            self._locked.add(period)
        if key in closed and not self._reason:
            self._going.update(closed)  # all of them list what goes
        if max(closed.values(), default=0) > period.halves:
            self._concerned.targets.add(target_id)
        self._concerned.series.add(row.get("series_id", ""))

    def _closed(self, plan_id: str) -> dict[str, int]:
        """The closed periods of a plan by their keys, as counts of half months."""
        if plan_id not in self._by_plan:
            self._by_plan[plan_id] = {key: Period.parse(key).halves for key in _closed_of(self._db, plan_id)}
        return self._by_plan[plan_id]

    def _state(self, change: Change) -> None:
        """A closed period is opened by an action of its own, with a reason in words, and keeps its rule until then."""
        kept = _kept(self._db, "period_state", change.entity_id)
        if not kept or not kept["closed_at"] or change.field == "report_by" or self._reason:
            return
        period = Period.of_key(kept["period"])
        if ("plan", kept["plan_id"]) in self._gone:
            self._going.add(period.key)
        else:
            self._opening.add(period)

    def _past(self, change: Change) -> None:
        """An earlier year's figure: read-only where that year's plan holds it in a closed period."""
        old = _kept(self._db, "past_value", change.entity_id) or {}
        row = {**old, **_new_values(change)}
        series, key = row.get("series_id", ""), row.get("period", "")
        self._concerned.series.update(filter(None, (series, old.get("series_id"))))
        if change.field is None and change.new is None:  # what the closed period holds shows again
            return
        for year in _years_with(self._db, series, key):
            figure = held(year, series, key)
            if figure is not None and fraction(exact(row["value"])) != figure:
                raise Closed(said_held(year.targets[0], key, [year.plan.title]))

    def _target(self, change: Change) -> None:
        if change.field in _HARMLESS:
            return
        self._concerned.targets.add(change.entity_id)
        self._concerned.series.update(_both(self._db, change, "series_id"))

    def _version(self, change: Change) -> None:
        self._concerned.targets.update(_both(self._db, change, "target_id"))

    @property
    def _deed(self) -> Deed:
        """What somebody wanted here; a way back is called neither, since its step was something else."""
        gone = any(name in ("plan", "target") for name, _ in self._gone)
        coming = any(self._coming.values())
        if self._door.then or gone == coming:
            return Deed.ALTERING
        if gone:
            return Deed.REMOVING
        return Deed.ADDING

    @property
    def _then(self) -> str:
        return self._door.then or self._deed.again

    def _way_on(self, named: str) -> str:
        """A reason where this door asks for one; elsewhere the periods named are opened, which asks for it."""
        if self._door.asks:
            return f"请写明原因{self._deed.again}"
        return f"{_to_open_first(named)}，{self._then}"

    def _all_closed(self) -> set[str]:
        """The keys of what is closed in the plans looked at so far."""
        return set(chain.from_iterable(self._by_plan.values()))

    def _taking_away(self) -> Said:
        periods = to_open(map(Period.of_key, self._going), self._going)
        what = f"{_called(periods)}已锁定，列出的指标和数会一同删去"
        return Said("goes-with-closed", what, todo=self._way_on(_in_turn(periods)), lead=Deed.REMOVING.lead)

    def _altering(self, found: list[Alteration]) -> Said:
        """What would be altered, and what to do; in a ledger of several plans each is named, as all have a 一季度."""
        by_plan: dict[str, list[Alteration]] = {}
        for one in found:
            by_plan.setdefault(one.target.plan_id, []).append(one)
        years = sorted(map(self.before.__getitem__, by_plan), key=lambda of: (of.plan.year, of.plan.title))
        several, told, named = _several_plans(self._db), [], []
        for year in years:
            within = by_plan[year.plan.id]
            of = f"“{year.plan.title}”的" if several else ""
            told.append(of + said_of(within))
            named.append(of + _in_turn(to_open((one.period for one in within), _closed_in(year))))
        todo = self._way_on("、".join(named)) + _or_later(found, years)
        what = f"会改变已锁定的期间：{'；'.join(told)}"
        return Said("alters-closed", what, todo=todo, lead=self._deed.lead)


def days_open(db: Database) -> dict[str, date]:
    """For each plan with closed periods the day after the last one, where a day of its year is left after it."""
    found: dict[str, date] = {}
    for plan_id, key in db.execute("SELECT plan_id, period FROM period_state WHERE closed_at <> ''"):
        period = Period.parse(key)
        day = period.end + timedelta(days=1)
        if day.year == period.year:
            found[plan_id] = max(day, found.get(plan_id, day))
        else:
            found[plan_id] = date.max
    return {plan_id: day for plan_id, day in found.items() if day < date.max}


def as_added(db: Database, entity: Entity, days: Mapping[str, date]) -> Entity:
    """A target that is new to a plan with closed periods is listed from the day after them (rules.md §3)."""
    if not isinstance(entity, Target) or entity.listed is not None or entity.plan_id not in days:
        return entity
    if _kept(db, "target", entity.id) is not None:
        return entity
    return replace(entity, listed=days[entity.plan_id])


def _refuse_closing(changes: Iterable[Change]) -> None:
    """Nothing done before closes a period now; with its plan, which comes back whole, a closed one may come."""
    coming = {change.entity_id for change in changes if change.entity == "plan" and change.field is None}
    closing = []
    for change in changes:
        if change.entity == "period_state" and _new_values(change).get("closed_at"):
            plan_id, _, key = change.entity_id.rpartition("@")
            if plan_id not in coming:
                closing.append(Period.of_key(key))
    if closing:
        raise Closed(_closing(max(closing, key=lambda period: period.halves)))


def _closing(period: Period) -> Said:
    what = f"这样会照那时的时间和预警规则锁定{period.label}，而数可能已经改过"
    todo = f"请核对现在的数，再在“填报”的“本期”里锁定{period.short}"
    return Said("closes-as-then", what, todo=todo, lead="没有锁定：")


def _to_open_first(named: str) -> str:
    """What to do where nobody asks for a reason: opening a period asks for one."""
    return f"请先在“填报”的“本期”里解锁{named}，并写明原因"


def _in_turn(periods: Sequence[Period]) -> str:
    """Periods one after another, with their years where they are of several."""
    if len({period.year for period in periods}) > 1:
        return "、".join(period.label for period in periods)
    return "、".join(period.short for period in periods)


def _called(periods: Sequence[Period]) -> str:
    """Periods by their names, a year that all are of said once."""
    if len(periods) == 1:
        return periods[0].label
    named = _in_turn(periods)
    if named.startswith(periods[0].label):
        return named
    return f"{periods[0].year}年{named}"


def _closed_in(year: PlanYear) -> list[str]:
    return [key for key, state in year.states.items() if state.closed_at]


def _or_later(found: Iterable[Alteration], years: Sequence[PlanYear]) -> str:
    """That a 目标变更 dated after what is closed would do instead; empty where it would not."""
    later = years[0].open_from
    if len(years) > 1 or later is None or not all(one.what.may_wait for one in found):
        return ""
    if later.year != years[0].plan.year:
        return ""
    return f"，或者从{later:%Y-%m-%d}起作目标变更"


def _any_closed(db: Database) -> bool:
    return db.execute("SELECT 1 FROM period_state WHERE closed_at <> '' LIMIT 1").fetchone() is not None


def _several_plans(db: Database) -> bool:
    return len(db.execute("SELECT 1 FROM plan LIMIT 2").fetchall()) > 1


def _plans_closed(db: Database) -> set[str]:
    return {plan for (plan,) in db.execute("SELECT DISTINCT plan_id FROM period_state WHERE closed_at <> ''")}


def _closed_of(db: Database, plan_id: object) -> set[str]:
    rows = db.execute("SELECT period FROM period_state WHERE plan_id = ? AND closed_at <> ''", (plan_id,))
    return {key for (key,) in rows}


def _plans_there(db: Database, plans: Iterable[str]) -> set[str]:
    rows = db.execute("SELECT id FROM plan WHERE id IN (SELECT value FROM json_each(?))", (_listed(plans),))
    return {plan for (plan,) in rows}


def _targets_of(db: Database, of: Concerned, plans: Iterable[str]) -> dict[str, list[str]]:
    """The targets concerned of some plans, by plan; of a series those whose pace is that of its earlier figures."""
    rows = db.execute(
        "SELECT plan_id, id FROM target WHERE plan_id IN (SELECT value FROM json_each(?)) "
        f"AND (id IN (SELECT value FROM json_each(?)) OR ({_OF_LAST_YEAR} "
        "AND series_id IN (SELECT value FROM json_each(?))))",
        (_listed(plans), _listed(of.targets), _listed(of.series)),
    )
    found: dict[str, list[str]] = {}
    for plan_id, target_id in rows.fetchall():
        found.setdefault(plan_id, []).append(target_id)
    return found


def _years_with(db: Database, series_id: str, key: str) -> list[PlanYear]:
    """The plans of a figure's own year in which its period is closed, each with one target of its series."""
    rows = db.execute(
        "SELECT t.plan_id, t.id FROM target t JOIN plan p ON p.id = t.plan_id WHERE p.year = ? AND t.series_id = ? "
        "AND EXISTS (SELECT 1 FROM period_state s WHERE s.plan_id = p.id AND s.period = ? AND s.closed_at <> '')",
        (Period.of_key(key).year, series_id, key),
    )
    return [load_part(db, plan_id, [target_id]) for plan_id, target_id in rows.fetchall()]


def _both(db: Database, change: Change, name: str) -> set[str]:
    """What a column of the changed row holds before and after the change."""
    found = {(_kept(db, change.entity, change.entity_id) or {}).get(name)}
    for text in (change.old, change.new):
        if change.field is None:
            found.add(_row(text).get(name))
        elif change.field == name:
            found.add(json.loads(text or "null"))
    return {one for one in found if one}


def _kept(db: Database, name: str, entity_id: str) -> dict[str, Any] | None:
    names = BY_NAME[name].names
    columns = ", ".join(f'"{n}"' for n in names)
    found = db.execute(f'SELECT {columns} FROM "{name}" WHERE id = ?', (entity_id,)).fetchone()
    if found is None:
        return None
    return dict(zip(names, found, strict=True))


def _row(text: str | None) -> dict[str, Any]:
    """A whole row as the journal keeps it; empty where there is none."""
    return json.loads(text or "{}") or {}


def _new_values(change: Change) -> dict[str, Any]:
    """What a change puts: a whole row, or one field of it; empty where the row goes."""
    if change.field is None:
        return _row(change.new)
    return {change.field: json.loads(change.new or "null")}


def _listed(ids: Iterable[str]) -> str:
    return json.dumps(sorted(filter(None, ids)))
