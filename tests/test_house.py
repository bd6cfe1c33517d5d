"""The house rules that a machine can hold us to: lint, types, layers, no network, nothing else at the top."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT
from tests.house.imports import imports_of
from tests.house.sizes import LONGEST_FILE
from tests.house.source import OURS

ALLOWED_AT_TOP = {
    "main.py", "gui", "models", "resources", "db", "tests", "build.spec", "requirements.txt", "README.md",
    "pyproject.toml", "CHANGELOG.md", "LICENSE", "docs", ".ci",
}  # fmt: skip
NETWORK = re.compile(
    r"^(socket|ssl|_socket|_ssl|http|urllib|ftplib|smtplib|imaplib|poplib|nntplib|telnetlib|xmlrpc|asyncio|socketserver|"
    r"webbrowser|requests|httpx|aiohttp|urllib3|PySide6\.Qt(Network|WebSockets|WebEngine\w*|HttpServer))(\.|$)"
)
LONGEST_MAIN = 120


def run(*command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("ruff", "check", "."), id="lint"),
        pytest.param(("ruff", "format", "--check", "."), id="format"),
        pytest.param(("mypy",), id="types"),
        pytest.param(("lint-imports",), id="import contracts"),
    ],
)
def test_tools_are_content(command: tuple[str, ...]) -> None:
    done = run(tool(command[0]), *command[1:])
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_network_code_is_imported_by_us() -> None:
    guilty = {source.name: n for source in OURS.product for n in imports_of(source) if NETWORK.match(n)}
    assert not guilty


WATCHED_RUN = """
import sys
def watch(event, arguments):
    if event.startswith("socket.") or event in {"urllib.Request", "http.client.connect", "webbrowser.open"}:
        sys.stderr.write("NETWORK " + event + "\\n")
        raise RuntimeError(event)
sys.addaudithook(watch)
sys.path.insert(0, sys.argv[1])
import main
from pathlib import Path
code = main.main(["--demo"])
plan = next(Path().glob("*/*.ydt"))
books = [str(p) for p in plan.parent.glob("*/*.xlsx")]
code += main.main(["import", str(plan), *books]) + main.main(["check", str(plan)])
sys.exit(code)
"""


def test_the_main_job_opens_no_socket(tmp_path: Path) -> None:
    done = run(sys.executable, "-c", WATCHED_RUN, str(ROOT), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "NETWORK" not in done.stderr


WITHOUT = """
import sys
class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in WALLED:
            raise ImportError("walled: " + name)
sys.meta_path.insert(0, Wall())
sys.path.insert(0, ROOT)
import importlib, pkgutil
for room in ROOMS:
    package = importlib.import_module(room)
    for module in pkgutil.walk_packages(package.__path__, room + "."):
        importlib.import_module(module.name)
"""


@pytest.mark.parametrize(
    ("rooms", "walled"),
    [
        (("models", "db"), ("PySide6", "pyqtgraph", "numpy", "pypinyin")),
        (("models",), ("PySide6", "sqlite3", "sqlite_utils", "openpyxl", "db", "gui", "resources")),
    ],
)
def test_lower_rooms_import_without_the_upper_ones(
    rooms: tuple[str, ...], walled: tuple[str, ...], tmp_path: Path
) -> None:
    script = f"ROOT, ROOMS, WALLED = {str(ROOT)!r}, {rooms!r}, {walled!r}\n" + WITHOUT
    done = run(sys.executable, "-c", script, cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_main_only_starts() -> None:
    main = next(source for source in OURS.product if source.name == "main.py")
    assert main.lines <= LONGEST_MAIN
    used = {name.split(".")[0] for name in imports_of(main)}
    assert used <= {"sys", "collections", "pathlib", "db", "gui", "models", "os"}
    assert not [source.name for source in OURS.product if "main" in imports_of(source)]


def test_no_file_is_two_things() -> None:
    assert not {source.name: source.lines for source in OURS.product if source.lines > LONGEST_FILE}


def test_pyqtgraph_is_known_to_the_charts_alone() -> None:
    others = [source for source in OURS.product if not source.name.endswith("/plot.py")]
    guilty = [source.name for source in others if any(n.startswith("pyqtgraph") for n in imports_of(source))]
    assert not guilty


def test_no_colour_is_written_outside_the_tokens() -> None:
    literal = re.compile(r"[\"'](?:#|FF)?[0-9A-Fa-f]{6}[\"']|[\"']#[0-9A-Fa-f]{3,8}[\"']|QColor\(\s*\d")
    tokens = ROOT / "resources" / "colours.py"
    product = [p for room in ("gui", "db", "models", "resources") for p in (ROOT / room).rglob("*.py") if p != tokens]
    assert literal.search(tokens.read_text(encoding="utf-8"))
    assert [p.name for p in product if literal.search(p.read_text(encoding="utf-8"))] == []


def tracked() -> list[str]:
    done = run("git", "-c", "core.quotepath=off", "ls-files")
    if done.returncode:
        pytest.skip("not a git checkout")
    return done.stdout.splitlines()


def test_only_what_the_customer_fixed_stands_at_the_top() -> None:
    tops = {name.split("/")[0] for name in tracked()}
    assert {t for t in tops if not t.startswith(".")} <= ALLOWED_AT_TOP


def test_no_path_of_a_working_machine_is_written_down() -> None:
    guilty = []
    for name in tracked():
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".txt", ".json", ""} and path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            if name != "tests/test_house.py" and re.search(r"/work/|/root/|/tmp/[a-z]|\.\./shared", text):
                guilty.append(name)
    assert not guilty


def readme_blocks(language: str) -> list[list[str]]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return [b.strip().splitlines() for b in re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)]


def test_readme_has_its_two_lines_and_their_windows_twins() -> None:
    for language, python in (("bash", "python"), ("bat", "python")):
        start, check = readme_blocks(language)[:2]
        assert len(start) == len(check) == 1
        assert "main.py --demo" in start[0]
        assert " requirements.txt" in start[0]
        assert "tests" in check[0]
        assert "pytest" in check[0]
        assert python in start[0]


def test_readme_names_every_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("demo", "new", "parse", "collect", "import", "past", "export", "check"):
        assert f"main.py {command} " in text


def test_stubs_and_postponements_are_not_left_behind() -> None:
    words = re.compile(r"\b(TODO|FIXME|XXX|NotImplemented\w*)\b")
    assert not [source.name for source in OURS.product if words.search(source.text)]


def test_the_page_on_architecture_names_files_that_are_there() -> None:
    """A stranger finds by it where to change a thing: each file named stands, below one of the rooms."""
    text = (ROOT / "docs" / "架构.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(?:\.ci/|gui/|db/|models/|tests/|resources/)?([\w/]+\.py)`", text))
    assert len(named) > 30
    rooms = ("gui", "db", "models", "resources", "tests", ".ci")
    known = ["/main.py", *(path.as_posix() for room in rooms for path in (ROOT / room).rglob("*.py"))]
    assert not [name for name in named if not any(path.endswith(f"/{name}") for path in known)]
