"""双击台账就打开: what a double click on a ledger does now, and whether it shall be otherwise."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from db.disk import log
from gui.kit import ask
from gui.session.around import Around
from gui.system import association
from gui.system.association import Registry, State

ON, OFF, NO = "双击就打开", "不再双击打开", "不改"
RENEW = "改用这里的要点通"
MEANS = "这要在Windows的当前用户设置里记几项（不要管理员权限），以后可以在这里取消。"

CHOSEN = (
    "现在双击 .ydt 台账，用的是在Windows里另选的程序：{}。那样选的，程序改不了。\n"
    "请在一个台账文件上点右键，选“打开方式”、“选择其他应用”，找到要点通，并勾上“始终”。"
)


def ask_about(over: QWidget, around: Around, registry: Registry | None = None, program: Path | None = None) -> None:
    """Say what is, and ask over a window; only then is anything written outside the data folder."""
    registry, program = registry or association.registry(), program or Path(sys.executable)
    now, other = association.state(registry, program)

    def on() -> str:
        association.switch_on(registry, program)
        return "以后双击 .ydt 台账，就用这里的要点通打开。"

    def off() -> str:
        association.switch_off(registry)
        return "以后双击 .ydt 台账，不再打开要点通。"

    ways: list[tuple[str, Callable[[], str]]]
    match now:
        case State.HERE:
            text, ways = "现在双击 .ydt 台账，就用这里的要点通打开。", [(OFF, off)]
        case State.ELSEWHERE:
            gone = ""
            if ":" in other and not Path(other).exists():  # a whole path, not the name of a kind
                gone = "（那里已经没有它了，可能移走或改了名）"
            text = f"现在双击 .ydt 台账，用的不是这里的要点通，是：{other}{gone}。\n{MEANS}"
            ways = [(RENEW, on), (OFF, off)]
        case State.NOTHING:
            text = f"现在双击 .ydt 台账，不会打开要点通。要改成双击就打开吗？\n{MEANS}"
            ways = [(ON, on)]
        case State.CHOSEN:
            ask.tell(over, CHOSEN.format(other.rpartition("\\")[2]))
            return
    chosen = ask.choose(over, text, [*(name for name, _ in ways), NO])
    if chosen < len(ways):
        try:
            around.say(ways[chosen][1]())
        except OSError as error:  # a computer whose administrator locked it
            log.failed(error)
            around.tell(f"没有改成：Windows不让改（{error.strerror}）。台账不受影响，仍可用“打开台账…”打开。", bad=True)
