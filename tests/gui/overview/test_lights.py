"""各任务亮灯: weighted bars of tasks all of whose targets have a weight."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QRect

from gui.kit import theme
from models.judging.groups import weighted
from models.plan.quantity import fixed


class TestWeights:
    """A task all of whose targets have a weight and a rate has a weighted bar with the pace line."""

    def give(self, page, qtbot, weights):
        """Weights for the members of the first task where all have a rate; its row."""
        session = page.session
        row = next(
            r for r in page.lights.rows if len(r.members) > 1 and all(a.completion is not None for a in r.members)
        )
        targets = [a.target for a in row.members]
        changed = [replace(t, weight=Decimal(w)) for t, w in zip(targets, weights, strict=False)]
        with qtbot.waitSignal(session.changed):
            session.write("权重", changed)
        return next(r for r in page.lights.rows if r.label == row.label)

    def test_none_without_weights_or_where_one_lacks(self, page, qtbot):
        assert not any(row.weighted for row in page.lights.rows)
        assert page.lights.hint == "一格一项，点格看指标 · 右侧为达序时（含已完成）"
        assert self.give(page, qtbot, [3]).weighted is None

    def test_the_row_says_and_shows_it(self, page, qtbot):
        row = self.give(page, qtbot, [3, 1, 1, 1, 1, 1, 1, 1, 1, 1])
        expected = weighted(list(row.members))
        assert row.weighted.share == float(expected.completion)
        assert row.weighted.pace == float(expected.pace)
        said = f"加权进度 {fixed(expected.completion, 1)}%"
        assert f"{row.counts.text}，{said}（应达 {fixed(expected.pace, 1)}%）\t" in page.lights.text()
        page.lights.select(row.members[0].target.id)
        assert f"{row.label}，{said}，应达" in page.lights.accessibleDescription()
        at = page.lights.rows.index(row)
        place = QRect(*page.lights.places.bar(at))
        assert said in page.lights.told_at(place.center())
        assert "横条为加权进度" in page.standing.lights_panel.hint.text()
        image = page.lights.grab().toImage()
        middle = place.center().y() + 1
        assert image.pixelColor(place.left() + 2, middle).name().upper() == theme.DATA
        assert image.pixelColor(place.left() + theme.BAR_PX - 2, middle).name().upper() == theme.TRACK
