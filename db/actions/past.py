"""Last year's figures out of a table into the ledger: read and shown, then written as one action."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.disk.failures import Refusal
from db.ledger.backups import Reason
from db.ledger.journal import Action
from db.ledger.store import Store
from db.workbooks.outside_file import read_tables
from models.intake.past_columns import FIGURES, PastColumn, PastHead, past_head
from models.intake.past_table import PastLine, columns_left, read_past
from models.intake.past_turned import likely_past, upright
from models.plan.said import Said
from models.plan.year import PlanYear


@dataclass(frozen=True, slots=True)
class PastTable:
    """What reading a table came to: how its columns were understood, a line for each figure, columns not used."""

    name: str
    year: int
    head: PastHead
    lines: Sequence[PastLine]
    left: Sequence[str]

    @property
    def sure(self) -> list[PastLine]:
        """Figures that are new or other than the ledger's, and beyond doubt: they are written."""
        return [line for line in self.lines if _is_new(line) and not line.doubt]

    @property
    def doubtful(self) -> list[PastLine]:
        """Figures that are written when somebody says why they are right."""
        return [line for line in self.lines if _is_new(line) and line.doubt]

    @property
    def held(self) -> list[PastLine]:
        """Figures that the ledger has already."""
        return [line for line in self.lines if line.value is not None and not _is_new(line)]

    @property
    def unused(self) -> list[PastLine]:
        """Figures that others stand for."""
        return [line for line in self.lines if line.value is None and line.unused]

    @property
    def refused(self) -> list[PastLine]:
        """Figures that cannot be written, with the reason in `doubt`."""
        return [line for line in self.lines if line.value is None and not line.unused]


def _is_new(line: PastLine) -> bool:
    return line.value is not None and line.value != line.old


def read_past_book(ledger: PlanYear, path: Path) -> PastTable:
    """Read a table of last year's figures for a plan; nothing is written. Raises Refusal."""
    tables = [table.rows for table in read_tables(path)]
    return understand(ledger, tables[likely_past(tables, ledger.plan.year)], path.name)


def understand(ledger: PlanYear, table: Sequence[Sequence[str]], name: str) -> PastTable:
    """A table's rows as figures of the year before the plan's; raises Refusal where no column has any."""
    rows, year = upright(table), ledger.plan.year
    head = past_head(rows, year)
    left = columns_left(rows, head.first, head.columns, year)
    if FIGURES.isdisjoint(head.columns) or PastColumn.NAME not in head.columns:
        columns = ""
        if left:
            columns = f"表里的列是：{'、'.join(left)}"
        todo = "请写明指标和上年的月份或季度（例如：指标、2019年1—3月），再读一次"
        raise Refusal(Said("past-no-figures", f"没有认出{year - 1}年的数，没有读入", columns, todo, lead=f"{name}："))
    return PastTable(name, year - 1, head, read_past(rows, head.first, head.columns, ledger), left)


def apply_past(store: Store, found: PastTable, *, reason: str = "") -> Action | None:
    """Write the sure figures, and with a reason the doubtful ones, as one undoable action after a backup.

    None when there is nothing to write. Raises Refusal.
    """
    lines = applied(found, reason)
    if not lines:
        return None
    what = f"读入上年数据：{found.name}，{len(lines)}个数"
    if reason and found.doubtful:
        what += f"（存疑{len(found.doubtful)}个已核对：{reason}）"
    return store.write(what, [entity for line in lines if (entity := line.entity)], backup=Reason.IMPORT)


def applied(found: PastTable, reason: str) -> list[PastLine]:
    """The figures that `apply_past` writes, in the table's order."""
    return [line for line in found.lines if _is_new(line) and (reason or not line.doubt)]
