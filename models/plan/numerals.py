"""Chinese numerals, as periods, headings and quantities write them."""

DIGITS = "一二三四五六七八九十"
NUMERAL = f"[{DIGITS}]+"

_VALUES = {digit: value for value, digit in enumerate(DIGITS, start=1)}

# what a character behind a number multiplies it by
SCALES = {"十": 10, "百": 100, "千": 10**3, "万": 10**4, "亿": 10**8}


def chinese(number: int) -> str:
    """A number from 1 to 99 as it is written before a heading: 十, 十二, 二十."""
    tens, ones = divmod(number, 10)
    words = ""
    if tens > 1:
        words += DIGITS[tens - 1]
    if tens:
        words += "十"
    if ones:
        words += DIGITS[ones - 1]
    return words


def small_number(text: str) -> int:
    """One numeral up to ten, in either script: "三" and "3" are 3."""
    return _VALUES.get(text) or int(text)
