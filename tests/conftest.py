"""What a whole run says at its end besides passed and failed: what was counted on the way."""

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for name in ("DISPLAY", "WAYLAND_DISPLAY"):  # no test opens a window on somebody's screen
    os.environ.pop(name, None)

try:  # without the system's libraries for Qt (README) the window's tests are left out, and it is said
    import PySide6.QtWidgets  # noqa: F401
except ImportError as error:
    NO_WINDOW = f"window's tests left out: {error}"
    collect_ignore = ["gui"]
    pytest_plugins = ()
else:
    NO_WINDOW = ""
    pytest_plugins = ("pytestqt.plugin",)

# What hypothesis would fail for being slow is no failure: a machine may be busy. Nothing is kept between two runs.
settings.register_profile("ours", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ours")

COUNTED = pytest.StashKey[list[str]]()


def pytest_addoption(parser):
    parser.addoption("--whole", action="store_true", help="all kills, flipped bytes and monkeys, as .ci/run wants them")


def pytest_configure(config):
    config.stash[COUNTED] = []


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """One more than there are cores: tests wait for windows, for the disk and for other processes."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish():
    """Thousands of tests live as long as the run: Python looks for garbage only among what they make."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish(session):
    """A worker of xdist prints nothing: it hands its lines to the one that does."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["counted"] = session.config.stash[COUNTED]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    node.config.stash[COUNTED] += getattr(node, "workeroutput", {}).get("counted", [])  # none of one that crashed


def pytest_terminal_summary(terminalreporter, config):
    for line in filter(None, [NO_WINDOW, *config.stash[COUNTED]]):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def whole(pytestconfig):
    """Whether what is tried at random is tried as often as .ci/run wants, which takes minutes; else less often."""
    return pytestconfig.getoption("--whole")


@pytest.fixture(scope="session")
def counted(pytestconfig):
    """Takes lines to print at the end of the run."""
    return pytestconfig.stash[COUNTED].append
