"""Pages of a projection: which targets share one, and how one gets to another; without a window."""

import pytest

from gui.meeting.deck import Deck

FIVE = list("abcde")


def deck(shares="abcde", start=""):
    made = Deck(start)
    made.lay_out(FIVE, shares.__contains__)
    return made


@pytest.mark.parametrize(("shares", "pages"), [
    ("abcde", ["ab", "cd", "e"]), ("", list("abcde")), ("abde", ["ab", "c", "de"]), ("acd", ["a", "b", "cd", "e"]),
])  # fmt: skip
def test_two_share_a_page_where_both_have_room(shares, pages):
    assert ["".join(page) for page in deck(shares).pages] == pages


def test_the_first_in_view_stays_in_view():
    made = deck(start="d")
    assert made.in_view == ["c", "d"]
    made.paired = False
    made.lay_out(FIVE, lambda _: True)
    assert made.in_view == ["d"]
    made.go(3)
    made.paired = True
    made.lay_out(FIVE, lambda _: True)
    assert made.in_view == ["c", "d"]


def test_where_it_is_gone_the_page_is_near():
    made = deck()
    made.go(2)
    made.lay_out(FIVE[:3], lambda _: True)
    assert made.in_view == ["c"]
    made.lay_out([], lambda _: True)
    assert (made.page, made.in_view) == (0, [])


def test_nothing_moves_beyond_the_ends():
    made = deck()
    made.go(99)
    assert made.page == 2
    made.go(-1)
    assert made.page == 0


def test_a_number_is_typed_digit_by_digit_and_used_once():
    made = deck()
    for digit in "00003":
        made.type_digit(digit)
    assert "转到第 0003 页" in made.page_words
    assert made.take_number() == 3
    assert made.take_number() is None
    made.go_to_number(3)
    assert made.page == 2
    made.go_to_number(4)
    assert (made.page, made.note) == (2, "没有第 4 页")
    made.touch()
    assert made.note == ""


def test_how_to_go_on_is_said_until_a_key_is_pressed():
    assert deck().page_words == "第 1 / 3 页，PgDn 翻页，Esc 结束"
    alone, touched = Deck(), deck()
    alone.lay_out(["a"], lambda _: True)
    assert alone.page_words == "第 1 / 1 页，按 Esc 结束"
    touched.touch()
    assert touched.page_words == "第 1 / 3 页"
    assert Deck().page_words == "没有要投影的指标，按 Esc 结束"
