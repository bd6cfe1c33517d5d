"""What an office does with the program, so that a test reads like its day: commands, forms, reports."""

import contextlib
import io
import json
import re
import sqlite3
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

import main
from db.ledger.store import Store
from db.workbooks.form_book import DRAFT_MARK, TOKEN_MARK

PERIOD = "2020Q3"


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def all(self):
        return self.out + self.err


def run(*words):
    """A command, in this process: warnings are errors here."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main.main([str(w) for w in words])
    return Answer(code, out.getvalue(), err.getvalue())


def done(*words):
    """A command that must do what it is asked, without a word of trouble."""
    answer = run(*words)
    assert (answer.code, answer.err) == (0, ""), answer.all
    return answer


# names of things that are English in Chinese offices too, and what a path may hold
KNOWN = {
    "json", "JSON", "UTF", "Excel", "WPS", "Word", "PDF", "xlsx", "xls", "ods", "docx", "ydt", "main", "help",
    "Strict", "Open", "XML", "MB", "title", "year", "name", "kind", "heading", "start", "end", "history", "unit",
}  # fmt: skip


def in_chinese(text, *paths):
    """No English but names: no word of a library, no traceback, no error code."""
    for path in paths:
        text = text.replace(str(path), "")
    text = re.sub(r"--[a-z-]+|“[^”]*”", "", text)
    words = set(re.findall(r"[A-Za-z]{3,}", text)) - KNOWN
    assert not words, (words, text)
    assert re.search("[\u4e00-\u9fff]", text)


def plan_json(path, *targets, title="某镇2020年工作要点", year=2020, **fields):
    """Write plan JSON; numbers as they are written here, decimals as text."""
    data = {"title": title, "year": year, "targets": targets, **fields}
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def target(name, value=100, unit="家", **fields):
    """A target of plan JSON; cumulative unless `kind` says otherwise."""
    return {"id": name, "name": name, "value": None if value is None else str(value), "unit": unit, **fields}


_MADE = {}


def ledger(folder, *targets, name="台账.ydt", **fields):
    """A new plan file from a plan of these targets, by `new --plan`; the same one again is a copy of the first."""
    plan = plan_json(folder / f"{name}.json", *targets, **fields)
    path, key = folder / name, (name, plan.read_bytes())
    if key in _MADE:
        path.write_bytes(_MADE[key])
    else:
        done("new", path, "--plan", plan)
        _MADE[key] = path.read_bytes()
    return path


def collect(file, period=PERIOD, out=None):
    """The forms of a period, by unit's name."""
    out = out or file.parent / f"{file.stem}{period}填报表"
    done("collect", file, "--period", period, "--out", out)
    return {p.name.split("_")[0]: p for p in sorted(out.iterdir())}


def form(file, period=PERIOD):
    """The one form of a period."""
    (path,) = collect(file, period).values()
    return path


def export(file, period=PERIOD, name="季报.xlsx"):
    """The report of a period, opened."""
    answer = done("export", file, "--period", period, "--out", file.parent / name)
    path = Path(answer.out.removeprefix("已导出：").strip().partition("（缺报")[0])
    assert path.is_file(), answer.out
    return load_workbook(path)


def heading(sheet, known=("指标", "单位", "序号")):
    """The heading row's number and each heading's column."""
    for row in sheet.iter_rows(max_row=40):
        names = {str(c.value): c.column for c in row if c.value is not None}
        if set(known) <= names.keys():
            return row[0].row, names
    raise AssertionError("no heading")


def table(sheet):
    """The rows of a report's sheet by the target's name, each a mapping from heading to cell."""
    top, columns = heading(sheet)
    rows = {}
    for row in sheet.iter_rows(min_row=top + 1):
        if not row[columns["指标"] - 1].value or not isinstance(row[0].value, int):
            break
        rows[row[columns["指标"] - 1].value] = {name: row[at - 1] for name, at in columns.items()}
    return rows


class Returned:
    """A form being filled in by openpyxl."""

    def __init__(self, path):
        self.path = path
        self.book = load_workbook(path)
        self.sheet = self.book["填报表"]
        self.top, self.columns = heading(self.sheet)
        at = self.columns["指标"]
        self.rows = {}
        for row in range(self.top + 1, self.sheet.max_row + 1):
            if self.token(row):
                self.rows[self.sheet.cell(row, at).value] = row

    def token(self, row):
        """The hidden id of a row."""
        texts = [str(c.value) for c in self.sheet[row] if c.value is not None]
        return next((t for t in texts if t.startswith(TOKEN_MARK + "|")), None)

    def draft(self, row):
        """The hidden digests of a row."""
        return next(str(c.value) for c in self.sheet[row] if str(c.value).startswith(DRAFT_MARK + "|"))

    def cell(self, name, column="本期值"):
        return self.sheet.cell(self.rows[name], self.columns[column])

    def fill(self, name, value=None, fmt=None, **more):
        """Fill a row in: 本期值, and other columns by their headings."""
        values = ({"本期值": value} if value is not None else {}) | more
        for column, what in values.items():
            cell = self.cell(name, column.replace("形象进度", "形象进度(%)"))
            cell.value = what
            if isinstance(what, str):
                cell.data_type = "s"
            if fmt:
                cell.number_format = fmt
        return self

    def save(self, path=None):
        path = path or self.path
        self.book.save(path)
        return path


def filled(file, values, period=PERIOD, path=None):
    """The one form of a period, filled: values by target's name, a mapping for several columns."""
    sheet = Returned(path or form(file, period))
    for name, value in values.items():
        if isinstance(value, dict):
            sheet.fill(name, **value)
        else:
            sheet.fill(name, value)
    return sheet.save()


def take(file, *books, **options):
    """Import, as JSON: what the command says, its code beside it."""
    words = [w for k, v in options.items() for w in (f"--{k.replace('_', '-')}", *([] if v is True else [v]))]
    answer = run("import", file, *books, "--json", *words)
    return json.loads(answer.out) | {"code": answer.code, "err": answer.err}


def rows(file):
    """Every row of the plan file but the journal's, by table."""
    with contextlib.closing(sqlite3.connect(file)) as db:
        names = [n for (n,) in db.execute("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name")]
        kept = [n for n in names if n not in {"action", "change", "checkpoint"} and not n.startswith("sqlite_")]
        return {n: sorted(db.execute(f'SELECT * FROM "{n}"').fetchall(), key=repr) for n in kept}


def cells(file):
    """What the ledger holds of progress: (target's id, period) to the fields that are not empty."""
    with Store.open(file, reading=True) as store:
        found = {}
        for plan in store.plans():
            for of_target in store.ledger(plan.id).cells.values():
                for cell in of_target.values():
                    names = set(cell.__slots__) - {"id", "target_id", "period"}
                    fields = {n: getattr(cell, n) for n in names if str(getattr(cell, n)) not in {"None", "", "False"}}
                    found[cell.target_id, cell.period] = {
                        n: v.isoformat() if isinstance(v, date) else v if isinstance(v, (str, bool)) else format(v, "f")
                        for n, v in fields.items()
                    }
        return found


def undo(file):
    with Store.open(file) as store:
        store.undo()


def soffice(paths, kind, out):
    """Let LibreOffice save files as another kind; its profile is its own, so that tests do not meet."""
    out.mkdir(exist_ok=True)
    profile = (out / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir", out]
    subprocess.run([*command, *paths], check=True, capture_output=True)
