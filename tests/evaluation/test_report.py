"""Evaluations on the terminal, as CSV and as a workbook."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from rich.console import Console

from bench.evaluation.evaluate import Evaluation, evaluate
from bench.evaluation.labels import Coding
from bench.evaluation.report import counted, summary, write_evaluation
from bench.evidence.analysis import Analyser, Analysis
from tests.evaluation.builders import coder, label


@pytest.fixture
def evaluation(analysis: Analysis, analyser: Analyser) -> Evaluation:
    labels = [label(s.start, s.end, "fact") for s in analysis.body.sentences]
    first = coder(*labels, name="program")
    second = coder(*(replace(one, kind="context") for one in labels[:2]), *labels[2:], name="乙")
    return evaluate([analysis], Coding((first, second), 0), analyser)


def printed(evaluation: Evaluation, analyser: Analyser, language: str) -> str:
    console = Console(width=200, record=True)
    with console.capture() as capture:
        for table in summary(evaluation, analyser.catalogue, language):
            console.print(table)
    return capture.get()


def test_the_summary_names_figures_in_the_language_asked_for(
    evaluation: Evaluation, analyser: Analyser
) -> None:
    zh, en = (printed(evaluation, analyser, language) for language in ("zh", "en"))
    assert "是否主张" in zh
    assert "算力设施" in zh
    assert "claim or not" in en
    assert "Computing capacity" in en
    assert "nan" not in zh + en
    assert "乙" in counted(evaluation, "en")


def test_csv_files_hold_the_tables_in_ids(
    evaluation: Evaluation, analyser: Analyser, tmp_path: Path
) -> None:
    names = write_evaluation(evaluation, analyser.catalogue, tmp_path / "out")
    assert sorted(names) == sorted(path.name for path in (tmp_path / "out").iterdir())
    with (tmp_path / "out" / "disagreements.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(evaluation.disagreements) > 0
    assert {row["between"] for row in rows} == {"coders", "coders-program"}
    assert rows[0]["coder_a"].startswith("fact; ")


@pytest.mark.parametrize(("language", "fact"), [("zh", "事实"), ("en", "fact")])
def test_the_workbook_shows_words_and_leads_with_the_differences(
    evaluation: Evaluation, analyser: Analyser, tmp_path: Path, language: str, fact: str
) -> None:
    write_evaluation(evaluation, analyser.catalogue, tmp_path, language)
    book = load_workbook(tmp_path / "evaluation.xlsx")
    sheets = book.worksheets
    assert len(sheets) == 4
    assert sheets[0].max_row == len(evaluation.disagreements) + 1
    assert str(sheets[0]["I2"].value).startswith(fact)
    assert all(c.data_type != "f" for sheet in sheets for row in sheet.iter_rows() for c in row)


def test_a_quote_that_looks_like_a_formula_stays_text(
    evaluation: Evaluation, analyser: Analyser, tmp_path: Path
) -> None:
    quotes = evaluation.disagreements.assign(quote="=HYPERLINK(1)")
    write_evaluation(replace(evaluation, disagreements=quotes), analyser.catalogue, tmp_path)
    cell = load_workbook(tmp_path / "evaluation.xlsx").worksheets[0]["D2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_the_same_evaluation_gives_the_same_files(
    evaluation: Evaluation, analyser: Analyser, tmp_path: Path
) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        for name in write_evaluation(evaluation, analyser.catalogue, folder):
            assert (folder / name).stat().st_size > 0
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes()
