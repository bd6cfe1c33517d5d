"""What was not expected: the traceback goes into a file for the maintainer, the user gets a sentence."""

import sys
import tempfile
import traceback
from datetime import datetime
from pathlib import Path

from db.disk import log

NAME = "要点通错误报告.txt"


def report_of(error: BaseException) -> str:
    """What the maintainer needs to know."""
    text = "".join(traceback.format_exception(error))
    stamp = datetime.now().astimezone().isoformat(timespec="seconds")
    return f"==== {stamp}　Python {sys.version.split()[0]}　{sys.platform}\n{text}\n"


def keep(error: BaseException, near: Path | None, home: Path | None = None) -> str:
    """Append a report beside the plan file; returns the sentence to show, which names the place.

    Where that cannot be written it goes into the data folder `home`, and only then to the temporary one. The log has
    its kind and place.
    """
    log.failed(error)
    entry = report_of(error)
    beside = near.absolute().parent if near else None
    for folder in (beside, home, Path(tempfile.gettempdir())):
        if folder is None or not (folder.is_dir() or folder is home):
            continue
        try:
            if folder is home:
                folder.mkdir(parents=True, exist_ok=True)
            with (folder / NAME).open("a", encoding="utf-8", errors="replace") as file:
                file.write(entry)
        except OSError as closed:  # a read-only place: the next one
            log.expected(closed)
            continue
        return f"程序出了错，没有做完。台账停在上一次保存的样子，数据是安全的。请把“{folder / NAME}”交给软件的维护者。"
    return "程序出了错，没有做完。台账停在上一次保存的样子，数据是安全的。请把刚才做的步骤告诉软件的维护者。"
