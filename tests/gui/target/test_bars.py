"""Rates beside their bars are never cut off, whatever is rounded to."""

import pytest
from PySide6.QtGui import QFontMetrics

from gui.kit import theme
from gui.overview.page import OverviewPage
from gui.target import delegates as tree_delegates
from models.plan.entities import Setting


@pytest.mark.parametrize("places", ["1", "2"])
def test_no_rate_beside_its_bar_is_cut_off(qtbot, session, settled, monkeypatch, places) -> None:
    session.write("设置", [Setting("rule.decimals", places)])
    settled()
    page = OverviewPage(session)
    qtbot.addWidget(page)
    page.resize(1366, 624)
    page.fit(1366)
    written = []
    metrics = QFontMetrics(theme.font())
    monkeypatch.setattr(tree_delegates, "write", lambda _p, rect, text, *_, **__: written.append((text, rect.width())))
    bars = []
    monkeypatch.setattr(tree_delegates, "paint_bar", lambda _p, _r, bar, width: bars.append((bar.text, width)))
    page.grab()
    rates = [(text, room) for text, room in written if text in {t for t, _ in bars}]
    assert len(rates) > 10
    assert [text for text, room in rates if metrics.horizontalAdvance(text) > room] == []
    assert len({width for text, width in bars if not text.endswith("%")}) == 1  # one scale in a column
    gaps = [(text, room) for text, room in written if text.startswith(("差 ", "−"))]
    assert [text for text, room in gaps if metrics.horizontalAdvance(text) > room] == []
