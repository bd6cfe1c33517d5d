"""What is said of returned rows and files, and which rows are listed and ticked: no window, no Qt."""

import subprocess
import sys
from pathlib import Path

import pytest

from db.actions.returned import Book
from gui.intake.returned import columns, likely, lines, ticks, told
from gui.intake.returned.columns import PreviewColumn, cell_texts, spoken
from gui.intake.returned.lines import Group, ReturnedKind, ReturnedLine
from gui.intake.returned.ticks import Filter, Ticks, listed, nothing_listed
from gui.intake.returned.told import buttons_of, state_of, state_words
from models.collecting.typed import Place
from models.judging.lights import Status


def line(kind, name="企业", row=5, **more):
    return ReturnedLine(Place("表.xlsx", "填报表", row), "本期值", kind, name, **more)


def group(*lines, refusal=""):
    return Group(Book(Path("表.xlsx"), "表.xlsx", refusal), "招商办", lines)


SURE, SAME = line(ReturnedKind.SURE), line(ReturnedKind.SAME, row=6)
DOUBT = line(ReturnedKind.DOUBT, row=7, why=("18750万美元，二季度是1120。可能多打了一个0",))
ERROR = line(ReturnedKind.ERROR, row=8, why=("“四条”不是数字。本格没有保存",))


@pytest.mark.parametrize("module", [columns, likely, lines, ticks, told])
def test_they_need_no_qt(module):
    code = f"import sys; sys.modules['PySide6'] = None; import {module.__name__}"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("of", "words", "tones"),
    [
        (group(SAME), "没有变化", [None]),
        (group(SURE, SAME), "1 行有变化", [None]),
        (group(SURE, DOUBT, ERROR), "3 行有变化 · 提醒 1 · 错误 1", [None, Status.SLOW, Status.BEHIND]),
        (group(refusal="表.xlsx没有读入。它是空的。请重新收"), "它是空的", [None]),
    ],
)
def test_how_a_file_stands(of, words, tones):
    assert state_words(of) == words
    assert [part.tone for part in state_of(of)] == tones


def test_a_narrow_list_says_it_in_fewer_words():
    assert [part.few for part in state_of(group(SURE, DOUBT))] == ["2 行", "提醒 1"]


def test_which_rows_are_listed():
    files = [group(SURE, SAME, DOUBT), group(ERROR), group(SAME), group(refusal="没有读入")]

    def rows(wanted, *, same=False):
        return [[x.kind for x in shown] for _, shown in listed(files, wanted, same=same)]

    assert rows(Filter.ALL) == [[ReturnedKind.SURE, ReturnedKind.DOUBT], [ReturnedKind.ERROR], []]
    assert rows(Filter.ALL, same=True)[2] == [ReturnedKind.SAME]
    assert rows(Filter.DOUBTS) == [[ReturnedKind.DOUBT]]
    assert rows(Filter.ERRORS) == [[ReturnedKind.ERROR]]


@pytest.mark.parametrize(
    ("files", "wanted", "begins"),
    [
        ([group(SAME)], Filter.ALL, "这些表与台账一致"),
        ([group(refusal="没有读入")], Filter.ALL, "这些文件都没有读入"),
        ([group(SURE)], Filter.DOUBTS, "没有提醒的行"),
        ([group(SURE)], Filter.ERRORS, "没有错误的行"),
    ],
)
def test_what_stands_in_place_of_rows(files, wanted, begins):
    assert nothing_listed(files, wanted).startswith(begins)


def test_nothing_is_said_before_there_is_a_file():
    assert nothing_listed([], Filter.ALL) == ""


def test_a_row_that_changes_nothing_cannot_be_ticked():
    held = Ticks()
    held.take([group(SAME, ERROR)])
    held.tick(ERROR, on=True)
    assert not held.is_ticked(ERROR)
    assert held.counts().errors == 1
    assert held.counts().same == 1


def test_the_reason_takes_the_place_of_the_doubt_once_it_is_ticked():
    hint = PreviewColumn.HINT
    assert cell_texts(DOUBT, ticked=False, reason="核对过")[hint] == "可能多打了一个0"
    assert cell_texts(DOUBT, ticked=True, reason="核对过")[hint] == "原因：核对过"


def test_a_reader_hears_whether_a_row_can_be_ticked():
    assert "不能勾选，错误" in spoken(ERROR, ticked=False, reason="")
    assert "已勾选" in spoken(SURE, ticked=True, reason="")


def test_what_can_be_done_with_a_row():
    assert buttons_of(ERROR, reason="").open == "打开原表第 8 行"
    assert buttons_of(line(ReturnedKind.ERROR, row=0), reason="").open == "打开原表"
    assert buttons_of(SURE, reason="").give == buttons_of(SURE, reason="").assign == ""
