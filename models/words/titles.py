"""Headings as tables write them: their number, their title, the place where they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from models.plan.numerals import DIGITS, NUMERAL
from models.words.numbers import clean

Place: TypeAlias = tuple[tuple[int, str], ...]

_ANY = rf"(?:{NUMERAL}|\d+)"
NUMBERED = re.compile(rf"(第{_ANY}(?:章|部分|篇|编)、?|{NUMERAL}、|[(（]{_ANY}[)）]、?|\d+[.．、](?!\d))\s*")
# a cell of nothing but a number: 十二, (十二), 1.2 — with the marks behind it
CHINESE_ORDER = re.compile(rf"[(（]?{NUMERAL}[)）、.]?")
ORDER = re.compile(r"[(（]?\d+(?:[.-]\d+)*[)）.、．]?")
SERIAL = re.compile(r"(?:[(（]\d+[)）]|\d+[.．、)）](?!\d)|[①-⑳])\s*")  # before a target's name: "1.", not "1.5"
NUMBERING = re.compile(rf"^[（(]?[\d{DIGITS}]+[)）.、．]+\s*")  # before a name in a list that shows none
NUMBER_MARKS = f"0123456789.()（）{DIGITS}、"  # what a name is searched without
_FIRST = re.compile(f"第|{NUMERAL}")
_SECOND = re.compile(rf"[(（]{NUMERAL}")
_COUNTED = re.compile(r"[(（](?:共|合计)?\d+(?:项|个|条)[)）]$")
_ITEM = re.compile("第(.+)项")


@dataclass(frozen=True, slots=True)
class Title:
    """A heading as written, with its level."""

    level: int
    number: str
    title: str


def title_of(text: str, level: int) -> Title:
    """A heading out of its words, without the count behind it."""
    match = NUMBERED.match(text)
    if match is None or match.end() == len(text) or not match.group().strip():
        return Title(level, "", _COUNTED.sub("", text).strip() or text)
    return Title(level, match.group().strip(), _COUNTED.sub("", text[match.end() :]).strip() or text)


def rank_of(banner: Title) -> int:
    """How deep a banner stands, by its number: 一、 above （一） above 1."""
    number = banner.number
    if _SECOND.match(number):
        return 1
    if not number or _FIRST.match(number):
        return 0
    return 2


def is_ranked(text: str) -> bool:
    """Whether words begin with the number of a chapter or section: 第一章, 一、, （一）."""
    numbered = NUMBERED.match(text)
    return numbered is not None and (_FIRST.match(numbered.group()) or _SECOND.match(numbered.group())) is not None


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


def number_of_item(text: str) -> str:
    """A 序号 without the words around it: 3 of 第3项."""
    words = text.strip()
    found = _ITEM.fullmatch(words)
    if found:
        return found[1]
    return words
