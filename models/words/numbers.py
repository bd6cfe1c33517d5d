"""Reading what people type (rules.md §7): tolerant of form, strict about meaning.

The understanding is always shown; what might mean something else is a doubt.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import prod

from models.plan.numerals import SCALES
from models.plan.quantity import base_unit, convert, is_percent, is_unit, normal, plain, rounded, with_minus
from models.plan.said import Said
from models.words.comparators import AFTER, BEFORE, REACHING, typed
from models.words.names import BLANKS
from models.words.units import COUNTERS

MAX_LENGTH = 40
MAX_DIGITS = 20
CONVERTED_DIGITS = 8
NOT_APPLICABLE, CLEAR = "不适用", "清除"

_MINUS = str.maketrans(dict.fromkeys("−－﹣‐–—", "-"))
# words that say nothing of a figure but that it is one, beside those of comparators.py
_BESIDE = ("累计", "共", "完成")
_BEFORE = re.compile(f"^({'|'.join((*typed(BEFORE), *REACHING, *_BESIDE))})+")
_AFTER = re.compile(f"({'|'.join(typed(AFTER))})+$")
_NUMBER = re.compile(r"(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:[^\S\r\n]\d{3})+(?![\d\s]*\d)")  # 1 200 000
_GAP = re.compile(r"[\d.]\s+[\d.]")
_SCALED = re.compile(
    r"(?P<sign>[+-]?)(?:(?P<yi>\d+(?:\.\d+)?)亿)?(?:(?P<wan>\d+(?:\.\d+)?)(?P<scale>千万|百万|十万|万|千))?(?P<rest>\d+(?:\.\d+)?)?"
)
_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_NOTHING = BLANKS | {"暂无", "空", "?"}
_POINTS = frozenset({"个点", "点"})  # "升了2个点"
_SIGNS = (("负", -1), ("-", -1), ("+", 1))
_DIGITS_WANTED = "请填阿拉伯数字，例如 4"


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as understood, in the target's unit.

    `understood` says in words what was made of the text, empty where nothing had to be;
    `doubt` why it may mean something else; `problem` why it is no number (value is None then).
    """

    value: Decimal | None = None
    understood: str = ""
    doubt: Said | None = None
    problem: Said | None = None


def clean(text: str) -> str:
    """Half-width letters and digits, no spaces, one kind of minus."""
    folded = unicodedata.normalize("NFKC", text).translate(_MINUS)
    return re.sub(r"[\s\u200b\ufeff]+", "", folded)


def read_number(text: str, unit: str) -> Reading:
    """Read a typed number for a target measured in `unit`."""
    shown = text.strip()[:MAX_LENGTH]
    body = clean(text)
    if len(body) > MAX_LENGTH or len(re.findall(r"\d", body)) > MAX_DIGITS:
        return _refused("number-too-long", f"“{shown}…”太长，不像一个数字", "请只填数字")
    if body in _NOTHING:
        ways = f"没有变化请留空，是零请填0，不用报请填“{NOT_APPLICABLE}”"
        return Reading(problem=Said("word-for-nothing", f"“{shown}”不是数字", ways))
    if _GAP.search(_GROUPED.sub("1", unicodedata.normalize("NFKC", text).strip())):
        two = f"“{shown}”像是两个数，读不准"
        return Reading(problem=Said("two-numbers", two, "本格没有保存", "请只填一个数字"))
    stripped = _AFTER.sub("", _BEFORE.sub("", body))
    number, rest = _split(stripped, clean(unit))
    if number is None:
        return _read_scaled(stripped, unit, shown)
    suffix = _AFTER.sub("", rest)
    rough = ""
    if stripped != body or suffix != rest:
        rough = f"“{shown}”读作{_show(number, unit)}"
    return _in_unit(number, suffix, unit, shown, rough)


def read_cell_number(value: object, unit: str, *, percent_format: bool) -> Reading:
    """Read a workbook cell: a number as the 15 digits that Excel shows, a text as typed.

    A percentage-formatted cell is multiplied by 100 from its decimal text; a number below 1 in
    a % target without such a format is a doubt.
    """
    if isinstance(value, str):
        return read_number(value, unit)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return _refused("no-number-in-cell", f"“{value}”不是数字", _DIGITS_WANTED)
    number = decimal_of(value)
    if number is None:
        return _refused("number-not-finite", "这一格的数字太大或不是有限的数，读不出来", "请重新填写")
    if percent_format:
        if not is_percent(unit):
            formatted = f"这一格设成了百分比格式，但单位是{unit or '空'}"
            return _refused("percent-format", formatted, "请改回常规格式再填数字")
        number = normal(number * 100)
        return Reading(number, understood=f"百分比格式，读作{_show(number, unit)}")
    if is_percent(unit) and 0 < abs(number) < 1:
        doubt = f"{_show(number, unit)}小于1，可能是把{_show(normal(number * 100), unit)}填成了小数"
        return Reading(number, doubt=Said("share-below-one", doubt))
    return Reading(number)


def decimal_of(value: int | float | Decimal) -> Decimal | None:
    """A cell's number to the 15 significant digits that Excel keeps; None when it is not finite."""
    number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    if number == 0:
        return Decimal(0)
    if not number.is_finite() or abs(number.adjusted()) > MAX_DIGITS:
        return None
    return normal(number)


def read_date(value: object) -> date | None:
    """A date cell, a serial number of Excel's, or text such as 2020-09-30 and 2020年9月30日."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    if isinstance(value, int | float) and not isinstance(value, bool) and 20000 < value < 80000:
        return date(1899, 12, 30) + timedelta(days=int(value))
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", str(value)).strip())
    if not match:
        return None
    try:
        return date(*(int(g) for g in match.groups()))
    except ValueError:
        return None


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
        return Reading(number, understood=rough)
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
    return Reading(number, understood=rough)


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
    kept = rounded(value, CONVERTED_DIGITS)
    if Fraction(kept) != value:
        return normal(kept), "（除不尽，四舍五入）"
    return normal(kept), ""


def _show(number: Decimal, unit: str) -> str:
    return with_minus(plain(number)) + unit
