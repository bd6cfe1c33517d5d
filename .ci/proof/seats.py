"""Where a program sits: on this Linux, or in Wine inside the tool chain's root; started and watched from outside."""

import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from patience import PATIENCE

WATCH = ("strace", "-f", "-qq", "-e", "trace=network")
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
        """Wait until it has ended, for so many seconds of the known machine; returns the exit code."""
        code = self.process.wait(PATIENCE.here(seconds))
        for reader in self._readers:
            reader.join(PATIENCE.here(2))
        return code

    @property
    def said(self) -> str:
        """Everything it has said but what is harmless."""
        return HARMLESS.sub("", b"".join(self._said).decode("utf-8", "replace")).replace("\r\n", "\n")


class Seat(ABC):
    """One way to run a program that lies in `share`."""

    name: str
    ending: str

    def __init__(self, share: Path, python: Path) -> None:
        self.share, self.python = share, python
        self.display = ""

    @abstractmethod
    def path(self, path: Path) -> str:
        """A path within the share, as the program is told it."""

    @abstractmethod
    def documents(self) -> Path:
        """文档, as this machine sees it."""

    @abstractmethod
    def forget(self) -> None:
        """A new user: nothing remembered, nothing in 文档."""

    def fresh(self, folder: Path) -> Path:
        """A new user with an empty folder; returns the folder."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.forget()
        return folder

    def sit(self, display: str) -> None:
        """Work on a screen from now on."""
        self.display = display

    def close(self) -> None:  # noqa: B027
        """Nothing is left running."""

    @abstractmethod
    def written(self) -> set[Path]:
        """Every file of the user's home (on Windows: of drive C:)."""

    def registry(self) -> set[str]:
        """Every value of the user's registry, with its key; there is none here."""
        return set()

    def end_all(self, folder: Path) -> None:
        """End what still runs of the programs in a folder."""
        subprocess.run(["pkill", "-9", "-f", f"{folder.parent.name}[/\\\\]{folder.name}[/\\\\]"], check=False)
        PATIENCE.rest(1)

    def helpers(self) -> list[int]:
        """Processes that ask the system for what a program wants; none here, it asks for itself."""
        return []

    @abstractmethod
    def temporary(self) -> Path:
        """The folder a one-file program unpacks itself into."""

    @abstractmethod
    def _line(self, words: list[str], folder: Path, environment: Mapping[str, str]) -> list[str]: ...

    def start(self, *words: str | Path, folder: Path, trace: Path | None = None, **environment: str) -> Running:
        """Start a program in a folder of the share; with `trace` its network calls go into that file.

        The first word is the program: a path of the share, or a name that the system knows.
        """
        told = [self.path(word) if isinstance(word, Path) else word for word in words]
        line = self._line(told, folder, {**({"DISPLAY": self.display} if self.display else {}), **environment})
        if trace:
            line = [*WATCH, "-o", str(trace), *line]
        pipe = subprocess.PIPE
        running = Running(subprocess.Popen(line, stdin=pipe, stdout=pipe, stderr=pipe, cwd="/"))
        assert running.process.stdin is not None
        running.process.stdin.close()
        running.listen()
        return running

    def run(
        self, program: Path, *words: str | Path, folder: Path, seconds: float = 120, **environment: str
    ) -> tuple[int, str]:
        """Start a program and wait until it has ended; returns its exit code and what it said."""
        running = self.start(program, *words, folder=folder, **environment)
        return running.end(seconds), running.said


class Linux(Seat):
    """The machine itself, with a home of its own."""

    name, ending = "Linux", ""

    def __init__(self, share: Path, python: Path, home: Path) -> None:
        super().__init__(share, python)
        self._home = home
        self.forget()

    def forget(self) -> None:
        """An empty home."""
        shutil.rmtree(self._home, ignore_errors=True)
        (self._home / "tmp").mkdir(parents=True)
        (self._home / "Documents").mkdir()

    def written(self) -> set[Path]:
        """Files of the home."""
        return {p for p in self._home.rglob("*") if p.is_file()}

    def path(self, path: Path) -> str:
        """As it is."""
        return str(path)

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
    """Wine in a Debian root, where folders of this machine are drives; D: is the share, as a USB stick would be.

    Wants to be root, in a mount space of its own (`unshare -m`), and the only one in that Debian.
    """

    name, ending = "Wine", ".exe"
    _HOME = "/home"

    def __init__(self, share: Path, tools: Path, **drives: Path) -> None:
        super().__init__(share, tools / "py" / "python.exe")
        self.root = root = tools / "root"
        self._drives = {"d": share, "e": tools / "py", **drives}
        sockets = Path(tempfile.gettempdir()) / ".X11-unix"
        sockets.mkdir(exist_ok=True)
        self._mount(Path("/proc"), "proc")
        self._mount(Path("/dev"), "dev")
        self._mount(sockets, str(sockets)[1:])
        prefix = root / self._HOME[1:] / ".wine"
        shutil.rmtree(prefix, ignore_errors=True)
        self._quietly("wineboot", "-i")
        # A window that fills the screen would ask for the pointer without end, where the server does not give it.
        self._quietly("wine", "reg", "add", r"HKCU\Software\Wine\X11 Driver", "/v", "GrabPointer", "/d", "N", "/f")
        self._quietly("wineserver", "-w")
        for letter, folder in self._drives.items():
            subprocess.run(["mount", "--bind", str(folder), str(folder)], check=True)
            subprocess.run(["mount", "--make-shared", str(folder)], check=True)  # so that Wine sees later mounts
            self._mount(folder, f"drive-{letter}")
            link = prefix / "dosdevices" / f"{letter}:"
            link.unlink(missing_ok=True)
            link.symlink_to(f"/drive-{letter}")

    def close(self) -> None:
        """End everything that Wine runs."""
        self._quietly("wineserver", "-k")

    def sit(self, display: str) -> None:
        """Start Wine anew: it keeps the size of the first screen it sees."""
        super().sit(display)
        self.close()
        self._quietly("wineserver", "-w")
        self._quietly("wineserver", "-p")  # kept running between two programs
        self._quietly("wineboot", DISPLAY=display)

    def forget(self) -> None:
        """Empty what programs of ours keep in the profile."""
        for folder in (self.documents(), self._profile() / "AppData" / "Roaming", self.temporary()):
            for entry in folder.glob("*"):
                if entry.is_dir() and entry.name != "Microsoft":
                    shutil.rmtree(entry)

    def written(self) -> set[Path]:
        """Files of drive C:."""
        return {p for p in self._profile().parents[1].rglob("*") if p.is_file()}

    def registry(self) -> set[str]:
        """Every value of the user's registry but Wine's own, with its key."""
        running = self.start("reg", "query", "HKCU", "/s", folder=self.share)
        if running.end():
            raise OSError(f"the registry was not told: {running.said}")
        key, values = "", set()
        for line in running.said.splitlines():
            key = key if line.startswith(" ") else line
            if not key.startswith(r"HKEY_CURRENT_USER\Software\Wine"):
                values.add(f"{key}: {line.strip()}")
        return values

    def helpers(self) -> list[int]:
        """The server of this Wine: it makes the sockets of Windows programs."""
        ours = []
        for link in Path("/proc").glob("[0-9]*/root"):
            with suppress(OSError):  # it has just ended
                name = (link.parent / "comm").read_text().strip()
                if name.startswith("wineserver") and link.readlink() == self.root:
                    ours.append(int(link.parent.name))
        return ours

    def path(self, path: Path) -> str:
        """On the drive whose folder it lies in."""
        letter, folder = self._drive(path)
        return f"{letter.upper()}:\\" + str(path.relative_to(folder)).replace("/", "\\")

    def documents(self) -> Path:
        """The Documents of the profile."""
        return self._profile() / "Documents"

    def temporary(self) -> Path:
        """The temporary folder of the profile."""
        return self._profile() / "AppData" / "Local" / "Temp"

    def _profile(self) -> Path:
        return self.root / self._HOME[1:] / ".wine" / "drive_c" / "users" / "root"

    def _drive(self, path: Path) -> tuple[str, Path]:
        return next((letter, folder) for letter, folder in self._drives.items() if path.is_relative_to(folder))

    def _mount(self, folder: Path, name: str) -> None:
        (self.root / name).mkdir(parents=True, exist_ok=True)
        subprocess.run(["mount", "--rbind", str(folder), str(self.root / name)], check=True)

    def _inside(self, folder: str, environment: Mapping[str, str]) -> list[str]:
        given = {
            "HOME": self._HOME, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree=;mshtml=;winedbg.exe=d;winemenubuilder.exe=d",
        }  # fmt: skip
        pairs = [f"{key}={value}" for key, value in {**given, **environment}.items()]
        return ["chroot", str(self.root), "env", "-i", "-C", folder, *pairs]

    def _line(self, words: list[str], folder: Path, environment: Mapping[str, str]) -> list[str]:
        letter, top = self._drive(folder)
        return [*self._inside(f"/drive-{letter}/{folder.relative_to(top)}", environment), "wine", *words]

    def _quietly(self, *words: str, **environment: str) -> None:
        nothing = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([*self._inside("/", environment), *words], check=False, **nothing)
