"""What an office may choose, as data: key, default, and how it is read."""

import json
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation

from models.plan.quantity import plain

BY_GAP, YINCHUAN, RATIO_95, RATIO_100 = "差值", "银川", "比率95/85", "比率100/90"
PRESETS = (BY_GAP, YINCHUAN, RATIO_95, RATIO_100)

MONTH, QUARTER = "month", "quarter"  # values of the setting `step`


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule in force: preset and bands (rules.md §3), in percentage points; printed on every report.

    `pace_band` and `direct_band` are the widths of yellow where judged against pace and
    directly; `ahead` the gap from which 超序时 is said; `near_days` the days before a due date
    that turn a milestone yellow; `decimals` of percentages (1 or 2).
    """

    preset: str = BY_GAP
    pace_band: Decimal = Decimal(10)
    direct_band: Decimal = Decimal(1)
    ahead: Decimal = Decimal(5)
    near_days: int = 7
    decimals: int = 1

    @property
    def sentence(self) -> str:
        """The rule as printed beside every judgement."""
        pace, direct = plain(self.pace_band), plain(self.direct_band)
        if self.preset == YINCHUAN:
            return (
                "银川法：低于序时10个百分点以内为绿灯，低10至30个百分点为黄灯，再低为红灯；"
                f"增速、水平直接与目标比，低{direct}个百分点以内为黄灯"
            )
        if self.preset in (RATIO_95, RATIO_100):
            first, second = ratio_bounds(self.preset)
            return f"比率法：实际与应达之比不低于{first}%为绿灯，不低于{second}%为黄灯，再低为红灯"
        return (
            f"差值法：不低于序时为绿灯，低{pace}个百分点以内为黄灯，再低为红灯；"
            f"增速、水平直接与目标比，低{direct}个百分点以内为黄灯，控制类水平指标超出即红灯"
        )

    @property
    def brief(self) -> str:
        """The rule in one line of a window: the bounds of each light, in percentage points."""
        pace, direct = plain(self.pace_band), plain(self.direct_band)
        if self.preset in (RATIO_95, RATIO_100):
            first, second = ratio_bounds(self.preset)
            return f"比率法（实际÷应达：≥{first}% 绿灯，≥{second}% 黄灯，再低红灯）"
        if self.preset == YINCHUAN:
            return f"银川法（≥−10 绿灯，−30～−10 黄灯，再低红灯；增速、水平 −{direct}～0 黄灯）"
        return f"差值法（≥0 达序时，−{pace}～0 略慢，低于 −{pace} 滞后；增速、水平 −{direct}～0 略慢）"

    def dump(self) -> str:
        """The rule as text, kept with a closed period."""
        values = {k: plain(v) if isinstance(v, Decimal) else v for k, v in asdict(self).items()}
        return json.dumps(values, ensure_ascii=False, sort_keys=True)

    @classmethod
    def load(cls, text: str) -> "Rule":
        """Read what `dump` wrote; empty text gives the default rule."""
        return cls.of({f"rule.{k}": str(v) for k, v in json.loads(text or "{}").items()})

    @classmethod
    def of(cls, settings: dict[str, str]) -> "Rule":
        """The rule that the office's settings make; what is unreadable takes its default."""
        default = cls()
        preset = settings.get("rule.preset", default.preset)
        return cls(
            preset=preset if preset in PRESETS else default.preset,
            pace_band=_positive(settings.get("rule.pace_band"), default.pace_band),
            direct_band=_positive(settings.get("rule.direct_band"), default.direct_band),
            ahead=_positive(settings.get("rule.ahead"), default.ahead),
            near_days=int(_positive(settings.get("rule.near_days"), Decimal(default.near_days))),
            decimals=2 if settings.get("rule.decimals") == "2" else 1,
        )


@dataclass(frozen=True, slots=True)
class Office:
    """Who uses the ledger: `who` is the name set once; `report_days` after a period's end figures are due.

    `monthly` says that it collects month by month: what the window opens on and steps by; else quarters.
    """

    organisation: str = ""
    who: str = ""
    report_days: int = 15
    ranking: bool = False
    monthly: bool = False

    @property
    def step_months(self) -> int:
        """The length of the office's usual period."""
        return 1 if self.monthly else 3

    @classmethod
    def of(cls, settings: dict[str, str]) -> "Office":
        """The office that the settings describe."""
        return cls(
            organisation=settings.get("organisation", ""),
            who=settings.get("who", ""),
            report_days=int(_positive(settings.get("report_days"), Decimal(15))),
            ranking=settings.get("ranking") == "1",
            monthly=settings.get("step") == MONTH,
        )


SETTING_KEYS = (
    "organisation",
    "who",
    "report_days",
    "ranking",
    "step",
    "rule.preset",
    "rule.pace_band",
    "rule.direct_band",
    "rule.ahead",
    "rule.near_days",
    "rule.decimals",
)


def ratio_bounds(preset: str) -> tuple[int, int]:
    """Lower bounds of green and yellow, in percent of the due amount."""
    return (95, 85) if preset == RATIO_95 else (100, 90)


def _positive(text: str | None, default: Decimal) -> Decimal:
    try:
        value = Decimal(text) if text is not None else default
    except InvalidOperation:
        return default
    return value if value.is_finite() and value >= 0 else default
