"""撤销 and 重做 of the whole window: nothing is taken back that is not in view.

A text that a cell refused goes first: it is in no file, and stands where one looks. A step of another plan, period or
page is gone to before it is taken back.
"""

from collections.abc import Callable

from db.ledger.scenes import Scene
from gui.session.session import Session
from gui.shell.pages import ENTRY, OVERVIEW, Pages
from models.plan.period import Period


class StepsInView:
    """What Ctrl+Z and Ctrl+Y do; `show_page` opens a page, unless what is typed in the one in view keeps it."""

    def __init__(self, session: Session, pages: Pages, show_page: Callable[[str], object]) -> None:
        self._session, self._pages, self._show_page = session, pages, show_page

    def undo(self) -> None:
        """Give up the refused text that was typed last, else take back the newest action, in view."""
        self._pages.now.finish()
        if not self._pages.now.drop_refused():
            self._when_written(lambda: self._go(self._session.undo_scene, self._session.undo))

    def redo(self) -> None:
        """Bring back the action undone last, in view."""
        self._pages.now.finish()
        self._when_written(lambda: self._go(self._session.redo_scene, self._session.redo))

    def _when_written(self, go: Callable[[], None]) -> None:
        """What was just typed is a step of its own: which one is the newest is known once it is written."""
        if self._session.writing:
            self._session.ask(lambda _: None, lambda _: go())
        else:
            go()

    def _go(self, scene: Scene, step: Callable[[], None]) -> None:
        session = self._session
        known = {plan.id for plan in session.plans}
        if session.has_plan and scene.plan_id in known - {session.ledger.plan.id}:
            session.set_plan(scene.plan_id, lambda: self._show(scene, step))
        else:
            self._show(scene, step)

    def _show(self, scene: Scene, step: Callable[[], None]) -> None:
        """To the period, the page and the target of a step, then take it: what it changes is seen changing."""
        session = self._session
        of_year = session.has_plan and scene.period[:4] == str(session.ledger.plan.year)
        if of_year and scene.period != session.period.key:
            session.set_period(Period.of_key(scene.period))
        if not self._turn_to(self._page_of(scene)):
            return  # something typed and not saved keeps the page, and was asked about
        if self._point_at(scene):
            step()
        else:  # what comes back is there afterwards
            step()
            session.ask(lambda _: None, lambda _: self._point_at(scene))

    def _page_of(self, scene: Scene) -> str:
        """A figure (of last year too) or a lock shows in 填报, a heading in 总览, what else a target has in both."""
        now, target = self._pages.name_of(self._pages.now), self._session.target(scene.target_id)
        if scene.period or (scene.past and target is not None):
            return ENTRY
        if scene.heading_id and not scene.target_id:
            return OVERVIEW
        if target is not None and not target.listed_by(self._session.period.end):  # 填报 does not list it yet
            return OVERVIEW
        if target is not None and now not in (ENTRY, OVERVIEW):
            return ENTRY
        return now

    def _turn_to(self, name: str) -> bool:
        if self._pages.name_of(self._pages.now) != name:
            self._show_page(name)
        return self._pages.name_of(self._pages.now) == name

    def _point_at(self, scene: Scene) -> bool:
        """Bring what a step is about into view; False where it is not there."""
        page = self._pages.now
        if not self._session.has_plan:
            return False
        if scene.target_id:
            if self._session.target(scene.target_id) is None:
                return False
            if scene.past:
                page.show_past(scene.target_id)
            else:
                page.show_target(scene.target_id)
        elif scene.heading_id:
            page.show_heading(scene.heading_id)
            return any(heading.id == scene.heading_id for heading in self._session.ledger.headings)
        return True
