"""Which of a workbook's sheets is the 任务分解表: by what its columns are, not by how wide it is."""

import re
from collections.abc import Sequence

from models.intake.outside_table import OutsideTable
from models.intake.table_columns import recognise_table
from models.words.columns import HEADINGS, Role

_WORTH = {
    Role.NAME: 3, Role.VALUE: 3, Role.UNIT: 1, Role.LEAD: 3, Role.CO: 1, Role.LEADER: 1, Role.CONTACT: 1,
    Role.DUE: 2, Role.LAST: 1, Role.ORDER: 1, **dict.fromkeys(HEADINGS, 1),
}  # fmt: skip
_HEADED = 4  # what a header that is found adds
_NAMED = 3
_FITTING = re.compile("分解|任务表|目标表|责任清单|要点|任务清单")
_OTHER = re.compile("说明|字典|码表|选项|汇总|统计|进度|月报|台账|封面|目录|去年|上年|旧|备份|样表|示例|模板")


def likely_table(tables: Sequence[OutsideTable], year: int = 0) -> int:
    """The place of the table that most likely is one; of several alike the longest, then the first."""
    return max(range(len(tables)), key=lambda at: (_likeness(tables[at], year), len(tables[at].rows), -at), default=0)


def _likeness(table: OutsideTable, year: int) -> int:
    """How much a sheet looks like a 任务分解表: one without rows below its header does not."""
    head = recognise_table(table, year)
    rows = [row for row in table.rows[head.body :] if any(map(str.strip, row))]
    if not rows:
        return -1
    found = sum(_WORTH.get(role, 0) for role in set(head.roles))
    if head.rows:
        found += _HEADED
    if _FITTING.search(table.name):
        found += _NAMED
    if _OTHER.search(table.name):
        found -= _NAMED
    return found
