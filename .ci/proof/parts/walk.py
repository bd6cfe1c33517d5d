"""A clerk's quarter in the window, driven from outside: every claim is checked in the ledger or in the files."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from desk import Desk, Failed, until
from seats import Running, Seat

TITLE_BAR = 8  # pixels from the top of the screen
TARGET, PERIOD, PERIOD_VALUE = "合同外资", "2020-09", ("2960", "3000")


def walk(
    seat: Seat, desk: Desk, program: Path, folder: Path, *, trace: Path | None = None, patience: float = 120
) -> list[str]:
    """From the welcome to the closed window; returns what was seen to hold.

    `trace` is a file for the network calls, `patience` the seconds until the first window must be there.
    """
    seen = []
    began = time.monotonic()
    running = seat.start(program, folder=folder, trace=trace)
    desk.wait_for("^要点通$", patience)
    seen.append(f"welcome after {time.monotonic() - began:.1f} s")
    desk.picture("欢迎")

    desk.keys("alt+3")
    desk.wait_for("濮院镇2020", 60)
    ledger = the_ledger(seat, folder)
    desk.expect_filled("濮院镇2020")
    desk.picture("演示台账")
    seen.append(f"demo in {seat.path(ledger) if ledger.is_relative_to(seat.share) else ledger.name}")

    look_at_files(desk)
    seen.append(typed_and_undone(desk, ledger))
    seen.append(two_charts(desk))
    reports = set(ledger.parent.glob("*.xlsx"))
    desk.keys("ctrl+e")
    until("the quarter's workbook", lambda: set(ledger.parent.glob("*.xlsx")) - reports)
    desk.picture("一键导出")
    seen.append(f"exported {', '.join(p.name for p in set(ledger.parent.glob('*.xlsx')) - reports)}")

    lock(desk, ledger)
    locked = typed_into_locked(desk, ledger)
    seen.append(f"the quarter locked; digits into {TARGET}: nothing asked, {PERIOD_VALUE[1]} stays")

    close(desk, running)
    if contents(ledger) != locked:
        raise Failed("what was typed into a locked quarter came into the ledger at the end")
    seen.append("closed, exit 0, nothing said")
    return seen


def typed_and_undone(desk: Desk, ledger: Path) -> str:
    """A figure is found by its initials, typed, taken back and brought again."""
    before, after = PERIOD_VALUE
    expect(ledger, before)
    desk.keys("ctrl+f")
    desk.type("htwz")
    desk.picture("拼音搜索")
    desk.keys("Return", "Return")
    desk.picture("填报")
    desk.type(after)
    desk.keys("Return")
    expect(ledger, after)
    desk.picture("已保存")
    desk.keys("ctrl+z")
    expect(ledger, before)
    desk.picture("已撤销")
    desk.keys("ctrl+y")
    expect(ledger, after)
    return f"{TARGET} found by htwz, {before} → {after} on disk, undone, redone"


def two_charts(desk: Desk) -> str:
    """Two targets beside each other, and on the wall."""
    desk.keys("ctrl+f", "Escape", "Escape", "ctrl+3")
    desk.picture("图表")
    desk.keys("Home", "Down", "space", "Down", "space")
    desk.picture("两张图", differs=10_000)
    desk.keys("F5")
    desk.wait_for("投影", 20)
    desk.picture("投影")
    desk.keys("Escape")
    desk.wait_gone("投影")
    desk.picture("投影结束")
    return "two charts, projected and back"


def to_figure(desk: Desk) -> None:
    """The cursor in the target's cell of 填报."""
    desk.keys("ctrl+2", "ctrl+f")
    desk.type("htwz")
    desk.keys("Return", "Return")


def lock(desk: Desk, ledger: Path) -> None:
    """The quarter is locked from the menu 本期, which stands before the only figure found."""
    to_figure(desk)
    desk.picture("又找到")
    desk.keys("shift+Tab", "space")
    desk.picture("本期菜单")
    desk.keys("Down", "Return")
    desk.wait_for("^要点通$", 20)
    desk.picture("问锁定")
    desk.keys("Tab", "Return")  # 取消 has the focus
    desk.wait_gone("^要点通$")
    until("the third quarter is locked in the file", lambda: locked_at(ledger), 20)


def typed_into_locked(desk: Desk, ledger: Path) -> list[str]:
    """Keys that would fill, empty or open a cell do nothing in a locked quarter; returns what the ledger holds."""
    to_figure(desk)
    desk.picture("已锁定")
    windows, kept, whole = desk.titles(), contents(ledger), ledger.read_bytes()
    desk.type("7")
    desk.picture("锁定的格不收数", rest=0)  # what is said stays for five seconds, on whatever machine
    desk.type("123")
    desk.keys("Return", "Up", "F2", "8", "Return", "Up", "Delete")
    desk.picture("锁定的格还是原数", differs=0)
    if desk.titles() != windows:
        raise Failed(f"a digit typed into a locked quarter opened {desk.titles()}")
    if ledger.read_bytes() != whole or value_of(ledger) != PERIOD_VALUE[1]:
        raise Failed(f"typed into a locked quarter: {TARGET} = {value_of(ledger)}")
    return kept


def look_at_files(desk: Desk) -> None:
    """The system's dialog for files, and back."""
    desk.keys("alt+m", "Down", "Down", "Return")
    desk.wait_for("打开台账", 20)
    desk.picture("打开台账")
    desk.keys("Escape")
    desk.wait_gone("打开台账")
    desk.click(desk.width // 2, TITLE_BAR)  # the focus does not come back by itself from a dialog of Wine's


def close(desk: Desk, *windows: Running) -> None:
    """Close windows as a hand does, whichever is in front; their programs must end well and say nothing."""
    for left in range(len(windows) - 1, -1, -1):
        desk.until("a window that gets the keys", desk.in_front, 30)
        desk.keys("alt+F4")
        desk.until("a window closed", lambda n=left: [w.process.poll() for w in windows].count(None) == n, 30)
    for running in windows:
        code = running.end()
        if code or running.said:
            raise Failed(f"closed with {code}, said: {running.said}")


def the_ledger(seat: Seat, folder: Path) -> Path:
    """The one ledger that was made: beside the program or in 文档."""
    found = [p for place in (folder, seat.documents()) for p in place.rglob("*.ydt") if "备份" not in p.parent.name]
    if len(found) != 1:
        raise Failed(f"one ledger was expected, there are {found}")
    return found[0]


def expect(ledger: Path, value: str) -> None:
    """Wait until the ledger on disk holds a value for the target in the third quarter."""
    until(f"{TARGET} = {value} in the file", lambda: value_of(ledger) == value, 20)


def value_of(ledger: Path) -> str:
    """What the ledger on disk holds now; empty while it is being written."""
    question = "select p.value from progress p join target t on t.id = p.target_id where t.name = ? and p.period = ?"
    return answer(ledger, question, TARGET, PERIOD)


def locked_at(ledger: Path) -> str:
    """When the third quarter was locked, as the ledger on disk says; empty where it was not."""
    return answer(ledger, "select closed_at from period_state where period = ?", PERIOD)


def answer(ledger: Path, question: str, *words: str) -> str:
    """The first answer to a question; empty where there is none, and while the ledger is being written."""
    try:
        with closing(sqlite3.connect(f"{ledger.as_uri()}?mode=ro", uri=True)) as file:
            row = file.execute(question, words).fetchone()
    except sqlite3.OperationalError:
        return ""
    return str(row[0]) if row else ""


def contents(ledger: Path) -> list[str]:
    """Everything the ledger on disk holds, line by line."""
    with closing(sqlite3.connect(f"{ledger.as_uri()}?mode=ro", uri=True)) as file:
        return list(file.iterdump())
