"""Whether Qt can open a window here; asked first, because Qt itself ends the process where it cannot."""

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path


def refuse_without_display() -> None:
    """Raise ImportError with what is missing: a library of the system, or an X server that answers."""
    if sys.platform != "linux" or "DISPLAY" not in os.environ or "QT_QPA_PLATFORM" in os.environ:
        return
    found = find_spec("PySide6")
    if found is None or found.origin is None:
        raise ImportError("PySide6")
    try:
        ctypes.CDLL(str(Path(found.origin).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"))
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        raise ImportError(str(error)) from error
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if failed:
        raise ImportError(f"显示器 {os.environ['DISPLAY']} 连不上")


refuse_without_display()  # importing this module fails as importing Qt itself would, where a window cannot be
