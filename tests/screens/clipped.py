"""Finds text that its widget cuts off: font metrics against rectangles, for everything in view.

Allowed is what says the rest elsewhere: a label or cell whose tooltip holds the whole text, a field one can
scroll in, a placeholder.
"""

import re

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QTabBar,
    QTableView,
    QWidget,
)

_MNEMONIC = re.compile(r"&(?=[A-Za-z0-9])")
_SLACK = 1  # a pixel of rounding


def cut_off(root):
    """What is cut off within a widget in view, each as a line that names it."""
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisible() or not widget.width() or not widget.height():
            continue
        match widget:
            case QLabel():
                found += _label(widget)
            case QComboBox():
                found += _combo(widget)
            case QAbstractButton():
                found += _button(widget)
            case QHeaderView():
                found += _header(widget)
            case QTabBar():
                found += [
                    f"tab {widget.tabText(i)}"
                    for i in range(widget.count())
                    if widget.tabRect(i).right() > widget.width()
                ]
            case QTableView():
                found += _cells(widget)
        found += _outside(widget, root)
    return found


def _label(label):
    text = _MNEMONIC.sub("", label.text())
    if not text or label.toolTip() == text:
        return []
    room = label.contentsRect()
    if label.wordWrap() or _rich(text) or "\n" in text:
        if label.heightForWidth(label.width()) > label.height() + _SLACK and label.hasHeightForWidth():
            return [f"label cut below: {text[:40]!r} {label.heightForWidth(label.width())} > {label.height()}"]
        plain = _plain(text) if _rich(text) else text
        words = max(plain.split() or [""], key=len) if plain.isascii() else ""
        wide = label.fontMetrics().horizontalAdvance(words)
        return [f"label's longest word: {text[:40]!r}"] if wide > room.width() + _SLACK else []
    wide = label.fontMetrics().horizontalAdvance(text)
    high = label.fontMetrics().height()
    if wide > room.width() + _SLACK or high > label.height() + _SLACK:
        return [f"label: {text[:40]!r} {wide}×{high} in {room.width()}×{label.height()}"]
    return []


def _rich(text):
    return text.lstrip().startswith("<")


def _plain(text):
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def _button(button):
    least = button.minimumSizeHint()
    if button.text() and (button.width() < least.width() - _SLACK or button.height() < least.height() - 6):
        return [f"button: {button.text()!r} {button.width()}×{button.height()} < {least.width()}×{least.height()}"]
    return []


def _combo(combo):
    text = combo.currentText()
    room = combo.width() - 34
    wide = combo.fontMetrics().horizontalAdvance(text)
    return [f"combo: {text!r} {wide} > {room}"] if wide > room and combo.toolTip() != text else []


def _header(header):
    if header.orientation() is not Qt.Orientation.Horizontal or header.model() is None:
        return []
    found = []
    for i in range(header.count()):
        text = str(header.model().headerData(i, Qt.Orientation.Horizontal) or "")
        wide = header.fontMetrics().horizontalAdvance(text)
        if not header.isSectionHidden(i) and text and wide > header.sectionSize(i) - 8:
            found.append(f"header: {text!r} {wide} > {header.sectionSize(i) - 8}")
    return found


def _cells(view):
    """Cells of plain tables: numbers whole, texts whole or in the tooltip."""
    found, model = [], view.model()
    if model is None:
        return []
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            rect = view.visualRect(index)
            if view.isColumnHidden(column) or not rect.intersects(view.viewport().rect()):
                continue
            text = str(index.data() or "")
            if "\n" in text or view.columnSpan(row, column) > 1:
                continue
            wide = view.fontMetrics().horizontalAdvance(text)
            if wide > rect.width() - 2 and text not in str(index.data(Qt.ItemDataRole.ToolTipRole) or ""):
                found.append(f"cell {row},{column}: {text[:30]!r} {wide} > {rect.width() - 2}")
    return found[:8]


def _outside(widget, root):
    """A control that lies partly outside of what holds it, unless that scrolls."""
    parent = widget.parentWidget()
    if parent is None or widget is root or widget.isWindow() or not isinstance(widget, QAbstractButton | QLabel):
        return []
    up = parent
    while up is not None and up is not root:
        if isinstance(up.parentWidget(), QAbstractScrollArea):
            return []
        up = up.parentWidget()
    place = QRect(widget.mapTo(root, QPoint()), widget.size())
    if root.rect().contains(place):
        return []
    return [f"outside: {type(widget).__name__} {getattr(widget, 'text', str)()!r} {place.getRect()}"]
