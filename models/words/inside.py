"""What stands inside other words: the numbers of a text that is none itself, the stages or states that it names."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

_NUMBER = re.compile(r"(?<![\d.,第])-?(?:\d[\d,]*(?:\.\d+)?|[零一二两三四五六七八九十百千万亿]+)")
_OTHER = tuple("年月日号季周时点")  # what follows the number of a day or a quarter
_DENIED = re.compile(r"(未|没有?|待|拟|准备|计划|不)\w{0,2}$")  # what is still to come, by the words before it


def numbers_inside(text: str) -> Iterator[tuple[str, str]]:
    """The numbers of a text with all that follows each, without spaces; those of days and quarters are left out."""
    whole = _folded(text)
    for match in _NUMBER.finditer(whole):
        behind = whole[match.end() :]
        if not behind.startswith(_OTHER):
            yield match.group(), behind


def named_inside(text: str, offered: Sequence[str]) -> list[str]:
    """Those of some words that a text names, without those it says are still to come."""
    whole, found = _folded(text), []
    for word in offered:
        before, named, _ = whole.partition(word)
        if named and not _DENIED.search(before):
            found.append(word)
    return found


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
