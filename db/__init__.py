"""What is kept: the plan file, its journal and backups, workbooks, commands."""

import logging
import sys
from importlib.util import find_spec

# what is logged is for the maintainer, who adds a handler; a clerk's console stays free of it
logging.getLogger(__name__).addHandler(logging.NullHandler())

if find_spec("openpyxl") is None:  # it is loaded only where a workbook is made, and missed here
    raise ModuleNotFoundError("openpyxl", name="openpyxl")

# sqlite_utils takes numpy and pandas where they are installed, only to name their types in a table; no row of ours
# holds one, and loading numpy is a fifth of the time until the window shows
_kept_out = {"numpy", "pandas"} - sys.modules.keys()
sys.modules.update(dict.fromkeys(_kept_out))  # type: ignore[arg-type]  # None: importing it fails as if not installed
try:
    import sqlite_utils  # noqa: F401
finally:
    for _name in _kept_out:
        del sys.modules[_name]
