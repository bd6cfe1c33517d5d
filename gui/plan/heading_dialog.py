"""新增章节 and its editing: number as written and title; a new one's place says whether it is 章, 领域 or 任务."""

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QComboBox, QWidget

from db.actions.plans import new_id
from gui.kit.fields import ChoiceField, FieldProblem, TextField
from gui.session.form_dialog import FormDialog
from gui.session.plan_dialog import GoesWithPlan
from gui.session.session import Session
from models.plan.entities import Heading
from models.plan.outline import added, changed, level_name, next_number, siblings

_LONGEST = 18  # characters of a title within a place's words


@dataclass(frozen=True, slots=True)
class HeadingPlace:
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
        title = "新增章节"
        if heading:
            title = f"编辑{level_name(heading.level)}：{heading.label}"
        super().__init__(parent, session, title)
        GoesWithPlan(self, session)
        if self.is_new:
            choices = [(place, place.words) for place in places(session.ledger.headings, beside)]
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
        word, made = "编辑", replace(self.heading, number=number, title=title)
        puts = [made]
        if self.is_new:
            word, puts = "新增", self._placed(made)
            made = next(h for h in puts if h.id == made.id)
        self.heading = made
        what = f"{word}{level_name(made.level)}：{made.label}"
        self.act(lambda store: store.write(what, puts))

    def _placed(self, made: Heading) -> list[Heading]:
        """A new heading where it was chosen to stand, with the headings that move for it."""
        before = self.session.ledger.headings
        place: HeadingPlace = self.rows.read("place")
        after = added(before, replace(made, level=place.level), place.parent_id, place.before_id)
        return changed(before, after)

    def _propose(self) -> None:
        """The number that goes on from the neighbour's, unless one was typed or another heading has it."""
        field = self.rows.fields["number"]
        if field.read() != self._proposed:
            return
        model = self.rows.read("place").model
        follower = ""
        if model:
            follower = next_number(model.number).strip()
        if follower in {h.number.strip() for h in self.session.ledger.headings}:
            follower = ""
        self._proposed = follower
        field.show(self._proposed)


def places(headings: list[Heading], beside: Heading | None) -> list[HeadingPlace]:
    """Where a new heading may stand around one, the likeliest first; without one at the end."""
    end = _at_the_end(headings)
    if beside is None:
        return [end]
    found = [_after(headings, beside), _before(beside), _below(headings, beside)]
    if end.model != beside:  # after the last chapter is the end
        found.append(end)
    return found


def _at_the_end(headings: list[Heading]) -> HeadingPlace:
    words, chapters = "放在最后，作为一章", siblings(headings, None)
    if not chapters:
        return HeadingPlace(words, None, None, 1)
    return HeadingPlace(words, None, None, chapters[-1].level, chapters[-1])


def _after(headings: list[Heading], beside: Heading) -> HeadingPlace:
    around = siblings(headings, beside.parent_id)
    next_id = None
    if around[-1] != beside:
        next_id = around[around.index(beside) + 1].id
    words = f"{level_name(beside.level)}，排在“{_shortened(beside.label)}”后面"
    return HeadingPlace(words, beside.parent_id, next_id, beside.level, beside)


def _before(beside: Heading) -> HeadingPlace:
    words = f"{level_name(beside.level)}，排在“{_shortened(beside.label)}”前面"
    return HeadingPlace(words, beside.parent_id, beside.id, beside.level)


def _below(headings: list[Heading], beside: Heading) -> HeadingPlace:
    under, level, last = siblings(headings, beside.id), beside.level + 1, None
    if under:
        last = under[-1]
        level = last.level
    words = f"{level_name(level)}，在“{_shortened(beside.label)}”下面"
    return HeadingPlace(words, beside.id, None, level, last)


def _shortened(label: str) -> str:
    if len(label) <= _LONGEST:
        return label
    return label[: _LONGEST - 1] + "…"
