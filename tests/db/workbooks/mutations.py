"""What goes wrong in a file of a table, by seed: bytes, parts of a workbook, records of an .xls, text and markup."""

import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from xlrd.compdoc import CompDoc

TEXTS = (
    "",
    "0",
    "-1",
    "1e400",
    "1e-400",
    "9" * 500,
    "0." + "1" * 31,
    "nan",
    "Infinity",
    "=1+1",
    "#REF!",
    "_x000D_",
    "_xD800_",
    "３６．９",
    "1,000",
    "约500余",
    "10月底前",
    "1月",
    "2019年1—3月",
    "全年",
    "零发生",
    "长" * 40_000,
    "（" * 3_000,
    "<img src=x>",
    "\u202e反",
    "2020-02-30",
    "9999999999",
    "由100减少到80",
    "①",
    "%",
    "亿元",
    "/",
    "—",
    "不适用",
)
ATTRIBUTES = (
    "", "-1", "x", "0", "1048577", "99999999", "9" * 30, "XFD1048576", "A0", "1:1", "A1:XFD1048576",
    "inlineStr", "e", "s", "b", "d", "n", "str", "1", "true", "&#xFFFF;", "yyyy", "[h]:mm", "[$-804]d",
)  # fmt: skip
PIECES = (
    "<",
    ">",
    "</table>",
    "<table>",
    "<tr>",
    "<td rowspan=99999999 colspan=99999999>",
    "&#xD800;",
    "&#0;",
    '"',
    ",",
)
Mutation = Callable[[bytes, random.Random], bytes]


def flipped(data: bytes, pick: random.Random) -> bytes:
    """Bytes of the file itself turned over, or its end cut off."""
    changed = bytearray(data)
    for _ in range(pick.choice((1, 3, 30))):
        changed[pick.randrange(len(changed))] = pick.randrange(256)
    if pick.random() < 0.2:
        del changed[pick.randrange(len(changed)) :]
    return bytes(changed)


def valued(part: bytes, pick: random.Random) -> bytes:
    """Some values in a part replaced."""
    found = list(re.finditer(rb"<(v|t|td|Data)(?: [^>]*)?>([^<]*)</\1>", part))
    for match in sorted(pick.sample(found, min(len(found), 3)), key=lambda m: -m.start()):
        evil = pick.choice(TEXTS).replace("&", "&amp;").replace("<", "&lt;").encode()
        part = part[: match.start(2)] + evil + part[match.end(2) :]
    return part


def attributed(part: bytes, pick: random.Random) -> bytes:
    """Some attributes in a part replaced."""
    found = list(re.finditer(rb'"([^"<>]*)"', part))
    for match in sorted(pick.sample(found, min(len(found), 2)), key=lambda m: -m.start()):
        part = part[: match.start(1)] + pick.choice(ATTRIBUTES).encode() + part[match.end(1) :]
    return part


def repeated(part: bytes, pick: random.Random) -> bytes:
    """One element of a part many times over."""
    kinds = rb"row|c|si|sheet|xf|mergeCell|Relationship|tr|td|Row|Cell|Worksheet|Style"
    found = list(re.finditer(rb"<(" + kinds + rb")\b[^>]*?(?:/>|>.*?</\1>)", part, re.DOTALL))
    if not found:
        return part
    match = pick.choice(found)
    return part[: match.end()] + match[0] * pick.choice((1, 20, 800)) + part[match.end() :]


def cut(part: bytes, pick: random.Random) -> bytes:
    """A stretch of a part taken out."""
    at = pick.randrange(max(1, len(part)))
    return part[:at] + part[at + pick.choice((1, 20, 500)) :]


def written(part: bytes, pick: random.Random) -> bytes:
    """A field of separated values, or a piece of markup, put in."""
    at = pick.choice([match.start() for match in re.finditer(rb"[,\t\n<>]", part)] or [0])
    evil = pick.choice((*TEXTS, *PIECES)).encode("gb18030", "replace")
    return part[:at] + pick.choice((b",", b"\t", b"\n", b"")) + evil * pick.choice((1, 1, 300)) + part[at:]


def recorded(data: bytes, pick: random.Random) -> bytes:
    """Records of an .xls changed where they lie: bytes of one, its kind, its length."""
    memory, base, length = CompDoc(data).locate_named_stream("Workbook")
    if memory is not data:  # in pieces: no place in the file is a record's for certain
        return flipped(data, pick)
    starts, at = [], base
    while at + 4 <= base + length:
        starts.append(at)
        at += 4 + int.from_bytes(data[at + 2 : at + 4], "little")
    changed = bytearray(data)
    for at in pick.sample(starts, pick.choice((1, 2, 5))):
        size = int.from_bytes(data[at + 2 : at + 4], "little")
        match pick.randrange(3):
            case 0:
                changed[at + pick.randrange(4)] = pick.choice((0, 1, 127, 255, pick.randrange(256)))
            case _:
                for _ in range(min(size, pick.choice((1, 2, 8)))):
                    changed[at + 4 + pick.randrange(size)] = pick.choice((0, 1, 127, 255, pick.randrange(256)))
    return bytes(changed)


IN_PARTS: tuple[Mutation, ...] = (valued, valued, attributed, repeated, cut)
IN_MARKUP: tuple[Mutation, ...] = (*IN_PARTS, written, flipped)
IN_TEXT: tuple[Mutation, ...] = (written, written, cut, flipped)
IN_RECORDS: tuple[Mutation, ...] = (recorded, recorded, recorded, flipped)


def mutate(path: Path, made: Path, pick: random.Random) -> str:
    """Write a file anew with something wrong; returns what."""
    data = path.read_bytes()
    if not data.startswith(b"PK"):
        change = pick.choice(_of_kind(data))
        made.write_bytes(change(data, pick))
        return change.__name__
    if pick.random() < 0.2:
        made.write_bytes(flipped(data, pick))
        return "flipped"
    return _with_a_part_changed(path, made, pick)


def _of_kind(data: bytes) -> tuple[Mutation, ...]:
    if data.startswith(b"\xd0\xcf"):
        return IN_RECORDS
    if data.lstrip().startswith(b"<"):
        return IN_MARKUP
    return IN_TEXT


def _with_a_part_changed(path: Path, made: Path, pick: random.Random) -> str:
    with zipfile.ZipFile(path) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    at = pick.choice([i for i, (name, _) in enumerate(parts) if name.endswith((".xml", ".rels"))])
    name, data = parts[at]
    change = pick.choice(IN_PARTS)
    what = f"{change.__name__} {name}"
    if pick.random() < 0.05:
        del parts[at]
        what = f"without {name}"
    else:
        parts[at] = name, change(data, pick)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts:
            archive.writestr(part, content)
    return what
