"""What goes out and comes back from the window: 季报 in one click, 填报表 for all units, returned forms, backups.

What makes workbooks is imported where it is used, on the store's thread: no window waits for it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from db.access import now
from db.backups import Backup
from db.store import Store
from gui import ask
from models.form import forms
from models.groups import behind, missing
from models.report import build
from models.trend import has_trend

if TYPE_CHECKING:
    from db.importing import Import
    from gui.window import MainWindow

MOST_PROJECTED = 2


class Reporting:
    """The window's files in and out; slow work runs off the GUI's thread."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._session = window.session

    def export(self) -> None:
        """一键导出季报: asks nothing, writes beside the plan file, never over an existing one."""
        if not self._ready():
            return
        session, period = self._session, self._session.period
        plan_id, folder = session.ledger.plan.id, session.path.parent

        def work(store: Store) -> tuple[Path, int, str]:
            from db.report_book import report_name, write_report

            report = build(store.ledger(plan_id), period, made_on=f"{now():%Y-%m-%d}")
            path = write_report(report, folder / report_name(report))
            first = missing(session.assessments)
            return path, len(report.missing.lines), first[0].target.id if first else ""

        self._window.statusbar.say("正在导出季报…")
        session.ask(work, lambda done: self._exported(*done))

    def collect(self) -> None:
        """填报表 for all units into a folder."""
        if not self._ready():
            return
        session, period = self._session, self._session.period
        folder = ask.folder(self._window, "把填报表放到哪个文件夹", session.path.parent)
        if folder is None:
            return
        plan_id = session.ledger.plan.id

        def work(store: Store) -> list[Path]:
            from db.form_book import write_forms

            return write_forms(forms(store.ledger(plan_id), period), folder)

        self._window.statusbar.say("正在写填报表…")
        session.ask(
            work,
            lambda written: self._said(f"已写出{len(written)}张{period.label}填报表，在：{folder}", folder),
        )

    def choose_books(self) -> None:
        """回收填报表: choose the returned files."""
        paths = ask.open_files(self._window, "选择收回的填报表", ask.BOOKS, self._session.path.parent)
        if paths:
            self.import_books(paths)

    def import_books(self, paths: list[Path]) -> None:
        """Read returned forms and show what they would change; nothing is written before that."""
        if not self._ready() or self._refused_read_only():
            return
        period = self._session.period
        self._window.statusbar.say(f"正在读{len(paths)}个文件…")

        def work(store: Store) -> "Import":
            from db.importing import read_books

            return read_books(store, paths, period=period)

        self._session.ask(work, self._preview)

    def backup(self) -> None:
        """Ctrl+S: everything is saved already; a backup is made."""
        if self._refused_read_only():
            return
        self._session.ask(lambda store: store.backup("手动"), self._backed_up)

    def projected(self) -> list[str]:
        """What F5 shows where nothing is chosen: the most behind, else the first with figures."""
        shown = [a.target.id for a in behind(self._session.assessments) if has_trend(a.target)]
        rest = [a.target.id for a in self._session.assessments if has_trend(a.target) and a.target.id not in shown]
        return (shown + rest)[:MOST_PROJECTED]

    def _preview(self, found: "Import") -> None:
        from gui.import_dialog import ImportDialog

        dialog = ImportDialog(self._window, found)
        if dialog.exec():
            dialog.apply(self._session)

    def _backed_up(self, made: Backup | None) -> None:
        self._window.statusbar.say("已自动保存；已另做备份" if made else "已自动保存；最近的备份就是最新的")

    def _exported(self, path: Path, lacking: int, first: str) -> None:
        note = f"（缺报 {lacking} 项，写的是“缺报”，不是 0）" if lacking else ""
        actions = [("打开", lambda: _open(path)), ("打开文件夹", lambda: _open(path.parent))]
        if first:
            actions.append(("去补报", lambda: self._window.open_target(first)))
        self._window.strip.show_message(f"已导出：{path.name}{note}。", actions)
        self._window.statusbar.refresh()

    def _said(self, text: str, folder: Path) -> None:
        self._window.strip.show_message(text, [("打开文件夹", lambda: _open(folder))])
        self._window.statusbar.refresh()

    def _ready(self) -> bool:
        if self._session.has_plan and self._session.ledger.targets:
            return True
        self._window.strip.show_message("台账里还没有指标。请先新建指标，或打开计划文件。")
        return False

    def _refused_read_only(self) -> bool:
        if self._session.read_only:
            self._window.strip.show_message(self._session.read_only, bad=True)
        return bool(self._session.read_only)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
