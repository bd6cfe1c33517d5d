"""What 总览 says where there is nothing yet, with the buttons that do something about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.kit import theme
from gui.kit.plain import PlainLabel


class EmptyPlan(QWidget):
    """No plan, or a plan without targets: a sentence and the ways on."""

    new_wanted = Signal()
    paste_wanted = Signal()
    file_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title, self._text = PlainLabel(), PlainLabel()
        self._title.setFont(theme.bold(theme.TARGET_PX))
        self._text.setWordWrap(True)
        self.new_button = QPushButton("新建计划…")
        self.paste_button = QPushButton("粘贴任务分解表…")
        self.file_button = QPushButton("打开计划文件…")
        self.new_button.clicked.connect(self.new_wanted)
        self.paste_button.clicked.connect(self.paste_wanted)
        self.file_button.clicked.connect(self.file_wanted)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        for button in (self.new_button, self.paste_button, self.file_button):
            button.setMinimumHeight(32)
            row.addWidget(button)
        row.addStretch(1)
        middle = QVBoxLayout()
        middle.setSpacing(theme.PADDING)
        middle.addWidget(self._title)
        middle.addWidget(self._text)
        middle.addLayout(row)
        holder = QHBoxLayout()
        holder.addStretch(1)
        holder.addLayout(middle, 6)
        holder.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addLayout(holder)
        column.addStretch(3)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tell(has_plan=False, writable=True)

    def tell(self, *, has_plan: bool, writable: bool) -> None:
        """Say what is missing, and offer what helps."""
        if has_plan:
            self._title.setText("这个计划还没有指标")
            self._text.setText(
                "手里有 Excel 任务分解表，就粘贴进来，先核对再写入。也可以自己录入：在目录里右击，或按 Ins 新增指标。"
            )
        else:
            self._title.setText("这本台账里还没有计划")
            self._text.setText(
                "新建一个计划，填上标题和年份；或从 Excel 任务分解表粘贴；或打开别人给的计划文件（.json）。"
            )
        if not writable:
            self._text.setText("台账只读打开，不能新建或粘贴。请先关掉占用它的那一方，或另存一份再打开。")
        self.new_button.setVisible(writable and not has_plan)
        self.paste_button.setVisible(writable)
        self.file_button.setVisible(writable)
