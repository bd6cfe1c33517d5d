"""Where a program sits: on this Linux, or in Wine inside the tool chain's root; started and watched from outside."""

import os
import re
import shutil
import subprocess
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

HARMLESS = re.compile(r"X connection to \S+ broken .*\s*")  # Wine's, when its screen goes


@dataclass
class Running:
    """A started program and what it has said so far."""

    process: subprocess.Popen[bytes]
    started: float = field(default_factory=time.monotonic)
    _said: list[bytes] = field(default_factory=list)
    _readers: list[threading.Thread] = field(default_factory=list)

    def listen(self) -> None:
        """Collect both streams; a service that outlives the program may hold them open."""
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            reader = threading.Thread(target=lambda s=stream: self._said.extend(iter(lambda: s.read1(65536), b"")))
            reader.daemon = True
            reader.start()
            self._readers.append(reader)

    def end(self, seconds: float = 120) -> int:
        """Wait until it has ended; returns the exit code."""
        code = self.process.wait(seconds)
        for reader in self._readers:
            reader.join(2)
        return code

    @property
    def said(self) -> str:
        """Everything it has said but what is harmless."""
        return HARMLESS.sub("", b"".join(self._said).decode("utf-8", "replace")).replace("\r\n", "\n")


class Seat(ABC):
    """One way to run a program that lies in `share`."""

    name: str
    ending: str

    def __init__(self, share: Path) -> None:
        self.share = share

    @abstractmethod
    def path(self, path: Path) -> str:
        """A path within the share, as the program is told it."""

    @abstractmethod
    def home(self) -> Path:
        """The user's home: 文档 and the temporary folder lie in it."""

    @abstractmethod
    def documents(self) -> Path:
        """文档, as this machine sees it."""

    @abstractmethod
    def temporary(self) -> Path:
        """The folder a one-file program unpacks itself into."""

    @abstractmethod
    def _line(self, words: list[str], folder: Path, environment: Mapping[str, str]) -> list[str]: ...

    def start(self, program: Path, *words: str | Path, folder: Path, display: str = "", trace: Path | None = None,
              **environment: str) -> Running:  # fmt: skip
        """Start a program of the share in a folder of the share; with `trace` its network calls go into that file."""
        told = [self.path(program), *(self.path(w) if isinstance(w, Path) else w for w in words)]
        line = self._line(told, folder, {**({"DISPLAY": display} if display else {}), **environment})
        if trace:
            line = ["strace", "-f", "-qq", "-e", "trace=network", "-o", str(trace), *line]
        pipe = subprocess.PIPE
        running = Running(subprocess.Popen(line, stdin=pipe, stdout=pipe, stderr=pipe, cwd="/"))
        assert running.process.stdin is not None
        running.process.stdin.close()
        running.listen()
        return running

    def run(self, program: Path, *words: str | Path, folder: Path, **environment: str) -> tuple[int, str]:
        """Start a program and wait; returns its exit code and what it said."""
        running = self.start(program, *words, folder=folder, **environment)
        return running.end(), running.said


class Linux(Seat):
    """This machine, with a home of its own."""

    name, ending = "Linux", ""

    def __init__(self, share: Path, home: Path) -> None:
        super().__init__(share)
        self._home = home
        (home / "tmp").mkdir(parents=True, exist_ok=True)

    def path(self, path: Path) -> str:
        """As it is."""
        return str(path)

    def home(self) -> Path:
        """The home it was given."""
        return self._home

    def documents(self) -> Path:
        """Where no desktop says otherwise."""
        return self._home / "Documents"

    def temporary(self) -> Path:
        """In the home."""
        return self._home / "tmp"

    def _line(self, words: list[str], folder: Path, environment: Mapping[str, str]) -> list[str]:
        given = {"HOME": str(self._home), "TMPDIR": str(self._home / "tmp"), "PATH": os.defpath, "LANG": "C.UTF-8"}
        pairs = [f"{key}={value}" for key, value in {**given, **environment}.items()]
        return ["env", "-i", "-C", str(folder), *pairs, *words]


class Wine(Seat):
    """Wine in a Debian root; the share is drive D:, as a USB stick would be. Needs to be root, in its own mount space."""

    name, ending = "Wine", ".exe"
    _HOME, _SHARE = "/home", "/usb"

    def __init__(self, share: Path, root: Path) -> None:
        super().__init__(share)
        self.root = root
        for source, target in (
            ("/proc", "/proc"),
            ("/dev", "/dev"),
            ("/tmp/.X11-unix", "/tmp/.X11-unix"),
            (str(share), self._SHARE),
        ):  # noqa: S108, E501
            Path(source).mkdir(parents=True, exist_ok=True)
            (root / target[1:]).mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", "--rbind", source, str(root / target[1:])], check=True)
        prefix = root / self._HOME[1:] / ".wine"
        shutil.rmtree(prefix, ignore_errors=True)
        self._quietly("wineboot", "-i")
        self._quietly("wineserver", "-w")
        for drive, target in (("d:", self._SHARE), ("z:", "/")):
            letter = prefix / "dosdevices" / drive
            letter.unlink(missing_ok=True)
            if drive == "d:":
                letter.symlink_to(target)
        self._quietly("wineserver", "-p")

    def close(self) -> None:
        """End everything that Wine runs."""
        self._quietly("wineserver", "-k")

    def path(self, path: Path) -> str:
        """On drive D:."""
        return "D:\\" + str(path.relative_to(self.share)).replace("/", "\\")

    def home(self) -> Path:
        """The Windows user's profile."""
        return self.root / "home" / ".wine" / "drive_c" / "users" / "root"

    def documents(self) -> Path:
        """The profile's Documents."""
        return self.home() / "Documents"

    def temporary(self) -> Path:
        """The profile's temporary folder."""
        return self.home() / "AppData" / "Local" / "Temp"

    def _line(self, words: list[str], folder: Path, environment: Mapping[str, str]) -> list[str]:
        inside = self._SHARE + "/" + str(folder.relative_to(self.share))
        given = {
            "HOME": self._HOME, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree=;mshtml=;winedbg.exe=d;winemenubuilder.exe=d",
        }  # fmt: skip
        pairs = [f"{key}={value}" for key, value in {**given, **environment}.items()]
        return ["chroot", str(self.root), "env", "-i", "-C", inside, *pairs, "wine", *words]

    def _quietly(self, *words: str) -> None:
        line = self._line([], self.share, {})[:-1]
        subprocess.run([*line, *words], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       check=False)  # fmt: skip
