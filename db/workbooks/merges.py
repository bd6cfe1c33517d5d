"""Which cells of a sheet are merged with those below them, heard while the sheet is read: it is unpacked only once."""

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from openpyxl.utils import range_boundaries

from db.workbooks.old_workbook import OldSheet
from models.intake.outside_table import Span, Spot

_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_LONGEST = 200  # bytes of such an element
MOST = 10_000  # merged ranges of a sheet; a form has some ten
Tall: TypeAlias = dict[tuple[int, int], int]  # the first row and column of a range over several rows, to its last row


class MergesHeard:
    """Listens to the reading of one sheet of openpyxl's; `tall` is whole once its rows are read."""

    def __init__(self, sheet: Any) -> None:
        self.tall: Tall = {}
        self._open = sheet._get_source
        sheet._get_source = self._listened

    def _listened(self) -> "_Listened":
        return _Listened(self._open(), self.tall)


class _Listened:
    """A part of a workbook while it is read."""

    def __init__(self, source: Any, tall: Tall) -> None:
        self._source, self._tall, self._rest = source, tall, b""

    def __enter__(self) -> "_Listened":
        return self

    def __exit__(self, *_: object) -> None:
        self._source.close()

    def read(self, size: int = -1) -> bytes:
        """The next bytes, as they are."""
        data: bytes = self._source.read(size)
        text = self._rest + data
        if b"mergeCell" in text and len(self._tall) < MOST:
            for match in _MERGE.finditer(text):
                left, top, _, bottom = range_boundaries(match[1].decode())
                if top and left and bottom and bottom > top:
                    self._tall[top, left] = bottom
        self._rest = text[-_LONGEST:]
        return data


def tall_of_old(sheet: OldSheet) -> Tall:
    """The same of a sheet in a format of before 2007."""
    return {(top, left): bottom for left, top, bottom, _ in sheet.merges if bottom > top}


def tall_of_spans(spans: Mapping[Spot, Span], rows: int) -> Tall:
    """The same of a table that repeats what is merged in every row: each of its rows down to the last one."""
    found: Tall = {}
    for (top, left), (height, _) in spans.items():
        last = min(top + height, rows)
        if last > top + 1:
            found.update({(row, left + 1): last for row in range(top + 1, last + 1)})
    return found
