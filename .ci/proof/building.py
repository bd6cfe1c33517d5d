"""Making the executables: from a clean copy of the checkout, twice, and the two must be the same bytes."""

import hashlib
import shutil
import subprocess
import time
from pathlib import Path

from desk import Failed
from patience import BUILD, PATIENCE
from seats import Seat

ONE_FILE, FOLDER, TWIN, SUMS = "要点通", "要点通-文件夹版", "要点通命令行", "SHA256.txt"
FIXED = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "1577836800"}  # 2020-01-01: what a build writes of the time


def clean_copy(project: Path, target: Path) -> Path:
    """The files of the last commit."""
    packed = subprocess.run(["git", "-C", str(project), "archive", "HEAD"], capture_output=True, check=True).stdout
    target.mkdir(parents=True, exist_ok=True)
    subprocess.run(["tar", "-x", "-C", str(target)], input=packed, check=True)
    return target


def build(seat: Seat, source: Path, **environment: str) -> Path:
    """Build in a clean copy; returns the folder with what was made."""
    began = time.monotonic()
    code, said = seat.run(seat.python, "-m", "PyInstaller", "-y", "--clean", "--log-level", "WARN", "build.spec",
                          folder=source, seconds=BUILD, **FIXED, **environment)  # fmt: skip
    if code:
        raise Failed(f"the build ended with {code}:\n{said[-3000:]}")
    seconds = time.monotonic() - began
    PATIENCE.learn(seconds)
    print(f"{seat.name}: built in {seconds:.0f} s, so what takes 1 s may take {PATIENCE.here(1):.1f} s", flush=True)
    return source / "dist"


def sums(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of a folder, by its path."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def twice(seat: Seat, project: Path, place: Path) -> None:
    """Build two times in one place; both must be the same."""
    made = []
    for _ in range(2):
        shutil.rmtree(place, ignore_errors=True)
        source = clean_copy(project, place)
        made.append(sums(build(seat, source)))
    first, second = made
    if first != second:
        different = sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
        raise Failed(f"two builds differ in {different}")
    listed = (place / "dist" / SUMS).read_text(encoding="utf-8").splitlines()
    if listed != [f"{digest}  {name}" for name, digest in sorted(first.items()) if name != SUMS]:
        raise Failed(f"{SUMS} does not list the build")
    print(f"{seat.name}: two builds are the same, {len(first)} files, byte for byte", flush=True)


def bare(seat: Seat, project: Path, place: Path) -> None:
    """Build the bare program with the same recipe."""
    shutil.rmtree(place, ignore_errors=True)
    build(seat, clean_copy(project, place), YAODIAN_SCRIPT=".ci/proof/bare.py")
