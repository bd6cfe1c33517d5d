"""A table as it was understood, in the JSON form of a plan: with what is doubtful and what was left out.

What `main.py parse` prints is what `main.py new --plan` takes whole.
"""

from collections.abc import Sequence

from models.intake.breakdown import BreakdownKind, BreakdownLine, outline_places, read_outside
from models.intake.outside_table import OutsideTable
from models.intake.table_columns import TableHead, recognise_table
from models.words.columns import Role
from models.words.titles import is_ranked, place_of
from models.words.years import year_in

_SURE, _DOUBTFUL = 1, 0.5


def title_of_table(table: OutsideTable) -> str:
    """The title above a table's header: the first row with one text; empty where there is none."""
    head = recognise_table(table)
    for row in table.rows[: head.first]:
        texts = {" ".join(cell.split()) for cell in row} - {""}
        if len(texts) == 1 and not any(map(is_ranked, texts)):  # 一、 is a heading of it
            return texts.pop()
    return ""


def year_of_table(table: OutsideTable, name: str) -> int | None:
    """The year that a table's title, its sheet or its file names."""
    for text in (title_of_table(table), table.name, name):
        year = year_in(text)
        if year is not None:
            return year
    return None


def understood(table: OutsideTable, year: int, name: str) -> dict[str, object]:
    """A table as a plan of this year; `name` is what it is called where it has no title.

    `text` is the table itself, a line a row, so that each target and each row left out says where it stands.
    """
    head = recognise_table(table, year)
    lines = read_outside(table, head, year)
    texts = ["\t".join(" ".join(cell.split()) for cell in row).rstrip() for row in table.rows]
    starts = _starts(texts)
    places = {place: at for at, place in enumerate(outline_places(lines))}
    targets, rejected = [], []
    for line in lines:
        span = {"start": starts[line.row], "end": starts[line.row] + len(texts[line.row])}
        if line.kind is BreakdownKind.TARGET:
            said = {"heading": places.get(place_of(line.path)), **span, **_told(line, table)}
            targets.append({**line.fields, **said})
        elif line.kind is BreakdownKind.LEFT_OUT and line.row not in range(head.first, head.body):
            rejected.append({**span, "quote": line.words, "reason": line.doubt})
    outline = []
    for title in outline_places(lines).values():
        outline.append({"level": title.level, "number": title.number, "title": title.title})
    return {
        "title": title_of_table(table) or name, "year": year, "issuer": "", "number": "", "date": "",
        "text": "\n".join(texts), "campaigns": [], "outline": outline, "targets": targets,
        "kind_of_document": "table", "plan_start": 0, "plan_end": sum(map(len, texts)) + max(len(texts) - 1, 0),
        "sheet": table.name, "columns": _columns(head), "unused_columns": _left(table, head), "rejected": rejected,
    }  # fmt: skip


def _told(line: BreakdownLine, table: OutsideTable) -> dict[str, object]:
    """How sure a target is, from which row it was read, and what somebody should look at."""
    doubts = list(filter(None, [line.doubt]))
    confidence: float = _SURE
    if doubts:
        confidence = _DOUBTFUL
    reason = f"第{line.row + 1}行"
    if table.name:
        reason = f"“{table.name}”{reason}"
    return {"confidence": confidence, "reason": reason, "doubts": doubts}


def _columns(head: TableHead) -> list[dict[str, str]]:
    """What each column of the table was taken for."""
    found = []
    for word, role in zip(head.words, head.roles, strict=False):
        read_as = role.value
        if role is Role.UNUSED:
            read_as = ""
        found.append({"heading": word, "read_as": read_as})
    return found


def _left(table: OutsideTable, head: TableHead) -> list[str]:
    """The headings of the columns that hold something and are not used; a column without one by its number."""
    left = []
    for at, (word, role) in enumerate(zip(head.words, head.roles, strict=False)):
        if role is Role.UNUSED and any(row[at].strip() for row in table.rows[head.body :]):
            left.append(word or f"第{at + 1}列")
    return left


def _starts(texts: Sequence[str]) -> list[int]:
    """Where each line begins in the whole text."""
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    return starts
