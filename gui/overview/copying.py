"""复制通报文字 and 复制催报文字: what the page puts on the clipboard, ready for a document."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from gui.session.session import Session
from models.judging.assess import Assessment, assess_all
from models.judging.groups import missing
from models.report.phrase import notice
from models.report.reminders import reminders


class Copying:
    """Puts sentences about the session's period on the clipboard; `say` is told what was copied."""

    def __init__(self, session: Session, say: Callable[[str], object]) -> None:
        self._session, self._say = session, say

    def copy_notice(self) -> None:
        """复制通报文字: the sentences that open the report."""
        session = self._session
        lines = notice(session.ledger, session.period, session.assessments, self._before())
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._say("已复制通报文字，可以粘贴到文档里")

    def fill(self, menu: QMenu) -> None:
        """复制催报文字 for each lead unit with something missing, and for all of them."""
        menu.clear()  # made anew each time: who lacks is other after every figure
        session = self._session
        texts = reminders(session.ledger, session.period, missing(session.assessments))
        for unit, text in texts.items():
            self._offer(menu, unit, unit, text)
        menu.addSeparator()
        every = f"{len(texts)} 个单位"
        self._offer(menu, f"全部 {every}", every, "\n".join(texts.values()))

    def _before(self) -> list[Assessment]:
        """The previous period's, to say what moved since; none where there is none in this year."""
        session = self._session
        if session.period.previous is None:
            return []
        return assess_all(session.ledger, session.period.previous)

    def _offer(self, menu: QMenu, words: str, whom: str, text: str) -> None:
        def copy() -> None:
            QGuiApplication.clipboard().setText(text)
            self._say(f"已复制催报文字：{whom}")

        menu.addAction(words).triggered.connect(copy)
