"""What is said of one target in words: figure, gap, kind, stages."""

from models.judging.assess import Assessment
from models.judging.statuses import Status
from models.plan.entities import Kind
from models.plan.quantity import typed
from models.report import printed
from models.report.phrase import gap_phrase, standing
from models.report.stages import stages_of

WORDS = 60  # characters of 进展情况 in a pane


def spoken(a: Assessment, month: str = "") -> str:
    """What a screen reader says of a target: name, figure, light and gap, stages in words."""
    figure = f"实际{printed.figure(a).with_unit()}"
    if words_instead(a):
        figure = words(a)
    return "，".join(s for s in (a.target.full_name, month, figure, a.word, sentence(a)) if s)


def words_below(a: Assessment) -> str:
    """What stands where others have their chart: how it is, the chain of stages, what was written of it."""
    lines = [words(a)]
    lines += [stage.text for stage in stages_of(a)]
    if a.cell and a.cell.progress.strip():
        lines.append(_shortened(" ".join(a.cell.progress.split())))
    return "\n".join(lines)


def _shortened(said: str) -> str:
    if len(said) <= WORDS:
        return said
    return f"{said[:WORDS]}…"


def kind_words(a: Assessment) -> str:
    """Unit and kind beside the name: "万美元 · 累计", "% · 增速型，直接与目标比", "% · 上限 4%以内"."""
    if not a.target.unit:
        return _kind_in_words(a)
    return f"{a.target.unit} · {_kind_in_words(a)}"


def _kind_in_words(a: Assessment) -> str:
    target, terms = a.target, a.terms
    match target.kind:
        case Kind.CUMULATIVE if terms.lower:
            return "累计，不超过上限"
        case Kind.CUMULATIVE:
            return "累计"
        case Kind.LEVEL if terms.value is not None:
            return f"{printed.demand_name(terms)} {printed.demand(target, terms).text}"
        case Kind.REDUCTION if target.baseline is not None:
            return f"降低型，基数 {typed(target.baseline)}"
        case Kind.GROWTH | Kind.LEVEL | Kind.REDUCTION:
            return f"{target.kind.label}，直接与目标比"
    return target.kind.label


def sentence(a: Assessment) -> str:
    """The gap in words, or why there is none."""
    if words_instead(a):
        return ""
    said = gap_phrase(a) or a.why.get("gap", "") or a.actual.why
    # a gap reckoned from an earlier period's figure says so, or one would take it for the window's
    if a.earlier and a.judged and a.gap is not None:
        said += f"（{a.judged.short}数）"
    return said


def words_instead(a: Assessment) -> bool:
    """Whether a target has words (stages, states) and no line."""
    return a.target.kind in printed.WORDY


def words(a: Assessment) -> str:
    """What is said of stages and states instead of a line."""
    if a.status is Status.STATE:
        return f"目前：{a.word}"
    return standing(a)
