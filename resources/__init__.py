"""What is shipped with the program: plans, the demo's figures, help, its version; read through one helper."""

from pathlib import Path

_HERE = Path(__file__).parent


def read_text(*parts: str) -> str:
    """Read a shipped text file: the parts of its path within this folder."""
    return _HERE.joinpath(*parts).read_text(encoding="utf-8")


def version() -> str:
    """The program's version, as in 0.1.0; it is written down nowhere else."""
    return read_text("version.txt").strip()
