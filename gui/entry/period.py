"""What is done to a period as a whole: locking and reopening it, and the day to report by."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from db.actions.periods import close_period, reopen_period, set_report_day
from gui.entry.entries import Entries
from gui.entry.filters import Filters
from gui.kit import ask
from models.judging.closed import in_words
from models.judging.groups import count
from models.plan.period import Period, periods_until
from models.words.numbers import read_date

Row = tuple[str, Callable[[], object]]  # the words of a menu's entry and what it does


class PeriodMenu(QObject):
    """The menu 本期: what is done to the period that is shown. `said` is a line for the status bar."""

    said = Signal(str)

    def __init__(self, over: QWidget, entries: Entries, filters: Filters, rows: Sequence[Row]) -> None:
        super().__init__(over)
        self._over = over  # what questions stand over
        self._entries = entries
        self._filters = filters
        self._session = entries.session
        self._rows = rows  # what the page offers besides, the last one apart

    def fill(self, menu: QMenu) -> None:
        """What concerns the period, then what the page offers besides."""
        menu.clear()
        self._add_period(menu, self._entries.period)
        last_year = menu.addAction("显示上年同期")
        last_year.setCheckable(True)
        last_year.setChecked(self._filters.last_year)
        last_year.toggled.connect(self._filters.show_last_year)
        *rows, last = self._rows
        for words, call in rows:
            menu.addAction(words, call)
        menu.addSeparator()
        menu.addAction(*last)

    def _add_period(self, menu: QMenu, period: Period) -> None:
        """锁定 or 解锁, and 填报截止日; greyed where nothing may be written."""
        session = self._session
        if session.has_plan and session.ledger.closed(period):
            lock = menu.addAction(f"解锁{period.short}…", lambda: self.reopen(period))
        else:
            lock = menu.addAction(f"锁定{period.short}…", lambda: self.close(period))
        day = menu.addAction("填报截止日…", lambda: self.ask_day(period))
        for action in (lock, day):
            action.setEnabled(session.has_plan and not session.read_only)

    def close(self, period: Period) -> None:
        """锁定: nothing of the period can be typed any more, and its rule stays."""
        session = self._session
        if not session.has_plan:  # it was taken back while the menu was open
            return
        plan = session.ledger.plan.id
        left = count(session.assessments).missing
        missing = ""
        if left:
            missing = f"还有 {left} 项缺报，会按缺报留下。"
        earlier = ""
        if not all(map(session.ledger.closed, periods_until(period)[: -len(period.within)])):
            earlier = "本年以前还没有锁定的各期一同锁定。"
        text = (
            f"锁定{period.label}？{earlier}{missing}"
            "锁定后本期的数不能再改，预警规则按现在的留存；要改须先解锁并写明原因。"
        )
        if ask.choose(self._over, text, ["锁定", "取消"]) == 0:
            done = f"{period.short}已锁定。"
            session.act(lambda store: close_period(store, plan, period), done=lambda: self.said.emit(done))

    def reopen(self, period: Period) -> None:
        """解锁: the reason stands in 修改记录."""
        session = self._session
        if not session.has_plan:
            return
        plan = session.ledger.plan.id
        reason = ask.ask_text(self._over, f"{period.short}已锁定。解锁会记入修改记录。请写原因：")
        if reason and not in_words(reason):
            self.said.emit(f"“{reason}”不是原因，{period.short}仍然锁定。")
        elif reason:
            done = f"{period.short}已解锁。"
            session.act(lambda store: reopen_period(store, plan, period, reason), done=lambda: self.said.emit(done))
        else:
            self.said.emit(f"没有写原因，{period.short}仍然锁定。")

    def ask_day(self, period: Period) -> None:
        """The day to report by, printed on 填报表 and reminders."""
        session = self._session
        if not session.has_plan:  # it was taken back while the menu was open
            return
        ledger = session.ledger
        current = ledger.report_by(period).isoformat()
        text = ask.ask_text(self._over, f"{period.short}填报截止到哪一天：", current)
        if not text:
            return
        day = read_date(text, period.year)
        if day is None:
            ask.tell(self._over, f"“{text}”不是日期，截止日没有改。请写成 {current} 这样。")
        else:
            session.act(lambda store: set_report_day(store, ledger.plan.id, period, day))
