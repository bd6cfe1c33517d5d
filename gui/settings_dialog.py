"""设置: what an office may choose, declared as data; one action, undoable like any other."""

from dataclasses import dataclass

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.session import Session
from models.entities import Setting
from models.settings import PRESETS, Office, Rule


@dataclass(frozen=True, slots=True)
class Choice:
    """One row: the setting's key, its label with its Alt key, what it means, what may be chosen."""

    key: str
    label: str
    help: str
    options: tuple[tuple[str, str], ...] = ()


CHOICES = (
    Choice("organisation", "单位名称(&D)", "印在季报左上角；不填则用计划的发布机构"),
    Choice("who", "填写人(&R)", "记在修改记录里"),
    Choice("report_days", "期末后几天内报(&B)", "印在填报表和催报文字上；某一期可以另定"),
    Choice("rule.preset", "预警规则(&G)", "已锁定的期间仍用锁定时的规则", tuple((p, p) for p in PRESETS)),
    Choice("rule.pace_band", "黄灯宽度：与序时比(&X)", "百分点，差值法用"),
    Choice("rule.direct_band", "黄灯宽度：直接与目标比(&Z)", "百分点，增速、水平型用"),
    Choice("rule.ahead", "超序时起点(&C)", "高于序时几个百分点称“超序时”"),
    Choice("rule.near_days", "临期天数(&L)", "节点型在到期前几天变黄灯"),
    Choice("rule.decimals", "百分数小数位(&S)", "", (("1", "一位"), ("2", "两位"))),
    Choice("ranking", "单位排名(&P)", "按达序时的比例给牵头单位排名；默认不排", (("0", "不排名"), ("1", "排名"))),
)


class SettingsDialog(QDialog):
    """The page made from CHOICES."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setWindowTitle("设置 — 要点通")
        self.setMinimumWidth(560)
        self._session = session
        self._fields: dict[str, QLineEdit | QComboBox] = {}
        column = QVBoxLayout(self)
        form = QFormLayout()
        now = current(session)
        for choice in CHOICES:
            field = _field(choice, now[choice.key])
            label = QLabel(choice.label)
            label.setBuddy(field)
            row = QVBoxLayout()
            row.setSpacing(2)
            row.addWidget(field)
            if choice.help:
                hint = QLabel(choice.help)
                hint.setObjectName("hint")
                row.addWidget(hint)
            form.addRow(label, row)
            self._fields[choice.key] = field
        column.addLayout(form)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        column.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.cancel, self.save = QPushButton("取消"), QPushButton("保存")
        self.save.setObjectName("accent")
        self.save.setEnabled(not session.read_only)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        column.addLayout(buttons)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)

    def _save(self) -> None:
        """One action with what differs; a number that is none is said, and nothing is saved."""
        before = current(self._session)
        after = {key: _value(field) for key, field in self._fields.items()}
        for choice in CHOICES:
            if choice.key in _NUMBERS and not _is_number(after[choice.key]):
                self.problem.setText(
                    f"“{after[choice.key]}”不是可用的数。没有保存。请在“{_plain(choice.label)}”填不小于0的数。"
                )
                self._fields[choice.key].setFocus()
                return
        changed = [Setting(key, value) for key, value in after.items() if value != before[key]]
        if changed:
            self._session.write("修改设置", changed)
        self.accept()


_NUMBERS = {"report_days", "rule.pace_band", "rule.direct_band", "rule.ahead", "rule.near_days"}


def current(session: Session) -> dict[str, str]:
    """The settings in force, defaults included, as text."""
    settings = session.ledger.settings if session.has_plan else {}
    office, rule = Office.of(settings), Rule.of(settings)
    return {
        "organisation": office.organisation,
        "who": office.who,
        "report_days": str(office.report_days),
        "ranking": "1" if office.ranking else "0",
        "rule.preset": rule.preset,
        "rule.pace_band": f"{rule.pace_band:f}",
        "rule.direct_band": f"{rule.direct_band:f}",
        "rule.ahead": f"{rule.ahead:f}",
        "rule.near_days": str(rule.near_days),
        "rule.decimals": str(rule.decimals),
    }


def _field(choice: Choice, value: str) -> QLineEdit | QComboBox:
    if not choice.options:
        return QLineEdit(value)
    box = QComboBox()
    for key, name in choice.options:
        box.addItem(name, key)
    box.setCurrentIndex(max(0, box.findData(value)))
    return box


def _value(field: QLineEdit | QComboBox) -> str:
    return str(field.currentData()) if isinstance(field, QComboBox) else field.text().strip()


def _is_number(text: str) -> bool:
    whole, dot, part = text.partition(".")
    return whole.isascii() and whole.isdigit() and (not dot or part.isdigit()) and len(text) < 8


def _plain(label: str) -> str:
    return label.split("(&", maxsplit=1)[0]
