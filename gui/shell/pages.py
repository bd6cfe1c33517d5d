"""The pages of the window: a page is a folder and a row here, made when it is first wanted."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget

from gui.session.page import Page
from gui.session.session import Session

OVERVIEW, ENTRY, CHARTS = "overview", "entry", "charts"


@dataclass(frozen=True, slots=True)
class Services:
    """What pages ask of the window by their own signals: 新建计划, a table or a file of a plan, 填报表, projection."""

    session: Session
    new_plan: Callable[[], None]
    paste_breakdown: Callable[[], None]
    add_plan_file: Callable[[], None]
    collect_missing: Callable[[], None]
    project: Callable[[], None]


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page: its name in code, its words, how it is made. Its key is Ctrl and its place in the table.

    One that takes long to load and will be wanted soon has `load`, which is called on the store's
    thread while nothing is asked of it; then the page is made before anybody waits for it.
    """

    name: str
    words: str
    make: Callable[[Services], Page]
    load: Callable[[], object] | None = None


class Pages:
    """The pages made so far, in their place; `made` is told of each."""

    def __init__(self, services: Services, made: Callable[[Page], object]) -> None:
        self.stack = QStackedWidget()
        self._services, self._tell = services, made
        self._pages: dict[str, Page] = {}
        self._asked: list[int] = []

    @property
    def made(self) -> list[Page]:
        """The pages that are made."""
        return list(self._pages.values())

    @property
    def now(self) -> Page:
        """The page in view; there is one as soon as the window is built."""
        page = self.stack.currentWidget()
        assert isinstance(page, Page)
        return page

    @property
    def coming(self) -> bool:
        """Whether pages are on their way that nobody wanted yet."""
        return bool(self._asked)

    def prepare(self) -> None:
        """Load on the store's thread what will be wanted soon, then make its page."""
        for row in PAGES:
            if row.load is not None:
                self._asked.append(self._ask_for(row, row.load))

    def forget(self) -> None:
        """The window goes: nobody waits for the pages that are on their way."""
        for number in self._asked:
            self._services.session.forget(number)

    def is_made(self, name: str) -> bool:
        """Whether the page was wanted already."""
        return name in self._pages

    def of(self, name: str) -> Page:
        """A page, made at its first use; raises KeyError where there is none of this name."""
        if name not in self._pages:
            page = _ROWS[name].make(self._services)
            self._pages[name] = page
            self.stack.addWidget(page)
            self._tell(page)
        return self._pages[name]

    def name_of(self, page: Page) -> str:
        """The name of a page that is made."""
        return next(name for name, made in self._pages.items() if made is page)

    def show(self, name: str) -> Page:
        """Bring a page into view."""
        page = self.of(name)
        self.stack.setCurrentWidget(page)
        return page

    def _ask_for(self, row: PageRow, load: Callable[[], object]) -> int:
        return self._services.session.ask(lambda _: load(), lambda _: self.of(row.name))


def _overview(services: Services) -> Page:
    from gui.overview.page import OverviewPage

    page = OverviewPage(services.session)
    page.collect_wanted.connect(services.collect_missing)
    for empty in page.empty_pages:
        empty.new_wanted.connect(services.new_plan)
        empty.paste_wanted.connect(services.paste_breakdown)
        empty.file_wanted.connect(services.add_plan_file)
    return page


def _entry(services: Services) -> Page:
    from gui.entry.page import EntryPage

    return EntryPage(services.session)


def _load_entry() -> None:
    import gui.entry.page  # noqa: F401


def _charts(services: Services) -> Page:
    from gui.charts.page import ChartsPage  # pyqtgraph takes its time to load

    page = ChartsPage(services.session)
    page.project_wanted.connect(services.project)
    return page


PAGES = (
    PageRow(OVERVIEW, "总览", _overview),
    PageRow(ENTRY, "填报", _entry, _load_entry),
    PageRow(CHARTS, "图表", _charts),
)
_ROWS = {row.name: row for row in PAGES}
