"""How much is done for a workbook, whatever the machine and whatever else it does: what is unpacked and looked at."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from openpyxl import Workbook, load_workbook


@dataclass
class Work:
    """What has been done: bytes unpacked from archives, rows and cells taken out of sheets."""

    unpacked: int = 0
    rows: int = 0
    cells: int = 0

    def within(self, most: "Work") -> bool:
        """Whether nothing was done more often."""
        return self.unpacked <= most.unpacked and self.rows <= most.rows and self.cells <= most.cells


@contextmanager
def counted_work(folder) -> Iterator[Work]:
    """Count what zipfile and openpyxl are made to do."""
    work = Work()
    Workbook().save(folder / "any.xlsx")
    sheet = type(load_workbook(folder / "any.xlsx", read_only=True).active)
    unpack, rows_of = zipfile.ZipExtFile.read, sheet.iter_rows

    def read(part, *size):
        data = unpack(part, *size)
        work.unpacked += len(data)
        return data

    def iter_rows(self, *which, **more):
        for row in rows_of(self, *which, **more):
            work.rows += 1
            work.cells += len(row)
            yield row

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zipfile.ZipExtFile, "read", read)
        patch.setattr(sheet, "iter_rows", iter_rows)
        yield work
