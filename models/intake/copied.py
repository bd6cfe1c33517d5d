"""What was copied in Excel, WPS or Word, as tables: by its HTML where it has one, else by its plain text."""

from models.intake.outside_table import OutsideTable, plain_table
from models.intake.web_table import TooMuchMarkup, web_tables
from models.words.block import MAX_ALL_TEXT, is_endless, read_table_block


class CopiedTooMuch(ValueError):
    """More than any table that is read, so that it is not even looked at; `lines` are those of its text."""

    def __init__(self, lines: int) -> None:
        super().__init__(lines)
        self.lines = lines


def copied_tables(text: str, markup: str = "") -> list[OutsideTable]:
    """The tables on a clipboard, the whole first; empty where there is no text. Raises CopiedTooMuch at once."""
    lines = text.count("\n") + 1
    if is_endless(text):
        raise CopiedTooMuch(lines)
    try:
        tables = web_tables(markup)
    except TooMuchMarkup as error:
        raise CopiedTooMuch(lines) from error
    if any(table.length > MAX_ALL_TEXT for table in tables):
        raise CopiedTooMuch(lines)
    if tables:
        return tables
    rows = read_table_block(text)
    if not rows:
        return []
    return [plain_table(rows)]
