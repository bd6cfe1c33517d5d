"""Rule 1: a room holds packages only, and none of them has a name that says nothing."""

from tests.house.source import House

PACKAGED = ("db", "gui", "models")
EMPTY_NAMES = {"base", "common", "helper", "helpers", "manager", "managers", "util", "utils"}


def loose_files(house: House) -> dict[str, int]:
    """Files that stand at the top of a room instead of in one of its packages."""
    parts = {source.name: source.name.split("/") for source in house.product}
    return {
        name: 1 for name, path in parts.items() if path[0] in PACKAGED and len(path) == 2 and path[1] != "__init__.py"
    }


def empty_names(house: House) -> dict[str, int]:
    """Packages and modules called after nothing."""
    return {s.module: 1 for s in house.product if EMPTY_NAMES & set(s.module.split("."))}
