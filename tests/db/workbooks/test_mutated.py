"""Workbooks mutated by seed are read or refused with a sentence, none slowly, none in all memory."""

import sys

import pytest

TRIED = 30


@pytest.mark.skipif(sys.platform == "win32", reason="memory is asked of the system as Linux tells it")
def test_mutated_workbooks_are_read_or_refused(counted):
    from tests.db.workbooks import mutated

    seen, wrong = mutated.run(TRIED, seed=2026)
    counted(f"mutated workbooks {TRIED}, own errors {seen['own error']}")
    assert not wrong
    assert len(seen) >= 3
