"""The overview as a clerk uses it: what it says, what stays in its place, where rows lead, what is copied."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from db.actions.outlines import remove
from db.actions.periods import close_period
from db.actions.plans import delete_plan
from gui.kit import theme
from gui.session.session import Changed
from gui.target.roles import BAR_ROLE, TARGET_ROLE
from gui.target.texts import TreeColumn
from models.judging.groups import FILTERS, StatusFilter, behind, missing
from models.plan.entities import Progress, progress_id
from tests.gui.overview.looking import target, tree_ids


def report(session, target_id, value):
    key = session.period.key
    old = session.ledger.cells.get(target_id, {}).get(key) or Progress(progress_id(target_id, key), target_id, key)
    session.write("填报", [replace(old, value=Decimal(value))])


class TestWhatItSays:
    def test_counts_lists_and_hints(self, page, session):
        assert [b.accessibleName() for b in page.band.buttons.values()] == [
            "已完成 6 项", "达序时 17 项", "略慢 9 项", "滞后 9 项", "缺报 4 项", "未启动 1 项",
        ]  # fmt: skip
        assert page.band.reported.accessibleName().startswith("本期已报 41/45 项，缺报 4")
        assert page.behind.table.list_model.members == behind(session.assessments)
        assert page.missing.table.list_model.members == missing(session.assessments)
        assert page.missing.hint.text() == "4 项 · 截止 10月15日"

    def test_tasks_have_a_cell_for_each_target_sorted_by_light(self, page):
        row = next(r for r in page.lights.rows if r.label == "6.强化项目推进")
        assert len(row.members) == row.counts.all == 10
        assert [theme.MARKS[a.status].shape for a in row.members] == ["circle"] * 5 + ["square"] * 5
        assert "6.强化项目推进\t5/10 达序时" in page.lights.text()

    def test_growth_in_the_behind_list_has_words_and_no_bar(self, page):
        model = page.behind.table.list_model
        row = next(i for i, a in enumerate(model.members) if a.target.name == "服务业投资增长")
        bar = model.index(row, 6).data(BAR_ROLE)
        assert (bar.share, bar.text) == (None, "增速型，直接与目标比")

    def test_nothing_missing_and_nothing_behind_are_said(self, page, session, settled):
        plan, others = session.ledger.plan.id, [t.id for t in session.ledger.targets if t.name != "城镇失业率"]
        session.act(lambda store: [remove(store, plan, [t]) for t in others])
        settled()
        assert page.missing.sentence == "应报的 1 项全部已报。"
        assert page.behind.sentence == "本期没有滞后指标。"
        assert not page.missing.table.isVisible()
        assert not page.behind.table.isVisible()

    def test_a_period_without_figures_is_not_called_free_of_what_is_behind(self, page, session):
        session.set_period(session.period.of_month(2020, 12, quarterly=True))
        page.on_changed(Changed())
        assert page.behind.sentence == "本期还没有报数。"

    def test_a_closed_period_is_named(self, page, session, settled):
        session.act(lambda store: close_period(store, session.ledger.plan.id, session.period))
        settled()
        assert "三季度已锁定（" in page.band.reported.accessibleName()

    def test_without_a_plan_it_says_what_to_do(self, page, session, settled):
        plan = session.ledger.plan.id
        session.act(lambda store: delete_plan(store, plan))
        settled()
        assert not page.no_plan.isHidden()
        assert page.splitter.isHidden()


class TestPlace:
    def test_a_figure_typed_elsewhere_keeps_current_row_scroll_and_collapsed(self, page, session, settled):
        tree, model = page.panel.tree, page.panel.model
        page.show_target(target(session, "城镇失业率").id)
        heading = next(h for h in session.ledger.headings if h.number == "1.")
        tree.collapse(model.index_of(f"h:{heading.id}"))
        scrolled = tree.verticalScrollBar().value()
        assert scrolled > 0
        report(session, target(session, "合同外资").id, "5000")
        settled()
        assert tree.currentIndex().data(TARGET_ROLE) == target(session, "城镇失业率").id
        assert tree.verticalScrollBar().value() == scrolled
        assert not tree.isExpanded(model.index_of(f"h:{heading.id}"))
        assert model.index_of(target(session, "合同外资").id).siblingAtColumn(TreeColumn.RATE).data() == "90.9"

    def test_a_structural_change_keeps_them_too(self, page, session, settled):
        tree, model = page.panel.tree, page.panel.model
        page.show_target(target(session, "城镇失业率").id)
        heading = next(h for h in session.ledger.headings if h.number == "1.")
        tree.collapse(model.index_of(f"h:{heading.id}"))
        scrolled = tree.verticalScrollBar().value()
        moved = target(session, "合同外资")
        session.write("移动", [replace(moved, position=moved.position + 100)])
        settled()
        assert tree.currentIndex().data(TARGET_ROLE) == target(session, "城镇失业率").id
        assert tree.verticalScrollBar().value() == scrolled
        assert not tree.isExpanded(model.index_of(f"h:{heading.id}"))

    def test_what_happens_while_hidden_is_caught_up_with(self, page, session, settled):
        page.hide()
        report(session, target(session, "5亿元企业（新增）").id, "2")
        settled()
        assert page.missing.hint.text().startswith("4 项")
        page.show()
        assert page.missing.hint.text().startswith("3 项")


class TestFinding:
    def test_a_light_filters_the_tree_and_a_second_click_shows_all(self, page, qtbot, session):
        qtbot.mouseClick(page.band.buttons["缺报"], Qt.MouseButton.LeftButton)
        assert tree_ids(page) == [a.target.id for a in missing(session.assessments)]
        assert page.panel.status_button.text() == "缺报"
        qtbot.mouseClick(page.band.buttons["缺报"], Qt.MouseButton.LeftButton)
        assert len(tree_ids(page)) == len(session.ledger.targets)
        assert page.panel.status_filter is StatusFilter.ALL

    def test_every_target_is_in_one_filter(self, page, session):
        found = []
        for name in FILTERS:
            if name is not StatusFilter.ALL:
                page.panel.filter_status(name)
                found += tree_ids(page)
        assert sorted(found) == sorted(t.id for t in session.ledger.targets)

    def test_search_and_filter_together(self, page, session):
        page.panel.filter_status(StatusFilter.BEHIND)
        page.filter_by("htwz")
        assert tree_ids(page) == [target(session, "合同外资").id]
        page.filter_by("")
        page.panel.filter_status(StatusFilter.ALL)
        assert len(tree_ids(page)) == 54

    def test_showing_a_hidden_target_lets_the_filter_go(self, page, session):
        page.filter_by("没有这个词")
        assert "没有符合的指标" in page.panel.said_instead
        page.show_target(target(session, "合同外资").id)
        assert page.panel.tree.currentIndex().data() == "合同外资"

    def test_type_ahead_by_pinyin(self, page, qtbot):
        qtbot.keyClicks(page.panel.tree, "htwz")
        assert page.panel.tree.currentIndex().data() == "合同外资"


class TestWays:
    def test_enter_in_the_tree_opens_the_target(self, page, qtbot, session):
        wanted = target(session, "合同外资").id
        page.show_target(wanted)
        with qtbot.waitSignal(page.target_wanted) as told:
            qtbot.keyClick(page.panel.tree, Qt.Key.Key_Return)
        assert told.args == [wanted]

    def test_enter_on_a_heading_opens_and_closes_it(self, page, qtbot):
        tree = page.panel.tree
        tree.setCurrentIndex(page.panel.model.index(1, 0))
        assert tree.isExpanded(tree.currentIndex())
        qtbot.keyClick(tree, Qt.Key.Key_Return)
        assert not tree.isExpanded(tree.currentIndex())

    @pytest.mark.parametrize("listing", ["missing", "behind"])
    def test_the_word_at_the_end_of_a_row_leads_to_the_target(self, page, qtbot, listing):
        table = getattr(page, listing).table
        last = table.list_model.index(1, len(table.list_model.columns) - 1)
        with qtbot.waitSignal(page.target_wanted) as told:
            qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(last).center())
        assert told.args == [table.list_model.members[1].target.id]
        table.selectRow(0)
        with qtbot.waitSignal(page.target_wanted) as told:
            qtbot.keyClick(table, Qt.Key.Key_Return)
        assert told.args == [table.list_model.members[0].target.id]

    def test_lights_are_moved_in_by_arrows_and_lead_on(self, page, qtbot):
        lights = page.lights
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Home):
            qtbot.keyClick(lights, key)
        current = lights.current()
        assert current is lights.rows[0].members[0]
        assert page.panel.tree.currentIndex().data(TARGET_ROLE) == current.target.id
        assert current.target.full_name in lights.accessibleDescription()
        with qtbot.waitSignal(page.target_wanted) as told:
            qtbot.keyClick(lights, Qt.Key.Key_Return)
        assert told.args == [current.target.id]

    def test_a_click_on_a_light_selects_in_the_tree(self, page, qtbot, session):
        wanted = target(session, "合同外资").id
        qtbot.mouseClick(page.lights, Qt.MouseButton.LeftButton, pos=page.lights.place_of(wanted).center())
        assert page.panel.tree.currentIndex().data(TARGET_ROLE) == wanted


class TestCopying:
    def test_the_notice(self, page, qtbot):
        with qtbot.waitSignal(page.message) as told:
            page.standing.copy_button.click()
        text = QGuiApplication.clipboard().text()
        assert text.startswith("列入本次通报的量化指标共41项，达到序时进度23项")
        assert "合同外资（第30项）：完成年度目标的53.8%，低于序时进度21.2个百分点。" in text
        assert "与二季度相比" in text
        assert told.args[0].startswith("已复制通报文字")

    def test_the_buttons_below_the_missing_do_not_touch(self, page):
        assert page.standing.remind_button.x() - page.standing.collect_button.geometry().right() > theme.GAP // 2

    def test_reminders_for_each_unit_and_for_all(self, page):
        menu = page.standing.remind_button.menu()
        menu.aboutToShow.emit()
        actions = [a for a in menu.actions() if not a.isSeparator()]
        assert [a.text() for a in actions] == ["经济发展办", "科创办", "建设办", "文化站", "全部 4 个单位"]
        actions[0].trigger()
        assert QGuiApplication.clipboard().text() == (
            "经济发展办：《濮院镇2020年工作要点》2020年第三季度还有1项没有报：5亿元企业（新增）。"
            "请于2020年10月15日前报送。"
        )
        actions[-1].trigger()
        assert len(QGuiApplication.clipboard().text().splitlines()) == 4


class TestWidths:
    @pytest.mark.parametrize(
        ("width", "height", "tree", "columns", "tabs"),
        [(1920, 936, True, True, False), (1366, 624, True, True, False), (1093, 470, True, False, True),
         (911, 368, False, True, False)],
    )  # fmt: skip
    def test_what_hides(self, page, width, height, tree, columns, tabs):
        page.resize(width, height)
        page.fit(width)
        assert page.panel.isVisible() == tree
        assert page.panel.tree.isColumnHidden(TreeColumn.UNIT) != columns
        assert page.standing.tabs.isVisible() == tabs
        assert page.directory_button.isVisible() == (width < 1000)
        assert not page.panel.tree.horizontalScrollBar().isVisible()

    def test_in_small_windows_a_filter_shows_the_tree(self, page):
        page.resize(911, 368)
        page.fit(911)
        page.band.buttons["缺报"].click()
        assert page.panel.isVisible()
        assert not page.standing.isVisible()
        page.directory_button.click()
        assert page.standing.isVisible()
