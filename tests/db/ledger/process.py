"""Other processes: forked, so that imports cost once, and killed without warning."""

import os
import signal
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import pytest

NOBODY = 65534
Say: TypeAlias = Callable[..., None]
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked here")


class Child:
    """A process that does some work and says lines of words; use as a context manager."""

    def __init__(self, work: Callable[[Say], object]) -> None:
        source, sink = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(source)
            _work(work, sink)
        os.close(sink)
        self._source = os.fdopen(source, encoding="utf-8")
        self._ended = False

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._source.close()

    def lines(self) -> Iterator[list[str]]:
        """What it says, until it ends."""
        for line in self._source:
            yield line.rstrip("\n").split("\t")

    def hear(self) -> list[str]:
        """The next line it says; empty when it has ended."""
        return next(self.lines(), [])

    def kill(self) -> bool:
        """End it at once; False when it had ended by itself."""
        if self._ended:
            return False
        done, _ = os.waitpid(self.pid, os.WNOHANG)
        if not done:
            os.kill(self.pid, signal.SIGKILL)
            _, status = os.waitpid(self.pid, 0)
            done = not os.WIFSIGNALED(status)
        self._ended = True
        return not done


def said(work: Callable[[Say], object]) -> list[list[str]]:
    """All that a process says that is left to end."""
    with Child(work) as child:
        return list(child.lines())


@contextmanager
def public_folder() -> Iterator[Path]:
    """A folder that other users reach too."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        try:
            yield folder
        finally:
            folder.chmod(0o777)


def as_clerk(work: Callable[[Say], object]) -> list[list[str]]:
    """What somebody says who may not do everything: another user where this one is root."""

    def other(say: Say) -> None:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setuid(NOBODY)
        work(say)

    return said(other)


def _work(work: Callable[[Say], object], sink: int) -> None:
    def say(*words: object) -> None:
        os.write(sink, ("\t".join(map(str, words)) + "\n").encode())

    try:
        work(say)
    except BaseException as error:  # it must not come back into the tests
        say("failed", repr(error), traceback.format_exc().replace("\n", " | "))
    finally:
        os._exit(0)
