"""What is changed from the overview's tree: moved, handed out, deleted; every step undone."""

from decimal import Decimal

from db.ledger.store import ONLY_READING
from gui.kit import ask
from gui.plan.handing_out import NO_CAMPAIGN
from gui.session.session import Changed
from tests.gui.overview.looking import target, tree_ids


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
        session.barred = ONLY_READING
        select(page, "合同外资")
        page.on_changed(Changed())
        actions = page.panel.actions_of_targets
        assert not any(a.isEnabled() for a in (actions.add, actions.edit, actions.lead, actions.delete))
