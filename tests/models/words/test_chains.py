"""The stages of a milestone are those of the plan's own verb (rules.md §3)."""

import pytest

from models.words.chains import stage_chain

FINISHED = ("设计", "招标", "开工", "完工")


@pytest.mark.parametrize(
    ("words", "chain"),
    [
        ("二期开工", ("开工",)),
        ("滨河大道动工建设", ("开工",)),
        ("全面开工并于年底前建成", FINISHED),
        ("幼儿园建成", FINISHED),
        ("污水管网竣工", FINISHED),
        ("征迁完成", FINISHED),
        ("改造工程竣工验收", (*FINISHED, "验收")),
        ("通过省级验收", (*FINISHED, "验收")),
        ("濮新学校（一期）投入使用", (*FINISHED, "投入使用")),
        ("卫生院投用", (*FINISHED, "投用")),
        ("综合服务中心启用", (*FINISHED, "启用")),
        ("环城路建成通车", (*FINISHED, "通车")),
        ("年产5万吨项目竣工投产", (*FINISHED, "投产")),
        ("水厂通水", (*FINISHED, "通水")),
        ("安置房主体封顶", ("设计", "招标", "开工", "主体完工")),
        ("厂房主体结构完工", ("设计", "招标", "开工", "主体完工")),
        ("完成主体工程", ("设计", "招标", "开工", "主体完工")),
        ("文化礼堂", FINISHED),
        ("扩大对外开放", FINISHED),
    ],
)
def test_the_verb_decides(words, chain):
    assert stage_chain(words) == chain


def test_the_name_decides_before_the_quote():
    assert stage_chain("二期开工", "二期开工，一期建成投产") == ("开工",)
    assert stage_chain("学校二期", "学校二期9月投入使用") == (*FINISHED, "投入使用")
