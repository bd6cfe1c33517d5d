"""What the preview of returned forms lists: a file with its rows, each row in the words of its columns."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from db.actions.returned import Book, Stray
from models.collecting.absent import AbsentRow
from models.collecting.offers import Offer
from models.collecting.returned import CellChange
from models.collecting.typed import SheetPlace
from models.judging.doubts import SLIPS
from models.plan.said import Said

LineKey: TypeAlias = tuple[SheetPlace, str, str]


class ReturnedKind(StrEnum):
    """What a row is: sure, doubted, refused, without a target, not in the sheet any more, or as the ledger has it."""

    SURE = "sure"
    DOUBT = "doubt"
    ERROR = "error"
    STRAY = "stray"
    ABSENT = "absent"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """A row of the preview. `why` holds what is doubted or refused, `note` what was understood.

    `demand` is its annual target, `remark` what the unit wrote as 备注. `entry` is the text to type over (None: it
    cannot be typed over), one of `choices` where there are any, `offers` what one click types. `came` says what the
    form had where somebody did type over it: 原为“四条”. `beside` is the column in which it stood where that is
    another, for a figure may say its own nature. `absent` is what did not come back.
    """

    place: SheetPlace
    column: str
    kind: ReturnedKind
    name: str
    unit: str = ""
    before: str = ""
    old: str = ""
    new: str = ""
    by: str = ""
    note: str = ""
    why: tuple[Said, ...] = ()
    change: CellChange | None = None
    stray: Stray | None = None
    demand: str = ""
    remark: str = ""
    entry: str | None = None
    choices: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    came: str = ""
    beside: str = ""
    absent: AbsentRow | None = None

    @property
    def key(self) -> LineKey:
        """What a row is known by when the files are judged anew."""
        if self.absent is not None:
            return self.place, self.absent.target.id, self.absent.period.key
        return self.place, self.column, self.beside

    @property
    def needs_reason(self) -> bool:
        """Whether it can only be ticked with a reason."""
        return self.change is not None and self.change.needs_reason

    @property
    def disputed(self) -> bool:
        """Whether another file has a different value for the same cell."""
        return self.change is not None and self.change.disputed

    @property
    def of_sheet(self) -> bool:
        """Whether it says why a whole sheet was not read."""
        return self.kind is ReturnedKind.ERROR and not self.name

    @property
    def hint(self) -> str:
        """The column 提示: shortly what is doubted or refused, else what was understood."""
        if self.kind is ReturnedKind.STRAY:
            return "未识别：请指定是哪项指标"
        said = [short(doubt) for doubt in self.why]
        if self.disputed:
            said[-1] = "与另一行不一致，请选一行"
        parts = said or [self.note]
        return "；".join(filter(None, (*parts, self.came)))


@dataclass(frozen=True, slots=True)
class Group:
    """A file with its rows."""

    book: Book
    title: str
    lines: tuple[ReturnedLine, ...]

    def of(self, *kinds: ReturnedKind) -> list[ReturnedLine]:
        """Those of its rows that are of these kinds, in their order."""
        return [line for line in self.lines if line.kind in kinds]

    def count(self, *kinds: ReturnedKind) -> int:
        """How many of its rows are of these kinds."""
        return len(self.of(*kinds))

    @property
    def changed(self) -> int:
        """Rows that would change the ledger, or were meant to."""
        return len(self.lines) - self.count(ReturnedKind.SAME, ReturnedKind.ABSENT)

    @property
    def wanting_reason(self) -> list[ReturnedLine]:
        """Those of its rows that can only be ticked with a reason."""
        return [line for line in self.lines if line.needs_reason]

    @property
    def has_problems(self) -> bool:
        """Whether anything of it belongs into 问题清单."""
        wrong = self.count(ReturnedKind.DOUBT, ReturnedKind.ERROR, ReturnedKind.STRAY, ReturnedKind.ABSENT)
        return bool(self.said or wrong or any(line.came for line in self.lines))

    @property
    def said(self) -> Said | None:
        """Why nothing of the file was read; a file whose only sheet was refused counts as refused."""
        if self.lines and all(line.of_sheet for line in self.lines):
            why = self.lines[0].why[0]
            return replace(why, what="没有读入", means=why.what, lead=self.book.name)
        return self.book.said


def short(said: Said) -> str:
    """A doubt or refusal in a few words: the likely slip, else what is odd; the figure stands beside it."""
    if said.key in SLIPS:
        return said.means
    return said.what
