"""Labels are checked against catalogue and gazetteer, and told of by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.errors import InputError
from bench.evaluation.labels import Coding, Label, read_coding, read_labels
from bench.evidence.analysis import Analyser
from tests.evaluation.builders import csv_file

HEAD = "document,start,end,kind,regions,indicators,status,coder"


def read(analyser: Analyser, path: Path) -> tuple[Label, ...]:
    return read_labels(path, analyser.gazetteer, analyser.catalogue).labels


def coding(analyser: Analyser, first: Path, second: Path | None = None) -> Coding:
    return read_coding(first, second, analyser.gazetteer, analyser.catalogue)


def problem(analyser: Analyser, folder: Path, *rows: str) -> InputError:
    path = csv_file(folder, HEAD, *rows)
    with pytest.raises(InputError) as told:
        coding(analyser, path)
    return told.value


@pytest.mark.parametrize(
    "row",
    [
        "a,0,5,measure,浙江|杭州,infrastructure.compute|governance.talent,planned,",
        "a,0,5,举措,浙江省、杭州市,算力设施；人才与就业,拟推进,",
        "a,0.0,5.0,Measure,Zhejiang;330100,Computing capacity|Governance.Talent,PLANNED,",
        "a,0,5,measure,浙江|滨江区,算力设施|infrastructure.compute|人才与就业,planned,",
    ],
)
def test_ids_and_names_in_both_languages_and_all_separators_mean_the_same(
    analyser: Analyser, tmp_path: Path, row: str
) -> None:
    (label,) = read(analyser, csv_file(tmp_path, HEAD, row))
    assert label.kind == "measure"
    assert label.is_claim
    assert label.regions == {"330000", "330100"}
    assert label.indicators == {"infrastructure.compute", "governance.talent"}
    assert label.status == "planned"
    assert (label.start, label.end) == (0, 5)


def test_offsets_with_a_thousands_mark_are_read(analyser: Analyser, tmp_path: Path) -> None:
    (label,) = read(analyser, csv_file(tmp_path, HEAD, 'a,"1,200","1,234",背景,,,,'))
    assert (label.start, label.end) == (1200, 1234)


def test_lists_of_json_lines_are_read(analyser: Analyser, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"doc": "a", "start": 0, "end": 5, "kind": "fact", "regions": ["浙江"],'
        ' "indicators": [], "status": "achieved"}\n',
        encoding="utf-8",
    )
    (label,) = read(analyser, path)
    assert (label.document, label.regions, label.indicators) == ("a", {"330000"}, frozenset())


def test_what_is_no_claim_has_no_regions_indicators_or_status(
    analyser: Analyser, tmp_path: Path
) -> None:
    (label,) = read(analyser, csv_file(tmp_path, HEAD, "a,0,5,背景,浙江,算力设施,planned,"))
    assert not label.is_claim
    assert (label.regions, label.indicators, label.status) == (frozenset(), frozenset(), "")


def test_rows_left_empty_are_skipped_and_counted(analyser: Analyser, tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEAD, "a,0,5,,,,,", "a,5,9,fact,浙江,,,", "a,9,12,,,,,")
    file = read_labels(path, analyser.gazetteer, analyser.catalogue)
    assert (len(file.labels), file.empty) == (1, 2)


@pytest.mark.parametrize(
    ("row", "key", "named"),
    [
        ("a,0,5,policy,,,,", "bad_kind", "policy"),
        ("a,0,5,,浙江,,,", "missing_kind", ""),
        (",0,5,fact,,,,", "missing_document", ""),
        ("a,5,5,fact,,,,", "bad_offsets", "5"),
        ("a,-1,5,fact,,,,", "bad_offsets", "-1"),
        ("a,0,five,fact,,,,", "bad_offsets", "five"),
        ("a,0,5.5,fact,,,,", "bad_offsets", "5.5"),
        ("a,0,nan,fact,,,,", "bad_offsets", "nan"),
        ("a,0,5,fact,,,done,", "bad_status", "done"),
        ("a,0,5,fact,浙江,infrastructure.computer,,", "unknown_indicator_near", ".compute"),
        ("a,0,5,fact,浙江,qqqq,,", "unknown_indicator", "governance.talent"),
        ("a,0,5,fact,深川,,,", "unknown_region_near", "深川"),
        ("a,0,5,fact,qqqqqqq,,,", "unknown_region", "qqqqqqq"),
        ("a,0,5,fact,鼓楼区,,,", "ambiguous_region", "鼓楼区"),
    ],
)
def test_a_wrong_value_is_told_with_file_line_and_mend(
    analyser: Analyser, tmp_path: Path, row: str, key: str, named: str
) -> None:
    error = problem(analyser, tmp_path, "a,20,25,context,,,,", row)
    assert error.key == f"evaluation.{key}"
    assert f"{tmp_path / 'labels.csv'}:3" in error.text("zh")
    assert named in error.text("en")


def test_several_wrong_values_are_told_together_by_line(analyser: Analyser, tmp_path: Path) -> None:
    error = problem(analyser, tmp_path, "a,0,5,x,,,,", "a,5,9,y,,,,", "a,9,12,fact,,q,,")
    told = error.text("en").split("\n")
    assert "3 things" in told[0]
    assert [f"labels.csv:{line}" in text for line, text in enumerate(told[1:], start=2)] == [
        True
    ] * 3


def test_all_that_is_wrong_in_one_row_is_told(analyser: Analyser, tmp_path: Path) -> None:
    told = problem(analyser, tmp_path, "a,5,0,policy,深川,qqqq,done,").text("en").split("\n")
    assert len(told) == 6


def test_a_file_in_which_nothing_is_filled_in_is_told(analyser: Analyser, tmp_path: Path) -> None:
    assert problem(analyser, tmp_path, "a,0,5,,,,,").key == "evaluation.nothing_coded"


def test_a_column_names_the_coders(analyser: Analyser, tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEAD, "a,0,5,fact,,,,乙", "a,0,5,fact,,,,甲", "a,5,9,fact,,,,乙")
    found = coding(analyser, path)
    assert [(c.name, len(c.labels)) for c in found.coders] == [("乙", 2), ("甲", 1)]


def test_two_files_are_two_coders_named_after_them(analyser: Analyser, tmp_path: Path) -> None:
    paths = [csv_file(tmp_path, HEAD, "a,0,5,fact,,,,", name=f"{n}.csv") for n in ("li", "wu")]
    assert [c.name for c in coding(analyser, *paths).coders] == ["li", "wu"]
    twice = coding(analyser, paths[0], paths[0])
    assert len(twice.coders) == 2
    assert twice.coders[0].name == str(paths[0])


def test_three_coders_are_too_many_and_a_row_without_one_is_told(
    analyser: Analyser, tmp_path: Path
) -> None:
    rows = [f"a,0,5,fact,,,,{name}" for name in "甲乙丙"]
    assert problem(analyser, tmp_path, *rows).key == "evaluation.too_many_coders"
    rows = ["a,0,5,fact,,,,甲", "a,5,9,fact,,,,"]
    assert problem(analyser, tmp_path, *rows).key == "evaluation.missing_coder"
