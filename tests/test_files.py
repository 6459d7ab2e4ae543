import codecs
import csv
import errno
import io
import math
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import files
from bench.errors import InputError, RunError
from bench.files import (
    Staging,
    csv_text,
    prepare_output,
    refuse_open,
    replacing,
    write_atomic,
    write_csv,
)
from bench.resources import shipped


def listing(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def stage(folder: Path, *written: str, unwritten: str | None = None) -> None:
    with Staging(folder) as staging:
        for name in written:
            staging.path(name).write_bytes(b"new")
        if unwritten:
            staging.path(unwritten)


class TestReplacing:
    def test_makes_and_replaces_a_file(self, tmp_path: Path) -> None:
        target = tmp_path / "a.bin"
        write_atomic(target, b"one")
        write_atomic(target, b"two")
        assert listing(tmp_path) == {"a.bin": b"two"}

    def test_the_old_file_stays_until_the_end_and_after_an_error(self, tmp_path: Path) -> None:
        target = tmp_path / "a.png"
        target.write_bytes(b"old")

        def half_written() -> None:
            with replacing(target) as temporary:
                assert temporary.parent == tmp_path
                assert temporary.suffix == ".png"
                temporary.write_bytes(b"half")
                assert target.read_bytes() == b"old"
                raise RuntimeError("stop")

        with pytest.raises(RuntimeError, match="stop"):
            half_written()
        assert listing(tmp_path) == {"a.png": b"old"}

    def test_a_new_file_has_the_usual_permissions(self, tmp_path: Path) -> None:
        write_atomic(tmp_path / "ours", b"")
        (tmp_path / "usual").touch()
        assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode

    def test_a_folder_in_the_files_place_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").mkdir()
        with pytest.raises(InputError) as caught:
            write_atomic(tmp_path / "a.csv", b"x")
        assert caught.value.key == "files.is_folder"
        assert listing(tmp_path) == {}

    def test_a_file_held_by_another_program_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object) -> None:
            raise PermissionError(13, "in use")

        monkeypatch.setattr(Path, "replace", refuse)
        with pytest.raises(InputError) as caught:
            write_atomic(tmp_path / "a.xlsx", b"x")
        assert caught.value.key == "files.in_use"
        assert "a.xlsx" in str(caught.value)
        assert listing(tmp_path) == {}

    def test_a_full_disk_is_told(self, tmp_path: Path) -> None:
        def fill() -> None:
            with replacing(tmp_path / "a.csv"):
                raise OSError(errno.ENOSPC, "No space left on device")

        with pytest.raises(InputError) as caught:
            fill()
        assert caught.value.key == "files.output_not_writable"
        assert "No space left" in str(caught.value)

    def test_half_a_character_does_not_stop_a_table(self, tmp_path: Path) -> None:
        write_csv(pd.DataFrame({"文": ["半\ud83d个"]}), tmp_path / "a.csv")
        assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig") == "文\n半?个\n"


class TestStaging:
    def test_a_full_disk_is_told_and_nothing_changes(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(b"old")

        def fill() -> None:
            with Staging(tmp_path) as staging:
                staging.path("a.csv").write_bytes(b"half")
                raise OSError(errno.ENOSPC, "No space left on device")

        with pytest.raises(InputError) as caught:
            fill()
        assert caught.value.key == "files.output_not_writable"
        assert names(tmp_path) == ["a.csv"]
        assert (tmp_path / "a.csv").read_bytes() == b"old"

    def test_a_file_held_by_another_program_is_told_by_its_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "a.xlsx").write_bytes(b"old")

        def refuse(*_: object) -> None:
            raise PermissionError(13, "in use")

        monkeypatch.setattr(Path, "replace", refuse)
        with pytest.raises(InputError) as caught:
            stage(tmp_path, "a.xlsx")
        assert caught.value.key == "files.in_use"
        assert str(tmp_path / "a.xlsx") in str(caught.value)
        assert listing(tmp_path) == {"a.xlsx": b"old"}

    def test_all_files_come_into_place_at_the_end(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(b"old")
        (tmp_path / "other.txt").write_bytes(b"kept")
        with Staging(tmp_path) as staging:
            staging.path("a.csv").write_bytes(b"new")
            staging.path("charts/b.png").write_bytes(b"png")
            assert staging.path("a.csv") == staging.path("a.csv")
            assert (tmp_path / "a.csv").read_bytes() == b"old"
        expected = {"a.csv": b"new", str(Path("charts/b.png")): b"png", "other.txt": b"kept"}
        assert listing(tmp_path) == expected
        assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]

    def test_nothing_changes_if_the_block_raises(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(b"old")

        def fail() -> None:
            with Staging(tmp_path) as staging:
                staging.path("a.csv").write_bytes(b"new")
                staging.path("b.csv").write_bytes(b"new")
                raise RuntimeError("stop")

        with pytest.raises(RuntimeError, match="stop"):
            fail()
        assert listing(tmp_path) == {"a.csv": b"old"}
        assert names(tmp_path) == ["a.csv"]

    def test_nothing_changes_if_one_file_cannot_be_replaced(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(b"old")
        (tmp_path / "c.csv").mkdir()
        with pytest.raises(InputError):
            stage(tmp_path, "a.csv", "b.csv", "c.csv", "d.csv")
        assert listing(tmp_path) == {"a.csv": b"old"}
        assert names(tmp_path) == ["a.csv", "c.csv"]

    def test_a_file_asked_for_and_not_written_stops_all(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_bytes(b"old")
        with pytest.raises(FileNotFoundError):
            stage(tmp_path, "a.csv", unwritten="b.csv")
        assert listing(tmp_path) == {"a.csv": b"old"}

    def test_a_file_is_removed_with_the_rest_or_stays(self, tmp_path: Path) -> None:
        (tmp_path / "old.csv").write_text("old")
        unfinished = Staging(tmp_path)
        unfinished.remove("old.csv")
        with pytest.raises(FileNotFoundError), unfinished:
            unfinished.path("not_written.csv")
        assert (tmp_path / "old.csv").read_text() == "old"
        with Staging(tmp_path) as staging:
            staging.remove("old.csv")
            staging.remove("never.csv")
        assert list(tmp_path.iterdir()) == []
        with pytest.raises(ValueError, match="folder"):
            Staging(tmp_path).remove("../other.csv")

    @pytest.mark.parametrize("name", ["../a.csv", "", ".", "b/../../a.csv"])
    def test_a_name_outside_the_folder_is_refused(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(ValueError, match="below"), Staging(tmp_path) as staging:
            staging.path(name)


class TestRefuseOpen:
    def test_a_file_open_in_excel_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "a.xlsx").write_bytes(b"old")

        def refuse(*_: object) -> None:
            raise PermissionError(13, "in use")

        monkeypatch.setattr(files, "os", SimpleNamespace(name="nt"))
        refuse_open(tmp_path / "a.xlsx")
        refuse_open(tmp_path / "none.xlsx")
        monkeypatch.setattr(Path, "open", refuse)
        with pytest.raises(InputError) as caught:
            refuse_open(tmp_path / "a.xlsx")
        assert caught.value.key == "files.in_use"


class TestPrepareOutput:
    def test_makes_the_folder_with_its_parents(self, tmp_path: Path) -> None:
        folder = tmp_path / "a" / "b"
        assert prepare_output(folder) == folder
        assert prepare_output(folder).is_dir()
        assert names(folder) == []

    @pytest.mark.parametrize("name", ["file", "file/below"])
    def test_a_file_in_its_place_is_told(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(InputError) as caught:
            prepare_output(tmp_path / name)
        assert caught.value.key == "files.output_is_file"

    def test_a_folder_that_cannot_be_written_to_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "touch", refuse)
        with pytest.raises(InputError) as caught:
            prepare_output(tmp_path)
        assert caught.value.key == "files.output_not_writable"
        assert "Permission denied" in str(caught.value)


class TestCsv:
    def test_numbers_are_shortest_and_missing_cells_empty(self) -> None:
        frame = pd.DataFrame(
            {"n": [0.1, float("nan"), 1e-7, -0.0], "i": [1, 2, 3, 4], "t": ["a", None, "b", ""]}
        )
        assert csv_text(frame) == "n,i,t\n0.1,1,a\n,2,\n1e-07,3,b\n0.0,4,\n"

    def test_numpy_numbers_in_mixed_columns_are_plain(self) -> None:
        frame = pd.DataFrame({"m": [np.float64(0.5), np.int64(3), pd.NA, pd.NaT]}, dtype=object)
        assert csv_text(frame) == "m\n0.5\n3\n\n\n"

    def test_texts_that_look_like_formulas_stay_as_they_are(self) -> None:
        frame = pd.DataFrame({"a": ["=1+1", "+x", "-x", "@x"], "b": ["", "", "", ""]})
        assert csv_text(frame) == "a,b\n=1+1,\n+x,\n-x,\n@x,\n"

    def test_a_table_without_rows_has_its_heading(self) -> None:
        assert csv_text(pd.DataFrame(columns=["a", "b"])) == "a,b\n"

    def test_files_begin_with_a_byte_order_mark_and_have_plain_line_ends(
        self, tmp_path: Path
    ) -> None:
        write_csv(pd.DataFrame({"地区": ["杭州"], "得分": [1.5]}), tmp_path / "a.csv")
        raw = (tmp_path / "a.csv").read_bytes()
        assert raw == codecs.BOM_UTF8 + "地区,得分\n杭州,1.5\n".encode()

    @given(
        rows=st.lists(
            st.tuples(
                st.text(st.characters(codec="utf-8")),
                st.floats(allow_nan=True, allow_infinity=False),
            ),
            max_size=6,
        )
    )
    def test_what_is_written_reads_back_exactly(self, rows: list[tuple[str, float]]) -> None:
        frame = pd.DataFrame(
            {
                "t": pd.Series([text for text, _ in rows], dtype=object),
                "n": pd.Series([number for _, number in rows], dtype="float64"),
            }
        )
        read = list(csv.reader(io.StringIO(csv_text(frame), newline="")))
        assert read[0] == ["t", "n"]
        assert [row[0] for row in read[1:]] == [text for text, _ in rows]
        for (_, number), (_, cell) in zip(rows, read[1:], strict=True):
            assert cell == "" if math.isnan(number) else float(cell) == number


class TestShipped:
    def test_finds_the_catalogue(self) -> None:
        assert shipped("indicators").is_dir()

    def test_what_lies_in_the_package_comes_first(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        package = tmp_path / "bench"
        (package / "shipped").mkdir(parents=True)
        (package / "shipped" / "bench.yaml").touch()
        (tmp_path / "seeds").mkdir()
        monkeypatch.setattr("bench.resources._PACKAGE", package)
        assert shipped("bench.yaml") == package / "shipped" / "bench.yaml"
        # A folder beside an installed package is not ours …
        with pytest.raises(RunError) as caught:
            shipped("seeds")
        assert caught.value.key == "files.not_shipped"
        # … but in a clone it is.
        (tmp_path / "pyproject.toml").touch()
        assert shipped("seeds") == tmp_path / "seeds"


def test_temporary_names_differ() -> None:
    assert len({files._temporary(Path("a.csv")) for _ in range(20)}) == 20
