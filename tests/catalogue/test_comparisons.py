from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from bench.catalogue.comparisons import read_comparisons, shown
from bench.errors import InputError

PARTS = {"roads": ("roads", "道路", "Roads"), "rivers": ("河流",), "rail": ("铁路", "Rail ways")}
NAN = np.nan


def write(folder: Path, text: str, name: str = "compare.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def refused(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        read_comparisons(path, PARTS)
    return caught.value


def test_cells_are_numbers_fractions_or_empty(tmp_path: Path) -> None:
    text = ",roads,rivers,rail\nroads,1,3, 1/5\nrivers,0.33,,0.5\nrail,,,1\n"
    expected = [[1, 3, 0.2], [0.33, NAN, 0.5], [NAN, NAN, 1]]
    np.testing.assert_allclose(read_comparisons(write(tmp_path, text), PARTS), expected)


def test_parts_come_in_any_order_by_id_or_name(tmp_path: Path) -> None:
    text = "谁,RAIL WAYS,道路,rivers\n河流,4,,\n道路,2,,1/2\n"
    found = read_comparisons(write(tmp_path, text), PARTS)
    np.testing.assert_array_equal(found, [[NAN, 0.5, 2], [NAN, NAN, 4], [NAN, NAN, NAN]])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_either_encoding_of_a_spreadsheet_is_read(tmp_path: Path, encoding: str) -> None:
    text = ",道路,河流,铁路\r\n道路,,2,３\r\n\r\n河流,,,1／2\r\n"
    found = read_comparisons(write(tmp_path, text, encoding=encoding), PARTS)
    np.testing.assert_array_equal(found, [[NAN, 2, 3], [NAN, NAN, 0.5], [NAN, NAN, NAN]])


def test_a_workbook_says_the_same_as_its_csv(tmp_path: Path) -> None:
    book = Workbook()
    for row in ([None, "roads", "rivers", "rail"], ["roads", 1, 3, "1/5"], ["rivers", None, 1, 2]):
        book.active.append(row)
    book.save(tmp_path / "compare.xlsx")
    found = read_comparisons(tmp_path / "compare.xlsx", PARTS)
    np.testing.assert_array_equal(found, [[1, 3, 0.2], [NAN, 1, 2], [NAN, NAN, NAN]])


def test_a_fraction_that_became_a_date_is_told_with_the_mend(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append([None, "roads", "rivers", "rail"])
    book.active.append(["roads", 1, date(2025, 1, 3), 2])
    book.save(tmp_path / "compare.xlsx")
    error = refused(tmp_path / "compare.xlsx")
    assert error.key == "catalogue.bad_judgement"
    assert "compare.xlsx, Sheet, 2" in error.text("en")
    assert "=1/3" in error.text("zh")


@pytest.mark.parametrize(
    ("text", "key", "parts"),
    [
        ("", "no_comparisons", ["compare.csv"]),
        (",roads,river\n", "unknown_part", ["compare.csv:1", "river", "rivers"]),
        (",roads\nroad,1\n", "unknown_part", ["compare.csv:2", "road"]),
        (",roads,道路\n", "repeated_part", ["compare.csv:1", "道路"]),
        (",roads\nrail,1\n铁路,1\n", "repeated_part", ["compare.csv:3", "铁路"]),
        (",roads,rivers\nroads,1,10\n", "bad_judgement", ["compare.csv:2", "roads", "10"]),
        (",roads,rivers\nroads,1,1/10\n", "bad_judgement", ["1/10"]),
        (",roads,rivers\nroads,1,-3\n", "bad_judgement", ["-3"]),
        (",roads,rivers\nroads,1,1/0\n", "bad_judgement", ["1/0"]),
        (",roads,rivers\nroads,1,nan\n", "bad_judgement", ["nan"]),
        (",roads,rivers\nroads,2,3\n", "judged_against_itself", ["roads", "2"]),
        (",roads,,rivers\nroads,1,2,3\n", "unnamed_judgement", ["compare.csv:2", "2"]),
        (",roads,rivers\n,1,2\n", "unnamed_judgement", ["1"]),
        (",roads\nroads,1,2\n", "unnamed_judgement", ["2"]),
        (
            ",roads,rivers\nroads,1,3\nrivers,3,1\n",
            "contradicting_halves",
            ["compare.csv", "roads", "rivers", "3"],
        ),
        ("x\n" * 200, "spreadsheet.too_many_rows", ["compare.csv"]),
    ],
)
def test_a_mistake_is_told_with_its_place(
    tmp_path: Path, text: str, key: str, parts: list[str]
) -> None:
    error = refused(write(tmp_path, text))
    assert error.key == (key if "." in key else f"catalogue.{key}")
    for language in ("zh", "en"):
        assert [part for part in parts if part not in error.text(language)] == []


def test_a_name_that_two_parts_share_means_neither(tmp_path: Path) -> None:
    path = write(tmp_path, ",a,b\nsame,1,2\n")
    with pytest.raises(InputError) as caught:
        read_comparisons(path, {"a": ("same",), "b": ("same",)})
    assert caught.value.key == "catalogue.unknown_part"


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("c.ods", b"", "spreadsheet.other_format"),
        ("c.xlsx", b"no workbook", "spreadsheet.not_a_workbook"),
        ("c.csv", b"x\n" * 101, "spreadsheet.too_many_rows"),
        ("c.csv", None, "spreadsheet.no_file"),
    ],
)
def test_a_file_that_is_no_table_is_refused(
    tmp_path: Path, name: str, data: bytes | None, key: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert refused(tmp_path / name).key == key


@given(st.lists(st.sampled_from([f"{n}" for n in range(1, 10)] + ["1/3", "1/9", "0.11", ""])))
def test_what_is_read_is_on_saatys_scale(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str]
) -> None:
    row = ",".join(["roads", "1", *[*cells, "", ""][:2]])
    path = write(tmp_path_factory.mktemp("table"), f",roads,rivers,rail\n{row}\n")
    found = read_comparisons(path, PARTS)
    judged = found[~np.isnan(found)]
    assert (judged >= 0.1).all()
    assert (judged <= 9).all()


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1"), (3.0, "3"), (1 / 3, "1/3"), (0.33, "1/3.03"), (2.449, "2.45")]
)
def test_judgements_are_shown_as_people_write_them(value: float, text: str) -> None:
    assert shown(value) == text
