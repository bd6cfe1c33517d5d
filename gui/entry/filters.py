"""Which rows 填报 shows: words searched for, a lead unit, only what is open, and the column of last year's figures."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from gui.entry.entries import Entries
from gui.session.search import matches
from gui.session.session import Session
from models.judging.statuses import Status
from models.plan.entities import Target
from models.plan.year import NO_UNIT


class Filters(QObject):
    """What narrows the rows down. `changing` comes while what is being typed still has its row, `changed` after."""

    changing = Signal()
    changed = Signal()

    def __init__(self, entries: Entries) -> None:
        super().__init__()
        self._entries = entries
        self.query, self.lead = "", ""
        self.only_open, self.last_year = False, False
        self._open: frozenset[str] = frozenset()

    def search(self, query: str) -> None:
        """Show the targets that the words, initials or unit fit; the empty text shows all."""
        if query != self.query:
            self.changing.emit()
            self.query = query
            self.changed.emit()

    def show_lead(self, lead: str) -> None:
        """Show the targets of a lead unit; the empty name shows all."""
        self.changing.emit()
        self.lead = lead
        self.changed.emit()

    def show_only_open(self, only: bool) -> None:
        """Show only what is 待填, doubted or wrong at this moment."""
        self.changing.emit()
        self.only_open = only
        self.changed.emit()

    def show_last_year(self, shown: bool) -> None:
        """Show the column of the same period last year's figures (上年同期), to be typed too."""
        self.changing.emit()
        self.last_year = shown
        self.changed.emit()

    def show_all(self) -> None:
        """Take off what hides targets."""
        self.changing.emit()
        self.query, self.lead, self.only_open = "", "", False
        self.changed.emit()

    def look_anew(self) -> None:
        """What is open is found anew; between two such looks a target that was filled in stays where it is."""
        if self.only_open:
            self._open = frozenset(self._needing())

    @property
    def asked(self) -> tuple[object, ...]:
        """All that the rows depend on besides the plan, so that another period need not list them anew."""
        still_open = None
        if self.only_open:
            still_open = self._open
        return self.query, self.lead, still_open, self._unlisted()

    def wants(self, target: Target) -> bool:
        """Whether a target is shown."""
        if not target.listed_by(self._entries.period.end) or (self.only_open and target.id not in self._open):
            return False
        if not self.query and not self.lead:
            return True
        lead = self._entries.session.ledger.lead_name(target)
        return self.lead in ("", lead) and matches(self.query, target.full_name, target.unit, lead)

    def _unlisted(self) -> frozenset[str]:
        """The targets that the period does not list yet; of most plans there are none at any time."""
        session, end = self._entries.session, self._entries.period.end
        if not session.has_plan:
            return frozenset()
        return frozenset(target.id for target in session.ledger.targets if not target.listed_by(end))

    def why_nothing(self) -> str:
        """Why no row is listed, and what to do."""
        if not self._entries.session.has_targets:
            return "还没有指标。请先在总览里新建指标，再来填报。"
        if self.only_open and not (self.query or self.lead):
            return "没有待填和有提醒的指标。"
        return "没有这样的指标。请清空搜索，或换一个牵头单位。"

    def _needing(self) -> Iterator[str]:
        """Targets that are 待填 or have a problem."""
        for assessment in self._entries.session.assessments:
            if assessment.status is Status.MISSING:
                yield assessment.target.id
        for problem in self._entries.problems():
            yield problem.spot.target_id


def lead_names(session: Session) -> list[str]:
    """The lead units of the plan in its order, targets without one last; empty without a plan."""
    if not session.has_plan:
        return []
    names = []
    for unit, _ in session.ledger.by_lead():
        names.append(NO_UNIT if unit is None else unit.name)
    return names
