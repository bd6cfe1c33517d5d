"""What can be done from the tree as actions of its menus and keys: which there are, when, and on what they act."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gui.plan.deleting import delete
from gui.plan.handing_out import HandingOut
from gui.plan.heading_actions import HeadingActions
from gui.plan.moving import TargetMoves
from gui.plan.target_dialog import TargetDialog, fresh_target
from gui.plan.version_dialog import VersionDialog
from gui.session.session import Session
from models.plan.entities import Heading, Target


class TargetActions(QObject):
    """The actions of a tree; `selected`, `headings` and `current_heading` say what they are about.

    One action serves headings and targets alike: F2, Del, Alt+↑ and Alt+↓ act on what is selected. `done`
    carries what was done and the row to show, which may be empty. Keys work while `parent` has the focus.
    """

    done = Signal(str, str)

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        selected: Callable[[], list[Target]],
        headings: Callable[[], list[Heading]],
        current_heading: Callable[[], str | None],
    ) -> None:
        super().__init__(parent)
        self._parent, self._session = parent, session
        self._selected, self._headings, self._current_heading = selected, headings, current_heading
        self.of_headings = HeadingActions(parent, session)
        self.of_headings.done.connect(self.done)
        self.moves = TargetMoves(parent, session, self.of_headings, self.done.emit)
        self._handing_out = HandingOut(parent, session, self.done.emit)
        self.add = self._action("新增指标…", "Ins", self.add_target)
        self.add_heading = self._action("新增章节…", "Shift+Ins", lambda: self.of_headings.add(self._current_heading()))
        self.edit = self._action("编辑…", "F2", self.edit_chosen)
        self.change = self._action("目标变更…", "", self.change_target)
        self.up = self._action("上移", "Alt+Up", lambda: self.shift(-1))
        self.down = self._action("下移", "Alt+Down", lambda: self.shift(1))
        self.raise_level = self._action("升级", "Alt+Left", lambda: self._with_heading(self.of_headings.raise_level))
        self.lower_level = self._action("降级", "Alt+Right", lambda: self._with_heading(self.of_headings.lower_level))
        self.move = self._action("移到…", "Ctrl+M", self.move_chosen)
        self.lead = self._action("设牵头单位…", "", lambda: self._handing_out.set_lead(self._selected()))
        self.leader = self._action("设责任领导…", "", lambda: self._handing_out.set_leader(self._selected()))
        self.campaign = self._action("设行动…", "", lambda: self._handing_out.set_campaign(self._selected()))
        self.delete = self._action("删除…", "Del", self.delete_chosen)
        self.refresh()

    def fill(self, menu: QMenu) -> None:
        """Put the actions into a menu."""
        self.refresh()
        for group in (
            (self.add, self.add_heading),
            (self.edit, self.change),
            (self.up, self.down, self.raise_level, self.lower_level, self.move),
            (self.lead, self.leader, self.campaign),
            (self.delete,),
        ):
            menu.addActions(group)
            menu.addSeparator()

    def refresh(self) -> None:
        """Enable what is possible with what is selected now."""
        writable = self._session.has_plan and not self._session.read_only
        targets = headings = 0
        if writable:
            targets, headings = len(self._selected()), len(self._headings())
        for action in (self.add, self.add_heading):
            action.setEnabled(writable)
        for action in (self.edit, self.up, self.down):
            action.setEnabled(targets + headings == 1)
        for action in (self.raise_level, self.lower_level):
            action.setEnabled(headings == 1 and not targets)
        self.change.setEnabled(targets == 1 and not headings)
        self.move.setEnabled((targets >= 1 and not headings) or (headings == 1 and not targets))
        for action in (self.lead, self.leader, self.campaign):
            action.setEnabled(targets >= 1)
        self.delete.setEnabled(targets + headings >= 1)

    def add_target(self) -> None:
        """新增指标: a form, under the current heading."""
        new = fresh_target(self._session, self._current_heading())
        self._open(TargetDialog(self._parent, self._session, new), "已新增指标")

    def edit_chosen(self) -> None:
        """编辑 a target or a heading."""
        target = self._only()
        if target:
            self._open(TargetDialog(self._parent, self._session, target), "已改指标")
        else:
            self._with_heading(self.of_headings.edit)

    def change_target(self) -> None:
        """目标变更, with its document number."""
        target = self._only()
        if target:
            self._open(VersionDialog(self._parent, self._session, target), "已记下目标变更")

    def shift(self, by: int) -> None:
        """上移 and 下移: a target within its heading, a heading among its siblings."""
        target = self._only()
        if target:
            self.moves.shift(target, by)
        else:
            self._with_heading(lambda heading: self.of_headings.shift(heading, by))

    def move_chosen(self) -> None:
        """移到…: several targets, or one heading."""
        if self._headings():
            self._with_heading(self.of_headings.move)
        else:
            self.moves.move(self._selected())

    def delete_chosen(self) -> None:
        """删除, after saying what and how many periods' figures go with it."""
        ids = [h.id for h in self._headings()]
        ids += [t.id for t in self._selected()]
        delete(self._parent, self._session, ids, self.done.emit)

    def _open(self, dialog: TargetDialog | VersionDialog, said: str) -> None:
        self._session.let_go(dialog)
        if dialog.exec():
            self.done.emit(f"{said}：{dialog.target.full_name}", dialog.target.id)

    def _only(self) -> Target | None:
        """The one target that is selected, and nothing else."""
        chosen = self._selected()
        if len(chosen) != 1 or self._headings():
            return None
        return chosen[0]

    def _with_heading(self, call: Callable[[Heading], object]) -> None:
        chosen = self._headings()
        if len(chosen) == 1 and not self._selected():
            call(chosen[0])

    def _action(self, text: str, key: str, call: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False: call())
        self._parent.addAction(action)
        return action
