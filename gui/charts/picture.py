"""Pictures of the charts for other programs: the panes as they are on screen, with rule and tag below."""

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from db.disk import log
from gui.kit import theme

DOTS = 96  # to the inch, as Qt measures fonts on screen
SHARP = 2  # pictures are made at twice the size on screen


def image(panes: QWidget, footer: str, scale: float = SHARP) -> QImage:
    """The panes as a picture; text is as sharp as its size allows."""
    size = _size(panes, footer)
    made = QImage(size * scale, QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(scale)
    made.fill(theme.colour(theme.PANEL))
    painter = QPainter(made)
    _paint(painter, panes, footer)
    painter.end()
    return made


def write_png(panes: QWidget, footer: str, path: Path) -> bool:
    """Write a PNG at twice the size; False when it could not be written."""
    return image(panes, footer).save(str(path), "PNG")  # type: ignore[call-overload, no-any-return]


def write_svg(panes: QWidget, footer: str, path: Path) -> bool:
    """Write an SVG; False when it could not be written."""
    size = _size(panes, footer)
    made = QSvgGenerator()
    made.setFileName(str(path))
    made.setSize(size)
    made.setViewBox(QRect(QPoint(0, 0), size))
    made.setResolution(DOTS)
    made.setTitle(footer)
    painter = QPainter()
    if not painter.begin(made):
        return False
    painter.fillRect(QRect(QPoint(0, 0), size), theme.colour(theme.PANEL))
    _paint(painter, panes, footer)
    return painter.end() and _name_fonts(path)


def _name_fonts(path: Path) -> bool:
    """Qt names only the first family: name those of other machines too, so that no Chinese text is lost."""
    try:
        text = path.read_text(encoding="utf-8")
        families = ", ".join([*theme.FAMILIES, "sans-serif"])
        text = text.replace(f'font-family="{theme.FAMILIES[0]}"', f'font-family="{families}"')
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        log.failed(error)
        return False
    return True


def _size(panes: QWidget, footer: str) -> QSize:
    return panes.size() + QSize(0, _footer_height(panes.width(), footer))


def _footer_height(width: int, footer: str) -> int:
    metrics = QFontMetrics(theme.font(theme.SMALL_PX))
    box = metrics.boundingRect(QRect(0, 0, width - 2 * theme.PADDING, 1000), int(Qt.TextFlag.TextWordWrap), footer)
    return box.height() + 2 * theme.GAP


def _paint(painter: QPainter, panes: QWidget, footer: str) -> None:
    panes.render(painter, QPoint(0, 0))
    height = _footer_height(panes.width(), footer)
    painter.setFont(theme.font(theme.SMALL_PX))
    painter.setPen(theme.colour(theme.TEXT2))
    box = QRectF(theme.PADDING, panes.height() + theme.GAP, panes.width() - 2 * theme.PADDING, height)
    painter.drawText(box, int(Qt.TextFlag.TextWordWrap), footer)
