"""Ledgers in the states that pictures are made of: usual, empty, long names, many targets, locked."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import resources
from db.actions.periods import close_period
from db.actions.plans import BUILT_IN, add_plan, create_demo
from db.ledger.store import Store
from models.intake.plan_file import loads
from models.plan.entities import Setting, TargetVersion
from models.plan.period import Period
from tests import ROOT
from tests.performance import big

Q3 = Period.parse("2020Q3")
LONG = "（按省发展和改革委员会二〇二〇年修订的统计口径，含镇属企业和外来投资企业）"


def usual(path: Path) -> None:
    """The demo."""
    create_demo(path)


def errors(path: Path) -> None:
    """The demo, to be typed into."""
    create_demo(path)


def without_plan(path: Path) -> None:
    """A ledger in which there is nothing yet."""
    Store.create(path, lambda store: store.write("设置", [Setting("organisation", "濮院镇人民政府")]))


def without_targets(path: Path) -> None:
    """A plan of which only the headings are there."""
    plan = loads(resources.read_text("plans", BUILT_IN))
    Store.create(path, lambda store: add_plan(store, {**plan, "targets": []}))


def long_names(path: Path) -> None:
    """The demo with names, units, headings and words as long as they come."""
    create_demo(path)
    with Store.open(path) as store:
        ledger = store.ledger(store.plans()[0].id)
        plan = replace(
            ledger.plan,
            title="中共濮院镇委员会 濮院镇人民政府关于二〇二〇年度全镇经济社会发展主要工作任务分解落实的通知",
        )
        targets = [
            replace(t, name=t.name + LONG, unit=t.unit if "%" in t.unit else t.unit and t.unit + "（折标准件）")
            for t in ledger.targets
        ]
        headings = [
            replace(h, title=h.title + "，全面完成年度目标任务，确保各项工作走在全市前列") for h in ledger.headings
        ]
        units = [replace(u, name=u.name + "（综合行政执法队、应急消防管理站）") for u in ledger.units.values()]
        persons = [replace(p, name=p.name + "（兼）·买买提江") for p in ledger.persons.values()]
        cells = [
            replace(c, progress=(c.progress or "项目推进") * 12, problem=c.problem * 9, next_step=c.next_step * 9)
            for by_period in ledger.cells.values()
            for c in by_period.values()
        ]
        store.write("长名称", [plan, *targets, *headings, *units, *persons, *cells])


def many(path: Path) -> None:
    """540 targets."""
    big.create(path, 10)


def locked(path: Path) -> None:
    """The demo with its third quarter closed."""
    create_demo(path)
    with Store.open(path) as store:
        plan = store.plans()[0].id
        store.write("设置", [Setting("who", "张敏")])
        close_period(store, plan, Q3)


def changed(path: Path) -> None:
    """The demo with a target changed by a document."""
    create_demo(path)
    with Store.open(path) as store:
        target = next(t for t in store.ledger(store.plans()[0].id).targets if t.name == "合同外资")
        version = TargetVersion("v1", target.id, Q3.end.replace(day=1), "濮政〔2020〕31号", "项目延期", target.value)
        store.write("目标变更", [version])


def held(path: Path) -> "subprocess.Popen[str]":
    """Another program that has the ledger open until its input ends, so that here it can only be read."""
    other = subprocess.Popen(
        [sys.executable, "-m", f"{__package__}.hold", str(path)],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert other.stdout is not None
    assert other.stdout.readline().strip() == "held"
    return other
