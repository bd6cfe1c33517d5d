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
from gui.intake.returned.told import buttons_of, state_of, state_words, told_of, told_of_file
from models.collecting.typed import SheetPlace
from models.judging.statuses import Status
from models.plan.said import Said


def line(kind, name="企业", row=5, **more):
    return ReturnedLine(SheetPlace("表.xlsx", "填报表", row), "本期值", kind, name, **more)


def group(*lines, said=None):
    return Group(Book(Path("表.xlsx"), "表.xlsx", said), "招商办", lines)


EMPTY = Said("empty-book", "没有读入", "它是空的", "请重新收", lead="表.xlsx")
OLD = Said("old-book", "是旧格式，没有读入", todo="请另存", lead="表.xlsx")
TENFOLD = Said("doubt-tenfold", "18750万美元，二季度是1120", "可能多打了一个0", "请核对原表")
FALLS = Said("doubt-falls", "比上期4.85亿元少0.27", "累计数一般不会减少", lead="4.58亿元，")
AGAINST = Said("disagree", "与“乙.xlsx”第5行的“33”不一致", todo="请只留一个")
SURE, SAME = line(ReturnedKind.SURE), line(ReturnedKind.SAME, row=6)
DOUBT = line(ReturnedKind.DOUBT, row=7, why=(TENFOLD,))
ERROR = line(ReturnedKind.ERROR, row=8, why=(Said("no-number", "“四条”不是数字", "本格没有保存", "请填阿拉伯数字"),))


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
        (group(said=EMPTY), "它是空的", [None]),
        (group(said=OLD), "是旧格式，没有读入", [None]),
    ],
)
def test_how_a_file_stands(of, words, tones):
    assert state_words(of) == words
    assert [part.tone for part in state_of(of)] == tones


def test_a_narrow_list_says_it_in_fewer_words():
    assert [part.few for part in state_of(group(SURE, DOUBT))] == ["2 行", "提醒 1"]


def test_which_rows_are_listed():
    files = [group(SURE, SAME, DOUBT), group(ERROR), group(SAME), group(said=EMPTY)]

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
        ([group(said=EMPTY)], Filter.ALL, "这些文件都没有读入"),
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


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        (TENFOLD, "可能多打了一个0"),
        (FALLS, "比上期4.85亿元少0.27"),
        (AGAINST, "与“乙.xlsx”第5行的“33”不一致"),
        (Said("doubt-over", "累计312家超过全年目标200的150%", todo="请核对原表"), "累计312家超过全年目标200的150%"),
        (Said("changed-since", "发表以后台账已改为“9”，读入会盖掉它"), "发表以后台账已改为“9”，读入会盖掉它"),
    ],
)
def test_a_hint_is_the_likely_slip_or_what_is_odd_beside_the_figure(said, hint):
    assert line(ReturnedKind.DOUBT, why=(said,)).hint == hint


def test_a_doubt_in_full_leaves_what_to_do_to_the_row_of_the_sheet():
    told_so = told_of(line(ReturnedKind.DOUBT, row=7, why=(FALLS, AGAINST), note="读作4.58"), ticked=False, reason="")
    assert told_so.title == "企业：4.58亿元，比上期4.85亿元少0.27。"
    assert told_so.words.splitlines()[0] == (
        "累计数一般不会减少。与“乙.xlsx”第5行的“33”不一致。读作4.58。这一行先不勾选，台账不变。"
    )
    assert "请只留一个" not in told_so.words


def test_a_refused_row_in_full():
    told_so = told_of(ERROR, ticked=False, reason="")
    assert told_so.title == "企业（本期值）：“四条”不是数字。"
    assert told_so.words.startswith("本格没有保存。请填阿拉伯数字。\n这一行不能勾选，台账不变。")


def test_a_refused_file_in_full():
    told_so = told_of_file(group(said=OLD), boxed=False)
    assert (told_so.title, told_so.words) == ("表.xlsx是旧格式，没有读入。", "请另存。")


def test_a_file_whose_only_sheet_was_refused_says_why():
    why = Said("no-heading", "第4行表头被改过", "本表没有读入", "请改回表头")
    alone = group(line(ReturnedKind.ERROR, name="", row=4, why=(why,)))
    assert str(alone.said) == "表.xlsx没有读入。第4行表头被改过。请改回表头。"
    assert state_words(alone) == "第4行表头被改过"
