"""The directory of units and persons, over all plans of a file; each function that writes is one undoable action.

A name is one unit or one person: adding, renaming and merging keep it so.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from db.actions.plans import new_id
from db.disk.failures import Refusal
from db.ledger.journal import Action
from db.ledger.rows import table_of
from db.ledger.store import Store
from models.plan.directory import PersonUse, UnitUse, usage, with_person, with_unit
from models.plan.entities import Entity, Person, Target, Unit
from models.plan.said import Said
from models.words.names import tidy

Named = TypeVar("Named", bound=Unit | Person)


def listing(store: Store) -> tuple[list[UnitUse], list[PersonUse]]:
    """Units in their order and persons by name, with how often all plans name them."""
    return usage(_all(store, Unit), _all(store, Person), _all(store, Target))


def add_units(store: Store, names: Iterable[str]) -> Action | None:
    """Add those units that the directory lacks, at its end; raises Refusal where there is none."""
    names = list(names)
    puts, _ = _with_missing(store, names)
    return _add(store, "单位", puts, names)


def add_persons(store: Store, named: Iterable[tuple[str, str]]) -> Action | None:
    """Add those persons that the directory lacks, and the units named with them; raises Refusal where there is none."""
    known = {person.name for person in _all(store, Person)}
    names, fresh = [], {}
    for written, unit in named:
        name = tidy(written)
        names.append(name)
        if name and name not in known:
            fresh[name] = tidy(unit)
    # a person may be named with a unit that is new, too
    units, ids = _with_missing(store, fresh.values())
    persons = []
    for name, unit in fresh.items():
        persons.append(Person(new_id(), name, ids.get(unit)))
    return _add(store, "人员", persons, names, first=units)


def rename_unit(store: Store, unit: Unit, name: str) -> Action | None:
    """Another name for a unit, everywhere at once; raises Refusal where another has it."""
    name, unit = _free(name, unit, _all(store, Unit)), _there(store, unit)
    return store.write(f"改单位名：{unit.name}→{name}", [replace(unit, name=name)])


def edit_person(store: Store, person: Person, name: str, unit: str) -> Action | None:
    """Another name or unit for a person, everywhere at once; a new unit is added."""
    name, person, unit = _free(name, person, _all(store, Person)), _there(store, person), tidy(unit)
    units, ids = _with_missing(store, [unit])
    renamed = ""
    if name != person.name:
        renamed = f"→{name}"
    return store.write(f"编辑人员：{person.name}{renamed}", [*units, replace(person, name=name, unit_id=ids.get(unit))])


def shift_unit(store: Store, unit: Unit, by: int) -> Action | None:
    """A unit one place up (-1) or down (1) in the order of forms and lists; nothing at the ends."""
    units = [use.unit for use in listing(store)[0]]
    ids = [known.id for known in units]
    if unit.id not in ids:
        return None
    at = ids.index(unit.id)
    if not 0 <= at + by < len(units):
        return None
    units[at], units[at + by] = units[at + by], units[at]
    puts = []
    for position, shifted in enumerate(units, start=1):
        puts.append(replace(shifted, position=position))
    way = "下移"
    if by < 0:
        way = "上移"
    return store.write(f"{way}单位：{unit.name}", puts)


def delete(store: Store, entity: Unit | Person) -> Action | None:
    """Remove what nothing names; raises Refusal with where it is named, and the way on."""
    used = _use_of(store, entity)
    if used:
        what = f"没有删除：“{entity.name}”还是{used}（各年计划都算）"
        raise Refusal(Said("still-named", what, todo="请先并入另一个，或在那里改掉"))
    return store.write(f"删除{_word(entity)}：{entity.name}", deletes=[entity])


def merge(store: Store, gone: Unit | Person, kept: Unit | Person) -> Action | None:
    """Put one in the other's place in every target of every plan, and remove it; one action."""
    if type(gone) is not type(kept) or gone.id == kept.id:
        raise Refusal(Said("merge-itself", f"没有并入：请选另一个{_word(gone)}"))
    gone, kept = _there(store, gone), _there(store, kept)
    puts: list[Entity] = []
    change: Callable[[Target, str, str], Target] = with_person
    if isinstance(gone, Unit):
        change = with_unit
    for target in _all(store, Target):
        made = change(target, gone.id, kept.id)
        if made != target:
            puts.append(made)
    if isinstance(gone, Unit):
        puts += _moved_persons(store, gone, kept)
    # what only the other one knew is not lost
    elif isinstance(kept, Person) and kept.unit_id is None and gone.unit_id is not None:
        puts.append(replace(kept, unit_id=gone.unit_id))
    return store.write(f"合并{_word(gone)}：{gone.name}并入{kept.name}", puts, [gone])


def _use_of(store: Store, entity: Unit | Person) -> str:
    """Where a unit or person is named, in words; empty where it is not."""
    units, persons = listing(store)
    for unit in units:
        if unit.unit.id == entity.id:
            return unit.words
    for person in persons:
        if person.person.id == entity.id:
            return person.words
    return ""


def _moved_persons(store: Store, gone: Unit, kept: Entity) -> Iterator[Person]:
    """The persons of a unit, as they are in the other one."""
    for person in _all(store, Person):
        if person.unit_id == gone.id:
            yield replace(person, unit_id=kept.id)


def _add(store: Store, word: str, puts: Sequence[Any], names: list[str], first: Sequence[Entity] = ()) -> Action | None:
    if not puts:
        known = "、".join(names[:3])
        why = "没有填名字"
        if known:
            why = f"“{known}”目录里已经有了"
        raise Refusal(Said("nothing-new", f"没有新增：{why}", todo=f"请填新的{word}"))
    more = ""
    if len(puts) > 1:
        more = f"等 {len(puts)} 个"
    return store.write(f"新增{word}：{puts[0].name}{more}", [*first, *puts])


def _with_missing(store: Store, names: Iterable[str]) -> tuple[list[Unit], dict[str, str]]:
    """Units for those names that the directory lacks, at its end; and the ids of all names, these with it."""
    ids: dict[str, str] = {}
    last = 0
    for unit in _all(store, Unit):
        ids[unit.name] = unit.id
        last = max(last, unit.position)
    fresh: list[Unit] = []
    for name in map(tidy, names):
        if name and name not in ids:
            fresh.append(Unit(new_id(), name, last + len(fresh) + 1))
            ids[name] = fresh[-1].id
    return fresh, ids


def _there(store: Store, entity: Named) -> Named:
    """The same as it is kept now; raises Refusal where it went, for writing it would bring it back."""
    everybody: Iterator[Named] = _all(store, type(entity))
    for known in everybody:
        if known.id == entity.id:
            return known
    raise Refusal(said_gone(entity))


def said_gone(entity: Unit | Person) -> Said:
    """What is said of a unit or person that is not in the directory any more."""
    return Said("not-listed", f"没有改：目录里已经没有“{entity.name}”", todo="请核对目录；还要用，请新增")


def _free(name: str, entity: Unit | Person, known: Iterable[Unit | Person]) -> str:
    """A name that no other has; raises Refusal."""
    name = tidy(name)
    if not name:
        raise Refusal(Said("no-name", "没有保存：请填名字"))
    if name in {other.name for other in known if other.id != entity.id}:
        taken, way_on = f"没有保存：目录里已经有“{name}”", f"要把“{entity.name}”合到它那里，请用“并入…”"
        raise Refusal(Said("known-name", taken, way_on))
    return name


def _word(entity: Unit | Person) -> str:
    if isinstance(entity, Unit):
        return "单位"
    return "人员"


def _all(store: Store, kind: type[Any]) -> Iterator[Any]:
    table = table_of(kind)
    for row in store.db.table(table.name).rows:
        yield table.entity(row)
