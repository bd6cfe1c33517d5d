"""What is true: plan, periods, quantities, pace, lights and the content of reports.

Standard library only. Nothing here touches a file, the clock, Qt or SQL.
"""
