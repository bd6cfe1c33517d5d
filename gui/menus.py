"""The window's menus: ≡ for the ledger and its settings, 导入 for what comes in."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from db.plans import add_plan
from db.store import Store
from gui import ask

if TYPE_CHECKING:
    from gui.window import MainWindow


class Menus:
    """Fills the two menus; plans are listed anew each time."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._session = window.session
        main, incoming = window.toolbar.menu_button.menu(), window.toolbar.import_button.menu()
        self._plans = QMenu("换一个计划", main)
        self._fill_main(main)
        _add(incoming, "计划文件（.json）加入本台账…", self._add_plan)
        _add(incoming, "回收填报表…", window.reporting.choose_books)
        main.aboutToShow.connect(self._list_plans)

    def _fill_main(self, menu: QMenu) -> None:
        window = self._window
        _add(menu, "打开台账…", self._open)
        menu.addMenu(self._plans)
        menu.addSeparator()
        _add(menu, "发填报表（全部单位）…", window.reporting.collect)
        _add(menu, "回收填报表…", window.reporting.choose_books)
        _add(menu, "一键导出季报", window.reporting.export)
        menu.addSeparator()
        _add(menu, "设置…", self._settings)
        _add(menu, "备份与恢复…", self._backups)
        _add(menu, "关于要点通", self._about)

    def _list_plans(self) -> None:
        self._plans.clear()
        for plan in self._session.plans:
            action = self._plans.addAction(f"{plan.title}（{plan.year}年）")
            action.setCheckable(True)
            action.setChecked(self._session.has_plan and plan.id == self._session.ledger.plan.id)
            action.triggered.connect(lambda _=False, wanted=plan.id: self._session.set_plan(wanted))

    def _open(self) -> None:
        path = ask.open_file(self._window, "打开台账", ask.PLAN_FILES, self._session.path.parent)
        if path:
            self._window.other_file_wanted.emit(path)

    def _add_plan(self) -> None:
        path = ask.open_file(self._window, "打开计划文件", ask.JSON_FILES, self._session.path.parent)
        if path is None:
            return

        def work(store: Store) -> object:
            from db.plans import read_json

            return add_plan(store, read_json(path))

        self._session.act(work)

    def _settings(self) -> None:
        from gui.settings_dialog import SettingsDialog

        SettingsDialog(self._window, self._session).exec()

    def _backups(self) -> None:
        from gui.backups_dialog import BackupsDialog, of_session

        dialog = BackupsDialog(self._window, of_session(self._session), read_only=bool(self._session.read_only))
        dialog.restored.connect(self._window.other_file_wanted)
        dialog.exec()

    def _about(self) -> None:
        ask.tell(
            self._window,
            "要点通 0.1\n\n把一年的工作要点变成一本活的台账。不联网，数据只在这台电脑上。\n"
            "使用的组件：Qt（PySide6，LGPL）、pyqtgraph、numpy、openpyxl、sqlite-utils、pypinyin。",
        )


def _add(menu: QMenu, name: str, call: Callable[[], object]) -> None:
    menu.addAction(name).triggered.connect(lambda _=False: call())
