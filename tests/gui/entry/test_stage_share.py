"""A stage and its 形象进度 that cannot both be so (rules.md §3): told whichever of the two was typed last."""

from PySide6.QtTest import QTest

from gui.entry.grid.lines import GridColumn
from gui.entry.spots import Trouble
from tests.gui.entry.desk import at, cell, target_of, write

SCHOOL = "濮新学校（一期）投入使用"


def type_share(page, text):
    page.form.percent.setFocus()
    page.form.percent.selectAll()
    write(page.form.percent, text)
    page.view.setFocus()


def choose(page, settled, stage):
    """Enter a stage in the grid."""
    at(page, SCHOOL, GridColumn.VALUE)
    page.entries.enter([(page.entries.spot(target_of(page, SCHOOL).id, "stage"), stage)])
    settled()


def test_a_whole_percentage_at_an_earlier_stage_is_doubted_until_one_of_them_goes_on(entry_page, settled):
    page = entry_page
    at(page, SCHOOL)
    type_share(page, "100")
    settled()
    assert page.strip.text.startswith(f"{SCHOOL}：还在“装修完成”，形象进度100%。可能是忘了改成“投入使用”")
    assert cell(page, SCHOOL).percent == 100  # it is kept, and asked about
    assert page.entries.trouble(page.entries.spot(target_of(page, SCHOOL).id, "stage")) is Trouble.DOUBTED
    choose(page, settled, "投入使用")
    assert page.strip.isHidden()
    choose(page, settled, "装修完成")
    assert not page.strip.isHidden()
    type_share(page, "99")
    settled()
    assert page.strip.isHidden()


def test_the_last_stage_with_less_than_all_is_doubted(entry_page, settled):
    choose(entry_page, settled, "投入使用")
    assert entry_page.strip.text.startswith(f"{SCHOOL}：已报“投入使用”，形象进度92%。")


def test_a_reason_settles_it_until_one_of_them_changes(entry_page, settled):
    page = entry_page
    choose(page, settled, "投入使用")
    page.entries.give_reason(page.entries.spot(target_of(page, SCHOOL).id, "stage"), "扫尾在下月")
    settled()
    assert (cell(page, SCHOOL).remark, page.strip.isHidden()) == ("扫尾在下月", True)
    at(page, SCHOOL)
    type_share(page, "90")
    settled()
    assert (cell(page, SCHOOL).remark, page.strip.isHidden()) == ("", False)


def test_a_share_that_may_be_a_decimal_is_doubted_in_the_form_too(entry_page, settled):
    page = entry_page
    at(page, SCHOOL)
    type_share(page, "0.95")
    settled()
    assert "0.95%小于1，可能是把95%填成了小数" in page.strip.text
    page.strip.go.click()
    assert page.focusWidget() is page.form.percent
    page.form.percent.selectAll()
    QTest.keyClicks(page.form.percent, "95")
    page.view.setFocus()
    settled()
    assert page.strip.isHidden()
