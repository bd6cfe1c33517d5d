"""What can be done to headings from the tree: add, edit, move with all below, raise, lower."""

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.disk import log
from gui.kit import ask
from gui.plan.heading_dialog import HeadingDialog
from gui.plan.row_keys import heading_key
from gui.session.session import Session
from models.plan.entities import Heading
from models.plan.outline import Headings, OutlineError, block, changed, level_name, lowered, moved, raised, shifted

TOP = "（最高一级）"


class HeadingActions(QObject):
    """Each is one action of the ledger; `done` carries what was done and the row to show."""

    done = Signal(str, str)

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self._parent, self._session = parent, session

    def add(self, beside_id: str | None) -> None:
        """新增章节: a form; the place in it is around the current heading."""
        dialog = HeadingDialog(self._parent, self._session, beside=self._session.ledger.heading(beside_id))
        self._open(dialog, "已新增")

    def edit(self, heading: Heading) -> None:
        """编辑: a form with its number and title."""
        self._open(HeadingDialog(self._parent, self._session, heading=heading), "已改")

    def shift(self, heading: Heading, by: int) -> None:
        """上移 and 下移 among its siblings."""
        word = "上移"
        if by > 0:
            word = "下移"
        self._arrange(word, heading, lambda all_: shifted(all_, heading.id, by))

    def raise_level(self, heading: Heading) -> None:
        """升级: beside what it was under."""
        self._arrange("升级", heading, lambda all_: raised(all_, heading.id))

    def lower_level(self, heading: Heading) -> None:
        """降级: under the one before it."""
        self._arrange("降级", heading, lambda all_: lowered(all_, heading.id))

    def move(self, heading: Heading) -> None:
        """移到… under another heading, as its last."""
        headings = self._session.ledger.headings
        inside = {h.id for h in block(headings, heading.id)}
        wanted: dict[str, str | None] = {TOP: None}
        for words, h in worded(headings).items():
            if h.id not in inside:  # it cannot stand below itself
                wanted[words] = h.id
        parents = list(wanted.values())
        now = 0
        if heading.parent_id in parents:
            now = parents.index(heading.parent_id)
        question = f"把“{heading.label}”连同下面的移到哪里（排在最后）"
        picked = ask.pick(self._parent, question, list(wanted), now)
        if picked is None:
            return
        # the answer comes back without the blanks by which headings are indented
        bare = list(map(str.strip, wanted))
        if picked.strip() in bare:
            self.put(heading, parents[bare.index(picked.strip())])

    def put(self, heading: Heading, parent_id: str | None, before_id: str | None = None) -> None:
        """Under another heading, before one of its children or as the last."""
        self._arrange("移动", heading, lambda all_: moved(all_, heading.id, parent_id, before_id))

    def _arrange(self, word: str, heading: Heading, arranged: Callable[[Headings], Headings]) -> None:
        before = self._session.ledger.headings
        try:
            after = arranged(before)
        except OutlineError as error:
            log.refused("outline")
            self.done.emit(str(error), heading_key(heading.id))
            return
        puts = changed(before, after)
        if not puts:
            self.done.emit(f"“{heading.label}”本来就在这里，没有移动。", heading_key(heading.id))
            return
        made = next(h for h in after if h.id == heading.id)
        was, now = level_name(heading.level), level_name(made.level)
        what = f"{word}{was}：{heading.label}"
        if was != now:
            what += f"（{was}→{now}）"
        self._session.write(what, puts, done=lambda: self.done.emit(f"已{what}", heading_key(heading.id)))

    def _open(self, dialog: HeadingDialog, said: str) -> None:
        self._session.let_go(dialog)
        if dialog.exec():
            made = dialog.heading
            self.done.emit(f"{said}{level_name(made.level)}：{made.label}", heading_key(made.id))


def worded(headings: list[Heading]) -> dict[str, Heading]:
    """Headings by words that tell them apart, indented by level; two of one name get their place in the plan."""
    often = Counter(h.label.strip() for h in headings)
    found = {}
    for place, heading in enumerate(headings, start=1):
        name = heading.label.strip()
        words = "　" * (heading.level - 1) + name
        if often[name] > 1:
            words += f"（目录第{place}条）"
        found[words] = heading
    return found
