"""濮院镇2020 as a 任务分解表, as an office keeps it: made from the plan's JSON, in the ways that Excel copies it."""

import csv
import io
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tests import ROOT

PLAN = json.loads(
    (ROOT / "resources" / "plans" / "puyuan-2020.json").read_text(encoding="utf-8"),
    parse_float=Decimal,
    parse_int=Decimal,
)
HEADER = ("序号", "领域", "重点任务", "指标名称", "2020年目标", "牵头单位", "完成时限")
WORDS = {">=": "{}以上", ">": "超{}", "<=": "控制在{}以内", "=": "{}"}


def value_text(target: Mapping[str, Any]) -> str:
    """A target's demand as an office writes it into one cell: 力争18家, 95%以上."""
    if target["value"] is None:
        return ""
    words = WORDS[target.get("comparator", "=")].format(f"{target['value']:f}{target['unit']}")
    return target.get("commitment", "") + words


def path_of(index: int) -> list[str]:
    """The headings above a target, from the widest: level 2 and 3 of the plan, or its section."""
    found: dict[int, str] = {}
    for item in PLAN["outline"][: index + 1]:
        found = {k: v for k, v in found.items() if k < item["level"]} | {item["level"]: item["number"] + item["title"]}
    return [found[k] for k in sorted(found)]


def rows() -> list[list[str]]:
    """The table with the blanks that merged cells leave."""
    made: list[list[str]] = [["濮院镇2020年重点工作任务分解表", *[""] * 6], list(HEADER)]
    before: list[str] = []
    for number, target in enumerate(PLAN["targets"], start=1):
        path = path_of(int(target["heading"]))
        area, task = (path[1], path[2]) if len(path) == 3 else (path[0], path[0])
        shown = [area if before[:1] != [area] else "", task if before != [area, task] else ""]
        before = [area, task]
        name = f"{target['name']}（{target['calibre']}）" if target.get("calibre") else target["name"]
        made.append(
            [str(number), *shown, name, value_text(target), "经济发展办" if shown[1] else "", target.get("due", "")]
        )
    return made


def block(table: list[list[str]] | None = None) -> str:
    """The table as Excel puts it on the clipboard."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\r\n").writerows(table or rows())
    return out.getvalue()
