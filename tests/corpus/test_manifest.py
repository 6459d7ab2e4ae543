from pathlib import Path

import pytest

from bench.corpus.manifest import NAME, Entry, load_manifest
from bench.errors import InputError

ROWS = "file,region,title,issuer,date,kind\na.txt,浙江,甲条例,省人大,2024-05,条例\n"


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / NAME
    path.write_bytes(text.encode(encoding))
    return path


def test_a_folder_without_manifest_has_no_entries(tmp_path: Path) -> None:
    assert load_manifest(tmp_path) == {}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_manifest_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    write(tmp_path, ROWS, encoding)
    entry = Entry(2, "浙江", "甲条例", "省人大", "2024-05", "条例")
    assert load_manifest(tmp_path) == {"a.txt": entry}


def test_only_the_file_is_needed_and_other_columns_are_the_users(tmp_path: Path) -> None:
    write(tmp_path, "note,File ,year\n看看,a.txt,2024\n,b.txt,\n")
    assert load_manifest(tmp_path) == {"a.txt": Entry(2, date="2024"), "b.txt": Entry(3)}


def test_chinese_headings_and_tabs_as_excel_writes_them(tmp_path: Path) -> None:
    write(tmp_path, "文件\t地区\t标题\t类型\r\na.txt\t浙江\t甲，乙\t条例\r\n", "utf-16")
    assert load_manifest(tmp_path) == {"a.txt": Entry(2, "浙江", "甲，乙", kind="条例")}


def test_of_two_columns_for_one_field_the_first_filled_counts(tmp_path: Path) -> None:
    write(tmp_path, "file,date,year\na.txt,,2023\nb.txt,2024-01,2023\n")
    found = load_manifest(tmp_path)
    assert (found["a.txt"].date, found["b.txt"].date) == ("2023", "2024-01")


def test_paths_are_relative_with_slashes(tmp_path: Path) -> None:
    write(tmp_path, "file\nplans\\a.txt\n./b.txt\nplans//c.txt\n")
    assert list(load_manifest(tmp_path)) == ["plans/a.txt", "b.txt", "plans/c.txt"]


def test_blank_rows_and_short_rows_are_no_harm(tmp_path: Path) -> None:
    write(tmp_path, '\n\nfile,title\n\n,\na.txt\n"b,""c"".txt",乙,多余\n\n')
    found = load_manifest(tmp_path)
    assert found == {"a.txt": Entry(6), 'b,"c".txt': Entry(7, title="乙")}


def test_a_file_counts_unless_the_manifest_says_no(tmp_path: Path) -> None:
    write(tmp_path, "文件,计入\na.txt,否\nb.txt,\nc.txt,是\nd.txt,NO\n")
    found = load_manifest(tmp_path)
    assert [name for name, entry in found.items() if not entry.counted] == ["a.txt", "d.txt"]


def test_another_word_for_whether_a_file_counts_is_refused_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, "file,counted\na.txt,\nb.txt,也许\n")
    with pytest.raises(InputError, match="也许") as told:
        load_manifest(tmp_path)
    assert str(told.value).startswith(f"{path}:3")


def test_an_empty_manifest_lacks_its_column(tmp_path: Path) -> None:
    for text in ("", "\n", "title,region\n甲,浙江\n"):
        path = write(tmp_path, text)
        with pytest.raises(InputError, match="file") as told:
            load_manifest(tmp_path)
        assert told.value.key == "corpus.manifest_without_file"
        assert str(path) in str(told.value)


def test_a_file_named_twice_is_told_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, "file\nplans/a.txt\nb.txt\nplans\\a.txt\n")
    with pytest.raises(InputError, match=r"manifest\.csv:4：.*plans/a\.txt") as told:
        load_manifest(tmp_path)
    assert told.value.key == "corpus.manifest_twice"


def test_a_row_that_describes_no_file_is_told_with_its_line(tmp_path: Path) -> None:
    write(tmp_path, "file,region\na.txt,浙江\n,广东\n")
    with pytest.raises(InputError, match=r"manifest\.csv:3：") as told:
        load_manifest(tmp_path)
    assert told.value.key == "corpus.manifest_nameless"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04" + bytes(range(32)) * 40, b'file\n"' + b"a" * 200_000]
)
def test_a_manifest_that_is_no_csv_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / NAME).write_bytes(data)
    with pytest.raises(InputError) as told:
        load_manifest(tmp_path)
    assert told.value.key == "corpus.manifest_unreadable"
    assert "UTF-8" in str(told.value)


def test_a_manifest_that_cannot_be_opened_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, ROWS)

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match="Permission denied") as told:
        load_manifest(tmp_path)
    assert told.value.key == "corpus.manifest_unreadable"
