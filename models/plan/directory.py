"""The directory of units and persons: who is named how often, and putting one in another's place."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.plan.entities import Person, Target, Unit


@dataclass(frozen=True, slots=True)
class UnitUse:
    """A unit, and in how many targets of all plans and by how many persons it is named."""

    unit: Unit
    lead: int = 0
    co: int = 0
    persons: int = 0

    @property
    def words(self) -> str:
        """Where it is named: "6 项指标的牵头单位、2 项指标的配合单位、1 名人员的所属单位"; empty where nowhere."""
        return _words(
            (self.lead, "项指标的牵头单位"), (self.co, "项指标的配合单位"), (self.persons, "名人员的所属单位")
        )


@dataclass(frozen=True, slots=True)
class PersonUse:
    """A person, the unit's name, and in how many targets of all plans the person is named."""

    person: Person
    unit: str = ""
    leader: int = 0
    contact: int = 0

    @property
    def words(self) -> str:
        """Where the person is named; empty where nowhere."""
        return _words((self.leader, "项指标的责任领导"), (self.contact, "项指标的联系人"))


def usage(
    units: Iterable[Unit], persons: Iterable[Person], targets: Iterable[Target]
) -> tuple[list[UnitUse], list[PersonUse]]:
    """Units in their order, persons by name, each with how often the targets name them."""
    persons = list(persons)
    lead, co, leader, contact = (
        Counter[str | None](),
        Counter[str | None](),
        Counter[str | None](),
        Counter[str | None](),
    )
    for target in targets:
        lead[target.lead_id] += 1
        co.update(target.co_ids)
        leader[target.leader_id] += 1
        contact[target.contact_id] += 1
    # who has none is counted under None, which is no id
    members = Counter(person.unit_id for person in persons)
    names: dict[str | None, str] = {}
    used_units = []
    for unit in sorted(units, key=lambda u: (u.position, u.name)):
        names[unit.id] = unit.name
        used_units.append(UnitUse(unit, lead[unit.id], co[unit.id], members[unit.id]))
    used_persons = []
    for person in sorted(persons, key=lambda p: (p.name, p.id)):
        home = names.get(person.unit_id, "")
        used_persons.append(PersonUse(person, home, leader[person.id], contact[person.id]))
    return used_units, used_persons


def with_unit(target: Target, gone: str, kept: str) -> Target:
    """A target in which one unit takes another's place; the lead unit is not its own co-unit."""
    if gone not in (target.lead_id, *target.co_ids):
        return target
    lead = target.lead_id
    if lead == gone:
        lead = kept
    co = list(target.co_ids)
    if gone in co:
        co[co.index(gone)] = kept
    each_once = dict.fromkeys(co)
    each_once.pop(lead or "", None)
    return replace(target, lead_id=lead, co_ids=tuple(each_once))


def with_person(target: Target, gone: str, kept: str) -> Target:
    """A target in which one person takes another's place."""
    if target.leader_id == gone:
        target = replace(target, leader_id=kept)
    if target.contact_id == gone:
        target = replace(target, contact_id=kept)
    return target


def _words(*counts: tuple[int, str]) -> str:
    return "、".join(f"{n} {what}" for n, what in counts if n)
