"""What is done to a period as a whole: locking and reopening it, and the day to report by."""

from PySide6.QtWidgets import QMenu

from db.actions.periods import close_period, reopen_period, set_report_day
from gui.kit import ask
from gui.session.page import Page
from gui.session.session import Session
from models.judging.groups import count
from models.plan.period import Period
from models.words.numbers import read_date


class PeriodActions:
    """The actions of one page's period menu."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @property
    def _session(self) -> Session:
        return self._page.session

    def fill(self, menu: QMenu, period: Period) -> None:
        """锁定 or 解锁, and 填报截止日; greyed where nothing may be written."""
        session = self._session
        closed = session.has_plan and session.ledger.closed(period)
        lock = menu.addAction(f"{'解锁' if closed else '锁定'}{period.short}…")
        lock.triggered.connect(lambda _=False: self.reopen(period) if closed else self.close(period))
        day = menu.addAction("填报截止日…")
        day.triggered.connect(lambda _=False: self.ask_day(period))
        for action in (lock, day):
            action.setEnabled(session.has_plan and not session.read_only)

    def close(self, period: Period) -> None:
        """锁定: nothing of the period can be typed any more, and its rule stays."""
        session, plan = self._session, self._session.ledger.plan.id
        left = count(session.assessments).missing
        missing = f"还有 {left} 项缺报，会按缺报留下。" if left else ""
        text = f"锁定{period.label}？{missing}锁定后本期的数不能再改，预警规则按现在的留存；要改须先解锁并写明原因。"
        if ask.choose(self._page, text, ["锁定", "取消"]) == 0:
            done = f"{period.short}已锁定。"
            session.act(lambda store: close_period(store, plan, period), done=lambda: self._page.message.emit(done))

    def reopen(self, period: Period) -> None:
        """解锁: the reason stands in 修改记录."""
        session, plan = self._session, self._session.ledger.plan.id
        reason = ask.ask_text(self._page, f"{period.short}已锁定。解锁会记入修改记录。请写原因：")
        if reason:
            done = f"{period.short}已解锁。"
            session.act(
                lambda store: reopen_period(store, plan, period, reason), done=lambda: self._page.message.emit(done)
            )
        else:
            self._page.message.emit(f"没有写原因，{period.short}仍然锁定。")

    def ask_day(self, period: Period) -> None:
        """The day to report by, printed on 填报表 and reminders."""
        session, ledger = self._session, self._session.ledger
        current = ledger.report_by(period).isoformat()
        text = ask.ask_text(self._page, f"{period.short}填报截止到哪一天：", current)
        day = read_date(text) if text else None
        if text and day is None:
            ask.tell(self._page, f"“{text}”不是日期，截止日没有改。请写成 {current} 这样。")
        elif day is not None:
            session.act(lambda store: set_report_day(store, ledger.plan.id, period, day))
