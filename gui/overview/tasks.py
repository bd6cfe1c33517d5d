"""各任务亮灯 as rows: a task with its targets sorted by light, how they stand, and their weighted progress."""

from collections.abc import Iterable
from dataclasses import dataclass

from gui.kit import theme
from gui.target.bars import RateBar, weighted_bar
from models.judging.assess import Assessment
from models.judging.groups import Counts, count
from models.judging.statuses import Status
from models.plan.year import NO_TASK, PlanYear

ORDER = ("tick", "circle", "triangle", "square", "ring", "bar")  # of the shapes within a row


@dataclass(frozen=True, slots=True)
class TaskLights:
    """A task's row: its label, its targets as sorted by light, how they stand, and their weighted progress."""

    label: str
    members: tuple[Assessment, ...]
    counts: Counts
    weighted: RateBar | None = None

    @property
    def standing(self) -> str:
        """The counts, with the weighted progress where there is one."""
        bar = self.weighted
        if bar is None:
            return self.counts.text
        return f"{self.counts.text}，加权进度 {bar.text}（{bar.beside}）"

    @property
    def text(self) -> str:
        """The row as text, readable without shapes and colours."""
        cells = "；".join(f"{a.target.full_name} {a.word}" for a in self.members)
        return f"{self.label}\t{self.standing}\t{cells}"

    def spoken_place(self, cell: int) -> str:
        """Where a cell stands, as a screen reader says it: the task, and the cell's number in it."""
        task = self.label
        if self.weighted is not None:
            task += f"，加权进度 {self.weighted.text}，{self.weighted.beside}"
        return f"{task}，第{cell + 1}格，共{len(self.members)}格"


def task_lights(ledger: PlanYear, assessments: Iterable[Assessment]) -> list[TaskLights]:
    """A row for each heading that has targets with a light, in the plan's order."""
    groups: dict[str, list[Assessment]] = {}
    for a in assessments:
        groups.setdefault(a.target.heading_id or "", []).append(a)
    labels = ledger.task_labels()
    rows = []
    for key, members in groups.items():
        if all(a.status is Status.STATE for a in members):
            continue
        cells = tuple(sorted(members, key=_place_in_row))
        rows.append(TaskLights(labels.get(key, NO_TASK), cells, count(members), weighted_bar(members)))
    return rows


def _place_in_row(a: Assessment) -> int:
    return ORDER.index(theme.MARKS[a.status].shape)


def find(rows: Iterable[TaskLights], target_id: str) -> tuple[int, int] | None:
    """The row and the cell of a target, None where it has no light."""
    for i, row in enumerate(rows):
        for j, a in enumerate(row.members):
            if a.target.id == target_id:
                return i, j
    return None
