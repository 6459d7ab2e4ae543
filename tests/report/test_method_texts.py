"""What the method sheet says of scores: by the rubric and the evidence as they are."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import bench
from bench.evidence.strength import load_rubric
from bench.report.labels import label, word
from bench.report.method_texts import (
    rubric_text,
    scoring_texts,
    sheets_texts,
    simulation_texts,
    worked_example,
)
from bench.scoring.alternatives import alternatives
from bench.scoring.sureness import no_sureness
from tests.report.conftest import make_statistics_view, make_view
from tests.report.test_counted import ROWS, counted_view

LANGUAGES = ("zh", "en")


def simulated(view):
    return replace(view, sureness=replace(no_sureness(), draws=100))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_rubric_is_told_with_all_its_points(language: str) -> None:
    told = rubric_text(make_view(2, language))
    rubric = load_rubric()
    for status, points in rubric.base.items():
        assert f"{label('status', status, language)} {points:g}" in told
    for add in rubric.adds:
        name = add.en if language == "en" else add.zh
        assert f"{name} {'−' if add.points < 0 else '+'}{abs(add.points):g}" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_comes_to_the_score_of_its_cell(language: str) -> None:
    rows = [{**row, "status": "planned"} for row in ROWS]
    view = counted_view(rows, language)
    told = worked_example(view)
    score = float(re.findall(r"\d+(?:\.\d+)?", told)[-1])
    assert any(np.isclose(score, view.scores["score"].dropna(), atol=0.06))
    assert any(str(row["quote"]).rstrip("。") in told for row in ROWS)


def test_without_anything_counted_there_is_no_example() -> None:
    assert worked_example(make_view(0)) == ""
    assert worked_example(make_view(2)) == ""
    assert all(text for _, text in scoring_texts(make_view(0)))


def test_counts_of_rows_are_those_of_the_evidence_sheet() -> None:
    told = dict(scoring_texts(counted_view()))["计入"]
    assert [int(n) for n in re.findall(r"(\d+)行", told)] == [9, 4, 3, 1, 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_filled_and_in_the_language_of_the_report(language: str) -> None:
    view = simulated(counted_view([{**row, "status": "planned"} for row in ROWS], language))
    pairs = [*scoring_texts(view), *simulation_texts(view), *sheets_texts(view)]
    assert len({name for name, _ in pairs}) == len(pairs)
    told = " ".join(text for _, text in pairs)
    assert not re.search(r"\bnan\b|None|[{}]", told)
    if language == "en":
        for row in ROWS:
            for shown in (str(row["quote"]), str(row["region"]), "公开", "供网"):
                told = told.replace(shown, "")
        assert "。" not in told


def test_the_methods_of_the_simulation_are_named_one_by_one() -> None:
    view = make_statistics_view()
    view = simulated(view)
    assert view.hierarchy is not None
    told = dict(simulation_texts(view))["计算方法"]
    drawn = alternatives(view.hierarchy, bounded=True)
    assert f"下列{len(drawn)}种" in told
    assert told.count("×") == len(drawn) + 1  # one in how they are written
    assert "算术平均" in told
    assert "几何平均" in told


def test_the_spread_of_weights_is_that_of_the_draws() -> None:
    view = simulated(make_statistics_view())
    assert view.hierarchy is not None
    share = view.hierarchy.nodes[-1].weights[0]
    draws = np.random.default_rng(1).dirichlet(
        50 * np.array(view.hierarchy.nodes[-1].weights), size=20_000
    )
    told = dict(simulation_texts(view))["权重"]
    points = int(re.findall(r"标准差约(\d+)个百分点", told)[0])
    assert math.isclose(points, 100 * draws[:, 0].std(), abs_tol=0.6)
    assert f"权重{share:.0%}的一个维度" in told


def test_without_a_simulation_nothing_is_said_of_it() -> None:
    assert not list(simulation_texts(make_view(2)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_accuracy_told_is_the_one_measured(language: str) -> None:
    page = Path(bench.__file__).parents[1] / "docs" / "accuracy.md"
    text = page.read_text(encoding="utf-8")
    table = text.split("### The same ten reports again")[1].split("\n### ")[0]
    rows = [line for line in table.splitlines() if re.match(r"\| (?!\|).*%", line)]
    shares = [round(float(re.findall(r"([\d.]+) %", row)[0])) for row in rows if " of " in row]
    assert len(shares) == 5
    told = [int(n) for n in re.findall(r"(\d+) ?%", word("how_accuracy", language))]
    assert [share for share in shares if share not in told] == []
