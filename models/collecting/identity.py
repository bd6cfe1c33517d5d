"""What makes a row of a 填报表 the row that it is: its hidden number, and what was printed beside it when it was sent.

A sort of the visible columns leaves hidden ones where they were, so a number alone may stand beside another target.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from models.plan.quantity import plain
from models.report.cells import Number
from models.words.moments import quoted
from models.words.numbers import clean, decimal_of

ORDINAL, TASK, NAME, UNIT, DEMAND, BEFORE = "序号", "任务", "指标", "单位", "年度目标", "上期值"
PRINTED = (TASK, NAME, UNIT, DEMAND, BEFORE)
FIGURES = (BEFORE, DEMAND)  # of those what a unit may take for the place of its own figure
SENT_MARK = "YDS"
RowKey: TypeAlias = tuple[str, str, str]  # plan, period, target

_LONGEST = 200  # characters of a printed text that are kept; of a longer one also a digest
_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")  # what some programs make of control characters
_BRACKETS, _FIGURE, _DIGITS = re.compile(r"\([^()]*\)"), re.compile(r"\d[\d,]*(?:\.\d+)?"), re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row as it was sent: its number, its place in the form, what was printed beside it, what the ledger held.

    `printed` are texts as `as_read` makes them, by heading; a heading that is not in it is not compared. `handed` is
    None where nobody knows what was held.
    """

    key: RowKey
    ordinal: str
    printed: Mapping[str, str]
    handed: str | None = None

    @property
    def target_id(self) -> str:
        """The target that the row is of."""
        return self.key[2]

    @property
    def name(self) -> str:
        """The target's name as it was printed, without spaces."""
        return self.printed.get(NAME, "")

    def differs(self, printed: Mapping[str, str]) -> tuple[str, ...]:
        """The headings under which something else stands now; an empty cell says nothing."""
        found = []
        for heading, text in self.printed.items():
            if printed.get(heading, text) != text:
                found.append(heading)
        return tuple(found)

    def differs_only_in(self, heading: str, printed: Mapping[str, str]) -> bool:
        """Whether something else stands under one heading, and under no other."""
        return self.differs(printed) == (heading,)


def as_read(heading: str, value: object) -> str:
    """What stands under a heading so that what was written and what came back can be compared.

    Spaces, widths and formats do not count; of what is a figure with words around it only the figures do.
    """
    if isinstance(value, Number):
        value = value.value
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        number = decimal_of(float(str(value)))  # Excel keeps no more digits; a long int is infinite
        text = str(value)
        if number is not None:
            text = plain(number)
    else:
        text = clean(_ESCAPED.sub("", quoted(value)))
    text = _READERS.get(heading, str)(text) or text
    if len(text) > _LONGEST:
        whole = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
        return f"{text[:_LONGEST]}…{whole[:10]}"
    return text


def _figures(text: str) -> str:
    """The numbers in a text, each as it is kept: how a program shows them differs."""
    found = []
    for figure in _FIGURE.findall(_BRACKETS.sub("", text)):
        number = decimal_of(float(figure.replace(",", "")))
        if number is not None:
            found.append(plain(number))
    return " ".join(found)


def _ordinal(text: str) -> str:
    return "".join(_DIGITS.findall(text)[:1])


_READERS: Mapping[str, Callable[[str], str]] = {ORDINAL: _ordinal, DEMAND: _figures, BEFORE: _figures}


def as_sent(row: SentRow) -> str:
    """The hidden text that keeps a row, whole by itself wherever somebody moves it."""
    texts = [row.printed.get(heading, "") for heading in PRINTED]
    kept = [*row.key, row.ordinal, texts, row.handed or ""]
    return f"{SENT_MARK}|{json.dumps(kept, ensure_ascii=False, separators=(',', ':'))}"


def sent_of(text: object) -> SentRow | None:
    """The row that a hidden text keeps; None of any other text."""
    if not isinstance(text, str) or not text.startswith(f"{SENT_MARK}|"):
        return None
    try:
        plan_id, period, target_id, ordinal, texts, handed = json.loads(text.partition("|")[2])
        printed = dict(zip(PRINTED, texts, strict=True))
    except (ValueError, TypeError, RecursionError):  # somebody typed into it, or it was cut off
        return None
    every = (plan_id, period, target_id, ordinal, handed, *printed.values())
    if not all(isinstance(part, str) for part in every):
        return None
    return SentRow((plan_id, period, target_id), ordinal, printed, handed)
