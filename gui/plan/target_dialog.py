"""新增指标 and 编辑指标: all that a target is, in one form; one action, written before the dialog closes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from db.actions.plans import new_id
from gui.kit.fields import (
    ChoiceField,
    CurveField,
    DayField,
    Field,
    FieldProblem,
    LongField,
    NameField,
    NamesField,
    NumberField,
    TextField,
)
from gui.plan.new_names import NewNames
from gui.session.form_dialog import FormDialog
from gui.session.session import Session
from models.judging.judgeable import target_problem
from models.plan.entities import (
    COMMITMENTS,
    CURVE_PRESETS,
    DEFAULT_STAGES,
    Cadence,
    Direction,
    EntryMode,
    Kind,
    Stage,
    Target,
)
from models.plan.ledger import NO_TASK, Ledger
from models.words.demands import read_goal
from models.words.numbers import clean, read_date

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
_CHAIN = "、".join(DEFAULT_STAGES)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the form as data: its key, label, help, the kinds of target that have it, its field."""

    key: str
    label: str
    help: str
    make: Callable[["TargetDialog"], Field]
    kinds: tuple[Kind, ...] = tuple(Kind)


SECTIONS: tuple[tuple[str, tuple[Row, ...]], ...] = (
    ("指标", (
        Row("name", "名称(&N)", "", lambda _: TextField()),
        Row("calibre", "口径(&K)", "同名不同口径分列两项，如 部口径、嘉兴市口径", lambda _: TextField()),
        Row("heading_id", "所属任务(&I)", "", lambda d: ChoiceField(d.headings())),
        Row("kind", "类型(&T)", "已报过数的指标改类型后，请核对已报的数",
            lambda _: ChoiceField([(k, k.label) for k in Kind])),
    )),
    ("年度目标", (
        Row("comparator", "比较词(&C)", "", lambda _: ChoiceField(COMPARATOR_WORDS), _NUMBERS),
        Row("value", "目标值(&V)", "这里只改录入错误；有文号的调整请用“目标变更”",
            lambda d: NumberField(d.unit), _NUMBERS),
        Row("value_high", "范围的高值(&H)", "目标是范围时填，如 6—6.5 的 6.5", lambda d: NumberField(d.unit), _NUMBERS),
        Row("unit", "单位(&U)", "亿元、家、亩、%……", lambda _: TextField(), _NUMBERS),
        Row("direction", "方向(&D)", "", lambda _: ChoiceField([
            (Direction.HIGHER, "越高越好"), (Direction.LOWER, "越低越好（控制类）")]), _NUMBERS[:3]),
        Row("baseline", "基数(&J)", "从基数降到目标值时填；按率降低的不填", lambda d: NumberField(d.unit),
            (Kind.REDUCTION,)),
        Row("commitment", "承诺(&P)", "", lambda _: ChoiceField([("", "（没有写）"), *((c, c) for c in COMMITMENTS)])),
        Row("weight", "权重(&W)", "一个任务的指标都有权重时，才算加权进度", lambda _: NumberField(),
            (Kind.CUMULATIVE, Kind.REDUCTION)),
    )),
    ("时间和填报", (
        Row("start_date", "开始日期(&S)", "不填为1月1日", lambda _: DayField()),
        Row("due", "时限原话(&X)", "文件里怎么写就怎么填，如 9月底前", lambda _: TextField()),
        Row("due_date", "完成时限(&E)", "不填为年底；定性型不填就不亮灯", lambda _: DayField()),
        Row("cadence", "填报频次(&R)", "到期不报记缺报", lambda _: ChoiceField([(c, c.label) for c in Cadence])),
        Row("entry_mode", "填法(&F)", "", lambda _: ChoiceField(list(_MODES.items())), tuple(_MODES_OF)),
        Row("curve", "序时曲线(&L)", "也可写各月或各季累计百分比，如 15、40、70、100",
            lambda _: CurveField(CURVE_PRESETS), (Kind.CUMULATIVE, Kind.REDUCTION)),
        Row("stages", "阶段(&G)", f"一行一个，后面写计划完成日期；不填用 {_CHAIN}",
            lambda _: LongField(5, "招标 2020-05-31"), (Kind.MILESTONE,)),
    )),
    ("分工", (
        Row("lead", "牵头单位(&Q)", "可选已有的，也可填新的", lambda d: NameField(d.ledger.unit_names())),
        Row("co", "配合单位(&O)", "几个单位用“、”隔开", lambda _: NamesField()),
        Row("leader", "责任领导(&Z)", "", lambda d: NameField(d.ledger.person_names())),
        Row("contact", "联系人(&Y)", "", lambda d: NameField(d.ledger.person_names())),
        Row("campaigns", "所属行动(&A)", "几个行动用“、”隔开", lambda _: NamesField()),
    )),
    ("来源", (
        Row("quote", "原文(&B)", "文件里的原话，一字不改", lambda _: LongField(3)),
        Row("note", "备注(&M)", "印在季报的说明里", lambda _: LongField(2)),
    )),
)  # fmt: skip
_HELP_OF_NEW = {"kind": "", "value": "可以照文件写，如 98%以上"}
_ROWS = {row.key: row for _, rows in SECTIONS for row in rows}
_DERIVED = ("lead", "co", "leader", "contact", "stages")


class TargetDialog(FormDialog):
    """The form of one target; `target` is new where the ledger does not know its id."""

    def __init__(self, parent: QWidget, session: Session, target: Target) -> None:
        self.ledger: Ledger = session.ledger
        self.is_new = target.id not in self.ledger.by_id
        super().__init__(parent, session, "新增指标" if self.is_new else f"编辑指标：{target.full_name}")
        self.target = target
        for title, rows in SECTIONS:
            self.rows.section(title)
            for row in rows:
                words = _HELP_OF_NEW.get(row.key, row.help) if self.is_new else row.help
                self.rows.add(row.key, row.label, row.make(self), help=words, wide=row.key == "name")
        self._fill(target)
        kind, unit, value = (self.rows.fields[key].widget for key in ("kind", "unit", "value"))
        assert isinstance(kind, QComboBox)
        assert isinstance(unit, QLineEdit)
        assert isinstance(value, QLineEdit)
        self._value, self._kind_open = value, self.is_new
        for line in (unit, value):
            line.editingFinished.connect(self._understand)
        kind.activated.connect(self._kind_chosen)
        kind.currentIndexChanged.connect(self._follow_kind)
        unit.textChanged.connect(self._follow_unit)
        self._follow_kind()
        self._follow_unit()
        self.fit()

    def headings(self) -> list[tuple[str | None, str]]:
        """Where the target may stand, indented by level."""
        return [(None, NO_TASK), *((h.id, "　" * (h.level - 1) + h.label) for h in self.ledger.headings)]

    def unit(self) -> str:
        """The unit as typed so far."""
        field = self.rows.fields.get("unit")
        return str(field.read()) if field else ""

    def draft(self, names: NewNames) -> Target:
        """The target as typed; raises FieldProblem."""
        values = {key: self.rows.read(key) for key in _ROWS if key not in _DERIVED and self.rows.is_shown(key)}
        lead = names.unit(self.rows.read("lead"))
        co = [names.unit(n) for n in self.rows.read("co")]
        made = replace(
            self.target,
            **values,
            lead_id=lead,
            co_ids=tuple(u for u in co if u and u != lead),
            leader_id=names.person(self.rows.read("leader"), lead),
            contact_id=names.person(self.rows.read("contact"), lead),
            stages=self._stages() if values["kind"] is Kind.MILESTONE else (),
        )
        if values["kind"] not in _MODES_OF:
            made = replace(made, entry_mode=EntryMode.TOTAL)
        if values["kind"] is not Kind.REDUCTION:
            made = replace(made, baseline=None)
        problem = "请填指标名称" if not made.name else target_problem(made, self.ledger.plan.year)
        if problem:
            raise FieldProblem(problem)
        return made

    def submit(self) -> None:
        """Write it as one action, with the names that are new."""
        self._understand()
        names = NewNames(self.ledger)
        target = self.draft(names)
        if self.is_new:
            target = replace(target, series_id=names.series(target.full_name))
        plan = self.ledger.plan
        new = [c for c in target.campaigns if c not in plan.campaigns]
        plans = [replace(plan, campaigns=(*plan.campaigns, *new))] if new else []
        self.target = target
        what = f"{'新增' if self.is_new else '编辑'}指标：{target.full_name}"
        self.act(lambda store: store.write(what, [*names.made, *plans, target]))

    def _fill(self, target: Target) -> None:
        ledger = self.ledger
        shown: dict[str, Any] = {
            "lead": ledger.lead_name(target) if target.lead_id else "",
            "co": [ledger.units[u].name for u in target.co_ids if u in ledger.units],
            "leader": ledger.person_name(target.leader_id),
            "contact": ledger.person_name(target.contact_id),
            "stages": "\n".join(f"{s.name} {s.due_date or ''}".rstrip() for s in target.stages),
        }
        for key, field in self.rows.fields.items():
            field.show(shown[key] if key in shown else getattr(target, key))

    def _stages(self) -> tuple[Stage, ...]:
        found = []
        for line in str(self.rows.read("stages")).splitlines():
            name, _, day = line.strip().rpartition(" ")
            due = read_date(day) if name else None
            if line.strip():
                found.append(Stage(name.strip(), due) if due else Stage(line.strip()))
        return tuple(found)

    def _follow_kind(self) -> None:
        kind = self.rows.read("kind")
        mode = self.rows.fields["entry_mode"]
        assert isinstance(mode, ChoiceField)
        mode.offer([(m, _MODES[m]) for m in _MODES_OF.get(kind, (EntryMode.TOTAL,))])
        for key, row in _ROWS.items():
            self.rows.set_shown(key, shown=kind in row.kinds)

    def _kind_chosen(self) -> None:
        self._kind_open = False

    def _understand(self) -> None:
        """Words typed with the value ("98%以上") fill their own fields, as in a pasted table."""
        text, fields = clean(self._value.text()), self.rows.fields
        goal = read_goal(text, self.unit(), str(fields["name"].read()))
        if goal.value is None or goal.doubt:
            return
        if text.strip("0123456789.,-"):
            unsaid = {"value_high": None, "comparator": "=", "direction": Direction.HIGHER, "unit": self.unit()}
            said = {k: getattr(goal, k) for k, nothing in unsaid.items() if getattr(goal, k) != nothing}
            for key, understood in {"value": goal.value, **said}.items():
                fields[key].show(understood)
        if self._kind_open and goal.kind is not fields["kind"].read():
            fields["kind"].show(goal.kind)

    def _follow_unit(self) -> None:
        for key in ("value", "value_high", "baseline"):
            self.rows.set_unit(key, self.unit())


def fresh_target(session: Session, heading_id: str | None) -> Target:
    """A target to fill in, the last under a heading."""
    ledger = session.ledger
    last = max((t.position for t in ledger.targets), default=-1)
    return Target(new_id(), ledger.plan.id, heading_id, "", last + 1, "")
