"""Bad surroundings and their sentences: a second start, a read-only or missing folder, a full disk, a corrupt file."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import building
from desk import Desk
from seats import Running, Seat

from parts import walk
from parts.commands import expect, fill

BEFORE = re.compile(r"^这次打开没有备份成：.*\n", re.MULTILINE)  # said before the command's own sentence
ENGLISH = re.compile(r"Traceback|Error|Exception|[a-z]{3,} [a-z]{3,} [a-z]{3,}")


def prove(seat: Seat, built: Path, place: Path) -> list[str]:
    """All of it; returns what was said."""
    folder = seat.fresh(place / seat.name / "有 麻烦")
    desk = Desk(seat, 1366, 768, place / "pictures" / f"{seat.name}-trouble")
    case = Case(seat, built / building.FOLDER, folder, desk)
    case.says("已新建", "demo", "台账.ydt")
    case.says("已写出", "collect", "台账.ydt", "--period", "2020Q3", "--out", "表")
    fill(folder / "表")
    try:
        for trouble in (started_twice, missing, corrupt, only_to_read, full):
            trouble(case)
    finally:
        desk.close()
    return case.heard


def started_twice(case: "Case") -> None:
    """What one window holds, a command does not write and a second window only shows."""
    first = case.window("台账.ydt")
    case.desk.wait_for("濮院镇2020")
    case.says("正在另一个窗口打开", *case.take("台账.ydt"), code=1)
    second = case.window("台账.ydt")
    case.desk.wait_for_number("濮院镇2020", 2)
    case.desk.picture("第二次打开只能看")
    walk.close(case.desk, first, second)


def missing(case: "Case") -> None:
    """A folder that is not there."""
    case.says("找不到", "check", "无此处/台账.ydt", code=1)
    case.says("没有这个文件夹", *case.report("台账.ydt", "无此处/季报.xlsx"), code=1)
    running = case.window("无此处/台账.ydt")
    case.desk.wait_for("^要点通$")
    case.desk.picture("打开无此处")
    walk.close(case.desk, running)


def corrupt(case: "Case") -> None:
    """Three damaged ledgers; the window stays and says so."""
    for name, damage in (("截断.ydt", truncated), ("乱码.ydt", scrambled), ("空.ydt", emptied)):
        damage(Path(shutil.copy(case.folder / "台账.ydt", case.folder / name)))
        case.says("损坏|不是", "check", name, code=1)
        running = case.window(name)
        case.desk.wait_for("^要点通$")
        case.desk.picture(f"打开{name[:-4]}")
        walk.close(case.desk, running)


def only_to_read(case: "Case") -> None:
    """A disk that cannot be written."""
    with mounted(case.folder / "只读", "size=64m") as disk:
        shutil.copy(case.folder / "台账.ydt", disk)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        case.says("完好", "check", "只读/台账.ydt")
        case.says("只能看", *case.take("只读/台账.ydt"), code=1)
        case.says("不能写", *case.report("只读/台账.ydt", "只读/季报.xlsx"), code=1)
        case.says("没有权限", "demo", "只读/新.ydt", code=1)
        running = case.window("只读/台账.ydt")
        case.desk.wait_for("濮院镇2020")
        case.desk.picture("只读盘上只能看")
        walk.close(case.desk, running)


def full(case: "Case") -> None:
    """A disk without space; with space again everything is as before and goes on."""
    with mounted(case.folder / "满盘", "size=3m") as disk:
        shutil.copy(case.folder / "台账.ydt", disk)
        filler = disk / "占满"
        filler.write_bytes(b"x" * (shutil.disk_usage(disk).free - 40_000))
        case.says("已满", *case.take("满盘/台账.ydt"), code=1)
        case.says("已满", *case.report("满盘/台账.ydt", "满盘/季报.xlsx"), code=1)
        running = case.window("满盘/台账.ydt")
        case.desk.wait_for("濮院镇2020")
        rest = disk / "占满剩下的"
        rest.write_bytes(b"x" * (shutil.disk_usage(disk).free))
        before, after = walk.PERIOD_VALUE
        case.desk.keys("ctrl+f")
        case.desk.type("htwz")
        case.desk.keys("Return", "Return")
        case.desk.type(after)
        case.desk.keys("Return")
        case.desk.picture("满盘没有存上")
        walk.expect(disk / "台账.ydt", before)
        filler.unlink()
        rest.unlink()
        case.desk.keys("F3")
        case.desk.type(after)
        case.desk.keys("Return")
        walk.expect(disk / "台账.ydt", after)
        case.desk.picture("有空间就存上")
        walk.close(case.desk, running)
        case.says("完好", "check", "满盘/台账.ydt")
        case.says("已写入", *case.take("满盘/台账.ydt"))


class Case:
    """The folder build at work in one folder: commands by the console twin, windows on a desk."""

    def __init__(self, seat: Seat, built: Path, folder: Path, desk: Desk) -> None:
        self.seat, self.folder, self.desk = seat, folder, desk
        self._twin, self._window = (built / f"{n}{seat.ending}" for n in (building.TWIN, building.ONE_FILE))
        self.heard: list[str] = []

    def window(self, name: str) -> Running:
        """Open a ledger in a window."""
        return self.seat.start(self._window, name, folder=self.folder)

    def take(self, ledger: str) -> list[str]:
        """The command that takes the filled forms."""
        forms = [f"表/{p.name}" for p in sorted((self.folder / "表").iterdir())]
        return ["import", ledger, *forms, "--period", "2020Q3"]

    @staticmethod
    def report(ledger: str, out: str) -> list[str]:
        """The command that writes the report."""
        return ["export", ledger, "--period", "2020Q3", "--out", out]

    def says(self, sentence: str, *words: str, code: int = 0) -> None:
        """Run a command: its exit code, a sentence, and no English."""
        answer, said = self.seat.run(self._twin, *words, folder=self.folder)
        said = BEFORE.sub("", said)
        expect(answer == code and re.search(sentence, said), f"{words} ended with {answer} and said:\n{said}")
        expect(not ENGLISH.search(re.sub(r"\S*[/\\]\S*", "", said)), f"{words} said:\n{said}")
        if code:
            told = [line for line in said.strip().splitlines() if "备份" not in line[:4]]
            self.heard.append(f"{words[0]}: {told[0]}")


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A disk of its own at a folder."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def truncated(path: Path) -> None:
    """Half of the file is gone."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scrambled(path: Path) -> None:
    """A page in the middle holds something else."""
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4096] = b"\xa5" * 4096
    path.write_bytes(data)


def emptied(path: Path) -> None:
    """Nothing is left of it."""
    path.write_bytes(b"")
