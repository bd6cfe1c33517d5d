"""A correction goes with its target's row, and never to another's."""

from models.collecting.mending import Mended, followed
from models.collecting.typed import RawCell, RawRow, SheetPlace
from models.plan.period import Period
from tests.models.build import target

ONE, OTHER = target(id="t1"), target(id="t2")


def row(of, number, value="31", sheet="表"):
    return RawRow(SheetPlace("a.xlsx", sheet, number), of, Period.parse("2020Q3"), {"本期值": RawCell(value)})


def place(number):
    return SheetPlace("a.xlsx", "表", number), "本期值"


MEND = Mended(RawCell("31"), "33", "t1")


def test_it_follows_its_row():
    assert followed({place(5): MEND}, [row(OTHER, 5), row(ONE, 6)]) == {place(6): MEND}


def test_it_stays_where_its_row_stays_or_nobody_knows():
    for rows in (
        [row(ONE, 5), row(OTHER, 6)],
        [row(OTHER, 5)],
        [row(OTHER, 5), row(ONE, 6, "35")],
        [row(OTHER, 5), row(ONE, 6), row(ONE, 7)],
        [row(OTHER, 5), row(ONE, 6, sheet="别的表")],
        [row(ONE, 6)],  # at its place stands a row without a target
        [],
    ):
        assert followed({place(5): MEND}, rows) == {place(5): MEND}
