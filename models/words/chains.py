"""The stages that a milestone goes through, by the verb of the plan (rules.md §3): none that it did not ask for."""

import re
from datetime import date

from models.words.dates import read_due

_BEFORE = ("设计", "招标", "开工")
_CHECKED = "验收"
# The last stage that the plan asks for, the furthest first: what a plan puts to use it has built before.
# A word for being in use is kept as it is written, and stands behind 完工; 使用 belongs to it where it is written.
_IN_USE = re.compile(r"(?:投入|交付)(?:使用|运营|运行|生产)|投用|启用|投产|投运|通车|通水|通气|开业|开园")
_SHELL = re.compile(r"主体(?:工程|结构|建筑)?(?:封顶|结顶|完工|竣工|完成|建成)|(?:完成|建成)主体|封顶|结顶")
_BUILT = re.compile(r"建成|竣工|完工|完成|落成|建好")
_BEGUN = re.compile(r"(?:全面|正式)?(?:开工|动工|奠基)")
_CHECK = re.compile(_CHECKED)
# a stage as it is typed: its name, and behind a blank or in brackets the day it is planned for
_WITH_DAY = re.compile(r"(?P<name>.*?\S)(?:[\s：:,，]+|(?P<open>[（(]))(?P<day>[^\s（(：:]+?)(?(open)[)）]|)")
_LIKE_A_DAY = re.compile(r"\d\s*[月日号./-]")
_VERB = re.compile("|".join(verb.pattern for verb in (_IN_USE, _SHELL, _BUILT, _BEGUN, _CHECK)))


def stage_chain(*texts: str) -> tuple[str, ...]:
    """The chain that the first of a target's texts with a verb of building asks for, as its name, then its quote.

    Without one it ends when the thing is finished.
    """
    words = next((text for text in texts if _VERB.search(text)), "")
    chain = _built(words)
    if _CHECK.search(words):
        chain = (*chain, _CHECKED)
    return chain


def has_verb(text: str) -> bool:
    """Whether a text says of something that it is begun, built, checked or put to use."""
    return bool(_VERB.search(text))


def _built(words: str) -> tuple[str, ...]:
    used = _IN_USE.findall(words)
    if used:
        return (*_BEFORE, "完工", used[-1])
    if _SHELL.search(words):
        return (*_BEFORE, "主体完工")
    if _BEGUN.search(words) and not _BUILT.search(words):
        return ("开工",)
    return (*_BEFORE, "完工")


def read_stage(line: str, year: int) -> tuple[str, date | None, str]:
    """A stage's name and its planned day, if one is written; last the words that look like a day and are none."""
    found = _WITH_DAY.fullmatch(line)
    if found is None:
        return line, None, ""
    day, _ = read_due(found["day"], year)
    if day is not None:
        return found["name"].strip(), day, ""
    if _LIKE_A_DAY.search(found["day"]):
        return line, None, found["day"]
    return line, None, ""
