"""The overview as a clerk uses it: what it says, where rows lead, what is copied, what edits do."""

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from db.actions.outlines import remove
from db.actions.periods import close_period
from gui.kit import ask, theme
from gui.overview.lights import LightsWidget
from gui.overview.page import OverviewPage
from gui.plan.target_actions import NO_CAMPAIGN
from gui.plan.target_dialog import SECTIONS, TargetDialog, fresh_target
from gui.plan.version_dialog import VersionDialog
from gui.session.session import Changed
from gui.target.roles import BAR_ROLE, TARGET_ROLE
from gui.target.texts import Column
from models.judging.groups import ALL, FILTERS, behind, missing, weighted
from models.plan.entities import Kind, Progress, progress_id
from models.plan.quantity import fixed


@pytest.fixture
def page(qtbot, session):
    made = OverviewPage(session)
    qtbot.addWidget(made)
    made.resize(1366, 624)
    made.fit(1366)
    made.show()
    qtbot.waitExposed(made)
    return made


def target(session, name):
    return next(t for t in session.ledger.targets if t.name == name)


def tree_ids(page):
    return [i.data(TARGET_ROLE) for i in page.panel.model.rows(lambda node: node.target is not None)]


def report(session, target_id, value):
    key = session.period.key
    old = session.ledger.cells.get(target_id, {}).get(key) or Progress(progress_id(target_id, key), target_id, key)
    session.write("填报", [replace(old, value=Decimal(value))])


def select(page, *names):
    tree = page.panel.tree
    tree.clearSelection()
    flags = tree.selectionModel().SelectionFlag
    for name in names:
        index = page.panel.model.index_of(target(page.session, name).id)
        tree.setCurrentIndex(index)
    for name in names:
        index = page.panel.model.index_of(target(page.session, name).id)
        tree.selectionModel().select(index, flags.Select | flags.Rows)


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

    def test_without_a_plan_it_says_what_to_do(self, qtbot, session):
        session._follow(None)
        page = OverviewPage(session)
        qtbot.addWidget(page)
        page.show()
        assert not page._no_plan.isHidden()
        assert page._splitter.isHidden()


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
        assert model.index_of(target(session, "合同外资").id).siblingAtColumn(Column.RATE).data() == "90.9"

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
        assert page.panel.status_filter == ALL

    def test_every_target_is_in_one_filter(self, page, session):
        found = []
        for name in FILTERS:
            if name != ALL:
                page.panel.filter_status(name)
                found += tree_ids(page)
        assert sorted(found) == sorted(t.id for t in session.ledger.targets)

    def test_search_and_filter_together(self, page, session):
        page.panel.filter_status("滞后")
        page.filter_by("htwz")
        assert tree_ids(page) == [target(session, "合同外资").id]
        page.filter_by("")
        page.panel.filter_status(ALL)
        assert len(tree_ids(page)) == 54

    def test_showing_a_hidden_target_lets_the_filter_go(self, page, session):
        page.filter_by("没有这个词")
        assert "没有符合的指标" in page.panel._empty.text()
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
        place = page.lights._weighted_place(at)
        assert said in page.lights._label_under(place.center())
        assert "横条为加权进度" in page._lights_hint.text()
        image = page.lights.grab().toImage()
        middle = place.center().y() + 1
        assert image.pixelColor(place.left() + 2, middle).name().upper() == theme.DATA
        assert image.pixelColor(place.left() + theme.BAR_PX - 2, middle).name().upper() == theme.TRACK

    @pytest.mark.parametrize("width", [260, 300, 360, 420, 480, 560, 700, 1000])
    def test_it_stands_clear_of_cells_and_counts(self, page, qtbot, width):
        row = self.give(page, qtbot, [3, 1, 1, 1, 1, 1, 1, 1, 1, 1])
        lights = LightsWidget()
        qtbot.addWidget(lights)
        lights.show_rows(list(page.lights.rows))
        lights.resize(width, 900)
        lights.show()
        at = lights.rows.index(row)
        place = lights._weighted_place(at)
        cells = [lights._place(at, j) for j in range(len(row.members))]
        assert not any(place.intersects(cell) for cell in cells)
        top, high = lights._tops[at]
        assert top <= place.top()
        assert place.bottom() < top + high


class TestCopying:
    def test_the_notice(self, page, qtbot):
        with qtbot.waitSignal(page.message) as told:
            page.copy_button.click()
        text = QGuiApplication.clipboard().text()
        assert text.startswith("列入本次通报的量化指标共41项，达到序时进度23项")
        assert "合同外资（第30项）：完成年度目标的53.8%，低于序时进度21.2个百分点。" in text
        assert "与二季度相比" in text
        assert told.args[0].startswith("已复制通报文字")

    def test_the_buttons_below_the_missing_do_not_touch(self, page):
        assert page.remind_button.x() - page.collect_button.geometry().right() > theme.GAP // 2

    def test_reminders_for_each_unit_and_for_all(self, page):
        page._fill_reminders()
        actions = [a for a in page.remind_button.menu().actions() if not a.isSeparator()]
        assert [a.text() for a in actions] == ["经济发展办", "科创办", "建设办", "文化站", "全部 4 个单位"]
        actions[0].trigger()
        assert QGuiApplication.clipboard().text() == (
            "经济发展办：《濮院镇2020年工作要点》2020年第三季度还有1项没有报：5亿元企业（新增）。"
            "请于2020年10月15日前报送。"
        )
        actions[-1].trigger()
        assert len(QGuiApplication.clipboard().text().splitlines()) == 4


class TestEditing:
    def test_moving_up_and_down_keeps_the_row_and_can_be_undone(self, page, session, settled):
        before = [t.id for t in session.ledger.targets]
        select(page, "合同外资")
        page.panel.actions_of_targets.up.trigger()
        settled()
        now = [t.id for t in session.ledger.targets]
        at = before.index(target(session, "合同外资").id)
        assert now == [*before[: at - 1], before[at], before[at - 1], *before[at + 1 :]]
        assert page.panel.tree.currentIndex().data() == "合同外资"
        session.undo()
        settled()
        assert [t.id for t in session.ledger.targets] == before

    def test_the_first_of_a_group_stays(self, page, qtbot):
        select(page, "地区生产总值增长")
        with qtbot.waitSignal(page.message) as told:
            page.panel.actions_of_targets.up.trigger()
        assert "最前" in told.args[0]

    def test_moving_to_another_task(self, page, session, settled, monkeypatch):
        monkeypatch.setattr(ask, "pick", lambda *_a, **_k: "9.打造美丽乡村")
        select(page, "合同外资", "引进市外实到资金")
        page.panel.actions_of_targets.move.trigger()
        settled()
        heading = next(h for h in session.ledger.headings if h.number == "9.")
        names = [t.name for t in session.ledger.targets if t.heading_id == heading.id]
        assert names == ["高标准农田建设", "创建A级景区村庄", "合同外资", "引进市外实到资金"]

    def test_many_get_one_lead_unit_in_one_step(self, page, session, settled, monkeypatch):
        monkeypatch.setattr(ask, "pick", lambda *_a, **_k: "新设的办公室")
        select(page, "合同外资", "新增停车位")
        page.panel.actions_of_targets.lead.trigger()
        settled()
        assert {session.ledger.lead_name(target(session, n)) for n in ("合同外资", "新增停车位")} == {"新设的办公室"}
        session.undo()
        settled()
        assert session.ledger.lead_name(target(session, "合同外资")) == "招商办"
        assert "新设的办公室" not in {u.name for u in session.ledger.units.values()}

    def test_leaders_and_campaigns(self, page, session, settled, monkeypatch):
        actions = page.panel.actions_of_targets
        select(page, "合同外资", "新增停车位")
        monkeypatch.setattr(ask, "pick", lambda *_a, **_k: "负责人新")
        actions.leader.trigger()
        settled()
        monkeypatch.setattr(ask, "pick", lambda *_a, **_k: "双招双引行动")
        actions.campaign.trigger()
        settled()
        made = target(session, "合同外资")
        assert session.ledger.person_name(made.leader_id) == "负责人新"
        assert made.campaigns == ("营商环境提升行动", "双招双引行动")
        assert "双招双引行动" in session.ledger.plan.campaigns
        monkeypatch.setattr(ask, "pick", lambda *_a, **_k: NO_CAMPAIGN)
        actions.campaign.trigger()
        settled()
        assert target(session, "合同外资").campaigns == ()

    def test_deleting_says_how_much_goes_and_comes_back(self, page, session, settled, monkeypatch):
        asked = []
        monkeypatch.setattr(ask, "choose", lambda _p, text, buttons, **_k: asked.append((text, buttons)) or 0)
        wanted = target(session, "合同外资")
        select(page, "合同外资")
        page.panel.actions_of_targets.delete.trigger()
        settled()
        assert asked == [("删除“合同外资”会同时删去它的 9 期数据，可用 Ctrl+Z 撤销。", ["删除", "取消"])]
        assert session.target(wanted.id) is None
        assert wanted.id not in tree_ids(page)
        session.undo()
        settled()
        assert session.ledger.cells_of(wanted)[session.period.key].value == Decimal(2960)

    def test_cancelling_deletes_nothing(self, page, session, settled, monkeypatch):
        monkeypatch.setattr(ask, "choose", lambda *_a, **_k: 1)
        select(page, "合同外资")
        page.panel.actions_of_targets.delete.trigger()
        settled()
        assert target(session, "合同外资")

    def test_actions_follow_the_selection(self, page):
        actions = page.panel.actions_of_targets
        page.panel.tree.clearSelection()
        page.panel.tree.setCurrentIndex(page.panel.model.index(1, 0))
        assert actions.add.isEnabled()
        assert actions.edit.isEnabled()  # of the heading
        assert not actions.lead.isEnabled()
        select(page, "合同外资", "新增停车位")
        assert actions.lead.isEnabled()
        assert not actions.edit.isEnabled()
        select(page, "合同外资")
        assert actions.delete.isEnabled()

    def test_a_read_only_file_offers_nothing(self, page, session):
        session.read_only = "只为查看而打开。"
        select(page, "合同外资")
        page.on_changed(Changed())
        actions = page.panel.actions_of_targets
        assert not any(a.isEnabled() for a in (actions.add, actions.edit, actions.lead, actions.delete))


class TestForms:
    def test_a_new_target(self, page, qtbot, session, settled):
        heading = next(h for h in session.ledger.headings if h.number == "9.")
        dialog = TargetDialog(page, session, fresh_target(session, heading.id))
        qtbot.addWidget(dialog)
        for key, value in (("name", "新建文化广场"), ("unit", "个"), ("lead", "农业农村办"), ("contact", "新人")):
            dialog.rows.fields[key].show(value)
        dialog.rows.fields["value"].line.setText("１２")
        dialog.save()
        settled()
        assert dialog.result() == QDialog.DialogCode.Accepted
        made = target(session, "新建文化广场")
        assert (made.value, made.heading_id, session.ledger.lead_name(made)) == (12, heading.id, "农业农村办")
        assert session.ledger.series[made.series_id].name == "新建文化广场"
        assert session.undo_step == "新增指标：新建文化广场"

    @pytest.mark.parametrize(
        ("key", "text", "said"),
        [
            ("name", "", "请填指标名称"),
            ("value", "四条", "“目标值”：“四条”"),
            ("due_date", "九月", "“完成时限”：“九月”不是日期"),
            ("curve", "10、20、x3", "“序时曲线”"),
            ("curve", "90、40、70、100", "累计百分比不能减少"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_used_is_said_and_nothing_is_written(self, page, qtbot, session, settled, key, text, said):
        dialog = TargetDialog(page, session, target(session, "合同外资"))
        qtbot.addWidget(dialog)
        field = dialog.rows.fields[key]
        (field.box.setCurrentText if key == "curve" else field.line.setText)(text)
        dialog.save()
        settled()
        assert dialog.problem.text().startswith("没有保存。")
        assert said in dialog.problem.text()
        assert not dialog.result()
        assert session.undo_step.startswith("演示数据")

    def test_saving_unchanged_changes_nothing(self, page, qtbot, session, settled):
        for wanted in list(session.ledger.targets):
            dialog = TargetDialog(page, session, wanted)
            qtbot.addWidget(dialog)
            dialog.save()
            settled()
            assert not dialog.problem.text()
            assert session.target(wanted.id) == wanted

    def test_rows_follow_the_kind(self, page, qtbot, session):
        dialog = TargetDialog(page, session, target(session, "合同外资"))
        qtbot.addWidget(dialog)
        dialog.rows.fields["kind"].show(Kind.MILESTONE)
        assert dialog.rows.is_shown("stages")
        assert not dialog.rows.is_shown("value")
        dialog.rows.fields["stages"].show("设计 2020-03-31\n开工")
        made = dialog._stages()
        assert [(s.name, str(s.due_date)) for s in made] == [("设计", "2020-03-31"), ("开工", "None")]

    def test_no_two_rows_have_one_alt_key(self):
        letters = [row.label[row.label.index("&") + 1] for _, rows in SECTIONS for row in rows]
        assert len(set(letters)) == len(letters)

    def test_a_change_with_its_document(self, page, qtbot, session, settled):
        dialog = VersionDialog(page, session, target(session, "合同外资"))
        qtbot.addWidget(dialog)
        dialog.save()
        assert dialog.problem.text() == "没有保存。请填文号。"
        dialog.rows.fields["number"].show("濮政〔2020〕20号")
        dialog.rows.fields["reason"].show("上级下调")
        dialog.rows.fields["value"].show(Decimal(4000))
        dialog.save()
        settled()
        a = session.by_target[target(session, "合同外资").id]
        assert (a.terms.value, a.adjusted, float(a.completion)) == (4000, True, 74)


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
        assert page.panel.tree.isColumnHidden(Column.UNIT) != columns
        assert page._tabs.isVisible() == tabs
        assert page.directory_button.isVisible() == (width < 1000)
        assert not page.panel.tree.horizontalScrollBar().isVisible()

    def test_in_small_windows_a_filter_shows_the_tree(self, page):
        page.resize(911, 368)
        page.fit(911)
        page.band.buttons["缺报"].click()
        assert page.panel.isVisible()
        assert not page._area.isVisible()
        page.directory_button.click()
        assert page._area.isVisible()
