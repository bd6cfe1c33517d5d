"""One writer for a plan file: a lock file beside it, held by the system's own file lock.

The lock goes with the process, so a dead one leaves none; what the file says (who, where,
since when) is only for people to read.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from db.disk import log

_LOCKED_BYTE = 1 << 30  # far behind the text, so that others can read it while it is held


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the plan file open for writing."""

    who: str
    computer: str
    since: str


class FileLock:
    """The lock on one plan file."""

    def __init__(self, plan_file: Path) -> None:
        real = plan_file.resolve()  # one lock for a file, by whatever link it is reached
        self.path = real.with_name(real.name + ".lock")
        self._file: IO[bytes] | None = None

    def acquire(self, holder: Holder) -> bool:
        """Take the lock; False when somebody else holds it. OSError where no file can be written."""
        while True:
            file = self.path.open("a+b", buffering=0)
            try:
                taken = _try_lock(file)
                current = taken and _is_at(file, self.path)
            except OSError:
                file.close()
                raise
            if current:
                break
            file.close()
            if not taken:
                return False
        self._file = file
        try:
            file.truncate(0)
            file.write(json.dumps(asdict(holder), ensure_ascii=False).encode("utf-8"))
        except OSError as error:  # a full disk: the lock holds all the same
            log.expected(error)
        return True

    def holder(self) -> Holder | None:
        """What the lock file says about its holder."""
        try:
            return Holder(**json.loads(self.path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:  # gone meanwhile, or not filled in yet
            log.expected(error)
            return None

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if self._file is None:
            return
        if sys.platform != "win32" and _is_at(self._file, self.path):
            self.path.unlink(missing_ok=True)
        self._file.close()
        self._file = None
        if sys.platform == "win32":
            try:
                self.path.unlink(missing_ok=True)
            except OSError as error:  # the next writer has it open already
                log.expected(error)


def _is_at(file: IO[bytes], path: Path) -> bool:
    """Whether the file locked is still the one at the path (its last holder may have removed it)."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError as error:
        log.expected(error)
        return False


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            log.expected(error)
            return False
        return True

else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            log.expected(error)
            return False
        return True
