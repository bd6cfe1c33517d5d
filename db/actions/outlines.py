"""Taking headings and targets out of a plan with all that hangs on them."""

from collections.abc import Collection

from db.disk.failures import Refusal
from db.ledger.store import Store
from models.plan.entities import Entity
from models.plan.outline import Extent
from models.plan.said import Said


def remove(store: Store, plan_id: str, ids: Collection[str], reason: str | None = None) -> None:
    """Remove headings and targets with their figures and versions, as one undoable action.

    Raises AltersClosed where a closed period lists one of them and no reason is given.
    """
    gone = Extent.of(store.ledger(plan_id), ids)
    found = {h.id for h in gone.headings} | {t.id for t in gone.targets}
    if not found or not found.issuperset(ids):
        raise Refusal(Said("some-gone", "没有删除：其中有的已经不在台账里了", todo="请刷新后再试"))
    made: list[Entity] = [*gone.headings, *gone.targets, *gone.versions, *gone.cells]
    with_it = ""
    if gone.besides:
        with_it = f"（含 {gone.besides}）"
    what = f"删除{gone.kind}：{gone.name}{with_it}"
    store.write(what, deletes=reversed(made), reason=reason)  # undo brings them back in this order
