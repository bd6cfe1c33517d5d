"""What the columns of a block are, when the clerk corrects one: no other is the same, where only one can be."""

from collections.abc import Collection, Sequence
from enum import StrEnum


def corrected(
    chosen: Sequence[StrEnum], before: Sequence[StrEnum], several: Collection[StrEnum], unused: StrEnum
) -> tuple[StrEnum, ...]:
    """The roles after a choice; `before` are those until now, `several` those that many columns may have."""
    changed = [at for at, role in enumerate(chosen) if role != before[at]]
    if not changed or chosen[changed[0]] in several:
        return tuple(chosen)
    roles = list(chosen)
    for at, role in enumerate(chosen):
        if at != changed[0] and role == chosen[changed[0]]:
            roles[at] = unused
    return tuple(roles)
