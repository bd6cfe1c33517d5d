"""The window's menus: ≡ for the ledger and its settings, 导入 for what comes in."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu

import resources
from db.actions.plans import add_plan, delete_plan, read_json
from db.ledger.access import now
from db.ledger.store import Store
from gui.kit import ask
from gui.shell import double_click
from gui.system import association, remembered
from models.intake.plan_json import Json
from models.plan.entities import Plan

if TYPE_CHECKING:
    from gui.intake.table.dialog import BlockDialog
    from gui.shell.window import MainWindow

_MIDDLE, _RECENT_WIDTH = Qt.TextElideMode.ElideMiddle, 480  # pixels of a line in 最近打开


class Menus:
    """Fills the two menus; plans are listed anew each time."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._session = window.session
        main, incoming = window.toolbar.menu_button.menu(), window.toolbar.import_button.menu()
        self._plans, self._recent = QMenu("换一个计划", main), QMenu("最近打开", main)
        self._recent.setToolTipsVisible(True)
        self._fill_main(main)
        _add(incoming, "计划文件（.json）加入本台账…", self.add_plan_file)
        _add(incoming, "粘贴任务分解表…", self.paste_breakdown)
        _add(incoming, "回收填报表…", window.returning.choose_books)
        self._past = _add(incoming, "粘贴上年数据…", self.paste_past)
        incoming.aboutToShow.connect(self._refresh)
        main.aboutToShow.connect(self._refresh)
        for page in window.overview.empty_pages:
            page.new_wanted.connect(self.new_plan)
            page.paste_wanted.connect(self.paste_breakdown)
            page.file_wanted.connect(self.add_plan_file)

    def _fill_main(self, menu: QMenu) -> None:
        window = self._window
        _add(menu, "新建计划…", self.new_plan)
        _add(menu, "打开台账…", self._open)
        menu.addMenu(self._recent)
        menu.addMenu(self._plans)
        self._delete = _add(menu, "删除本计划…", self.delete_plan)
        menu.addSeparator()
        _add(menu, "导出填报表（全部单位）…", window.reporting.collect)
        _add(menu, "回收填报表…", window.returning.choose_books)
        _add(menu, "一键导出季报", window.reporting.export)
        menu.addSeparator()
        _add(menu, "单位和人员目录…", self._directory)
        _add(menu, "设置…", self._settings)
        _add(menu, "修改记录…", self._actions)
        _add(menu, "备份与恢复…", self._backups)
        menu.addSeparator()
        _add(menu, "回到开始页", window.start_wanted.emit)
        _add(menu, "恢复默认布局", window.reset_layout)
        if association.offered():
            _add(menu, "双击台账就打开…", lambda: double_click.ask_about(window))
        _add(menu, "帮助（F1）", window.show_help)
        _add(menu, "关于要点通", self._about)

    def new_plan(self) -> None:
        """新建计划: a plan of one's own in this file, shown as soon as it is there."""
        if not self._window.refuses_writing():
            self._ask_plan()

    def paste_breakdown(self) -> None:
        """粘贴任务分解表 into the plan shown; without one, a plan is made first."""
        if self._window.refuses_writing():
            return
        if self._session.has_plan:
            self.show_breakdown()
        else:
            self._ask_plan()

    def show_breakdown(self, rows: Sequence[Sequence[str]] = (), source: str = "") -> None:
        """The dialog of 粘贴任务分解表, with a workbook's table where there is one."""
        from gui.intake.table.breakdown import BreakdownDialog

        dialog = BreakdownDialog(self._window, self._session)
        if rows:
            dialog.show_rows([list(r) for r in rows], merged=True, source=source)
        self._follow(dialog)

    def paste_past(self) -> None:
        """粘贴上年数据: last year's figures of the plan shown."""
        from gui.intake.table.past import PastDialog

        if not self._window.refuses_writing():
            self._follow(PastDialog(self._window, self._session))

    def take_books(self, paths: list[Path]) -> None:
        """Workbooks that were dropped: returned forms, or the table of a plan that is still empty."""
        session = self._session
        if session.has_plan and not session.has_targets and not session.read_only:
            from gui.intake.table.breakdown import BreakdownDialog

            dialog = BreakdownDialog(self._window, session)
            self._follow(dialog)
            dialog.read_book(paths[0])
        else:
            self._window.returning.import_books(paths)

    def add_plan_file(self) -> None:
        """计划文件（.json）加入本台账: added as one action, and shown."""
        if self._window.refuses_writing():
            return
        path = ask.open_file(self._window, "打开计划文件", ask.JSON_FILES, self._session.path.parent)
        if path is not None:
            self._add(lambda store: add_plan(store, read_json(path)))

    def delete_plan(self) -> None:
        """删除本计划, after saying what goes with it."""
        if self._window.refuses_writing() or not self._session.has_plan:
            return
        ledger = self._session.ledger
        plan, figures = ledger.plan, sum(map(len, ledger.cells.values()))
        held = f"会同时删去它的 {len(ledger.targets)} 项指标" if ledger.targets else "它还没有指标"
        with_figures = f"和填过的 {figures} 格数据" if figures else ""
        question = f"删除“{plan.title}”？{held}{with_figures}。可用 Ctrl+Z 撤销。"
        if ask.choose(self._window, question, ["删除", "取消"]) == 0:
            self._session.act(
                lambda store: delete_plan(store, plan.id),
                done=lambda: self._window.statusbar.say(f"已删除：{plan.title}。可用 Ctrl+Z 撤销。"),
            )

    def _follow(self, dialog: "BlockDialog") -> None:
        """Show a dialog of a pasted block; what it wrote is said in the status bar."""
        self._session.let_go(dialog)
        dialog.accepted.connect(lambda: self._window.statusbar.say(f"{dialog.written}。可用 Ctrl+Z 撤销。"))
        dialog.open()

    def _ask_plan(self) -> None:
        from gui.dialogs.new_plan import NewPlanDialog

        session = self._session
        year = session.period.year if session.has_plan else now().year
        dialog = NewPlanDialog(self._window, year=year, issuer=session.ledger.plan.issuer if session.has_plan else "")
        session.let_go(dialog)

        def made() -> None:
            follow = dialog.table_follows
            dialog.accept()
            if follow:
                self.show_breakdown()

        def other() -> None:
            dialog.reject()
            self.add_plan_file()

        def make(plan: Json) -> None:
            dialog.wait()
            self._add(lambda store: add_plan(store, plan), made, dialog.say)

        dialog.wanted.connect(make)
        dialog.file_wanted.connect(other)
        dialog.open()

    def _add(
        self,
        make: Callable[[Store], Plan],
        done: Callable[[], object] = lambda: None,
        failed: Callable[[str], object] | None = None,
    ) -> None:
        """Add a plan and show it."""
        made: list[Plan] = []
        self._session.act(
            lambda store: made.append(make(store)),
            done=lambda: self._session.set_plan(made[0].id, done, failed),
            failed=failed,
        )

    def _refresh(self) -> None:
        self._delete.setEnabled(self._session.has_plan)
        self._past.setEnabled(self._session.has_targets)
        self._plans.setEnabled(bool(self._session.plans))
        self._list_recent()
        self._plans.clear()
        for plan in self._session.plans:
            action = self._plans.addAction(f"{plan.title}（{plan.year}年）")
            action.setCheckable(True)
            action.setChecked(self._session.has_plan and plan.id == self._session.ledger.plan.id)
            action.triggered.connect(lambda _=False, wanted=plan.id: self._session.set_plan(wanted))

    def _list_recent(self) -> None:
        """The other files opened last, with their folders; nobody asks drives that may be gone."""
        here = self._session.path.resolve()
        paths = [p for p in remembered.recent() if p != here]
        self._recent.setEnabled(bool(paths))
        self._recent.clear()
        for i, path in enumerate(paths, 1):
            words = self._recent.fontMetrics().elidedText(f"{path.stem}　{path.parent}", _MIDDLE, _RECENT_WIDTH)
            action = self._recent.addAction(f"&{i}　{words.replace('&', '&&')}")
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, wanted=path: self._window.other_file_wanted.emit(wanted))

    def _open(self) -> None:
        path = ask.open_file(self._window, "打开台账", ask.PLAN_FILES, self._session.path.parent)
        if path:
            self._window.want_file(path)

    def _directory(self) -> None:
        from gui.dialogs.directory import DirectoryDialog

        self._show(DirectoryDialog(self._window, self._session))

    def _actions(self) -> None:
        self._window.entry.show_actions()  # the page is made when it is wanted, not with the menu

    def _settings(self) -> None:
        from gui.dialogs.settings import SettingsDialog

        self._show(SettingsDialog(self._window, self._session))

    def _backups(self) -> None:
        from gui.dialogs.backups import BackupsDialog, of_session

        files, read_only = of_session(self._session), bool(self._session.read_only)
        dialog = BackupsDialog(self._window, files, read_only=read_only, may_restore=self._window.may_close)
        dialog.restored.connect(self._window.restored)
        self._show(dialog)

    def _show(self, dialog: QDialog) -> None:
        self._session.let_go(dialog)
        dialog.exec()

    def _about(self) -> None:
        ask.tell(
            self._window,
            f"要点通 {resources.version()}\n\n把一年的工作要点变成一本活的台账。不联网，数据只在您自己的台账文件里。\n"
            "使用的组件：Qt（PySide6，LGPL）、pyqtgraph、numpy、openpyxl、sqlite-utils、pypinyin。",
        )


def _add(menu: QMenu, name: str, call: Callable[[], object]) -> QAction:
    action = menu.addAction(name)
    action.triggered.connect(lambda _=False: call())
    return action
