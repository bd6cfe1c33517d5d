"""Names that are typed in the window: those that the ledger knows, and new ones made on the way."""

from collections.abc import Iterable

from db.actions.plans import new_id
from models.plan.entities import Entity, Person, Series, Unit
from models.plan.year import PlanYear


class NewNames:
    """Turns names of units, persons and series into ids; `made` holds what has to be written first."""

    def __init__(self, ledger: PlanYear) -> None:
        self.made: list[Entity] = []
        self._units = _ids_by_name(ledger.units.values())
        self._persons = _ids_by_name(ledger.persons.values())
        self._series = _ids_by_name(ledger.series.values())
        self._last = max((u.position for u in ledger.units.values()), default=0)

    def unit(self, name: str) -> str | None:
        """The id of a unit; None for no name."""
        if name and name not in self._units:
            self._last += 1
            made = Unit(new_id(), name, self._last)
            self._units[name] = made.id
            self.made.append(made)
        return self._units.get(name)

    def person(self, name: str, unit_id: str | None = None) -> str | None:
        """The id of a person; None for no name. A new one belongs to the unit."""
        if name and name not in self._persons:
            made = Person(new_id(), name, unit_id)
            self._persons[name] = made.id
            self.made.append(made)
        return self._persons.get(name)

    def series(self, name: str) -> str:
        """The id of the indicator of this name through the years."""
        if name not in self._series:
            made = Series(new_id(), name)
            self._series[name] = made.id
            self.made.append(made)
        return self._series[name]


def _ids_by_name(known: Iterable[Unit | Person | Series]) -> dict[str, str]:
    """Units and series are told apart by their names; of two persons with one name the later is meant."""
    return {entity.name: entity.id for entity in known}
