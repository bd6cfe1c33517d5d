"""The first days: data beside the program or in 文档, the last ledger, 最近打开, a file by name, a double click."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import building
from desk import Desk, until
from seats import Linux, Running, Seat

from parts import walk
from parts.commands import expect

RELEASED = Path(__file__).resolve().parents[3] / "tests" / "db" / "released"
CLASSES, MACHINE = r"HKCU\Software\Classes", r"HKLM\Software\Classes"
DRIVES = r"HKLM\Software\Wine\Drives"
KINDS = (".ydt", "Yaodian.Ledger")


def prove(seat: Seat, built: Path, place: Path) -> list[str]:
    """All of it; returns what was seen to hold."""
    folder = seat.fresh(place / seat.name / "头 几天")
    program = Path(shutil.copy(built / f"{building.ONE_FILE}{seat.ending}", folder))
    desk = Desk(seat, 1366, 768, place / "pictures" / f"{seat.name}-first")
    days = Days(seat, desk, program, folder)
    try:
        return [step(days) for step in STEPS]
    finally:
        desk.close()


class Days:
    """One program in one folder, and its windows."""

    def __init__(self, seat: Seat, desk: Desk, program: Path, folder: Path) -> None:
        self.seat, self.desk, self.program, self.folder = seat, desk, program, folder

    def start(self, title: str, *words: str) -> Running:
        """Start it, and wait for its window."""
        running = self.seat.start(self.program, *words, folder=self.folder)
        self.desk.wait_for(title, 120)
        return running

    def menu(self, from_below: int) -> None:
        """≡, and an entry counted from below."""
        self.desk.keys("alt+m", *["Up"] * from_below, "Return")

    def last_logged(self) -> str:
        """What the last command of the windowed program left in its file."""
        return (self.folder / "要点通命令记录.txt").read_text(encoding="utf-8-sig").split("====")[-1]

    def tell_registry(self, *words: str) -> str:
        """Windows' own program for the registry; returns what it said."""
        running = self.seat.start("reg", *words, folder=self.folder)
        running.end()
        return running.said


def in_documents(days: Days) -> str:
    r"""Nothing lies beside the program: 文档\要点通; the next start opens the ledger, 最近打开 holds it."""
    running = days.start("^要点通$")
    days.desk.picture("头一次")
    days.desk.keys("alt+3")
    days.desk.wait_for("濮院镇2020")
    ledger = walk.the_ledger(days.seat, days.folder)
    expect(ledger.is_relative_to(days.seat.documents() / "要点通"), f"in 文档, not {ledger}")
    walk.close(days.desk, running)

    running = days.start("濮院镇2020")
    days.desk.picture("第二次直接打开")
    days.menu(5 if isinstance(days.seat, Linux) else 6)  # 回到开始页
    days.desk.wait_for("^要点通$")
    days.desk.picture("最近打开")
    days.desk.keys("Tab", "Tab", "Tab", "Return")
    days.desk.wait_for("濮院镇2020")
    walk.close(days.desk, running)
    expect(walk.the_ledger(days.seat, days.folder) == ledger, "no second demo")
    expect(not list(days.folder.glob("*.ini")), "nothing is remembered beside the program")
    return r"data in 文档\要点通; the second start opens the ledger, 最近打开 too"


def portable(days: Days) -> str:
    """A file named 便携 lies beside the program: data and what is remembered lie there, 文档 is left alone."""
    days.seat.forget()
    (days.folder / "便携").touch()
    before = days.seat.written()
    running = days.start("^要点通$")
    days.desk.picture("便携")
    days.desk.keys("alt+3")
    days.desk.wait_for("濮院镇2020")
    ledger = walk.the_ledger(days.seat, days.folder)
    expect(ledger.is_relative_to(days.folder), f"beside the program, not {ledger}")
    walk.close(days.desk, running)
    strange = days.seat.written() - before
    expect(not strange, f"written elsewhere: {strange}")
    expect((days.folder / "要点通设置.ini").is_file(), "what is remembered lies beside the program")
    return "with 便携 beside the program everything lies there"


def by_name(days: Days) -> str:
    """A ledger that an earlier program made opens by name, as when it is dragged onto the program.

    Without 便携 a ledger beside the program says as well that data lies there.
    """
    (days.folder / "便携").unlink()
    before = days.seat.written()
    for old in sorted(RELEASED.glob("*.ydt")):
        shutil.copy(old, days.folder / f"旧 {old.name}")
        running = days.start("濮院镇2020", f"旧 {old.name}")
        days.desk.picture(f"旧台账{old.stem}", differs=0)  # two that are upgraded look alike but for their names
        walk.close(days.desk, running)
    expect(days.seat.written() == before, "everything lies beside the program")
    return f"ledgers of {', '.join(p.stem for p in sorted(RELEASED.glob('*.ydt')))} open by name"


def upgraded(days: Days) -> str:
    """A file that is one step of the schema behind is backed up, upgraded and shown with the sentence that says so."""
    from sqlite_utils import Database

    from db.ledger.migrations import APPLICATION_ID, migrations
    from db.ledger.opening import step_names

    path = days.folder / "上一版.ydt"
    with closing(sqlite3.connect(path)) as file:
        older = Database(file, strict=True, execute_plugins=False)
        older.execute(f"pragma application_id={APPLICATION_ID}")
        migrations.apply(older, stop_before="m002_journal")
    running = days.start("上一版", path.name)
    days.desk.picture("已升级")
    walk.close(days.desk, running)
    (kept,) = [p for p in (days.folder / "上一版-备份").iterdir() if "升级前" in p.name]
    expect((steps(kept), steps(path)) == (1, len(step_names())), "the backup is as before, the file of this version")
    shutil.copy(kept, days.folder / "再一本.ydt")
    code, said = days.seat.run(days.program, "import", "再一本.ydt", "缺.xlsx", folder=days.folder)
    expect(code == 1 and "台账已升级到新版格式" in said, f"a command ended with {code} and said {said}")
    return "an older ledger is backed up, upgraded, and it is said"


def steps(ledger: Path) -> int:
    """How many steps of the schema a ledger has taken."""
    with closing(sqlite3.connect(ledger)) as file:
        return int(file.execute("select count(*) from _sqlite_migrations").fetchone()[0])


def too_new(days: Days) -> str:
    """The program was replaced by an earlier one: a ledger of the later one is refused, and stays as it is."""
    path = Path(shutil.copy(next(RELEASED.glob("*.ydt")), days.folder / "新版.ydt"))
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("insert into _sqlite_migrations values (99, 'yaodian', 'm099_later', '2030-01-01')")
    whole = path.read_bytes()
    running = days.start("^要点通$", path.name)
    days.desk.picture("新版做的台账")
    walk.close(days.desk, running)
    expect(path.read_bytes() == whole, "a later program's ledger is left alone")
    return "a ledger of a later program is refused and left alone"


def double_click(days: Days) -> str:
    """双击台账就打开 on and off: a ledger opens by itself, and the registry is as before."""
    if isinstance(days.seat, Linux):
        return "no registry here: a double click is not offered"
    days.tell_registry("add", CLASSES, "/f")  # it is there on every Windows
    before = days.tell_registry("query", CLASSES, "/s")
    running = days.start("濮院镇2020", "旧 v1.ydt")
    answer(days, "问双击")
    until("the registry names the program", lambda: "Yaodian.Ledger" in days.tell_registry("query", CLASSES, "/s"))
    walk.close(days.desk, running)

    for kind in KINDS:  # Windows looks there by itself; Wine 10 looks for kinds of files in the machine's part alone
        days.tell_registry("copy", rf"{CLASSES}\{kind}", rf"{MACHINE}\{kind}", "/s", "/f")
    opened = days.seat.start("start", "/wait", days.folder / "旧 v1.ydt", folder=days.folder)
    days.desk.wait_for("濮院镇2020", 60)
    answer(days, "双击打开的")
    until("the registry is as before", lambda: days.tell_registry("query", CLASSES, "/s") == before)
    walk.close(days.desk, opened)
    for kind in KINDS:
        days.tell_registry("delete", rf"{MACHINE}\{kind}", "/f")
    return "双击台账就打开: start 台账.ydt opens it; switched off, HKCU\\Software\\Classes is as before"


def answer(days: Days, name: str) -> None:
    """双击台账就打开…, and its first button."""
    days.menu(4)
    days.desk.picture(name)
    days.desk.keys("shift+Tab", "Return")


def in_a_script(days: Days) -> str:
    """`start /wait` gives a batch file the exit code, and leaves the sentence in the log."""
    if isinstance(days.seat, Linux):
        return "no cmd here"
    shutil.copy(days.folder / "旧 v1.ydt", days.folder / "旧.ydt")
    for ledger, code, sentence in (("旧.ydt", 0, "已导出"), ("缺.ydt", 1, "找不到")):
        words = f"start /wait {days.program.name} export {ledger} --period 2020Q3 --out 脚本季报.xlsx"
        running = days.seat.start("cmd", "/v:on", "/c", f"{words} & exit !errorlevel!", folder=days.folder)
        got = running.end()
        last = days.last_logged()
        expect(got == code and sentence in last, f"start /wait ended with {got}, said {running.said}, log: {last}")
    return "cmd's start /wait returns 0 and 1, the sentences are in the log"


def other_drives(days: Days) -> str:
    """A stick and a share are named as such, in the window and by a command; on a share nothing is written."""
    if isinstance(days.seat, Linux):
        return "drives are told by unit tests"
    days.seat.run(days.program, "collect", "旧.ydt", "--period", "2020Q3", "--out", "表", folder=days.folder)
    form = f"表/{min(p.name for p in (days.folder / '表').iterdir())}"
    for kind, code, sentence in (("floppy", 0, "台账在U盘或移动盘上"), ("network", 1, "文件在网络共享盘上")):
        days.tell_registry("add", DRIVES, "/v", "d:", "/d", kind, "/f")
        days.seat.sit(days.desk.display)
        running = days.start("濮院镇2020", "旧.ydt")
        days.desk.picture(f"盘{kind}")
        walk.close(days.desk, running)
        whole = (days.folder / "旧.ydt").read_bytes()
        got, said = days.seat.run(days.program, "import", "旧.ydt", form, folder=days.folder)
        expect(got == code and sentence in said, f"on {kind}: {got}, {said}")
        same = (days.folder / "旧.ydt").read_bytes() == whole
        expect(same or kind != "network", "a ledger on a share is left alone")
    days.tell_registry("delete", DRIVES, "/v", "d:", "/f")
    days.seat.sit(days.desk.display)
    return "a stick and a share are named; on a share nothing is written"


STEPS = (in_documents, portable, by_name, upgraded, too_new, double_click, in_a_script, other_drives)
