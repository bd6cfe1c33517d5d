"""Plain sums as people type them into a cell: "=165+158". Numbers, + − × ÷ and brackets, exact; nothing else."""

import re
from dataclasses import dataclass
from fractions import Fraction

_TOKEN = re.compile(r"(\d+(?:\.\d+)?|\.\d+)|([-+*/()])")
_SIGNS = str.maketrans("×÷", "*/")


@dataclass(slots=True)
class _Tokens:
    """What is still to be read, the next at the end."""

    left: list[str]

    def take(self, wanted: str) -> str:
        """The next token if it is one of these, else nothing."""
        if self.left and self.left[-1] in wanted:
            return self.left.pop()
        return ""


def read_sum(body: str) -> Fraction | None:
    """What a cleaned text behind its "=" comes to; None where it is no plain sum, or divides by 0."""
    body = body.translate(_SIGNS)
    tokens = [match.group() for match in _TOKEN.finditer(body)]
    if not tokens or "".join(tokens) != body:
        return None
    waiting = _Tokens(tokens[::-1])
    try:
        total = _sum(waiting)
    except (ValueError, ZeroDivisionError):
        return None
    if waiting.left:
        return None
    return total


def _sum(tokens: _Tokens) -> Fraction:
    total = _product(tokens)
    while sign := tokens.take("+-"):
        part = _product(tokens)
        total += part if sign == "+" else -part
    return total


def _product(tokens: _Tokens) -> Fraction:
    total = _factor(tokens)
    while sign := tokens.take("*/"):
        factor = _factor(tokens)
        total = total * factor if sign == "*" else total / factor
    return total


def _factor(tokens: _Tokens) -> Fraction:
    """A number, a sum in brackets, or one of these with its sign; raises ValueError for anything else."""
    sign = tokens.take("+-")
    if tokens.take("("):
        value = _sum(tokens)
        if not tokens.take(")"):
            raise ValueError
    elif tokens.left:
        value = Fraction(tokens.left.pop())
    else:
        raise ValueError
    return -value if sign == "-" else value
