"""单位和人员目录: who there is, how often all plans name them; adding, renaming, ordering, merging, deleting."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from db.actions import directory
from db.disk.failures import Refusal
from db.ledger.journal import Action
from db.ledger.store import Store
from gui.dialogs.directory_forms import PERSONS, UNITS, WORDS, DirectoryForm, NamesForm
from gui.dialogs.directory_table import DirectoryTable, Entry
from gui.kit import ask, theme
from gui.kit.keys import shortcut
from gui.kit.plain import PlainLabel, plain_tip
from gui.kit.wheel import turn_only_focused
from gui.session.session import Session
from models.plan.directory import PersonUse, UnitUse
from models.plan.entities import Person, Unit
from models.plan.said import Said

_COLUMNS = (("单位", "牵头指标", "配合指标", "人员"), ("姓名", "单位", "责任领导", "联系人"))
_BLANK = ("还没有单位。点“新增”，可以一次粘贴一列名字。", "还没有人员。点“新增”，可以一次粘贴一列名字。")


class DirectoryDialog(QDialog):
    """Two lists and what can be done to the chosen one; each is one action of the ledger, undone with Ctrl+Z here."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setWindowTitle("单位和人员目录 — 要点通")
        self.session = session
        self._units: list[UnitUse] = []
        self._persons: list[PersonUse] = []
        self._done_here: list[int] = []
        self._says_blank = False  # what is said of an empty list goes when there is a row again
        self.tabs = QTabBar()
        turn_only_focused(self.tabs)
        self.tables = (
            DirectoryTable("单位", _COLUMNS[UNITS], (0,)),
            DirectoryTable("人员", _COLUMNS[PERSONS], (0, 1)),
        )
        self._stack = QStackedWidget()
        self.said = PlainLabel()
        self.add = self._button("新增(&A)…", "Ins", self.add_names)
        self.edit = self._button("改名(&R)…", "F2", self.edit_chosen)
        self.up = self._button("上移(&U)", "Alt+Up", lambda: self.shift(-1))
        self.down = self._button("下移(&N)", "Alt+Down", lambda: self.shift(1))
        self.merge = self._button("并入(&M)…", "", self.merge_chosen)
        self.delete = self._button("删除(&D)…", "Del", self.delete_chosen)
        self.undo = self._button("撤销(&Z)", "Ctrl+Z", self.undo_last)
        self._lay_out()
        shortcut(self, QKeySequence.StandardKey.Paste, lambda: self.add_names(QGuiApplication.clipboard().text()))
        self.tabs.currentChanged.connect(self._show_page)
        for table in self.tables:
            table.itemSelectionChanged.connect(self._follow)
            table.itemActivated.connect(lambda _: self.edit_chosen())
        session.changed.connect(self._read)
        session.steps_changed.connect(self._follow)
        self._show_page(UNITS)
        self.tables[UNITS].setFocus()
        self._read()

    @property
    def page(self) -> int:
        """Which list is shown: UNITS or PERSONS."""
        return self.tabs.currentIndex()

    @property
    def chosen(self) -> Unit | Person | None:
        """The current row's unit or person."""
        current = self.tables[self.page].current_id
        return next((entity for entity in self._entities() if entity.id == current), None)

    def add_names(self, text: str = "") -> None:
        """新增: a form for one name or a block of them, filled with what was pasted."""
        self._open(NamesForm(self, self.session, self.page, text))

    def edit_chosen(self) -> None:
        """改名, with a person's unit."""
        chosen = self.chosen
        if chosen is None or not self.edit.isEnabled():
            return
        unit = next((use.unit for use in self._persons if use.person.id == chosen.id), "")
        names = [use.unit.name for use in self._units]
        self._open(DirectoryForm(self, self.session, chosen, unit, names))

    def shift(self, by: int) -> None:
        """上移 and 下移 a unit."""
        unit = self.chosen
        if isinstance(unit, Unit):
            self._act(lambda store: directory.shift_unit(store, unit, by))

    def delete_chosen(self) -> None:
        """删除 what nothing names; else offer to merge it."""
        chosen = self.chosen
        if chosen is None:
            return
        used = self._words(chosen)
        question = f"从目录里删除“{chosen.name}”？没有指标用到它，可用 Ctrl+Z 撤销。"
        if used:
            why = f"没有删除：“{chosen.name}”还是{used}（各年计划都算）。可以把它并入另一个{WORDS[self.page]}。"
            if ask.choose(self, why, ["并入…", "取消"]) == 0:
                self.merge_chosen()
        elif ask.choose(self, question, ["删除", "取消"]) == 0:
            self._act(lambda store: directory.delete(store, chosen))

    def merge_chosen(self) -> None:
        """并入 another one, which takes its place in all plans."""
        gone = self.chosen
        if gone is None:
            return
        others = {entity.name: entity for entity in self._entities() if entity.id != gone.id}
        if not others:
            return
        picked = ask.pick(self, f"把“{gone.name}”并入哪个{WORDS[self.page]}", list(others))
        kept = others.get(picked or "")
        if kept is None:
            return
        used, change = self._words(gone), ""
        if used:
            change = f"它是{used}，都改成“{kept.name}”（各年计划都算）；"
        question = f"把“{gone.name}”并入“{kept.name}”：{change}“{gone.name}”从目录里去掉。可用 Ctrl+Z 撤销。"
        if ask.choose(self, question, ["并入", "取消"]) == 0:
            self._act(lambda store: directory.merge(store, gone, kept), kept.id)

    def undo_last(self) -> None:
        """Take back what was done here last."""
        if not self._done_here:
            return
        wanted, step = self._done_here.pop(), self.session.undo_step

        def work(store: Store) -> Any:
            newest = store.next_undo()
            if newest is None or newest.id != wanted:
                raise Refusal(Said("done-since", "没有撤销：后来又做了别的", todo="请到“修改记录”里退回"))
            return store.undo()

        self.session.act(work, done=lambda: self._say(f"已撤销：{step}"), failed=self._say)

    def done(self, result: int) -> None:
        """Nothing is followed any more once it is closed."""
        self.session.changed.disconnect(self._read)
        self.session.steps_changed.disconnect(self._follow)
        super().done(result)

    def _lay_out(self) -> None:
        for name, table in zip(WORDS, self.tables, strict=True):
            self.tabs.addTab(name)
            self._stack.addWidget(table)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("单位或人员")
        self.said.setWordWrap(True)
        self.said.setObjectName("hint")
        close = QPushButton("关闭")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        left, right, both, foot = QVBoxLayout(), QVBoxLayout(), QHBoxLayout(), QHBoxLayout()
        left.addWidget(self._stack, 1)
        for button in (self.add, self.edit, self.up, self.down, self.merge, self.delete):
            right.addWidget(button)
        right.addStretch(1)
        both.addLayout(left, 1)
        both.addLayout(right)
        foot.addWidget(self.said, 1)
        foot.addWidget(self.undo)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PADDING, theme.PADDING, theme.PADDING, theme.PADDING)
        column.setSpacing(theme.GAP)
        column.addWidget(self.tabs)
        column.addLayout(both, 1)
        column.addLayout(foot)
        self.resize(760, min(560, self.screen().availableGeometry().height() - 60))

    def _read(self, *_: object) -> None:
        self.session.ask(directory.listing, self._fill)

    def _fill(self, found: tuple[list[UnitUse], list[PersonUse]]) -> None:
        self._units, self._persons = found
        units: list[Entry] = [(u.unit.id, (u.unit.name, u.lead, u.co, u.persons)) for u in self._units]
        persons: list[Entry] = [(p.person.id, (p.person.name, p.unit, p.leader, p.contact)) for p in self._persons]
        for page, rows in ((UNITS, units), (PERSONS, persons)):
            self.tables[page].show_rows(rows)
            self.tabs.setTabText(page, f"{WORDS[page]} {len(rows)}")
        self._follow()

    def _show_page(self, page: int) -> None:
        self._stack.setCurrentIndex(page)
        self.edit.setText("改名(&R)…" if page == UNITS else "编辑(&R)…")
        self._follow()

    def _follow(self) -> None:
        """What is possible now; an empty list says so."""
        writable, page, chosen = not self.session.read_only, self.page, self.chosen
        can_change = writable and chosen is not None
        self.add.setEnabled(writable)
        for button in (self.edit, self.delete):
            button.setEnabled(can_change)
        self.merge.setEnabled(can_change and len(self._entities()) > 1)
        self._follow_order()
        for button in (self.up, self.down):
            button.setVisible(page == UNITS)
        self.undo.setEnabled(bool(self._done_here))
        self.undo.setToolTip(plain_tip(f"撤销：{self.session.undo_step}（Ctrl+Z）" if self._done_here else ""))
        if not self.tables[page].rowCount():
            self._say(_BLANK[page])
            self._says_blank = True
        elif self._says_blank:
            self._say("")

    def _follow_order(self) -> None:
        """A unit can go up but from the first row, and down but from the last."""
        table = self.tables[UNITS]
        movable = not self.session.read_only and isinstance(self.chosen, Unit)
        self.up.setEnabled(movable and table.currentRow() > 0)
        self.down.setEnabled(movable and table.currentRow() < table.rowCount() - 1)

    def _entities(self) -> list[Unit] | list[Person]:
        if self.page == UNITS:
            return [use.unit for use in self._units]
        return [use.person for use in self._persons]

    def _words(self, entity: Unit | Person) -> str:
        """Where a unit or person is named, in words; empty where nowhere."""
        for unit_use in self._units:
            if unit_use.unit.id == entity.id:
                return unit_use.words
        for person_use in self._persons:
            if person_use.person.id == entity.id:
                return person_use.words
        return ""

    def _act(self, action: Callable[[Store], Action | None], current: str = "") -> None:
        made: list[Action | None] = []

        def work(store: Store) -> Action | None:
            made.append(action(store))
            return made[0]

        if current:
            self.tables[self.page].go_to(current)
        self.session.act(work, done=lambda: self._acted(made[0]), failed=self._say)

    def _acted(self, made: Action | None) -> None:
        if made is not None:
            self._done_here.append(made.id)
            self._say(f"已{made.what}。可用 Ctrl+Z 撤销。")
        self._follow()

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self._says_blank = False

    def _open(self, form: NamesForm | DirectoryForm) -> None:
        self.session.let_go(form)
        if form.exec():
            self._acted(form.made)
        elif isinstance(form, DirectoryForm) and form.gone:
            self._say(form.gone)

    def _button(self, text: str, key: str, call: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: call())

        def by_key() -> None:
            if button.isEnabled() and button.isVisible():
                call()

        if key:
            shortcut(self, key, by_key)
            button.setToolTip(plain_tip(key))
        return button
