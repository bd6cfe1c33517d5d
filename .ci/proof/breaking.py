"""Whether the proof is honest: a folder build without one of its parts must fail it."""

import shutil
from pathlib import Path

import building
from desk import Desk, Failed
from parts import walk
from parts.commands import expect
from seats import Seat

SOON = 30  # seconds for the first window; the whole folder must be there by then
# what is taken away, by its name on either system
PARTS = {
    "QtOpenGL": ("_internal/PySide6/QtOpenGL.pyd", "_internal/PySide6/QtOpenGL.abi3.so"),
    "plugins/platforms": ("_internal/PySide6/plugins/platforms", "_internal/PySide6/Qt/plugins/platforms"),
    "python311": ("_internal/python311.dll", "_internal/libpython3.11.so.1.0"),
    "openblas": ("_internal/numpy.libs/*openblas*",),
    "the built-in plan": ("_internal/resources/plans/puyuan-2020.json",),
}


def prove(seat: Seat, built: Path, place: Path) -> list[str]:
    """Take each part out, walk, put it back."""
    seen = []
    folder = place / seat.name / "缺 件"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copytree(built / building.FOLDER, folder / building.FOLDER, symlinks=True)
    pictures = place / "pictures"
    expect(not (why := failure(seat, folder, pictures / f"{seat.name}-whole")), f"the whole folder failed: {why}")
    for name, patterns in PARTS.items():
        taken = [p for pattern in patterns for p in (folder / building.FOLDER).glob(pattern)]
        if not taken:
            raise Failed(f"{name} is not in the folder build")
        for path in taken:
            path.rename(folder / path.name)
        why = failure(seat, folder, pictures / f"{seat.name}-without-{name.replace('/', '-')}")
        expect(why, f"the walk held without {name}")
        seen.append(f"without {name}: {why}")
        for path in taken:
            (folder / path.name).rename(path)
    return seen


def failure(seat: Seat, folder: Path, pictures: Path) -> str:
    """Why the walk failed; empty when it held."""
    seat.forget()
    desk = Desk(seat, 1366, 768, pictures)
    program = folder / building.FOLDER / f"{building.ONE_FILE}{seat.ending}"
    try:
        walk.walk(seat, desk, program, folder, patience=SOON)
    except Failed as failed:
        return str(failed).splitlines()[0][:150]
    finally:
        desk.close()
        seat.end_all(folder)
    return ""
