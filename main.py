"""要点通: reads the arguments, then one call into db (a command) or gui (the window)."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

try:
    from db.console import commands, parsing, speech
    from db.console import past as past_command
    from db.console.arguments import UsageError, parse
    from db.disk import error_report as reports_of_errors
    from db.disk.failures import Refusal
    from db.disk.files import TABLES
    from models.plan.period import Period, PeriodError
except ImportError as error:
    sys.exit(f"缺少组件（{error.name}），或Python低于3.11。请按README的第一行命令安装后再运行。")

_OPENED = {".ydt", ".json", *TABLES}  # by a double click, or dragged onto the program


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
        return _unexpected(error, near)


def _unexpected(error: Exception, near: Path | None) -> int:
    """Keep a report of our own error; whoever read what is printed may go, as `| head` does: that is none."""
    if isinstance(error, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python says so once more at its end
    else:
        sys.stderr.write(reports_of_errors.keep(error, near) + "\n")
    return 1


def _run(name: str, paths: list[Path], options: dict[str, str]) -> int:
    period = Period.parse(options["--period"]) if "--period" in options else None
    match name:
        case "demo":
            return commands.demo(paths[0])
        case "new":
            return commands.new(paths[0], Path(options["--plan"]))
        case "check":
            return commands.check(paths[0])
        case "parse":
            return parsing.parse_table(paths[0], options.get("--year", ""))
        case "import":
            more = options["--plan"], options.get("--accept-doubts"), "--dry-run" in options, "--json" in options
            return commands.import_books(paths[0], paths[1:], period, *more)
        case "past":
            past = options["--plan"], options.get("--accept-doubts"), "--dry-run" in options, "--json" in options
            return past_command.past(paths[0], paths[1], *past)
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
    speech.quiet_late_failures()
    sys.exit(main(sys.argv[1:]))
