"""What stands beside a change in the preview: the annual target, the unit's 备注, and how its cell can be mended."""

from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from gui.intake.returned.lines import ReturnedKind, ReturnedLine
from models.collecting.mending import Mended, Mends
from models.collecting.offers import Offer, offers_for_doubted, offers_for_refused
from models.collecting.typed import RawCell, RawRow
from models.judging.terms import terms_at
from models.plan.fields import BY_NAME, COMMENT, Field, as_text, choices, field_under
from models.plan.quantity import plain
from models.plan.year import PlanYear
from models.report.printed import demand
from models.words.moments import quoted
from models.words.numbers import clean

Read: TypeAlias = tuple[PlanYear, RawRow]
NOT_FILLED, LEFT_EMPTY = "（没有填）", "留空了，这一格不读入"


def with_more(line: ReturnedLine, read: Read | None, mends: Mends) -> ReturnedLine:
    """A row with all that its target and its form say of it; as it is where it is of no target."""
    if read is None:
        return line
    ledger, row = read
    terms = terms_at(row.target, ledger.versions_of(row.target), row.period.end)
    line = replace(line, demand=demand(row.target, terms).in_column, remark=_one_line(_text(row, COMMENT, mends)))
    field = field_under(row.target, line.column)
    if field is None or line.beside:
        return line
    over, raw = over_of(row, line.column, mends), row.cells.get(line.column)
    text = _text(row, line.column, mends)
    line = replace(
        line, entry=text, choices=choices(row.target, field), offers=_offers(line, ledger, row, field, text, mends)
    )
    if over is None:
        return line if isinstance(getattr(raw, "value", ""), str) else replace(line, entry=_number(line, text))
    return replace(_mended(line, over), came=came_words(raw))


def over_of(row: RawRow, column: str, mends: Mends) -> Mended | None:
    """What was typed over a cell of a row, if it is still the cell that came then."""
    over = mends.get((row.place, column))
    same = over is not None and (over.came, over.target_id) == (row.cells.get(column), row.target.id)
    return over if same else None


def raw_text(cell: RawCell | None) -> str:
    """A cell as it came, in one line."""
    if cell is None or cell.value is None:
        return ""
    if cell.percent_format and isinstance(cell.value, int | float | Decimal):
        return f"{plain(Decimal(str(cell.value)) * 100)}%"
    return _one_line(quoted(cell.value))


def came_words(cell: RawCell | None) -> str:
    """What a cell had before it was typed over: 原为“四条”."""
    if cell is not None and cell.problem is not None:
        return "原来读不出来"
    text = raw_text(cell)
    return f"原为“{text}”" if text else "原来没有填"


def _mended(line: ReturnedLine, over: Mended) -> ReturnedLine:
    """What a row shows of a text that was typed and changes nothing, or cannot be read."""
    if line.kind not in (ReturnedKind.ERROR, ReturnedKind.SAME):
        return line
    note = line.note if over.text.strip() else LEFT_EMPTY
    return replace(line, new=_one_line(over.text) or NOT_FILLED, note=note)


def _offers(
    line: ReturnedLine, ledger: PlanYear, row: RawRow, field: Field, text: str, mends: Mends
) -> tuple[Offer, ...]:
    if line.kind is ReturnedKind.ERROR:
        if row.unit is not None and clean(row.unit) != clean(row.target.unit) and not over_of(row, line.column, mends):
            return ()  # the number would be read in a unit that does not stand beside it
        return offers_for_refused(row.target, row.period, field, text)
    change = line.change
    if line.kind is not ReturnedKind.DOUBT or change is None or not isinstance(change.value, Decimal):
        return ()
    filled = BY_NAME[change.field]
    return offers_for_doubted(ledger, row.target, row.period, filled, change.value, text, line.why)


def _text(row: RawRow, column: str, mends: Mends) -> str:
    """What is to be read of a cell: what was typed over it, else what came, its lines kept."""
    over, raw = over_of(row, column, mends), row.cells.get(column)
    if over:
        return over.text
    if raw is not None and isinstance(raw.value, str):
        return raw.value.strip()
    return raw_text(raw)


def _number(line: ReturnedLine, text: str) -> str:
    """A number or a day as it was understood, to be typed over."""
    return as_text(line.change.value) if line.change and line.change.value is not True else text


def _one_line(text: str) -> str:
    return " ".join(text.split())
