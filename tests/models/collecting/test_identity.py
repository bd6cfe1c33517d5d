"""What was printed beside a number, as it comes back from Excel, WPS, LibreOffice or a text file."""

from decimal import Decimal

import pytest

from models.collecting.identity import BEFORE, DEMAND, NAME, ORDINAL, UNIT, SentRow, as_read, as_sent, sent_of
from models.report.cells import Number


@pytest.mark.parametrize(
    ("heading", "sent", "back"),
    [
        (NAME, "固定资产投资（含农户）", " 固定资产\n投资(含农户)"),
        (NAME, "外资_x000D_", "外资"),
        (UNIT, "％", "%"),
        (DEMAND, Number(Decimal(95), before="≥", after="%"), 95),
        (DEMAND, Number(Decimal(95), before="≥", after="%"), "≥95%"),
        (DEMAND, Number(Decimal("12000.50")), "12,000.5"),
        (DEMAND, "5—6.5", "5－6.50"),
        (BEFORE, Number(Decimal(20), after="（一季度）"), 20),
        (BEFORE, Number(Decimal(20), after="（一季度）"), "20（一季度）"),
        (BEFORE, Number(Decimal("0.1234567890123456789")), 0.1234567890123457),
        (BEFORE, "—", "—"),
        (ORDINAL, 7, "7."),
    ],
)
def test_how_it_is_shown_makes_no_difference(heading, sent, back):
    assert as_read(heading, sent) == as_read(heading, back)


@pytest.mark.parametrize(
    ("heading", "one", "other"),
    [(NAME, "外资", "内资"), (DEMAND, 95, 96), (BEFORE, "招标", "开工"), (NAME, "长" * 300, "长" * 300 + "短")],
)
def test_what_is_said_does(heading, one, other):
    assert as_read(heading, one) != as_read(heading, other)


def test_a_number_without_end_is_read_as_it_stands():
    assert as_read(DEMAND, 10**400)
    assert as_read(DEMAND, float("nan")) == "nan"
    assert as_read(BEFORE, "9" * 1000)


def test_it_is_kept_whole():
    row = SentRow(
        ("计划", "2020-09", "t|1"),
        "3",
        {"任务": '引"号', "指标": "甲|乙", "单位": "", "年度目标": "5 6.5", "上期值": "-"},
        "value=1",
    )
    assert sent_of(as_sent(row)) == row


@pytest.mark.parametrize(
    "text", [None, 3, "", "YDS|", "YDS|[]", "YDS|[1,2,3,4,5,6]", 'YDS|["a","b","c","1",["x"],""]', "YDS|" + "[" * 9000]
)
def test_what_somebody_made_of_it_is_none(text):
    assert sent_of(text) is None
