"""Plan files made once and copied for each test."""

import shutil

import pytest

from db.actions.plans import create_demo
from db.ledger.store import Store
from tests.db.sample import NAME, make_small


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / NAME
    create_demo(path)
    return path


@pytest.fixture(scope="session")
def small_made(tmp_path_factory):
    return make_small(tmp_path_factory.mktemp("small") / NAME)


@pytest.fixture
def demo(demo_made, tmp_path):
    """The demo's file, nobody has it open."""
    return shutil.copy(demo_made, tmp_path / NAME)


@pytest.fixture
def small(small_made, tmp_path):
    """The small ledger's file, nobody has it open."""
    return shutil.copy(small_made, tmp_path / NAME)


@pytest.fixture
def store(small):
    """The small ledger, open for writing."""
    with Store.open(small) as opened:
        yield opened
