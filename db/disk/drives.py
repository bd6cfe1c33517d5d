"""What kind of drive a file lies on: fixed, removable or network, and what that means."""

import re
import sys
from enum import StrEnum
from pathlib import Path

from db.disk import log
from models.plan.said import Said

_NETWORK_SYSTEMS = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "davfs", "ceph", "vboxsf",
        "fuse.sshfs", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.glusterfs", "fuse.vmhgfs-fuse",
    }
)  # fmt: skip
_REMOVABLE_ROOTS = ("/media/", "/run/media/")
_ESCAPE = re.compile(r"\\([0-7]{3})")  # a space in /proc/mounts is \040
_PARTITION = re.compile(r"(?P<disk>.*\d)p\d+|(?P<plain>\D+)\d+")  # mmcblk0p1, sdb1


class Drive(StrEnum):
    """Kinds of drive, with their names on screen."""

    FIXED = "本机硬盘"
    REMOVABLE = "U盘或移动盘"
    NETWORK = "网络共享盘"
    OPTICAL = "光盘"
    UNKNOWN = "未知"


def drive_of(path: Path) -> Drive:
    """The kind of drive that a file lies on, whether or not it exists yet."""
    if sys.platform == "win32":
        return _windows_drive(path)
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        log.expected(error)
        return Drive.UNKNOWN
    return drive_in_mounts(path.resolve(), mounts, Path("/sys/block"))


def drive_in_mounts(path: Path, mounts: str, blocks: Path) -> Drive:
    """The kind of drive by a table of mounts (as /proc/mounts) and the kernel's block devices."""
    best = ("", "", "")
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        device, system = parts[0], parts[2]
        point = _ESCAPE.sub(lambda m: chr(int(m[1], 8)), parts[1])
        inside = point == "/" or str(path) == point or str(path).startswith(point + "/")
        if inside and len(point) >= len(best[1]):
            best = (device, point, system)
    device, point, system = best
    if system in _NETWORK_SYSTEMS:
        return Drive.NETWORK
    if system in {"iso9660", "udf"}:
        return Drive.OPTICAL
    if (point + "/").startswith(_REMOVABLE_ROOTS) or _is_removable(device, blocks):
        return Drive.REMOVABLE
    if not point:  # no mount that holds it is listed
        return Drive.UNKNOWN
    return Drive.FIXED


def drive_notice(drive: Drive) -> Said | None:
    """What a clerk should know about a plan file on such a drive; None for the own disk."""
    match drive:
        case Drive.NETWORK:
            shared = "台账只能看，不能改：文件在网络共享盘上，几个人同时写会损坏它"
            return Said("on-network", shared, "改动不会保存", "请另存到本机后再填")
        case Drive.OPTICAL:
            return Said("on-optical", "台账只能看，不能改：文件在光盘上", "改动不会保存", "请另存到本机后再填")
        case Drive.REMOVABLE:
            careful = "可以填写；拔盘以前请先关掉要点通，并在本机留一份备份"
            return Said("on-removable", "台账在U盘或移动盘上", careful)
    return None


def _is_removable(device: str, blocks: Path) -> bool:
    name = device.removeprefix("/dev/")
    partition = _PARTITION.fullmatch(name)
    disk = ""
    if partition:  # only the whole disk says whether it is removable
        disk = partition["disk"] or partition["plain"]
    for block in (name, disk):
        flag = blocks / block / "removable"
        if block and "/" not in block and flag.is_file():
            return flag.read_text(encoding="ascii", errors="replace").strip() == "1"
    return False


def _windows_drive(path: Path) -> Drive:
    import ctypes

    full = str(path.absolute())
    if full.startswith("\\\\"):
        return Drive.NETWORK
    kinds = {2: Drive.REMOVABLE, 3: Drive.FIXED, 4: Drive.NETWORK, 5: Drive.OPTICAL, 6: Drive.FIXED}
    windll = getattr(ctypes, "windll")  # noqa: B009  only there on Windows
    return kinds.get(windll.kernel32.GetDriveTypeW(Path(full).anchor), Drive.UNKNOWN)
