from __future__ import annotations

import tempfile
from pathlib import Path

import openpyxl
import pytest

from bench.report.workbook.book import Book, Changed, changed_text, changed_warning


def test_nothing_is_written_or_left_where_the_block_raises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = tmp_path / "waiting"
    waiting.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(waiting))

    def fail() -> None:
        with Book(tmp_path / "a.xlsx") as book:
            book.add_sheet("表", streamed=True).write_string(0, 0, "文")
            assert list(waiting.iterdir())
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail()
    assert list(tmp_path.iterdir()) == [waiting]
    with Book(tmp_path / "a.xlsx") as book:
        book.add_sheet("表", streamed=True)
    assert list(waiting.iterdir()) == []


def test_a_place_that_takes_no_files_is_told_as_the_disk_tells_it(tmp_path: Path) -> None:
    def write() -> None:
        with Book(tmp_path / "none" / "a.xlsx") as book:
            book.add_sheet("表")

    with pytest.raises(FileNotFoundError):
        write()


def test_the_properties_hold_the_title_and_no_time_of_day(tmp_path: Path) -> None:
    with Book(tmp_path / "a.xlsx", "对标\x07") as book:
        book.add_sheet("表")
    properties = openpyxl.load_workbook(tmp_path / "a.xlsx").properties
    assert properties.title == "对标\ufffd"
    assert (properties.created.year, properties.modified.year) == (2000, 2000)


def test_a_book_says_on_which_sheets_texts_were_changed(tmp_path: Path) -> None:
    with Book(tmp_path / "a.xlsx") as book:
        for name, text in (("甲", "好"), ("乙", "坏\x07"), ("丙", "长" * 40_000)):
            book.add_sheet(name).write_string(0, 0, text)
        found = book.changed()
    assert found == (Changed("乙", 1, 0), Changed("丙", 0, 1))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_changed_is_told_in_words(language: str) -> None:
    assert changed_warning(language, ()) == ""
    told = changed_warning(language, (Changed("Evidence", 3, 4), Changed("Cuts", 1, 0)))
    assert "Evidence" in told
    assert "7" in told
    text = changed_text(language, Changed("Evidence", 3, 4))
    assert "3" in text
    assert "4" in text
    assert "32" not in changed_text(language, Changed("Cuts", 1, 0))
