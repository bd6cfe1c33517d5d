"""The pages of a projection, which of them is in view, and what is typed to go to another; knows no windows."""

from collections.abc import Callable, Iterable

DIGITS = 4  # kept of a number that is typed


class Deck:
    """One or two targets a page; the first target in view stays in view when pages are made anew."""

    def __init__(self, start: str = "") -> None:
        self.pages: list[list[str]] = []
        self.paired = True
        self.note = ""
        self._at = 0
        self._anchor = start
        self._digits = ""
        self._untouched = True

    @property
    def page(self) -> int:
        """The page in view, from 0."""
        return self._at

    @property
    def in_view(self) -> list[str]:
        """The targets of the page in view; none where there is no page."""
        return self.pages[self._at] if self.pages else []

    @property
    def page_words(self) -> str:
        """Where one is, and which key does what: the number typed, else how to go on and how to end."""
        where = "没有要投影的指标"
        if self.pages:
            where = f"第 {self._at + 1} / {len(self.pages)} 页"
        if self._digits:
            return f"{where}，转到第 {self._digits} 页按回车"
        if not self._untouched:
            return where
        if len(self.pages) > 1:
            return f"{where}，PgDn 翻页，Esc 结束"
        return f"{where}，按 Esc 结束"

    def lay_out(self, targets: Iterable[str], shares: Callable[[str], bool]) -> None:
        """Make the pages anew; `shares` says whether a target leaves room for another beside it."""
        self.pages = []
        room = False  # whether the last page takes a second target
        for target in targets:
            fit = self.paired and shares(target)
            if fit and room:
                self.pages[-1].append(target)
                room = False
            else:
                self.pages.append([target])
                room = fit
        self._at = self._page_of_anchor()

    def go(self, page: int) -> None:
        """Turn to a page; beyond the first and the last nothing moves."""
        self._at = self._kept_inside(page)
        self._anchor = self.in_view[0] if self.pages else ""

    def touch(self) -> None:
        """A key was pressed: what was said is read, and how to end is known."""
        self.note, self._untouched = "", False

    def type_digit(self, digit: str) -> None:
        """A digit more of the number of a page."""
        self._digits = (self._digits + digit)[-DIGITS:]

    def take_number(self) -> int | None:
        """The number typed so far, which then is forgotten; None where none is typed."""
        typed, self._digits = self._digits, ""
        return int(typed) if typed else None

    def go_to_number(self, number: int) -> None:
        """Turn to a page by its number, from 1; where there is none it is noted."""
        if 1 <= number <= len(self.pages):
            self.go(number - 1)
        else:
            self.note = f"没有第 {number} 页"

    def _page_of_anchor(self) -> int:
        for number, page in enumerate(self.pages):
            if self._anchor in page:
                return number
        return self._kept_inside(self._at)  # the anchor is gone: near where it was

    def _kept_inside(self, page: int) -> int:
        return max(0, min(page, len(self.pages) - 1))
