"""Makes a file to keep for good, once for each version of the schema that is released.

`LOGNAME=张敏 python -m tests.db.ledger.make_released v1`: a ledger with something of every kind in it.
"""

import sys
from datetime import date
from pathlib import Path

from db.actions.outlines import remove
from db.actions.periods import close_period, reopen_period, set_report_day
from db.actions.plans import add_plan, choose_plan, create_demo
from db.ledger.backups import folder_of
from db.ledger.store import Store
from models.plan.entities import Setting
from models.plan.period import Period
from tests import ROOT
from tests.db.sample import Q3, cell, small_plan, ticking, version

RELEASED = ROOT / "tests" / "db" / "released"
QUARTERS = [Period.parse(f"2020Q{n}") for n in (1, 2)]


def make(path: Path) -> None:
    """A ledger of two years, with edits, undone and redone ones, closed periods, versions and settings."""
    clock = ticking(minutes=7)
    create_demo(path, clock=clock)
    with Store.open(path, clock=clock) as store:
        plan = choose_plan(store)
        target, other, *_ = store.ledger(plan.id).targets
        store.write("设置", [Setting("who", "张敏"), Setting("rule.decimals", "2")])
        for period in QUARTERS:
            close_period(store, plan.id, period, clock=clock)
        reopen_period(store, plan.id, QUARTERS[1], "更正二季度数")
        set_report_day(store, plan.id, Q3, date(2020, 10, 12))
        store.write("改一格", [cell(target.id, "2020-10", "12.5", progress="推进有序，\n预计年底完成。")])
        store.write("改一格", [cell(target.id, "2020-10", "12.75", problem="用地“指标”不足🏗", comment="含代建项目")])
        store.undo()
        store.redo()
        store.write("目标变更", [version(other.id, "镇政办〔2020〕9号", 20)])
        add_plan(store, small_plan(year=2019, title="小镇2019年工作要点"))
        remove(store, "p2020", ["t3"])
        store.undo()
        store.write("改错", [cell("t2", "2019-12", 17)])
        store.undo()
    for backup in folder_of(path).iterdir():
        backup.unlink()
    folder_of(path).rmdir()


if __name__ == "__main__":
    make(RELEASED / f"{sys.argv[1]}.ydt")
