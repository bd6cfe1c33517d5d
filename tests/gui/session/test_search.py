"""Search by words, unit and initials, with every reading of a character."""

import subprocess
import sys

import pytest

import main
from gui.app import start, welcome
from gui.session.search import initials, matches
from gui.shell import window
from tests import ROOT

LATER = ("openpyxl", "pypinyin", "numpy", "pyqtgraph")


@pytest.mark.parametrize(
    ("query", "texts", "found"),
    [
        ("外资", ("合同外资", "万美元"), True),
        ("htwz", ("合同外资",), True),
        ("HTWZ", ("合同外资",), True),
        ("  htwz ", ("合同外资",), True),
        ("", ("合同外资",), True),
        ("美元", ("合同外资", "万美元"), True),
        ("wzw", ("合同外资", "万美元"), False),  # not across two texts
        ("资万", ("合同外资", "万美元"), False),
        ("zd", ("重点项目",), True),
        ("cd", ("重点项目",), True),  # the other reading
        ("yh", ("银行",), True),
        ("yx", ("银行",), True),
        ("5g", ("5G基站",), True),
        ("gjz", ("5G基站",), True),
        ("gdp", ("GDP增速",), True),
        ("内资", ("合同外资",), False),
    ],
)
def test_what_a_query_finds(query, texts, found):
    assert matches(query, *texts) is found


def test_signs_have_no_initials():
    assert set(initials("行政（审批）")) == {"hzsp", "xzsp"}


def test_the_first_window_loads_nothing_that_it_does_not_need():
    first = ", ".join(module.__name__ for module in (main, start, welcome, window))
    code = f"import sys, {first}; print([m for m in {LATER} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
