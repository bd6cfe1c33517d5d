"""What a clerk corrects of forms that were read: a value, the target of a row, the period; all is then judged anew."""

from collections.abc import Callable

from gui.intake.returned.asking import ReturnedQuestions
from gui.intake.returned.bars import Rows
from gui.intake.returned.lines import ReturnedLine
from gui.intake.returned.model import ImportModel
from gui.intake.returned.reading import ReturnedReader
from gui.session.session import Session
from models.plan.period import Period


class Corrections:
    """Corrects the current row, or all; `show` shows what it came to."""

    def __init__(
        self,
        session: Session,
        reader: ReturnedReader,
        questions: ReturnedQuestions,
        rows: Rows,
        show: Callable[[], object],
    ) -> None:
        self._session, self._reader, self._questions, self._show = session, reader, questions, show
        self._view = rows.view

    def follow(self, rows: Rows, model: ImportModel) -> None:
        """Do what the strip offers, and read what is typed over a value."""
        strip = rows.strip
        model.typed_over.connect(self.type_over)
        strip.match_wanted.connect(self.match)
        strip.mend_wanted.connect(self._view.type_over)
        strip.back_wanted.connect(lambda: self.type_over(self._view.current_line(), None))
        strip.offer_wanted.connect(self.take_offer)

    def type_over(self, line: ReturnedLine | None, text: str | None) -> None:
        """What was typed over a row's value is judged at once; None gives back what came."""
        if line is None or self._reader.busy:
            return
        self._reader.mend(line, text)
        self._show()
        self._view.setFocus()

    def take_offer(self, at: int) -> None:
        """One click types what was understood."""
        line = self._view.current_line()
        if line and at < len(line.offers):
            self.type_over(line, line.offers[at].text)

    def match(self) -> None:
        """Ask which target an unrecognised row is of; its own row is then the current one."""
        line, found = self._view.current_line(), self._reader.found
        if line is None or line.stray is None:
            return
        target = self._questions.target(line, found.ledgers[line.stray.plan_id])
        if target is None:
            return
        self._reader.match(line.stray, target)
        self._show()
        for shown in self._view.lines.shown_lines():
            if shown.place == line.place:
                self._view.go_to(self._view.lines.index_of(shown.key))
                return

    def turn(self, period: Period | None) -> None:
        """换到那一期再收: the whole window shows that period, and all files are read again for it."""
        if period is None or self._reader.busy:
            return
        self._session.set_period(period)
        self._reader.read([book.path for book in self._reader.found.books])
