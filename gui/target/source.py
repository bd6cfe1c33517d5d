"""The plan's own words around a target: its words marked, 力争 and 确保 underlined with dots."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from gui.kit import theme
from models.plan.entities import Target
from models.plan.year import PlanYear
from models.words.demands import commitment_runs

CONTEXT = 46  # characters of the plan's text shown before and behind a target's words
_STOPS = "。；;\n"


class SourceText(QTextEdit):
    """The sentence; as high as its text, to be read and copied only."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("source")
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)

    def show_target(self, ledger: PlanYear, target: Target) -> None:
        """Show the plan's text around a target's words, below the heading it stands under."""
        heading = ledger.heading(target.heading_id)
        label = "要点原文 · "
        if heading:
            label += heading.label
        runs = source_runs(ledger, target)
        words = label + "\n" + "".join(text for text, _ in runs)
        if words == self.toPlainText():  # shown anew, a selection made for copying would go
            return
        self.clear()
        cursor = self.textCursor()
        cursor.insertText(label + "\n", _format(hint=True))
        for text, quoted in runs:
            for part, is_commitment in commitment_runs(text):
                cursor.insertText(part, _format(quoted=quoted, dotted=is_commitment))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.setAccessibleName(words)
        self._fit()

    def sizeHint(self) -> QSize:
        """As high as the text at the width there is."""
        return QSize(200, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        around = self.height() - self.viewport().height()
        self.setFixedHeight(round(self.document().size().height()) + max(around, 0))


def source_runs(ledger: PlanYear, target: Target) -> list[tuple[str, bool]]:
    """The plan's text around a target in pieces, each with whether it is the target's own words."""
    text, start, end = ledger.plan.text, target.start, target.end
    if start is None or end is None or not text:
        return [(target.quote or "没有记下原文。", bool(target.quote))]
    first = max([start - CONTEXT, *(text.rfind(stop, 0, start) + 1 for stop in _STOPS)])
    stops = [at for stop in _STOPS if (at := text.find(stop, end)) >= 0]
    last = min([end + CONTEXT, len(text), *stops])
    before, after = text[first:start], text[end:last]
    # … only where the sentence goes on beyond what is shown
    if first == start - CONTEXT:
        before = "…" + before
    if last == end + CONTEXT:
        after += "…"
    return [(before, False), (text[start:end], True), (after, False)]


def _format(*, quoted: bool = False, dotted: bool = False, hint: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(theme.TEXT))
    if hint:
        made.setForeground(QColor(theme.TEXT3))
        made.setFont(theme.font(theme.SMALL_PX))
    if quoted:
        made.setBackground(QColor(theme.QUOTE))
        made.setFontWeight(QFont.Weight.DemiBold)
    if dotted:
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        made.setUnderlineColor(QColor(theme.TEXT))
    return made
