"""Which of a row's figures are totals and which their months' own amount, and what they come to."""

from decimal import Decimal

import pytest

from models.intake.past_sums import PastRow, Sort, Stretch, as_they_stand, settle
from tests.models.build import case

SORTS = {"T": Sort.TOTAL, "P": Sort.OPEN, "O": Sort.OWN}


def amounts(text):
    """ "T3=4 P4=1 Q2=5": to March 4 in all, in April 1, in the second quarter 5."""
    found = {}
    for part in text.split():
        key, _, value = part.partition("=")
        letter, number = key[0], int(key[1:])
        stretch = Stretch(1 if letter == "T" else number, number, SORTS.get(letter, Sort.OPEN))
        if letter in "QR":
            stretch = Stretch(3 * number - 2, 3 * number, Sort.OPEN if letter == "Q" else Sort.OWN)
        found[stretch] = Decimal(value)
    return found


def totals(settled):
    """The totals by month, and which of them are doubted."""
    found, doubted = {}, set()
    for stretch, told in settled.items():
        if told.value is not None:
            found[stretch.last] = int(told.value)
        if told.doubt:
            doubted.add(stretch.last)
    return dict(sorted(found.items())), doubted


def one(text, **beside):
    return totals(settle([PastRow(amounts(text), **beside)])[0])


@pytest.mark.parametrize(
    ("row", "found"),
    [
        case("T1=1 P2=2 P3=3", {1: 1, 2: 2, 3: 3}),
        case("P3=1 T3=4 P6=2 T6=9", {3: 4, 6: 9}),
        case("T3=1 Q2=2 Q3=3 Q4=4 T12=10", {3: 1, 6: 3, 9: 6, 12: 10}),
        case("T3=1 Q2=3 Q3=6 Q4=10 T12=10", {3: 1, 6: 3, 9: 6, 12: 10}),
        case("T3=3 Q2=4 T6=7 Q3=2 T9=9 Q4=0 T12=9", {3: 3, 6: 7, 9: 9, 12: 9}),
        case("T1=1 P2=0 P3=2 T3=3", {1: 1, 2: 1, 3: 3}),
        case("T1=1 O2=1 O3=0 T6=5 O7=1", {1: 1, 2: 2, 3: 2, 6: 5, 7: 6}),
        case("T3=1 R2=2 R3=0", {3: 1, 6: 3, 9: 3}),
        case("T1=0 P2=0 P3=0 T3=0", {1: 0, 2: 0, 3: 0}),
        case("P6=4 P9=10 T12=10", {6: 4, 9: 10, 12: 10}),
    ],
)
def test_what_is_told_by_a_total_or_in_words_is_no_doubt(row, found):
    assert one(row) == (found, set())


def test_quarters_tell_how_the_months_are_meant():
    row = "T1=1 P2=1 P3=1 T3=3 P4=1 P5=2 P6=1 Q2=4 Q3=1 Q4=0 T12=8"
    assert one(row) == ({1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 7, 9: 8, 12: 8}, set())


def test_the_year_wins_over_its_last_month():
    found, doubted = one("P11=9 P12=1 T12=10")
    assert (found[12], 12 in doubted) == (10, False)
    assert 11 in doubted
    assert 11 not in found


@pytest.mark.parametrize("row", ["T3=1 Q2=2 Q3=3 Q4=4 T12=11", "T1=3 P2=4 P12=9 T12=20", "P3=30 P9=60 T12=100"])
def test_what_fits_neither_way_is_a_doubt(row):
    found, doubted = one(row)
    assert doubted >= set(found) - {12}


def test_a_sum_that_is_the_year_with_months_missing_is_a_doubt():
    assert one("T1=1 P2=0 P3=1 T12=2") == ({1: 1, 2: 1, 3: 2, 12: 2}, {1, 2, 3})


def test_where_neither_fits_the_year_may_be_the_wrong_one():
    assert 12 in one("T3=1 Q2=2 Q3=3 Q4=4 T12=11")[1]


def test_one_row_that_falls_makes_the_whole_table_own_amounts_all_doubted():
    rows = [PastRow(amounts("T1=3 P2=2 P3=4")), PastRow(amounts("T1=1 P2=2 P3=3"))]
    assert [totals(row) for row in settle(rows)] == [
        ({1: 3, 2: 5, 3: 9}, {1, 2, 3}),
        ({1: 1, 2: 3, 3: 6}, {1, 2, 3}),
    ]


def test_a_row_that_sums_up_to_its_year_tells_of_the_rows_without():
    rows = [PastRow(amounts("T3=1 Q2=2 Q3=3 Q4=4 T12=10")), PastRow(amounts("T3=1 Q2=2 Q3=3 Q4=4"))]
    assert totals(settle(rows)[1]) == ({3: 1, 6: 3, 9: 6, 12: 10}, {3, 6, 9, 12})


def test_a_row_without_a_year_is_no_doubt_where_it_never_falls():
    assert one("T3=3 Q2=6 Q3=9 Q4=12", aim=Decimal(14)) == ({3: 3, 6: 6, 9: 9, 12: 12}, set())


def test_a_row_far_below_its_target_that_sums_up_near_it_is_a_doubt():
    assert one("T3=1 Q2=2 Q3=3 Q4=4", aim=Decimal(12))[1] == {3, 6, 9, 12}


def test_a_gap_makes_no_total():
    found, doubted = one("T1=3 P2=2 P4=1")
    assert found == {1: 3, 2: 5}
    assert 4 in doubted


def test_the_year_that_the_ledger_holds_tells_how_a_row_is_meant():
    assert one("T3=1 Q2=2 Q3=3 Q4=4", year=Decimal(10)) == ({3: 1, 6: 3, 9: 6, 12: 10}, set())
    assert one("T3=1 Q2=2 Q3=3 Q4=4", year=Decimal(4)) == ({3: 1, 6: 2, 9: 3, 12: 4}, set())
    assert one("T3=1 Q2=2 Q3=3 Q4=4", year=Decimal(11)) == ({3: 1, 6: 2, 9: 3, 12: 4}, {3, 6, 9, 12})
    assert one("T3=1 Q2=2 Q3=3 Q4=4", year=Decimal(5)) == ({3: 1, 6: 2, 9: 3, 12: 4}, set())


def test_totals_that_fall_and_own_amounts_that_do_not_fit_are_doubts():
    assert one("T3=5 T6=4 T9=8") == ({3: 5, 6: 4, 9: 8}, {3, 6})
    assert one("T3=5 R2=1 T6=9") == ({3: 5, 6: 9}, {6})


def test_rates_and_levels_stand_as_they_are():
    found = as_they_stand(amounts("T3=7 P3=9 Q2=6 P6=5"))
    assert totals(found) == ({3: 7, 6: 6}, {6})
