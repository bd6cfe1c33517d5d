"""What the tree says of a target: the text of each column, its tooltip, and how it is read out."""

from enum import IntEnum

from gui.target.bars import bar_of
from models.judging.assess import Assessment
from models.plan.entities import Kind
from models.report import printed
from models.report.phrase import standing

HEADERS = ("章 / 领域 / 任务 / 指标", "状态", "完成率(%)", "年度目标", "单位")


class TreeColumn(IntEnum):
    """The columns of the tree, in their order."""

    NAME = 0
    STATUS = 1
    RATE = 2
    DEMAND = 3
    UNIT = 4


def accessible(a: Assessment) -> str:
    """A target for a screen reader: "合同外资，本期累计 2960 万美元，滞后，…"."""
    parts = (a.target.full_name, _figure(a), a.word, standing(a))
    return "，".join(dict.fromkeys(p for p in parts if p))  # where the words are those of the light, once is enough


def _figure(a: Assessment) -> str:
    if a.actual.value is None:
        return bar_of(a).text
    title = "本期值"
    if a.target.kind is Kind.CUMULATIVE:
        title = "本期累计"
    return f"{title} {printed.figure(a).with_unit(' ')}"


def text(a: Assessment, column: int) -> str:
    """What a target's cell shows."""
    match column:
        case TreeColumn.NAME:
            return a.target.full_name
        case TreeColumn.STATUS:
            return a.word
        case TreeColumn.RATE:
            return bar_of(a).words
        case TreeColumn.DEMAND:
            return printed.demand(a.target, a.terms).in_column
    return a.target.unit


def tooltip(a: Assessment) -> str:
    """The full name, where it stands, the annual target, and the sentence of the plan."""
    target, demand, stands = a.target, printed.demand(a.target, a.terms), standing(a)
    lines = [target.full_name, a.word]
    if stands != a.word:
        lines[1] = f"{a.word}：{stands}"
    if demand:
        lines.append(f"年度目标 {demand.with_unit()}")
    if "completion" in a.why:
        lines.append(a.why["completion"])
    if target.quote:
        lines.append(f"原文：{target.quote}")
    return "\n".join(dict.fromkeys(lines))
