"""Sheets that were saved as text (.csv, .tsv, HTML, Excel's XML), read into the same cells as a workbook's."""

import csv
import io
from pathlib import PurePath

from db.disk import log
from db.workbooks.limits import MAX_OLD_BYTES, CellCount, Rows, Sheets, refused, too_large
from db.workbooks.merges import Tall
from db.workbooks.old_workbook import OldCell
from db.workbooks.text_table import holds_a_table, is_marked, marked_cells

_ENDINGS = {".csv", ".tsv", ".txt"}
_OLD_ENDINGS = {".xls", ".et"}
_MARKED = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_ENCODINGS = ("utf-8-sig", "gb18030")


def is_text(name: str, data: bytes) -> bool:
    """Whether a file is text: by its name, or, as systems call what is none a workbook, by what is in it."""
    ending = PurePath(name).suffix.lower()
    if ending in _ENDINGS and (data[:2] in _MARKED or b"\0" not in data):
        return True
    return is_marked(data) or (ending in _OLD_ENDINGS and holds_a_table(data))


def read_text(name: str, data: bytes, tall: dict[str, Tall]) -> Sheets:
    """The filled cells of each sheet by row; into `tall` goes what is merged over several rows; raises Refusal."""
    if len(data) > MAX_OLD_BYTES:
        raise too_large(name)
    if is_marked(data):
        return marked_cells(name, data, tall)
    return [("", _separated(name, _decoded(name, data)))]


def _separated(name: str, text: str) -> Rows:
    """The filled cells of separated values, all of them text."""
    rows, separator = Rows(), _separator(text)
    # before a line of millions is taken apart
    CellCount(name).add(text.count(separator) + text.count("\n") + text.count("\r"), name)
    for number, texts in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1):
        cells = [OldCell(value, at, "General", "s") for at, value in enumerate(texts, start=1) if value.strip()]
        if cells:
            CellCount(name).refuse_far(name, number, cells[-1].column)
            rows.append((number, cells))
    return rows


def _decoded(name: str, data: bytes) -> str:
    """The text, in the encoding that its first bytes say, else in the first that fits."""
    encodings: tuple[str, ...] = _ENCODINGS
    if data[:2] in _MARKED:
        encodings = (_MARKED[data[:2]],)
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            log.expected(error)
    what = "不是文字，或编码认不出，没有读入"
    raise refused(name, "no-text", what, "请在Excel或WPS里另存为“Excel工作簿（.xlsx）”再导入")


def _separator(text: str) -> str:
    """The tab where lines have more of it than of commas: both endings are used for both."""
    head = text[:20_000]
    if head.count("\t") > head.count(","):
        return "\t"
    return ","
