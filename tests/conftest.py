"""What a whole run says at its end besides passed and failed: what was counted on the way."""

import pytest

COUNTED = pytest.StashKey[list[str]]()


def pytest_configure(config):
    config.stash[COUNTED] = []


def pytest_terminal_summary(terminalreporter, config):
    for line in config.stash[COUNTED]:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def counted(pytestconfig):
    """Takes lines to print at the end of the run."""
    return pytestconfig.stash[COUNTED].append
