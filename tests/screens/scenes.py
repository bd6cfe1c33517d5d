"""What is pictured: each page in each state at each size of screens.md, and each dialog."""

from gui.charts.projection import Projection
from gui.window import CHARTS, ENTRY, OVERVIEW
from tests.gui.entry_desk import at, write
from tests.screens import ledgers
from tests.screens.dialogs import dialogs, import_preview

SIZES = ((1366, 698), (1920, 1010), (1280, 650), (1093, 544), (911, 442))
PAGES = {"总览": OVERVIEW, "填报": ENTRY, "图表": CHARTS}
CHOSEN = ("puyuan2020-29", "puyuan2020-23", "puyuan2020-15", "puyuan2020-47")


def pages(stage, state, name, sizes=SIZES):
    """All pages of a ledger in one state."""
    with stage.window(name) as window:
        known = [t.id for t in window.session.ledger.targets] if window.session.has_plan else []
        for target in [t for t in CHOSEN if t in known] or known[:4]:
            window.charts.show_target(target)
        for width, height in sizes:
            window.resize(width, height)
            for page, index in PAGES.items():
                window.show_page(index)
                stage.keep(window, f"{state}-{page}-{width}x{height}")


def welcome(stage, sizes=SIZES):
    """The first window."""
    with stage.starter() as starter:
        starter.welcome()
        for width, height in sizes:
            starter.window.resize(width, height)
            stage.keep(starter.window, f"开始-{width}x{height}")


def read_only(stage):
    """The demo while another program has it open."""
    path = stage.folder / "read_only" / "濮院镇2020年工作要点.ydt"
    path.parent.mkdir()
    ledgers.usual(path)
    other = ledgers.held(path)
    pages(stage, "只读", "read_only")
    other.communicate("")


def projection(stage, sizes=((1920, 1080), (1366, 768), (1024, 768))):
    """Two charts on the projector."""
    with stage.window("usual") as window:
        for width, height in sizes:
            shown = Projection(window.session, CHOSEN[:2], window)
            shown.resize(width, height)
            shown.show()
            stage.keep(shown, f"投影-{width}x{height}")
            shown.close()


def errors(stage, window):
    """A refused and two doubted figures in 填报."""
    window.show_page(ENTRY)
    for name, text in (("合同外资", "29600"), ("新增规上企业", "四条"), ("退散进集土地", "12")):
        at(window.entry, name)
        write(window.entry.view, text)
        window.entry.finish()
        stage.settle_window()


def give_up(stage, sizes=SIZES):
    """The pages with errors; leaving them behind asks, which is no picture."""
    with stage.window("errors") as window:
        errors(stage, window)
        for width, height in sizes:
            window.resize(width, height)
            stage.keep(window, f"错误-填报-{width}x{height}")
        window.entry.entries.drop(window.entry.entries.left())


SCENES = {
    "开始": welcome,
    "正常": lambda stage: pages(stage, "正常", "usual"),
    "空台账": lambda stage: pages(stage, "空台账", "without_plan"),
    "无指标": lambda stage: pages(stage, "无指标", "without_targets"),
    "长名称": lambda stage: pages(stage, "长名称", "long_names"),
    "五百项": lambda stage: pages(stage, "五百项", "many"),
    "锁定": lambda stage: pages(stage, "锁定", "locked"),
    "变更": lambda stage: pages(stage, "变更", "changed"),
    "只读": read_only,
    "错误": give_up,
    "投影": projection,
    "对话框": lambda stage: dialogs(stage, SIZES),
    "回收": lambda stage: import_preview(stage, SIZES),
}
