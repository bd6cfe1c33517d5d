"""What a cell of a returned form may be set to in one click, where something of it was understood.

An offer is never followed by itself: it is a text that is typed for the clerk, and read like any other.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.collecting.typed import typed
from models.judging.doubts import OVER_PERCENT
from models.judging.terms import terms_at
from models.plan.entities import Kind, Target
from models.plan.fields import Field, Takes, Way, choices, unit_of, way_to_report
from models.plan.numerals import SCALES
from models.plan.period import Period, periods_until
from models.plan.quantity import plain, slip_of
from models.plan.said import Said
from models.plan.year import PlanYear
from models.words.inside import belonging, named_inside, numbers_inside, says_none
from models.words.numbers import share_factor

MOST = 2  # of a text with more numbers nobody knows which one is meant
_LONGEST = 8  # characters behind a number that may belong to it: a scale, a unit, 左右
_UNIT_SLIPS = frozenset({"doubt-unit", "doubt-unit-of-year"})


@dataclass(frozen=True, slots=True)
class Offer:
    """The words of a button, and the text that it types."""

    words: str
    text: str


def offers_for_refused(target: Target, period: Period, field: Field, text: str) -> tuple[Offer, ...]:
    """What a text that was refused may mean: its number, or a stage that it names."""
    if field.takes is Takes.CHOICE:
        words = named_inside(text, choices(target, field))
        return tuple(Offer(f"按“{word}”", word) for word in words[-MOST:])
    if field.takes not in (Takes.FIGURE, Takes.SHARE):
        return ()
    if field.takes is Takes.FIGURE and says_none(text):
        return (Offer("按0", "0"),)
    found = list(dict.fromkeys(_numbers(target, period, field, text)))
    if len(found) > MOST:
        return ()
    return tuple(Offer(f"按{number}", number) for number in found)


def offers_for_doubted(
    ledger: PlanYear, target: Target, period: Period, field: Field, value: Decimal, text: str, doubts: Sequence[Said]
) -> tuple[Offer, ...]:
    """What a doubted figure may mean instead: an own amount, a per cent typed as a share, the other unit.

    `text` is what was written, empty for a number: a text that had to be understood is offered as the number that
    was read of it.
    """
    found = []
    whole = _with_own_amount(ledger, target, period, field, value)
    if whole is not None:
        found.append(Offer(f"按当期数累加 = {plain(whole)}", plain(whole)))
    unit, said = unit_of(target, field), {doubt.key for doubt in doubts}
    found += _written_otherwise(target, unit, value, said)
    if said & _UNIT_SLIPS:
        slip = _likely_unit(ledger, target, period, field, value, unit)
        if slip:
            found.append(Offer(f"按{plain(value)}{slip}", f"{plain(value)}{slip}"))
    if text and text != plain(value) and not found:
        found += _as_read(target, period, field, value, text)
    return tuple(_with_nature(found, target, period, field, text)[:MOST])


def _written_otherwise(target: Target, unit: str, value: Decimal, said: Container[str]) -> Iterator[Offer]:
    """A share written as a decimal, unless it has a sign of its own; a fall written with a minus."""
    factor = share_factor(unit)
    if factor is not None and "share-below-one" in said:
        yield Offer(f"按{plain(value * factor)}{unit}", f"{plain(value * factor)}{unit}")
    if "doubt-below-zero" in said and "rise-in-reduction" not in said and way_to_report(target) is Way.FALL:
        yield Offer(f"按下降{plain(-value)}{unit}", f"下降{plain(-value)}{unit}")


def _with_nature(found: list[Offer], target: Target, period: Period, field: Field, text: str) -> list[Offer]:
    """The same with 预计 or 快报 behind, where the text said so."""
    nature = ""
    if text:
        nature = typed(target, period, field, text).nature
    if not nature:
        return found
    return [Offer(f"{offer.words}（{nature}）", f"{offer.text}（{nature}）") for offer in found]


def _likely_unit(ledger: PlanYear, target: Target, period: Period, field: Field, value: Decimal, unit: str) -> str:
    """The unit in which a figure comes nearest to the one before it, else to the year's target; or none."""
    cells, near = ledger.cells_of(target), None
    for at in periods_until(period)[:-1]:
        near = getattr(cells.get(at.key), field.name, None) or near
    near = near or terms_at(target, ledger.versions_of(target), period.end).value
    return slip_of(value, unit, near or Decimal(0))


def _with_own_amount(ledger: PlanYear, target: Target, period: Period, field: Field, value: Decimal) -> Decimal | None:
    """A total smaller than the one directly before, added to it as the period's own amount (rules.md §7)."""
    if field.name != "value" or target.kind is not Kind.CUMULATIVE or value < 0:
        return None
    before = _directly_before(ledger, target, period)
    annual = terms_at(target, ledger.versions_of(target), period.end).value
    if before is None or not annual or value >= before:
        return None
    whole = before + value
    return whole if whole * 100 <= annual * OVER_PERCENT else None


def _directly_before(ledger: PlanYear, target: Target, period: Period) -> Decimal | None:
    """The total of the period right before; None where that one is missing, or a later one is between."""
    cells, previous = ledger.cells_of(target), period.previous
    if previous is None:
        return None
    for at in reversed(periods_until(period)[:-1]):
        cell = cells.get(at.key)
        if cell and cell.value is not None:
            return cell.value if at.key == previous.key else None
    return None


def _as_read(target: Target, period: Period, field: Field, value: Decimal, text: str) -> Iterator[Offer]:
    """The number alone, where that takes a doubt of the text away: 36.9万 of 万家 as 36.9."""
    alone, written = typed(target, period, field, plain(value)), typed(target, period, field, text)
    if alone.value == value and len(alone.doubts) < len(written.doubts):
        yield Offer(f"按{plain(value)}", plain(value))


def _numbers(target: Target, period: Period, field: Field, text: str) -> Iterator[str]:
    """The numbers of a text, each read with as much behind it as belongs to it; those with the unit alone, if any."""
    found, own = [], []
    unit = unit_of(target, field)
    for number, behind in numbers_inside(text, unit):
        read = _read(target, period, field, number, behind)
        if read is None:
            continue
        found.append(read)
        if unit and behind.startswith(unit):
            own.append(read)
    yield from own or found


def _read(target: Target, period: Period, field: Field, number: str, behind: str) -> str | None:
    for length in range(min(len(behind), _LONGEST), belonging(behind) - 1, -1):
        if behind[:length].endswith(tuple(SCALES)) and behind[length : length + 1].isnumeric():
            return None  # 3万5 is no 3万, and 3百六十 no 300
        read = typed(target, period, field, number + behind[:length])
        if read.problem is None and isinstance(read.value, Decimal):
            return plain(read.value)
    return None
