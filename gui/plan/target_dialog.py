"""新增指标 and 编辑指标: all that a target is, in one form; one action, written before the dialog closes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from db.actions.plans import new_id
from gui.kit.fields import (
    AmountsField,
    ChoiceField,
    CurveField,
    DayField,
    FieldProblem,
    FormField,
    LongField,
    NameField,
    NamesField,
    NumberField,
    TextField,
)
from gui.plan.new_names import NewNames
from gui.session.form_dialog import FormDialog
from gui.session.plan_dialog import GoesWithPlan
from gui.session.session import Session
from models.judging.judgeable import target_problem
from models.judging.planned import planned_outside, planned_problem
from models.plan.entities import (
    COMMITMENTS,
    CURVE_PRESETS,
    Cadence,
    Direction,
    Entity,
    EntryMode,
    Kind,
    Stage,
    Target,
)
from models.plan.year import NO_TASK, PlanYear
from models.report.printed import item
from models.words.chains import read_stage, stage_chain
from models.words.dates import read_due
from models.words.demands import read_goal
from models.words.numbers import clean

COMPARATOR_WORDS = (
    ("=", "等于（完成、达到）"),
    (">=", "≥ 不低于、以上"),
    (">", "> 超、突破"),
    ("<=", "≤ 以内、不超过"),
    ("<", "< 低于"),
    ("~", "左右"),
)
_NUMBERS = (Kind.CUMULATIVE, Kind.GROWTH, Kind.LEVEL, Kind.REDUCTION)
_MODES = {
    EntryMode.TOTAL: "填累计数（率、水平）",
    EntryMode.PERIOD: "填本期数，累计自动算",
    EntryMode.BOTH_YEARS: "填今年数与上年数，增速自动算",
}
_MODES_OF = {
    Kind.CUMULATIVE: (EntryMode.TOTAL, EntryMode.PERIOD),
    Kind.GROWTH: (EntryMode.TOTAL, EntryMode.BOTH_YEARS),
}
_STAGES_HELP = "一行一个，后面写计划完成日期，如 招标 5月底"
_DUE_HELP = "文件里怎么写就怎么填，如 9月底前"
_COMMITMENTS = [("", "（没有写）"), *zip(COMMITMENTS, COMMITMENTS, strict=True)]


def _labelled(kinds: Iterable[Kind | Cadence]) -> list[tuple[Kind | Cadence, str]]:
    return [(kind, kind.label) for kind in kinds]


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A row of the form as data: its key, label, help, the kinds of target that have it, its field."""

    key: str
    label: str
    help: str
    make: Callable[["TargetDialog"], FormField]
    kinds: tuple[Kind, ...] = tuple(Kind)


SECTIONS: tuple[tuple[str, tuple[TargetRow, ...]], ...] = (
    ("指标", (
        TargetRow("name", "名称(&N)", "", lambda _: TextField()),
        TargetRow("calibre", "口径(&K)", "同名不同口径分列两项，如 部口径、嘉兴市口径", lambda _: TextField()),
        TargetRow("heading_id", "所属任务(&I)", "", lambda d: ChoiceField(d.headings())),
        TargetRow("kind", "类型(&T)", "已报过数的指标改类型后，请核对已报的数",
            lambda _: ChoiceField(_labelled(Kind))),
    )),
    ("年度目标", (
        TargetRow("comparator", "比较词(&C)", "", lambda _: ChoiceField(COMPARATOR_WORDS), _NUMBERS),
        TargetRow("value", "目标值(&V)", "这里只改录入错误；有文号的调整请用“目标变更”",
            lambda d: NumberField(d.unit), _NUMBERS),
        TargetRow("value_high", "范围的高值(&H)", "目标是范围时填，如 6—6.5 的 6.5",
            lambda d: NumberField(d.unit), _NUMBERS),
        TargetRow("stretch", "力争目标(&2)", "比年度目标更进一步的数，印在目标后面，不按它考核",
            lambda d: NumberField(d.unit), _NUMBERS),
        TargetRow("unit", "单位(&U)", "亿元、家、亩、%……", lambda _: TextField(), _NUMBERS),
        TargetRow("direction", "方向(&D)", "", lambda _: ChoiceField([
            (Direction.HIGHER, "越高越好"), (Direction.LOWER, "越低越好（控制类）")]), _NUMBERS[:3]),
        TargetRow("baseline", "基数(&J)", "从基数降到目标值时填；按率降低的不填", lambda d: NumberField(d.unit),
            (Kind.REDUCTION,)),
        TargetRow("commitment", "承诺(&P)", "", lambda _: ChoiceField(_COMMITMENTS)),
        TargetRow("weight", "权重(&W)", "一个任务的指标都有权重时，才算加权进度", lambda _: NumberField(),
            (Kind.CUMULATIVE, Kind.REDUCTION)),
    )),
    ("时间和填报", (
        TargetRow("start_date", "开始日期(&S)", "不填为1月1日", lambda _: DayField()),
        TargetRow("listed", "列入日期(&1)", "这一天以前的期间不列、不计；不填从锁定期间的次日起，没有锁定就从年初起",
            lambda _: DayField()),
        TargetRow("due", "时限原话(&X)", _DUE_HELP, lambda _: TextField()),
        TargetRow("due_date", "完成时限(&E)", "不填为年底；定性型不填就不亮灯", lambda _: DayField()),
        TargetRow("cadence", "填报频次(&R)", "到期不报记缺报", lambda _: ChoiceField(_labelled(Cadence))),
        TargetRow("entry_mode", "填法(&F)", "", lambda _: ChoiceField(list(_MODES.items())), tuple(_MODES_OF)),
        TargetRow("curve", "序时曲线(&L)", "也可写各月或各季累计百分比，如 15、40、70、100",
            lambda _: CurveField(CURVE_PRESETS), (Kind.CUMULATIVE, Kind.REDUCTION)),
        TargetRow("planned", "节点目标(&3)", "从年初累计到那一天的数；累计型按它算应达，不再用序时曲线",
            lambda d: AmountsField(d.ledger.plan.year, d.unit), _NUMBERS),
        TargetRow("stages", "阶段(&G)", _STAGES_HELP, lambda _: LongField(5, "招标 5月31日"), (Kind.MILESTONE,)),
    )),
    ("分工", (
        TargetRow("lead", "牵头单位(&Q)", "可选已有的，也可填新的", lambda d: NameField(d.ledger.unit_names())),
        TargetRow("co", "配合单位(&O)", "几个单位用“、”隔开", lambda _: NamesField()),
        TargetRow("leader", "责任领导(&Z)", "", lambda d: NameField(d.ledger.person_names())),
        TargetRow("contact", "联系人(&Y)", "", lambda d: NameField(d.ledger.person_names())),
        TargetRow("campaigns", "所属行动(&A)", "几个行动用“、”隔开", lambda _: NamesField()),
    )),
    ("来源", (
        TargetRow("quote", "原文(&B)", "文件里的原话，一字不改", lambda _: LongField(3)),
        TargetRow("note", "备注(&M)", "印在季报的说明里", lambda _: LongField(2)),
    )),
)  # fmt: skip
_HELP_OF_NEW = {"kind": "", "value": "可以照文件写，如 98%以上"}
_ROWS = {row.key: row for row in chain.from_iterable(rows for _, rows in SECTIONS)}
_DERIVED = ("lead", "co", "leader", "contact", "stages")  # typed as words, kept as ids and stages


class TargetDialog(FormDialog):
    """The form of one target; `target` is new where the ledger does not know its id."""

    def __init__(self, parent: QWidget, session: Session, target: Target) -> None:
        self.ledger: PlanYear = session.ledger
        self.is_new = target.id not in self.ledger.by_id
        title = f"编辑指标：{target.full_name}"
        if self.is_new:
            title = "新增指标"
        super().__init__(parent, session, title)
        GoesWithPlan(self, session)
        self.target = target
        if not self.is_new:
            self.head.setText(self._called())
            self.head.show()
        self._add_rows()
        self._fill(target)
        fields = self.rows.fields
        kind, unit, value = fields["kind"].widget, fields["unit"].widget, fields["value"].widget
        assert isinstance(kind, QComboBox)
        assert isinstance(unit, QLineEdit)
        assert isinstance(value, QLineEdit)
        self._value, self._kind_open = value, self.is_new
        self._offered = ""
        self._day_read: date | None = None
        for line in (unit, value):
            line.editingFinished.connect(self._understand)
        name, due = fields["name"].widget, fields["due"].widget
        assert isinstance(name, QLineEdit)
        assert isinstance(due, QLineEdit)
        name.editingFinished.connect(self._offer_stages)
        due.editingFinished.connect(self._understand_due)
        # sent for what the user picks, not for what is understood from the words typed
        kind.activated.connect(self._kind_chosen)
        kind.currentIndexChanged.connect(self._follow_kind)
        unit.textChanged.connect(self._follow_unit)
        self._follow_kind()
        self._follow_unit()
        self._say_due()
        self.fit()

    def _called(self) -> str:
        """第n项, and the plan's own 序号 where it says otherwise: neither is typed."""
        ordinal = self.ledger.ordinals[self.target.id]
        if self.target.ordinal in ("", ordinal):
            return item(ordinal)
        return f"{item(ordinal)}（文件里的序号：{self.target.ordinal}）"

    def headings(self) -> list[tuple[str | None, str]]:
        """Where the target may stand, indented by level."""
        places: list[tuple[str | None, str]] = [(None, NO_TASK)]
        for heading in self.ledger.headings:
            places.append((heading.id, "　" * (heading.level - 1) + heading.label))
        return places

    def unit(self) -> str:
        """The unit as typed so far."""
        field = self.rows.fields.get("unit")
        if field is None:  # rows above it ask, too, while the form is being made
            return ""
        return str(field.read())

    def draft(self, names: NewNames) -> Target:
        """The target as typed; raises FieldProblem."""
        made = self._handed_out(self._as_kind(), names)
        if not made.name:
            raise FieldProblem("请填指标名称")
        problem = target_problem(made, self.ledger.plan.year)
        if problem:
            raise FieldProblem(problem)
        odd = planned_problem(made)
        if odd:
            raise FieldProblem(f"{odd}，请改正节点目标或目标值", "planned")
        odd = planned_outside(made, made.due_date, self.ledger.plan.year)
        if odd:
            raise FieldProblem(f"{odd}，请改正节点目标或日期", "planned")
        return made

    def _as_kind(self) -> Target:
        """The target with what its kind has; what other kinds have goes."""
        read: dict[str, Any] = {"stages": (), "planned": (), "stretch": None}
        for key in _ROWS:
            if key not in _DERIVED and self.rows.is_shown(key):
                read[key] = self.rows.read(key)
        made = replace(self.target, **read)
        if made.kind is Kind.MILESTONE:
            made = replace(made, stages=self._stages())
        if made.kind not in _MODES_OF:
            made = replace(made, entry_mode=EntryMode.TOTAL)
        if made.kind is not Kind.REDUCTION:
            made = replace(made, baseline=None)
        if made.kind not in _ROWS["direction"].kinds:
            made = replace(made, direction=Direction.HIGHER)
        return made

    def _handed_out(self, target: Target, names: NewNames) -> Target:
        lead = names.unit(self.rows.read("lead"))
        others = []
        for unit in map(names.unit, self.rows.read("co")):
            if unit and unit != lead:  # who leads does not assist
                others.append(unit)
        return replace(
            target,
            lead_id=lead,
            co_ids=tuple(others),
            leader_id=names.person(self.rows.read("leader"), lead),
            contact_id=names.person(self.rows.read("contact"), lead),
        )

    def submit(self) -> None:
        """Write it as one action, with the names that are new."""
        self._understand()
        self._understand_due()
        names, word = NewNames(self.ledger), "编辑"
        target = self.draft(names)
        if self.is_new:
            word = "新增"
            target = replace(target, series_id=names.series(target.full_name))
        puts: list[Entity] = [*names.made]
        plan = self.ledger.plan
        new = [c for c in target.campaigns if c not in plan.campaigns]
        if new:
            puts.append(replace(plan, campaigns=(*plan.campaigns, *new)))
        self.target = target
        what = f"{word}指标：{target.full_name}"
        self.act_for_reason(lambda store, reason: store.write(what, [*puts, target], reason=reason))

    def _add_rows(self) -> None:
        for title, rows in SECTIONS:
            self.rows.section(title)
            for row in rows:
                words = row.help
                if self.is_new:
                    words = _HELP_OF_NEW.get(row.key, row.help)
                self.rows.add(row.key, row.label, row.make(self), help=words, wide=row.key == "name")

    def _fill(self, target: Target) -> None:
        ledger, lead = self.ledger, ""
        if target.lead_id:
            lead = ledger.lead_name(target)
        shown: dict[str, Any] = {
            "lead": lead,
            "co": [ledger.units[u].name for u in target.co_ids if u in ledger.units],
            "leader": ledger.person_name(target.leader_id),
            "contact": ledger.person_name(target.contact_id),
            "stages": "\n".join(f"{s.name} {s.due_date or ''}".rstrip() for s in target.stages),
        }
        for key, field in self.rows.fields.items():
            if key in shown:
                field.show(shown[key])
            else:
                field.show(getattr(target, key))

    def _stages(self) -> tuple[Stage, ...]:
        lines = [line.strip() for line in str(self.rows.read("stages")).splitlines() if line.strip()]
        if lines:
            return tuple(_stage(line, self.ledger.plan.year) for line in lines)
        if self._was_a_milestone() and not self.target.stages:
            return ()  # it keeps the chain it had
        return tuple(map(Stage, self._chain()))

    def _was_a_milestone(self) -> bool:
        return not self.is_new and self.target.kind is Kind.MILESTONE

    def _chain(self) -> tuple[str, ...]:
        """The stages that the words ask for, as far as they are typed."""
        return stage_chain(str(self.rows.read("name")), str(self.rows.read("quote")))

    def _offer_stages(self) -> None:
        """A new milestone's stages are those of its verb, to be changed; what was typed stays."""
        field = self.rows.fields["stages"]
        if self.rows.read("kind") is not Kind.MILESTONE or self._was_a_milestone():
            return
        if field.read() == self._offered:
            self._offered = "\n".join(self._chain())
            field.show(self._offered)

    def _read_due(self) -> tuple[date | None, str]:
        return read_due(str(self.rows.read("due")), self.ledger.plan.year)

    def _understand_due(self) -> None:
        """Words of a deadline that were typed fill its day, unless another was typed there."""
        if self.rows.read("due") == self.target.due:
            return
        day, _ = self._read_due()
        field = self.rows.fields["due_date"]
        assert isinstance(field, DayField)
        said = ""
        if self._day_read is not None:
            said = self._day_read.isoformat()
        if day is not None and field.text in {"", said}:
            field.show(day)
            self._day_read = day
        self._say_due()

    def _say_due(self) -> None:
        """What the words of the deadline are read as."""
        day, doubt = self._read_due()
        words = _DUE_HELP
        if day is not None:
            words = f"读作 {day.isoformat()}"
        self.rows.set_help("due", doubt or words)

    def _follow_kind(self) -> None:
        kind = self.rows.read("kind")
        mode = self.rows.fields["entry_mode"]
        assert isinstance(mode, ChoiceField)
        mode.offer([(m, _MODES[m]) for m in _MODES_OF.get(kind, (EntryMode.TOTAL,))])
        for key, row in _ROWS.items():
            self.rows.set_shown(key, shown=kind in row.kinds)
        self._offer_stages()

    def _kind_chosen(self) -> None:
        self._kind_open = False

    def _understand(self) -> None:
        """Words typed with the value ("98%以上") fill their own fields, as in a pasted table."""
        text, fields = clean(self._value.text()), self.rows.fields
        goal = read_goal(text, self.unit(), str(fields["name"].read()))
        if goal.value is None or goal.doubt:
            return
        if text.strip("0123456789.,-"):
            fields["value"].show(goal.value)
            unsaid = {"value_high": None, "comparator": "=", "direction": Direction.HIGHER, "unit": self.unit()}
            for key, nothing in unsaid.items():  # what the words do not say stays as it was chosen
                if getattr(goal, key) != nothing:
                    fields[key].show(getattr(goal, key))
        if self._kind_open and goal.kind is not fields["kind"].read():
            fields["kind"].show(goal.kind)

    def _follow_unit(self) -> None:
        for key in ("value", "value_high", "stretch", "baseline"):
            self.rows.set_unit(key, self.unit())


def _stage(line: str, year: int) -> Stage:
    """A stage as typed; a day that is none is told before it becomes part of the name."""
    name, day, odd = read_stage(line, year)
    if odd:
        raise FieldProblem(f"“{line}”里的“{odd}”不是日期。请写成 5月31日、5月底或 2020-05-31")
    return Stage(name, day)


def fresh_target(session: Session, heading_id: str | None) -> Target:
    """A target to fill in, the last under a heading."""
    ledger = session.ledger
    last = max((t.position for t in ledger.targets), default=-1)
    listed = ledger.open_from
    if listed is not None and listed.year != ledger.plan.year:  # the year is closed to its end
        listed = None
    return Target(new_id(), ledger.plan.id, heading_id, "", last + 1, "", listed=listed)
