"""Writes the documents of the release folder: `python .ci/paper/manual.py FOLDER/使用说明.pdf FOLDER/版本说明.txt …`.

A file's name says which: 使用说明.pdf is the program's own help with pictures of the program made in this run,
信息科须知.pdf is docs/信息科须知.md, 版本说明.txt is CHANGELOG.md for Notepad. SOURCE_DATE_EPOCH dates the PDF; the
same sources on the same machine give the same bytes.
"""

import os
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ["QT_QPA_PLATFORM"] = (
    f"offscreen:configfile={Path(__file__).resolve().parents[1] / 'screen.json'}"  # as large as an office's
)
os.environ["QT_HASH_SEED"] = "0"  # the same bytes twice
os.environ["TZ"] = "UTC"

import typeset
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QWidget

import resources
from gui.app.start import _bring_font
from gui.kit import theme
from tests.screens import dialogs, scenes
from tests.screens.stage import Stage

ROOT = Path(__file__).resolve().parents[2]
HELP, DOCS = ROOT / "resources" / "help", ROOT / "docs"
MANUAL = (
    HELP / "start.md", DOCS / "安装与打开.md", DOCS / "建台账和收表.md", HELP / "overview.md", HELP / "entry.md",
    HELP / "charts.md", HELP / "keys.md", HELP / "care.md", DOCS / "更新与删除.md",
)  # fmt: skip
SMALL_PX = 13  # the IT office's page is two sheets
SIZE, PROJECTOR, SHARP = (1366, 698), (1366, 768), 2
# below which heading's first paragraph a picture stands, and its name in tests/screens
PICTURES = {
    "安装与打开": "开始-1366x698", "建台账": "任务分解表-1366x698", "收表": "回收填报表-1366x698",
    "总览": "正常-总览-1366x698", "填报": "正常-填报-1366x698", "提醒和错误": "错误-填报-1366x698",
    "图表和投影": "正常-图表-1366x698", "投影": "投影-1366x768",
}  # fmt: skip
CLOCK = re.compile(r"\d\d-\d\d \d\d:\d\d|\d\d:\d\d:\d\d")  # 备份 and 已保存 in the status bar


class Camera(Stage):
    """Takes the pictures, sharp enough for print; when and where they were taken is in none of them."""

    def __init__(self, application: QApplication, folder: Path) -> None:
        super().__init__(application, folder)
        self.pictures: dict[str, QImage] = {}

    def keep(self, widget: QWidget, name: str) -> None:
        """One picture."""
        self.wait()
        for label in widget.findChildren(QLabel):
            usual = CLOCK.sub(lambda m: "10-09 09:30" if "-" in m[0] else "09:30:00", label.text())
            label.setText(usual.replace(str(self.folder), r"文档\要点通"))
        super().keep(widget, name)
        if name not in PICTURES.values():
            return
        sharp = QImage(widget.size() * SHARP, QImage.Format.Format_RGB32)
        sharp.setDevicePixelRatio(SHARP)
        widget.render(sharp)
        painter = QPainter(sharp)
        painter.setPen(theme.colour(theme.INPUT_BORDER))
        painter.drawRect(widget.rect().adjusted(0, 0, -1, -1))
        painter.end()
        sharp.setDevicePixelRatio(1)
        self.pictures[name] = sharp


def photographed(application: QApplication, folder: Path) -> dict[str, QImage]:
    """The program's windows by the names of their pictures, made now."""
    theme.dress(application)
    camera = Camera(application, folder / "要点通图片")
    scenes.welcome(camera, [SIZE])
    dialogs.dialogs(camera, [SIZE], ["任务分解表"], "without_targets")
    dialogs.import_preview(camera, [SIZE])
    scenes.pages(camera, "正常", "usual", [SIZE])
    scenes.give_up(camera, [SIZE])
    scenes.projection(camera, [PROJECTOR])
    if camera.findings:
        sys.exit("cut off in a picture: " + "; ".join(camera.findings))
    return camera.pictures


def illustrated(text: str, pictures: Mapping[str, str]) -> str:
    """Markdown with each picture below the first paragraph after its heading."""
    parts, wanted = [], ""
    for part in text.split("\n\n"):
        parts.append(part)
        heading = re.fullmatch(r"#+ (.+)", part.strip())
        if heading:
            wanted = pictures.get(heading[1], "")
        elif wanted:
            parts.append(f"![{wanted}]({wanted})")
            wanted = ""
    return "\n\n".join(parts)


def release_notes(changelog: str) -> bytes:
    """CHANGELOG.md as plain text for Notepad: a byte order mark, Windows' line ends, no marks of Markdown."""
    text = re.sub(r"\n  +(?=\S)", "", changelog.strip())
    text = text.replace("# 更新记录", f"要点通 版本说明\n{'=' * 16}", 1).replace("**", "").replace("`", "")
    text = re.sub(r"^## (.+)$", lambda m: f"{m[1]}\n{'-' * 16}", text, flags=re.MULTILINE)
    return re.sub(r"^- ", "· ", text + "\n", flags=re.MULTILINE).replace("\n", "\r\n").encode("utf-8-sig")


def texts(paths: Sequence[Path]) -> str:
    """Several Markdown files as one."""
    return "\n\n".join(path.read_text(encoding="utf-8").strip() for path in paths)


def main(outs: Sequence[Path]) -> None:
    """Write each file; a picture or a letter that is missing ends the run."""
    application = QApplication([])
    _bring_font()
    for out in outs:
        if out.name == "版本说明.txt":
            out.write_bytes(release_notes((ROOT / "CHANGELOG.md").read_text(encoding="utf-8")))
        elif out.name == "信息科须知.pdf":
            _print(texts([DOCS / "信息科须知.md"]), {}, out, SMALL_PX)
        elif out.name == "使用说明.pdf":
            with tempfile.TemporaryDirectory() as folder:
                _print(illustrated(texts(MANUAL), PICTURES), photographed(application, Path(folder)), out)
        else:
            sys.exit(f"{out.name}: 使用说明.pdf, 信息科须知.pdf or 版本说明.txt")
    application.quit()


def _print(text: str, images: Mapping[str, QImage], out: Path, px: int = typeset.BODY_PX) -> None:
    document = typeset.composed(text, images, px)
    if boxes := typeset.without_glyph(document):
        sys.exit(f"no letter for {boxes} in the fonts of this machine")
    typeset.printed(document, f"要点通 {out.stem}　{resources.version()}", out)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
