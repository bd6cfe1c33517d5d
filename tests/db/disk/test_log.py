"""The log tells what was done and how it went, never what a plan says, and disturbs nobody."""

import re
import sqlite3

import pytest

from db.actions.returned import apply_import, read_books
from db.disk import log
from db.disk.failures import Closed, Refusal
from db.ledger.copies import save_copy
from db.ledger.store import Store
from db.workbooks.form_book import write_forms
from models.collecting.form import forms
from tests.db.sample import Q3, cell, make_small

MARKED, FIGURE = "没有人知道的指标", "98765.4"
LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [\x21-\x7e ]+")  # fixed English words, keys and numbers


@pytest.fixture
def kept(tmp_path):
    folder = tmp_path / "设置"
    folder.mkdir()
    log.keep(folder)
    yield folder
    log.stop()


@pytest.fixture
def marked(tmp_path):
    targets = [{"id": "t-secret", "name": MARKED, "value": FIGURE, "unit": "吨金", "unit_lead": "无名办"}]
    return make_small(tmp_path / f"{MARKED}.ydt", title=MARKED, targets=targets)


def without_times(text):
    return [re.sub(r" ms=\d+$", "", line[20:]) for line in text.splitlines()]


def test_a_whole_session_is_told_without_figures_names_and_words(marked, kept, tmp_path):
    with Store.open(marked) as store:
        plan_id = store.plans()[0].id
        written = store.write(f"{MARKED} 改为 {FIGURE}", [cell("t-secret", "2020Q3", FIGURE, progress=MARKED)])
        store.undo()
        store.redo()
        store.revert(written.id)
        books = write_forms(forms(store.ledger(plan_id), Q3), tmp_path / MARKED)
        strange = tmp_path / f"{MARKED}.xlsx"
        strange.write_text(MARKED, encoding="utf-8")
        apply_import(store, read_books(store, [*books, strange]), reason=MARKED)
        store.backup(MARKED)
        save_copy(store, tmp_path / f"{MARKED}的副本.ydt")
        try:
            store.db.execute(f"SELECT {FIGURE} FROM {MARKED}")
        except sqlite3.OperationalError as error:
            log.failed(error)
    text = log.text()
    told = without_times(text)
    assert told[:8] == [
        "done backup count=1",
        "opened write actions=2",
        "written do progress=1",
        "written undo progress=1",
        "written redo progress=1",
        "written do progress=1",
        "done output count=1",
        "refused no-book",
    ]
    assert told[8:11] == ["done returned count=2", "done backup count=1", "done copy count=1"]
    assert told[11].startswith("failed OperationalError(1)")
    assert len(told) == 12
    assert all(LINE.fullmatch(line) for line in text.splitlines())
    for secret in (MARKED, FIGURE, "t-secret", "张敏", "无名办", "吨金", tmp_path.name):
        assert secret not in text
    assert not list(marked.parent.glob(f"*{log.NAME}*"))


def test_where_something_failed_is_told_and_from_what(kept, store):
    def fail():
        try:
            store.ledger(MARKED)
        except Refusal as refusal:
            raise OSError(28, MARKED) from refusal

    with pytest.raises(OSError) as error:
        fail()
    log.failed(error.value)
    assert re.search(r"failed OSError\(28\) < Refusal at db\.ledger\.loading:load_ledger:\d+\n", log.text())


def test_a_probe_that_fails_is_for_maintainers_alone(kept, caplog):
    with caplog.at_level("DEBUG", logger="db.disk.log"):
        log.expected(Closed.__new__(Closed))
    assert "expected Closed" in caplog.text
    assert log.text() == ""


def test_two_small_files_are_kept(kept):
    longest = "x" * 1000
    for number in range(500):
        log.refused(f"{longest}{number}")
    sizes = [path.stat().st_size for path in kept.iterdir()]
    assert len(sizes) == 2
    assert all(size < log.MAX_BYTES + 2000 for size in sizes)
    assert log.text().endswith("499\n")


def test_a_folder_that_cannot_be_written_disturbs_nobody_and_what_was_held_is_written_later(tmp_path, capsys):
    folder = tmp_path / "a file"
    folder.write_text("", encoding="utf-8")
    log.keep(folder)
    try:
        for number in range(log.MOST_HELD + 2):
            log.refused(f"full{number}")
        assert len(log.text().splitlines()) == log.MOST_HELD
        folder.unlink()
        folder.mkdir()
        log.ended()
        written = without_times((folder / log.NAME).read_text(encoding="utf-8"))
        assert without_times(log.text()) == written
    finally:
        log.stop()
    assert written[0] == "refused full3"
    assert written[-2:] == [f"refused full{log.MOST_HELD + 1}", "ended"]
    assert capsys.readouterr() == ("", "")


def test_a_folder_is_not_made_for_the_log(tmp_path):
    log.keep(tmp_path / "设置")
    try:
        log.launched("1.2.3", "windows-11", (1920, 1080), 1.25)
        assert not (tmp_path / "设置").exists()
        assert without_times(log.text()) == ["launched 1.2.3 windows-11 screen=1920x1080 scale=1.25"]
    finally:
        log.stop()


def test_without_a_file_nothing_is_printed(capsys):
    log.failed(ValueError(MARKED))
    assert capsys.readouterr() == ("", "")


def test_nothing_is_kept_until_a_folder_is_named_and_only_the_last_is_used(tmp_path):
    log.refused("before")
    assert log.text() == ""
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        log.keep(tmp_path / name)
    log.refused("full", 3)
    log.stop()
    log.refused("after")
    assert not list((tmp_path / "first").iterdir())
    assert without_times((tmp_path / "second" / log.NAME).read_text(encoding="utf-8")) == ["refused full count=3"]
