"""Every colour of the program, on screen and in workbooks, once: its name, #RRGGBB, and what it is for.

Contrast is measured in the tests of the theme: text at least 4.5 : 1 on the surface it stands on, marks and borders of
inputs at least 3.
"""

# text
TEXT = "#1B2430"  # what is read first, and the lines of pace and target in charts
TEXT2 = "#4A5563"  # what stands beside it
TEXT3 = "#596471"  # hints, and what is locked
PLACEHOLDER = "#66707D"  # what may be typed, and what cannot be chosen now
PROJECTOR_TEXT = "#46515E"  # the faintest text on a wall: no lighter than 40% (rules.md §8)
BLACK = "#000000"  # round a picture that does not fill its screen

# surfaces
WINDOW = "#F3F4F6"
PANEL = "#FFFFFF"  # paper: what is read and typed on
HEADER = "#ECEFF2"  # heads of tables, on screen and paper
COMPUTED = "#F5F6F8"  # what cannot be typed into
SELECTED = "#DCE9F8"
CURRENT_ROW = "#E9F1FB"
ON_SELECTED = "#123E70"
QUOTE = "#FFE9A8"  # a target's own words within the plan's text
ENTRY = "#FFF9E0"  # cells of a 填报表 that a unit fills in

# lines
LINE = "#D5DAE0"
GRIDLINE = "#E8EBEE"
INPUT_BORDER = "#8A939E"  # of fields, and the lines of a table on paper

# data
DATA = "#1F5FA8"  # what was reported
TRACK = "#E3E8ED"  # what is left of a bar
LAST_YEAR = "#8592A0"
BAND = "#DCE2E9"  # in charts, where a figure is 左右 the target
NEUTRAL_ICON = "#27405E"

# the one button that is wanted most
ACCENT = "#C2391B"
ACCENT_BORDER = "#A32E14"
ON_ACCENT = "#FFFFFF"

# lights: the mark and its word, the cell it stands in, the border of that cell
GREEN, GREEN_TINT, GREEN_BORDER = "#1E7B3C", "#E7F3EB", "#A9D0B6"
DONE, DONE_TINT, DONE_BORDER = "#0F5A2A", "#E7F3EB", "#7FB793"
YELLOW, YELLOW_TINT, YELLOW_BORDER = "#9A5B00", "#FFF4DC", "#E2C27C"
RED, RED_TINT, RED_BORDER = "#A8123E", "#FBE9EE", "#DFA3B3"
MISSING, MISSING_TINT, MISSING_BORDER = "#59636F", "#FFFFFF", "#8A939E"
NO_LIGHT, NO_LIGHT_TINT, NO_LIGHT_BORDER = "#5F6975", "#F0F2F4", "#C6CDD5"
YELLOW_TEXT = "#7A4700"  # a word on the yellow tint, where the mark's own colour is too light

# stacked bars of a workbook, where large areas need less colour than marks; done and behind are those of the lights
BAR_ON_PACE = "#6FB488"
BAR_SLOW = "#E0A63A"
BAR_MISSING = "#B8BFC7"
