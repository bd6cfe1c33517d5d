"""Plans in the open ledger: made, added from a file or a table, deleted; each is one action and can be undone."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from db.actions.plans import add_plan, delete_plan, read_json
from db.ledger.access import now
from db.ledger.store import Store
from gui.kit import ask
from gui.kit.commands import MenuLine
from gui.plan.deleting import BACK, way_back
from gui.session.around import Around
from gui.session.reasons import act_for_reason
from gui.session.session import Session
from models.intake.outside_table import OutsideTable
from models.intake.plan_file import Json
from models.plan.entities import Plan
from models.plan.year import PlanYear

if TYPE_CHECKING:
    from gui.intake.table.dialog import BlockDialog


class Plans:
    """What can be done with the plans of a ledger; `over` is the window that dialogs stand over."""

    def __init__(self, session: Session, over: QWidget, around: Around) -> None:
        self._session, self._over, self._around = session, over, around

    @property
    def wants_a_table(self) -> bool:
        """Whether the plan shown is still empty and may be written: a workbook dropped is then its table."""
        session = self._session
        return session.has_plan and not session.has_targets and not session.read_only

    def new_plan(self) -> None:
        """新建计划: a plan of one's own in this file, shown as soon as it is there."""
        if not self._around.refuses_writing():
            self._ask_plan()

    def paste_breakdown(self) -> None:
        """粘贴任务分解表 into the plan shown; without one, a plan is made first."""
        if self._around.refuses_writing():
            return
        if self._session.has_plan:
            self.show_breakdown()
        else:
            self._ask_plan()

    def show_breakdown(self, tables: Sequence[OutsideTable] = (), source: str = "") -> None:
        """The dialog of 粘贴任务分解表, with the tables of a file where there is one."""
        from gui.intake.table.breakdown import BreakdownDialog

        dialog = BreakdownDialog(self._over, self._session)
        if tables:
            dialog.source.take(tables, source)
        self._follow(dialog)

    def read_breakdown(self, book: Path) -> None:
        """The same dialog, which reads the table of a workbook."""
        from gui.intake.table.breakdown import BreakdownDialog

        dialog = BreakdownDialog(self._over, self._session)
        self._follow(dialog)
        dialog.source.read_book(book)

    def paste_past(self) -> None:
        """粘贴上年数据: last year's figures of the plan shown."""
        from gui.intake.table.past import PastDialog

        if not self._around.refuses_writing():
            self._follow(PastDialog(self._over, self._session))

    def add_plan_file(self) -> None:
        """计划文件（.json）加入本台账: added as one action, and shown."""
        if self._around.refuses_writing():
            return
        path = ask.open_file(self._over, "打开计划文件", ask.JSON_FILES, self._session.path.parent)
        if path is not None:
            self._add(lambda store: add_plan(store, read_json(path)))

    def delete_plan(self) -> None:
        """删除本计划, after saying what goes with it."""
        if self._around.refuses_writing() or not self._session.has_plan:
            return
        plan = self._session.ledger.plan
        question = f"删除“{plan.title}”？{_held(self._session.ledger)}。{BACK}"
        if ask.choose(self._over, question, ["删除", "取消"]) == 0:
            act_for_reason(
                self._over,
                self._session,
                lambda store, reason: delete_plan(store, plan.id, reason),
                lambda _: self._around.say(f"已删除：{plan.title}。{BACK}"),
                goes_back=True,
            )

    def turn_on(self) -> None:
        """To the plan after the one shown, from the last to the first."""
        known = [plan.id for plan in self._session.plans]
        if self._session.has_plan and len(known) > 1:
            at = known.index(self._session.ledger.plan.id)
            self._session.set_plan(known[(at + 1) % len(known)])

    def lines(self) -> list[MenuLine]:
        """The plans of the file, the one shown ticked."""
        shown = ""
        if self._session.has_plan:
            shown = self._session.ledger.plan.id
        lines = []
        for plan in self._session.plans:
            title = f"{plan.title}（{plan.year}年）"
            lines.append(MenuLine(title, self._turning_to(plan.id), ticked=plan.id == shown))
        return lines

    def _turning_to(self, plan_id: str) -> Callable[[], None]:
        return lambda: self._session.set_plan(plan_id)

    def _follow(self, dialog: "BlockDialog") -> None:
        """Show a dialog of a pasted block; what it wrote is said in the status bar."""
        self._session.let_go(dialog)
        dialog.accepted.connect(lambda: self._around.say(f"{dialog.written}。{way_back(dialog.reason)}"))
        dialog.open()

    def _ask_plan(self) -> None:
        from gui.dialogs.new_plan import NewPlanDialog

        year, issuer = now().year, ""
        if self._session.has_plan:
            year, issuer = self._session.period.year, self._session.ledger.plan.issuer
        dialog = NewPlanDialog(self._over, year=year, issuer=issuer)
        self._session.let_go(dialog)

        def made() -> None:
            follow = dialog.table_follows
            dialog.accept()
            if follow:
                self.show_breakdown()

        def other() -> None:
            dialog.reject()
            self.add_plan_file()

        def make(plan: Json) -> None:
            dialog.wait()
            self._add(lambda store: add_plan(store, plan), made, dialog.say)

        dialog.wanted.connect(make)
        dialog.file_wanted.connect(other)
        dialog.open()

    def _add(
        self,
        make: Callable[[Store], Plan],
        done: Callable[[], object] = lambda: None,
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """Add a plan and show it."""
        made: list[Plan] = []
        self._session.act(
            lambda store: made.append(make(store)),
            done=lambda: self._session.set_plan(made[0].id, done, failed),
            failed=failed,
        )


def _held(ledger: PlanYear) -> str:
    """What a plan holds, which goes with it."""
    held = "它还没有指标"
    if ledger.targets:
        held = f"会同时删去它的 {len(ledger.targets)} 项指标"
    figures = sum(map(len, ledger.cells.values()))
    if figures:
        held += f"和填过的 {figures} 格数据"
    return held
