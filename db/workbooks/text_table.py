"""Tables in a file of text: separated values, HTML, and what Excel calls an XML table 2003; known by what is in it."""

import re
from collections.abc import Callable, Iterable, Sequence

from db.disk import log
from db.workbooks.limits import MAX_OLD_BYTES, CellCount, Rows, Sheets, large_table, refused, too_large
from db.workbooks.merges import Tall, tall_of_spans
from db.workbooks.old_workbook import OldCell
from db.workbooks.xml_book import xml_cells, xml_tables
from models.intake.outside_table import OutsideTable, plain_table
from models.intake.web_table import TooMuchMarkup, web_tables
from models.words.block import MAX_AREA, whole_rows
from models.words.separated import read_separated, separator_of

MAX_LINES = 20_000
_HEAD = 4_000  # characters or bytes in which a file says what it is
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_LOOKED_AT = 100_000
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")  # no text holds them
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|style|div|tr)[\s>]", re.IGNORECASE)
_XML_BOOK = "urn:schemas-microsoft-com:office:spreadsheet"


def holds_a_table(data: bytes) -> bool:
    """Whether a file is text that may hold a table, by its first bytes."""
    encoding = _encoding(data)
    if not encoding or data[:4] == b"PK\x03\x04":
        return False
    head = data[:_HEAD].decode(encoding, "ignore")
    return _kind(head) is not _separated or bool(separator_of(head))


def is_marked(data: bytes) -> bool:
    """Whether a file is HTML or Excel's XML."""
    encoding = _encoding(data)
    return bool(encoding) and _kind(data[:_HEAD].decode(encoding, "ignore")) is not _separated


def marked_cells(name: str, data: bytes, tall: dict[str, Tall]) -> Sheets:
    """The filled cells of each sheet of such a file by row, and into `tall` what is merged; raises Refusal."""
    text = _decoded(data, _encoding(data))
    if _kind(text[:_HEAD]) is xml_tables:
        return xml_cells(name, text, tall)
    tables = _web(name, text)
    tall.update({table.name: tall_of_spans(table.spans, len(table.rows)) for table in tables})
    return [(table.name, text_cells(table.rows)) for table in tables]


def text_cells(lines: Iterable[Sequence[str]]) -> Rows:
    """The filled cells of lines of text, by row."""
    rows = Rows()
    for number, texts in enumerate(lines, start=1):
        cells = [OldCell(text, at, "General", "s") for at, text in enumerate(texts, start=1) if text.strip()]
        if cells:
            rows.append((number, cells))
    return rows


def text_tables(name: str, data: bytes) -> list[OutsideTable]:
    """The tables of a file of text; raises Refusal."""
    if len(data) > MAX_OLD_BYTES:
        raise too_large(name)
    text = _decoded(data, _encoding(data))
    return _kind(text[:_HEAD])(name, text)


def _decoded(data: bytes, encoding: str) -> str:
    if encoding == "gb18030":
        return data.decode(encoding, "replace")  # one broken character must not hide the rest
    return data.decode(encoding)


def _encoding(data: bytes) -> str:
    """The encoding by its mark, else the first one that fits; empty where it is no text."""
    if data[:2] in _MARKS:
        return _MARKS[data[:2]]
    zeros = data[:_HEAD].count(0)
    if zeros:
        # Chinese UTF-16 without a mark still has its tabs, line ends and digits
        pairs = data[: min(_HEAD, len(data)) // 2 * 2]
        for encoding, at in (("utf-16-le", 1), ("utf-16-be", 0)):
            if pairs[at::2].count(0) == zeros and len(data) % 2 == 0:
                return encoding
        return ""
    try:
        read, encoding = data.decode("utf-8-sig"), "utf-8-sig"
    except UnicodeDecodeError as error:
        log.expected(error)
        read, encoding = data[:_LOOKED_AT].decode("gb18030", "replace"), "gb18030"
    if _CONTROL.search(read) or read.count("\ufffd") > len(read) // 100 + 1:
        return ""
    return encoding


def _kind(head: str) -> Callable[[str, str], list[OutsideTable]]:
    """What reads such a text, by its beginning."""
    if head.lstrip("\ufeff \r\n\t").startswith("<") or "<table" in head.lower():
        if _XML_BOOK in head:
            return xml_tables
        if _HTML.search(head):
            return _web
    return _separated


def _web(name: str, text: str) -> list[OutsideTable]:
    try:
        return web_tables(text)
    except TooMuchMarkup as error:
        log.expected(error)
        raise too_large(name) from error


def _separated(name: str, text: str) -> list[OutsideTable]:
    lines = text.count("\n") + text.count("\r")
    if lines > 2 * MAX_LINES:
        what = f"有{lines}行，远超一张任务分解表，没有读入"
        raise refused(name, "many-lines", what, "请只留需要的行，另存后再打开")
    separator = separator_of(text)
    CellCount(name).add(lines + text.count(separator or ","), name)
    rows = read_separated(text)
    wide = max(map(len, rows), default=0)
    if len(rows) * wide > MAX_AREA:  # one line of all cells, which all the others would be filled up to
        raise large_table(name, len(rows), wide)
    if separator == "\t":
        rows = whole_rows(rows)  # text that Word copied, saved as it was
    return [plain_table(rows)]
