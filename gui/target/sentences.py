"""What is said of one target in words: figure, gap, kind, stages."""

from models.judging.assess import Assessment
from models.judging.lights import Status
from models.plan.entities import Kind
from models.plan.quantity import is_percent, typed
from models.report.cells import demand_figure
from models.report.phrase import actual_text, gap_phrase, standing

WORDS = 60  # characters of 进展情况 in a pane


def spoken(a: Assessment, month: str = "") -> str:
    """What a screen reader says of a target: name, figure, light and gap, stages in words."""
    figure = words(a) if words_instead(a) else f"实际{actual_text(a)}{a.target.unit}"
    return "，".join(s for s in (a.target.full_name, month, figure, a.word, sentence(a)) if s)


def words_below(a: Assessment) -> str:
    """What stands where others have their chart: how it is, the chain of stages, what was written of it."""
    said = " ".join(a.cell.progress.split()) if a.cell else ""
    short = said if len(said) <= WORDS else f"{said[:WORDS]}…"
    return "\n".join([words(a), *(f"{text}　{state}" for text, state in stages_said(a)), *([short] if short else [])])


def kind_words(a: Assessment) -> str:
    """Unit and kind beside the name: "万美元 · 累计", "% · 增速型，直接与目标比", "% · 不超过 4%"."""
    target, terms = a.target, a.terms
    match target.kind:
        case Kind.CUMULATIVE:
            kind = "累计，不超过上限" if terms.lower else "累计"
        case Kind.LEVEL if terms.value is not None:
            sign = "%" if is_percent(target.unit) else ""
            limit = f"不超过 {typed(terms.end_of_range)}{sign}"
            kind = limit if terms.lower else f"目标 {demand_figure(target, terms)}"
        case Kind.REDUCTION if target.baseline is not None:
            kind = f"降低型，基数 {typed(target.baseline)}"
        case Kind.GROWTH | Kind.LEVEL | Kind.REDUCTION:
            kind = f"{target.kind.label}，直接与目标比"
        case _:
            kind = target.kind.label
    return " · ".join(p for p in (target.unit, kind) if p)


def sentence(a: Assessment) -> str:
    """The gap in words, or why there is none."""
    if words_instead(a):
        return ""
    said = gap_phrase(a) or a.why.get("gap", "") or a.actual.why
    return said + (f"（{a.judged.short}数）" if a.earlier and a.judged and a.gap is not None else "")


def words_instead(a: Assessment) -> bool:
    """Whether a target has words (stages, states) and no line."""
    return a.target.kind in (Kind.MILESTONE, Kind.QUALITATIVE)


def words(a: Assessment) -> str:
    """What is said of stages and states instead of a line."""
    return f"目前：{a.word}" if a.status is Status.STATE else standing(a)


def stages_said(a: Assessment) -> list[tuple[str, str]]:
    """The chain of stages: "2. 招标（计划4月30日）" with 已完成, 未完成 or 到期未完成."""
    target = a.target
    if target.kind is not Kind.MILESTONE:
        return []
    names = target.stage_names
    done = names.index(a.cell.stage) + 1 if a.cell and a.cell.stage in names else 0
    planned = {s.name: s.due_date for s in target.stages}
    found = []
    for i, name in enumerate(names):
        day = planned.get(name)
        late = day is not None and day <= a.period.end
        state = "已完成" if i < done else "到期未完成" if late else "未完成"
        found.append((f"{i + 1}. {name}" + (f"（计划{day.month}月{day.day}日）" if day else ""), state))
    return found
