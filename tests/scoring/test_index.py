"""What cannot be aggregated is told by group and part."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.catalogue.loading import load_catalogue
from bench.catalogue.model import Catalogue
from bench.errors import InputError
from bench.scoring.index import composed
from bench.scoring.weights import weighted_hierarchy

TEXT = """\
title: t
aggregation: {top}
dimensions:
  - id: d
    name: {{zh: 基础, en: Base}}
    definition: d
    aggregation: {inner}
    indicators:
      - {{id: d.a, kind: statistic, name: {{zh: 基站, en: Masts}}, definition: a}}
      - {{id: d.b, kind: statistic, name: b, definition: b}}
  - id: e
    name: e
    definition: e
    indicators: [{{id: e.c, kind: statistic, name: c, definition: c}}]
method: {{scale: [1.0, 100.0]}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def loaded(folder: Path, top: str = "arithmetic", inner: str = "arithmetic") -> Catalogue:
    path = folder / "c.yaml"
    path.write_text(TEXT.format(top=top, inner=inner), encoding="utf-8")
    return load_catalogue(path)


def refusal(catalogue: Catalogue, scores: list[list[float]], *, named: bool = True) -> InputError:
    values = {part.id: 1.0 for part in (*catalogue.groups, *catalogue.indicators)}
    hierarchy = weighted_hierarchy(catalogue, values)
    with pytest.raises(InputError) as caught:
        composed(np.array(scores), hierarchy, catalogue=catalogue if named else None)
    return caught.value


@pytest.mark.parametrize("inner", ["geometric", "harmonic"])
def test_a_score_that_a_mean_cannot_take_is_told_by_indicator_and_place(
    folder: Path, inner: str
) -> None:
    error = refusal(loaded(folder, inner=inner), [[5.0, 5.0, 5.0], [0.0, 5.0, 5.0]])
    assert error.key == "scoring.mean_of_zero"
    assert str(error).startswith(f"{folder}/c.yaml:4: dimensions[1] — ")
    assert "“基站”有地区得 0" in error.text("zh")
    assert "Masts" in error.text("en")


def test_a_dimension_that_a_mean_cannot_take_is_told_by_name(folder: Path) -> None:
    scores = [[1.0, 1.0, 5.0], [-1.0, 1.0, 5.0]]
    error = refusal(loaded(folder, top="geometric"), scores)
    assert str(error).startswith(f"{folder}/c.yaml:2: aggregation — ")
    assert "“基础”有地区得 0" in error.text("zh")


def test_regions_that_are_all_alike_are_told_where_closeness_is_asked_for(folder: Path) -> None:
    error = refusal(loaded(folder, inner="topsis"), [[5.0, 5.0, 1.0], [5.0, 5.0, 2.0]])
    assert error.key == "scoring.all_alike"
    assert "“基础”" in error.text("zh")
    assert "TOPSIS" in error.text("en")


def test_without_a_catalogue_parts_go_by_their_ids(folder: Path) -> None:
    error = refusal(loaded(folder, top="topsis"), [[5.0, 5.0, 1.0]], named=False)
    assert error.key == "scoring.all_alike"
    assert "总指数" in error.text("zh")


def test_a_mistake_of_the_program_is_no_message(folder: Path) -> None:
    catalogue = loaded(folder)
    hierarchy = weighted_hierarchy(catalogue, {"d": 1, "e": 1, "d.a": 1, "d.b": 1, "e.c": 1})
    with pytest.raises(ValueError, match="columns"):
        composed(np.zeros((2, 2)), hierarchy)
