"""What an office may choose, as data: key, default, and how it is read."""

import json
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation

from models.plan.presets import BY_GAP, PRESET_ROWS, PRESETS
from models.plan.quantity import plain

MOST = 10_000  # of a band or of days: no office means more, and no calendar goes so far
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
        return self._said(PRESET_ROWS[self.preset].sentence)

    @property
    def brief(self) -> str:
        """The rule in one line of a window: the bounds of each light, in percentage points."""
        return self._said(PRESET_ROWS[self.preset].brief)

    def _said(self, words: str) -> str:
        """A preset's words with the widths of yellow that the office set."""
        return words.format(pace=plain(self.pace_band), direct=plain(self.direct_band))

    def dump(self) -> str:
        """The rule as text, kept with a closed period."""
        return json.dumps(asdict(self), default=plain, ensure_ascii=False, sort_keys=True)

    @classmethod
    def load(cls, text: str) -> "Rule":
        """Read what `dump` wrote; empty text gives the default rule."""
        # what was kept with a closed period is read as settings are, so a rule is understood in one place
        return cls.of({f"rule.{k}": str(v) for k, v in json.loads(text or "{}").items()})

    @classmethod
    def of(cls, settings: dict[str, str]) -> "Rule":
        """The rule that the office's settings make; what is unreadable takes its default."""
        default = cls()
        preset = settings.get("rule.preset", default.preset)
        # one of a later version of the program, or mistyped by who edits the file
        if preset not in PRESETS:
            preset = default.preset
        return cls(
            preset=preset,
            pace_band=_positive(settings.get("rule.pace_band"), default.pace_band),
            direct_band=_positive(settings.get("rule.direct_band"), default.direct_band),
            ahead=_positive(settings.get("rule.ahead"), default.ahead),
            near_days=int(_positive(settings.get("rule.near_days"), Decimal(default.near_days))),
            decimals=_decimals(settings.get("rule.decimals")),
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
        if self.monthly:
            return 1
        return 3

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


def _positive(text: str | None, default: Decimal) -> Decimal:
    if text is None:
        return default
    try:
        value = Decimal(text)
    except InvalidOperation:
        return default
    # NaN and Infinity are numbers to Python
    if not value.is_finite() or not 0 <= value <= MOST:
        return default
    return value


def _decimals(text: str | None) -> int:
    """Of percentages: one, or two where the office wants them."""
    if text == "2":
        return 2
    return 1
