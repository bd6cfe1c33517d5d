"""要点通: reads the arguments, then one call into db (a command) or gui (the window)."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

try:
    from db.console import commands, speech
    from db.disk import error_report as reports_of_errors
    from db.disk.failures import Refusal
    from models.plan.period import Period, PeriodError
except ImportError as error:
    sys.exit(f"缺少组件（{error.name}），或Python低于3.11。请按README的第一行命令安装后再运行。")

# command -> how many names it takes (at least, at most), its options with a value, its switches, options it needs
_COMMANDS: dict[str, tuple[int, int, set[str], set[str], set[str]]] = {
    "demo": (1, 1, set(), set(), set()),
    "new": (1, 1, {"--plan"}, set(), {"--plan"}),
    "collect": (1, 1, {"--period", "--out", "--plan"}, set(), {"--period", "--out"}),
    "import": (2, 10_000, {"--period", "--plan", "--accept-doubts"}, {"--dry-run", "--json"}, set()),
    "export": (1, 1, {"--period", "--out", "--plan"}, set(), {"--period", "--out"}),
    "check": (1, 1, set(), set(), set()),
}
_OPENED = {".ydt", ".xlsx", ".json"}  # by a double click, or dragged onto the program


class UsageError(Exception):
    """The command is not written as it should be."""


def main(arguments: Sequence[str]) -> int:
    """Run one command or the window; returns the exit code."""
    return speech.heard(lambda: _main(arguments), arguments)


def _main(arguments: Sequence[str]) -> int:
    if arguments and (arguments[0] in {"help", "帮助"} or {"-h", "--help"} & set(arguments)):
        return commands.usage(0)
    near: Path | None = None
    try:
        if list(arguments) in ([], ["--demo"]):
            plain = commands.demo_folder if arguments else commands.usage
            return _window(plain, demo=bool(arguments))
        if len(arguments) == 1 and (near := Path(arguments[0])).suffix.lower() in _OPENED:
            return _window(lambda: commands.no_window(Path(arguments[0])), near)
        name, names, options = parse(arguments)
        near = Path(names[0])
        return _run(name, [Path(n) for n in names], options)
    except (UsageError, PeriodError) as error:
        sys.stderr.write(f"{error}\n输入 {commands.program()} --help 看全部用法。\n")
        return 2
    except Refusal as error:
        sys.stderr.write(error.sentence + "\n")
        return 1
    except Exception as error:  # ours: the one place where what we did not expect ends
        sys.stderr.write(reports_of_errors.keep(error, near) + "\n")
        return 1


def parse(arguments: Sequence[str]) -> tuple[str, list[str], dict[str, str]]:
    """A command's name, its files and its options; raises UsageError."""
    name, rest = arguments[0], list(arguments[1:])
    if name not in _COMMANDS:
        raise UsageError(f"没有“{name}”这个命令。")
    least, most, valued, switches, needed = _COMMANDS[name]
    names: list[str] = []
    options = {"--plan": ""}
    while rest:
        word = rest.pop(0)
        option, equals, value = word.partition("=")
        if word in switches:
            options[word] = word
        elif option in valued:
            if not equals and rest and not rest[0].startswith("--"):
                value = rest.pop(0)
            if not value:
                raise UsageError(f"{option} 后面少了内容。")
            options[option] = value
        elif word.startswith("-"):
            raise UsageError(f"{name} 没有“{word}”这个选项。")
        else:
            names.append(word)
    if len(names) < least:
        raise UsageError(f"{name} 后面的文件少了。")
    if len(names) > most:
        raise UsageError(f"{name} 后面的文件多了。")
    missing = sorted(option for option in needed if not options.get(option))
    if missing:
        raise UsageError(f"{name} 少了 {'、'.join(missing)}。")
    return name, names, options


def _run(name: str, paths: list[Path], options: dict[str, str]) -> int:
    period = Period.parse(options["--period"]) if "--period" in options else None
    match name:
        case "demo":
            return commands.demo(paths[0])
        case "new":
            return commands.new(paths[0], Path(options["--plan"]))
        case "check":
            return commands.check(paths[0])
        case "import":
            more = options["--plan"], options.get("--accept-doubts"), "--dry-run" in options, "--json" in options
            return commands.import_books(paths[0], paths[1:], period, *more)
    call = {"collect": commands.collect, "export": commands.export}[name]
    return call(paths[0], Period.parse(options["--period"]), Path(options["--out"]), title=options["--plan"])


def _window(otherwise: Callable[[], int], path: Path | None = None, *, demo: bool = False) -> int:
    """The window, until it is closed; `otherwise` where there is no display or Qt cannot start."""
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ):
        return otherwise()
    try:
        from gui.app import start
        from gui.system import display  # noqa: F401  display refuses first
    except ImportError as error:
        sys.stderr.write(commands.apt_line(error))
        return otherwise()
    return start.run(path, demo=demo)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
