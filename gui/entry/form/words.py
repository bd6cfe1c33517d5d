"""All fields of words of the form, one for each that a report has, and which of them a target is asked for."""

from gui.entry.entries import Entries
from gui.entry.form.texts import KeptWords, NoteField, WordsField
from models.plan.entities import Target
from models.plan.fields import WORDS_FIELDS, Field, stored_text

LETTERS = {"progress": "J", "problem": "W", "next_step": "X", "comment": "B"}  # with Alt


class FormWords:
    """The fields in their order, by the names of what they hold; the form lays them out.

    `texts` have several lines and what was said last period, `notes` are one line.
    """

    def __init__(self, entries: Entries) -> None:
        self._entries = entries
        self.fields = {row.name: self._made(row) for row in WORDS_FIELDS}
        self.texts = [field for field in self.fields.values() if isinstance(field, WordsField)]
        self.notes = [field for field in self.fields.values() if isinstance(field, NoteField)]

    def show_target(self, target: Target, *, lagging: bool) -> None:
        """A target's words beside those of last period; some are asked only of one that is behind."""
        entries, before = self._entries, self._entries.period.previous
        last, when = None, ""
        if before is not None:
            last, when = entries.cell(target.id, before.key), before.short
        for row in WORDS_FIELDS:
            spot, field = entries.spot(target.id, row.name), self.fields[row.name]
            field.edit.show_spot(spot, writable=entries.writable)
            if isinstance(field, WordsField):
                field.show_last(stored_text(last, row.name), when, writable=entries.writable)
            asked_for = lagging or not row.behind
            field.setVisible(asked_for or bool(entries.text(spot)) or field.edit.hasFocus())

    def save(self) -> None:
        """Hand over everything that was typed."""
        for edit in self.edits():
            edit.save()

    def edits(self) -> list[KeptWords]:
        """What one types into, from above."""
        return [field.edit for field in self.fields.values()]

    def _made(self, row: Field) -> WordsField | NoteField:
        letter = LETTERS[row.name]
        if row.beside:
            return NoteField(self._entries, row.heading, letter)
        return WordsField(self._entries, row.heading, letter)
