"""复制运行记录: what the program did onto the clipboard, for whoever maintains it."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from db.disk import log

TIP = "程序开关、保存、出错的经过，交给软件的维护者；里面没有数据和名字"
NO_LOG = "还没有运行记录"
COPIED = "已复制运行记录，请粘贴了交给软件的维护者；里面没有数据和名字。"


def why_not() -> str:
    """Why nothing can be copied; empty where something can."""
    if log.text():
        return ""
    return NO_LOG


def copy(say: Callable[[str], object]) -> None:
    """Put the records on the clipboard, and say what they are for."""
    QGuiApplication.clipboard().setText(log.text())
    say(COPIED)
