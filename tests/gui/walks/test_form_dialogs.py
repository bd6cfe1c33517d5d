"""Every form and the directory on the smallest screen, with the longest names: nothing clipped, no Alt key twice."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QScrollArea

from gui.dialogs.directory import DirectoryDialog
from gui.dialogs.directory_forms import PERSONS, DirectoryForm, NamesForm
from gui.dialogs.settings import SettingsDialog
from gui.kit import ask
from gui.plan.heading_dialog import HeadingDialog
from gui.plan.target_dialog import TargetDialog, fresh_target
from gui.plan.version_dialog import VersionDialog
from models.plan.entities import Direction, Kind, Person, TargetVersion
from models.plan.said import Said

LONG = "更加突出创新驱动，在能级提升中推动发展，全面打响智造名镇品牌并持续推进传统产业数字化改造提升和平台能级跃升" * 2
WIDTH, HEIGHT = 880, 430


@pytest.fixture
def long_names(session, settled):
    """The demo with everything as long as a document can make it."""
    ledger = session.ledger
    target = next(t for t in ledger.targets if t.name == "合同外资")
    versions = [
        TargetVersion(f"v{i}", target.id, date(2020, 3 + i, 1), f"濮政办〔2020〕{i}号", LONG[:60], Decimal(100 + i))
        for i in range(5)
    ]
    session.write("长", [
        *(replace(h, title=LONG) for h in ledger.headings), *(replace(u, name=u.name + LONG[:60]) for u in
        ledger.units.values()), replace(target, name=target.name + LONG), *versions,
    ])  # fmt: skip
    settled()
    return target.id


FORMS = {
    "new heading": lambda s, _: HeadingDialog(None, s, beside=s.ledger.headings[9]),
    "heading": lambda s, _: HeadingDialog(None, s, heading=s.ledger.headings[9]),
    "new target": lambda s, _: TargetDialog(None, s, fresh_target(s, None)),
    "target": lambda s, target: TargetDialog(None, s, s.ledger.by_id[target]),
    "change": lambda s, target: VersionDialog(None, s, s.ledger.by_id[target]),
    "settings": lambda s, _: SettingsDialog(None, s),
    "names": lambda s, _: NamesForm(None, s, PERSONS),
    "unit": lambda s, _: DirectoryForm(None, s, next(iter(s.ledger.units.values())), "", []),
    "person": lambda s, _: DirectoryForm(None, s, Person("x", LONG[:20]), LONG, [LONG]),
    "directory": lambda s, _: DirectoryDialog(None, s),
}


@pytest.fixture(params=FORMS)
def form(request, qtbot, session, long_names, settled):
    made = FORMS[request.param](session, long_names)
    qtbot.addWidget(made)
    made.show()
    settled()
    yield made
    made.hide()


def test_it_fits_the_smallest_screen(form, qtbot):
    assert form.minimumSizeHint().width() <= WIDTH
    assert form.minimumSizeHint().height() <= HEIGHT
    assert form.width() <= WIDTH
    form.resize(WIDTH, HEIGHT)
    QApplication.processEvents()
    assert (form.width(), form.height()) == (WIDTH, HEIGHT)
    for area in form.findChildren(QScrollArea):
        assert area.horizontalScrollBar().maximum() == 0
        assert area.widget().width() <= area.viewport().width()


def test_no_text_is_clipped(form, qtbot):
    form.resize(WIDTH, HEIGHT)
    QApplication.processEvents()
    for label in form.findChildren(QLabel):
        metrics, text = label.fontMetrics(), re.sub(r"&(.)", r"\1", label.text())
        if label.isVisible() and label.wordWrap() and text:
            room = label.contentsRect().width()
            assert metrics.boundingRect(0, 0, room, 9999, Qt.TextFlag.TextWordWrap, text).height() <= label.height()
        elif label.isVisible():
            assert metrics.horizontalAdvance(text) <= label.width() + 1, text
    for field in (*form.findChildren(QLineEdit), *form.findChildren(QComboBox), *form.findChildren(QAbstractButton)):
        if field.isVisible() and (isinstance(field, QLineEdit | QComboBox) or field.text()):
            assert field.height() >= field.fontMetrics().height()


def test_no_alt_key_stands_twice(form):
    texts = [w.text() for kind in (QLabel, QAbstractButton) for w in form.findChildren(kind) if not w.isHidden()]
    letters = [found[1] for text in texts if (found := re.search(r"\(&(.)\)", text))]
    assert len(set(letters)) == len(letters)


def test_every_field_has_a_label_and_a_name(form):
    rows = getattr(form, "rows", None)
    for key in rows.fields if rows else ():
        widget = rows.fields[key].widget
        assert widget.accessibleName()
        assert any(label.buddy() is widget for label in form.findChildren(QLabel))


def test_what_was_typed_stays_when_the_file_cannot_be_written(qtbot, session, store, settled, long_names):
    form = TargetDialog(None, session, session.ledger.by_id[long_names])
    qtbot.addWidget(form)
    form.show()
    form.rows.fields["unit"].line.setText("万欧元")
    store.barred = Said("read-only", "台账只能看，不能改")
    form.save_button.click()
    settled()
    store.barred = None
    assert form.isVisible()
    assert form.problem.text() == "台账只能看，不能改。"
    assert form.rows.fields["unit"].read() == "万欧元"
    form.save_button.click()
    settled()
    assert session.ledger.by_id[long_names].unit == "万欧元"


@pytest.mark.parametrize(
    ("name", "typed", "unit", "kind", "comparator", "value"),
    [
        ("网格事件办结率", "98%以上", "%", Kind.LEVEL, ">=", 98),
        ("进出口增速", "7%", "%", Kind.GROWTH, "=", 7),
        ("新增停车位", "不少于450个", "个", Kind.CUMULATIVE, ">=", 450),
        ("城镇登记失业率", "3.5%以内", "%", Kind.LEVEL, "<=", Decimal("3.5")),
    ],
)
def test_words_typed_with_a_value_fill_their_own_fields(
    qtbot, session, settled, name, typed, unit, kind, comparator, value
):
    form = TargetDialog(None, session, fresh_target(session, session.ledger.headings[-1].id))
    qtbot.addWidget(form)
    form.show()
    form.rows.fields["name"].line.setText(name)
    line = form.rows.fields["value"].line
    line.setText(typed)
    QTest.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert not form.isVisible()
    made = session.ledger.by_id[form.target.id]
    assert (made.unit, made.kind, made.comparator, made.value) == (unit, kind, comparator, value)
    assert made.direction is (Direction.LOWER if comparator == "<=" else Direction.HIGHER)


def test_a_new_target_is_not_told_of_figures_already_reported(qtbot, session):
    said = []
    for target in (fresh_target(session, None), session.ledger.targets[0]):
        form = TargetDialog(None, session, target)
        qtbot.addWidget(form)
        said.append(" ".join(label.text() for label in form.findChildren(QLabel)))
    assert "可以照文件写，如 98%以上" in said[0]
    assert not any(words in said[0] for words in ("已报过数", "目标变更"))
    assert all(words in said[1] for words in ("已报过数", "目标变更"))


def test_a_kind_that_was_chosen_stays_and_so_does_a_comparator_beside_a_plain_number(qtbot, session, settled):
    form = TargetDialog(None, session, fresh_target(session, None))
    qtbot.addWidget(form)
    form.show()
    fields = form.rows.fields
    fields["name"].line.setText("参保率")
    fields["kind"].show(Kind.GROWTH)
    fields["kind"].widget.activated.emit(fields["kind"].widget.currentIndex())
    fields["comparator"].show(">=")
    fields["unit"].line.setText("%")
    fields["value"].line.setText("6.5")
    form.save_button.click()
    settled()
    made = session.ledger.by_id[form.target.id]
    assert (made.kind, made.comparator, made.value) == (Kind.GROWTH, ">=", Decimal("6.5"))


def test_escape_asks_before_it_gives_up_what_was_typed(qtbot, session, monkeypatch):
    asked = []
    monkeypatch.setattr(ask, "choose", lambda _p, text, buttons, **_k: asked.append((text, buttons)) or 1)
    form = SettingsDialog(None, session)
    qtbot.addWidget(form)
    form.show()
    form.rows.fields["who"].line.setText("张敏")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible()
    assert asked == [("填的内容还没有保存，关掉就没有了。", ["不保存，关掉", "接着填"])]
    form.rows.fields["who"].line.clear()
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
