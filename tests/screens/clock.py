"""A clock that stands still, so that pictures taken on two days can be compared."""

from datetime import datetime as real
from types import ModuleType

AT = real(2020, 10, 12, 9, 30).astimezone()


class Stopped(real):
    """A datetime whose present does not pass."""

    @classmethod
    def now(cls, tz=None) -> real:
        """The moment of every picture."""
        return AT.astimezone(tz)


def stop(*modules: ModuleType) -> None:
    """Let these modules, which ask `datetime.now()`, see the moment of every picture."""
    for module in modules:
        module.datetime = Stopped
