"""Names of the tree's rows, joined and split here: they outlive the rows, and go with what is dragged."""

_HEADING, _TARGET = "h:", "t:"


def heading_key(heading_id: str) -> str:
    """A heading's row by name."""
    return _HEADING + heading_id


def target_key(target_id: str) -> str:
    """A target's row by name."""
    return _TARGET + target_id


def heading_in(key: str) -> str:
    """The id of the heading that a key names; empty where it names none."""
    return _after(_HEADING, key)


def target_in(key: str) -> str:
    """The id of the target that a key names; empty where it names none."""
    return _after(_TARGET, key)


def _after(mark: str, key: str) -> str:
    if not key.startswith(mark):
        return ""
    return key.removeprefix(mark)
