"""What an office's IT asks: nothing of the network, nothing left behind, nothing written where nobody was asked."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import building
from desk import Desk
from patience import PATIENCE
from seats import WATCH, Linux, Seat

from parts import walk
from parts.commands import expect

LOCAL = re.compile(r"AF_UNIX|AF_LOCAL|AF_NETLINK|PF_UNIX")
FORBIDDEN = re.compile(r"(^|[/\\.])_?ssl(\.|$)|libssl|libcrypto|Qt6?Network|qopenssl|qschannel", re.IGNORECASE)


def prove(seat: Seat, built: Path, place: Path) -> list[str]:
    """A whole walk under strace, and a look into the builds."""
    folder = seat.fresh(place / seat.name / "看 网络")
    program = Path(shutil.copy(built / f"{building.ONE_FILE}{seat.ending}", folder))
    trace = place / seat.name / "network.txt"
    desk = Desk(seat, 1366, 768, place / "pictures" / f"{seat.name}-trust")
    before, kept = seat.written(), seat.registry()
    try:
        with watched(seat, trace):
            seat.start(seat.python, "-c", "import socket; socket.socket()", folder=folder, trace=trace).end()
        expect(beyond(trace), "a socket of the internet is seen")
        with watched(seat, trace):
            walk.walk(seat, desk, program, folder, trace=trace)
        added = seat.registry() - kept
    finally:
        desk.close()
    expect(sockets(trace) and not beyond(trace), f"sockets beyond this machine: {beyond(trace)[:5]}")
    data = walk.the_ledger(seat, folder).parent
    strange = [p for p in seat.written() - before if not p.is_relative_to(data.parent)]
    expect(not strange, f"written without asking: {strange}")
    expect(not added, f"left in the registry: {sorted(added)}")
    expect([p.name for p in folder.iterdir()] == [program.name], f"beside the program: {[*folder.iterdir()]}")
    expect(not left_in(seat.temporary()), f"left in the temporary folder: {left_in(seat.temporary())}")
    if not isinstance(seat, Linux):
        for each in (program, *(built / building.FOLDER).glob("*.exe")):
            expect(not dressed(each), f"{each.name} has no {dressed(each)}")
    inside = [name for name in contents(built, seat) if FORBIDDEN.search(name)]
    expect(not inside, f"in the build: {inside}")
    looked = "the temporary folder and the registry" if kept else "the temporary folder"
    return [f"{len(sockets(trace))} sockets, all local; nothing left in {looked}, nothing written beside the data"]


@contextmanager
def watched(seat: Seat, trace: Path) -> Iterator[None]:
    """Watch the network calls of whatever makes them for a program, into a file beside its own."""
    pids = [word for pid in seat.helpers() for word in ("-p", str(pid))]
    beside(trace).write_text("")
    watch = subprocess.Popen([*WATCH, *pids, "-o", str(beside(trace))]) if pids else None
    PATIENCE.rest(1)
    try:
        yield
    finally:
        if watch:
            watch.terminate()
            watch.wait()


def beside(trace: Path) -> Path:
    """Where the calls made for a program are kept."""
    return trace.with_suffix(".helpers.txt")


def sockets(trace: Path) -> list[str]:
    """The sockets a program made, or had made."""
    lines = "\n".join(path.read_text(errors="replace") for path in (trace, beside(trace))).splitlines()
    return [line for line in lines if re.search(r"\bsocket\(", line)]


def beyond(trace: Path) -> list[str]:
    """Those that reach beyond this machine."""
    return [line for line in sockets(trace) if not LOCAL.search(line)]


def dressed(program: Path) -> list[str]:
    """What is missing of the icon, the Chinese version resource and the manifest of a Windows program."""
    import pefile

    image = pefile.PE(str(program))
    kinds = {entry.id for entry in image.DIRECTORY_ENTRY_RESOURCE.entries}
    words = program.read_bytes()
    wanted = {
        "icon": pefile.RESOURCE_TYPE["RT_GROUP_ICON"] in kinds,
        "Chinese version resource": "工作要点台账".encode("utf-16-le") in words
        and "080404B0".encode("utf-16-le") in words,
        "manifest": b"PerMonitorV2" in words and b"asInvoker" in words and b"longPathAware" in words,
    }
    return [name for name, there in wanted.items() if not there]


def left_in(folder: Path) -> list[str]:
    """What programs left in the temporary folder."""
    return sorted(p.name for p in folder.iterdir())


def contents(built: Path, seat: Seat) -> list[str]:
    """Every file of the folder build, and every module in its archive."""
    from PyInstaller.archive.readers import CArchiveReader

    top = built / building.FOLDER
    names = [str(p.relative_to(top)) for p in top.rglob("*")]
    archive = CArchiveReader(str(top / f"{building.ONE_FILE}{seat.ending}"))
    pure = next(name for name in archive.toc if name.startswith("PYZ"))
    return names + list(archive.toc) + list(archive.open_embedded_archive(pure).toc)
