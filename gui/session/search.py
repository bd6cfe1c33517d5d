"""Finding targets by words, unit or pinyin initials, with every reading of a character.

What can be found of a text is put together once and kept; `prepare` does so before anybody types.
pypinyin takes its time to load, so it comes with the first text, and without its dictionary of
phrases: only single characters are looked up.
"""

import os
from functools import lru_cache
from itertools import product

from models.plan.year import PlanYear

# Set here, before there is a second thread: another one reads the environment meanwhile (a clock that is faked does so
# each time it is asked), and the process may end.
os.environ["PYPINYIN_NO_PHRASES"] = "1"

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
    return not wanted or wanted in _findable(texts)


def prepare(ledger: PlanYear) -> None:
    """Put together what can be found of a plan's targets; for another thread, while nobody waits."""
    for target in ledger.targets:
        _findable((target.full_name, target.unit, ledger.lead_name(target)))


@lru_cache(maxsize=100_000)
def _findable(texts: tuple[str, ...]) -> str:
    """The texts in small letters and their initials, each on a line of its own."""
    lines = [text.lower() for text in texts]
    for text in texts:
        lines += initials(text)
    return "\n".join(lines)


@lru_cache(maxsize=20_000)
def _first_letters(character: str) -> tuple[str, ...]:
    """A character's initials in all its readings; letters and digits stand for themselves, signs for nothing."""
    if character.isascii():
        return (character.lower() if character.isalnum() else "",)
    from pypinyin import Style, pinyin

    readings = pinyin(character, style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(r[0].lower() for r in readings[0] if r)) if readings else ("",)
