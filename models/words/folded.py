"""Text as it is compared and read: half-width, without spaces, with one kind of minus."""

import re
import unicodedata

_MINUS = str.maketrans(dict.fromkeys("−－﹣‐–—", "-"))
_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_PLAIN = re.compile(r"[^\u2460-\u24ff\u2776-\u2793\u3200-\u33ff\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u218b²³]+")
_MEASURE = re.compile(r"(?<=[mM米])[²³]|[\u3380-\u33df]")  # ㎡, ㎞, ㎏


def clean(text: str) -> str:
    """Half-width letters and digits, no spaces, one kind of minus."""
    folded = text
    if not text.isascii():  # most cells of most tables are digits
        folded = unicodedata.normalize("NFKC", text).translate(_MINUS)
    return _SPACES.sub("", folded)


def clean_figure(text: str) -> str:
    """The same for what holds figures: ①, ², ½ and Ⅲ stay what they are and do not become digits (but m² is m2)."""
    if text.isascii():
        return clean(text)
    measured = _MEASURE.sub(lambda raised: clean(raised.group()), text)
    return _PLAIN.sub(lambda plain: clean(plain.group()), measured)


def has_counted(body: str) -> bool:
    """Whether a text cleaned as figures holds a digit in a circle, a raised one or a fraction in one character."""
    return not body.isascii() and any(
        unicodedata.category(character) in {"No", "Nl"} and character != "〇" for character in body
    )
