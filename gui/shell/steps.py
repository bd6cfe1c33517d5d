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
    """What Ctrl+Z and Ctrl+Y do; `open_target` brings a target's cell into view."""

    def __init__(self, session: Session, pages: Pages, open_target: Callable[[str], object]) -> None:
        self._session, self._pages, self._open_target = session, pages, open_target

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
        """To the period and the target of a step, then take it: what it changes is seen changing."""
        session = self._session
        of_year = session.has_plan and scene.period[:4] == str(session.ledger.plan.year)
        if of_year and scene.period != session.period.key:
            session.set_period(Period.of_key(scene.period))
        if scene.target_id and session.target(scene.target_id) is not None:
            self._reveal(scene)
        step()

    def _reveal(self, scene: Scene) -> None:
        """A figure shows in 填报 alone, what else a target has in 总览 too."""
        page = self._pages.now
        name = self._pages.name_of(page)
        if name == ENTRY or (name == OVERVIEW and not scene.period):
            page.show_target(scene.target_id)
        else:
            self._open_target(scene.target_id)
