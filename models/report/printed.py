"""One target as it is printed: its demand, its figure or state, and when it is due, made once for every place.

A screen joins the parts, a report makes a cell of them, a chart takes the number. Who prints a target without
these has words of his own, and they drift apart.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from models.judging.assess import Assessment, is_paced
from models.judging.figures import Figure, as_decimal
from models.judging.statuses import Status
from models.judging.terms import Terms
from models.plan.entities import EXPECTED, Kind, Progress, Target
from models.plan.period import Period
from models.plan.quantity import DASH, money_digits, normal, plain, rounded, sign_of, trimmed, typed
from models.report.cells import Cell, Number
from models.words.amounts import amounts_text
from models.words.comparators import SIGNS, quoted_words

WORDY = (Kind.MILESTONE, Kind.QUALITATIVE)
_MOST_TYPED, _RECKONED = 3, 2  # decimals that somebody may have typed; those kept of an earlier figure that has more
# what a strict threshold met exactly is not, by its comparator, and where the plan has this word before the number
_NOT_ENOUGH: Mapping[str, str] = {"<": "低于"}
_EXCEEDED = "超过"
_OWN_VERBS: Mapping[str, str] = {"突破": "突破"}


@dataclass(frozen=True, slots=True)
class Printed:
    """Words before and behind, a number with its unit, and what is said of it in brackets.

    `words` stand where there is no number. `nature` and `remarks` are printed in brackets: the nature (of a demand its
    力争目标) everywhere, the remarks where there is room. `value` and `digits` are the number of a report's cell; a
    range has none.
    """

    words: str = ""
    before: str = ""
    number: str = ""
    unit: str = ""
    after: str = ""
    nature: str = ""
    remarks: tuple[str, ...] = ()
    value: Decimal | None = None
    digits: int | None = None

    def __bool__(self) -> bool:
        """Whether there is anything to print but a dash."""
        return bool(self.words or self.number)

    @property
    def sign(self) -> str:
        """The % that is printed where no column says the unit; a unit in words is said elsewhere."""
        if not self.number:
            return ""
        return sign_of(self.unit)

    @property
    def text(self) -> str:
        """All but the remarks, with the sign: where no column says the unit."""
        if not self:
            return DASH
        return f"{self.words}{self.before}{self.number}{self.sign}{self.after}{in_brackets(self.nature)}"

    @property
    def in_column(self) -> str:
        """All but the remarks, without the sign: beside a column of units."""
        if not self:
            return DASH
        return f"{self.words}{self.before}{self.number}{self.after}{in_brackets(self.nature)}"

    def with_unit(self, gap: str = "") -> str:
        """All but the remarks, with the unit whatever it is: 超1000亿元; `gap` stands before one that is a word."""
        if not self.number:
            return self.text
        unit = self.unit
        if unit and not self.sign:
            unit = f"{gap}{unit}"
        return f"{self.before}{self.number}{unit}{self.after}{in_brackets(self.nature)}"

    @property
    def cell(self) -> Cell:
        """A cell of a report, beside a column of units: a number that can be reckoned with wherever there is one."""
        if not self:
            return DASH
        behind = in_brackets(self.nature, *self.remarks)
        if self.value is None:
            return f"{self.words}{self.before}{self.number}{self.after}{behind}"
        return Number(self.value, self.digits, before=self.before, after=f"{self.after}{behind}")


def in_brackets(*remarks: str) -> str:
    """Each remark that is not empty in brackets of its own."""
    return "".join(f"（{remark}）" for remark in remarks if remark)


def item(ordinal: int | str) -> str:
    """What a target is called by: 第15项."""
    return f"第{ordinal}项"


def ordinal_cell(ordinal: str) -> Cell:
    """The same in a column of 序号: a number wherever it is one."""
    if ordinal.isascii() and ordinal.isdigit() and not ordinal.startswith("0"):
        return int(ordinal)
    return ordinal


def stretch(target: Target, terms: Terms) -> str:
    """力争目标, what is striven for beyond the demand: 力争8%."""
    if terms.stretch is None:
        return ""
    return f"力争{typed(terms.stretch)}{target.unit}"


def planned(target: Target, year: int = 0) -> str:
    """节点目标: 3月底2家、6月底4家; empty where none is planned. A day of another year than this is named with it."""
    return amounts_text(target.planned, target.unit, year)


def demand(target: Target, terms: Terms) -> Printed:
    """The annual target with the plan's own words: 超1000, 6—6.5%以上, 4%以内, 下降5; for a stage its words of when.

    What is striven for besides stands behind it in brackets: 7%以上（力争8%）.
    """
    if terms.value is None:
        return Printed(words=terms.due)
    before, after = own_words(target, terms)
    if target.kind is Kind.REDUCTION and target.baseline is None:
        before = f"下降{before}"  # 5% alone would be a rise
    number = typed(terms.value)
    value: Decimal | None = terms.value
    if terms.value_high is not None:
        number, value = f"{number}—{typed(terms.value_high)}", None
    return Printed(
        before=before, number=number, unit=target.unit, after=after, nature=stretch(target, terms), value=value
    )


def own_words(target: Target, terms: Terms) -> tuple[str, str]:
    """The plan's own words before and after the number (超, 以上, 以内 …), else the usual sign.

    They are looked for in the quote beside the number and printed back as they stand.
    """
    if terms.value is None or terms.comparator == "=":
        return "", ""
    found = None
    if not terms.adjusted:
        number = rf"(?<![\d.]){re.escape(plain(terms.value))}(?![\d.]*\d)"
        found = quoted_words(target.quote, number, terms.comparator)
    return found or (SIGNS.get(terms.comparator, ""), "")


def figure(a: Assessment) -> Printed:
    """What was reported: the figure as typed, a reckoned one rounded; the stage or state with its percentage.

    缺报 and 不适用 are said, never 0.
    """
    if a.status in (Status.MISSING, Status.NOT_APPLICABLE):
        return Printed(words=a.word)
    if a.target.kind in WORDY:
        return _state(a)
    return figure_of(a.target, a.actual, a.cell, a.rule.decimals, remarks=_remarks(a))


def figure_of(
    target: Target, actual: Figure, cell: Progress | None, decimals: int, *, remarks: tuple[str, ...] = ()
) -> Printed:
    """A figure at some period, whichever was judged."""
    if actual.value is None:
        return Printed()
    if actual.computed:
        value, digits = rounded(actual.value, decimals), decimals
    else:
        value, digits = as_decimal(actual.value), None
    number = actual.text or trimmed(actual.value, decimals)
    return Printed(number=number, unit=target.unit, nature=nature_of(cell), remarks=remarks, value=value, digits=digits)


def last_year(target: Target, value: Fraction | Decimal) -> Printed:
    """A figure of last year as typed; one that was reckoned keeps two decimals."""
    figure = normal(as_decimal(Fraction(value)))
    if -int(figure.as_tuple().exponent) > _MOST_TYPED:
        figure = normal(rounded(value, _RECKONED))
    return Printed(number=typed(figure), unit=target.unit, value=figure)


def due(a: Assessment) -> Printed:
    """应达: the amount due by the pace, rounded once; the target itself where it is judged directly; else when."""
    if a.due is None:
        return Printed(words=a.terms.due)
    if not is_paced(a.target):
        return replace(demand(a.target, a.terms), nature="")  # what is striven for is not due
    value = normal(rounded(a.due, money_digits(a.target.unit)))
    return Printed(number=typed(value), unit=a.target.unit, value=value)


def time_limit(terms: Terms) -> str:
    """时限: the plan's own words, else the day; empty where there is neither."""
    if terms.due:
        return terms.due
    if terms.due_date:
        return month_and_day(terms.due_date)
    return ""


def month_and_day(day: date) -> str:
    """A day as notices write it, without its year: 9月30日."""
    return f"{day.month}月{day.day}日"


def status_words(a: Assessment) -> str:
    """The status with the mark 已调整."""
    if a.adjusted:
        return f"{a.word}（已调整）"
    return a.word


def demand_name(terms: Terms) -> str:
    """What the target's line is called: 上限 where lower is better."""
    if terms.lower:
        return "上限"
    return "目标"


def due_name(terms: Terms) -> str:
    """What the line of what is due is called: 控制进度 where lower is better."""
    if terms.lower:
        return "控制进度"
    return "应达"


def nature_of(cell: Progress | None) -> str:
    """预计 where the figure is one; 实际 and 快报 are not printed."""
    if cell is not None and cell.nature == EXPECTED:
        return EXPECTED
    return ""


def share_of(cell: Progress | None) -> str:
    """形象进度 of a stage or state, with its sign; empty where none was reported."""
    if cell is None or cell.percent is None:
        return ""
    return f"{plain(cell.percent)}%"


def behind(cell: Progress | None) -> str:
    """What is printed in brackets behind a figure, stage or state just as it was typed: its 形象进度, its nature."""
    share = ""
    if state_of(cell):
        share = share_of(cell)
    return in_brackets(share, nature_of(cell))


def state_of(cell: Progress | None) -> str:
    """The stage or state that was reported, empty where none was."""
    if cell is None:
        return ""
    return cell.stage or cell.state


def notes(a: Assessment) -> tuple[str, ...]:
    """What has to be said beside a judgement: those of judging, and that a strict threshold was met exactly."""
    if not a.barely_short:
        return a.notes
    before, _ = own_words(a.target, a.terms)
    verb = _OWN_VERBS.get(before, _NOT_ENOUGH.get(a.terms.comparator, _EXCEEDED))
    return (*a.notes, f"未{verb}{typed(a.terms.value)}{a.target.unit}")


def _state(a: Assessment) -> Printed:
    """A stage or state; 形象进度 in brackets behind it."""
    word = state_of(a.cell)
    if not word:
        return Printed()
    return Printed(words=f"{word}{in_brackets(share_of(a.cell))}", nature=nature_of(a.cell), remarks=_remarks(a))


def _remarks(a: Assessment) -> tuple[str, ...]:
    """What stands behind a figure besides its nature: of an earlier period or day, reckoned otherwise."""
    cell, judged = a.cell, a.judged
    if cell is None or judged is None:
        return ()
    remarks = []
    if a.earlier:
        remarks.append(Period.of_key(judged.key).short)
    if cell.as_of and cell.as_of != judged.end:
        remarks.append(f"截至{month_and_day(cell.as_of)}")
    if a.actual.also:
        remarks.append(f"按两年数{a.actual.also}")
    return tuple(remarks)
