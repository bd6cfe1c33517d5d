"""From Markdown to printed pages: fonts, tables, pictures, page breaks, and a PDF that two runs make alike."""

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt, QUrl, QUuid
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QRawFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from gui.kit import theme

DPI, PRINTER_DPI, MM = 96, 1200, 96 / 25.4
LEFT, TOP, HEAD = 20 * MM, 24 * MM, 13 * MM
BODY = QSizeF(170 * MM, 253 * MM)
BODY_PX, LINE_PERCENT = 14, 118
FULL = 0.45  # of a page: below that no chapter begins on it
HEADINGS = {1: (25, 36, 12), 2: (17, 14, 5), 3: (15, 12, 4)}  # size, space above and below
MONO = ["Noto Sans Mono CJK SC", *theme.FAMILIES]
WINDOW_PX = 2 * 1366  # a picture this wide fills the width of the page, narrower ones keep the scale
DATES = (rb"\(D:\d{14}Z\)", rb'"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"')  # as Qt writes them where TZ is UTC


def composed(text: str, images: Mapping[str, QImage], px: int = BODY_PX) -> QTextDocument:
    """The pages of a document: fonts, tables, pictures to their width, no heading left alone at a page's end."""
    made = QTextDocument()
    made.setDefaultFont(_font(px))
    made.setUseDesignMetrics(True)
    made.setDocumentMargin(0)
    made.setMarkdown(text)
    for name, image in images.items():
        made.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), image)
    made.setPageSize(BODY)
    block = made.begin()
    while block.isValid():
        _dress(block, images)
        block = block.next()
    for frame in made.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)
    _keep_together(made)
    return made


def _font(px: int, *, bold: bool = False) -> QFont:
    font = theme.bold(px) if bold else theme.font(px)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("locl"), 0)  # it takes digits beside Latin letters from glyphs that no search finds
    return font


def _dress(block: QTextBlock, images: Mapping[str, QImage]) -> None:
    """Spacing and size of a paragraph by what it is; a chapter begins a page."""
    cursor, shape, look = QTextCursor(block), QTextBlockFormat(), QTextCharFormat()
    level = block.blockFormat().headingLevel()
    size, above, below = HEADINGS.get(level, (0, 0, 0 if cursor.currentTable() else 5))
    shape.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    for fragment in fragments(block):
        if fragment.charFormat().fontFixedPitch():
            mono = QTextCharFormat()
            mono.setFontFamilies(MONO)
            part = QTextCursor(block)
            part.setPosition(fragment.position())
            part.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
            part.mergeCharFormat(mono)
        picture = fragment.charFormat().toImageFormat()
        if picture.isValid():
            image = images[picture.name()]
            picture.setWidth(min(1.0, image.width() / WINDOW_PX) * BODY.width())
            picture.setHeight(picture.width() * image.height() / image.width())
            cursor.setCharFormat(picture)
            shape.setLineHeight(0, QTextBlockFormat.LineHeightTypes.SingleHeight.value)
            above, below = 4, 10
    shape.setTopMargin(above if block.blockNumber() else 0)
    shape.setBottomMargin(below)
    if level:
        look.setFont(_font(size, bold=True))
        look.setForeground(theme.colour(theme.DATA if level == 1 else theme.TEXT))
        cursor.setCharFormat(look)
    cursor.mergeBlockFormat(shape)


def fragments(block: QTextBlock) -> list[QTextFragment]:
    """The stretches of one format in a paragraph; a picture is one."""
    at, found = block.begin(), []
    while not at.atEnd():
        found.append(at.fragment())
        at += 1
    return found


def _has_picture(block: QTextBlock) -> bool:
    return any(fragment.charFormat().isImageFormat() for fragment in fragments(block))


def _dress_table(table: QTextTable) -> None:
    """Thin lines between rows, a grey head that every page repeats, the first column as wide as its words need."""
    look = table.format()
    look.setBorder(0)
    look.setCellSpacing(0)
    look.setCellPadding(4)
    look.setTopMargin(6)
    look.setBottomMargin(8)
    look.setHeaderRowCount(1)
    look.setWidth(BODY.width())
    words = QFontMetricsF(_font(BODY_PX, bold=True))
    cells = [table.cellAt(row, 0).firstCursorPosition().block().text() for row in range(table.rows())]
    first = min(max(map(words.horizontalAdvance, cells)) + 16, BODY.width() * 0.34)
    kind = QTextLength.Type
    look.setColumnWidthConstraints(
        [QTextLength(kind.FixedLength, first), *[QTextLength(kind.VariableLength, 0)] * (table.columns() - 1)]
    )
    table.setFormat(look)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            shape = cell.format().toTableCellFormat()
            shape.setBottomBorder(1)
            shape.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            shape.setBottomBorderBrush(theme.colour(theme.LINE))
            if not row:
                shape.setBackground(theme.colour(theme.HEADER))
            cell.setFormat(shape)


def _keep_together(document: QTextDocument) -> None:
    """A picture is on one page with what leads to it, a heading with its first lines; chapters do not begin low."""
    layout, height = document.documentLayout(), BODY.height()
    block = document.begin()
    while block.next().isValid():
        top, after, level = layout.blockBoundingRect(block).top(), block.next(), block.blockFormat().headingLevel()
        end = top
        if _has_picture(block):
            end = layout.blockBoundingRect(block).bottom()
        elif (level == 1 and top % height > FULL * height) or (level and 0 < top % height <= HEADINGS[level][1]):
            end = top + height  # low on a page, or first on one but with the space above it
        elif level:
            leads = _has_picture(after.next()) and not after.blockFormat().headingLevel()
            last = layout.blockBoundingRect(after.next() if leads else after)
            end = last.bottom() if leads else min(last.bottom(), last.top() + 3 * BODY_PX)
        if int(top / height) != int(max(end - 1, top) / height):
            shape = QTextBlockFormat()
            shape.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            shape.setTopMargin(0)
            QTextCursor(block).mergeBlockFormat(shape)
            document.markContentsDirty(0, document.characterCount())  # else Qt lays out anew only a part
        block = after


def without_glyph(document: QTextDocument) -> str:
    """The characters that would be printed as empty boxes."""
    fonts = QFontMetricsF(document.defaultFont())
    text = document.toPlainText().replace("\N{OBJECT REPLACEMENT CHARACTER}", "")  # a picture
    return "".join(sorted({c for c in text if not c.isspace() and not fonts.inFontUcs4(ord(c))}))


def searchable(pdf: bytes, document: QTextDocument) -> bytes:
    """The PDF with the characters of the document where Qt says radicals: 文 (U+6587) and ⽂ (U+2F42) share a glyph."""
    glyphs, text = QRawFont.fromFont(document.defaultFont()), "".join(sorted(set(document.toPlainText())))
    own = dict(zip(glyphs.glyphIndexesForString(text), text, strict=True))
    for code in range(0x2E80, 0x2FE0):
        (glyph,) = glyphs.glyphIndexesForString(chr(code))
        if glyph and own.get(glyph, chr(code)) != chr(code):
            pdf = pdf.replace(b"<%04X> " % code, b"<%04X> " % ord(own[glyph]))
    return pdf


def printed(document: QTextDocument, head: str, out: Path) -> None:
    """A4 with a head and page numbers, the date that SOURCE_DATE_EPOCH says."""
    writer = QPdfWriter(str(out))
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setTitle(head)
    writer.setCreator("要点通")
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), head.encode()))
    writer.setResolution(PRINTER_DPI)
    painter = QPainter(writer)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    painter.scale(PRINTER_DPI / DPI, PRINTER_DPI / DPI)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.palette.setColor(QPalette.ColorRole.Text, theme.colour(theme.TEXT))
    for page in range(document.pageCount()):
        if page:
            writer.newPage()
        _frame(painter, head, f"{page + 1} / {document.pageCount()}")
        painter.save()
        painter.translate(LEFT, TOP - page * BODY.height())
        context.clip = QRectF(QPointF(0, page * BODY.height()), BODY)
        painter.setClipRect(context.clip)
        document.documentLayout().draw(painter, context)
        painter.restore()
    painter.end()
    moment = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC)
    text = searchable(out.read_bytes(), document)
    for pattern, date in zip(
        DATES, (f"(D:{moment:%Y%m%d%H%M%S}Z)", f'"{moment:%Y-%m-%dT%H:%M:%S}+00:00"'), strict=True
    ):
        text = re.sub(pattern, date.encode(), text)
    out.write_bytes(text)


def _frame(painter: QPainter, head: str, number: str) -> None:
    """What stands above and below the text of every page."""
    painter.setFont(_font(11))
    painter.setPen(theme.colour(theme.TEXT3))
    line = QRectF(LEFT, HEAD, BODY.width(), 18)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft, head)
    painter.drawText(line.translated(0, TOP - HEAD + BODY.height() + 14), Qt.AlignmentFlag.AlignHCenter, number)
    painter.setPen(theme.colour(theme.LINE))
    painter.drawLine(line.bottomLeft() + QPointF(0, 4), line.bottomRight() + QPointF(0, 4))
