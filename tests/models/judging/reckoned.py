"""A second judge, written straight from rules.md §1 to §3 and §5 and knowing nothing of models/judging.

It is slow and plain on purpose: every number is looked for anew. `python -m tests.models.judging.compared 20000` holds
the program against it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from models.plan.entities import Cadence, CurvePreset, Direction, EntryMode, Kind, Stage

F = Fraction
RATIOS = {"比率95/85": (95, 85), "比率100/90": (100, 90)}
OLD_CHAIN = tuple(map(Stage, ("设计", "招标", "开工", "完工", "验收")))


@dataclass
class Reckoned:
    """What is to come out; None is a dash."""

    status: str
    light: str = "none"
    completion: Fraction | None = None
    gap: Fraction | None = None
    pace: Fraction | None = None
    due: Fraction | None = None
    forecast: Fraction | None = None
    needed: Fraction | None = None


class Reckoning:
    """One target at one period, each quantity by its own sentence of the rules."""

    def __init__(self, target, versions, cells, past, period, rule) -> None:
        self.target, self.cells, self.past, self.period, self.rule = target, cells, past, period, rule
        in_force = sorted((v for v in versions if v.since <= period.end), key=lambda v: v.since)
        self.terms = in_force[-1] if in_force else target
        self.from_baseline = target.kind is Kind.REDUCTION and target.baseline is not None
        self.paced = target.kind is Kind.CUMULATIVE or self.from_baseline
        self.lower = self._lower()
        self.said = self._speaking()

    def outcome(self) -> Reckoned:
        """The status in the order of §3, and what belongs to it."""
        target, cell = self.target, self.cells.get(self.said)
        if cell is not None and cell.not_applicable:
            return Reckoned("不适用")
        if target.start_date and target.start_date > self.period.end:
            return Reckoned("未启动（未到期）")
        if target.kind in (Kind.MILESTONE, Kind.QUALITATIVE):
            return self._by_stage(cell)
        return self._by_figure()

    # -- what is demanded

    def _lower(self) -> bool:
        if self.from_baseline:
            return False
        return self.terms.comparator in ("<", "<=") or self.target.direction is Direction.LOWER

    @property
    def number(self) -> Fraction:
        """The value; of a range the end that counts."""
        falls_to_it = self.from_baseline and self.target.baseline > self.terms.value
        if self.terms.value_high is not None and (self.lower or falls_to_it):
            return F(self.terms.value_high)
        return F(self.terms.value)

    @property
    def threshold(self) -> Fraction:
        """Of 左右 5% to the easier side."""
        if self.terms.comparator != "~":
            return self.number
        easier_above = self.lower or (self.from_baseline and self.target.baseline > self.terms.value)
        five = abs(self.number) / 20
        return self.number + five if easier_above else self.number - five

    @property
    def ended(self) -> bool:
        """Whether the due date, or the year's end, is on or before the period's end."""
        return (self.terms.due_date or date(self.period.year, 12, 31)) <= self.period.end

    # -- what was said

    def _points(self) -> list[int]:
        """The half months at which the cadence asks, up to the period."""
        step = {Cadence.MONTHLY: 2, Cadence.QUARTERLY: 6, Cadence.HALF_YEARLY: 12, Cadence.YEARLY: 24}
        return list(range(step[self.target.cadence], self.period.halves + 1, step[self.target.cadence]))

    @property
    def silence_counts_from(self) -> int:
        """The newest point of the cadence; 0 where none is behind us, or the newest was before the start."""
        newest, start = max(self._points(), default=0), self.target.start_date
        if newest and start and _last_day(self.period.year, newest) < start:
            return 0
        return newest

    def _speaking(self) -> int:
        """The half month whose report speaks; 0 where nobody does."""
        said = [h for h, cell in self.cells.items() if h <= self.period.halves and self._reports(cell)]
        newest = max(said, default=0)
        lasting = self.target.kind is Kind.QUALITATIVE and self.terms.due_date is None
        if lasting or newest >= self.silence_counts_from:
            return newest
        if not self.cells[newest].not_applicable if newest else False:
            return newest if self._is_done(self.cells[newest]) else 0
        return 0

    def _reports(self, cell) -> bool:
        kind = self.target.kind
        if cell.not_applicable:
            return True
        if kind is Kind.MILESTONE:
            return cell.stage != ""
        if kind is Kind.QUALITATIVE:
            return cell.state != ""
        if self.target.entry_mode is EntryMode.PERIOD:
            return cell.own is not None
        both = cell.this_total is not None and cell.last_total is not None
        return cell.value is not None or (kind is Kind.GROWTH and both)

    def _is_done(self, cell) -> bool:
        if self.target.kind is Kind.MILESTONE:
            return cell.stage == (self.target.stages or OLD_CHAIN)[-1].name
        return self.target.kind is Kind.QUALITATIVE and cell.state == "已完成"

    def _figure(self) -> Fraction | None:
        cell = self.cells.get(self.said)
        if self.target.entry_mode is EntryMode.PERIOD:
            return self._sum_of_own()
        if cell is None:
            return None
        if cell.value is not None:
            return F(cell.value)
        if self.target.kind is Kind.GROWTH and cell.last_total > 0:
            return (F(cell.this_total) / F(cell.last_total) - 1) * 100
        return None

    def _sum_of_own(self) -> Fraction | None:
        """A total exists only if every part does: whole stretches, then months, then the half."""
        step = {Cadence.MONTHLY: 2, Cadence.QUARTERLY: 6, Cadence.HALF_YEARLY: 12, Cadence.YEARLY: 24}
        at, wide, first = 0, step[self.target.cadence], self._window()[0]
        amounts = []
        while at < self.said:
            left = self.said - at
            at += wide if left >= wide else min(left, 2)
            if (at + 1) // 2 < first:
                continue
            cell = self.cells.get(at)
            amounts.append(None if cell is None or cell.own is None else F(cell.own))
        return None if not amounts or None in amounts else sum(amounts)

    # -- what is due

    def _window(self) -> tuple[int, int]:
        year, start, due = self.period.year, self.target.start_date, self.terms.due_date
        first = start.month if start and start.year == year else 1
        last = due.month if due and due.year == year else 12
        return first, max(first, last)

    def _pace(self) -> Fraction:
        """The share due at the end of the period that speaks."""
        first, last = self._window()
        at, length = F(self.said or self.period.halves, 2), last - first + 1
        curve, knots = self.target.curve, {F(first - 1): F(0), F(last): F(1)}
        planned = self._planned()
        if planned is not None:
            return _between(knots | planned, at)
        if curve == CurvePreset.FRONT_LOW:
            for n, share in enumerate((15, 40, 70), start=1):
                knots[first - 1 + F(length * n, 4)] = F(share, 100)
        elif curve == CurvePreset.AS_LAST_YEAR:
            knots |= self._last_year(first, last)
        elif isinstance(curve, tuple):
            knots |= _own_knots(self.target, self.period.year, first, last)
        return _between(knots, at)

    def _planned(self) -> dict[Fraction, Fraction] | None:
        """节点目标 within the target's own days, as shares of the number in force; None where it has no such curve."""
        target, year = self.target, self.period.year
        rising = [amount.value for amount in target.planned]
        if target.kind is not Kind.CUMULATIVE or not rising or self.terms.value is None or self.number <= 0:
            return None
        whole = max(target.value, target.value_high or target.value)
        if rising != sorted(rising) or rising[0] < 0 or rising[-1] > whole:
            return None
        start, due = target.start_date, self.terms.due_date
        opens = start if start and start.year == year else date(year, 1, 1)
        closes = due if due and due.year == year else date(year, 12, 31)
        knots = {}
        for amount in target.planned:
            day = amount.until
            if day.year == year and opens <= day < closes:
                length = (_last_day(year, 2 * day.month) - date(year, day.month, 1)).days + 1
                gone = F(1, 2) if day.day == 15 else F(day.day, length)
                knots[day.month - 1 + gone] = min(F(amount.value) / self.number, F(1))
        return knots

    def _last_year(self, first: int, last: int) -> dict[Fraction, Fraction]:
        """Last year's months; nothing where one is missing or falls."""
        totals = {m: self.past.get(f"{self.period.year - 1}-{m:02}") for m in range(first - 1, last + 1)}
        if first == 1:
            totals[0] = 0
        row = list(totals.values())
        if None in row or row != sorted(row) or row[0] == row[-1]:
            return {}
        return {F(m): F(t - row[0]) / F(row[-1] - row[0]) for m, t in totals.items()}

    # -- how it is judged

    def _by_stage(self, cell) -> Reckoned:
        target, period = self.target, self.period
        if target.kind is Kind.QUALITATIVE and self.terms.due_date is None:
            return Reckoned("定性")
        if cell is None:
            return Reckoned("缺报" if self.silence_counts_from or self.ended else "未启动（未到期）")
        done = self._is_done(cell)
        if done and (self.ended or target.kind is Kind.MILESTONE):
            return Reckoned("已完成", "green")
        if self.ended:
            return Reckoned("逾期", "red")
        due = self.terms.due_date or date(period.year, 12, 31)
        names = [stage.name for stage in target.stages or OLD_CHAIN]
        reached = names.index(cell.stage) + 1 if cell.stage in names else 0
        day = _last_day(period.year, self.said)
        wanted = [n for n, s in enumerate(target.stages, 1) if s.due_date and s.due_date <= day]
        if reached < max(wanted, default=0) or (due <= period.end + timedelta(self.rule.near_days) and not done):
            return Reckoned("略慢", "yellow")
        if "未启动" in (cell.stage, cell.state):
            return Reckoned("未启动（未到期）")
        return Reckoned("达序时", "green")

    def _by_figure(self) -> Reckoned:
        value, made = self._figure(), Reckoned("")
        if self.paced:
            made.pace = self._pace()
        if self.terms.value is not None:
            made.due = self._due(made.pace)
        if value is None:
            made.status = self._without_figure(made.pace)
            return made
        self._foretell(made, value)
        if self.paced and not self.lower and made.pace == 0 and self._nothing(value):
            made.status = "未启动（未到期）"
            return made
        if self.terms.value is None:
            made.status = "无法判断"
            return made
        made.completion, made.gap = self._completion(value), self._gap(value, made.pace)
        self._light(made, value)
        return made

    def _nothing(self, value: Fraction) -> bool:
        return value == self.target.baseline if self.from_baseline else value <= 0

    def _without_figure(self, pace: Fraction | None) -> str:
        asked = self.silence_counts_from or self.ended
        if not self.said and not self.ended and (pace == 0 or not asked):
            return "未启动（未到期）"
        return "无法判断" if self.target.kind is Kind.GROWTH and self.said else "缺报"

    def _due(self, pace: Fraction | None) -> Fraction:
        if not self.paced:
            return self.threshold
        start = F(self.target.baseline) if self.from_baseline else F(0)
        return start - (start - self.number) * pace

    def _share(self, value: Fraction, of: Fraction) -> Fraction | None:
        """How much of a number is done, against pace."""
        if self.from_baseline:
            whole = F(self.target.baseline) - of
            return (F(self.target.baseline) - value) / whole if whole else None
        return value / of if of > 0 else None

    def _completion(self, value: Fraction) -> Fraction | None:
        if self.target.kind not in (Kind.CUMULATIVE, Kind.REDUCTION):
            return None
        share = self._share(value, self.number)
        return None if share is None else share * 100

    def _gap(self, value: Fraction, pace: Fraction | None) -> Fraction | None:
        short = self._distance(value, pace, self.threshold)
        if self.terms.comparator != "~" or short is None or short < 0:
            return short
        beyond = self._distance(value, pace, self.number)
        return short if beyond is None else max(beyond, F(0))

    def _distance(self, value: Fraction, pace: Fraction | None, number: Fraction) -> Fraction | None:
        if self.paced:
            share = self._share(value, number)
            if share is None:
                return None
            return ((pace - share) if self.lower else (share - pace)) * 100
        by_amount = self.target.kind is Kind.REDUCTION and self.target.unit
        if (self.target.kind is Kind.LEVEL or by_amount) and self.target.unit != "%":
            if number <= 0:
                return None
            return ((1 - value / number) if self.lower else (value / number - 1)) * 100
        return number - value if self.lower else value - number

    def _reached(self, value: Fraction) -> bool:
        if self.from_baseline:
            share = self._share(value, self.threshold)
            strict = self.terms.comparator in ("<", ">")
            return share is not None and (share > 1 if strict else share >= 1)
        if self.target.kind is Kind.CUMULATIVE and self.threshold == 0:
            return value <= 0
        if value == self.threshold:
            return self.terms.comparator != ("<" if self.lower else ">")
        return (value < self.threshold) is self.lower

    def _light(self, made: Reckoned, value: Fraction) -> None:
        reached = self._reached(value)
        stays = self.target.kind is Kind.CUMULATIVE and not self.lower and self.threshold > 0
        if reached and (self.ended or stays):
            made.status, made.light = "已完成", "green"
        elif self.ended:
            made.status, made.light = "逾期", "red"
        else:
            made.light = self._against_pace(made, value) if self.paced else self._direct(made, value)
            made.status = self._word(made)

    def _word(self, made: Reckoned) -> str:
        if made.light != "green":
            return {"yellow": "略慢", "red": "滞后"}[made.light]
        if self.rule.preset == "银川" and self.paced and made.gap is not None and made.gap < 0 and not self.lower:
            return "基本达序时"
        ahead = made.gap is not None and made.gap >= F(self.rule.ahead) and not self.lower
        return "超序时" if ahead else "达序时"

    def _against_pace(self, made: Reckoned, value: Fraction) -> str:
        share = self._share(value, self.threshold)
        if share is None:
            return "green" if self._reached(value) else "red"
        if self.lower:
            return _colour(value <= self.threshold * made.pace, value <= self.threshold)
        if self.rule.preset in RATIOS and made.pace > 0:
            green, yellow = RATIOS[self.rule.preset]
            return _colour(share / made.pace * 100 >= green, share / made.pace * 100 >= yellow)
        if self.rule.preset == "银川":
            return _colour(made.gap >= -10, made.gap >= -30)
        return _colour(made.gap >= 0, made.gap >= -F(self.rule.pace_band))

    def _direct(self, made: Reckoned, value: Fraction) -> str:
        reached, threshold = self._reached(value), self.threshold
        barely = value == threshold and not reached
        if self.rule.preset in RATIOS and threshold > 0 and made.gap is not None:
            green, yellow = RATIOS[self.rule.preset]
            if (self.lower and value <= 0) or (reached and made.gap >= 0):
                return "green"
            ratio = (threshold / value if self.lower else value / threshold) * 100
            # met exactly where that is not enough: a preset content with 95% is content with it
            return _colour(ratio >= green and not (barely and green == 100), ratio >= yellow)
        if barely:
            return "yellow"
        if made.gap is None or self.rule.preset in RATIOS or (self.lower and threshold == 0):
            return _colour(reached, enough=False)
        none_between = self.target.kind is Kind.LEVEL and self.lower
        return _colour(made.gap >= 0, made.gap >= -F(self.rule.direct_band) and not none_between)

    def _foretell(self, made: Reckoned, value: Fraction) -> None:
        """Forecast and needed per month: cumulative upwards, before the target's own end."""
        if self.target.kind is not Kind.CUMULATIVE or self.lower or self.ended or self.terms.value is None:
            return
        if made.pace >= F(1, 4):
            made.forecast = value / made.pace
        left = self._window()[1] - F(self.said, 2)
        if left >= 1:
            made.needed = max(F(0), self.number - value) / left
            if value >= self.threshold:
                made.needed = F(0)


def _colour(well: bool, enough: bool) -> str:
    if well:
        return "green"
    return "yellow" if enough else "red"


def _last_day(year: int, halves: int) -> date:
    month = (halves + 1) // 2
    if halves % 2:
        return date(year, month, 15)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


def _own_knots(target, year: int, first: int, last: int) -> dict[Fraction, Fraction]:
    """The points of an own curve within the months of the target: of the year, or of the months it was made for."""
    curve, due = target.curve, target.due_date
    months = (due.month if due and due.year == year else 12) - first + 1
    step, start = F(12, len(curve)), 0
    if len(curve) == max(months, 1):
        step, start = F(1), first - 1
    knots = {start + n * step: F(share) / 100 for n, share in enumerate(curve, start=1)}
    return {month: share for month, share in knots.items() if first <= month < last}


def _between(knots: dict[Fraction, Fraction], at: Fraction) -> Fraction:
    months = sorted(knots)
    if at <= months[0]:
        return knots[months[0]]
    for low, high in pairwise(months):
        if at <= high:
            return knots[low] + (knots[high] - knots[low]) * (at - low) / (high - low)
    return knots[months[-1]]
