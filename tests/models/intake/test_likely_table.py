"""The right sheet of a workbook, by what stands in it."""

from models.intake.likely_table import likely_table
from models.intake.outside_table import plain_table

PLAN = [["序号", "指标", "目标值", "单位", "牵头单位"], ["1", "企业", "18", "家", "经济办"]]
MONTHS = [["指标", *[f"{m}月" for m in range(1, 13)]], ["企业", *map(str, range(12))], ["外资", *map(str, range(12))]]


def test_a_sheet_of_months_is_wider_and_still_not_the_table():
    assert likely_table([plain_table(MONTHS, "月度进度"), plain_table(PLAN, "任务分解表")]) == 1
    assert likely_table([plain_table(PLAN, "Sheet1"), plain_table(MONTHS, "Sheet2")]) == 0


def test_a_long_sheet_of_names_or_codes_is_not_the_table():
    names = [["姓名", "电话", "职务", "房间", "出生", "籍贯", "备注"], *[["张三", "1", "主任", "2", "3", "4", ""]] * 50]
    assert likely_table([plain_table(names), plain_table(PLAN)]) == 1


def test_of_two_alike_the_one_that_has_rows():
    empty, full = plain_table(PLAN[:1], "任务分解表（样表）"), plain_table(PLAN, "Sheet2")
    assert likely_table([empty, full]) == 1
    assert likely_table([plain_table(PLAN, "上年任务分解"), plain_table(PLAN, "2026任务分解")]) == 1
    assert likely_table([]) == 0
