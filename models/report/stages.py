"""The chain of stages of a target, each with how it stands: what a page lists where others have their line."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.judging.assess import Assessment
from models.plan.entities import Kind
from models.report.printed import in_brackets, month_and_day, state_of


class StageState(StrEnum):
    """How a stage stands at the period's end, by its word."""

    DONE = "已完成"
    OPEN = "未完成"
    OVERDUE = "到期未完成"


@dataclass(frozen=True, slots=True)
class ListedStage:
    """A stage of a milestone: its number from 1, its name, the day planned for it, None without a plan."""

    number: int
    name: str
    planned: date | None
    state: StageState

    @property
    def text(self) -> str:
        """As in a list: 2. 招标（计划4月30日）　未完成."""
        day = ""
        if self.planned:
            day = f"计划{month_and_day(self.planned)}"
        return f"{self.number}. {self.name}{in_brackets(day)}　{self.state.value}"


def stages_of(a: Assessment) -> list[ListedStage]:
    """The stages of a milestone in their order; other targets have none."""
    target = a.target
    if target.kind is not Kind.MILESTONE:
        return []
    names, reached = target.stage_names, state_of(a.cell)
    done = 0
    if reached in names:
        done = names.index(reached) + 1
    planned = {stage.name: stage.due_date for stage in target.stages}
    listed = []
    for number, name in enumerate(names, start=1):
        day = planned.get(name)
        listed.append(ListedStage(number, name, day, _state(a, day, done=number <= done)))
    return listed


def _state(a: Assessment, day: date | None, *, done: bool) -> StageState:
    if done:
        return StageState.DONE
    if day is not None and day <= a.period.end:
        return StageState.OVERDUE
    return StageState.OPEN
