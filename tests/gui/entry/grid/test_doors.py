"""What is typed into a cell and what is pasted into it are read alike, and doubted alike."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gui.entry.grid.cells import CellState
from gui.entry.spots import Spot
from tests.gui.entry.desk import CTRL, at, kept, shown, target_of

GROWTH, FUNDS = "固定资产投资增长", "合同外资"
WRITTEN = [
    (GROWTH, "0.061", "0.061", True),
    (GROWTH, "0.061%", "0.061", False),
    (GROWTH, "下降5.6%", "-5.6", False),
    (GROWTH, "6。1", "6.1", False),
    (FUNDS, "=1500+1461", "2961", False),
    (FUNDS, "2961（预计）", "2961", False),
    (FUNDS, "2.961E+03", "2961", False),
    (FUNDS, "-5", "-5", True),
    (FUNDS, "增长12", None, False),
    (FUNDS, "#DIV/0!", None, False),
    (FUNDS, "①", None, False),
]


@pytest.mark.parametrize("pasted", [False, True], ids=["typed", "pasted"])
@pytest.mark.parametrize(("name", "text", "value", "doubted"), WRITTEN)
def test_typed_and_pasted_are_one(entry_page, keys, settled, name, text, value, doubted, pasted):
    before = kept(entry_page, name)
    at(entry_page, name)
    if pasted:
        QGuiApplication.clipboard().setText(text + "\r\n")
        keys(Qt.Key.Key_V, held=CTRL)
    else:
        keys(text, Qt.Key.Key_Return)
    settled()
    target = target_of(entry_page, name)
    spot = Spot(target.id, entry_page.entries.period.key, "value")
    if value is None:
        assert (kept(entry_page, name), shown(entry_page, name).state) == (before, CellState.WRONG)
        return
    assert kept(entry_page, name) == Decimal(value)
    assert bool(entry_page.entries.doubting.at(spot)) is doubted
    if "预计" in text:
        assert entry_page.entries.cell(target.id).nature == "预计"
