"""Every item model is looked at by Qt's own tester in some test."""

import ast
import importlib
import pkgutil

from PySide6.QtCore import QAbstractItemModel

import gui
from tests import ROOT


def models_of(kind):
    """The classes of ours below a kind of model; of those with classes below them only these."""
    for below in kind.__subclasses__():
        further = list(models_of(below))
        yield from further
        if not further and below.__module__.startswith(f"{gui.__name__}."):
            yield below.__name__


def names_beside_the_tester():
    """The names in the test modules that call the tester."""
    for path in (ROOT / "tests" / "gui").rglob("test_*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        if "QAbstractItemModelTester" in names:
            yield from names


def test_qt_looks_at_every_model():
    for module in pkgutil.walk_packages(gui.__path__, f"{gui.__name__}."):
        importlib.import_module(module.name)
    found = set(models_of(QAbstractItemModel))
    assert {"TreeModel", "EntryModel"} <= found
    assert found - set(names_beside_the_tester()) == set()
