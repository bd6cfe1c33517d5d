"""Every dialog, opened over the window at a usual and at the smallest size."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from gui.app.crash_dialog import CrashDialog
from gui.dialogs.backups import BackupsDialog, of_session
from gui.dialogs.directory import PERSONS, DirectoryDialog
from gui.dialogs.help import HelpDialog
from gui.dialogs.history import ActionsDialog, HistoryDialog
from gui.dialogs.new_plan import NewPlanDialog
from gui.dialogs.settings import SettingsDialog
from gui.intake.returned.dialog import ImportDialog
from gui.intake.table.breakdown import BreakdownDialog
from gui.intake.table.past import PastDialog
from gui.plan.heading_dialog import HeadingDialog
from gui.plan.target_actions import fresh_target
from gui.plan.target_dialog import TargetDialog
from gui.plan.version_dialog import VersionDialog
from gui.shell.statusbar import StatusBar
from models.intake.outside_table import OutsideTable
from models.plan.entities import progress_id
from models.plan.period import Period
from tests import breakdown
from tests.gui.intake.returned import files as returned_files

REPORT = "==== 2026-11-25T10:00:00+08:00　Python 3.11　win32\nTraceback (most recent call last):\nZeroDivisionError\n"
CRASHED = "程序出了错，没有做完。数据是安全的。请把“要点通错误报告.txt”交给软件的维护者。"
PAST = "指标\t2019年\n合同外资\t5180\n不认得的指标\t3\n新增规上企业\t十七"


def _named(window, name):
    return next(t for t in window.session.ledger.targets if t.name == name)


def _fresh(session):
    return fresh_target(session, session.ledger.headings[3].id)


def _sheets(dialog):
    """A workbook of several sheets, with a hidden row and a struck cell; the clerk pointed at the header."""
    rows = [
        ["某镇2026年重点工作任务分解表（征求意见稿）", "", "", "", ""],
        ["序号", "指标名称", "目标值", "牵头单位", "完成时限"],
        ["1", "路灯安装", "50盏", "建设办", "9月底"],
        ["2", "旧指标", "99家", "经济办", "6月底"],
        ["3", "河道整治", "12公里", "农办", "年底前"],
        ["合计", "", "161", "", ""],
    ]
    table = OutsideTable(
        rows, "2026年重点工作任务分解表（报镇党委会审定稿）", True, {}, frozenset({3}), frozenset({(4, 2)})
    )
    months = OutsideTable([["指标", "1月", "2月"], ["路灯安装", "3", "5"]], "月度进度")
    dialog.source.take([months, table], "2026年重点工作任务分解表（报审稿）.xls")
    return dialog


def _pasted(dialog, text):
    QGuiApplication.clipboard().setText(text)
    dialog.paste_button.click()
    return dialog


def _refused(dialog):
    """A form with its problem said."""
    dialog.save_button.click()
    return dialog


def _history(window):
    target = _named(window, "合同外资")
    cell = progress_id(target.id, window.session.period.key)
    return HistoryDialog(window, window.session, f"{target.full_name}　{window.session.period.label}", cell)


def _crash(window):
    dialog = CrashDialog(window, CRASHED, REPORT * 3)
    dialog.show_button.click()
    return dialog


def _directory(window, page):
    dialog = DirectoryDialog(window, window.session)
    dialog.tabs.setCurrentIndex(page)
    return dialog


DIALOGS = {
    "新建台账": lambda w: NewPlanDialog(w, year=2021, new_file=True),
    "新建计划": lambda w: NewPlanDialog(w, year=2021, issuer="濮院镇人民政府"),
    "任务分解表-空": lambda w: BreakdownDialog(w, w.session),
    "任务分解表": lambda w: _pasted(BreakdownDialog(w, w.session), breakdown.block()),
    "任务分解表-几张": lambda w: _sheets(BreakdownDialog(w, w.session)),
    "上年数据": lambda w: _pasted(PastDialog(w, w.session), PAST),
    "新增指标": lambda w: _refused(TargetDialog(w, w.session, _fresh(w.session))),
    "编辑指标": lambda w: TargetDialog(w, w.session, _named(w, "合同外资")),
    "编辑节点": lambda w: TargetDialog(w, w.session, _named(w, "濮新学校（一期）投入使用")),
    "目标变更": lambda w: _refused(VersionDialog(w, w.session, _named(w, "合同外资"))),
    "新增章节": lambda w: HeadingDialog(w, w.session, beside=w.session.ledger.headings[3]),
    "编辑章节": lambda w: HeadingDialog(w, w.session, heading=w.session.ledger.headings[3]),
    "目录-单位": lambda w: _directory(w, 0),
    "目录-人员": lambda w: _directory(w, PERSONS),
    "设置": lambda w: SettingsDialog(w, w.session),
    "备份": lambda w: BackupsDialog(w, of_session(w.session)),
    "本格记录": _history,
    "修改记录": lambda w: ActionsDialog(w, w.session),
    "帮助-总览": lambda w: HelpDialog(w, "overview"),
    "帮助-填报": lambda w: HelpDialog(w, "entry"),
    "帮助-图表": lambda w: HelpDialog(w, "charts"),
    "出错": _crash,
}  # fmt: skip


def dialogs(stage, sizes, names=tuple(DIALOGS), ledger="usual"):
    """Each dialog, or those named, over the window on the demo or another ledger."""
    with stage.window(ledger) as window:
        for width, height in sizes:
            stage.resize(window, width, height)
            for name in names:
                dialog = DIALOGS[name](window)
                dialog.show()
                stage.settle_window()
                stage.keep(dialog, f"{name}-{width}x{height}")
                dialog.close()
                dialog.deleteLater()


def import_preview(stage, sizes):
    """Returned forms: doubts and errors, and a file that is not read; then forms without a change."""
    folder = stage.folder / "returned"
    folder.mkdir()
    path = returned_files.ledger(folder)
    forms = returned_files.usual(path, folder / "收回")
    wrong: Path = folder / "二季度表" / forms[1].name.replace("第三", "第二")
    blank = list(returned_files.forms(path, folder / "空表").values())
    with stage.opened(path) as window:
        window.session.set_period(Period.parse("2020Q3"))
        for width, height in sizes:
            stage.resize(window, width, height)
            for name, files in (("回收填报表", [*forms, wrong]), ("回收填报表-没有变化", blank)):
                dialog = ImportDialog(window, window.session, files, StatusBar(window.session))
                dialog.show()
                stage.settle_window()
                stage.keep(dialog, f"{name}-{width}x{height}")
                dialog.close()
                dialog.deleteLater()
