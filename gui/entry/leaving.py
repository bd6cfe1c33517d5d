"""Leaving 填报 while something typed is in no file, and taking it to another file."""

from pathlib import Path
from typing import TYPE_CHECKING

from db.ledger.copies import save_copy
from gui.kit import ask

if TYPE_CHECKING:
    from gui.entry.page import EntryPage

NAMED = 3  # figures named in the question; the rest is counted


def may_leave(page: "EntryPage") -> bool:
    """Whether nothing is left, or is given up by name; 回去改 puts the cursor there."""
    left = page.entries.left()
    if not left:
        return True
    named = "；".join(list(left.values())[:NAMED]) + ("等" if len(left) > NAMED else "")
    these = "这格" if len(left) == 1 else f"这 {len(left)} 格"
    question = f"还有 {len(left)} 格没有保存：{named}。"
    if ask.choose(page, question, ["回去改", f"放弃{these}并离开"], safe=0) == 1:
        page.entries.drop(left)
        return True
    known = page.session.ledger.by_id if page.session.has_plan else {}
    spot = next((s for s in left if s.target_id in known), None)
    if spot is not None:
        page.show_spot(spot)
    return False


def save_elsewhere(page: "EntryPage") -> None:
    """Ask where to, copy there, and ask the window to go on with the copy."""
    session, entries = page.session, page.entries
    proposed = Path.home() / session.path.name
    path = ask.save_file(page, "另存为", ask.PLAN_FILES, proposed)
    if path is None:
        return
    batch = entries.unsaved()

    def done(_: object) -> None:
        entries.drop(batch.drafts)
        page.message.emit(f"已另存为：{path.name}")
        page.file_wanted.emit(path)

    session.ask(
        lambda store: save_copy(store, path, [*batch.cells.values(), *batch.past], batch.no_past),
        done,
        lambda sentence: ask.tell(page, sentence),
    )
