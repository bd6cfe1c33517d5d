"""The tables of an HTML text, as Excel, WPS and Word copy cells and as systems save "an .xls": cells and merges.

Unlike plain text it says where a cell ends, whatever line breaks it holds, and what is merged.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from models.intake.outside_table import OutsideTable, Span, Spot, merged_table
from models.words.block import MAX_COLUMNS, MAX_ROWS
from models.words.markup import Tag, marked_up

MAX_MARKUP = 12_000_000  # characters: the largest table that is read, as Excel marks it up
_MOST_ROWS = MAX_ROWS + 100  # read before it is said to be too much
_MOST_CELLS, _MOST_PIECES, _MOST_INNER, _DEEPEST = 200_000, 1_000_000, 200, 8
_MOST_WIDE = 1000  # columns: each row goes past all that cells above reach into
_BREAKS = frozenset({"br", "p", "/p", "div", "/div", "li", "/li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "dt", "dd"})
_STRUCK = frozenset({"s", "strike", "del"})
_BLANK = re.compile(r"[ \t\r\n\f]+")
_BETWEEN_WIDE = re.compile(r"(?<=[\u2e80-\ufeff\uff00-\uffef]) *\n *(?=[\u2e80-\ufeff\uff00-\uffef])")
_RULE = re.compile(r"\.([\w-]{1,60})\s{0,20}\{([^{}]{0,4000})\}")


class TooMuchMarkup(ValueError):
    """A page that holds more than any table that is read."""


@dataclass(slots=True)
class _WebCell:
    """A cell while it is read: its texts, a vertical tab where a line breaks, and whether some of it is crossed out."""

    height: int = 1
    width: int = 1
    crossed: bool = False
    texts: list[str] = field(default_factory=list)
    struck: bool = False

    @property
    def text(self) -> str:
        """The text as it is shown: spaces and line ends of the source are one space, none between wide characters."""
        lines = []
        for line in "".join(self.texts).split("\v"):
            bare = _BETWEEN_WIDE.sub("", line.replace("\r", "").strip(" \t\n\f"))
            lines.append(_BLANK.sub(" ", bare).replace("\xa0", " ").strip())
        return "\n".join(filter(None, lines))


@dataclass(slots=True)
class _Grid:
    """A table while it is read: where its cells stand, what is merged, hidden, crossed out."""

    texts: dict[Spot, str] = field(default_factory=dict)
    spans: dict[Spot, Span] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    struck: set[Spot] = field(default_factory=set)
    rows: int = 0
    held: dict[int, int] = field(default_factory=dict)  # by column: the row up to which a cell above reaches
    column: int = 0
    cell: _WebCell | None = None

    def begin_row(self, *, hidden: bool) -> None:
        """A further row begins below."""
        self.end_cell()
        self.rows += 1
        self.column = 0
        if hidden:
            self.hidden.add(self.rows - 1)

    def begin_cell(self, cell: _WebCell) -> None:
        """A further cell of the row, behind those that reach down into it."""
        self.end_cell()
        self.rows = max(self.rows, 1)
        while self.held.get(self.column, 0) >= self.rows:
            self.column += 1
        self.cell = cell

    def end_cell(self) -> None:
        """The cell is whole: it takes its place."""
        cell, self.cell = self.cell, None
        if cell is None:
            return
        spot = (self.rows - 1, self.column)
        if cell.text:
            self.texts[spot] = cell.text
        if cell.struck:
            self.struck.add(spot)
        if (cell.height, cell.width) != (1, 1):
            self.spans[spot] = (cell.height, cell.width)
        for column in range(self.column, self.column + cell.width):
            self.held[column] = self.rows - 1 + cell.height
        self.column += cell.width

    def line(self, text: str) -> None:
        """A text between two tables is a row of its own."""
        self.begin_row(hidden=False)
        self.texts[self.rows - 1, 0] = text

    def take(self, other: "_Grid") -> None:
        """Put another table below what is there."""
        for (row, column), text in other.texts.items():
            self.texts[self.rows + row, column] = text
        for (row, column), span in other.spans.items():
            self.spans[self.rows + row, column] = span
        self.hidden |= {self.rows + row for row in other.hidden}
        self.struck |= {(self.rows + row, column) for row, column in other.struck}
        self.rows += other.rows

    def table(self, name: str) -> OutsideTable:
        """The rows of one width, what is merged filled; without the empty rows above."""
        if not self.texts:
            return OutsideTable([], name, True)
        first, last = min(row for row, _ in self.texts), max(row for row, _ in self.texts)
        width = max(column for _, column in self.texts) + 1
        rows = []
        for row in range(first, last + 1):
            rows.append([self.texts.get((row, column), "") for column in range(width)])
        spans = {(row - first, column): span for (row, column), span in self.spans.items() if row >= first}
        hidden = frozenset(row - first for row in self.hidden if row >= first)
        struck = frozenset((row - first, column) for row, column in self.struck)
        return merged_table(rows, spans, name=name, hidden=hidden, struck=struck)


def web_tables(text: str) -> list[OutsideTable]:
    """The page as one table, what stands between its tables as rows; then each table within a table.

    Empty where it holds no table; raises TooMuchMarkup.
    """
    if len(text) > MAX_MARKUP:
        raise TooMuchMarkup
    reader = _Page()
    for count, piece in enumerate(marked_up(text)):
        reader.take(piece)
        if count > _MOST_PIECES or reader.is_too_much:
            raise TooMuchMarkup
    reader.close()
    if reader.is_too_much:
        raise TooMuchMarkup
    if not reader.found:
        return []
    tables = [reader.whole.table("")]
    tables += [grid.table(f"第{at}张表") for at, grid in enumerate(reader.inner, start=1)]
    return [table for table in tables if table.rows]


class _Page:
    """Takes tags and texts in their order; `whole` is the page, `inner` the tables within tables."""

    def __init__(self) -> None:
        self.whole = _Grid()
        self.inner: list[_Grid] = []
        self.found = False
        self.rows = self.cells = 0
        self._open: list[_Grid] = []  # tables that are not closed, the outermost first
        self._loose = _WebCell()  # text outside of tables
        self._struck: dict[str, int] = {}  # tags that cross out, how many of each are open
        self._struck_classes: frozenset[str] = frozenset()
        self._hidden_classes: frozenset[str] = frozenset()

    @property
    def is_too_much(self) -> bool:
        """Whether it holds more than any table that is read."""
        wide = bool(self._open) and self._open[-1].column > _MOST_WIDE
        return wide or self.rows > _MOST_ROWS or self.cells > _MOST_CELLS or len(self.inner) > _MOST_INNER

    def take(self, piece: Tag | str) -> None:
        """A tag or a text, the next one of the page."""
        if isinstance(piece, str):
            self._text(piece)
        elif piece.name == "style":
            self._learn(piece.inside)
        elif piece.name in _BREAKS:
            self._text("\v")
        elif piece.name.removeprefix("/") in ("table", "tr", "td", "th"):
            self._build(piece)
        else:
            self._cross(piece)

    def close(self) -> None:
        """The page ends, with whatever was left open."""
        while self._open:
            self._close_table()
        self._end_loose()

    def _build(self, tag: Tag) -> None:
        self._struck.clear()  # nothing is crossed out beyond its cell
        match tag.name:
            case "table":
                if not self._open:
                    self._end_loose()
                if len(self._open) < _DEEPEST:
                    self._open.append(_Grid())
                self.found = True
            case "/table":
                self._close_table()
            case "tr":
                self._grid().begin_row(hidden=self._is_hidden(tag))
                self.rows += 1
            case "td" | "th":
                width, height = tag.number("colspan", MAX_COLUMNS + 1), tag.number("rowspan", _MOST_ROWS)
                crossed = self._crosses(tag)
                self.cells += width
                self._grid().begin_cell(_WebCell(height, width, crossed))
            case _ if self._open:
                self._open[-1].end_cell()

    def _grid(self) -> _Grid:
        """The table that is open; cells without one make one, as some programs copy them."""
        if not self._open:
            self._end_loose()
            self._open.append(_Grid())
            self.found = True
        return self._open[-1]

    def _close_table(self) -> None:
        if not self._open:
            return
        grid = self._open.pop()
        grid.end_cell()
        if not self._open:
            self.whole.take(grid)
            return
        self.inner.append(grid)
        above = self._open[-1].cell
        if above is not None:  # the table outside holds its words, too
            above.texts += ["\v", "\v".join(grid.texts.values()), "\v"]

    def _text(self, text: str) -> None:
        cell = self._loose
        if self._open:
            if self._open[-1].cell is None:
                return  # spaces between rows and cells
            cell = self._open[-1].cell
        cell.texts.append(text)
        if (self._struck or cell.crossed) and text.strip("\v\xa0 \t\r\n"):
            cell.struck = True

    def _end_loose(self) -> None:
        for line in filter(None, self._loose.text.split("\n")):
            self.whole.line(line)
            self.rows += 1
        self._loose = _WebCell()

    def _cross(self, tag: Tag) -> None:
        """What is crossed out from here on, or no more; a tag that closes ends the last one of its name."""
        name = tag.name.removeprefix("/")
        if name == tag.name and (name in _STRUCK or self._crosses(tag)):
            self._struck[name] = self._struck.get(name, 0) + 1
        elif name in self._struck and name != tag.name:
            self._struck[name] -= 1
            if not self._struck[name]:
                del self._struck[name]
        elif name in self._struck:
            self._struck[name] += 1  # one of the same name within it, whose end is not the other's

    def _crosses(self, tag: Tag) -> bool:
        return "line-through" in tag.style or bool(self._struck_classes & _classes(tag))

    def _is_hidden(self, tag: Tag) -> bool:
        return "display:none" in tag.style or "hidden" in tag.attributes or bool(self._hidden_classes & _classes(tag))

    def _learn(self, sheet: str) -> None:
        """The classes of a style sheet that cross out or hide."""
        looks = {match[1]: "".join(match[2].lower().split()) for match in _RULE.finditer(sheet)}
        self._struck_classes |= frozenset(_with(looks, "line-through"))
        self._hidden_classes |= frozenset(_with(looks, "display:none"))


def _with(looks: Mapping[str, str], what: str) -> Iterator[str]:
    for name, look in looks.items():
        if what in look:
            yield name


def _classes(tag: Tag) -> frozenset[str]:
    return frozenset(tag.attributes.get("class", "").split())
