"""问题清单: what was doubted and refused in returned forms, each with what to do, for the units to mend."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from models.collecting.absent import AbsentRow
from models.collecting.returned import CellChange, RowRefusal
from models.collecting.typed import SheetPlace
from models.judging.statuses import Light
from models.plan.fields import VALUE
from models.plan.said import Said
from models.report.cells import Grid, Line

COLUMNS = ("序号", "文件", "工作表", "表行", "指标", "栏目", "台账现值", "表中新值", "问题", "怎么办", "处理")
WHOLE, REFUSED = "整个文件", "没有读入"
NO_PROBLEM = "没有问题。"
CHECK, MEND = "请核对原表；无误请说明原因", "请改好后重新报回"  # of a doubt and of a refusal that say nothing better


@dataclass(frozen=True, slots=True)
class ReturnedProblem:
    """A row of the list: where it stands, what is the matter and what to do, and what became of it."""

    place: SheetPlace
    what: str
    to_do: str
    handled: str
    light: Light
    name: str = ""
    column: str = ""
    old: str = ""
    new: str = ""

    @property
    def at(self) -> tuple[str, str, int]:
        """Where it stands, to sort by."""
        return self.place.file, self.place.sheet, self.place.row


def problems(
    refused: Iterable[tuple[str, Said]],
    changes: Iterable[CellChange],
    refusals: Iterable[RowRefusal],
    written: Sequence[CellChange],
    typed: Mapping[tuple[SheetPlace, str], str],
    mended: Sequence[ReturnedProblem] = (),
    absent: Iterable[AbsentRow] = (),
) -> Grid:
    """The list: files refused whole, then rows doubted, refused and not there any more, by file and row.

    `refused` are files' names with what is said of them, `written` the doubted changes that were
    accepted with a reason, `typed` what stands in the cells that were refused, `mended` what was corrected
    while it was looked at, for the unit has it wrong still.
    """
    rows = [_refused(SheetPlace(name), said.without_lead()) for name, said in refused]
    accepted = {(change.place, change.column): change for change in written}
    rows += [_doubted(change, accepted.get((change.place, change.column))) for change in changes if change.doubts]
    for refusal in refusals:
        row = _refused(refusal.place, refusal.reason)
        cell = typed.get((refusal.place, refusal.column or VALUE), "")
        rows.append(replace(row, name=refusal.target, column=refusal.column, new=cell))
    rows += mended
    for gone in absent:
        named = gone.target.full_name
        rows.append(replace(_refused(gone.place, gone.reason), name=named, handled="表里没有", light=Light.YELLOW))
    rows.sort(key=lambda row: row.at)
    return Grid(COLUMNS, tuple(_line(number, row) for number, row in enumerate(rows, start=1)), NO_PROBLEM)


def corrected(place: SheetPlace, name: str, column: str, came: str, old: str, new: str) -> ReturnedProblem:
    """A cell that was typed over while it was looked at, and can be read since; `came` says what it had."""
    to_do, handled = "请把原表也改过来", f"核对时改为“{new}”"
    return ReturnedProblem(place, came, to_do, handled, Light.YELLOW, name, column, old, new)


def _refused(place: SheetPlace, said: Said) -> ReturnedProblem:
    return ReturnedProblem(place, _what(said), said.todo or MEND, REFUSED, Light.RED)


def _doubted(change: CellChange, accepted: CellChange | None) -> ReturnedProblem:
    handled = "未写入"
    if accepted is not None:
        handled = f"已勾选：{accepted.reason or '两行选这一行'}"
    ways = dict.fromkeys(doubt.todo or CHECK for doubt in change.doubts)
    return ReturnedProblem(
        place=change.place,
        what="；".join(_what(doubt) for doubt in change.doubts),
        to_do="；".join(ways),
        handled=handled,
        light=Light.YELLOW,
        name=change.target.full_name,
        column=change.column,
        old=change.old,
        new=change.new,
    )


def _what(said: Said) -> str:
    """All that is said but what to do, which has a column of its own."""
    return replace(said, todo="").text


def _line(number: int, row: ReturnedProblem) -> Line:
    place, name = row.place, row.name
    if not name and not place.row:
        name = WHOLE
    cells = (
        number, place.file, place.sheet, place.row or "", name, row.column, row.old, row.new, row.what, row.to_do,
        row.handled,
    )  # fmt: skip
    return Line(cells, row.light)
