"""The page of 总览 in a window of a usual size."""

import pytest

from gui.overview.page import OverviewPage


@pytest.fixture
def page(qtbot, session):
    made = OverviewPage(session)
    qtbot.addWidget(made)
    made.resize(1366, 624)
    made.fit(1366)
    made.show()
    qtbot.waitExposed(made)
    return made
