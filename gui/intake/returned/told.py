"""What is said of a row of returned forms, of a file, and on the buttons of the strip; without Qt."""

from dataclasses import dataclass, replace

from gui.intake.returned.lines import Group, ReturnedKind, ReturnedLine
from models.judging.statuses import Status

BETWEEN = " · "  # the parts of how a file stands


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a row: a headline, then what it means and what to do; `tone` is a status' tint."""

    title: str
    words: str
    tone: Status | None = None


@dataclass(frozen=True, slots=True)
class StripButtons:
    """The words on the strip's buttons; empty where a button is not there."""

    open: str = ""
    give: str = ""
    assign: str = ""
    mend: str = ""
    back: str = ""
    turn: str = ""
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatePart:
    """A part of how a file stands, also in fewer words for a narrow list; `tone` is a status' colour."""

    words: str
    few: str
    tone: Status | None = None


def told_of(line: ReturnedLine, *, ticked: bool, reason: str) -> Told:
    """A row in full sentences (screens.md §6): what is odd, what it means, what to do."""
    told = _of_kind(line, ticked=ticked, reason=reason)
    return replace(told, words="\n".join(filter(None, (told.words, _beside(line)))))


def _of_kind(line: ReturnedLine, *, ticked: bool, reason: str) -> Told:
    match line.kind:
        case ReturnedKind.STRAY:
            return _unrecognised(line)
        case ReturnedKind.ERROR:
            return _refused(line)
        case ReturnedKind.DOUBT:
            return _doubted(line, ticked=ticked, reason=reason)
        case ReturnedKind.ABSENT:
            return Told(f"{line.name}：{line.why[0].parts[0]}。", line.why[0].rest, Status.SLOW)
    change = line.change
    if change is None:
        return Told(f"{line.name}：{line.note}。", f"台账 {line.old}，表中 {line.new}。")
    note = _sentence(line.note)
    return Told(f"{line.name}（{change.period.label}）{line.column}：{line.by}。{note}", f"{change.old} → {change.new}")


def _beside(line: ReturnedLine) -> str:
    """What came before somebody typed over it, and the unit's 备注, whose column may have no room."""
    remark = f"单位备注：{line.remark}" if line.remark else ""
    return "".join(map(_sentence, (line.came, remark)))


def _unrecognised(line: ReturnedLine) -> Told:
    where = _where(line)
    words = f"{line.why[0].what}。\n请点“指定指标”选出它是哪一项，再核对变化；或在原表{where}改好后重新添加。"
    return Told(f"{line.name or where}：未识别。", words, Status.BEHIND)


def _refused(line: ReturnedLine) -> Told:
    said = line.why[0]
    name = line.name or line.place.file
    if line.name and line.column:
        name = f"{line.name}（{line.column}）"
    mend = f"请看原表{_where(line)}；改好后点“添加文件”再选一次这个文件。"
    if line.entry is not None:
        mend = f"双击“表中新值”或按F2就能改；也可改好原表{_where(line)}，再添加一次这个文件。"
    words = f"{said.rest}\n这一行不能勾选，台账不变。{mend}"
    return Told(f"{name}：{said.parts[0]}。", words.strip(), Status.BEHIND)


def _doubted(line: ReturnedLine, *, ticked: bool, reason: str) -> Told:
    # What to do is said below, with the row of the sheet.
    said, *more = (replace(doubt, todo="") for doubt in line.why)
    meaning = f"{said.rest}{''.join(map(str, more))}{_sentence(line.note)}"
    if not ticked:
        meaning += "这一行先不勾选，台账不变。"
    words = "\n".join(filter(None, (meaning, _to_do(line, ticked=ticked, reason=reason))))
    return Told(f"{line.name}：{said.parts[0]}。", words, Status.SLOW)


def _to_do(line: ReturnedLine, *, ticked: bool, reason: str) -> str:
    if ticked and reason:
        return f"已勾选，将写入。原因：{reason}。"
    if ticked:
        return "已勾选，将写入；与它不一致的那一行不写。"
    if not line.needs_reason:
        return f"两行只能选一行：勾选这一行，另一行就不写入。请看原表{_where(line)}。"
    return f"请看原表{_where(line)}；确认无误可勾选，并写一句原因。"


def _where(line: ReturnedLine) -> str:
    return f"第 {line.place.row} 行"


def buttons_of(line: ReturnedLine, *, reason: str, doubted: int = 1) -> StripButtons:
    """What can be done with a row; `reason` is the one given for it already, `doubted` how many rows are selected."""
    look, give, assign, mend, back = "打开原表", "", "", "", ""
    if line.place.row:
        look = f"打开原表{_where(line)}"
    if line.kind is ReturnedKind.DOUBT:
        give = f"{doubted} 行一起写原因" if doubted > 1 else _give_words(line, reason)
    if line.stray and line.kind is ReturnedKind.STRAY:
        assign = "指定指标"
    elif line.stray:
        assign = "改指定"
    if line.kind is ReturnedKind.ERROR and line.entry is not None:
        mend = "在这里改"
    if line.came:
        back = "改回原来的"
    return StripButtons(look, give, assign, mend, back, offers=tuple(offer.words for offer in line.offers))


def _give_words(line: ReturnedLine, reason: str) -> str:
    if not line.needs_reason:
        return "选这一行"
    if reason:
        return "改写原因"
    return "勾选并写原因"


def told_of_file(group: Group, *, boxed: bool) -> Told:
    """A file: why it was not read (unless the box says it), else how it stands and where it lies."""
    if group.said and not boxed:
        return Told(f"{group.said.parts[0]}。", group.said.rest, Status.BEHIND)
    return Told(f"{group.book.name}：{state_words(group)}。", str(group.book.path))


def buttons_of_file(group: Group, *, boxed: bool) -> StripButtons:
    """What can be done with a file: one reason for all that is doubted in it, or its own period."""
    give = turn = ""
    doubted = len(group.wanting_reason)
    if doubted:
        give = f"{doubted} 行提醒一起写原因"
    if group.book.of and not boxed:
        turn = turn_words(group)
    return StripButtons("打开原表", give, turn=turn)


def turn_words(group: Group) -> str:
    """The button by which a file of another period is read for that one; empty where there is none."""
    if group.book.of is None:
        return ""
    return f"换到{group.book.of.short}再收"


def state_words(group: Group) -> str:
    """How a file stands, in a few words."""
    return BETWEEN.join(part.words for part in state_of(group))


def state_of(group: Group) -> tuple[StatePart, ...]:
    """How a file stands: why it was not read, else what changes, what is doubted, what is wrong."""
    if group.said:
        why = group.said.means or group.said.what  # its name stands above
        return (StatePart(why, why),)
    parts = [StatePart("没有变化", "没有变化")]
    if group.changed:
        parts = [StatePart(f"{group.changed} 行有变化", f"{group.changed} 行")]
    doubts = group.count(ReturnedKind.DOUBT, ReturnedKind.ABSENT)
    errors = group.count(ReturnedKind.ERROR, ReturnedKind.STRAY)
    if doubts:
        parts.append(StatePart(f"提醒 {doubts}", f"提醒 {doubts}", Status.SLOW))
    if errors:
        parts.append(StatePart(f"错误 {errors}", f"错误 {errors}", Status.BEHIND))
    return tuple(parts)


def _sentence(text: str) -> str:
    """A note closed by its full stop; nothing where there is none."""
    if not text:
        return ""
    return f"{text}。"
