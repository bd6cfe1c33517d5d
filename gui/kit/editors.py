"""What stands in the editor of a cell, whichever of the three kinds it is: a list, words in lines, one line."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget


def fill(editor: QWidget, text: str) -> None:
    """Show a text in an editor, words all selected."""
    if isinstance(editor, QComboBox):
        editor.setCurrentText(text)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
        editor.selectAll()
    elif isinstance(editor, QLineEdit):
        editor.setText(text)


def text_in(editor: QWidget) -> str:
    """The text as it was typed or chosen."""
    if isinstance(editor, QComboBox):
        return editor.currentText()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    if isinstance(editor, QLineEdit):
        return editor.text()
    return ""
