"""Headings as tables write them: their number, their title, the place where they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from models.words.numbers import clean

Place: TypeAlias = tuple[tuple[int, str], ...]

NUMERALS = "[一二三四五六七八九十]+"
NUMBERED = re.compile(
    rf"(第(?:{NUMERALS}|\d+)(?:章|部分|篇|编)、?|{NUMERALS}、|[(（](?:{NUMERALS}|\d+)[)）]、?|\d+[.．、](?!\d))\s*"
)
_RANKS = (re.compile(r"第|[一二三四五六七八九十]"), re.compile(r"[(（][一二三四五六七八九十]"))
_COUNTED = re.compile(r"[(（](?:共|合计)?\d+(?:项|个|条)[)）]$")


@dataclass(frozen=True, slots=True)
class Title:
    """A heading as written, with its level."""

    level: int
    number: str
    title: str


def title_of(text: str, level: int) -> Title:
    """A heading out of its words, without the count behind it."""
    match = NUMBERED.match(text)
    number = match.group().strip() if match and match.end() < len(text) else ""
    return Title(level, number, _COUNTED.sub("", text[match.end() :] if match and number else text).strip() or text)


def rank_of(banner: Title) -> int:
    """How deep a banner stands, by its number: 一、 above （一） above 1."""
    number = banner.number
    return 1 if _RANKS[1].match(number) else 0 if not number or _RANKS[0].match(number) else 2


def place_of(path: Sequence[Title]) -> Place:
    """What tells one heading from another: the levels and titles down to it."""
    return tuple((t.level, bare_title(t.title)) for t in path)


def bare_title(title: str) -> str:
    """A title for comparing: without its number, spaces and full-width forms."""
    return clean(NUMBERED.sub("", title, count=1) or title)


def depth_first(places: list[Place]) -> list[Place]:
    """Places in the order of an outline: each followed by all that stands under it."""
    children: dict[Place, list[Place]] = {}
    for place in places:
        children.setdefault(place[:-1], []).append(place)
    found: list[Place] = []
    waiting = children.get((), [])[::-1]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])[::-1]
    return found
