"""The window killed while somebody types: every figure that it called saved is in the file, whole."""

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from db.ledger.store import Store
from tests import ROOT
from tests.gui.walks.typist import figure

ROUNDS, MOST = 7, 16  # figures of a round, in the saving of the last of which it is killed
SAVING = 0.02  # seconds, about
FEWEST = 7  # figures that all rounds together must have saved, else the test says nothing


def typed_until_killed(path, seed, figures, seconds):
    """What a typist said who was killed some seconds after the last keys of so many figures."""
    command = [sys.executable, "-m", f"{__package__}.typist", str(path), str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        said = []
        while figures:
            said.append(child.stdout.readline())
            assert said[-1], "it ended by itself"
            figures -= said[-1].startswith(b"typed")
        time.sleep(seconds)
        child.kill()  # SIGKILL: nothing is finished
        said += child.stdout.readlines()
    assert child.returncode != 0
    return [line.decode().rstrip("\n").split("\t") for line in said]


@pytest.mark.skipif(sys.platform == "win32", reason="the lock of a killed process is waited for elsewhere")
def test_what_the_window_called_saved_is_there_after_a_kill(demo_made, tmp_path, counted):
    path = Path(shutil.copy(demo_made, tmp_path / "demo.ydt"))
    pick = random.Random(20201025)
    saved_in_all, unsaved_in_all = 0, 0
    for number in range(ROUNDS):
        said = typed_until_killed(path, number, pick.randint(1, MOST), pick.random() * SAVING)
        typed = {(target, period): text for kind, target, period, text in said if kind == "typed"}
        held, later = {}, {}
        for kind, *cell, text in said:
            place = tuple(cell)
            if kind == "saved":
                held[place], later[place] = text, [t for t in later.get(place, []) if t != text]
            else:
                later.setdefault(place, []).append(text)
        with Store.open(path) as store:
            assert store.check()  # the whole journal, and every row against it
            ledger = store.ledger(store.plans()[0].id)
        for (target, period), text in held.items():
            found = figure(ledger.cells[target][period])
            assert found in (text, *later[target, period]), f"round {number}: {target} {period}"
        mine = [place for place in typed if typed[place] == held.get(place)]
        saved_in_all += len(mine)
        unsaved_in_all += len(typed) - len(mine)
    counted(f"killed while typing {ROUNDS} times: {saved_in_all} figures called saved, all there")
    assert saved_in_all >= FEWEST
    assert unsaved_in_all  # some kills met a figure on its way
