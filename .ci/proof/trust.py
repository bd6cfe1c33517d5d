"""What an office's IT asks: nothing of the network, nothing left behind, nothing written where nobody was asked."""

import re
import shutil
from pathlib import Path

import building
import walk
from commands import expect
from desk import Desk
from seats import Seat

LOCAL = re.compile(r"AF_UNIX|AF_LOCAL|AF_NETLINK|PF_UNIX")
FORBIDDEN = re.compile(r"(^|[/\\.])_?ssl(\.|$)|libssl|libcrypto|Qt6?Network|qopenssl|qschannel", re.IGNORECASE)


def prove(seat: Seat, built: Path, place: Path) -> list[str]:
    """A whole walk under strace, and a look into the builds."""
    folder = place / seat.name / "看 网络"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    seat.forget()
    program = Path(shutil.copy(built / f"{building.ONE_FILE}{seat.ending}", folder))
    trace = place / seat.name / "network.txt"
    desk = Desk(seat, 1366, 768, place / "pictures" / f"{seat.name}-trust")
    before, kept = seat.written(), seat.registry()
    try:
        walk.walk(seat, desk, program, folder, trace=trace)
        added = seat.registry() - kept
    finally:
        desk.close()
    calls = [line for line in trace.read_text(errors="replace").splitlines() if re.search(r"\bsocket\(", line)]
    foreign = [line for line in calls if not LOCAL.search(line)]
    expect(calls and not foreign, f"sockets beyond this machine: {foreign[:5]}")
    data = walk.the_ledger(seat, folder).parent
    strange = [p for p in seat.written() - before if not p.is_relative_to(data.parent)]
    expect(not strange, f"written without asking: {strange}")
    expect(not added, f"left in the registry: {sorted(added)}")
    expect(not left_in(seat.temporary()), f"left in the temporary folder: {left_in(seat.temporary())}")
    inside = [name for name in contents(built, seat) if FORBIDDEN.search(name)]
    expect(not inside, f"in the build: {inside}")
    left = "nothing left in the temporary folder or the registry"
    return [f"{len(calls)} sockets, all local; {left}, nothing written beside the data"]


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
