r"""Whether a double click on a ledger opens this program: a few values in the user's own part of the registry.

Nothing of the computer is touched (HKEY_CURRENT_USER\Software\Classes), so no administrator is needed.
"""

import sys
from enum import Enum, auto
from pathlib import Path
from typing import Protocol

from db.disk import log
from gui.system import places

ROOT = r"Software\Classes"
ENDING, KIND = ".ydt", "Yaodian.Ledger"
_BEFORE = "Yaodian.Before"  # under which the ending's earlier program is kept
_COMMAND = rf"{KIND}\shell\open\command"
_CHOICE = r"Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.ydt\UserChoice"
_CHANGED, _BY_LIST = 0x08000000, 0  # SHCNE_ASSOCCHANGED, SHCNF_IDLIST


class Registry(Protocol):
    """The user's part of the registry: texts by key and name; the name "" is a key's own text."""

    def read(self, key: str, name: str) -> str:
        """A text; empty where there is none."""

    def write(self, key: str, name: str, text: str) -> None:
        """Keep a text; the key and those above it are made."""

    def remove(self, key: str, name: str) -> None:
        """Take a text away, if it is there."""

    def remove_empty(self, key: str) -> None:
        """Take a key away, unless it is gone or holds anything."""

    def tell(self) -> None:
        """Tell the desktop, so that it shows the right icons."""


class State(Enum):
    """What a double click on a ledger does."""

    HERE = auto()
    ELSEWHERE = auto()
    NOTHING = auto()
    CHOSEN = auto()  # by the user, in Explorer: that goes before all we can write


def state(registry: Registry, program: Path) -> tuple[State, str]:
    """What a double click does now, and with which program."""
    other = registry.read(_CHOICE, "ProgId")
    if other and other != KIND:
        return State.CHOSEN, other
    if registry.read(_key(ENDING), "") != KIND:
        return State.NOTHING, ""
    command = registry.read(_key(_COMMAND), "")
    if command == _command(program):
        return State.HERE, str(program)
    return (State.ELSEWHERE, command.removesuffix(' "%1"').strip('"')) if command else (State.NOTHING, "")


def values(program: Path) -> list[tuple[str, str]]:
    """The keys and their texts, in the order in which they are written."""
    return [
        (KIND, "要点通台账"),
        (rf"{KIND}\DefaultIcon", f'"{program}",0'),
        (_COMMAND, _command(program)),
        (ENDING, KIND),
    ]


def switch_on(registry: Registry, program: Path) -> None:
    """From now on a double click on a ledger opens this program; raises OSError."""
    before = registry.read(_key(ENDING), "")
    for key, text in values(program):
        registry.write(_key(key), "", text)
    if before not in ("", KIND):
        registry.write(_key(KIND), _BEFORE, before)
    registry.tell()


def switch_off(registry: Registry) -> None:
    """As it was before: exactly what was written goes, what others wrote stays; raises OSError."""
    before = registry.read(_key(KIND), _BEFORE)
    if registry.read(_key(ENDING), "") == KIND:
        if before:
            registry.write(_key(ENDING), "", before)
        else:
            registry.remove(_key(ENDING), "")
    registry.remove(_key(KIND), _BEFORE)
    for key in (_COMMAND, rf"{KIND}\shell\open", rf"{KIND}\shell", rf"{KIND}\DefaultIcon", KIND, ENDING):
        if key != ENDING:
            registry.remove(_key(key), "")
        registry.remove_empty(_key(key))
    registry.tell()


def offered() -> bool:
    """Whether this is the program as given out, on Windows: nothing else can be associated."""
    return places.frozen() and sys.platform == "win32"


def _key(key: str) -> str:
    return rf"{ROOT}\{key}"


def _command(program: Path) -> str:
    return f'"{program}" "%1"'


if sys.platform == "win32":
    import ctypes
    import winreg

    class UserRegistry:
        """The registry itself, below HKEY_CURRENT_USER."""

        def read(self, key: str, name: str) -> str:
            """A text; empty where there is none."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                    return str(winreg.QueryValueEx(opened, name)[0])
            except FileNotFoundError as error:
                log.expected(error)
                return ""

        def write(self, key: str, name: str, text: str) -> None:
            """Keep a text; the key and those above it are made."""
            with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, key, access=winreg.KEY_SET_VALUE) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, text)

        def remove(self, key: str, name: str) -> None:
            """Take a text away, if it is there."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, access=winreg.KEY_SET_VALUE) as opened:
                    winreg.DeleteValue(opened, name)
            except FileNotFoundError as error:  # it is not there
                log.expected(error)

        def remove_empty(self, key: str) -> None:
            """Take a key away, unless it is gone or holds anything."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                    keys, texts, _ = winreg.QueryInfoKey(opened)
                if not keys and not texts:
                    winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)
            except FileNotFoundError as error:  # it is gone
                log.expected(error)

        def tell(self) -> None:
            """Tell the desktop, so that it shows the right icons."""
            ctypes.windll.shell32.SHChangeNotify(_CHANGED, _BY_LIST, None, None)


def registry() -> Registry:
    """The user's registry; only where `offered`."""
    if sys.platform == "win32":
        return UserRegistry()
    raise OSError(_CHANGED, "no registry here")
