"""Returned forms for the window's tests: a small ledger, its form filled in as units do."""

from tests.db.workbooks import clerk
from tests.db.workbooks.clerk import Returned, target

TARGETS = [
    target("企业", 40, "家", unit_lead="招商办"),
    target("投资", 100, "亿元", unit_lead="招商办"),
    target("外资", 2400, "万美元", unit_lead="招商办"),
    target("学校", None, "", kind="milestone", due="9月", due_date="2020-09-30", unit_lead="招商办"),
    target("道路", 8, "条", unit_lead="建设办"),
]


def ledger(folder):
    """A ledger of five targets of two units, with figures of the second quarter."""
    path = clerk.ledger(folder, *TARGETS)
    earlier = clerk.collect(path, "2020Q2", folder / "二季度表")
    Returned(earlier["招商办"]).fill("企业", 20).fill("投资", 50).fill("外资", 1120).save()
    Returned(earlier["建设办"]).fill("道路", 2).save()
    clerk.done("import", path, *earlier.values())
    return path


def forms(path, folder):
    """The third quarter's forms by unit, in a folder of their own."""
    return clerk.collect(path, "2020Q3", folder)


def usual(path, folder):
    """招商办: three sure rows and a doubted one (外资); 建设办: an error (道路)."""
    made = forms(path, folder)
    text = "两个项目推迟"
    Returned(made["招商办"]).fill("企业", 31, 进展情况=text).fill("投资", 76.5).fill("外资", 18750).save()
    Returned(made["建设办"]).fill("道路", "四条").save()
    return [made["招商办"], made["建设办"]]


def with_stray(form, name="企业数", value=33, unit="家"):
    """Add a row without an id to a form."""
    returned = Returned(form)
    row = returned.sheet.max_row + 1
    for column, what in (("指标", name), ("单位", unit), ("本期值", value)):
        returned.sheet.cell(row, returned.columns[column]).value = what
    returned.save()
    return row
