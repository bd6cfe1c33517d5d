"""Plan files mutated by seed become ledgers of use, or are refused with a sentence."""

import json

import pytest

from models.intake.plan_file import PlanError, loads
from tests.models.intake import mutated

TRIED = 60


def test_mutated_plan_files_are_of_use_or_refused(counted):
    seen, wrong = mutated.run(TRIED, seed=2026)
    counted(f"mutated plan files {TRIED}, own errors {seen['own error']}")
    assert not wrong
    assert seen["opened"]
    assert seen["refused"]


@pytest.mark.parametrize("place", ["title", "id", "text"])
def test_half_a_character_is_refused(place):
    text = json.dumps({**json.loads(mutated.SMALL), place: "\ud800"})
    with pytest.raises(PlanError):
        loads(text)
