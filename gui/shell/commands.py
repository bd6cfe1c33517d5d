"""The window's table of commands: what can be done anywhere, in the order of the menus and of the help's keys.

A new command is a row here, or in the `commands` of the page that can do it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from gui.intake.returned.take import Returning
from gui.kit.commands import Command, Commands, Offered
from gui.output.reporting import Reporting
from gui.session.session import Session
from gui.shell import run_log
from gui.shell.dialogs import Dialogs
from gui.shell.ledgers import Ledgers
from gui.shell.pages import PAGES
from gui.shell.periods import step_period
from gui.shell.plans import Plans
from gui.system import association

NO_PLAN, NO_OTHER, NO_TARGETS = "台账里还没有计划", "还没有打开过别的台账", "计划里还没有指标"
_PERIODS, _STEPS, _PARTS, _PROJECTING, _OPENING = (
    "上一期、下一期", "撤销、重做", "在窗口的各个部分之间移动", "从这里投影、从第一页投影", "打开菜单、导入、期间",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the window that do what commands say, and what the window does itself."""

    session: Session
    plans: Plans
    ledgers: Ledgers
    reporting: Reporting
    returning: Returning
    dialogs: Dialogs
    show_page: Callable[[str], None]
    to_search: Callable[[], None]
    undo: Callable[[], None]
    redo: Callable[[], None]
    project: Callable[[], None]
    project_from_first: Callable[[], None]
    cycle: Callable[[int], None]
    open_menu: Callable[[str], None]
    show_history: Callable[[], None]
    show_help: Callable[[], None]
    to_start: Callable[[], None]
    reset_layout: Callable[[], None]
    ask_about_double_click: Callable[[], None]
    copy_log: Callable[[], None]


def window_commands(parts: Parts) -> Commands:
    """Every command that does not belong to one page, first those that lead to a page."""
    commands = Commands(_to_pages(parts))
    commands.add(_moving(parts))
    commands.add(_of_plans(parts))
    commands.add(_of_files(parts))
    commands.add(_of_office(parts))
    commands.add(_of_program(parts))
    return commands


def _to_pages(parts: Parts) -> list[Command]:
    said = "、".join(row.words for row in PAGES)
    rows = []
    for number, row in enumerate(PAGES, 1):
        keys = (f"Ctrl+{number}",)
        rows.append(Command(row.name, row.words, _showing(parts, row.name), Offered.PAGES, keys, help=said))
    return rows


def _showing(parts: Parts, name: str) -> Callable[[], None]:
    return lambda: parts.show_page(name)


def _moving(parts: Parts) -> list[Command]:
    session, button = parts.session, Offered.TOOLBAR

    def no_undo() -> str:
        return _no_step(session, session.undo_step, "没有可以撤销的操作")

    def no_redo() -> str:
        return _no_step(session, session.redo_step, "没有可以重做的操作")

    return [
        Command("search", "搜索指标", parts.to_search, button, ("Ctrl+F", "/"),
                "按名称、拼音首字母、单位或牵头单位找指标", "搜索指标（打字的格里 / 就是 /）"),
        Command("undo", "撤销", parts.undo, button, ("Ctrl+Z",), help=_STEPS, why_not=no_undo),
        Command("redo", "重做", parts.redo, button, ("Ctrl+Y",), help=_STEPS, why_not=no_redo),
        Command("period.before", "上一期", lambda: step_period(session, -1), button, ("Ctrl+PgUp",), help=_PERIODS),
        Command("period.next", "下一期", lambda: step_period(session, 1), button, ("Ctrl+PgDown",), help=_PERIODS),
        Command("project", "投影", parts.project, button, ("F5",), help=_PROJECTING),
        Command("project.first", "从第一页投影", parts.project_from_first,
                keys=("Shift+F5",), tip="从第一页起", help=_PROJECTING),
    ]  # fmt: skip


def _no_step(session: Session, step: str, none: str) -> str:
    """Why nothing can be undone or redone; empty where it can."""
    if not step:
        return none
    return session.read_only


def _of_plans(parts: Parts) -> list[Command]:
    plans, ledgers, session = parts.plans, parts.ledgers, parts.session

    def no_plan() -> str:
        return "" if session.has_plan else NO_PLAN

    def no_plans() -> str:
        return "" if session.plans else NO_PLAN

    def no_other() -> str:
        return "" if ledgers.lines() else NO_OTHER

    return [
        Command("plan.new", "新建计划…", plans.new_plan, Offered.LEDGER),
        Command("ledger.open", "打开台账…", ledgers.choose, Offered.LEDGER),
        Command("ledger.recent", "最近打开", ledgers.choose, Offered.LEDGER, why_not=no_other, lines=ledgers.lines),
        Command("plan.other", "换一个计划", plans.turn_on, Offered.LEDGER, why_not=no_plans, lines=plans.lines),
        Command("plan.delete", "删除本计划…", plans.delete_plan, Offered.LEDGER, why_not=no_plan),
        Command("plan.file", "计划文件（.json）加入本台账…", plans.add_plan_file, Offered.INCOMING),
        Command("plan.breakdown", "粘贴任务分解表…", plans.paste_breakdown, Offered.INCOMING),
    ]


def _of_files(parts: Parts) -> list[Command]:
    reporting, session = parts.reporting, parts.session

    def no_targets() -> str:
        return "" if session.has_targets else NO_TARGETS

    return [
        Command("forms.collect", "导出填报表（全部单位）…", reporting.collect, Offered.OUT),
        Command("forms.returned", "回收填报表…", parts.returning.choose_books, Offered.OUT | Offered.INCOMING),
        Command("plan.past", "粘贴上年数据…", parts.plans.paste_past, Offered.INCOMING, why_not=no_targets),
        Command("report.export", "一键导出季报", reporting.export, Offered.OUT | Offered.TOOLBAR, ("Ctrl+E",),
                help="一键导出季报"),
        Command("backup", "另做一份备份", reporting.backup, keys=("Ctrl+S",), help="已经自动保存；另做一份备份"),
    ]  # fmt: skip


def _of_office(parts: Parts) -> list[Command]:
    dialogs, opener = parts.dialogs, Offered.OPENER
    return [
        Command("directory", "单位和人员目录…", dialogs.directory, Offered.OFFICE),
        Command("settings", "设置…", dialogs.settings, Offered.OFFICE),
        Command("history", "修改记录…", parts.show_history, Offered.OFFICE),
        Command("backups", "备份与恢复…", dialogs.backups, Offered.OFFICE),
        Command("part.next", "下一部分", lambda: parts.cycle(1), keys=("F6",), help=_PARTS),
        Command("part.before", "上一部分", lambda: parts.cycle(-1), keys=("Shift+F6",), help=_PARTS),
        Command("menu", "菜单", lambda: parts.open_menu("menu"), opener, ("Alt+M",), help=_OPENING),
        Command("incoming", "导入", lambda: parts.open_menu("incoming"), opener, ("Alt+I",),
                "导入计划、任务分解表、填报表", _OPENING),
        Command("period", "期间", lambda: parts.open_menu("period"), opener, ("Alt+Q",), "换一个期间", _OPENING),
    ]  # fmt: skip


def _of_program(parts: Parts) -> list[Command]:
    rows = [
        Command("start", "回到开始页", parts.to_start, Offered.PROGRAM),
        Command("layout", "恢复默认布局", parts.reset_layout, Offered.PROGRAM),
    ]
    if association.offered():
        rows.append(Command("double", "双击台账就打开…", parts.ask_about_double_click, Offered.PROGRAM))
    rows += [
        Command("help", "帮助（F1）", parts.show_help, Offered.PROGRAM, ("F1",), help="这一页的帮助"),
        Command("log", "复制运行记录", parts.copy_log, Offered.PROGRAM, tip=run_log.TIP, why_not=run_log.why_not),
        Command("about", "关于要点通", parts.dialogs.about, Offered.PROGRAM),
    ]
    return rows
