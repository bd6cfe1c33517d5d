"""设置: what an office may choose, declared as data; one action, undoable like any other."""

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from gui.kit.fields import ChoiceField, FieldProblem, FormField, NumberField, TextField
from gui.session.following import Following
from gui.session.form_dialog import FormDialog
from gui.session.session import Session
from models.plan.entities import Setting
from models.plan.presets import PRESETS
from models.plan.quantity import plain
from models.plan.settings import MONTH, QUARTER, Office, Rule


@dataclass(frozen=True, slots=True)
class Choice:
    """One row: the setting's key, its label with its Alt key, what it means, its unit or what may be chosen.

    One with a unit is a number of at least 0 and less than 1000; `whole` allows no decimals.
    """

    key: str
    label: str
    help: str = ""
    unit: str = ""
    whole: bool = False
    options: tuple[tuple[str, str], ...] = ()

    def field(self) -> FormField:
        """A fresh field of the kind that the row needs."""
        if self.options:
            return ChoiceField(self.options)
        if self.unit:
            return NumberField()
        return TextField()

    def shown(self, kept: str) -> str | Decimal:
        """What the field shows of a value as it is kept."""
        if self.unit:
            return Decimal(kept)
        return kept


_DAYS, _POINTS = "天", "个百分点"
SECTIONS: tuple[tuple[str, tuple[Choice, ...]], ...] = (
    ("本单位", (
        Choice("organisation", "单位名称(&D)", "印在季报左上角；不填则用计划的发文单位"),
        Choice("who", "填写人(&R)", "记在修改记录里"),
    )),
    ("填报", (
        Choice("step", "填报周期(&Q)", "打开时看哪一期，前后翻按季还是按月",
               options=((QUARTER, "按季"), (MONTH, "按月"))),
        Choice("report_days", "期末后几天内报(&B)", "印在填报表和催报文字上；某一期可以另定", _DAYS, whole=True),
    )),
    ("预警", (
        Choice("rule.preset", "预警规则(&G)", "已锁定的期间仍用锁定时的规则", options=tuple((p, p) for p in PRESETS)),
        Choice("rule.pace_band", "黄灯：比序时低(&X)", "差值法用：低这么多以内是黄灯", _POINTS),
        Choice("rule.direct_band", "黄灯：比目标低(&Z)", "增速、水平型用：低这么多以内是黄灯", _POINTS),
        Choice("rule.ahead", "超序时：高出(&C)", "高出序时这么多，就称“超序时”", _POINTS),
        Choice("rule.near_days", "临期天数(&L)", "节点型在到期前几天变黄灯", _DAYS, whole=True),
    )),
    ("季报", (
        Choice("rule.decimals", "百分数小数位(&S)", options=(("1", "一位"), ("2", "两位"))),
        Choice("ranking", "单位排名(&P)", "按达序时的比例给牵头单位排名；默认不排",
               options=(("0", "不排名"), ("1", "排名"))),
    )),
)  # fmt: skip
CHOICES: tuple[Choice, ...] = sum((choices for _, choices in SECTIONS), ())
_LIMIT = 1000  # of days and points: what is larger was typed by mistake


class SettingsDialog(FormDialog):
    """The page made from SECTIONS."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, session, "设置")
        self._kept = _in_force({})
        if session.has_plan:
            self._kept = _in_force(session.ledger.settings)
        for title, choices in SECTIONS:
            self.rows.section(title)
            for choice in choices:
                field = choice.field()
                self.rows.add(choice.key, choice.label, field, help=choice.help, unit=choice.unit)
                field.show(choice.shown(self._kept[choice.key]))
        self.fit()
        following = Following(self, session, lambda store: store.settings(), self._show_kept)
        if not session.has_plan:  # a ledger without a plan has settings all the same
            following.ask()

    def submit(self) -> None:
        """One action with what differs."""
        before = self._kept
        after = {choice.key: self._read(choice) for choice in CHOICES}
        # Only what differs: a default that is not written follows the program's when that changes.
        changed = [Setting(key, value) for key, value in after.items() if value != before[key]]
        if changed:
            self.act(lambda store: store.write("修改设置", changed))
        else:
            self.accept()

    def _show_kept(self, settings: dict[str, str]) -> None:
        """What is kept now stands in the rows, but where somebody typed."""
        self._kept = _in_force(settings)
        for choice in CHOICES:
            self.renew(choice.key, choice.shown(self._kept[choice.key]))

    def _read(self, choice: Choice) -> str:
        """A row's value as it is kept; raises FieldProblem."""
        value = self.rows.read(choice.key)
        if not choice.unit:
            return str(value)
        if choice.whole:
            problem, fits = "请填0到1000之间的整数", value is not None and value == int(value)
        else:
            problem, fits = "请填0到1000之间的数", value is not None
        if not fits or not 0 <= value < _LIMIT:
            raise FieldProblem(problem, choice.key)
        return plain(value)


def _in_force(settings: dict[str, str]) -> dict[str, str]:
    """Settings with the defaults of those that are not kept, as text."""
    office, rule = Office.of(settings), Rule.of(settings)
    return {
        "organisation": office.organisation,
        "who": office.who,
        "step": MONTH if office.monthly else QUARTER,
        "report_days": str(office.report_days),
        "ranking": str(int(office.ranking)),
        "rule.preset": rule.preset,
        "rule.pace_band": plain(rule.pace_band),
        "rule.direct_band": plain(rule.direct_band),
        "rule.ahead": plain(rule.ahead),
        "rule.near_days": str(rule.near_days),
        "rule.decimals": str(rule.decimals),
    }
