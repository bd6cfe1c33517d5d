"""What kind of drive a ledger lies on, by made-up tables of mounts; and what a clerk is told about it."""

import re
import sys
from pathlib import Path

import pytest

from db.disk import drives
from db.disk.drives import Drive, drive_in_mounts, drive_notice, drive_of
from db.ledger import access
from db.ledger import store as ledger_store
from db.ledger.access import now, writer_lock
from db.ledger.store import Store
from tests.db.sample import cell

MOUNTS = """\
/dev/sda2 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
/dev/sda3 /home ext4 rw 0 0
tmpfs /run tmpfs rw 0 0
server:/export /mnt/share nfs4 rw 0 0
//server/办公室 /mnt/办公室 cifs rw 0 0
//server/c$ /mnt/two\\040words/共享\\134x cifs rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
user@host: /home/zhang/远程 fuse.sshfs rw 0 0
vbox /media/sf_share vboxsf rw 0 0
/dev/sdb1 /media/zhang/USB\\040DISK vfat rw 0 0
/dev/sdc1 /run/media/zhang/盘 exfat rw 0 0
/dev/sdd1 /data ext4 rw 0 0
/dev/sde /bare vfat rw 0 0
/dev/mmcblk0p1 /card vfat rw 0 0
/dev/nvme0n1p3 /fast ext4 rw 0 0
/dev/mapper/root /crypt ext4 rw 0 0
/dev/sr0 /media/cdrom iso9660 ro 0 0
/dev/sr1 /dvd udf ro 0 0
/dev/sda4 /mnt/share/local ext4 rw 0 0
nonsense
systemd-1 /auto autofs rw 0 0
//server/auto /auto cifs rw 0 0
/dev/sda5 /mnt/sharedwork ext4 rw 0 0
"""
REMOVABLE = {"sda": "0", "sdb": "1", "sdd": "1", "sde": "1", "mmcblk0": "1", "nvme0n1": "0"}


@pytest.fixture
def blocks(tmp_path):
    for name, flag in REMOVABLE.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "removable").write_text(flag + "\n", encoding="ascii")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/zhang/台账.ydt", Drive.FIXED),
        ("/etc/台账.ydt", Drive.FIXED),
        ("/homework/台账.ydt", Drive.FIXED),
        ("/mnt/share/台账.ydt", Drive.NETWORK),
        ("/mnt/share", Drive.NETWORK),
        ("/mnt/sharedwork/台账.ydt", Drive.FIXED),
        ("/mnt/share/local/台账.ydt", Drive.FIXED),
        ("/mnt/办公室/2020/台账.ydt", Drive.NETWORK),
        ("/mnt/two words/共享\\x/台账.ydt", Drive.NETWORK),
        ("/run/user/1000/gvfs/smb-share:server=pc/台账.ydt", Drive.NETWORK),
        ("/home/zhang/远程/台账.ydt", Drive.NETWORK),
        ("/media/sf_share/台账.ydt", Drive.NETWORK),
        ("/auto/台账.ydt", Drive.NETWORK),
        ("/media/zhang/USB DISK/台账.ydt", Drive.REMOVABLE),
        ("/run/media/zhang/盘/台账.ydt", Drive.REMOVABLE),
        ("/data/台账.ydt", Drive.REMOVABLE),
        ("/bare/台账.ydt", Drive.REMOVABLE),
        ("/card/台账.ydt", Drive.REMOVABLE),
        ("/fast/台账.ydt", Drive.FIXED),
        ("/crypt/台账.ydt", Drive.FIXED),
        ("/media/cdrom/台账.ydt", Drive.OPTICAL),
        ("/dvd/台账.ydt", Drive.OPTICAL),
    ],
)
def test_a_drive_is_known_by_the_mount_it_lies_on(blocks, path, kind):
    assert drive_in_mounts(Path(path), MOUNTS, blocks) is kind


def test_without_mounts_nothing_is_known(tmp_path):
    assert drive_in_mounts(Path("/home/台账.ydt"), "", tmp_path) is Drive.UNKNOWN


def test_this_computer_answers(tmp_path):
    assert drive_of(tmp_path / "还没有.ydt") in set(Drive)


@pytest.mark.skipif(sys.platform == "win32", reason="made-up mounts are Linux's")
def test_a_link_into_a_share_is_the_share(tmp_path, monkeypatch):
    share, link = tmp_path / "share", tmp_path / "桌面"
    share.mkdir()
    link.symlink_to(share)
    table = f"/dev/sda1 / ext4 rw 0 0\n//server/x {share.resolve()} cifs rw 0 0\n"
    real = Path.read_text
    monkeypatch.setattr(Path, "read_text", lambda p, **k: table if str(p) == "/proc/mounts" else real(p, **k))
    assert drive_of(link / "台账.ydt") is Drive.NETWORK


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Drive.NETWORK, r"^台账只能看，不能改：文件在网络共享盘上.*请另存到本机后再填。$"),
        (Drive.OPTICAL, r"^台账只能看，不能改：文件在光盘上。改动不会保存。请另存到本机后再填。$"),
        (Drive.REMOVABLE, r"^台账在U盘或移动盘上。可以填写；拔盘以前请先关掉要点通"),
        (Drive.FIXED, r"^$"),
        (Drive.UNKNOWN, r"^$"),
    ],
)
def test_a_clerk_is_told_what_matters(kind, words):
    assert re.search(words, str(drive_notice(kind) or ""))


@pytest.mark.parametrize("kind", [Drive.NETWORK, Drive.OPTICAL])
def test_on_a_share_or_a_disc_a_ledger_is_only_looked_at(small, monkeypatch, kind):
    monkeypatch.setattr(access, "drive_of", lambda _: kind)  # there is no such drive here
    assert writer_lock(small, now) == (None, drive_notice(kind))
    with Store.open(small) as store:
        assert store.barred == drive_notice(kind)
        assert store.check() == 2
    assert list(small.parent.iterdir()) == [small]


def test_on_a_stick_it_can_be_written_and_the_window_says_so(small, monkeypatch):
    monkeypatch.setattr(ledger_store, "drive_of", lambda _: Drive.REMOVABLE)
    with Store.open(small) as store:
        assert store.notices == [drives.drive_notice(Drive.REMOVABLE)]
        assert store.write("写", [cell("t2", "2020Q3", 5)])
