"""What is no workbook is named in the list of files, with what to do; the forms beside it are read."""

import zipfile

import pytest

from tests.db.workbooks.clerk import in_chinese
from tests.gui.intake.returned.preview import ticked


@pytest.mark.parametrize(
    ("name", "part", "what"),
    [("表.docx", "word/document.xml", "是Word文档"), ("表.ods", "content.xml", "不是.xlsx工作簿")],
)
def test_a_document_among_the_forms(show, forms, tmp_path, name, part, what):
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "<x/>")
    dialog = show([path, forms[0]])
    (refused,) = [group for group in dialog.model.ticks.groups if group.said]
    assert refused.book.name == name
    assert what in str(refused.said)
    assert "请在" in str(refused.said)
    in_chinese(str(refused.said), name)
    dialog.files.go_to(name)
    assert str(refused.said) in dialog.files.box.text.replace("\u200b", "")
    assert ("企业", "本期值") in ticked(dialog)
