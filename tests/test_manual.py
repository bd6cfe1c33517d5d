"""The documents of the release folder: made whole, twice the same, and true to the code that they speak of."""

import importlib
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime

import pytest

from tests import ROOT

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from PySide6.QtGui import QImage, QTextDocument

import resources
from db.console import commands
from db.console.arguments import COMMANDS
from db.disk import error_report as reports_of_errors
from db.disk import log
from db.disk.files import whole_file
from db.ledger import backups
from db.ledger.lock import FileLock
from gui.system import association, places, remembered

OUTS = ("使用说明.pdf", "信息科须知.pdf", "版本说明.txt")
LICENCES = {"LGPL": "LGPL 3", "MIT": "MIT", "BSD": "BSD", "Apache": "Apache 2.0", "PSF": "PSF", "Public": "公有领域"}


@pytest.fixture(scope="module")
def ci():
    """The scripts of .ci, without what they set for a run of their own."""
    environment, path = dict(os.environ), list(sys.path)
    sys.path.insert(0, str(ROOT / ".ci" / "paper"))
    try:
        yield importlib.import_module("manual")
    finally:
        sys.path[:] = path
        os.environ.clear()
        os.environ.update(environment)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Two runs at once, in two places and with two seeds."""
    folders = [tmp_path_factory.mktemp(name) for name in ("一", "二 次")]
    runs = [
        subprocess.Popen(
            [sys.executable, str(ROOT / ".ci" / "paper" / "manual.py"), *(str(folder / out) for out in OUTS)],
            env={**os.environ, "SOURCE_DATE_EPOCH": "1764000000", "PYTHONHASHSEED": str(seed), "TMPDIR": str(folder)},
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for seed, folder in enumerate(folders)
    ]
    ended = [(run.communicate()[1], run.returncode) for run in runs]
    assert not [errors for errors, code in ended if code]
    return folders


@pytest.fixture
def office(ci):
    """What the IT office reads, as plain text and line by line."""
    page = QTextDocument()
    page.setMarkdown(ci.texts([ci.DOCS / "信息科须知.md"]))
    return page.toPlainText()


def blank(ci):
    return {name: QImage(2732, 1396, QImage.Format.Format_RGB32) for name in ci.PICTURES.values()}


def test_two_runs_give_the_same_bytes(made) -> None:
    for out in OUTS:
        first, second = ((folder / out).read_bytes() for folder in made)
        assert first == second


def test_the_temporary_files_go(made) -> None:
    assert {p.name for folder in made for p in folder.iterdir()} == set(OUTS)


def test_the_manual_has_its_pictures_its_date_and_its_fonts(made, ci) -> None:
    text = (made[0] / OUTS[0]).read_bytes()
    assert text.count(b"/Subtype /Image") == len(ci.PICTURES)
    assert re.findall(rb"\(D:(\d+)Z\)", text) == [b"20251124160000"] * 2
    assert 10 <= len(re.findall(rb"/Type /Page\b(?!s)", text)) <= 16
    assert text.count(b"/FontFile2") == len(set(re.findall(rb"/FontName (\S+)", text))) >= 2


def test_the_page_for_the_it_office_is_two_sheets(made) -> None:
    assert len(re.findall(rb"/Type /Page\b(?!s)", (made[0] / OUTS[1]).read_bytes())) == 2


def test_what_is_printed_can_be_searched(made) -> None:
    for out in OUTS[:2]:
        codes = re.findall(rb"<([0-9A-F]{4})> (?=[<\]])", (made[0] / out).read_bytes())
        assert b"6587" in codes  # 文, and not the radical that looks like it
        assert not [code for code in codes if 0x2E80 <= int(code, 16) < 0x2FE0]
    if not shutil.which("pdftotext"):
        return
    done = subprocess.run(["pdftotext", made[0] / OUTS[1], "-"], capture_output=True, check=True)
    assert "Windows 10（1809 以后）或 Windows 11" in done.stdout.decode("utf-8")


def test_every_page_of_help_is_in_the_manual_in_whole(qapp, ci) -> None:
    written = ci.typeset.composed(ci.illustrated(ci.texts(ci.MANUAL), ci.PICTURES), blank(ci))
    assert set(ci.HELP.glob("*.md")) <= set(ci.MANUAL)
    for path in ci.MANUAL:
        page = QTextDocument()
        page.setMarkdown(path.read_text(encoding="utf-8"))
        for line in page.toPlainText().splitlines():
            assert line in written.toPlainText()


def test_each_picture_stands_once_and_on_one_page(qapp, ci) -> None:
    images = blank(ci)
    written = ci.typeset.composed(ci.illustrated(ci.texts(ci.MANUAL), ci.PICTURES), images)
    layout, height, found = written.documentLayout(), ci.typeset.BODY.height(), []
    block = written.begin()
    while block.isValid():
        for fragment in ci.typeset.fragments(block):
            if fragment.charFormat().isImageFormat():
                found.append(fragment.charFormat().toImageFormat().name())
                place = layout.blockBoundingRect(block)
                assert int(place.top() / height) == int((place.bottom() - 1) / height)
        block = block.next()
    assert sorted(found) == sorted(images)


def test_no_heading_is_the_last_on_its_page(qapp, ci) -> None:
    for lines in range(20, 60):
        text = "\n\n".join([*["一行"] * lines, "## 标题", "第一行", "第二行"])
        written = ci.typeset.composed(text, {})
        layout, height = written.documentLayout(), ci.typeset.BODY.height()
        heading = written.findBlockByNumber(lines)
        pages = [int(layout.blockBoundingRect(b).top() / height) for b in (heading, heading.next())]
        assert heading.text() == "标题"
        assert pages[0] == pages[1]


def test_what_no_font_can_print_is_found(qapp, ci) -> None:
    assert ci.typeset.without_glyph(ci.typeset.composed("要点通 ≡ ‹ › ✓●▲■ − “”", {})) == ""
    assert ci.typeset.without_glyph(ci.typeset.composed("好\n\n坏\U000f1234", {})) == "\U000f1234"


def test_a_picture_that_is_not_there_ends_the_run(qapp, ci) -> None:
    with pytest.raises(KeyError):
        ci.typeset.composed("![没有](没有)", {})


def test_release_notes_are_for_notepad(made) -> None:
    text = (made[0] / OUTS[2]).read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\n") == text.count(b"\r\n") > 10
    lines = text.decode("utf-8-sig").splitlines()
    assert lines[0] == "要点通 版本说明"
    assert next(line for line in lines if line[:1].isdigit()).startswith(resources.version())
    assert not [line for line in lines if line.startswith(("#", "- ", "  ")) or "**" in line]


def test_newer_versions_stand_above_and_wrapped_lines_are_one(ci) -> None:
    text = ci.release_notes("# 更新记录\n\n## 0.2.0\n\n- 一，\n  二。\n\n## 0.1.0\n\n- `三`\n").decode("utf-8-sig")
    line = "-" * 16
    assert text.split("\r\n")[3:] == ["0.2.0", line, "", "· 一，二。", "", "0.1.0", line, "", "· 三", ""]


def test_the_version_is_written_down_once() -> None:
    version = resources.version()
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert (
        re.search(r"^## (\S+?)(（|$)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)[1] == version
    )
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'dynamic = ["version"]' in project
    assert version not in project


def test_the_it_office_is_told_the_names_of_the_code(office, tmp_path) -> None:
    plan = tmp_path / "台账名.ydt"
    example = datetime(2026, 10, 9, 9, 30)  # noqa: DTZ001 local, as in the name
    names = [
        FileLock(plan).path.name, backups.folder_of(plan).name, f"{plan.name}-journal", reports_of_errors.NAME,
        backups.free_name(tmp_path, example, "打开").name, f"最近{backups.KEPT}份", backups.DAMAGED,
        commands.DEMO_FOLDER, "未完成.part", "升级前",
    ]  # fmt: skip
    assert [name for name in names if name not in office] == []
    with whole_file(plan) as part:
        part.touch()
        assert part.name.startswith(".台账名.ydt.")
        assert part.suffix == ".part"
    assert "“.文件名.….part”" in office


def test_the_it_office_is_told_where_data_and_settings_lie(office) -> None:
    names = (*places.PORTABLE, remembered.file().name, log.NAME, log.BEFORE)
    assert [name for name in names if f"“{name}”" not in office] == []
    assert rf"文档\{places.OURS}" in office
    assert rf"HKCU\{association.ROOT} 下的 {association.ENDING} 和 {association.KIND}" in office


def test_the_it_office_is_told_every_command_and_code(office) -> None:
    assert "、".join(COMMANDS) in office
    usage = resources.read_text("usage.txt")
    codes = re.search("返回值：(.*)。", usage)[1]
    assert f"返回值：{codes}。" in office


def needed(name):
    """A component with those that it brings along, where they are installed and used on Windows."""
    found = {name}
    for line in importlib.metadata.requires(name) or []:
        other = re.match(r"[\w.-]+", line)[0]
        if ";" not in line and other not in {"pip", "tzdata"}:  # neither is in the build
            found |= needed(other)
    return found


def test_the_it_office_is_told_every_component_under_its_licence(office) -> None:
    direct = [
        re.match(r"[\w-]+", line)[0]
        for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#") and "linux" not in line
    ]
    listed = office.partition("用到的组件")[2]
    for name in sorted(set().union(*map(needed, direct))):
        about = importlib.metadata.metadata(name)
        said = " ".join([about.get("License-Expression") or "", *about.get_all("Classifier", [])])
        said += (about.get("License") or "")[:40]
        said = said.replace("Python Software Foundation", "PSF").replace("Lesser General", "LGPL")
        licence = next(ours for theirs, ours in LICENCES.items() if theirs in said)
        named = re.search(rf"(?:^|[^\w-]){re.escape(name)}(?![\w-])", listed)
        assert named, name
        before = listed[: named.start() + 1]
        heading = max(LICENCES.values(), key=before.rfind)
        assert heading == licence, (name, licence, heading)
