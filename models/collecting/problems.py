"""问题清单: what was doubted and refused in returned forms, each with what to do, for the units to mend."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from models.collecting.returned import CellChange, Refusal
from models.collecting.typed import Place
from models.judging.lights import Light
from models.plan.fields import VALUE
from models.report.cells import Grid, Line

COLUMNS = ("序号", "文件", "工作表", "表行", "指标", "栏目", "台账现值", "表中新值", "问题", "怎么办", "处理")
WHOLE, REFUSED = "整个文件", "没有读入"
NO_PROBLEM = "没有问题。"
_TO_DO = re.compile(r"[，。；]\s*(请[^。]*(?:。[^。]+)*)。?$")
_Row: TypeAlias = tuple[str, str, int, str, str, str, str, str, str, str]
_WHAT_ELSE = {True: "请核对原表；无误请说明原因", False: "请改好后重新报回"}


def problems(
    refused: Iterable[tuple[str, str]],
    changes: Iterable[CellChange],
    refusals: Iterable[Refusal],
    written: Sequence[CellChange],
    typed: Mapping[tuple[Place, str], str],
) -> Grid:
    """The list: files refused whole, then rows doubted and refused, by file and row.

    `refused` are files' names with their sentences, `written` the doubted changes that were
    accepted with a reason, `typed` what stands in the cells that were refused.
    """
    rows: list[_Row] = [
        (name, "", 0, "", "", "", "", *_split(sentence.removeprefix(name), doubted=False), REFUSED)
        for name, sentence in refused
    ]
    accepted = {(c.place, c.column): c.reason for c in written}
    rows += [_doubted(c, accepted.get((c.place, c.column))) for c in changes if c.doubts]
    for refusal in refusals:
        place, said = refusal.place, _split(refusal.reason.text, doubted=False)
        cell = typed.get((place, refusal.column or VALUE), "")
        rows.append((place.file, place.sheet, place.row, refusal.target, refusal.column, "", cell, *said, REFUSED))
    rows.sort(key=lambda row: row[:3])
    return Grid(COLUMNS, tuple(_line(i, row) for i, row in enumerate(rows, start=1)), NO_PROBLEM)


def _doubted(change: CellChange, accepted: str | None) -> _Row:
    what, to_do = zip(*(_split(d.text, doubted=True) for d in change.doubts), strict=True)
    place, name, ways = change.place, change.target.full_name, dict.fromkeys(to_do)
    handled = "未写入" if accepted is None else f"已勾选：{accepted or '两行选这一行'}"
    said = ("；".join(what), "；".join(ways), handled)
    return (place.file, place.sheet, place.row, name, change.column, change.old, change.new, *said)


def _line(number: int, row: _Row) -> Line:
    file, sheet, at, name, *rest = row
    light = Light.RED if rest[-1] == REFUSED else Light.YELLOW
    return Line((number, file, sheet, at or "", name or ("" if at else WHOLE), *rest), light)


def _split(sentence: str, *, doubted: bool) -> tuple[str, str]:
    """What happened, and what to do: a sentence is divided before its 请."""
    match = _TO_DO.search(sentence)
    if match:
        return sentence[: match.start()].removeprefix("，"), match[1]
    return sentence.rstrip("。"), _WHAT_ELSE[doubted]
