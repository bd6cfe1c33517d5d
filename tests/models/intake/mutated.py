"""Plan files mutated by seed: each becomes a ledger that opens and can be judged, or is refused with a sentence.

`python -m tests.models.intake.mutated 2000` tries so many and says what came of them; the tests try some.
"""

import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from copy import deepcopy
from pathlib import Path
from traceback import format_exc
from typing import Any

from db.actions.plans import create_from_json
from db.disk.failures import Refusal
from db.ledger.store import Store
from models.judging.assess import assess_all
from models.plan.period import Period
from models.report.report import build
from tests.db.workbooks.clerk import in_chinese

Watch = Callable[[str, list[str]], AbstractContextManager[None]]
EVIL: tuple[Any, ...] = (
    None,
    "",
    " ",
    "x",
    0,
    -1,
    1,
    1.5,
    1e308,
    10**40,
    10**400,
    "1_000",
    "1,000",
    "１２",
    "NaN",
    "-0",
    "1e5",
    "9" * 30,
    True,
    False,
    [],
    [[]],
    {},
    [None],
    [1, 2],
    ["a", "a"],
    {"a": 1},
    "2020-02-30",
    "0001-01-01",
    "9999-12-31",
    "9月底前",
    "cumulative",
    "growth",
    "level",
    "reduction",
    "milestone",
    "qualitative",
    "higher",
    "lower",
    "=",
    "<",
    "~",
    "!=",
    "monthly",
    "yearly",
    "period",
    "total",
    "both_years",
    "线性",
    "前低后高",
    "没有",
    [10, 50, 100],
    [100, 50],
    ["x"],
    [{"name": "开工", "due_date": "2020-13-01"}],
    [{"name": ""}],
    {"2019-12": "x"},
    {"2019-12": 1, "2019Q4": 2},
    {"0000-12": 1},
    {"2019-13": 1},
    "\ud800",
    "a\0b",
    "<img src=x>",
    "=1+1",
    "长" * 60_000,
    "|@",
    "\n\t",
    "％",
    "亿元",
)


def places(node: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value of a tree."""
    children: Any = ()
    if isinstance(node, dict):
        children = node.items()
    elif isinstance(node, list):
        children = enumerate(node)
    for key, child in children:
        yield (*way, key)
        yield from places(child, (*way, key))


def mutate(plan: Any, pick: random.Random) -> str:
    """Change one to three things of a plan, its text's bytes now and then; returns the file's text."""
    for _ in range(pick.randrange(1, 4)):
        way = pick.choice(list(places(plan)))
        holder = plan
        for key in way[:-1]:
            holder = holder[key]
        match pick.randrange(5):
            case 0 if isinstance(holder, dict):
                del holder[way[-1]]
            case 1 if isinstance(holder, list):
                holder.append(deepcopy(holder[way[-1]]))
            case 2 if isinstance(holder, dict):
                holder[pick.choice(FIELDS)] = deepcopy(pick.choice(EVIL))
            case _:
                holder[way[-1]] = deepcopy(pick.choice(EVIL))
    text = json.dumps(plan, ensure_ascii=pick.random() < 0.3)
    if pick.random() < 0.1:
        at = pick.randrange(len(text))
        text = text[:at] + pick.choice(("", "{", "]", ",", "\\", "\x07", '"')) + text[at + 1 :]
    return text


FIELDS = (
    "id",
    "series",
    "kind",
    "direction",
    "comparator",
    "value",
    "value_high",
    "unit",
    "commitment",
    "baseline",
    "weight",
    "start_date",
    "due",
    "due_date",
    "cadence",
    "entry_mode",
    "curve",
    "stages",
    "heading",
    "start",
    "end",
    "quote",
    "history",
    "unit_lead",
    "units_co",
    "leader",
    "contact",
    "campaigns",
    "note",
    "level",
    "number",
    "title",
    "year",
    "origin",
    "ordinal",
    "stretch",
    "planned",
    "owners",
    "text",
    "date",
)


def outcome(path: Path, folder: Path) -> str:
    """What the program makes of a plan file: refused, or a ledger of use; raises what is our own mistake."""
    made = folder / "新的.ydt"
    made.unlink(missing_ok=True)
    try:
        create_from_json(made, path)
    except Refusal as refusal:
        in_chinese(refusal.sentence)
        if not refusal.sentence.endswith("。") or len(refusal.sentence) > 300 or list(folder.iterdir()) != [path]:
            raise AssertionError(refusal.sentence) from refusal
        return "refused"
    with Store.open(made, reading=True) as store:
        store.check()
        for plan in store.plans():
            ledger = store.ledger(plan.id)
            for quarter in (1, 3, 4):
                period = Period.of_month(plan.year, quarter * 3, quarterly=True)
                assess_all(ledger, period)
            build(ledger, period)
    return "opened"


def unwatched(_: str, __: list[str]) -> AbstractContextManager[None]:
    """Nothing is measured: the tests ask what is right, not how fast this machine is."""
    return nullcontext()


def run(count: int, seed: int = 1, watched: Watch = unwatched) -> tuple[Counter[str], list[str]]:
    """Try so many plan files; returns what came of them, and what went wrong with which."""
    seen: Counter[str] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "计划.json"
        for number in range(1, count + 1):
            text = mutate(json.loads(SMALL), random.Random(f"{seed}-{number}"))
            path.write_text(text, encoding="utf-8", errors="surrogatepass")
            try:
                with watched(f"{seed}-{number}", wrong):
                    seen[outcome(path, folder)] += 1
            except Exception:  # ours, to be told with what brought it about
                seen["own error"] += 1
                wrong.append(f"{seed}-{number}\n{format_exc()}")
    return seen, wrong


SMALL = json.dumps(
    {
        "id": "p2020",
        "title": "小镇2020年工作要点",
        "year": 2020,
        "issuer": "镇政府",
        "number": "1号",
        "date": "2020-02-01",
        "text": "（一）强工业。规上工业增加值增长8%。新招项目18家。",
        "campaigns": ["双招双引"],
        "outline": [
            {"id": "h1", "level": 1, "number": "（一）", "title": "强工业", "start": 0, "end": 6},
            {"id": "h2", "level": 2, "number": "1.", "title": "招商"},
        ],
        "targets": [
            {"id": "t1", "name": "规上工业增加值", "kind": "growth", "value": 8, "unit": "%", "heading": 0},
            {
                "id": "t2",
                "name": "新招项目",
                "value": 18,
                "unit": "家",
                "heading": 1,
                "unit_lead": "经发办",
                "due": "9月",
                "due_date": "2020-09-30",
                "curve": [20, 40, 80, 100],
                "start": 7,
                "end": 12,
                "quote": "规上工业",
            },
            {
                "id": "t3",
                "name": "市场改造",
                "kind": "milestone",
                "leader": "甲",
                "units_co": ["建设办"],
                "stages": [{"name": "开工", "due_date": "2020-06-15"}, {"name": "完工"}],
                "campaigns": ["双招双引"],
            },
            {
                "id": "t4",
                "name": "外资",
                "value": "2400.5",
                "unit": "万美元",
                "history": {"2019-09": 1500, "2019-12": 2000},
            },
            {
                "id": "t5",
                "name": "失业率",
                "kind": "level",
                "direction": "lower",
                "comparator": "<=",
                "value": 4,
                "unit": "%",
            },
            {
                "id": "t6",
                "name": "能耗",
                "kind": "reduction",
                "value": 80,
                "baseline": 100,
                "unit": "万吨",
                "weight": 5,
            },
        ],
    },
    ensure_ascii=False,
)


if __name__ == "__main__":
    from tests.performance.watching import Watching

    watching = Watching()
    counts, mistakes = run(int(sys.argv[1]), int((*sys.argv, 1)[2]), watching)
    sys.stdout.write("\n".join([*mistakes, str(dict(counts)), str(watching)]) + "\n")
    sys.exit(bool(mistakes))
