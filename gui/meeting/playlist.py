"""What is projected, and in which order."""

from collections.abc import Sequence

from models.judging.assess import Assessment
from models.judging.groups import behind
from models.judging.trend import has_trend

MOST_PROJECTED = 2


def projected(assessments: Sequence[Assessment], first: str = "") -> list[str]:
    """The targets that F5 shows where nothing is chosen: `first`, the most behind, else the first with figures."""
    late = [a.target.id for a in behind(assessments) if has_trend(a.target)]
    drawn = [a.target.id for a in assessments if has_trend(a.target)]
    order = dict.fromkeys([first, *late, *drawn])  # each once, where it comes first
    return list(filter(None, order))[:MOST_PROJECTED]
