"""Thousands of random keys and clicks: no exception, no word from Qt, the file whole, the window as the file says."""

import shutil

import pytest

from db.actions.plans import add_plan
from db.ledger.store import Store
from gui.kit import ask
from gui.shell.window import MainWindow
from models.judging.assess import assess_all
from tests.gui.walks.monkey import Monkey

TURNS, FEW = 500, 250
NEXT_YEAR = {"title": "濮院镇2021年工作要点", "year": "2021", "issuer": "濮院镇", "number": "", "date": ""}
OF_THIS_PLATFORM = ("This plugin does not support", "not accepted by receiving widget")


@pytest.mark.parametrize("seed", [2, 4, 6])
def test_a_monkey_breaks_nothing(starting, demo_made, tmp_path, qtbot, qtlog, monkeypatch, seed, whole):
    folder = tmp_path / "台账"
    folder.mkdir()
    path = shutil.copy(demo_made, folder / "demo.ydt")
    with Store.open(path) as store:
        add_plan(store, NEXT_YEAR)
    starter = starting(folder)
    monkey = Monkey(starter, seed, TURNS if whole else FEW, folder)
    monkey.patch(monkeypatch)
    starter.open(path)
    qtbot.waitUntil(lambda: isinstance(starter.window, MainWindow))
    starter.window.session.set_plan(starter.window.session.plans[0].id)
    qtbot.waitUntil(lambda: not starter.worker.busy)
    monkey.start()
    qtbot.waitUntil(lambda: monkey.done)
    monkeypatch.setattr(ask, "choose", lambda *_, **__: 1)
    qtbot.waitUntil(lambda: not (starter.looks.busy or starter.worker.busy))  # another ledger may be on its way
    window = starter.window
    assert isinstance(window, MainWindow)
    window.may_close()
    qtbot.waitUntil(lambda: not starter.worker.busy)
    _same(window.session)
    window.close()
    qtbot.waitUntil(lambda: not starter.worker.busy)
    said = [r.message for r in qtlog.records if not any(w in r.message for w in OF_THIS_PLATFORM)]
    assert not said, monkey.trace[-20:]


def _same(session):
    """The file passes its checks, and what the session holds is what is read from it anew."""
    with Store.open(session.path, reading=True) as store:
        assert store.check()
        assert store.plans() == session.plans
        if session.has_plan:
            ledger, shown = store.ledger(session.ledger.plan.id), session.ledger
            for name in ("plan", "headings", "targets", "series", "units", "persons", "versions", "past", "states"):
                assert getattr(ledger, name) == getattr(shown, name), name
            assert {k: c for k, c in shown.cells.items() if c} == ledger.cells
            assert session.assessments == assess_all(ledger, session.period)
