"""The grid under real keys: edges, folding, blocks as Excel writes them, lists, kinds of entry."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from gui.entry.grid.cells import CellState
from gui.entry.grid.columns import ALWAYS, least_width, shown_columns
from gui.entry.grid.lines import GridColumn, GridLineKind
from gui.entry.grid.paste import PastePreview
from gui.target.choices import Choices
from tests.gui.entry.desk import ALT, CTRL, SHIFT, UNITS, at, cell, here, kept, paste, shown, target_of, values

KEY = Qt.Key


def rows_in_view(page):
    return [r for r in range(page.model.rowCount()) if not page.view.isRowHidden(r)]


def group_row(page, name):
    rows = range(page.model.index_of_target(target_of(page, name).id).row(), -1, -1)
    return next(r for r in rows if page.model.line(r).kind is GridLineKind.GROUP)


def test_ctrl_arrows_home_and_end_go_to_edges(entry_page, keys):
    at(entry_page, "合同外资")
    keys(KEY.Key_Left, held=CTRL)
    assert here(entry_page) == ("合同外资", GridColumn.NAME)
    keys(KEY.Key_Right, held=CTRL)
    assert here(entry_page) == ("合同外资", GridColumn.TEXT)
    at(entry_page, "创新生态优化")
    keys(KEY.Key_Down, held=CTRL)
    below = here(entry_page)[0]
    assert below != "创新生态优化"
    keys(KEY.Key_Up, held=CTRL)
    assert (
        entry_page.view.currentIndex().row() < entry_page.model.index_of_target(target_of(entry_page, below).id).row()
    )
    keys(KEY.Key_End, held=CTRL)
    last = max(r for r in range(entry_page.model.rowCount()) if entry_page.model.line(r).field)
    assert (entry_page.view.currentIndex().row(), here(entry_page)[1]) == (last, GridColumn.VALUE)
    keys(KEY.Key_Home)
    assert here(entry_page)[1] is GridColumn.NAME
    keys(KEY.Key_End)
    assert here(entry_page)[1] is GridColumn.TEXT
    keys(KEY.Key_Home, held=CTRL)
    assert entry_page.view.currentIndex().row() == 1


def test_esc_leaves_a_selection_and_shift_grows_it_both_ways(entry_page, keys):
    at(entry_page, "实到外资（部口径）")
    keys(KEY.Key_Right, KEY.Key_Down, held=SHIFT)
    assert len(entry_page.view.selectedIndexes()) == 4
    keys(KEY.Key_Up, KEY.Key_Up, held=SHIFT)
    assert {i.row() for i in entry_page.view.selectedIndexes()} == {
        entry_page.model.index_of_target(target_of(entry_page, n).id).row() for n in UNITS[:2]
    }
    keys(KEY.Key_Escape)
    assert len(entry_page.view.selectedIndexes()) == 1


def test_backspace_opens_an_empty_editor_and_esc_gives_it_back(entry_page, keys, settled):
    at(entry_page, "合同外资")
    keys(KEY.Key_Backspace)
    assert entry_page.view.findChild(QLineEdit).text() == ""
    keys(KEY.Key_Escape)
    settled()
    assert kept(entry_page, "合同外资") == Decimal(2960)


def test_a_task_folds_by_click_and_by_keys_and_stays_so(entry_page, keys, settled):
    page = entry_page
    row = group_row(page, "合同外资")
    before = len(rows_in_view(page))
    box = page.view.visualRect(page.model.index(row, 0))
    page.view.scrollTo(page.model.index(row, 0))
    box = page.view.visualRect(page.model.index(row, 0))
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, box.center().y()))
    assert len(rows_in_view(page)) == before - 10
    assert page.view.folds.folded(row)
    page.session.set_period(page.session.period.previous)
    settled()
    page.filter_by("外资")
    page.filter_by("")
    assert page.view.folds.folded(group_row(page, "合同外资"))
    at(page, "竣工投产亿元以上项目")  # going there opens it
    assert len(rows_in_view(page)) == before
    keys(KEY.Key_Minus, held=CTRL)
    assert page.view.currentIndex().row() == group_row(page, "合同外资")
    keys("7", KEY.Key_Delete)
    settled()
    assert not page.entries.problems() or kept(page, "合同外资", "2020-06") == Decimal(1850)
    keys("+")
    assert here(page) == ("固定资产投资增长", GridColumn.VALUE)
    keys(KEY.Key_Minus, held=CTRL)
    keys(KEY.Key_Down)
    keys(KEY.Key_Up)
    assert page.view.folds.folded(page.view.currentIndex().row())
    keys(KEY.Key_Return)
    assert len(rows_in_view(page)) == before


def test_what_is_folded_is_not_touched_by_blocks_but_found_by_f3(entry_page, keys, settled):
    page = entry_page
    at(page, "新增省科技型企业")
    keys(KEY.Key_Minus, held=CTRL)
    at(page, "创新生态优化")
    keys(KEY.Key_Down, KEY.Key_Down, held=SHIFT)  # over the folded task
    keys(KEY.Key_Delete)
    settled()
    assert kept(page, "引进硕士") == Decimal(15)
    page.session.undo()
    settled()
    at(page, "创新生态优化")
    keys(KEY.Key_F3)
    assert here(page)[0] == "新增省科技型企业"
    assert not page.view.isRowHidden(page.view.currentIndex().row())


def test_a_block_passes_over_what_is_folded(entry_page, keys, settled):
    page = entry_page
    at(page, "新增省科技型企业")
    keys(KEY.Key_Minus, held=CTRL)
    at(page, "创新生态优化")
    paste(keys, "已完成\r\n-2.2\r\n8.5\r\n")
    settled()
    assert cell(page, "创新生态优化").state == "已完成"
    assert [kept(page, n) for n in ("固定资产投资增长", "工业投资增长")] == [Decimal("-2.2"), Decimal("8.5")]
    assert not page.entries.problems()
    keys(KEY.Key_C, held=CTRL)
    assert QGuiApplication.clipboard().text() == "已完成\r\n"


def test_all_tasks_fold_and_unfold_from_the_menu(entry_page):
    page = entry_page
    page.head.menu.menu().aboutToShow.emit()
    actions = {a.text(): a for a in page.head.menu.menu().actions()}
    actions["全部收起"].trigger()
    assert rows_in_view(page) == list(page.model.task_rows())
    actions["全部展开"].trigger()
    assert len(rows_in_view(page)) == page.model.rowCount()


@pytest.mark.parametrize(
    ("text", "kept_values"),
    [
        ("3001\r\n1901\r\n3701\r\n", [3001, 1901, 3701]),
        ("3,001\n1,901\n3,701", [3001, 1901, 3701]),
        ("３００１\r\n１，９０１\r\n3701万美元\r\n\r\n", [3001, 1901, 3701]),
        ('"3001"\r\n" 1901 "\r\n"3701\n"\r\n', [3001, 1901, 3701]),
        ("3001\r\n\r\n3701\r\n", [3001, 1875, 3701]),
        ("－5\r\n−6\r\n-7\r\n", [-5, -6, -7]),
        ("0.5亿美元\r\n1901.50\r\n3.701e3\r\n", [5000, Decimal("1901.5"), 3701]),
    ],
)
def test_blocks_as_excel_and_wps_write_them(entry_page, keys, settled, text, kept_values):
    at(entry_page, UNITS[0])
    paste(keys, text)
    settled()
    assert values(entry_page) == kept_values


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "########", "四条", "-"])
def test_what_excel_could_not_reckon_is_refused_and_kept_to_be_seen(entry_page, keys, settled, error):
    at(entry_page, UNITS[0])
    paste(keys, f"{error}\r\n1901\r\n")
    settled()
    assert values(entry_page)[:2] == [2960, 1901]
    assert shown(entry_page, UNITS[0]).state is CellState.WRONG
    assert shown(entry_page, UNITS[0]).text == error
    assert f"“{error}”" in entry_page.strip.text


def test_percentages_keep_their_sign_out_of_the_figure(entry_page, keys, settled):
    at(entry_page, "固定资产投资增长")
    paste(keys, "12.5%\r\n８.５％\r\n-3%\r\n")
    settled()
    names = ("固定资产投资增长", "工业投资增长", "服务业投资增长")
    assert [kept(entry_page, n) for n in names] == [Decimal("12.5"), Decimal("8.5"), Decimal(-3)]


def test_one_copied_cell_fills_the_selection_and_words_keep_their_lines(entry_page, keys, settled):
    at(entry_page, UNITS[0])
    keys(KEY.Key_Down, KEY.Key_Down, held=SHIFT)
    paste(keys, "9\r\n")
    settled()
    assert values(entry_page) == [9, 9, 9]
    at(entry_page, UNITS[0], GridColumn.TEXT)
    paste(keys, '"第一行\n第二行说""好"""\r\n"四个一"工程\r\n')
    settled()
    assert cell(entry_page, UNITS[0]).progress == '第一行\n第二行说"好"'
    assert cell(entry_page, UNITS[1]).progress == '"四个一"工程'


def test_a_block_longer_than_the_plan_says_what_found_no_row(entry_page, keys, settled):
    said = []
    entry_page.message.connect(said.append)
    keys(KEY.Key_End, held=CTRL)
    paste(keys, "推进中\r\n1\r\n2\r\n")
    settled()
    assert said[-1] == "下面的行不够，剪贴板里最后 2 行没有地方放。"


def test_a_block_goes_to_excel_as_numbers(entry_page, keys):
    at(entry_page, "服务业投资增长", GridColumn.LAST)
    keys(KEY.Key_Right, KEY.Key_Right, KEY.Key_Right, held=SHIFT)
    keys(KEY.Key_C, held=CTRL)
    assert QGuiApplication.clipboard().text() == "-9.4\t-4.6\t—\t-19.6\r\n"
    at(entry_page, "农村居民人均可支配收入增长")
    keys(KEY.Key_C, held=CTRL)
    assert QGuiApplication.clipboard().text() == "9.2\r\n"


def test_ctrl_x_moves_a_block_and_is_one_step(entry_page, keys, settled):
    at(entry_page, UNITS[0])
    keys(KEY.Key_Down, held=SHIFT)
    keys(KEY.Key_X, held=CTRL)
    settled()
    assert values(entry_page) == [None, None, 3610]
    assert entry_page.session.undo_step == "剪切 2 格（三季度）"
    keys(KEY.Key_V, held=CTRL)
    settled()
    assert values(entry_page) == [2960, 1875, 3610]


def test_ctrl_d_takes_the_cell_above_where_one_is_selected(entry_page, keys, settled):
    at(entry_page, UNITS[1])
    keys(KEY.Key_D, held=CTRL)
    settled()
    assert values(entry_page)[:2] == [2960, 2960]


def test_the_preview_shows_what_is_read_and_writes_nothing_when_cancelled(
    entry_page, keys, settled, monkeypatch, qtbot
):
    made = []

    def shown_and_cancelled(preview):
        made.append(preview)
        return preview.DialogCode.Rejected

    monkeypatch.setattr(PastePreview, "exec", shown_and_cancelled)
    at(entry_page, UNITS[0])
    paste(keys, "3,001万美元\t88\t\t\t\n四条\t\t\t\t有进展\n")
    settled()
    (preview,) = made
    rows = [[preview.table.item(r, c).text() for c in range(4)] for r in range(preview.table.rowCount())]
    assert rows[0] == ["合同外资", "本期值", "2960", "3001"]
    assert rows[1] == ["合同外资", "完成率", "53.8", "自动计算，不粘贴"]
    assert rows[4][3] == "空格，不改"
    assert rows[5] == ["实到外资（部口径）", "本期值", "1875", "“四条”不是数字"]
    assert rows[9][3] == "有进展"
    assert "将写入 3 格" in preview.head.text()
    assert "其中 1 格读不出来" in preview.head.text()
    assert preview.write.text() == "写入 3 格"
    assert values(entry_page)[:2] == [2960, 1875]


@pytest.mark.parametrize(
    ("typed", "state"), [("y", "已完成"), ("W", "未启动"), ("已", "已完成"), ("tj", "推进中"), ("已完成", "已完成")]
)
def test_a_state_is_chosen_by_typing_how_it_begins(entry_page, keys, settled, typed, state):
    at(entry_page, "创新生态优化")
    keys(KEY.Key_Delete)
    settled()
    keys(typed, KEY.Key_Return)
    settled()
    assert cell(entry_page, "创新生态优化").state == state
    assert here(entry_page)[0] != "创新生态优化"


def test_a_stage_is_chosen_from_the_list_and_by_an_input_method(entry_page, keys, settled):
    name = "濮新学校（一期）投入使用"
    at(entry_page, name)
    keys(KEY.Key_Down, held=ALT)
    combo = entry_page.view.findChild(Choices)
    assert combo.view().isVisible()
    popup = combo.view().window()
    assert [w for w in popup.children() if w.isWidgetType() and w.isVisible()] == [combo.view()]  # nothing to scroll
    assert popup.geometry().top() >= combo.mapToGlobal(combo.rect().bottomLeft()).y()
    QTest.keyClick(combo.view(), KEY.Key_Up)
    QTest.keyClick(combo.view(), KEY.Key_Return)
    settled()
    stages = target_of(entry_page, name).stage_names
    assert cell(entry_page, name).stage == stages[stages.index("装修完成") - 1]
    keys(KEY.Key_F2)
    combo = entry_page.view.findChild(Choices)
    combo.hidePopup()
    event = QInputMethodEvent()
    event.setCommitString("装修")
    QGuiApplication.sendEvent(combo, event)
    QTest.keyClick(combo, KEY.Key_Return)
    settled()
    assert cell(entry_page, name).stage == "装修完成"


def test_both_years_are_typed_one_below_the_other(entry_page, keys, settled):
    at(entry_page, "实缴税金增长")
    keys("70000", KEY.Key_Return, "62000", KEY.Key_Return)
    settled()
    saved = cell(entry_page, "实缴税金增长")
    assert (saved.this_total, saved.last_total) == (Decimal(70000), Decimal(62000))
    rate = entry_page.model.index(entry_page.model.index_of_target(saved.target_id).row() + 2, GridColumn.VALUE)
    assert entry_page.model.data(rate) == "12.9"
    assert entry_page.form.figures.values[0].text() == "12.9"
    assert here(entry_page)[0] == "增速"
    keys(KEY.Key_Tab)
    assert here(entry_page)[0] == "农村居民人均可支配收入增长"


def test_a_column_copied_whole_is_pasted_for_all_its_empty_cells(entry_page, keys, settled):
    at(entry_page, UNITS[0])
    paste(keys, "11\r\n12\r\n13\r\n" + "\r\n" * 1_000_000)
    settled()
    assert values(entry_page) == [11, 12, 13]


def test_a_months_own_amount_shows_the_total(entry_page, keys, settled):
    name = "整治“低散乱”企业（作坊）"
    at(entry_page, name)
    keys("30", KEY.Key_Return)
    settled()
    assert cell(entry_page, name).own == Decimal(30)
    assert here(entry_page)[0] == "累计"
    assert entry_page.model.data(entry_page.view.currentIndex()) == "162"


@pytest.mark.parametrize("room", range(430, 1500, 7))
@pytest.mark.parametrize("few", [False, True])
def test_columns_always_fit_and_the_five_never_hide(room, few):
    found = shown_columns(room, few=few)
    assert found >= ALWAYS
    assert not few or found == ALWAYS
    assert least_width(found) <= max(room, least_width(set(ALWAYS)))


def test_no_key_stumbles_where_no_row_is_listed(entry_page, keys):
    entry_page.filter_by("没有这样的指标")
    assert entry_page.model.rowCount() == 0
    keys(KEY.Key_F4, KEY.Key_F2, KEY.Key_F3, KEY.Key_Return, KEY.Key_Down, KEY.Key_Delete, KEY.Key_Tab, "5")
    assert entry_page.form.isVisible()


def test_f2_in_an_open_editor_is_no_mistake(entry_page, keys, qtlog):
    at(entry_page, "合同外资")
    keys("12", KEY.Key_F2, "3", KEY.Key_Return)
    assert shown(entry_page, "合同外资").text == "123"
    assert not [m for m in qtlog.records if "edit" in m.message]


def test_what_begins_no_choice_is_refused_and_not_dropped(entry_page, keys, settled):
    """What was seen: 8 typed into a 定性 target was gone without a word, and the choice before stood on."""
    name = next(t.full_name for t in entry_page.session.ledger.targets if t.kind == "qualitative")
    at(entry_page, name)
    before = cell(entry_page, name)
    keys("8", "5", Qt.Key.Key_Return)
    settled()
    assert cell(entry_page, name) == before
    assert shown(entry_page, name).text == "85"
    assert "“85”不在可选的内容里。请从下拉列表选：" in str(entry_page.entries.problems()[0].said)
    at(entry_page, name)
    keys("wc", Qt.Key.Key_Return)  # w alone is 未启动
    settled()
    assert shown(entry_page, name).text == "wc"
    at(entry_page, name)
    keys(Qt.Key.Key_F2, Qt.Key.Key_Return)
    settled()
    assert (shown(entry_page, name).text, cell(entry_page, name)) == ("wc", before)
    at(entry_page, name)
    keys("8", "y", Qt.Key.Key_Return)
    settled()
    assert entry_page.entries.left() == {}


def test_the_choice_that_stood_there_may_be_chosen_again_after_a_slip(entry_page, keys, settled):
    """What was seen: 8 by mistake, then the list and the choice that stood there, and 8 was refused all the same."""
    name = next(t.full_name for t in entry_page.session.ledger.targets if t.kind == "qualitative")
    at(entry_page, name)
    keys("8")
    combo = entry_page.view.findChild(Choices)
    assert combo.unmatched == "8"
    stood = combo.currentText()
    combo.showPopup()
    QTest.keyClick(combo.view(), KEY.Key_Return)
    settled()
    assert shown(entry_page, name).text == stood
    assert entry_page.entries.problems() == []


@pytest.mark.parametrize("text", ["1\r\n" * 1_000_000, "字" * 5_000_001, "\t" * 300_000 + "1\n" + "1\n" * 3000])
def test_a_block_without_end_is_not_looked_at(entry_page, keys, text):
    said = []
    entry_page.view.said.connect(said.append)
    paste(keys, text)
    assert said == ["剪贴板里的内容太多，没有粘贴。请只复制要填的那几行。"]
