"""Nothing on any page or dialog is cut off at any size of screens.md, and the finder of such things works."""

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTableWidget, QTableWidgetItem, QWidget

from tests.screens.clipped import cut_off
from tests.screens.scenes import SCENES
from tests.screens.stage import Stage


@pytest.mark.parametrize("scene", SCENES)
def test_nothing_is_cut_off(dressed, tmp_path, scene) -> None:
    stage = Stage(dressed, tmp_path / "要点通图片")
    SCENES[scene](stage)
    assert stage.kept
    assert not stage.findings


def holder(qtbot, width, *children):
    made = QWidget()
    qtbot.addWidget(made)
    for child in children:
        child.setParent(made)
    made.resize(width, 100)
    made.show()
    return made


@pytest.mark.parametrize(
    ("make", "width"),
    [
        (lambda: QLabel("完成率按序时进度判断"), 60),
        (lambda: QPushButton("一键导出季报"), 40),
    ],
)
def test_the_finder_finds(dressed, qtbot, make, width) -> None:
    child = make()
    parent = holder(qtbot, 400, child)
    child.resize(300, 30)
    assert cut_off(parent) == []
    child.resize(width, 30)
    assert len(cut_off(parent)) == 1
    child.resize(300, 30)
    child.move(200, 0)
    assert cut_off(parent)[0].startswith("outside")


def test_the_finder_finds_wrapped_text_that_is_too_high(dressed, qtbot) -> None:
    label = QLabel("缺报不等于零，也不算绿灯。" * 5)
    label.setWordWrap(True)
    parent = holder(qtbot, 400, label)
    label.resize(200, 95)
    assert cut_off(parent) == []
    label.resize(200, 20)
    assert "cut below" in cut_off(parent)[0]


def test_a_cell_may_be_shortened_only_where_its_tooltip_says_it_all(dressed, qtbot) -> None:
    table = QTableWidget(1, 1)
    item = QTableWidgetItem("农村居民人均可支配收入增长")
    table.setItem(0, 0, item)
    table.setColumnWidth(0, 60)
    table.horizontalHeader().hide()
    parent = holder(qtbot, 400, table)
    QHBoxLayout(parent).addWidget(table)
    table.show()
    qtbot.waitExposed(parent)
    assert any("cell" in line for line in cut_off(parent))
    item.setToolTip(item.text())
    assert cut_off(parent) == []
