"""Words before a number that say it is not the value to be reached."""

import re

_GROWTH = re.compile("增长|增速|增幅|涨幅|提速")


def odd_head(head: str, unit: str) -> list[str]:
    """Why a number is not the value to be reached, by the words before it: a rank, a difference, a sign."""
    said = []
    if re.search("[-+±↑↓]$", head):
        said.append(f"数前面有“{head[-1]}”，没有算进去")
    if re.search(r"(?:前|第|排名|位列|位居)$", head):
        said.append("像是名次，不是完成数")
    if unit in {"百分点", "个百分点"} or re.search(
        "(?:高于|低于|快于|高出|好于|优于)[^\\d]{0,6}(?:平均|面上|水平|上年|增速|增幅)", head
    ):
        said.append("是和另一个数相比的差，不是要达到的值")
    if unit == "倍" and _GROWTH.search(head):
        said.append("增长几倍不是完成几倍，请改成%")
    if re.search("每(?:个)?(?:季度?|月|半年|周|旬|天|日|村|社区|镇|乡|街道|户|家|校)|[月季周]均|各$", head):
        said.append("是每期或每处的数，不是全年合计")
    return said
