"""The columns of the preview of returned forms, and what a row says in each; without Qt."""

from enum import IntEnum

from gui.intake.returned.lines import Group, ReturnedKind, ReturnedLine


class PreviewColumn(IntEnum):
    """The columns of picture 07."""

    TICK = 0
    ROW = 1
    NAME = 2
    COLUMN = 3
    UNIT = 4
    BEFORE = 5
    OLD = 6
    ARROW = 7
    NEW = 8
    BY = 9
    HINT = 10


HEADINGS = ("", "表行", "指标", "栏目", "单位", "上期值", "台账现值", "", "表中新值", "变化", "提示")
ALL_OR_NONE = "勾选全部没有提醒的行，或都不勾"
NUMBERS = {PreviewColumn.BEFORE, PreviewColumn.OLD, PreviewColumn.NEW, PreviewColumn.BY}
_SPOKEN_KIND = {
    ReturnedKind.DOUBT: "提醒",
    ReturnedKind.ERROR: "错误",
    ReturnedKind.STRAY: "未识别",
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
        hint = f"原因：{reason}"
    return (
        "", row, line.name, line.column, line.unit, line.before, line.old, arrow, line.new, line.by, hint,
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
    said = (line.name, line.column, figures, state, _SPOKEN_KIND[line.kind], *why, line.note, reason)
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
