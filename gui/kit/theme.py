"""Design tokens: the only place with sizes and fonts; fills the palette and the style sheet.

The colours are those of resources/colours.py, which workbooks share.
"""

from dataclasses import asdict, dataclass
from functools import cache

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from models.judging.statuses import STATUSES, Shape, Status
from resources import colours

TEXT, TEXT2, TEXT3, PLACEHOLDER = colours.TEXT, colours.TEXT2, colours.TEXT3, colours.PLACEHOLDER
WINDOW, PANEL, HEADER, COMPUTED = colours.WINDOW, colours.PANEL, colours.HEADER, colours.COMPUTED
LINE, GRIDLINE, INPUT_BORDER = colours.LINE, colours.GRIDLINE, colours.INPUT_BORDER
DATA, TRACK, LAST_YEAR, NEUTRAL_ICON = colours.DATA, colours.TRACK, colours.LAST_YEAR, colours.NEUTRAL_ICON
BAND = colours.BAND
SELECTED, CURRENT_ROW, ON_SELECTED, QUOTE = colours.SELECTED, colours.CURRENT_ROW, colours.ON_SELECTED, colours.QUOTE
ACCENT, ACCENT_BORDER, ON_ACCENT = colours.ACCENT, colours.ACCENT_BORDER, colours.ON_ACCENT
PROJECTOR_TEXT, BLACK, YELLOW_TEXT = colours.PROJECTOR_TEXT, colours.BLACK, colours.YELLOW_TEXT

FAMILIES = ["Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC"]
BASE_PX, SMALL_PX, TITLE_PX, TARGET_PX, KEY_PX, SUMMARY_PX = 13, 12, 13, 15, 18, 25
GAP, PADDING, RADIUS = 8, 12, 3
TOOLBAR_HEIGHT, STATUS_HEIGHT, ROW_HEIGHT, GRID_ROW_HEIGHT = 48, 26, 25, 26
MARK_PX, LARGE_MARK_PX, EDGE_PX = 12, 16, 3  # marks in rows and in the summary, the edge of a selected row
BAR_PX, LONG_BAR_PX, BAR_HEIGHT, TICK_HEIGHT = 70, 108, 8, 14  # bars of completion and their pace tick
LIGHT_WIDTH, LIGHT_HEIGHT, LIGHT_STEP, SUMMARY_HEIGHT = 27, 18, 30, 84  # cells of 各任务亮灯, the summary band
ROOMY_FROM, ROOMY_MORE = 900, 4  # logical height from which rows are higher, and by how much


@dataclass(frozen=True, slots=True)
class ChartLook:
    """How large a chart writes and draws, in logical pixels, and its faintest text."""

    label: float = 13
    value: float = 15
    axis: float = 12
    thick: float = 2.4
    line: float = 1.5
    thin: float = 1.3
    dot: float = 5
    end_dot: float = 8
    gap: float = 6
    faint: str = TEXT3

    def scaled(self, by: float) -> "ChartLook":
        """The same look on a smaller or larger surface."""
        sizes = {k: v * by for k, v in asdict(self).items() if k != "faint"}
        return ChartLook(**sizes, faint=self.faint)


CHART = ChartLook()
PROJECTED = ChartLook(33, 38, 33, 6.5, 4.2, 3.4, 13, 19, 14, PROJECTOR_TEXT)  # on a picture 1080 high


@dataclass(frozen=True, slots=True)
class Projector:
    """Sizes of a projected page on a picture 1080 high (screens.md §3.4, rules.md §8)."""

    height: int = 1080
    margin: int = 60
    gutter: int = 60
    top: int = 38
    title: int = 60
    long_title: int = 46
    unit: int = 38
    status: int = 48
    key: int = 68
    body: int = 40
    least: int = 33
    footer: int = 26


PROJECTOR = Projector()


@dataclass(frozen=True, slots=True)
class Mark:
    """How a status looks: shape, colour, and the tint and border of its cell; always with its word."""

    shape: Shape
    colour: str
    tint: str
    border: str
    dashed: bool = False


GREEN = Mark(Shape.CIRCLE, colours.GREEN, colours.GREEN_TINT, colours.GREEN_BORDER)
DONE = Mark(Shape.TICK, colours.DONE, colours.DONE_TINT, colours.DONE_BORDER)
YELLOW = Mark(Shape.TRIANGLE, colours.YELLOW, colours.YELLOW_TINT, colours.YELLOW_BORDER)
RED = Mark(Shape.SQUARE, colours.RED, colours.RED_TINT, colours.RED_BORDER)
MISSING = Mark(Shape.RING, colours.MISSING, colours.MISSING_TINT, colours.MISSING_BORDER, dashed=True)
NONE = Mark(Shape.BAR, colours.NO_LIGHT, colours.NO_LIGHT_TINT, colours.NO_LIGHT_BORDER)

_LOOKS = {mark.shape: mark for mark in (GREEN, DONE, YELLOW, RED, MISSING, NONE)}
MARKS: dict[Status, Mark] = {row.status: _LOOKS[row.shape] for row in STATUSES}

# text on surface, checked to be at least 4.5 : 1
TEXT_PAIRS = (
    (TEXT, WINDOW), (TEXT, PANEL), (TEXT, HEADER), (TEXT, SELECTED), (TEXT, QUOTE), (TEXT2, WINDOW), (TEXT2, PANEL),
    (TEXT3, PANEL), (TEXT3, HEADER), (TEXT3, SELECTED), (PLACEHOLDER, PANEL), (DATA, PANEL), (ON_SELECTED, SELECTED),
    (ON_ACCENT, ACCENT), (GREEN.colour, PANEL), (GREEN.colour, GREEN.tint), (DONE.colour, DONE.tint),
    (YELLOW.colour, PANEL), (YELLOW_TEXT, YELLOW.tint), (RED.colour, PANEL), (RED.colour, RED.tint),
    (MISSING.colour, PANEL), (NONE.colour, PANEL), (PROJECTOR_TEXT, PANEL),
)  # fmt: skip


def colour(token: str) -> QColor:
    """A token as a colour."""
    return QColor(token)


def font(px: int = BASE_PX, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The program's font at a size in logical pixels."""
    return QFont(_font(px, weight))


@cache
def _font(px: int, weight: QFont.Weight) -> QFont:
    """Made once: painting a page asks for hundreds."""
    made = QFont()
    made.setFamilies(FAMILIES)
    made.setPixelSize(px)
    made.setWeight(weight)
    return made


def bold(px: int = BASE_PX) -> QFont:
    """The heavier font of titles, key figures and the current period's values."""
    return font(px, weight=QFont.Weight.DemiBold)


def dress(application: QApplication) -> None:
    """Give the application its style, palette, font and style sheet."""
    application.setStyle("Fusion")
    application.setPalette(_palette())
    application.setFont(font())
    application.setStyleSheet(STYLE)


def has_chinese_font() -> bool:
    """Whether some family with Chinese characters is installed."""
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))


def _palette() -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for part, token in {
        role.Window: WINDOW, role.WindowText: TEXT, role.Base: PANEL, role.AlternateBase: COMPUTED, role.Text: TEXT,
        role.Button: PANEL, role.ButtonText: TEXT, role.Highlight: SELECTED, role.HighlightedText: TEXT,
        role.ToolTipBase: PANEL, role.ToolTipText: TEXT, role.PlaceholderText: PLACEHOLDER, role.Link: DATA,
        role.Mid: LINE, role.Light: PANEL, role.Dark: INPUT_BORDER,
    }.items():  # fmt: skip
        palette.setColor(part, QColor(token))
    for part in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, part, QColor(PLACEHOLDER))
    return palette


STYLE = f"""
QWidget {{ color: {TEXT}; }}
QMainWindow, QDialog {{ background: {WINDOW}; }}
QToolTip {{ background: {PANEL}; color: {TEXT}; border: 1px solid {INPUT_BORDER}; padding: 4px; }}
#toolbar {{ background: {PANEL}; border-bottom: 1px solid {LINE}; }}
#statusbar {{ background: {HEADER}; border-top: 1px solid {LINE}; }}
#statusbar QLabel {{ color: {TEXT2}; font-size: {SMALL_PX}px; }}
#strip {{ background: {YELLOW.tint}; border: 1px solid {YELLOW.border}; }}
#strip[bad="true"] {{ background: {RED.tint}; border-color: {RED.border}; }}
#demo {{ border: 1px dashed {INPUT_BORDER}; border-radius: {RADIUS}px; padding: 1px 8px; background: {PANEL}; }}
#panel {{ background: {PANEL}; border: 1px solid {LINE}; border-radius: {RADIUS}px; }}
#title {{ font-size: {TITLE_PX}px; font-weight: 600; }}
#target {{ font-size: {TARGET_PX}px; font-weight: 600; }}
#key {{ font-size: {KEY_PX}px; font-weight: 600; }}
#refusal {{ color: {RED.colour}; }}
#problem {{ background: {YELLOW.tint}; border: 1px solid {YELLOW.border}; }}
#problem[bad="true"] {{ background: {RED.tint}; border-color: {RED.border}; }}
#problem[bad="none"] {{ background: {PANEL}; border: none; border-top: 1px solid {LINE}; }}
#source {{
    background: {COMPUTED}; border: none; border-left: 3px solid {LINE}; border-radius: 0; padding: 6px 10px;
}}
#last QPlainTextEdit {{
    background: transparent; border: none; padding: 0; color: {TEXT3}; font-size: {SMALL_PX}px;
}}
#last {{ background: {WINDOW}; border-radius: {RADIUS}px; }}
#sheet {{ background: {PANEL}; }}
#foot {{ border-top: 1px solid {LINE}; }}
#hint {{ color: {TEXT3}; font-size: {SMALL_PX}px; }}
QPushButton, QToolButton {{
    background: {PANEL}; border: 1px solid {INPUT_BORDER}; border-radius: {RADIUS}px; padding: 3px 10px;
    min-height: 18px;
}}
QPushButton:hover, QToolButton:hover {{ background: {CURRENT_ROW}; }}
QPushButton:pressed, QPushButton:checked, QToolButton:pressed, QToolButton:checked {{
    background: {SELECTED}; color: {ON_SELECTED};
}}
#segment {{ border-radius: 0; padding: 3px 12px; }}
#segment[place="first"] {{ border-top-left-radius: {RADIUS}px; border-bottom-left-radius: {RADIUS}px; }}
#segment[place="last"] {{ border-top-right-radius: {RADIUS}px; border-bottom-right-radius: {RADIUS}px; }}
#segment[place="middle"] {{ border-left: none; border-right: none; }}
#segment:checked {{ border-bottom: 2px solid {DATA}; font-weight: 600; }}
#segment:focus {{ border: 2px solid {DATA}; padding: 2px 11px; }}
#segment[narrow="true"], #segment[narrow="true"]:focus {{ padding: 3px 0; }}
#bare {{ border-color: transparent; background: transparent; }}
#bare:hover {{ background: {CURRENT_ROW}; }}
#bare:focus {{ border-color: {DATA}; padding: 2px 5px; }}
#bare::menu-indicator {{ image: none; width: 0; }}
#drop {{ border: 1px solid {INPUT_BORDER}; }}
QToolButton[popupMode="2"] {{ padding-right: 20px; }}
#segment[popupMode="2"] {{ padding-right: 24px; }}
#bare[popupMode="2"], #bare {{ padding: 3px 6px; }}
QToolButton::menu-indicator {{ subcontrol-origin: padding; subcontrol-position: right center; right: 5px; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {DATA}; padding: 2px 9px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {PLACEHOLDER}; border-color: {LINE}; background: {COMPUTED}; }}
QToolButton[popupMode="2"]:focus {{ padding-right: 19px; }}
QProgressBar {{ background: {TRACK}; border: none; border-radius: {RADIUS}px; max-height: {BAR_HEIGHT}px; }}
QProgressBar::chunk {{ background: {DATA}; border-radius: {RADIUS}px; }}
QTabBar::tab {{
    background: {HEADER}; border: 1px solid {LINE}; border-radius: {RADIUS}px; padding: 4px 12px; margin-right: 4px;
}}
QTabBar::tab:selected {{ background: {SELECTED}; color: {ON_SELECTED}; border-color: {DATA}; }}
QTabBar::tab:focus {{ border: 2px solid {DATA}; padding: 3px 11px; }}
QPushButton#accent {{
    background: {ACCENT}; border: 1px solid {ACCENT_BORDER}; color: {ON_ACCENT}; font-weight: 600; padding: 3px 12px;
}}
QPushButton#accent:disabled {{ background: {COMPUTED}; border-color: {LINE}; color: {PLACEHOLDER}; }}
QPushButton#accent:focus {{ border: 2px solid {TEXT}; padding: 2px 11px; }}
QPushButton#link {{
    background: transparent; border: none; color: {DATA}; text-decoration: underline; padding: 2px 4px;
}}
QPushButton#card {{ text-align: left; border: 1px solid {INPUT_BORDER}; }}
QPushButton#card:focus {{ border: 2px solid {DATA}; }}
QPushButton#row {{ text-align: left; border: 1px solid transparent; background: transparent; }}
QPushButton#row:hover {{ background: {CURRENT_ROW}; }}
QPushButton#row:focus {{ border: 2px solid {DATA}; }}
#row QLabel:disabled {{ color: {PLACEHOLDER}; }}
QPushButton#link:focus {{ border: 2px solid {DATA}; padding: 0 2px; }}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QSpinBox {{
    background: {PANEL}; border: 1px solid {INPUT_BORDER}; border-radius: {RADIUS}px; padding: 2px 6px;
    selection-background-color: {SELECTED}; selection-color: {TEXT};
}}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus {{
    border: 2px solid {DATA}; padding: 1px 5px;
}}
QLineEdit:disabled, QComboBox:disabled, QDateEdit:disabled, QSpinBox:disabled, QPlainTextEdit[locked="true"] {{
    background: {COMPUTED}; border-color: {LINE}; color: {TEXT3};
}}
QComboBox::drop-down, QDateEdit::drop-down {{
    border: none; background: transparent; width: 20px; subcontrol-origin: padding; subcontrol-position: center right;
}}
QComboBox::down-arrow, QDateEdit::down-arrow {{
    image: none; width: 0; height: 0;
    border-left: 4px solid {PANEL}; border-right: 4px solid {PANEL}; border-top: 5px solid {TEXT2};
}}
QAbstractItemView {{ background: {PANEL}; border: none; outline: none; gridline-color: {GRIDLINE}; }}
#list {{ border: 2px solid {PANEL}; }}
#list:focus {{ border-color: {DATA}; }}
QCheckBox, QRadioButton {{ border: 2px solid transparent; border-radius: {RADIUS}px; padding: 1px 3px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {DATA}; }}
QAbstractItemView::item:selected {{ background: {SELECTED}; color: {TEXT}; }}
QHeaderView::section {{
    background: {HEADER}; color: {TEXT}; border: none; border-right: 1px solid {LINE}; border-bottom: 1px solid {LINE};
    padding: 2px 8px; font-size: {SMALL_PX}px; font-weight: 600;
}}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QMenu {{ background: {PANEL}; border: 1px solid {INPUT_BORDER}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px 5px 12px; }}
QMenu::item:selected {{ background: {SELECTED}; color: {ON_SELECTED}; }}
QSplitter::handle {{ background: {WINDOW}; }}
QScrollBar:vertical {{ background: {WINDOW}; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: {WINDOW}; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {LINE}; border-radius: 4px; min-height: 24px; min-width: 24px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {INPUT_BORDER}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
"""
