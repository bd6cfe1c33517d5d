"""What goes out of the window: 季报 in one click, 填报表 for all units, backups.

What makes workbooks is imported where it is used, on the store's thread: no window waits for it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from db.disk import log
from db.ledger.access import now
from db.ledger.backups import Backup
from db.ledger.store import Store
from gui.kit import ask
from gui.kit.progress import ProgressDialog, Steps
from gui.session.around import Around
from gui.session.session import NO_TARGETS, Session
from gui.system.programs import open_path
from models.collecting.form import Form, forms
from models.judging.groups import missing
from models.plan.period import Period
from models.plan.year import PlanYear
from models.report.report import build

EXPORTING = ("正在导出季报：计算各项指标…", "正在导出季报：写工作簿…")


@dataclass(frozen=True, slots=True)
class _Order:
    """季报 as it was ordered: of which plan and period, what lacks first, where to and under which name."""

    plan_id: str
    period: Period
    first_missing: str
    folder: Path
    name: str = ""


class Reporting:
    """The window's files in and out; slow work runs off the GUI's thread, one of a kind at a time."""

    def __init__(self, session: Session, over: QWidget, around: Around) -> None:
        self._session, self._over, self._around = session, over, around
        self._exporting: Steps | None = None  # of the report that is being written
        self._waiting: ProgressDialog | None = None

    def export(self) -> None:
        """一键导出季报: asks nothing, writes beside the plan file, never over an existing one."""
        if not self._ready():
            return
        session, first = self._session, ""
        lacking = missing(session.assessments)
        if lacking:
            first = lacking[0].target.id
        self._export(_Order(session.ledger.plan.id, session.period, first, session.path.parent))

    def collect(self, *, only_missing: bool = False) -> None:
        """填报表 into a folder: for all units, or only for those with 缺报."""
        if self._waiting:  # a folder chosen twice would get each form twice
            self._around.say("填报表正在写，马上就好。")
            return
        if not self._ready():
            return
        asked = self._asked_targets(only_missing=only_missing)
        period, units = self._session.period, _units(self._session.ledger, asked)
        if not units:
            self._around.tell(f"{period.label}没有缺报，不用补报。")
            return
        folder = ask.folder(self._over, f"把{units}张填报表放到哪个文件夹", self._session.path.parent)
        if folder is not None:
            self._collect(folder, units, asked)

    def backup(self) -> None:
        """Ctrl+S: everything is saved already; a backup is made."""
        if self._around.refuses_writing():
            return
        self._around.finish()
        self._session.ask(lambda store: store.backup("手动"), self._backed_up)

    def _asked_targets(self, *, only_missing: bool) -> set[str] | None:
        """The targets whose units get a form: those that lack, or None for all."""
        if not only_missing:
            return None
        return {a.target.id for a in missing(self._session.assessments)}

    def _collect(self, folder: Path, units: int, asked: set[str] | None) -> None:
        """Write the forms on the store's thread; they can be stopped."""
        session, period, plan_id = self._session, self._session.period, self._session.ledger.plan.id
        waiting = self._waiting = ProgressDialog(self._over)
        steps = waiting.start(units, lambda n: f"正在写填报表 {n + 1}/{units}…")
        steps.ended.connect(lambda: self._collected(waiting))

        def work(store: Store) -> list[Path]:
            from db.workbooks.form_book import write_forms

            wanted = (form for form in forms(store.ledger(plan_id), period) if _asks(form, asked))
            return steps.through(lambda: write_forms(wanted, folder, steps.going))

        def written(paths: list[Path]) -> None:
            self._collected(waiting)
            whom = "" if asked is None else "发给缺报的单位。"
            self._said(_forms_written(paths, units, period, folder, whom), folder)

        def failed(sentence: str) -> None:
            self._collected(waiting)
            again = ("再试一次", lambda: self.collect(only_missing=asked is not None))
            self._around.tell(sentence, [again], bad=True)

        session.ask(work, written, failed)

    def _export(self, order: _Order) -> None:
        """Write 季报 on the store's thread, one at a time; how far it is stands in the status bar."""
        if self._exporting:
            self._around.say("季报正在导出，马上就好。")
            return
        steps = self._exporting = Steps(lambda n: EXPORTING[n])
        steps.said.connect(lambda _, sentence: self._if_there(lambda: self._around.say(sentence)))
        steps.ended.connect(lambda: self._export_ended(steps))

        def work(store: Store) -> tuple[Path, int]:
            from db.workbooks.report_book import report_name, write_report

            since = log.started()
            steps.going(0)
            report = build(store.ledger(order.plan_id), order.period, made_on=f"{now():%Y-%m-%d}")
            steps.going(1)
            path = order.folder / (order.name or report_name(report))
            written = write_report(report, path)
            log.done(since, log.Work.REPORT)
            return written, len(report.missing.lines)

        def exported(done: tuple[Path, int]) -> None:
            self._export_ended(steps)
            self._exported(order, *done)

        def failed(sentence: str) -> None:
            self._export_ended(steps)
            self._not_exported(order, sentence)

        self._session.ask(lambda store: steps.through(lambda: work(store)), exported, failed)

    def _export_ended(self, steps: Steps) -> None:
        """The next one may be ordered, before anything is said of this one.

        The answer and the end of the steps are two signals from the other thread, and whichever is
        first calls this; the second must not end a report that was ordered meanwhile.
        """
        if self._exporting is steps:
            self._exporting = None
            self._if_there(self._around.hush)

    def _if_there(self, tell: Callable[[], object]) -> None:
        """Tell the window something, unless another ledger came up in its place while the report was written."""
        if isValid(self._over):
            tell()

    def _exported(self, order: _Order, path: Path, lacking: int) -> None:
        note = ""
        if lacking:
            note = f"（缺报 {lacking} 项，写的是“缺报”，不是 0）"
        actions = [("打开", lambda: self._open(path)), ("打开文件夹", lambda: self._open(path.parent))]
        if order.first_missing:
            actions.append(("去补报", lambda: self._around.open_target(order.first_missing)))
        self._around.tell(f"已导出：{path.name}{note}。", actions)

    def _not_exported(self, order: _Order, sentence: str) -> None:
        """The sentence with the ways on: the same again, or another name and place."""

        def elsewhere() -> None:
            name = f"{order.period.label}季报.xlsx"
            documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            path = ask.save_file(self._over, "季报保存到", ask.BOOKS, Path(documents) / name)
            if path:
                self._export(replace(order, folder=path.parent, name=path.name))
            else:
                self._not_exported(order, sentence)

        ways = [("换个名字保存", elsewhere), ("再试一次", lambda: self._export(order))]
        self._around.tell(sentence, ways, bad=True)

    def _collected(self, waiting: ProgressDialog) -> None:
        """As with a report: the answer or the end of the steps, whichever is first."""
        if self._waiting is waiting:
            self._waiting = None
            waiting.end()
            waiting.deleteLater()
            self._around.hush()

    def _backed_up(self, made: Backup | None) -> None:
        if made:
            self._around.say("已自动保存；已另做备份")
        else:
            self._around.say("已自动保存；最近的备份就是最新的")

    def _said(self, text: str, folder: Path) -> None:
        self._around.tell(text, [("打开文件夹", lambda: self._open(folder))])

    def _open(self, path: Path) -> None:
        if why := open_path(path):
            self._around.tell(why, bad=True)

    def _ready(self) -> bool:
        """Hand over what is being typed; whether there is anything to make something of."""
        self._around.finish()
        if self._session.has_targets:
            return True
        self._around.tell(NO_TARGETS)
        return False


def _asks(form: Form, targets: set[str] | None) -> bool:
    """Whether a form asks for one of some targets; None stands for all."""
    return targets is None or any(row.target.id in targets for row in form.rows)


def _units(ledger: PlanYear, lacking: set[str] | None) -> int:
    """How many units get a form: all, or those with one of the targets that lack."""
    number = 0
    for _, targets in ledger.by_lead():
        ids = {target.id for target in targets}
        if lacking is None or ids & lacking:
            number += 1
    return number


def _forms_written(paths: list[Path], units: int, period: Period, folder: Path, whom: str) -> str:
    """What was written, what was not, and that nothing was written over."""
    if len(paths) < units:
        return f"已取消：{units}张填报表写了{len(paths)}张，其余没有写。在：{folder}"
    beside = sum(path.stem.endswith(")") for path in paths)  # free_path gives such a name: 招商办(2).xlsx
    kept = ""
    if beside:
        kept = f"有{beside}张已有同名文件，没有覆盖，新的另起了名字。"
    return f"已写出{len(paths)}张{period.label}填报表。{whom}{kept}在：{folder}"
