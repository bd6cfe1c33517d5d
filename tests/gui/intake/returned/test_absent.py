"""A row that did not come back stands in the preview, below those that did: to be looked at, never to be ticked."""

from openpyxl import load_workbook

from gui.intake.returned.lines import ReturnedKind
from gui.intake.returned.ticks import Filter
from gui.kit import ask
from tests.db.workbooks.clerk import Returned
from tests.gui.intake.returned.preview import Q3, go, held, line, press, ticked


def without(form, name):
    returned = Returned(form)
    returned.sheet.delete_rows(returned.rows[name])
    returned.save()
    return form


def test_it_is_a_reminder_below_the_rows_and_the_others_are_written(show, session, forms, qtbot):
    dialog = show([without(forms[0], "投资")])
    gone = line(dialog, "投资")
    assert (gone.kind, gone.place.row, gone.unit, gone.demand) == (ReturnedKind.ABSENT, 0, "亿元", "100")
    assert (gone.before, gone.old, gone.new, gone.hint) == (
        "50", "未报", "（没有这一行）", "这张表发出时还有这一项，交回来的表里没有这一行",
    )  # fmt: skip
    assert dialog.model.shown_lines()[-1] == gone
    dialog.head.filters[Filter.DOUBTS].click()
    assert [x.name for x in dialog.model.shown_lines()] == ["外资", "投资"]
    dialog.head.filters[Filter.ALL].click()
    go(dialog, gone)
    assert "可能是被删掉、剪走" in dialog.rows.strip.text
    assert not dialog.rows.strip.give.isVisible()
    assert "提醒 2" in dialog.head.filters[Filter.DOUBTS].text().replace("只看", "")
    assert "跳过 1 行（提醒 1）" in dialog.bottom.summary.text()  # the doubted one; this was never to be written
    dialog.model.tick([gone], on=True)
    assert ("投资", "本期值") not in ticked(dialog)
    press(dialog.bottom.write)
    qtbot.waitUntil(lambda: held(session, "企业") is not None)
    assert held(session, "投资") is None


def test_several_are_rows_of_their_own(show, forms):
    dialog = show([without(without(forms[0], "投资"), "学校")])
    gone = [x for x in dialog.model.ticks.lines() if x.kind is ReturnedKind.ABSENT]
    assert [x.name for x in gone] == ["投资", "学校"]
    for one in gone:
        go(dialog, one)
        assert dialog.rows.view.current_line() == one


def test_a_form_of_which_nothing_else_is_to_be_said_has_its_reminder_and_its_list(show, forms, qtbot, monkeypatch):
    form = without(forms[1], "道路")
    returned = Returned(forms[0])
    for name in ("企业", "投资", "外资"):
        returned.cell(name).value = None
    returned.cell("企业", "进展情况").value = None
    returned.sheet.delete_rows(returned.rows["学校"])
    returned.save()
    dialog = show([forms[0]])
    assert [(x.name, x.kind) for x in dialog.model.shown_lines()] == [("学校", ReturnedKind.ABSENT)]
    assert dialog.rows.sentence == ""
    written = form.parent / "问题清单.xlsx"
    monkeypatch.setattr(ask, "save_file", lambda *_: written)
    press(dialog.bottom.export)
    qtbot.waitUntil(written.exists)
    qtbot.waitUntil(lambda: "问题清单已写好" in dialog.bottom.text)
    texts = [cell.value for row in load_workbook(written).active.iter_rows() for cell in row]
    assert {"学校", "表里没有"} <= set(texts)
    assert Q3.label in dialog.head.hint.text()
