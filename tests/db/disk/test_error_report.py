"""What was not expected is kept beside the plan file, else in the data folder, else in the temporary one; and said."""

import tempfile

import pytest

from db.disk import error_report as reports_of_errors
from db.disk.error_report import NAME


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    folder = tmp_path / "临时"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(folder))
    return folder


@pytest.fixture
def nowhere(tmp_path):
    """A file where a folder is wanted: nothing can be written below it."""
    (tmp_path / "文件").touch()
    return tmp_path / "文件" / "里面"


def test_beside_the_plan_file_first(tmp_path, temporary):
    sentence = reports_of_errors.keep(ValueError("甲"), tmp_path / "台账.ydt", tmp_path / "数据")
    assert f"请把“{tmp_path / NAME}”交给" in sentence
    assert "ValueError: 甲" in (tmp_path / NAME).read_text("utf-8")
    assert not (tmp_path / "数据").exists()


def test_then_the_data_folder_which_is_made_for_it(tmp_path, temporary, nowhere):
    home = tmp_path / "文档" / "要点通"
    for near in (nowhere / "台账.ydt", None):
        assert f"“{home / NAME}”" in reports_of_errors.keep(ValueError(), near, home)
    assert (home / NAME).read_text("utf-8").count("ValueError") == 2
    assert not list(temporary.iterdir())


def test_the_temporary_folder_last_and_named(temporary, nowhere):
    assert f"“{temporary / NAME}”" in reports_of_errors.keep(ValueError(), nowhere / "台账.ydt", nowhere)


def test_where_nothing_can_be_written_the_steps_are_asked_for(temporary, nowhere):
    temporary.rmdir()
    assert "请把刚才做的步骤告诉" in reports_of_errors.keep(ValueError(), nowhere / "台账.ydt", nowhere)
