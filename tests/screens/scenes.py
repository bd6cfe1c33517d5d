"""What is pictured: each page in each state at each size of screens.md, and each dialog."""

from db.disk.drives import Drive
from gui.meeting.projection import Projection
from gui.shell.pages import CHARTS, ENTRY, OVERVIEW
from gui.system import remembered
from gui.system.places import Place
from gui.system.probing import Seen
from tests.gui.entry.desk import at, write
from tests.screens import ledgers
from tests.screens.dialogs import dialogs, import_preview
from tests.screens.stage import FIRST_SIZE

SIZES = (FIRST_SIZE, (1920, 1010), (1280, 650), (1093, 544), (911, 442))
PAGES = {"总览": OVERVIEW, "填报": ENTRY, "图表": CHARTS}
CHOSEN = ("puyuan2020-29", "puyuan2020-23", "puyuan2020-15", "puyuan2020-47")


def pages(stage, state, name, sizes=SIZES):
    """All pages of a ledger in one state."""
    with stage.window(name) as window:
        known = [t.id for t in window.session.ledger.targets] if window.session.has_plan else []
        for target in [t for t in CHOSEN if t in known] or known[:4]:
            window.charts.show_target(target)
        for width, height in sizes:
            stage.resize(window, width, height)
            for page, index in PAGES.items():
                window.show_page(index)
                stage.keep(window, f"{state}-{page}-{width}x{height}")


def welcome(stage, sizes=SIZES):
    """The first window."""
    with stage.starter() as starter:
        starter.welcome()
        for width, height in sizes:
            stage.resize(starter.window, width, height)
            stage.keep(starter.window, f"开始-{width}x{height}")


def recent(stage):
    """The first window of somebody who has used it, with its files on all kinds of drives; one is gone."""
    files = (
        "濮院镇2021年工作要点",
        "濮院镇2020年工作要点",
        "名字很长的台账：濮院镇2020年度工作要点暨重点项目推进计划（修订稿）",
        "桐乡市濮院镇2019年",
        "试填",
    )
    drives = (Drive.FIXED, Drive.REMOVABLE, Drive.NETWORK, Drive.FIXED, Drive.FIXED)
    deep = "台账/很长的文件夹名字很长的文件夹名字很长的文件夹名字/濮院镇党政办公室综合科"
    paths = [stage.folder / (deep if i == 2 else "台账") / f"{name}.ydt" for i, name in enumerate(files)]
    for path in reversed(paths):
        remembered.keep_recent(path)
    place = Place(stage.folder / deep, why="便携：与程序放在一起")
    with stage.starter(place) as starter:
        starter.welcome()
        stage.settle(starter)
        for i, path in enumerate(paths):
            starter.window.recent.tell(Seen(path, i != 3, drives[i]))
        starter.window.show_place(place, Drive.REMOVABLE)
        for width, height in SIZES:
            stage.resize(starter.window, width, height)
            stage.keep(starter.window, f"开始-用过-{width}x{height}")
    for path in paths:
        remembered.forget_recent(path)


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
        # Where the grid is scrolled to follows from the size in which one types.
        stage.resize(window, *sizes[0])
        errors(stage, window)
        for width, height in sizes:
            stage.resize(window, width, height)
            stage.keep(window, f"错误-填报-{width}x{height}")
        window.entry.entries.drop(window.entry.entries.left())


SCENES = {
    "开始": welcome,
    "开始-用过": recent,
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
