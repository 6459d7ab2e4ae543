"""The workbook for coders: blind, safe, and read back as filled in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from bench.catalogue.model import Catalogue
from bench.errors import InputError
from bench.evaluation.labels import read_labels
from bench.evaluation.sheet import Sample, drawn_line, write_sample
from bench.evidence.analysis import Analyser, Analysis

COLUMNS = 10


def sample(
    analysis: Analysis, analyser: Analyser, path: Path, language: str = "zh", size: int = 5
) -> Sample:
    return write_sample([analysis], analyser, path, size=size, seed=7, language=language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sheet_gives_sentences_with_their_places_and_nothing_of_the_program(
    analysis: Analysis, analyser: Analyser, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "out" / "coding.xlsx"
    told = sample(analysis, analyser, path, language)
    assert told == Sample(path, 5, told.sure, told.near, told.random)
    assert told.sure + told.near + told.random == 5
    assert str(path) in drawn_line(told, language)
    book = load_workbook(path)
    assert len(book.worksheets) == 3
    assert all(sheet.sheet_state == "visible" for sheet in book.worksheets)
    sheet = book.worksheets[0]
    assert (sheet.max_row, sheet.max_column) == (6, COLUMNS)
    assert not any(column.hidden for column in sheet.column_dimensions.values())
    for row in sheet.iter_rows(min_row=2, values_only=True):
        start, end = int(str(row[1])), int(str(row[2]))
        assert row[0] == "plans/one.txt"
        assert row[5] == analysis.document.text[start:end]
        assert all(not value for value in row[6:])


def test_the_same_seed_gives_the_same_bytes(
    analysis: Analysis, analyser: Analyser, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    for path in (first, second):
        sample(analysis, analyser, path)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_choices_and_names_of_the_sheet_are_read_back(
    analysis: Analysis, analyser: Analyser, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "coding.xlsx"
    sample(analysis, analyser, path, language)
    book = load_workbook(path)
    coding, _, indicators = book.worksheets
    choices = {
        str(rule.sqref).split(":")[0][0]: str(rule.formula1).strip('"').split(",")
        for rule in coding.data_validations.dataValidation
        if rule.type == "list"
    }
    assert {name: len(of) for name, of in choices.items()} == {"G": 4, "J": 5}
    names = [row[2] for row in indicators.iter_rows(min_row=2, values_only=True)]
    assert len(names) == len(analyser.catalogue.indicators)
    coding["G2"], coding["H2"], coding["I2"] = (
        choices["G"][0],
        "浙江|杭州",
        f"{names[0]}|{names[1]}",
    )
    coding["J2"] = choices["J"][2]
    coding["G3"] = choices["G"][3]
    book.save(path)
    read = read_labels(path, analyser.gazetteer, analyser.catalogue)
    first, second = read.labels
    assert (first.kind, first.status, second.kind) == ("measure", "planned", "noise")
    assert first.indicators == {i.id for i in analyser.catalogue.indicators[:2]}
    assert first.quote == analysis.document.text[first.start : first.end]
    assert read.empty == 3


def test_text_never_becomes_a_formula(
    analysis: Analysis, analyser: Analyser, tmp_path: Path
) -> None:
    text = "标题\n\n=1+1，杭州建设数据中心。\n@SUM(A1)，深圳设立数据交易所。\n"
    read = analyser.analyse(replace(analysis.document, text=text))
    path = tmp_path / "coding.xlsx"
    sample(read, analyser, path)
    cells = [cell for row in load_workbook(path).worksheets[0].iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=1+1") for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)


def test_fewer_sentences_than_asked_for_are_all_given(
    analysis: Analysis, analyser: Analyser, tmp_path: Path
) -> None:
    told = sample(analysis, analyser, tmp_path / "a.xlsx", size=1000)
    assert told.sentences == len(analysis.body.sentences)


def test_a_filled_in_sheet_is_never_written_over(
    analysis: Analysis, analyser: Analyser, tmp_path: Path
) -> None:
    path = tmp_path / "coding.xlsx"
    path.write_bytes(b"a coder's work")
    with pytest.raises(InputError) as told:
        sample(analysis, analyser, path)
    assert told.value.key == "evaluation.sheet_exists"
    assert path.read_bytes() == b"a coder's work"


@pytest.mark.parametrize(
    ("name", "size", "seed", "key"),
    [("a.xlsx", 2, 0, "bad_size"), ("a.xlsx", 9, -1, "bad_seed"), ("a.csv", 9, 0, "not_xlsx")],
)
def test_wrong_options_are_told(
    analysis: Analysis,
    analyser: Analyser,
    tmp_path: Path,
    name: str,
    size: int,
    seed: int,
    key: str,
) -> None:
    with pytest.raises(InputError) as told:
        write_sample([analysis], analyser, tmp_path / name, size=size, seed=seed)
    assert told.value.key == f"evaluation.{key}"


def test_a_catalogue_of_statistics_alone_and_documents_without_text_are_refused(
    analyser: Analyser, tmp_path: Path
) -> None:
    path = tmp_path / "coding.xlsx"
    counted = {"id": "d.a", "kind": "statistic", "name": "数", "definition": "数", "unit": "件"}
    dimension = {"id": "d", "name": "维", "definition": "维", "indicators": [counted]}
    catalogue = Catalogue.model_validate({"title": "只有统计", "dimensions": [dimension]})
    for analyses, read, told in (
        ([], catalogue, "evaluation.only_statistics"),
        ([], analyser.catalogue, "evaluation.no_sentences"),
    ):
        own = SimpleNamespace(catalogue=read)
        with pytest.raises(InputError) as refused:
            write_sample(analyses, own, path, size=5, seed=7)  # type: ignore[arg-type]
        assert refused.value.key == told
        for language, mend in (("zh", "--"), ("en", "--")):
            assert mend in refused.value.text(language)
    assert not path.exists()
