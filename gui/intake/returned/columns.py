"""The columns of the preview of returned forms, and what a row says in each; without Qt."""

from enum import IntEnum

from gui.intake.returned.lines import Group, ReturnedKind, ReturnedLine


class PreviewColumn(IntEnum):
    """The columns of picture 07, with the annual target and what the unit wrote as 备注."""

    TICK = 0
    ROW = 1
    NAME = 2
    COLUMN = 3
    UNIT = 4
    DEMAND = 5
    BEFORE = 6
    OLD = 7
    ARROW = 8
    NEW = 9
    BY = 10
    REMARK = 11
    HINT = 12


HEADINGS = (
    "", "表行", "指标", "栏目", "单位", "年度目标", "上期值", "台账现值", "", "表中新值", "变化", "备注", "提示",
)  # fmt: skip
ALL_OR_NONE = "勾选全部没有提醒的行，或都不勾"
NUMBERS = {PreviewColumn.DEMAND, PreviewColumn.BEFORE, PreviewColumn.OLD, PreviewColumn.NEW, PreviewColumn.BY}
_SPOKEN_KIND = {
    ReturnedKind.DOUBT: "提醒",
    ReturnedKind.ERROR: "错误",
    ReturnedKind.STRAY: "未识别",
    ReturnedKind.ABSENT: "提醒",
    ReturnedKind.SAME: "没有变化",
    ReturnedKind.SURE: "",
}


def cell_texts(line: ReturnedLine, *, ticked: bool, reason: str) -> tuple[str, ...]:
    """What stands in each column; the reason of a row that is ticked takes the place of its doubt."""
    row, arrow, hint = "", "", line.hint
    if line.place.row:
        row = str(line.place.row)
    if line.old:
        arrow = "→"
    if ticked and reason:
        hint = "；".join(filter(None, (f"原因：{reason}", line.came)))
    return (
        "", row, line.name, line.column, line.unit, line.demand, line.before, line.old, arrow, line.new, line.by,
        line.remark, hint,
    )  # fmt: skip


def spoken(line: ReturnedLine, *, ticked: bool, reason: str) -> str:
    """A row for a screen reader, and whole in the tooltip."""
    figures, state = line.new, "不能勾选"
    if line.old:
        figures = f"{line.old} → {line.new} {line.unit}".strip()
    if ticked:
        state = "已勾选"
    elif line.change:
        state = "未勾选"
    why = [said.text for said in line.why]
    demand = f"年度目标{line.demand}" if line.demand else ""
    remark = f"备注：{line.remark}" if line.remark else ""
    said = (line.name, line.column, figures, line.came, state, _SPOKEN_KIND[line.kind], *why, line.note, reason)
    said = (*said, demand, remark)
    return "，".join(filter(None, said))


def told(group: Group, *, same_shown: bool = False) -> str:
    """A file's head: how many rows change, and how many do not."""
    same = group.count(ReturnedKind.SAME)
    parts = []
    if group.changed:
        parts.append(f"{group.changed} 行变化")
    if same and same_shown:
        parts.append(f"{same} 行无变化")
    elif same:
        parts.append(f"{same} 行无变化已折叠")
    return "，".join(parts) or "没有变化"
