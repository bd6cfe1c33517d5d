"""The four figures of the form: what is reached, what is due, the completion and the gap, and what a dash means."""

import html

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from gui.kit import theme
from gui.kit.elided import Elided
from gui.kit.plain import PlainLabel, plain_tip
from models.judging.assess import Assessment
from models.judging.statuses import Light, Status
from models.plan.entities import Kind
from models.plan.quantity import DASH, fixed, signed
from models.report import printed
from models.report.phrase import gap_phrase, percent_text

_FIGURES = 4


class KeyFigures(QGridLayout):
    """The figures under their captions, and a note below them."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(8)
        self.setVerticalSpacing(0)
        self.captions = [PlainLabel() for _ in range(_FIGURES)]
        self.values = [PlainLabel() for _ in range(_FIGURES)]
        for at, (caption, value) in enumerate(zip(self.captions, self.values, strict=True)):
            caption.setObjectName("hint")
            value.setObjectName("key")
            value.setTextFormat(Qt.TextFormat.RichText)
            self.addWidget(caption, 0, at)
            self.addWidget(value, 1, at)
            self.setColumnStretch(at, 1)
        self.note = Elided()
        self.note.setObjectName("hint")
        self.addWidget(self.note, 2, 0, 1, _FIGURES)

    def show_target(self, a: Assessment, due: str) -> None:
        """Show a target's figures; `due` as it stands in the grid."""
        self._show(0, _reached_caption(a), html.escape(printed.figure(a).in_column), a.actual.why)
        self._show(1, _due_caption(a), html.escape(due), a.why.get("due", ""))
        self._show(2, "完成率", _completion(a), a.why.get("completion", ""))
        self._show(3, "序时差", _gap(a), a.why.get("gap", "") or gap_phrase(a))
        note = note_of(a)
        self.note.setText(note)
        self.note.setToolTip(plain_tip(note))
        self.note.setVisible(bool(note))

    def _show(self, at: int, caption: str, value: str, why: str) -> None:
        self.captions[at].setText(caption)
        self.values[at].setText(value)
        self.values[at].setToolTip(plain_tip(why))


def note_of(a: Assessment) -> str:
    """What a figure alone does not say: why there is no completion rate, or that the target is reached early."""
    if a.completion is None:
        why = a.why.get("completion") or a.actual.why
        if not why:
            return ""
        return f"完成率：—（{why}）"
    if a.status is Status.DONE and a.target.kind is Kind.CUMULATIVE:
        return f"已完成 {percent_text(a.completion, a.rule, short_of=100)}%。年度目标不变，数字可继续累计。"
    return ""


def _reached_caption(a: Assessment) -> str:
    if a.target.kind is Kind.CUMULATIVE:
        return "本期累计"
    return "本期值"


def _due_caption(a: Assessment) -> str:
    if a.pace is None:
        return "应达"
    return f"应达（{fixed(a.pace * 100, a.rule.decimals)}%）"


def _completion(a: Assessment) -> str:
    done = percent_text(a.completion, a.rule, short_of=100)
    if a.completion is None:
        return done
    return f"{done}%"


def _gap(a: Assessment) -> str:
    """The gap as rich text: red behind pace, its unit small beside it."""
    if a.gap is None:
        return DASH
    colour = theme.TEXT
    if a.light is Light.RED:
        colour = theme.RED.colour
    unit = f"font-size:{theme.SMALL_PX}px;font-weight:400;color:{theme.TEXT3}"
    return (
        f'<span style="color:{colour}">{signed(a.gap, a.rule.decimals)}</span> <span style="{unit}">{a.gap_unit}</span>'
    )
