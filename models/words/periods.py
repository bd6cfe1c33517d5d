"""Words of years, halves, quarters and months, as patterns for what reads dates, headings and demands."""

YEAR = r"20\d\d"
QUARTER = r"第?([一二三四1-4])季度"  # its number is a group, for numerals.small_number

# the year before the plan's, in tables of last year's figures
LAST_YEAR = "上年|去年|上一年"
THIS_YEAR = "本年度|本年|今年|当年"

# what says no day at all: no date, and no doubt
ENDLESS = r"(?:长期|常年|全年|持续|常态|按|根据)\D*|每年|每月|每季度?|年度|待定|适时"

# what stands behind the words of a day and says that it is the last one
UNTIL = "之?前|以前|前完成|完成|内完成|以内|止|为止"
