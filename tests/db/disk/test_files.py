"""Files written whole or not at all, names that every system takes, and errors as sentences."""

import errno
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.disk.failures import Damaged, Environment, Refusal, of_os, of_sqlite, sentences
from db.disk.files import free_path, replace, safe_name, whole_file
from models.plan.said import Said


def test_a_file_appears_only_when_it_is_complete(tmp_path):
    target = tmp_path / "季报.xlsx"
    with whole_file(target) as part:
        part.write_text("半", encoding="utf-8")
        assert not target.exists()
        assert part.parent == tmp_path  # the same disk, so that it can be renamed
    assert target.read_text(encoding="utf-8") == "半"
    assert list(tmp_path.iterdir()) == [target]


def write_half(part):
    part.write_text("新", encoding="utf-8")
    return 1 // 0


def test_what_is_there_stays_when_writing_fails(tmp_path):
    target = tmp_path / "季报.xlsx"
    target.write_text("旧", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), whole_file(target) as part:
        write_half(part)
    assert target.read_text(encoding="utf-8") == "旧"
    with pytest.raises(FileNotFoundError), whole_file(target):
        pass  # nothing was written
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_takes_anothers_place_or_says_why_not(tmp_path):
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_text("新", encoding="utf-8")
    target.write_text("旧", encoding="utf-8")
    replace(source, target)
    assert target.read_text(encoding="utf-8") == "新"
    (tmp_path / "folder").mkdir()
    with pytest.raises(Environment, match=r"这个位置不能用|没有权限读写"), sentences(target):
        replace(target, tmp_path / "folder")
    assert target.exists()


def test_the_next_free_name(tmp_path):
    wanted = tmp_path / "三季度季报.xlsx"
    for name in ("三季度季报.xlsx", "三季度季报(2).xlsx", "三季度季报(3).xlsx"):
        path = free_path(wanted)
        assert path.name == name
        path.touch()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("经发办", "经发办"),
        ("A/B\\C", "A／B＼C"),
        ('第一:"二"*?<三>|', "第一：”二”＊？＜三＞｜"),
        ("  两头空格. ", "两头空格"),
        ("con", "_con"),
        ("COM1.xlsx", "_COM1.xlsx"),
        ("console", "console"),
        ("行\n行\t\x00\x7f", "行行"),
        ("...", "未命名"),
        ("", "未命名"),
    ],
)
def test_names_that_every_system_takes(text, name):
    assert safe_name(text) == name


@given(st.text(max_size=300))
@settings(max_examples=300)
def test_any_text_makes_a_usable_name(text):
    name = safe_name(text)
    assert name
    assert len(name.encode("utf-8", "replace")) <= 200
    assert not set(name) & set('\\/:*?"<>|\n\r\t\0')
    assert not name.endswith((" ", "."))
    assert safe_name(name) == name


def sqlite_error(code):
    error = sqlite3.OperationalError("")
    error.sqlite_errorcode = code
    return error


PLACE = Path("folder") / "台账.ydt"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_FULL, "已满"),
        (sqlite3.SQLITE_READONLY, "只能看，不能改"),
        (sqlite3.SQLITE_READONLY_ROLLBACK, "只能看，不能改"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "已被移走、改名或换掉"),
        (sqlite3.SQLITE_BUSY, "正被别的程序占用"),
        (sqlite3.SQLITE_LOCKED, "正被别的程序占用"),
        (sqlite3.SQLITE_CORRUPT, "台账文件损坏"),
        (sqlite3.SQLITE_NOTADB, "台账文件损坏"),
        (sqlite3.SQLITE_CANTOPEN, "可能没有权限"),
        (sqlite3.SQLITE_IOERR | 3 << 8, "可能空间已满或盘已断开"),
    ],
)
def test_errors_of_sqlite_are_told_by_their_code(code, words):
    failure = of_sqlite(sqlite_error(code), PLACE)
    assert isinstance(failure, Environment)
    assert words in failure.sentence
    assert failure.sentence.endswith("。")
    assert not {"!", "！"} & set(failure.sentence)


def test_our_own_errors_pass_through():
    assert of_sqlite(sqlite_error(sqlite3.SQLITE_ERROR), PLACE) is None
    assert of_sqlite(sqlite3.ProgrammingError("x"), PLACE) is None
    for ours in (sqlite_error(sqlite3.SQLITE_MISUSE), ZeroDivisionError()):
        with pytest.raises(type(ours)), sentences(PLACE):
            raise ours
    assert isinstance(of_sqlite(sqlite3.OperationalError("Could not decode to UTF-8"), PLACE), Damaged)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, ""), "已满"),
        (OSError(errno.EDQUOT, ""), "已满"),
        (OSError(errno.EFBIG, ""), "已满"),
        (OSError(errno.ENOENT, ""), "找不到"),
        (OSError(errno.EACCES, ""), "没有权限读写"),
        (OSError(errno.EROFS, ""), "没有权限读写"),
        (OSError(errno.EISDIR, ""), "这个位置不能用"),
        (OSError(errno.ENOTDIR, ""), "这个位置不能用"),
        (OSError(errno.EEXIST, ""), "已经有同名的文件"),
        (OSError(errno.ENAMETOOLONG, ""), "文件名太长"),
        (OSError(errno.EIO, ""), "盘可能已断开或有坏道"),
    ],
)
def test_errors_of_the_system_are_told_by_their_number(error, words):
    with pytest.raises(Environment) as raised, sentences(PLACE):
        raise error
    assert words in raised.value.sentence
    assert raised.value.sentence.endswith("。")
    assert raised.value.__cause__ is error


@pytest.mark.parametrize("number", [5, 32, 33])
def test_a_file_that_excel_holds_is_named_with_what_to_do(number):
    error = PermissionError(errno.EACCES, "")
    error.winerror = number
    assert "正在别的程序（如WPS、Excel）里打开" in of_os(error, Path("季报.xlsx")).sentence


def test_a_refusal_stays_the_sentence_it_is():
    with pytest.raises(Refusal, match=r"^不行。$"), sentences(PLACE):
        raise Refusal(Said("no", "不行"))


@pytest.mark.parametrize(("free", "sentence"), [(16_384, "已满"), (5_000_000, "读写出错")])
def test_a_write_that_went_in_part_is_a_full_disk_where_nothing_is_free(free, sentence, monkeypatch):
    """Wine's answer to it is a wrong argument."""
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    assert sentence in of_os(OSError(errno.EINVAL, "Invalid argument"), Path("季报.xlsx")).sentence
