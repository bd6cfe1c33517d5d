"""Where lights stand, reckoned without Qt: nothing on top of anything, arrows never out of the rows."""

import pytest

from gui.overview.placing import LINE_GAP, CellBox, LightPlaces, LightSizes

WIDTHS = [260, 300, 360, 420, 480, 560, 700, 1000]


def sizes(width):
    return LightSizes(width, line=22, bar=127, side=12, gap=8, cell_width=27, cell_height=18, cell_step=30)


def placed(width, *shape):
    return LightPlaces(shape, sizes(width))


def overlap(one, other):
    across = one.left < other.left + other.width and other.left < one.left + one.width
    return across and one.top < other.top + other.height and other.top < one.top + one.height


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("cells", [1, 5, 9, 10, 40])
def test_a_weighted_bar_stands_clear_of_its_cells_within_its_row(width, cells):
    places = placed(width, (3, False), (cells, True), (4, False))
    bar = places.bar(1)
    boxes = [places.cell(1, at) for at in range(cells)]
    assert not any(overlap(bar, box) for box in boxes)
    assert places.label(1).top <= bar.top
    assert bar.top + bar.height < places.label(2).top


@pytest.mark.parametrize("width", WIDTHS)
def test_cells_wrap_before_the_counts_and_none_on_another(width):
    places = placed(width, (25, False), (2, False))
    boxes = [places.cell(0, at) for at in range(25)] + [places.cell(1, at) for at in range(2)]
    assert len({(box.left, box.top) for box in boxes}) == len(boxes)
    assert all(box.left + box.width <= places.counts(0).left for box in boxes)
    assert max(box.top + box.height for box in boxes) <= places.height


def test_where_the_cells_end_early_the_bar_needs_no_line_of_its_own():
    assert placed(1000, (3, True)).height == LINE_GAP + 22
    assert placed(360, (3, True)).height == LINE_GAP + 2 * 22


def test_a_point_on_or_right_beside_a_cell_means_it():
    places = placed(560, (3, False), (2, False))
    box = places.cell(1, 1)
    for x, y in ((box.left, box.top), (box.left - 1, box.top - 3), (box.left + box.width + 1, box.top + 10)):
        assert places.cell_at(x, y) == (1, 1)
    assert places.cell_at(box.left + box.width + 2, box.top) is None
    assert places.cell_at(2, box.top) is None
    assert places.cell_at(box.left, 0) is None


def test_a_height_belongs_to_the_row_there():
    places = placed(560, (3, False), (2, False))
    assert [places.row_at(y) for y in (0, LINE_GAP, LINE_GAP + 21, LINE_GAP + 22, places.height)] == [
        None,
        0,
        0,
        1,
        None,
    ]
    assert list(places.rows_within(LINE_GAP + 22, LINE_GAP + 30)) == [1]
    assert list(places.rows_within(0, places.height)) == [0, 1]


@pytest.mark.parametrize(
    ("wanted", "there"),
    [((0, -1), (0, 0)), ((0, 9), (0, 2)), ((-1, 1), (0, 1)), ((2, 2), (1, 1)), ((1, 10**6), (1, 1))],
)
def test_a_step_out_of_the_rows_stays_within(wanted, there):
    assert placed(560, (3, False), (2, False)).nearest(*wanted) == there


def test_nothing_to_show_has_some_height_and_no_cell():
    places = placed(560)
    assert places.height == 40
    assert places.cell_at(100, 10) is None
    assert list(places.rows_within(0, 100)) == []


def test_a_box_is_taken_as_a_rectangle_by_qt():
    assert tuple(CellBox(1, 2, 3, 4)) == (1, 2, 3, 4)
