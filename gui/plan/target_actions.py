"""What can be done from the tree: add, edit, move, delete headings and targets; hand out many targets at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QTreeView

from db.actions.outlines import remove
from gui.kit import ask
from gui.plan.heading_actions import HeadingActions, worded
from gui.plan.new_names import NewNames
from gui.plan.target_dialog import TargetDialog, fresh_target
from gui.plan.version_dialog import VersionDialog
from gui.session.session import Session
from models.plan.entities import Heading, Target
from models.plan.ledger import Ledger
from models.plan.outline import Extent, placed_targets, renumbered

NOBODY, NO_CAMPAIGN = "（不设）", "（不属于任何行动）"


class TargetActions(QObject):
    """The actions of a tree; `selected`, `headings` and `current_heading` say what they are about.

    One action serves headings and targets alike: F2, Del, Alt+↑ and Alt+↓ act on what is selected. `done`
    carries what was done and the row to show, which may be empty.
    """

    done = Signal(str, str)

    def __init__(
        self,
        owner: QTreeView,
        session: Session,
        selected: Callable[[], list[Target]],
        headings: Callable[[], list[Heading]],
        current_heading: Callable[[], str | None],
    ) -> None:
        super().__init__(owner)
        self._owner, self._session = owner, session
        self._selected, self._headings, self._current_heading = selected, headings, current_heading
        self.of_headings = HeadingActions(owner, session)
        self.of_headings.done.connect(self.done)
        self.add = self._action("新增指标…", "Ins", self.add_target)
        self.add_heading = self._action("新增章节…", "Shift+Ins", lambda: self.of_headings.add(self._current_heading()))
        self.edit = self._action("编辑…", "F2", self.edit_chosen)
        self.change = self._action("目标变更…", "", self.change_target)
        self.up = self._action("上移", "Alt+Up", lambda: self.shift(-1))
        self.down = self._action("下移", "Alt+Down", lambda: self.shift(1))
        self.raise_level = self._action("升级", "Alt+Left", lambda: self._with_heading(self.of_headings.raise_level))
        self.lower_level = self._action("降级", "Alt+Right", lambda: self._with_heading(self.of_headings.lower_level))
        self.move = self._action("移到…", "Ctrl+M", self.move_chosen)
        self.lead = self._action("设牵头单位…", "", self.set_lead)
        self.leader = self._action("设责任领导…", "", self.set_leader)
        self.campaign = self._action("设行动…", "", self.set_campaign)
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

    def pop_up(self, event: QContextMenuEvent) -> None:
        """The menu at the mouse, or at the current row when a key asked for it."""
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(menu)
        below = self._owner.visualRect(self._owner.currentIndex()).bottomLeft()
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        menu.popup(self._owner.viewport().mapToGlobal(below) if keyboard else event.globalPos())

    def refresh(self) -> None:
        """What is possible now."""
        writable = self._session.has_plan and not self._session.read_only
        targets, headings = (len(self._selected()), len(self._headings())) if writable else (0, 0)
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
        self._open(TargetDialog(self._owner, self._session, new), "已新增指标")

    def edit_chosen(self) -> None:
        """编辑 a target or a heading."""
        target = self._only()
        if target:
            self._open(TargetDialog(self._owner, self._session, target), "已改指标")
        else:
            self._with_heading(self.of_headings.edit)

    def change_target(self) -> None:
        """目标变更, with its document number."""
        target = self._only()
        if target:
            self._open(VersionDialog(self._owner, self._session, target), "已记下目标变更")

    def shift(self, by: int) -> None:
        """上移 and 下移: a target within its heading, a heading among its siblings."""
        target = self._only()
        if target is None:
            self._with_heading(lambda heading: self.of_headings.shift(heading, by))
            return
        siblings = [t for t in self._session.ledger.targets if t.heading_id == target.heading_id]
        at = next(i for i, t in enumerate(siblings) if t.id == target.id)
        if not 0 <= at + by < len(siblings):
            self.done.emit(f"已经是这一组的{'最前' if by < 0 else '最后'}一项，没有移动。", target.id)
            return
        siblings[at], siblings[at + by] = siblings[at + by], siblings[at]
        word = "上移" if by < 0 else "下移"
        self._write(f"{word}指标：{target.full_name}", renumbered(siblings), target.id)

    def move_chosen(self) -> None:
        """移到… another heading, at its end."""
        chosen, headings = self._selected(), worded(self._session.ledger.headings)
        if self._headings():
            self._with_heading(self.of_headings.move)
            return
        if not chosen or not headings:
            return
        now = next((i for i, h in enumerate(headings.values()) if h.id == chosen[0].heading_id), 0)
        picked = ask.pick(self._owner, f"把{_naming(chosen)}移到哪个任务", list(headings), now)
        heading = next((h for words, h in headings.items() if words.strip() == picked), None)
        if heading is not None:
            self.put([t.id for t in chosen], heading.id)

    def put(self, ids: Sequence[str], heading_id: str | None, before_id: str | None = None) -> None:
        """Targets under a heading, before one of its targets or as the last."""
        ledger = self._session.ledger
        chosen = [t for t in ledger.targets if t.id in ids]
        heading = ledger.heading(heading_id)
        puts = placed_targets(ledger.targets, ids, heading_id, before_id)
        if not puts:
            self.done.emit(f"{_naming(chosen)}本来就在这里，没有移动。", chosen[0].id)
            return
        self._write(f"移动{_naming(chosen)}到{heading.label if heading else '最前面，不归任务'}", puts, chosen[0].id)

    def drop(self, keys: Sequence[str], parent_key: str, before_key: str) -> None:
        """What was dragged within the tree: rows by their keys, onto a heading or between rows."""
        ledger = self._session.ledger
        targets = [k.removeprefix("t:") for k in keys if k.startswith("t:")]
        heading = ledger.heading(next((k for k in keys if k.startswith("h:")), "").removeprefix("h:"))
        parent = parent_key.removeprefix("h:") or None
        before = before_key[2:] or None
        if heading and not targets and len(keys) == 1:
            self.of_headings.put(heading, parent, before)
        elif targets and len(targets) == len(keys):
            self.put(targets, parent, before if before_key.startswith("t:") else None)
        else:
            self.done.emit("一次拖动几项指标，或一个标题。没有移动。", "")

    def set_lead(self) -> None:
        """设牵头单位 for all selected."""
        ledger = self._session.ledger

        def lead(target: Target, new: NewNames, name: str) -> Target:
            unit = new.unit(name)
            return replace(target, lead_id=unit, co_ids=tuple(u for u in target.co_ids if u != unit))

        self._hand_out("牵头单位", ledger.unit_names(), lambda t: ledger.lead_name(t) if t.lead_id else "", lead)

    def set_leader(self) -> None:
        """设责任领导 for all selected."""
        ledger = self._session.ledger
        self._hand_out(
            "责任领导",
            ledger.person_names(),
            lambda t: ledger.person_name(t.leader_id),
            lambda target, new, name: replace(target, leader_id=new.person(name, target.lead_id)),
        )

    def set_campaign(self) -> None:
        """设行动: all selected join a campaign, or leave every one."""
        chosen, plan = self._selected(), self._session.ledger.plan
        if not chosen:
            return
        names = [*plan.campaigns, NO_CAMPAIGN]
        picked = ask.pick(self._owner, f"{_naming(chosen)}加入哪个行动（可填新的）", names, editable=True)
        if picked is None:
            return
        none = picked == NO_CAMPAIGN
        made = [
            replace(t, campaigns=() if none else t.campaigns if picked in t.campaigns else (*t.campaigns, picked))
            for t in chosen
        ]
        plans = [] if none or picked in plan.campaigns else [replace(plan, campaigns=(*plan.campaigns, picked))]
        what = f"设行动：{_naming(chosen)}→{picked}"
        self._session.write(what, [*plans, *made], done=lambda: self.done.emit(f"已{what}", ""))

    def delete_chosen(self) -> None:
        """删除, after saying what and how many periods' figures go with it."""
        ledger = self._session.ledger
        ids = [h.id for h in self._headings()] + [t.id for t in self._selected()]
        if not ids:
            return
        gone = Extent.of(ledger, ids)
        if ask.choose(self._owner, _question(gone), ["删除", "取消"]) == 0:
            shown = _neighbour(ledger, gone)
            self._session.act(
                lambda store: remove(store, ledger.plan.id, ids),
                done=lambda: self.done.emit(f"已删除：{gone.name}。可用 Ctrl+Z 撤销。", shown),
            )

    def _hand_out(
        self,
        what: str,
        names: list[str],
        held: Callable[[Target], str],
        change: Callable[[Target, NewNames, str], Target],
    ) -> None:
        chosen = self._selected()
        if not chosen:
            return
        options = [*names, NOBODY]
        now = options.index(held(chosen[0])) if held(chosen[0]) in options else 0
        picked = ask.pick(self._owner, f"{_naming(chosen)}的{what}（可填新的）", options, now, editable=True)
        if picked is None:
            return
        new = NewNames(self._session.ledger)
        made = [change(t, new, "" if picked == NOBODY else picked) for t in chosen]
        step = f"设{what}：{_naming(chosen)}→{picked}"
        self._session.write(step, [*new.made, *made], done=lambda: self.done.emit(f"已{step}", ""))

    def _open(self, dialog: TargetDialog | VersionDialog, said: str) -> None:
        if dialog.exec():
            self.done.emit(f"{said}：{dialog.target.full_name}", dialog.target.id)
        dialog.deleteLater()

    def _write(self, what: str, puts: list[Target], shown: str) -> None:
        self._session.write(what, puts, done=lambda: self.done.emit(f"已{what}", shown))

    def _only(self) -> Target | None:
        chosen = self._selected()
        return chosen[0] if len(chosen) == 1 and not self._headings() else None

    def _with_heading(self, call: Callable[[Heading], object]) -> None:
        chosen = self._headings()
        if len(chosen) == 1 and not self._selected():
            call(chosen[0])

    def _action(self, text: str, key: str, call: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False: call())
        self._owner.addAction(action)
        return action


def _naming(targets: list[Target]) -> str:
    return f"“{targets[0].full_name}”" if len(targets) == 1 else f"{len(targets)} 项指标"


def _question(gone: Extent) -> str:
    gone_with = gone.besides
    if len(gone.chosen) > 1:
        with_it = f"会同时删去它们的 {gone_with}" if gone_with else "后，它们不再出现在台账里"
        return f"删除{gone.kind}“{gone.name}”{with_it}，可用 Ctrl+Z 撤销。"
    heading = bool(gone.headings)
    with_it = f"会同时删去它{'下面' if heading else ''}的 {gone_with}" if gone_with else "后，它不再出现在台账里"
    return f"删除{gone.kind if heading else ''}“{gone.name}”{with_it}，可用 Ctrl+Z 撤销。"


def _neighbour(ledger: Ledger, gone: Extent) -> str:
    """The row to go to when these are gone: the nearest after or before them in the plan that stays."""
    rows: list[str] = []
    for heading_id in (None, *(h.id for h in ledger.headings)):
        rows += [] if heading_id is None else [f"h:{heading_id}"]
        rows += [f"t:{t.id}" for t in ledger.targets if t.heading_id == heading_id]
    going = {f"h:{h.id}" for h in gone.headings} | {f"t:{t.id}" for t in gone.targets}
    at = min(i for i, row in enumerate(rows) if row in going)
    after, before = (r for r in rows[at:] if r not in going), (r for r in reversed(rows[:at]) if r not in going)
    return next(after, next(before, ""))
