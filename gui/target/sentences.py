"""What is said of one target in words: figure, gap, kind, stages."""

from datetime import date

from models.judging.assess import Assessment
from models.judging.lights import Status
from models.plan.entities import Kind
from models.plan.quantity import is_percent, typed
from models.report import printed
from models.report.phrase import gap_phrase, standing

WORDS = 60  # characters of 进展情况 in a pane


def spoken(a: Assessment, month: str = "") -> str:
    """What a screen reader says of a target: name, figure, light and gap, stages in words."""
    figure = f"实际{printed.figure(a).in_column}{a.target.unit}"
    if words_instead(a):
        figure = words(a)
    return "，".join(s for s in (a.target.full_name, month, figure, a.word, sentence(a)) if s)


def words_below(a: Assessment) -> str:
    """What stands where others have their chart: how it is, the chain of stages, what was written of it."""
    lines = [words(a)]
    lines += [f"{text}　{state}" for text, state in stages_said(a)]
    if a.cell and a.cell.progress.strip():
        lines.append(_shortened(" ".join(a.cell.progress.split())))
    return "\n".join(lines)


def _shortened(said: str) -> str:
    if len(said) <= WORDS:
        return said
    return f"{said[:WORDS]}…"


def kind_words(a: Assessment) -> str:
    """Unit and kind beside the name: "万美元 · 累计", "% · 增速型，直接与目标比", "% · 不超过 4%"."""
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
        case Kind.LEVEL if terms.value is not None and terms.lower:
            return f"不超过 {typed(terms.end_of_range)}{_percent(target.unit)}"
        case Kind.LEVEL if terms.value is not None:
            return f"目标 {printed.demand(target, terms).text}"
        case Kind.REDUCTION if target.baseline is not None:
            return f"降低型，基数 {typed(target.baseline)}"
        case Kind.GROWTH | Kind.LEVEL | Kind.REDUCTION:
            return f"{target.kind.label}，直接与目标比"
    return target.kind.label


def _percent(unit: str) -> str:
    if is_percent(unit):
        return "%"
    return ""


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
    return a.target.kind in (Kind.MILESTONE, Kind.QUALITATIVE)


def words(a: Assessment) -> str:
    """What is said of stages and states instead of a line."""
    if a.status is Status.STATE:
        return f"目前：{a.word}"
    return standing(a)


def stages_said(a: Assessment) -> list[tuple[str, str]]:
    """The chain of stages: "2. 招标（计划4月30日）" with 已完成, 未完成 or 到期未完成."""
    target = a.target
    if target.kind is not Kind.MILESTONE:
        return []
    names = target.stage_names
    done = 0
    if a.cell and a.cell.stage in names:
        done = names.index(a.cell.stage) + 1
    planned = {s.name: s.due_date for s in target.stages}
    found = []
    for number, name in enumerate(names, start=1):
        day = planned.get(name)
        said = f"{number}. {name}"
        if day:
            said += f"（计划{day.month}月{day.day}日）"
        found.append((said, _stage_state(a, day, done=number <= done)))
    return found


def _stage_state(a: Assessment, day: date | None, *, done: bool) -> str:
    if done:
        return "已完成"
    if day is not None and day <= a.period.end:
        return "到期未完成"
    return "未完成"
