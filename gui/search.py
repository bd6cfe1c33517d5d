"""Finding targets by words, unit or pinyin initials, with every reading of a character."""

from functools import lru_cache
from itertools import product

from pypinyin import Style, pinyin

MAX_READINGS = 16  # combinations kept of one name; names with more are rare and keep their commonest


@lru_cache(maxsize=20_000)
def initials(text: str) -> tuple[str, ...]:
    """The pinyin initials of a text, one for each combination of its characters' readings."""
    letters = [_first_letters(character) for character in text]
    found: list[str] = []
    for combination in product(*letters):
        found.append("".join(combination))
        if len(found) == MAX_READINGS:
            break
    return tuple(dict.fromkeys(found))


def matches(query: str, *texts: str) -> bool:
    """Whether a query is part of one of the texts, or of one's pinyin initials."""
    wanted = query.strip().lower()
    if not wanted:
        return True
    if any(wanted in text.lower() for text in texts):
        return True
    return wanted.isascii() and any(wanted in letters for text in texts for letters in initials(text))


@lru_cache(maxsize=20_000)
def _first_letters(character: str) -> tuple[str, ...]:
    """A character's initials in all its readings; letters and digits stand for themselves, signs for nothing."""
    if character.isascii():
        return (character.lower() if character.isalnum() else "",)
    readings = pinyin(character, style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(r[0].lower() for r in readings[0] if r)) if readings else ("",)
