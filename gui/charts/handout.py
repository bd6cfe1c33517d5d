"""What the page gives away: its picture with the numbers to the clipboard, or the picture as a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gui.charts import picture
from gui.charts.table import NumberRow, as_text
from gui.system.clipboard import Copied
from models.plan.entities import Target
from models.plan.period import Period
from models.plan.year import PlanYear
from models.report.phrase import rule_line

SVG = ".svg"
LONGEST_NAME = 60  # characters: Windows takes no path above 260
FORBIDDEN = '\\/:*?"<>|'  # in names of files on Windows


@dataclass(frozen=True, slots=True)
class Handout:
    """The panes at the size they have in view, and what they were judged by."""

    panes: QWidget
    ledger: PlanYear
    period: Period

    @property
    def footer(self) -> str:
        """What stands below a picture: plan, period, rule, and whether the figures are invented."""
        plan = self.ledger.plan
        demo = "　演示数据" if plan.demo else ""
        return f"{plan.title}　{self.period.reach}{demo}　{rule_line(self.ledger.rule(self.period))}"

    def copy(self, rows: Iterable[NumberRow]) -> None:
        """The picture for documents and the numbers for sheets: whoever pastes takes what he can use."""
        image = picture.image(self.panes, self.footer)
        QGuiApplication.clipboard().setMimeData(Copied(image, as_text(rows)))

    def write(self, path: Path) -> bool:
        """Write the picture as SVG or PNG, as the name says; False when it could not be written."""
        if path.suffix.lower() == SVG:
            return picture.write_svg(self.panes, self.footer, path)
        return picture.write_png(self.panes, self.footer, path)


def file_name(targets: Iterable[Target]) -> str:
    """A name for the picture of these targets, without an ending."""
    names = "、".join(target.full_name for target in targets)
    return names.translate(dict.fromkeys(map(ord, FORBIDDEN)))[:LONGEST_NAME]
