"""What is handed to an office: both builds, their sums, the manual, the page for the IT office, the release notes."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import building
from seats import Linux, Seat

from parts.commands import expect

PROJECT = Path(__file__).resolve().parents[3]
FIRST_DATE = (2020, 1, 1, 0, 0, 0)  # the same in every build
DOCUMENTS = ("使用说明.pdf", "信息科须知.pdf", "版本说明.txt")


def make(seat: Seat, built: Path, place: Path) -> list[str]:
    """The release folder for Windows; nothing on the other seat."""
    if isinstance(seat, Linux):
        return []
    folder = place / "release"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy(built / f"{building.ONE_FILE}{seat.ending}", folder)
    pack(built / building.FOLDER, folder / f"{building.FOLDER}.zip")
    environment = {**os.environ, **building.FIXED, "QT_QPA_PLATFORM": "offscreen"}
    line = [sys.executable, str(PROJECT / ".ci" / "paper" / "manual.py"), *(str(folder / name) for name in DOCUMENTS)]
    subprocess.run(line, env=environment, check=True)
    unpacked = place / seat.name / "解压 出来"
    shutil.rmtree(unpacked, ignore_errors=True)
    shutil.unpack_archive(folder / f"{building.FOLDER}.zip", unpacked)
    twin = unpacked / building.FOLDER / f"{building.TWIN}{seat.ending}"
    code, said = seat.run(twin, "demo", "台账.ydt", folder=unpacked)
    expect(code == 0 and (unpacked / "台账.ydt").is_file(), f"the unpacked folder build ended with {code}: {said}")
    lines = [f"{digest}  {name}\n" for name, digest in building.sums(folder).items()]
    (folder / building.SUMS).write_text("".join(lines), encoding="utf-8")
    return [f"release: {p.name}, {p.stat().st_size / 1e6:.1f} MB" for p in sorted(folder.iterdir())]


def pack(folder: Path, archive: Path) -> None:
    """A folder as a zip that is the same each time."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder)}", FIRST_DATE)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, path.read_bytes())
