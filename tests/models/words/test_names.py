"""Names as they are pasted into the directory."""

import pytest

from models.words.names import pasted_names, tidy


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("经发办\n招商办\n", [("经发办", ""), ("招商办", "")]),
        ("张敏\t经发办\r\n李　四\t招商办", [("张敏", "经发办"), ("李四", "招商办")]),
        ("序号\t单位名称\n1\t经发办\n2.\t招商办\n3、\t 建设办 ", [("经发办", ""), ("招商办", ""), ("建设办", "")]),
        ("姓名\t单位\n张敏，经发办\n张敏\t别处", [("张敏", "经发办")]),
        ('"经发\n办"\n\n  \n7', [("经发办", "")]),
        ("Li Ming\nA 区", [("Li Ming", ""), ("A 区", "")]),
        ("", []),
    ],
    ids=["column", "two columns", "numbered with a header", "commas and twice", "broken cell", "letters", "nothing"],
)
def test_names_are_read_from_what_is_pasted(text, names):
    assert pasted_names(text) == names


def test_spaces_that_line_names_up_are_none():
    assert tidy(" 李　 明 ") == "李明"
    assert tidy("Li  Ming") == "Li Ming"
