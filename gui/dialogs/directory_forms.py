"""The two forms of the directory: new names, one a line or pasted; one entry's name and unit."""

from PySide6.QtWidgets import QWidget

from db.actions import directory
from gui.kit.fields import FieldProblem, LongField, NameField, TextField
from gui.session.following import Following
from gui.session.form_dialog import FormDialog
from gui.session.plan_dialog import close_unasked
from gui.session.session import Session
from models.plan.directory import PersonUse, UnitUse
from models.plan.entities import Person, Unit
from models.words.block import is_endless
from models.words.names import pasted_names

UNITS, PERSONS = range(2)
WORDS = ("单位", "人员")


class NamesForm(FormDialog):
    """New units or persons: one name a line, or a column pasted from a table."""

    def __init__(self, parent: QWidget, session: Session, page: int, text: str = "") -> None:
        super().__init__(parent, session, f"新增{WORDS[page]}", save="新增")
        self._page, second = page, ""
        if page == PERSONS:
            second = "；姓名后面用 Tab 或逗号隔开写单位"
        self.rows.add(
            "names",
            f"{WORDS[page]}(&N)",
            LongField(7),
            help=f"一行一个，可以从 Excel、WPS 整列粘贴{second}。已有的不重复加",
        )
        if is_endless(text):
            self.say("剪贴板里的内容太多，没有粘贴。请只复制名字那一列。")
        else:
            self.rows.fields["names"].show(text.strip())
        self.fit()

    def submit(self) -> None:
        """Add those that are new, as one action."""
        named = pasted_names(self.rows.read("names"))
        if not named:
            raise FieldProblem("请填名字，一行一个", "names")
        if self._page == UNITS:
            self.act(lambda store: directory.add_units(store, [name for name, _ in named]))
        else:
            self.act(lambda store: directory.add_persons(store, named))


class DirectoryForm(FormDialog):
    """A unit's name; a person's name and unit. `gone` says so when it was closed because there is none any more."""

    def __init__(self, parent: QWidget, session: Session, entity: Unit | Person, unit: str, units: list[str]) -> None:
        page, label = PERSONS, "姓名(&N)"
        if isinstance(entity, Unit):
            page, label = UNITS, "名称(&N)"
        super().__init__(parent, session, f"编辑{WORDS[page]}：{entity.name}")
        self._entity, self.gone = entity, ""
        self.rows.add("name", label, TextField(), help="各处同时改")
        self.rows.fields["name"].show(entity.name)
        if isinstance(entity, Person):
            self.rows.add("unit", "单位(&U)", NameField(units), help="可选已有的，也可填新的")
            self.rows.fields["unit"].show(unit)
        self.fit()
        Following(self, session, directory.listing, self._follow)

    def submit(self) -> None:
        """Write it as one action."""
        entity, name = self._entity, self.rows.read("name")
        if not name:
            raise FieldProblem("请填名字", "name")
        if isinstance(entity, Unit):
            self.act(lambda store: directory.rename_unit(store, entity, name))
        else:
            unit = self.rows.read("unit")
            self.act(lambda store: directory.edit_person(store, entity, name, unit))

    def _follow(self, found: tuple[list[UnitUse], list[PersonUse]]) -> None:
        """The rows as they are kept now, but where somebody typed; what went takes its form along."""
        units, persons = found
        kept: dict[str, tuple[Unit | Person, str]] = {}
        for unit in units:
            kept[unit.unit.id] = unit.unit, ""
        for person in persons:
            kept[person.person.id] = person.person, person.unit
        if self._entity.id in kept:
            self._show(*kept[self._entity.id])
        elif not self.writing:  # else the answer says so
            self.gone = str(directory.said_gone(self._entity))
            close_unasked(self)

    def _show(self, entity: Unit | Person, unit: str) -> None:
        self._entity = entity
        self.renew("name", entity.name)
        if isinstance(entity, Person):
            self.renew("unit", unit)
