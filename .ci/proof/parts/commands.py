"""The commands of an executable beside those of the source on this machine: the same words, files and cells."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import building
from desk import Failed
from seats import Seat

PROJECT = Path(__file__).resolve().parents[3]
FIGURES = {"合同外资": 3300, "地区生产总值增长": 7.25, "新增停车位": 190}  # typed by a unit
DOUBTED = {"新增规上企业": 100}  # ten times the quarter before
FILES = re.compile(r"(?:[A-Z]:\\|/)[^。，：；\n]*[/\\]")  # a path but for its last name


def compare(seat: Seat, program: Path, folder: Path, reference: Path) -> list[str]:
    """Every command on both, in two folders of the same content; returns what was seen to hold."""
    from tests.db.workbooks.golden import text_of

    here = Both(seat, program, folder, reference)
    here.alike("demo", "台账.ydt")
    shutil.copy(reference / "台账.ydt", folder / "台账.ydt")  # ids are of the ledger: go on with the same one
    here.alike("check", "台账.ydt")
    here.alike("collect", "台账.ydt", "--period", "2020Q3", "--out", "表")
    forms = sorted(p.name for p in (reference / "表").iterdir())
    expect(sorted(p.name for p in (folder / "表").iterdir()) == forms, "the same forms")
    for name in forms:
        expect(text_of(folder / "表" / name) == text_of(reference / "表" / name), f"the form {name} cell by cell")
    fill(reference / "表", folder / "表")

    here.alike("import", "台账.ydt", *(f"表/{n}" for n in forms), "--period", "2020Q3", "--dry-run", "--json")
    answer = json.loads(here.alike("import", "台账.ydt", *(f"表/{n}" for n in forms), "--period", "2020Q3", "--json"))
    expect(len(answer["changes"]) >= len(FIGURES), "the typed figures are written")
    expect(len(answer["doubts"]) >= len(DOUBTED), "the doubted one is not")
    reason = ("--accept-doubts", "已与单位核对")
    here.alike("import", "台账.ydt", *(f"表/{n}" for n in forms), "--period", "2020Q3", *reason)
    here.alike("check", "台账.ydt")
    here.alike("export", "台账.ydt", "--period", "2020Q3", "--out", "季报.xlsx")
    expect(text_of(folder / "季报.xlsx") == text_of(reference / "季报.xlsx"), "the report cell by cell")
    here.alike("new", "空.ydt", "--plan", "缺.json", code=1)
    here.alike("export", "台账.ydt", code=2)
    here.alike("搞", code=2)
    here.alike("--help")
    counted = f"collect ({len(forms)} forms), import ({len(answer['changes'])} changes)"
    return [f"demo, check, {counted}, export, new and wrong words as from the source"]


def logged(seat: Seat, program: Path, folder: Path) -> str:
    """The windowed executable in a script: its exit code comes back, its sentence is in the log."""
    for words, code, sentence in (
        (("export", "台账.ydt", "--period", "2020Q3", "--out", "脚本季报.xlsx"), 0, "已导出"),
        (("export", "台账.ydt", "--period", "2020Q9", "--out", "x.xlsx"), 2, "--help"),
        (("check", "缺.ydt"), 1, "找不到"),
    ):
        answer, said = seat.run(program, *words, folder=folder)
        log = said or (folder / "要点通命令记录.txt").read_text(encoding="utf-8-sig")
        expect(answer == code and sentence in log.split("====")[-1], f"{words}: {answer}, {log[-300:]}")
    return "the windowed executable returns 0, 1, 2 and leaves its sentences"


class Both:
    """The executable in one folder, the source in another."""

    def __init__(self, seat: Seat, program: Path, folder: Path, reference: Path) -> None:
        self.seat, self.program, self.folder, self.reference = seat, program, folder, reference

    def alike(self, *words: str, code: int = 0) -> str:
        """Run a command on both; returns what the source said."""
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "DISPLAY": ""}
        line = [sys.executable, str(PROJECT / "main.py"), *words]
        done = subprocess.run(line, cwd=self.reference, env=environment, capture_output=True, text=True, check=False)
        answer, said = self.seat.run(self.program, *words, folder=self.folder)
        wanted, got = plain(done.stdout + done.stderr), plain(said.replace(self.program.name, "main.py"))
        expect(answer == done.returncode == code, f"{words} ended with {answer}, {done.returncode}: {said}")
        expect(got == wanted, f"{words} said\n{got}\ninstead of\n{wanted}")
        return done.stdout


def plain(said: str) -> list[str]:
    """What was said without the folders, the times and the order of the two streams."""
    said = FILES.sub("", said.replace("\\\\", "\\"))
    said = re.sub(r"\d{4}-\d\d-\d\d[ _]\d\d[:.]\d\d([:.]\d\d)?", "某时", said)
    return sorted(said.replace("\\", "/").splitlines())


def fill(*folders: Path) -> None:
    """Type the same figures into the same forms of both folders."""
    from tests.db.workbooks.clerk import Returned

    wanted = FIGURES | DOUBTED
    for path in sorted(folders[0].iterdir()):
        form = Returned(path)
        for name in [n for n in wanted if n in form.rows]:
            form.fill(name, wanted[name])
        form.save()
        for other in folders[1:]:
            shutil.copy(path, other / path.name)


def expect(holds: object, what: str) -> None:
    """Fail with what should have been."""
    if not holds:
        raise Failed(what)


def prove(seat: Seat, built: Path, place: Path) -> list[str]:
    """The folder build: its console twin beside the source, and the windowed one in a script."""
    folder, reference = place / seat.name / "命令 行", place / seat.name / "源码 命令"
    for each in (folder, reference):
        shutil.rmtree(each, ignore_errors=True)
        each.mkdir(parents=True)
    where = built / building.FOLDER
    seen = compare(seat, where / f"{building.TWIN}{seat.ending}", folder, reference)
    return [*seen, logged(seat, where / f"{building.ONE_FILE}{seat.ending}", folder)]
