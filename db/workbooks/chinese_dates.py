"""Excel's Chinese built-in formats of dates, which a file names by number alone and openpyxl takes for numbers."""

from typing import Any

# "yyyy年m月", "m月d日" and their like; what they look like depends on the language of the Excel that shows them
_FORMATS = frozenset((*range(27, 37), *range(50, 59)))


def with_chinese_dates(book: Any) -> Any:
    """The workbook, opened for reading, its cells in these formats read as days like those in any other date format."""
    for style, cell_style in enumerate(book._cell_styles):
        if cell_style.numFmtId in _FORMATS:
            book._date_formats.add(style)
    return book
