"""Tables from Excel, pasted or opened: 任务分解表 and 上年数据."""
