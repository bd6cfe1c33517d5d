"""A screen of its own, with hands and eyes: keys and clicks by xdotool, pictures by ImageMagick."""

import os
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from patience import PATIENCE
from seats import Seat

FRAME = 60  # pixels that a title bar and a task bar may take
LEAST_COLOURS = 50  # a picture with fewer is an empty screen


class Failed(Exception):
    """The proof does not hold; the text says what was expected."""


def until(what: str, holds: Callable[[], object], seconds: float = 60) -> None:
    """Wait until something holds, for so many seconds of the known machine."""
    seconds = PATIENCE.here(seconds)
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise Failed(f"after {seconds:.0f} s not yet: {what}")
        time.sleep(0.1)


class Desk:
    """An X screen with a window manager; pictures are numbered in the order they are taken."""

    def __init__(self, seat: Seat, width: int, height: int, pictures: Path) -> None:
        read, write = os.pipe()
        options = f"-displayfd {write} -screen 0 {width}x{height}x24 -nolisten tcp -noreset"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        server = subprocess.Popen(["Xvfb", *options.split()], pass_fds=[write], **quiet)
        os.close(write)
        with os.fdopen(read) as pipe:
            self.display = ":" + pipe.readline().strip()
        self._environment = {**os.environ, "DISPLAY": self.display}
        self._processes = [server]
        self._processes.insert(0, self._managed())
        seat.sit(self.display)
        self.pictures = pictures
        pictures.mkdir(parents=True, exist_ok=True)
        self.width, self.height = width, height
        self._taken = 0
        self._last: Path | None = None

    def close(self) -> None:
        """Take the screen away."""
        for process in self._processes:
            process.terminate()
            process.wait()

    def _managed(self) -> subprocess.Popen[bytes]:
        """The window manager, once it is there; one that ended at once is started again."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        for _ in range(3):
            manager = subprocess.Popen(["openbox"], env=self._environment, **quiet)
            until(
                "a window manager",
                lambda m=manager: m.poll() is not None or self._does_what_it_is_told(),
            )
            if manager.poll() is None:
                return manager
        raise Failed(f"openbox ended with {manager.returncode}")

    def _does_what_it_is_told(self) -> bool:
        """Whether the window manager heeds: a window that comes before that gets no frame and no keys, for ever."""
        self._tool("set_num_desktops", "1")  # it begins with more
        return self._tool("get_num_desktops").strip() == "1"

    def titles(self) -> list[str]:
        """The titles of the windows that are to be seen."""
        return self._tool("search", "--onlyvisible", "--name", ".", "getwindowname", "%@").splitlines()

    def until(self, what: str, holds: Callable[[], object], seconds: float = 60) -> None:
        """Wait until something holds; where it does not, what stands on the screen then is said and pictured."""
        try:
            until(what, holds, seconds)
        except Failed as failed:
            path = self.pictures / f"{self._taken:02}-没有等到.png"
            self._import("root", path)
            manager, server = (process.poll() for process in self._processes)
            seen = f"window manager {manager}, screen {server}, in front “{self.in_front()}”, all {self.titles()}"
            raise Failed(f"{failed}; {seen}, pictured in {path}") from None

    def in_front(self) -> str:
        """The title of the window that gets the keys; empty where none does."""
        return self._tool("getactivewindow", "getwindowname").strip()

    def wait_for(self, title: str, seconds: float = 60) -> None:
        """Wait for a window by its title (a regular expression)."""
        self.until(f"window “{title}”", lambda: any(re.search(title, t) for t in self.titles()), seconds)

    def wait_for_number(self, title: str, number: int, seconds: float = 60) -> None:
        """Wait until so many windows with a title are there."""
        what = f"{number} windows “{title}”"
        self.until(what, lambda: len([t for t in self.titles() if re.search(title, t)]) == number, seconds)

    def wait_gone(self, title: str, seconds: float = 30) -> None:
        """Wait until no such window is there."""
        self.until(f"no window “{title}”", lambda: not any(re.search(title, t) for t in self.titles()), seconds)

    def keys(self, *names: str) -> None:
        """Press keys one after the other, as a hand does."""
        for name in names:
            self._tool("key", "--clearmodifiers", name)
            PATIENCE.rest(0.25)

    def type(self, text: str) -> None:
        """Type letters and digits."""
        self._tool("type", "--delay", "60", text)
        PATIENCE.rest(0.3)

    def click(self, x: int, y: int) -> None:
        """Click at a place of the screen."""
        self._tool("mousemove", str(x), str(y), "click", "1")
        PATIENCE.rest(0.3)

    def expect_filled(self, title: str) -> None:
        """Wait until a window is as large as the screen, but for its frame."""
        sizes: list[int] = []

        def fills() -> bool:
            said = self._tool("search", "--onlyvisible", "--name", title, "getwindowgeometry", "--shell")
            sizes[:] = [int(n) for n in re.findall(r"^(?:WIDTH|HEIGHT)=(\d+)", said, re.MULTILINE)]
            return len(sizes) > 1 and sizes[0] >= self.width - FRAME and sizes[1] >= self.height - FRAME

        try:
            until("", fills, 20)
        except Failed:
            self.picture("不满屏", differs=0)
            manager = self._processes[0].poll()
            raise Failed(f"“{title}” is {sizes} on {self.width}×{self.height}, window manager: {manager}") from None

    def picture(self, name: str, differs: int = 300, rest: float = 0.7) -> Path:
        """Take a picture of the screen; it must differ from the last one in so many pixels.

        Of the active window, where Xvfb keeps what lies over another one black.
        """
        PATIENCE.rest(rest)
        self._taken += 1
        path = self.pictures / f"{self._taken:02}-{name}.png"
        for window in ("root", self._tool("getactivewindow").strip() or "root"):
            self._import(window, path)
            if int(_said("identify", "-format", "%k", str(path))) >= LEAST_COLOURS:
                break
        else:
            raise Failed(f"{path.name} shows next to nothing")
        if (
            self._last
            and (changed := float(_said("compare", "-metric", "AE", str(self._last), str(path), "null:"))) < differs
        ):
            raise Failed(f"{path.name} shows nothing new: {changed:.0f} pixels differ")
        self._last = path
        return path

    def _import(self, window: str, path: Path) -> None:
        subprocess.run(["import", "-window", window, str(path)], env=self._environment, check=True)

    def _tool(self, *words: str) -> str:
        done = subprocess.run(["xdotool", *words], env=self._environment, capture_output=True, text=True, check=False)
        return done.stdout


def _said(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return (done.stdout or done.stderr).split("(")[0].strip() or "0"
