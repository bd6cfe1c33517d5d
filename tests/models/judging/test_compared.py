"""The program judges as the second judge does; many more by hand: `python -m tests.models.judging.compared 20000`."""

from tests.models.judging.compared import differences


def test_two_judges_who_know_nothing_of_each_other_say_the_same():
    assert list(differences(2500, seed=12)) == []
