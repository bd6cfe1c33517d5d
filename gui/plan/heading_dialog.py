"""新增章节 and its editing: number as written and title; a new one's place says whether it is 章, 领域 or 任务."""

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QComboBox, QWidget

from db.actions.plans import new_id
from gui.kit.fields import ChoiceField, FieldProblem, TextField
from gui.session.form_dialog import FormDialog
from gui.session.session import Session
from models.plan.entities import Heading
from models.plan.outline import added, changed, level_name, next_number, siblings

_LONGEST = 18  # characters of a title within a place's words


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new heading may stand, in words; `model` is the heading whose number it goes on from."""

    words: str
    parent_id: str | None
    before_id: str | None
    level: int
    model: Heading | None = None


class HeadingDialog(FormDialog):
    """The form of one heading: `heading` to edit, or a new one beside or below `beside`."""

    first = "title"

    def __init__(
        self, parent: QWidget, session: Session, *, heading: Heading | None = None, beside: Heading | None = None
    ) -> None:
        self.is_new = heading is None
        self.heading = heading or Heading(new_id(), session.ledger.plan.id, None, 0, 1, "", "")
        title = "新增章节" if self.is_new else f"编辑{level_name(self.heading.level)}：{self.heading.label}"
        super().__init__(parent, session, title)
        self._places = places(session.ledger.headings, beside) if self.is_new else []
        if self.is_new:
            choices = [(place, place.words) for place in self._places]
            self.rows.add("place", "位置(&P)", ChoiceField(choices), help="位置决定它是章、领域还是任务")
        self.rows.add("number", "编号(&N)", TextField("如 一、　(一)　1."), help="文件里怎么写就怎么填，可以不填")
        self.rows.add("title", "标题(&T)", TextField(), wide=True)
        self._proposed = ""
        if self.is_new:
            box = self.rows.fields["place"].widget
            assert isinstance(box, QComboBox)
            box.currentIndexChanged.connect(self._propose)
            self._propose()
        else:
            self.rows.fields["number"].show(self.heading.number)
            self.rows.fields["title"].show(self.heading.title)
        self.fit()

    def submit(self) -> None:
        """Write it as one action, with the headings whose place changes."""
        number, title = self.rows.read("number"), self.rows.read("title")
        if not title:
            raise FieldProblem("请填标题", "title")
        before = self.session.ledger.headings
        made = replace(self.heading, number=number, title=title)
        if self.is_new:
            place: Place = self.rows.read("place")
            after = added(before, replace(made, level=place.level), place.parent_id, place.before_id)
            made = next(h for h in after if h.id == made.id)
            puts = changed(before, after)
        else:
            puts = [made]
        self.heading = made
        what = f"{'新增' if self.is_new else '编辑'}{level_name(made.level)}：{made.label}"
        self.act(lambda store: store.write(what, puts))

    def _propose(self) -> None:
        """The number that goes on from the neighbour's, unless one was typed or another heading has it."""
        field = self.rows.fields["number"]
        if field.read() != self._proposed:
            return
        model = self.rows.read("place").model
        follower = next_number(model.number) if model else ""
        taken = {h.number.strip() for h in self.session.ledger.headings}
        self._proposed = "" if follower.strip() in taken else follower.strip()
        field.show(self._proposed)


def places(headings: list[Heading], beside: Heading | None) -> list[Place]:
    """Where a new heading may stand around one, the likeliest first; without one at the end."""
    chapters = siblings(headings, None)
    last = chapters[-1] if chapters else None
    end = Place("放在最后，作为一章", None, None, last.level if last else 1, last)
    if beside is None:
        return [end]
    around = siblings(headings, beside.parent_id)
    after = around[around.index(beside) + 1 :]
    under = siblings(headings, beside.id)
    label = beside.label if len(beside.label) <= _LONGEST else beside.label[: _LONGEST - 1] + "…"
    level, below = beside.level, under[-1].level if under else beside.level + 1
    found = [
        Place(
            f"{level_name(level)}，排在“{label}”后面", beside.parent_id, after[0].id if after else None, level, beside
        ),
        Place(f"{level_name(level)}，排在“{label}”前面", beside.parent_id, beside.id, level),
        Place(f"{level_name(below)}，在“{label}”下面", beside.id, None, below, under[-1] if under else None),
    ]
    return found if beside == last else [*found, end]
