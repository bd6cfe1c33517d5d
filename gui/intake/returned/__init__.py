"""填报表 sent back by the units, reviewed row by row."""
