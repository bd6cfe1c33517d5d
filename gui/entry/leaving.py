"""Leaving 填报 while something typed is in no file, and taking it to another file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from db.ledger.copies import save_copy
from gui.entry.drafts import Drafts
from gui.entry.entries import Entries
from gui.entry.spots import Spot
from gui.kit import ask
from gui.session.reasons import reason_for
from models.plan.entities import Entity
from models.plan.said import Said

NAMED = 3  # figures named in the question; the rest is counted


def may_leave(over: QWidget, entries: Entries, show_spot: Callable[[Spot], object]) -> bool:
    """Whether nothing is left, or is given up by name; 回去改 puts the cursor there."""
    left = entries.left()
    if not left:
        return True
    if ask.choose(over, _question(list(left.values())), ["回去改", _give_up(len(left))], safe=0) == 1:
        entries.drop(left)
        return True
    spot = next(filter(_known_to(entries), left), None)
    if spot is not None:
        show_spot(spot)
    return False


def hand_over(entries: Entries) -> Drafts:
    """Everything that is in no file, for another window; nobody is asked about it here any more."""
    drafts, entries.drafts = entries.drafts, Drafts()
    return drafts


def take_over(entries: Entries, drafts: Drafts) -> int:
    """What was typed over an earlier state of the same file and is in none, to be saved here; how many fields."""
    entries.drafts = drafts
    left = entries.left()
    entries.touched.emit(frozenset(spot.target_id for spot in left))
    return len(left)


def _question(sentences: list[str]) -> str:
    named = "；".join(sentences[:NAMED])
    if len(sentences) > NAMED:
        named += "等"
    return f"还有 {len(sentences)} 格没有保存：{named}。"


def _give_up(count: int) -> str:
    if count == 1:
        return "放弃这格并离开"
    return f"放弃这 {count} 格并离开"


def _known_to(entries: Entries) -> Callable[[Spot], bool]:
    """Whether a field is of the plan that is shown; what is left of another plan cannot be led to."""
    return lambda spot: entries.session.target(spot.target_id) is not None


def save_elsewhere(
    over: QWidget, entries: Entries, say: Callable[[str], object], go_on_with: Callable[[Path], object]
) -> None:
    """Ask where to, copy there with what could not be saved, and ask the window to go on with the copy."""
    session = entries.session
    path = ask.save_file(over, "另存为", ask.PLAN_FILES, Path.home() / session.path.name)
    if path is None:
        return
    batch = entries.unsaved()

    def done(_: object) -> None:
        entries.drop(batch.texts)
        session.file.give_up()
        say(f"已另存为：{path.name}")
        go_on_with(path)

    def copy(reason: str) -> None:
        puts: list[Entity] = [*batch.cells.values(), *batch.past]
        session.ask(lambda store: save_copy(store, path, puts, batch.no_past, reason=reason), done, refused=refused)

    def refused(said: Said) -> None:
        reason = reason_for(over, said)
        if reason:
            copy(reason)
        else:
            ask.tell(over, str(said))

    copy("")
