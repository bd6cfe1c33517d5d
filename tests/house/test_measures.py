"""The measures measure: small pieces of code, and what each of them finds there."""

from pathlib import Path

import pytest

from tests.house import chinese, density, habits, names, rooms, rules, sizes
from tests.house.imports import cycles, imported_modules
from tests.house.rules import RULES, Rule, broken, needless
from tests.house.source import House
from tests.house.table import places, table


def house_of(folder: Path, files: dict[str, str]) -> House:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return House(folder)


STATEMENTS = [
    (density.nested_ternaries, "x = 1 if a else 2 if b else 3", 1),
    (density.nested_ternaries, "x = (1 if a else 2) if b else (3 if c else 4)", 2),
    (density.nested_ternaries, "x = (1 if a else 2) + (3 if b else 4)", 0),
    (density.nested_ternaries, "if 1 if a else 2:\n    x = 1 if a else 2", 0),
    (density.crowded_statements, "x = (1 if a else 2) + (3 if b else 4)", 1),
    (density.crowded_statements, "x = 1 if a else 2\ny = 1 if a else 2", 0),
    (density.crowded_statements, "def f(x=1 if a else 2):\n    return 1 if x else 2", 0),
    (density.wide_comprehensions, "x = [a for b in c for a in b]", 1),
    (density.wide_comprehensions, "x = {a for a in b if a if a > 1}", 1),
    (density.wide_comprehensions, "x = sum(a for a in [b for b in c if b])", 0),
    (density.effects, "a and b()", 1),
    (density.effects, "b() if a else c()", 1),
    (density.effects, "[b(x) for x in a]", 1),
    (density.effects, "s.connect(lambda: a and b())", 1),
    (density.effects, "s.connect(lambda: b(a and c))\nx = a and b()", 0),
    (names.short_docstrings, 'class A:\n    """Four words and no."""', 1),
    (names.short_docstrings, 'class A:\n    """Five words are just enough."""', 0),
    (names.short_docstrings, 'class A:\n    def sizeHint(self):\n        """As Qt asks."""', 0),
    (chinese.asked_by_place, "x = a == '完成'", 1),
    (chinese.asked_by_place, "x = a != 'done'", 0),
    (chinese.asked_by_place, "x = '。' in a or a in ('滞后', 'b') or a in frozenset({'中'})", 3),
    (
        chinese.asked_by_place,
        "match a:\n    case '本期值' | '截至':\n        x = '说明'\n    case 'b':\n        x = 1",
        2,
    ),
    (chinese.asked_by_place, "x = a.partition('。')[0].removesuffix('，')", 2),
    (chinese.asked_by_place, "x = a.replace(',', '，')", 0),
    (chinese.asked_by_place, "import re\nx = re.compile('[一二三]')", 1),
    (chinese.asked_by_place, "DONE = '已完成'\nx = a == DONE", 1),
    (chinese.asked_by_place, "from gui.words import w\nx = a == w.DONE", 1),
    (chinese.asked_by_place, "from gui.words.w import DONE as D\nx = a == D", 1),
    (chinese.asked_by_place, "from gui.words.w import Kind\nx = a == Kind.DONE", 0),
]


@pytest.mark.parametrize(("find", "code", "count"), STATEMENTS)
def test_what_stands_in_a_statement_is_counted(find, code: str, count: int, tmp_path: Path) -> None:
    known = "DONE: str = '已完成'\nclass Kind:\n    DONE = '已完成'\n"
    house = house_of(tmp_path, {"gui/a/b.py": code, "gui/words/w.py": known})
    assert sum(find(house).values()) == count


def test_readers_may_ask_for_chinese(tmp_path: Path) -> None:
    code = "def read(a):\n    return a == '完成'\n"
    files = ("models/words/a.py", "models/intake/b.py", "models/collecting/typed.py", "models/collecting/form.py")
    house = house_of(tmp_path, dict.fromkeys(files, code))
    assert chinese.asked_by_place(house) == {"models.collecting.form.read": 1}


def test_complexity_is_radons_and_counts_what_stands_inside_for_itself(tmp_path: Path) -> None:
    branches = "".join(f"    if a == {n}:\n        return {n}\n" for n in range(12))
    inner = "    def inner(a):\n" + "".join(f"    {line}\n" for line in branches.splitlines())
    house = house_of(tmp_path, {"gui/a/b.py": f"class A:\n def f(self, a):\n{inner}    return inner\n"})
    assert density.complex_functions(house) == {"gui.a.b.A.f.inner": 13}


def lines(count: int) -> str:
    return "".join(f"    x = {n}\n" for n in range(count))


def test_sizes_have_their_limits(tmp_path: Path) -> None:
    table_of_rows = "    return [\n" + "        1,\n" * 60 + "    ]\n"
    files = {
        "gui/a/long.py": "x = 1\n" * 501,
        "gui/a/right.py": "x = 1\n" * 500,
        "gui/a/b.py": f"def over():\n{lines(40)}def right():\n{lines(39)}def rows():\n{table_of_rows}",
        "gui/a/c.py": f"class Over:\n{lines(250)}class Right:\n{lines(247)}",
        "gui/a/d.py": f"class Window(QMainWindow):\n{lines(399)}",
        "gui/a/e.py": f"class Window(QMainWindow):\n{lines(400)}",
        "tests/test_long.py": "x = 1\n" * 501,
    }
    house = house_of(tmp_path, files)
    assert sizes.long_files(house) == {"gui/a/long.py": 501, "tests/test_long.py": 501}
    assert sizes.long_functions(house) == {"gui.a.b.over": 41}
    assert sizes.long_classes(house) == {"gui.a.c.Over": 251, "gui.a.e.Window": 401}


def test_methods_are_those_that_the_class_thought_of_itself(tmp_path: Path) -> None:
    code = (
        "class Own(QWidget):\n    def __init__(self): ...\n    def sizeHint(self): ...\n    def event(self, e): ...\n"
        "    @property\n    def a(self): ...\n    @a.setter\n    def a(self, v): ...\n    def show_it(self): ...\n"
        "class Below(Own):\n    def data(self): ...\n    def paintEvent(self, e): ...\n    def _hidden(self): ...\n"
        "class Plain:\n    def data(self): ...\n    def run(self): ...\n"
    )
    house = house_of(tmp_path, {"gui/a/b.py": code})
    assert sizes.class_methods(house) == {"gui.a.b.Own": 1, "gui.a.b.Below": 1, "gui.a.b.Plain": 2}


def test_a_share_is_a_length_that_exists() -> None:
    lengths = [3, 1, 2, 10]
    assert [sizes.share(lengths, percent) for percent in (50, 75, 90, 100)] == [2, 3, 10, 10]
    assert sizes.share([7], 1) == 7


def test_cycles_are_found_through_types_functions_and_relative_imports(tmp_path: Path) -> None:
    files = {
        "gui/__init__.py": "",
        "gui/a/__init__.py": "",
        "gui/a/one.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from gui.a.two import Two\n",
        "gui/a/two.py": "def late():\n    import gui.a.three\n",
        "gui/a/three.py": "from . import one\n",
        "gui/a/four.py": "from gui.a import one, two, three\n",
        "gui/a/five.py": "from .six import x\n",
        "gui/a/six.py": "from gui.a import four, five\n",
    }
    graph = imported_modules(house_of(tmp_path, files))
    assert graph["gui.a.four"] == {"gui.a.one", "gui.a.two", "gui.a.three"}
    assert cycles(graph) == [["gui.a.one", "gui.a.three", "gui.a.two"], ["gui.a.five", "gui.a.six"]]


def test_class_names_comments_types_and_docstrings_are_counted(tmp_path: Path) -> None:
    code = (
        '"""A module."""\n# Why.\nimport os  # noqa: F401\nx = 1  # since\n'
        'class A:\n    """A class."""\n    def f(self, a: int) -> int: ...\n    def _g(self, *a): ...\n'
        "def h(a) -> None:\n    def inner(a): ...\n"
    )
    house = house_of(tmp_path, {"gui/a/b.py": code, "gui/a/c.py": '"""Another."""\nclass A:\n    """Same."""\n'})
    assert names.twice_named_classes(house) == {"A": 2}
    assert names.comment_lines(house.product[0]) == 2
    assert names.annotated_share(house.product) == pytest.approx(1 / 4)
    assert names.documented_share(house.product) == pytest.approx(4 / 6)


def test_rooms_hold_packages_with_names(tmp_path: Path) -> None:
    files = dict.fromkeys(("main.py", "gui/__init__.py", "gui/loose.py", "db/utils/a.py", "models/a/helpers.py"), "")
    house = house_of(tmp_path, files)
    assert rooms.loose_files(house) == {"gui/loose.py": 1}
    assert set(rooms.empty_names(house)) == {"db.utils.a", "models.a.helpers"}


def test_private_names_are_the_products_own_on_another_object(tmp_path: Path) -> None:
    product = (
        "_TOP = 1\nclass A:\n    def __init__(self):\n        self._x, self._charts = 1, 2\n    def _f(self): ...\n"
    )
    test = (
        "from gui.a.b import _TOP\na._x\nself._x\nself.a._x\nA._f(a)\na._theirs\nt._replace(a=1)\n"
        "monkeypatch.setattr(A, '_f', 1)\ngetattr(a, '_x')\nmonkeypatch.setattr('gui.a.b._TOP', 2)\na.b['_x']\n"
    )
    books = "import openpyxl\nsheet._charts\na._x\n"
    house = house_of(tmp_path, {"gui/a/b.py": product, "tests/test_a.py": test, "tests/books.py": books})
    assert habits.private_by_file(house) == {"tests/test_a.py": 7, "tests/books.py": 1}


def test_waiting_and_clocks_are_found_in_tests(tmp_path: Path) -> None:
    code = (
        "import time\ntime.sleep(1)\nQTest.qWait(5)\nqtbot.wait(5)\nqtbot.waitUntil(f)\nprocess_time()\ntime.time()\n"
        "timeit.default_timer()\nassert QElapsedTimer().elapsed() < 5\n"
    )
    house = house_of(tmp_path, {"tests/test_a.py": code, "tests/performance/a.py": code})
    assert habits.sleeps(house) == {"tests/test_a.py": 3}
    assert habits.clocks(house) == {"tests/test_a.py": 4}


COUNT = Rule(7, "count", lambda _: {})
SIZE = Rule(6, "size", lambda _: {}, is_size=True)


@pytest.mark.parametrize(
    ("rule", "found", "excepted", "new", "old"),
    [
        (COUNT, {"a": 2}, {"a": 2}, [], []),
        (COUNT, {"a": 3}, {"a": 2}, ['"a" = 3'], []),
        (COUNT, {"a": 1}, {"a": 2}, [], ['"a" = 2']),
        (COUNT, {}, {"a": 2}, [], ['"a" = 2']),
        (COUNT, {"b": 1}, {}, ['"b" = 1'], []),
        (SIZE, {"a": 260}, {"a": 300}, [], []),
        (SIZE, {"a": 301}, {"a": 300}, ['"a" = 301'], []),
        (SIZE, {}, {"a": 300}, [], ['"a" = 300']),
    ],
)
def test_exceptions_only_grow_fewer(rule, found, excepted, new, old) -> None:
    assert broken(found, excepted) == new
    assert needless(rule, found, excepted) == old


def test_shrinking_follows_what_moved_and_takes_nothing_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keyed = {rule.key: "" for rule in RULES}
    keyed["ternary inside a ternary"] = '"gui.old.f" = 1\n'
    keyed["sleeps in tests"] = '"tests/test_mended.py" = 2\n'
    keyed["clocks in tests"] = '"tests/test_new.py" = 1\n"tests/test_mended.py" = 1\n'
    path = tmp_path / "exceptions.toml"
    path.write_text("# Why.\n" + "".join(f'["{key}"]\n{text}' for key, text in keyed.items()), encoding="utf-8")
    monkeypatch.setattr(rules, "EXCEPTIONS", path)
    code = "def f(a):\n    return 1 if a else 2 if a else 3\ndef g(a):\n    a and g(1)\n"
    told = rules.shrink(house_of(tmp_path, {"gui/new/b.py": code, "tests/test_new.py": "monotonic()\n" * 3}))
    assert told == [
        'rule 7, ternaries in one statement: "gui.new.b.f" = 1',
        'rule 7, value nobody takes: "gui.new.b.g" = 1',
        'rule 15, clocks in tests: "tests/test_new.py" = 3',
    ]
    assert path.read_text(encoding="utf-8").startswith("# Why.\n")
    found = {key: exceptions for key, exceptions in rules.listed().items() if exceptions}
    assert found == {"ternary inside a ternary": {"gui.new.b.f": 1}, "clocks in tests": {"tests/test_new.py": 1}}


def test_the_table_has_a_row_for_every_measure_and_says_where(tmp_path: Path) -> None:
    files = {
        "main.py": "x = 1 if a else 2 if b else 3\n",
        "gui/a/b.py": "class A:\n    def f(self):\n        return 'a' == '中'\n",
        "tests/test_a.py": "x = 1\n",
    }
    house = house_of(tmp_path, files)
    shown = table(house)
    assert "files, lines" in shown
    assert "ternaries inside a ternary" in shown
    assert "500.0" in shown  # two ternaries in four lines
    assert "gui.a.b.A.f:3  'a' == '中'" in places(house)
