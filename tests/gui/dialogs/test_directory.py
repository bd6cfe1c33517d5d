"""The directory as a clerk uses it: who is named how often, names pasted, merged, ordered, and taken back."""

from threading import Event

import pytest
from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from db.actions.directory import add_persons, edit_person, merge
from db.ledger.store import ONLY_READING
from gui.dialogs.directory import DirectoryDialog
from gui.dialogs.directory_forms import PERSONS, UNITS, DirectoryForm, NamesForm
from gui.kit import ask
from gui.shell.window import MainWindow

KEY, MOD = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def dialog(qtbot, session, settled):
    made = DirectoryDialog(None, session)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    settled()
    yield made
    if made.isVisible():
        made.accept()


@pytest.fixture
def forms(monkeypatch):
    """Forms are filled and saved by the test: `fill` gets the form instead of `exec`."""
    filled = []

    def run(form):
        filled.pop(0)(form)
        form.show()
        form.save_button.click()
        return _finished(form)

    for kind in (NamesForm, DirectoryForm):
        monkeypatch.setattr(kind, "exec", run)
    return filled


def _finished(form):
    if form.isVisible() and not form.problem.isVisible():
        loop = QEventLoop()
        form.finished.connect(loop.quit)
        loop.exec()
    form.parentWidget().activateWindow()
    return form.result()


def rows(dialog):
    table = dialog.tables[dialog.page]
    return [[table.item(r, c).text() for c in range(table.columnCount())] for r in range(table.rowCount())]


def names(dialog):
    return [row[0] for row in rows(dialog)]


def choose(dialog, name):
    dialog.tables[dialog.page].setCurrentCell(names(dialog).index(name), 0)


def test_it_says_how_often_each_is_named(dialog, session):
    ledger = session.ledger
    leads = sum(ledger.lead_name(t) == "招商办" for t in ledger.targets)
    assert rows(dialog)[names(dialog).index("招商办")][1] == str(leads)
    assert [dialog.tabs.tabText(i) for i in (UNITS, PERSONS)] == ["单位 13", "人员 6"]
    dialog.tabs.setCurrentIndex(PERSONS)
    contacts = sum(ledger.person_name(t.contact_id) == "联络员甲" for t in ledger.targets)
    assert rows(dialog)[names(dialog).index("联络员甲")] == ["联络员甲", "招商办", "0", str(contacts)]


def test_a_new_name_holds_everywhere(dialog, session, settled, forms):
    choose(dialog, "招商办")
    forms.append(lambda form: form.rows.fields["name"].line.setText("招商服务中心"))
    QTest.keyClick(dialog.tables[UNITS], KEY.Key_F2)
    settled()
    assert "招商服务中心" in names(dialog)
    assert session.undo_step == "改单位名：招商办→招商服务中心"
    assert any(session.ledger.lead_name(t) == "招商服务中心" for t in session.ledger.targets)
    assert dialog.said.text() == "已改单位名：招商办→招商服务中心。可用 Ctrl+Z 撤销。"
    assert dialog.chosen.name == "招商服务中心"
    QTest.keyClick(dialog, KEY.Key_Z, MOD.ControlModifier)
    settled()
    assert "招商办" in names(dialog)


def test_a_name_that_another_has_is_refused_in_the_form(dialog, settled, session):
    choose(dialog, "招商办")
    form = DirectoryForm(dialog, session, dialog.chosen, "", [])
    form.show()
    form.rows.fields["name"].line.setText("生态办")
    form.save()
    settled()
    assert form.isVisible()
    assert "目录里已经有“生态办”" in form.problem.text()
    assert form.save_button.isEnabled()
    form.rows.fields["name"].line.setText("招商办")
    form.reject()


def test_a_pasted_block_is_added_as_one_step(dialog, session, settled, forms):
    QGuiApplication.clipboard().setText("序号\t单位\n1\t数字办\n2\t招商办\n3\t人武部\n")
    forms.append(lambda _: None)
    QTest.keyClick(dialog.tables[UNITS], KEY.Key_V, MOD.ControlModifier)
    settled()
    assert names(dialog)[-2:] == ["数字办", "人武部"]
    assert session.undo_step == "新增单位：数字办等 2 个"
    dialog.undo.click()
    settled()
    assert "数字办" not in names(dialog)
    assert not dialog.undo.isEnabled()


def test_nothing_done_elsewhere_is_undone_here(dialog, session, settled):
    assert not dialog.undo.isEnabled()
    before = session.undo_step
    QTest.keyClick(dialog, KEY.Key_Z, MOD.ControlModifier)
    settled()
    assert session.undo_step == before


def test_persons_with_their_units(dialog, session, settled, forms):
    dialog.tabs.setCurrentIndex(PERSONS)
    assert not dialog.up.isVisible()
    forms.append(lambda form: form.rows.fields["names"].edit.setPlainText("李　四，新设办\n王五"))
    dialog.add.click()
    settled()
    assert [r[:2] for r in rows(dialog) if r[0] in ("李四", "王五")] == [["李四", "新设办"], ["王五", ""]]
    choose(dialog, "王五")
    forms.append(lambda form: form.rows.fields["unit"].show("招商办"))
    dialog.edit.click()
    settled()
    assert next(r for r in rows(dialog) if r[0] == "王五")[1] == "招商办"


def test_the_order_of_units(dialog, settled, session):
    before = names(dialog)
    choose(dialog, before[2])
    QTest.keyClick(dialog.tables[UNITS], KEY.Key_Up, MOD.AltModifier)
    settled()
    assert names(dialog)[:3] == [before[0], before[2], before[1]]
    assert dialog.chosen.name == before[2]
    QTest.keyClick(dialog.tables[UNITS], KEY.Key_Up, MOD.AltModifier)
    settled()
    assert names(dialog)[0] == before[2]
    assert not dialog.up.isEnabled()
    order = [unit.name for unit, _ in session.ledger.by_lead() if unit]
    assert order[0] == before[2]


def test_what_is_named_is_merged_instead_of_deleted(dialog, session, settled, monkeypatch):
    asked = []
    monkeypatch.setattr(ask, "choose", lambda _p, text, buttons, **_k: asked.append((text, buttons)) or 0)
    monkeypatch.setattr(ask, "pick", lambda *_a, **_k: "经济发展办")
    leads = sum(session.ledger.lead_name(t) in ("招商办", "经济发展办") for t in session.ledger.targets)
    choose(dialog, "招商办")
    QTest.keyClick(dialog.tables[UNITS], KEY.Key_Delete)
    settled()
    assert asked[0][0].startswith("没有删除：“招商办”还是7 项指标的牵头单位、")
    assert asked[0][1] == ["并入…", "取消"]
    assert asked[1][1] == ["并入", "取消"]
    assert "各年计划都算" in asked[1][0]
    assert "招商办" not in names(dialog)
    assert dialog.chosen.name == "经济发展办"
    assert sum(session.ledger.lead_name(t) == "经济发展办" for t in session.ledger.targets) == leads
    dialog.undo.click()
    settled()
    assert "招商办" in names(dialog)


def test_what_nothing_names_is_deleted_after_a_question(dialog, settled, forms, monkeypatch):
    forms.append(lambda form: form.rows.fields["names"].edit.setPlainText("空着办"))
    dialog.add.click()
    settled()
    choose(dialog, "空着办")
    asked = []
    monkeypatch.setattr(ask, "choose", lambda _p, text, _b, **_k: asked.append(text) or 0)
    dialog.delete.click()
    settled()
    assert asked == ["从目录里删除“空着办”？没有指标用到它，可用 Ctrl+Z 撤销。"]
    assert "空着办" not in names(dialog)


def test_a_read_only_file_only_shows(dialog, session):
    session.barred = ONLY_READING
    session.steps_changed.emit()
    buttons = (dialog.add, dialog.edit, dialog.up, dialog.down, dialog.merge, dialog.delete, dialog.undo)
    assert not any(b.isEnabled() for b in buttons)


def test_no_two_buttons_have_one_alt_key(dialog):
    letters = [b.text().split("&")[1][0] for b in dialog.findChildren(QPushButton) if "&" in b.text()]
    assert len(set(letters)) == len(letters)


def test_a_closed_dialog_follows_nothing(dialog, worker, settled, at_rest):
    at_rest()
    dialog.reject()
    dialog.session.changed.emit(None)
    assert not worker.busy
    settled()


def test_the_directory_may_be_closed_before_it_is_answered(session, qtbot, settled, monkeypatch):
    window = MainWindow(session)
    qtbot.addWidget(window)
    settled()
    gate = Event()
    session.ask(lambda _: gate.wait(5), lambda _: None)
    monkeypatch.setattr(DirectoryDialog, "exec", lambda dialog: dialog.reject())
    window.commands["directory"].call()
    assert window.findChildren(DirectoryDialog)  # its answer is still on the way
    gate.set()
    qtbot.waitUntil(lambda: not window.findChildren(DirectoryDialog))
    settled()


def test_a_pasted_text_without_end_is_not_put_into_the_form(dialog, session):
    form = NamesForm(dialog, session, UNITS, "数字办\n" * 1_000_000)
    assert form.problem.text() == "剪贴板里的内容太多，没有粘贴。请只复制名字那一列。"
    assert form.rows.read("names") == ""


def test_a_column_copied_whole_is_read_for_all_its_empty_cells(dialog, session):
    """What was seen: two names and a million empty lines, and 请只复制名字那一列, which is what was done."""
    form = NamesForm(dialog, session, UNITS, "数字办\r\n生态办\r\n" + "\r\n" * 1_000_000)
    assert form.problem.text() == ""
    assert form.rows.read("names").split() == ["数字办", "生态办"]


@pytest.fixture
def typist(dialog, session, settled):
    """The form of a person that was just added, over the directory."""
    session.act(lambda store: add_persons(store, [("王五", "招商办")]))
    settled()
    dialog.tabs.setCurrentIndex(PERSONS)
    choose(dialog, "王五")
    form = DirectoryForm(dialog, session, dialog.chosen, "招商办", [])
    form.show()
    return form


def test_a_form_shows_what_becomes_of_its_person_but_where_somebody_typed(typist, session, settled):
    """What was seen: the unit of before was written back by whoever only mended the name."""
    typist.rows.fields["name"].line.setText("王伍")
    person = next(p for p in session.ledger.persons.values() if p.name == "王五")
    session.act(lambda store: edit_person(store, person, "王五", "生态办"))
    settled()
    assert [typist.rows.fields[key].text for key in ("name", "unit")] == ["王伍", "生态办"]
    typist.save_button.click()
    settled()
    assert not typist.isVisible()
    ledger = session.ledger
    (unit,) = [ledger.units[p.unit_id].name for p in ledger.persons.values() if p.name == "王伍"]
    assert unit == "生态办"


def test_a_form_goes_with_its_person(typist, session, settled):
    """What was seen: a name taken back, and written anew by the form that still lay over it."""
    typist.rows.fields["name"].line.setText("王伍")
    session.undo()
    settled()
    assert not typist.isVisible()
    assert typist.gone == "没有改：目录里已经没有“王五”。请核对目录；还要用，请新增。"


def test_a_name_that_went_meanwhile_is_not_written_back(dialog, session, settled, monkeypatch):
    choose(dialog, "招商办")
    unit = dialog.chosen

    def run(form):  # the answer of what took it away is on its way when 保存 is pressed
        form.show()
        form.rows.fields["name"].line.setText("招商服务中心")
        session.act(lambda store: merge(store, unit, next(u for u in session.ledger.units.values() if u != unit)))
        form.save_button.click()
        settled()
        return 0

    monkeypatch.setattr(DirectoryForm, "exec", run)
    monkeypatch.setattr(ask, "choose", lambda *_, **__: 0)
    dialog.edit_chosen()
    settled()
    assert {"招商办", "招商服务中心"}.isdisjoint(names(dialog))
    assert "目录里已经没有“招商办”" in dialog.said.text()
