"""What a workbook of somebody else's may be at most, and how one that is more is refused: whatever its format."""

from typing import Any, TypeAlias

from db.disk.failures import Refusal
from models.plan.said import Said
from models.words import block

MAX_BYTES, MAX_RATIO = 200_000_000, 100
MAX_TEXTS = 100_000_000  # bytes unpacked of all that is no picture: read in seconds
MAX_OLD_BYTES = 20_000_000  # an .xls is not packed: more of it is more than anybody fills in
MAX_SHEETS = 64
MAX_RECORDS = 2_000_000  # of an .xls, gone over once before they are read: twice what fits in with cells
MAX_ROWS, MAX_COLUMNS, MAX_HEAD_ROW = 20_000, 200, 40
MAX_CELLS = 400_000  # of one sheet: seconds of reading; Excel writes every cell that has only a border
MAX_ELEMENTS = 50_000  # of a part that is read whole, such as the styles: a tenth of a millisecond each
MAX_SHARED = 20_000_000  # characters of the longest shared formula, for each of the cells that share one
MAX_STRINGS = 2_000_000  # elements of the texts of all cells, two each at least
MAX_IN_ROW = 6 * 2**14  # openings and ends of a row's cells: Excel has 16,384 columns
MAX_XML_ELEMENTS = 1_000_000  # of a workbook in one text: two a cell
MAX_CELL_TEXT = 100_000  # characters; Excel's own limit is 32,767
MAX_ALL_CELLS = 1_000_000  # of all sheets together
Rows: TypeAlias = list[tuple[int, list[Any]]]
Sheets: TypeAlias = list[tuple[str, Rows]]


def refused(name: str, key: str, what: str, todo: str, means: str = "") -> Refusal:
    """A workbook that is not read, said behind its name."""
    return Refusal(Said(key, what, means, todo, lead=name))


def too_large(name: str) -> Refusal:
    """One that holds far more than it should."""
    return refused(name, "book-too-large", "展开后异常地大，没有读入", "请新建空白表，把有用的行复制过去，再导入")


def endless_part(name: str, most: int) -> Refusal:
    """One with more looks, names, texts or links than a table of ours can use."""
    what = f"里样式、名称、文字、链接等有{most // 10_000}万个以上，没有读入"
    return refused(name, "endless-part", what, "请新建空白表，把填好的行复制过去（只粘贴数值），再导入")


def refuse_endless_texts(name: str, sheets: Sheets) -> None:
    """Refuse a cell that holds a book, and texts that are more than anybody reads: words are looked for in each."""
    whole = 0
    for _, rows in sheets:
        for _, cells in rows:
            for cell in cells:
                length = len(cell.value) if isinstance(cell.value, str) else 0
                whole += length
                if length > MAX_CELL_TEXT:
                    raise endless_cell(name)
    if whole > block.MAX_ALL_TEXT:
        raise too_large(name)


def endless_cell(name: str) -> Refusal:
    """A workbook with one cell that holds more than any cell of Excel."""
    what = f"里有一格超过{MAX_CELL_TEXT // 10_000}万字，没有读入"
    return refused(name, "endless-cell", what, "请删去这一格，或把任务分解表复制到新表，再打开")


def large_table(name: str, rows: int, columns: int) -> Refusal:
    """A table of more rows or columns than any that is read."""
    most = f"{block.MAX_ROWS}行或{block.MAX_COLUMNS}列"
    what = f"的表格有{rows}行{columns}列，超过{most}，没有读入"
    return refused(name, "large-table", what, "请只留任务分解表，另存后再打开")


def word_document(name: str) -> Refusal:
    """A document of Word's, by its content: a table in it has to come out of it first."""
    todo = "请在Word或WPS里复制其中的表格，粘贴到新建的Excel表，另存为“Excel工作簿（.xlsx）”再导入"
    return refused(name, "word-document", "是Word文档，不是Excel表格，没有读入", todo)


def refuse_sheets(name: str, count: int) -> None:
    """Refuse a workbook with more sheets than anybody turns over; each of them would have to be read."""
    if count > MAX_SHEETS:
        what = f"有{count}张工作表，超过{MAX_SHEETS}张，没有读入"
        raise refused(name, "many-sheets", what, "请只留要导入的表，另存后再导入")


class CellCount:
    """Counts what was looked at in a workbook and refuses what goes on without end."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._of_all = 0
        self._of_sheet = 0

    def begin(self) -> None:
        """From now on the cells are a further sheet's."""
        self._of_sheet = 0

    def add(self, cells: int, title: str) -> None:
        """Some more cells, empty ones too. Raises Refusal when they are too many."""
        self._of_sheet += cells
        self._of_all += cells
        if self._of_sheet > MAX_CELLS or self._of_all > MAX_ALL_CELLS:
            what = f"的“{title}”有几十万个带格式的空格，没有读入"
            raise refused(self._name, "many-cells", what, "请把填好的行复制到新表，再导入")

    def refuse_far(self, title: str, row: int, column: int) -> None:
        """Refuse what stands where no table reaches: reading up to it would never end."""
        if row > MAX_ROWS or column > MAX_COLUMNS:
            what = f"的“{title}”第{row}行第{column}列有内容，远在表格之外，没有读入"
            raise refused(self._name, "far-cell", what, "请删去多余的行和列（或把表格复制到新表），再导入")
