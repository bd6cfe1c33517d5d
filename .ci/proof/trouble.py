"""Bad surroundings: a second start, a read-only or missing folder, a full disk, a corrupt file. Each has its sentence."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import building
import walk
from commands import expect, fill
from desk import Desk
from seats import Seat

ENGLISH = re.compile(r"Traceback|Error|Exception|[a-z]{3,} [a-z]{3,} [a-z]{3,}")


def prove(seat: Seat, built: Path, place: Path) -> list[str]:
    """All of it; returns what was said."""
    where = built / building.FOLDER
    twin, window = (where / f"{name}{seat.ending}" for name in (building.TWIN, building.ONE_FILE))
    folder = place / seat.name / "有 麻烦"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    case = Case(seat, twin, folder)
    case.says("已新建", "demo", "台账.ydt")
    case.says("已写出", "collect", "台账.ydt", "--period", "2020Q3", "--out", "表")
    fill(folder / "表")
    forms = [f"表/{p.name}" for p in sorted((folder / "表").iterdir())]
    take = ("import", "台账.ydt", *forms, "--period", "2020Q3")

    desk = Desk(1366, 768, place / "pictures" / f"{seat.name}-trouble", managed=seat.name == "Linux")
    try:
        running = seat.start(window, "台账.ydt", folder=folder, display=desk.display)
        desk.wait_for("濮院镇2020")
        case.says("正在另一个窗口打开", *take, code=1)
        second = seat.start(window, "台账.ydt", folder=folder, display=desk.display)
        desk.wait_for_number("濮院镇2020", 2)
        desk.picture("第二次打开只能看")
        walk.close(desk, second)
        walk.close(desk, running)

        case.says("找不到|打不开|没有", "check", "没有这个文件夹/台账.ydt", code=1)
        case.says("找不到|没有", "export", "台账.ydt", "--period", "2020Q3", "--out", "没有这个文件夹/季报.xlsx", code=1)

        for name, damage in (("截断.ydt", truncated), ("乱码.ydt", scrambled), ("空.ydt", emptied)):
            damage(shutil.copy(folder / "台账.ydt", folder / name))
            case.says("损坏|不是", "check", name, code=1)
            running = seat.start(window, name, folder=folder, display=desk.display)
            desk.wait_for("^要点通$")
            desk.picture(f"打开{name[:-4]}")
            walk.close(desk, running)

        with mounted(folder / "只读", "tmpfs", "size=64m") as disk:
            shutil.copy(folder / "台账.ydt", disk)
            shutil.copytree(folder / "表", disk / "表")
            subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
            case.says("完好", "check", "只读/台账.ydt")
            case.says("只能看", "import", "只读/台账.ydt", *(f"只读/{f}" for f in forms), "--period", "2020Q3", code=1)
            case.says("不能写", "export", "只读/台账.ydt", "--period", "2020Q3", "--out", "只读/季报.xlsx", code=1)
            case.says("没有权限", "demo", "只读/新.ydt", code=1)
            running = seat.start(window, "只读/台账.ydt", folder=folder, display=desk.display)
            desk.wait_for("濮院镇2020")
            desk.picture("只读盘上只能看")
            walk.close(desk, running)

        with mounted(folder / "满盘", "tmpfs", "size=3m") as disk:
            shutil.copy(folder / "台账.ydt", disk)
            filler = disk / "占满"
            with filler.open("wb") as file:
                file.write(b"x" * (free(disk) - 40_000))
            case.says("已?满", "import", "满盘/台账.ydt", *forms, "--period", "2020Q3", code=1)
            case.says("已?满", "export", "满盘/台账.ydt", "--period", "2020Q3", "--out", "满盘/季报.xlsx", code=1)
            filler.unlink()
            case.says("完好", "check", "满盘/台账.ydt")
            case.says("已写入", *(w.replace("台账.ydt", "满盘/台账.ydt") for w in take))
    finally:
        desk.close()
    return case.heard


class Case:
    """Commands of the console twin in one folder."""

    def __init__(self, seat: Seat, twin: Path, folder: Path) -> None:
        self.seat, self.twin, self.folder = seat, twin, folder
        self.heard: list[str] = []

    def says(self, sentence: str, *words: str, code: int = 0) -> None:
        """Run a command: its exit code, a sentence, and no English."""
        answer, said = self.seat.run(self.twin, *words, folder=self.folder)
        expect(answer == code and re.search(sentence, said), f"{words} ended with {answer} and said:\n{said}")
        expect(not ENGLISH.search(re.sub(r"\S*[/\\]\S*", "", said)), f"{words} said:\n{said}")
        if code:
            self.heard.append(f"{words[0]}: {said.strip().splitlines()[-1]}")


@contextmanager
def mounted(folder: Path, kind: str, options: str) -> Iterator[Path]:
    """A disk of its own at a folder."""
    folder.mkdir()
    subprocess.run(["mount", "-t", kind, "-o", options, kind, str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def free(disk: Path) -> int:
    """Free bytes."""
    return shutil.disk_usage(disk).free


def truncated(name: str) -> None:
    """Half of the file is gone."""
    path = Path(name)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scrambled(name: str) -> None:
    """A page in the middle holds something else."""
    path = Path(name)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4096] = b"\xa5" * 4096
    path.write_bytes(data)


def emptied(name: str) -> None:
    """Nothing is left of it."""
    Path(name).write_bytes(b"")
