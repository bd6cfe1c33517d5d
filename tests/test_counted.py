"""What tests count stands at the end of the run, in whatever process they ran."""

import subprocess
import sys

import pytest

from tests import ROOT

TESTS = """
def test_one(counted):
    counted("one of one")

def test_two(counted):
    counted("two of two")
"""


@pytest.mark.parametrize("workers", ["0", "1"])
def test_lines_stand_at_the_end_wherever_they_were_counted(tmp_path, workers):
    (tmp_path / "test_given.py").write_text(TESTS, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -p no:pytest-qt -p tests.conftest\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-n", workers, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout + done.stderr
    assert lines[-3:-1] == ["one of one", "two of two"]
    assert "2 passed" in lines[-1]
