"""The commands of an executable beside those of the source on this machine: the same words, files and cells."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import building
from desk import Failed
from seats import Seat

if TYPE_CHECKING:
    from tests.db.workbooks.clerk import Returned

PROJECT = Path(__file__).resolve().parents[3]
FIGURES = {"合同外资": 3300, "地区生产总值增长": 7.25, "新增停车位": 190}  # typed by a unit
DOUBTED = {"新增规上企业": 100}  # ten times the quarter before
# typed by a unit that then sorts its form
SORTED = {"合同外资": 3310, "实到外资（部口径）": 1910, "实到外资（嘉兴市口径）": 3700}
OLDER = {"生态重点项目建设": 18, "新增污水管网": 9.05}  # typed into a form that is saved as .xls
LATE = 9_999  # typed everywhere after the quarter is locked
REASON = ("--accept-doubts", "已与单位核对")
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
    here.alike("import", "台账.ydt", *(f"表/{n}" for n in forms), "--period", "2020Q3", *REASON)
    here.alike("check", "台账.ydt")
    here.alike("export", "台账.ydt", "--period", "2020Q3", "--out", "季报.xlsx")
    expect(text_of(folder / "季报.xlsx") == text_of(reference / "季报.xlsx"), "the report cell by cell")
    here.alike("new", "空.ydt", "--plan", "缺.json", code=1)
    here.alike("export", "台账.ydt", code=2)
    here.alike("搞", code=2)
    here.alike("--help")
    counted = f"collect ({len(forms)} forms), import ({len(answer['changes'])} changes)"
    others = [a_form_sorted(here), a_form_of_old(here), a_quarter_locked(here)]
    return [f"demo, check, {counted}, export, new and wrong words as from the source", *others]


def a_form_sorted(here: "Both") -> str:
    """Only the visible columns of a form were sorted: each row is a doubt, and lands where it visibly stands."""
    form = here.form_with(*SORTED)
    for name, value in SORTED.items():
        form.fill(name, value)
    sort_visible(form)
    name, before = here.save(form, "理过.xlsx"), here.kept()
    asked = json.loads(here.alike("import", "台账.ydt", name, "--period", "2020Q3", "--json"))
    doubted = {d["name"]: d for d in asked["doubts"]}
    hidden = [d["reasons"][0] for d in doubted.values() if "隐藏的编号却是" in d["reasons"][0]]
    expect(doubted.keys() >= SORTED.keys() and not asked["changes"], f"all that moved is a doubt: {asked}")
    expect(len(hidden) == len(doubted), f"each doubt names the hidden number's target: {asked['doubts']}")
    expect(here.kept() == before, "nothing of a sorted form is written unasked")
    here.alike("import", "台账.ydt", name, "--period", "2020Q3", *REASON)
    figures = {doubted[name]["target"]: value for name, value in SORTED.items()}
    here.holds(figures, since=before, remark=REASON[1])
    return f"a form sorted by what is seen: {len(doubted)} doubts, {len(SORTED)} figures where they visibly stood"


def a_form_of_old(here: "Both") -> str:
    """A form that was saved as .xls is read as the .xlsx would be."""
    from tests.db.workbooks.older import as_xls

    form = here.form_with(*OLDER)
    for name, value in OLDER.items():
        form.fill(name, value)
    here.save(form, "新格式.xlsx")
    name, before = "旧格式.xls", here.kept()
    shutil.copy(as_xls(here.reference / "新格式.xlsx", here.reference / name), here.folder / name)
    taken = json.loads(here.alike("import", "台账.ydt", name, "--period", "2020Q3", "--json"))
    expect({c["name"] for c in taken["changes"]} == OLDER.keys(), f"the figures of the .xls are written: {taken}")
    here.holds({c["target"]: OLDER[c["name"]] for c in taken["changes"]}, since=before)
    return f"a form saved as .xls: {len(OLDER)} figures in the ledger"


def a_quarter_locked(here: "Both") -> str:
    """Nothing is read into a locked quarter, of no form and with no reason."""
    here.lock_quarter()
    form = here.form_with(*FIGURES.keys() & SORTED.keys())
    for row in form.rows:
        form.fill(row, LATE)
    name, whole = here.save(form, "迟来.xlsx"), (here.folder / "台账.ydt").read_bytes()
    for reason in ((), REASON):
        answer = here.alike("import", "台账.ydt", name, "--period", "2020Q3", "--json", *reason, code=1)
        refused = json.loads(answer)["refusals"]
        locked = all("三季度已锁定，没有读入" in r["reason"] for r in refused)
        expect(locked and len(refused) >= len(form.rows), f"each row of a locked quarter is refused: {answer}")
    expect((here.folder / "台账.ydt").read_bytes() == whole, "a ledger whose quarter is locked stays byte for byte")
    here.alike("check", "台账.ydt")
    return f"a locked quarter: {len(refused)} figures refused, with a reason too; the ledger is as before"


def sort_visible(form: "Returned") -> None:
    """Sort the rows by 指标, as Excel does: what is hidden stays where it is."""
    from db.workbooks.form_book import DRAFT, TOKEN

    seen = [column for name, column in form.columns.items() if name not in (DRAFT, TOKEN)]
    places = sorted(form.rows.values())
    by_name = [form.rows[name] for name in sorted(form.rows)]
    texts = {row: [form.sheet.cell(row, column).value for column in seen] for row in places}
    for place, row in zip(places, by_name, strict=True):
        for column, text in zip(seen, texts[row], strict=True):
            form.sheet.cell(place, column).value = text


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

    def form_with(self, *names: str) -> "Returned":
        """The one form that asks for all of these."""
        from tests.db.workbooks.clerk import Returned

        return next(f for f in map(Returned, sorted((self.reference / "表").iterdir())) if {*names} <= f.rows.keys())

    def save(self, form: "Returned", name: str) -> str:
        """Lay a filled form beside both ledgers; returns its name."""
        shutil.copy(form.save(self.reference / name), self.folder / name)
        return name

    def kept(self) -> dict[tuple[str, str], dict[str, object]]:
        """Every cell of the ledger, which must be the same in both."""
        from tests.db.workbooks.clerk import cells

        ours, theirs = (cells(place / "台账.ydt") for place in (self.folder, self.reference))
        differing = {key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)}
        expect(not differing, f"the ledgers hold the same, but for {differing}")
        return ours

    def lock_quarter(self) -> None:
        """Lock the third quarter of both ledgers, as the window would; elsewhere, for opening one leaves a backup."""
        from db.actions.periods import close_period
        from db.ledger.store import Store
        from models.plan.period import Period

        with TemporaryDirectory() as elsewhere:
            ledger = shutil.copy(self.reference / "台账.ydt", elsewhere)
            with Store.open(Path(ledger)) as store:
                close_period(store, store.plans()[0].id, Period.parse("2020Q3"))
            for place in (self.folder, self.reference):
                shutil.copy(ledger, place / "台账.ydt")

    def holds(self, figures: dict[str, float], since: dict[tuple[str, str], dict[str, object]], **beside: str) -> None:
        """The ledger must hold these figures of the third quarter, by target, and else what it held before."""
        wanted, now = dict(since), self.kept()
        for target, value in figures.items():
            key = (target, "2020-09")
            wanted[key] = {**since.get(key, {}), "value": str(value), **beside}
        wrong = {key for key in wanted.keys() | now.keys() if wanted.get(key) != now.get(key)}
        expect(not wrong, f"after an import the ledger holds {[(k, now.get(k)) for k in wrong]}")


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
