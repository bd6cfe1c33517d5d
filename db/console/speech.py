"""Where the sentences of a command are heard: the console, a pipe, or a file where there is neither."""

import io
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime
from pathlib import Path

from db.disk import log

NAME = "要点通命令记录.txt"


def heard(run: Callable[[], int], arguments: Sequence[str]) -> int:
    """Run a command so that what it says is heard; returns its exit code.

    The windowed executable has neither console nor pipe: its sentences go into a file beside the command's first
    file, else into the folder it was started in. A window that says nothing leaves no such file.
    """
    if sys.stdout is not None and sys.stderr is not None:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
                stream.reconfigure(encoding="utf-8", errors="replace")  # a console shows Chinese by itself
        return run()
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = run()
    if said.getvalue():
        stamp = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
        line = " ".join(map(_quoted, arguments))
        _append(f"==== {stamp}　{line}\n{said.getvalue().rstrip()}\n返回值 {code}\n\n", arguments[1:2])
    return code


def quiet_late_failures() -> None:
    """Until the process ends: what openpyxl left open on a full disk fails once more when collected; it was said."""
    usual = sys.unraisablehook

    def hook(late: "sys.UnraisableHookArgs") -> None:
        if not isinstance(late.exc_value, OSError):
            usual(late)

    sys.unraisablehook = hook


def _quoted(argument: str) -> str:
    """An argument as it is typed: one with a space stands in quotes."""
    if " " in argument:
        return f'"{argument}"'
    return argument


def _append(entry: str, names: Sequence[str]) -> None:
    folders = [Path(name).absolute().parent for name in names]
    folders += [Path.cwd(), Path(sys.executable).parent]
    for folder in folders:
        if not folder.is_dir():
            continue
        try:
            with (folder / NAME).open("a", encoding="utf-8-sig", errors="replace") as file:
                file.write(entry)
        except OSError as error:  # a read-only place: the next one
            log.expected(error)
            continue
        return
