"""What stands inside other words: the numbers of a text that is none itself, the stages or states that it names."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from models.plan.numerals import DIGITS, SCALES, small_number
from models.plan.quantity import is_unit
from models.words.numbers import gap_in_number, share_factor
from models.words.spelled import scales_in_digits

_FALL = "下降|降低|减少|回落|下滑|负"  # a number behind one of these is not that number
_SCALES = "".join(SCALES)
_NUMERALS = f"零{''.join(DIGITS)}"
_DIGITS = r"\d(?:[\d,]*\d)?(?:\.\d+)?"
# nor the rest of a number with scales (1千1百)
_NUMBER = re.compile(
    rf"(?<![\d.,/:#第~{_NUMERALS}{_SCALES}-])(?:(?:{_FALL})?-?{_DIGITS}|[零一二两三四五六七八九十百千万亿]+)"
)
# what follows the number of a day or a quarter, a part of something, or the first of two numbers
_OTHER = re.compile(r"[年月日号季周时点倍成折分/:~]|[.-]\d|[一—至到]\d|[十百千万亿]*[-~—至到]\d")
_SECOND = re.compile(r"\d[十百千万亿]*[-~—至到]$")  # what stands before the second of two
_DENIED = re.compile(r"(未|没有?|待|拟|准备|计划|不)\w{0,2}$")  # what is still to come, by the words before it
_LONGEST_UNIT = 6
# what is written for 0, of accidents and the like
_NONE = frozenset({"零", "无", "没有", "未发生", "没有发生", "无发生", "零发生", "零报告", "0发生"})


def numbers_inside(text: str, unit: str) -> Iterator[tuple[str, str]]:
    """The numbers of a text with all that follows each, without spaces; a single 四 is one before its unit only.

    Left out are those of days and quarters, of ranges, fractions and error values, and numbers in circles;
    all where one may be torn apart: 12 5 is no 125.
    """
    if gap_in_number(text):
        return
    whole = scales_in_digits(_folded(text))
    for match in _NUMBER.finditer(whole):
        number, behind = match.group(), whole[match.end() :]
        before = whole[: match.start() + number.startswith("-")]
        if _OTHER.match(behind) or _SECOND.search(before):
            continue
        if number not in set(DIGITS):
            yield number, behind
        elif unit and behind.startswith(unit):
            yield str(small_number(number)), behind


def says_none(text: str) -> bool:
    """Whether a text says that there was nothing to count, which may mean 0."""
    return _folded(text) in _NONE


def belonging(behind: str) -> int:
    """How many characters behind a number belong to it, whatever it is then: its scale and a known unit."""
    scales = len(behind) - len(behind.lstrip(_SCALES))
    for length in range(min(len(behind), _LONGEST_UNIT), scales, -1):
        if is_unit(behind[:length]) or share_factor(behind[:length]):
            return length
    return scales


def named_inside(text: str, offered: Sequence[str]) -> list[str]:
    """Those of some words that a text names, without those it says are still to come."""
    whole, found = _folded(text), []
    for word in offered:
        before, named, _ = whole.partition(word)
        if named and not _DENIED.search(before):
            found.append(word)
    return found


def _folded(text: str) -> str:
    """Half-width, without spaces; a number in a circle is none."""
    plain = "".join("·" if unicodedata.category(character) == "No" else character for character in text)
    return "".join(unicodedata.normalize("NFKC", plain).split())
