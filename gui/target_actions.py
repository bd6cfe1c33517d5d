"""What can be done to targets from the tree: add, edit, change, move, delete, and hand out many at once."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from db.plans import delete_target
from gui import ask
from gui.new_names import NewNames
from gui.session import Session
from gui.target_dialog import TargetDialog, fresh_target
from gui.version_dialog import VersionDialog
from models.entities import Target

NOBODY, NO_CAMPAIGN = "（不设）", "（不属于任何行动）"


class TargetActions(QObject):
    """The actions of a tree of targets; `selected` and `heading` say what they are about.

    `done` carries what was done and the target to show, which may be empty.
    """

    done = Signal(str, str)

    def __init__(
        self,
        owner: QWidget,
        session: Session,
        selected: Callable[[], list[Target]],
        heading: Callable[[], str | None],
    ) -> None:
        super().__init__(owner)
        self._owner, self._session = owner, session
        self._selected, self._heading = selected, heading
        self.add = self._action("新增指标…", "Ins", self.add_target)
        self.edit = self._action("编辑指标…", "F2", self.edit_target)
        self.change = self._action("目标变更…", "", self.change_target)
        self.up = self._action("上移", "Alt+Up", lambda: self.shift(-1))
        self.down = self._action("下移", "Alt+Down", lambda: self.shift(1))
        self.move = self._action("移到…", "", self.move_targets)
        self.lead = self._action("设牵头单位…", "", self.set_lead)
        self.leader = self._action("设责任领导…", "", self.set_leader)
        self.campaign = self._action("设行动…", "", self.set_campaign)
        self.delete = self._action("删除…", "Del", self.delete_target)
        self.refresh()

    def fill(self, menu: QMenu) -> None:
        """Put the actions into a menu."""
        self.refresh()
        for group in (
            (self.add, self.edit, self.change),
            (self.up, self.down, self.move),
            (self.lead, self.leader, self.campaign),
            (self.delete,),
        ):
            menu.addActions(group)
            menu.addSeparator()

    def refresh(self) -> None:
        """What is possible now."""
        writable = self._session.has_plan and not self._session.read_only
        count = len(self._selected()) if writable else 0
        self.add.setEnabled(writable)
        for action in (self.edit, self.change, self.up, self.down, self.delete):
            action.setEnabled(count == 1)
        for action in (self.move, self.lead, self.leader, self.campaign):
            action.setEnabled(count >= 1)

    def add_target(self) -> None:
        """新增指标: a form, under the current heading."""
        self._open(TargetDialog(self._owner, self._session, fresh_target(self._session, self._heading())), "已新增指标")

    def edit_target(self) -> None:
        """编辑指标."""
        target = self._only()
        if target:
            self._open(TargetDialog(self._owner, self._session, target), "已改指标")

    def change_target(self) -> None:
        """目标变更, with its document number."""
        target = self._only()
        if target:
            self._open(VersionDialog(self._owner, self._session, target), "已记下目标变更")

    def shift(self, by: int) -> None:
        """上移 and 下移 within the heading."""
        target = self._only()
        if target is None:
            return
        siblings = [t for t in self._session.ledger.targets if t.heading_id == target.heading_id]
        at = next(i for i, t in enumerate(siblings) if t.id == target.id)
        if not 0 <= at + by < len(siblings):
            self.done.emit(f"已经是这一组的{'最前' if by < 0 else '最后'}一项，没有移动。", target.id)
            return
        siblings[at], siblings[at + by] = siblings[at + by], siblings[at]
        word = "上移" if by < 0 else "下移"
        self._write(f"{word}指标：{target.full_name}", renumbered(siblings), target.id)

    def move_targets(self) -> None:
        """移到… another heading, at its end."""
        chosen = self._selected()
        headings = self._session.ledger.headings
        said = [h.label.strip() for h in headings]
        labels = [
            "　" * (h.level - 1) + name + (f"（目录第{i}条）" if said.count(name) > 1 else "")
            for i, (h, name) in enumerate(zip(headings, said, strict=True), start=1)
        ]
        if not chosen or not labels:
            return
        now = next((i for i, h in enumerate(headings) if h.id == chosen[0].heading_id), 0)
        picked = ask.pick(self._owner, f"把{_naming(chosen)}移到哪个任务", labels, now)
        heading = next((h for h, label in zip(headings, labels, strict=True) if label.strip() == picked), None)
        if heading is None:
            return
        last = max(t.position for t in self._session.ledger.targets)
        moved = [replace(t, heading_id=heading.id, position=last + i) for i, t in enumerate(chosen, start=1)]
        self._write(f"移动{_naming(chosen)}到{heading.label}", moved, chosen[0].id)

    def set_lead(self) -> None:
        """设牵头单位 for all selected."""
        ledger = self._session.ledger
        names = [u.name for u in sorted(ledger.units.values(), key=lambda u: (u.position, u.name))]

        def lead(target: Target, new: NewNames, name: str) -> Target:
            unit = new.unit(name)
            return replace(target, lead_id=unit, co_ids=tuple(u for u in target.co_ids if u != unit))

        self._hand_out("牵头单位", names, lambda t: ledger.lead_name(t) if t.lead_id else "", lead)

    def set_leader(self) -> None:
        """设责任领导 for all selected."""
        ledger = self._session.ledger
        names = sorted(p.name for p in ledger.persons.values())
        self._hand_out(
            "责任领导",
            names,
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

    def delete_target(self) -> None:
        """删除, after saying how many periods' figures go with it."""
        target = self._only()
        if target is None:
            return
        figures = len(self._session.ledger.cells_of(target))
        with_it = f"会同时删去它的 {figures} 期数据" if figures else "后，它不再出现在台账里"
        question = f"删除“{target.full_name}”{with_it}，可用 Ctrl+Z 撤销。"
        if ask.choose(self._owner, question, ["删除", "取消"]) == 0:
            plan_id = self._session.ledger.plan.id
            self._session.act(
                lambda store: delete_target(store, plan_id, target.id),
                done=lambda: self.done.emit(f"已删除：{target.full_name}。可用 Ctrl+Z 撤销。", ""),
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
        return chosen[0] if len(chosen) == 1 else None

    def _action(self, text: str, key: str, call: Callable[[], object]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _=False: call())
        self._owner.addAction(action)
        return action


def renumbered(wanted: list[Target]) -> list[Target]:
    """The targets that change their position so that they stand in this order, within the places they have."""
    places = sorted(t.position for t in wanted)
    if len(set(places)) < len(places):
        places = list(range(places[0], places[0] + len(places)))
    return [replace(t, position=p) for t, p in zip(wanted, places, strict=True) if t.position != p]


def _naming(targets: list[Target]) -> str:
    return f"“{targets[0].full_name}”" if len(targets) == 1 else f"{len(targets)} 项指标"
