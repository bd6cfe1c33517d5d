"""Reading what people type (rules.md §7): tolerant of form, strict about meaning.

The understanding is always shown; what might mean something else is a doubt.
"""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import prod

from models.plan.entities import Target
from models.plan.numerals import SCALES
from models.plan.quantity import base_unit, convert, is_percent, is_unit, normal, plain, rounded, with_minus
from models.plan.said import Said
from models.words.changes import AskedChange, Turn, change_of, without_change
from models.words.comparators import AFTER, BEFORE, REACHING, typed
from models.words.days import day_of, day_of_number, day_words
from models.words.folded import clean, clean_figure, has_counted
from models.words.moments import quoted
from models.words.names import BLANKS
from models.words.spelled import scales_in_digits
from models.words.sums import read_sum
from models.words.units import COUNTERS
from models.words.writing import in_one_way, without_nature

__all__ = [
    "CLEAR", "MAX_DIGITS", "NOT_APPLICABLE", "Reading", "clean", "decimal_of", "gap_in_number", "read_cell_number",
    "read_date", "read_number", "read_past_number", "share_factor",
]  # fmt: skip

MAX_LENGTH = 40
MAX_DIGITS = 20
CONVERTED_DIGITS = 8
NOT_APPLICABLE, CLEAR = "不适用", "清除"

# words that say nothing of a figure but that it is one, beside those of comparators.py
_BESIDE = ("累计", "共", "已完成", "完成")
_BEFORE = re.compile(f"^({'|'.join((*typed(BEFORE), *REACHING, *_BESIDE))})+")
_AFTER = re.compile(f"({'|'.join(typed(AFTER))})+$")
_NUMBER = re.compile(r"(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:[^\S\r\n]\d{3})+(?![\d\s]*\d)")  # 1 200 000
_GAP = re.compile(r"[\d.]\s+[\d.]")
_SCALED = re.compile(
    r"(?P<sign>[+-]?)(?:(?P<yi>\d+(?:\.\d+)?)亿)?(?:(?P<wan>\d+(?:\.\d+)?)(?P<scale>千万|百万|十万|万|千))?(?P<rest>\d+(?:\.\d+)?)?"
)
_NOTHING = BLANKS | {"暂无", "空", "?"}
_POINTS = frozenset({"个点", "点"})  # "升了2个点"
_OF_POINTS = ("百分点", "点")
_MONEY_UNITS = {"¥": "元", "$": "美元"}
_MONEY = re.compile(r"(?:RMB|CNY|US)?([¥$])(?=[\d.])")
_SIGNS = (("负", -1), ("-", -1), ("+", 1))
_DIGITS_WANTED = "请填阿拉伯数字，例如 4"


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as understood, in the target's unit.

    `understood` says in words what was made of the text, empty where nothing had to be;
    `doubt` why it may mean something else; `problem` why it is no number (value is None then).
    `nature` is 预计 or 快报 where that stood beside it. `signed` says that it was marked as a percentage.
    """

    value: Decimal | None = None
    understood: str = ""
    doubt: Said | None = None
    problem: Said | None = None
    nature: str = ""
    signed: bool = field(default=False, compare=False)


def read_number(
    text: str, unit: str, *, change: AskedChange = AskedChange.UNKNOWN, aim: Decimal | None = None
) -> Reading:
    """Read a typed number for a target measured in `unit`.

    `change` says what 增长 and 下降 mean here, `aim` is the target's own number: beside one below 1 a share below 1
    is no wonder.
    """
    shown = text.strip()[:MAX_LENGTH]
    body = clean_figure(text)
    problem = _no_figure(text, body, shown)
    if problem is not None:
        return Reading(problem=problem)
    written = without_nature(body)
    if written.body.startswith("="):
        reading = _summed(written.body.removeprefix("="), unit, shown)
    else:
        reading = _amount(written.body, body, unit, shown, change)
    if reading.value is None:
        return reading
    if written.nature:
        reading = replace(reading, nature=written.nature)
    return _doubted(reading, unit, aim)


def read_past_number(target: Target, text: str) -> Reading:
    """Read a figure of last year for a target: what is said of this year's figures holds, but it has no nature."""
    reading = read_number(text, target.unit, change=change_of(target), aim=target.value)
    if reading.nature and reading.doubt is None:
        return replace(
            reading, doubt=Said("nature-of-last-year", f"“{text.strip()}”写着“{reading.nature}”", todo="请核对")
        )
    return reading


def _no_figure(text: str, body: str, shown: str) -> Said | None:
    """Why a text is no figure, by what it is made of; None where it may be one."""
    if len(body) > MAX_LENGTH or len(re.findall(r"\d", body)) > MAX_DIGITS:
        return Said("number-too-long", f"“{shown}…”太长，不像一个数字", todo="请只填数字")
    if body in _NOTHING:
        ways = f"没有变化请留空，是零请填0，不用报请填“{NOT_APPLICABLE}”"
        return Said("word-for-nothing", f"“{shown}”不是数字", ways)
    if body.startswith("#"):
        return Said("typed-error", f"“{shown}”是Excel的错误值，不是数字", todo="请改成数字")
    if has_counted(body):
        return _no_number(shown).problem
    if gap_in_number(text):
        return Said("two-numbers", f"“{shown}”像是两个数，读不准", "本格没有保存", "请只填一个数字")
    return None


def gap_in_number(text: str) -> bool:
    """Whether a blank stands between two digits that is not one of groups of three."""
    if text.isascii() and len(text.split()) < 2:
        return False
    return _GAP.search(_GROUPED.sub("1", unicodedata.normalize("NFKC", text).strip())) is not None


def _summed(body: str, unit: str, shown: str) -> Reading:
    """A plain sum typed into the cell; any other formula has no result here."""
    total = read_sum(body)
    if total is None:
        return _refused("typed-formula", f"“{shown}”是公式，没有算出的数", "请直接填数字")
    kept = normal(rounded(total, CONVERTED_DIGITS))
    if kept and abs(kept.adjusted()) > MAX_DIGITS:
        return _refused("sum-too-large", f"“{shown}”算出的数太大", "请只填数字")
    return Reading(kept, f"“{shown}”算作{_show(kept, unit)}{_inexact(kept, total)}")


def _amount(bare: str, body: str, unit: str, shown: str, change: AskedChange) -> Reading:
    """A number with the words around it; `body` is all that was typed."""
    turn = without_change(bare)
    if turn is None:
        plainly = _plain_amount(bare, body, unit, shown)
        if change is AskedChange.REDUCTION and bare.startswith("+") and plainly.value and plainly.doubt is None:
            doubt = Said("plus-in-reduction", f"“{shown}”带着加号，这一项的正数是下降", todo="请核对原表")
            return replace(plainly, doubt=doubt)
        return plainly
    if change is AskedChange.BARRED or (change is AskedChange.UNKNOWN and not is_percent(unit)):
        return _refused("change-for-amount", f"“{shown}”说的是增减，这一项要填的不是增减", _in_its_unit(unit))
    return _turned(_plain_amount(turn.rest, body, unit, shown), turn, change, unit, shown)


def _turned(reading: Reading, turn: Turn, change: AskedChange, unit: str, shown: str) -> Reading:
    """A change with the sign that it has in its kind of target: a fall is negative in a growth, positive in a fall."""
    value = reading.value
    if value is None:
        return reading
    if turn.falls is not (change is AskedChange.REDUCTION):
        value = normal(-value)
    understood = f"“{shown}”读作{_show(value, unit)}"
    doubt = reading.doubt
    if change is AskedChange.REDUCTION and value < 0:
        doubt = Said("rise-in-reduction", understood, "不是下降，是上升", "请核对原表")
    elif change is AskedChange.UNKNOWN:
        doubt = Said("change-unknown", understood, todo="请确认这一项填的是增减")
    elif clean_figure(shown).endswith(_OF_POINTS):
        doubt = Said("points-of-change", understood, "百分点说的是增速本身的升降", "请核对原表")
    return replace(reading, value=value, understood=understood, doubt=doubt)


def _plain_amount(bare: str, body: str, unit: str, shown: str) -> Reading:
    """A number with the words that say nothing of it: about, altogether, a unit, a sign of money."""
    figure = _BEFORE.sub("", bare)
    money, stripped = _without_money(_AFTER.sub("", in_one_way(figure)))
    if money and not _is_money(money, unit):
        return _refused("other-currency", f"“{shown}”带着“{money}”，单位是{unit or '空'}", _in_its_unit(unit))
    number, rest = _split(stripped, clean(unit))
    if number is None:
        return _read_scaled(stripped, unit, shown)
    suffix = _AFTER.sub("", rest)
    if not suffix and _has_small_scales(figure, unit):
        return _scaled_in_unit(number, base_unit(clean(unit)), unit, shown, sure=False)
    rough = ""
    if stripped != body or suffix != rest:
        rough = f"“{shown}”读作{_show(number, unit)}"
    reading = _in_unit(number, suffix, unit, shown, rough)
    if money and reading.value is not None and _is_beside_sign(suffix, unit):
        doubt = Said("money-without-unit", f"“{shown}”没有写单位，按{_show(reading.value, unit)}算", todo="请确认")
        return replace(reading, doubt=doubt)
    return reading


def _is_beside_sign(suffix: str, unit: str) -> bool:
    """Whether nothing but the sign of money says what a figure is measured in, and the unit is more than that."""
    return not suffix and unit not in {"", *_MONEY_UNITS.values()}


def _has_small_scales(figure: str, unit: str) -> bool:
    """Whether a figure has 千 or 百 beside a unit of 万 or 亿: 5百 in 万元 says 元, as 5万 does."""
    return base_unit(clean(unit)) != clean(unit) and scales_in_digits(figure) != figure


def _without_money(body: str) -> tuple[str, str]:
    """A sign of money before a number, and the number; one in 万 or 亿 gets the unit that the sign means."""
    match = _MONEY.match(body)
    if match is None:
        return "", body
    rest = body[match.end() :]
    if rest.endswith(("万", "亿")):
        rest += _MONEY_UNITS[match[1]]
    return match[1], rest


def _is_money(sign: str, unit: str) -> bool:
    """Whether a sign of money stands beside a figure of its own money, or of no unit."""
    written = clean(unit)
    if not written or "/" in written:
        return not written
    dollars = written.endswith("美元")
    return written.endswith("元") and dollars is (_MONEY_UNITS[sign] == "美元")


def _doubted(reading: Reading, unit: str, aim: Decimal | None) -> Reading:
    """A figure with the doubt that it may be a date or a share, unless there is a doubt of it already."""
    value = reading.value
    if value is None or reading.doubt is not None:
        return reading
    if len(plain(value)) == len("20200930") and value == value.to_integral_value():
        day = day_of_number(int(value))
        if day is not None:
            return replace(reading, doubt=Said("figure-like-day", f"{plain(value)}像是日期{day}", todo="请核对原表"))
    return _doubted_share(reading, value, unit, aim)


def _doubted_share(reading: Reading, value: Decimal, unit: str, aim: Decimal | None) -> Reading:
    """A figure of % or ‰ below 1 without its sign may be a share written as a decimal (rules.md §7)."""
    factor = share_factor(unit)
    if factor is None or reading.signed:
        return reading
    if not 0 < abs(value) < 1 or (aim is not None and abs(aim) < 1):
        return reading
    doubt = f"{_show(value, unit)}小于1，可能是把{_show(normal(value * factor), unit)}填成了小数"
    return replace(reading, doubt=Said("share-below-one", doubt))


def share_factor(unit: str) -> int | None:
    """What makes a decimal a figure of this unit: 100 of %, 1000 of ‰; None for other units."""
    if is_percent(unit):
        return 100
    return 1000 if clean(unit) == "‰" else None


def read_cell_number(
    value: object,
    unit: str,
    *,
    percent_format: bool,
    change: AskedChange = AskedChange.UNKNOWN,
    aim: Decimal | None = None,
) -> Reading:
    """Read a workbook cell: a number as the 15 digits that Excel shows, a text as typed.

    A percentage-formatted cell is multiplied by 100 from its decimal text; a number below 1 in
    a % target without such a format is a doubt, as it is in a text.
    """
    if isinstance(value, str):
        return read_number(value, unit, change=change, aim=aim)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return _refused("no-number-in-cell", f"“{quoted(value)}”不是数字", _DIGITS_WANTED)
    number = decimal_of(value)
    if number is None:
        return _refused("number-not-finite", "这一格的数字太大或不是有限的数，读不出来", "请重新填写")
    if percent_format:
        if not is_percent(unit):
            formatted = f"这一格设成了百分比格式，但单位是{unit or '空'}"
            return _refused("percent-format", formatted, "请改回常规格式再填数字")
        number = normal(number * 100)
        return Reading(number, understood=f"百分比格式，读作{_show(number, unit)}", signed=True)
    return _doubted(Reading(number), unit, aim)


def decimal_of(value: int | float | Decimal) -> Decimal | None:
    """A cell's number to the 15 significant digits that Excel keeps; None when it is not finite."""
    number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    if number == 0:
        return Decimal(0)
    if not number.is_finite() or abs(number.adjusted()) > MAX_DIGITS:
        return None
    return normal(number)


def read_date(value: object, year: int | None = None) -> date | None:
    """A date cell, a serial number of Excel's, or text such as 2020-09-30, 20200930 and 2020年9月30日（周三）.

    With a year, a text may leave it out: 9月30日.
    """
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return day_of_number(value)
    return day_of(day_words(str(value)), year)


def _refused(key: str, what: str, todo: str) -> Reading:
    return Reading(problem=Said(key, what, todo=todo))


def _no_number(shown: str) -> Reading:
    what = f"“{shown}”不是数字"
    return Reading(problem=Said("no-number", what, "本格没有保存，完成率暂不计算", _DIGITS_WANTED))


def _split(body: str, unit: str) -> tuple[Decimal | None, str]:
    """A leading plain number and what follows it; scaled ones (1.2万) are not plain, unless the unit is (万人)."""
    sign = 1
    for word, its_sign in _SIGNS:
        if body.startswith(word):
            sign, body = its_sign, body.removeprefix(word)
            break
    match = _NUMBER.match(body)
    if not match:
        return None, ""
    rest = body[match.end() :]
    whole_unit = _is_unit_here(rest, unit) or _is_unit_here(_AFTER.sub("", rest), unit)
    if rest[:1] in SCALES and not whole_unit:
        return None, ""
    if rest[:1].isdigit() or rest[:1] in {",", "."}:
        return None, ""
    return normal(sign * Decimal(match.group().replace(",", ""))), rest


def _is_unit_here(text: str, unit: str) -> bool:
    return text == unit or is_unit(text)


def _read_scaled(body: str, unit: str, shown: str) -> Reading:
    """Numbers with 万, 亿 and the like: "1.2万", "1亿2千万", "3千万元"."""
    base = base_unit(clean(unit))
    written = _written_unit(body, base)
    match = _SCALED.fullmatch(_AFTER.sub("", body.removesuffix(written)))
    if not match or not (match["yi"] or match["wan"]):
        return _no_number(shown)
    if _unclear(match):
        return _refused("number-unclear", f"“{shown}”读不准", "请填阿拉伯数字，例如 120000000")
    if is_percent(unit):
        return _refused("no-percentage", f"“{shown}”不像一个百分比", "请填阿拉伯数字，例如 6.1")
    return _scaled_in_unit(_whole(match), written or base, unit, shown, sure=bool(written))


def _written_unit(body: str, base: str) -> str:
    """The unit at the end of a scaled number; empty where none is written."""
    for unit in ("美元", base, "元"):
        if unit and body.endswith(unit):
            return unit
    return ""


def _whole(match: re.Match[str]) -> Decimal:
    """The value of a scaled number's parts."""
    whole = Decimal(match["yi"] or 0) * SCALES["亿"] + Decimal(match["rest"] or 0)
    if match["wan"]:
        whole += Decimal(match["wan"]) * _factor(match["scale"])
    if match["sign"] == "-":
        return normal(-whole)
    return normal(whole)


def _factor(scale: str) -> int:
    """What 万, 千万 and the like multiply by."""
    return prod(SCALES[character] for character in scale)


def _scaled_in_unit(whole: Decimal, source: str, unit: str, shown: str, *, sure: bool) -> Reading:
    """A scaled number in the target's unit; without a unit of its own it has to be confirmed."""
    value, digits = _converted(whole, source, clean(unit))
    if value is None:
        return _refused("scaled-other-unit", f"“{shown}”的单位换算不成{_unit_named(unit)}", _in_its_unit(unit))
    understood = _show(whole, source)
    if source == clean(unit):
        return Reading(value, understood=f"“{shown}”读作{understood}")
    understood += f" = {_show(value, unit)}{digits}"
    doubt = None
    if not sure:
        doubt = Said("unit-not-written", f"“{shown}”没有写“{source}”，按{understood}算", todo="请确认")
    return Reading(value, understood=f"“{shown}”读作{understood}", doubt=doubt)


def _unclear(match: re.Match[str]) -> bool:
    """Whether a scaled number may mean two things: "1亿2" and "1万2" are said for 1.2亿 and 1.2万."""
    rest = (match["rest"] or "").split(".")[0]
    if not match["wan"]:
        return bool(rest)
    if match["yi"] and match["scale"] == "千":
        return True
    zeros = len(str(_factor(match["scale"]))) - 1
    return 0 < len(rest) < zeros


def _in_unit(number: Decimal, suffix: str, unit: str, shown: str, rough: str) -> Reading:
    """A plain number with what stands behind it: nothing, the unit, another unit, a % sign."""
    if not suffix:
        return Reading(number, understood=rough)
    if is_percent(suffix) or suffix in _POINTS:
        return _in_percent(number, suffix, unit, shown, rough)
    if suffix == clean(unit):
        return Reading(number, understood=rough, signed=True)
    value, digits = _converted(number, suffix, clean(unit))
    if value is not None:
        return Reading(value, understood=f"{_show(number, suffix)} = {_show(value, unit)}{digits}")
    if is_unit(suffix):
        other = f"“{shown}”的单位是{suffix}，换算不成{_unit_named(unit)}"
        return _refused("other-unit", other, _in_its_unit(unit))
    if suffix in COUNTERS and _only_counts(unit):
        return Reading(number, understood=f"“{shown}”读作{_show(number, unit)}")
    return _no_number(shown)


def _in_percent(number: Decimal, suffix: str, unit: str, shown: str, rough: str) -> Reading:
    if not is_percent(unit):
        return _refused("percent-sign", f"“{shown}”带着百分号，但单位是{unit or '空'}", _in_its_unit(unit))
    if not rough and suffix != "%":
        rough = f"读作{_show(number, unit)}"
    return Reading(number, understood=rough, signed=True)


def _unit_named(unit: str) -> str:
    return unit or "没有单位的数"


def _in_its_unit(unit: str) -> str:
    """What to do about a figure in a unit that does not fit."""
    return f"请按{unit or '计数'}填数字"


def _only_counts(unit: str) -> bool:
    """Whether a target counts: its unit converts into no other and is no percentage."""
    return not is_unit(unit) and not is_percent(unit) and base_unit(unit) == unit


def _converted(number: Decimal, source: str, unit: str) -> tuple[Decimal | None, str]:
    """A conversion, exact where a decimal can be; else to 8 decimals, and said so."""
    value = convert(number, source, unit)
    if value is None:
        return None, ""
    kept = normal(rounded(value, CONVERTED_DIGITS))
    return kept, _inexact(kept, value)


def _inexact(kept: Decimal, value: Fraction) -> str:
    """What is said where digits were lost."""
    if Fraction(kept) != value:
        return "（除不尽，四舍五入）"
    return ""


def _show(number: Decimal, unit: str) -> str:
    return with_minus(plain(number)) + unit
