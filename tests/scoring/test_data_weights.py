"""Weights by the data: who was left out is told, and so is why there are none."""

from __future__ import annotations

import numpy as np
import pytest

from bench.catalogue.method import Weighting
from bench.catalogue.model import Catalogue
from bench.errors import InputError
from bench.scoring.data_weights import data_weights, incomplete_regions

NAN = np.nan
GIVEN = {"d": 1.0, "d.a": 1.0, "d.b": 3.0}


def catalogue() -> Catalogue:
    both = [
        {"id": f"d.{name}", "kind": "statistic", "name": name, "definition": name} for name in "ab"
    ]
    name = {"zh": "基础", "en": "Base"}
    group = {"id": "d", "name": name, "definition": "d", "indicators": both}
    return Catalogue.model_validate({"title": "t", "dimensions": [group]})


SCORES = np.array([[0.0, 50.0], [100.0, 60.0], [50.0, 10.0], [NAN, 20.0], [NAN, NAN]])


@pytest.mark.parametrize("method", ["entropy", "critic", "standard_deviation", "pca"])
def test_regions_left_out_of_weights_by_the_data_are_counted(method: Weighting) -> None:
    (note,) = incomplete_regions(SCORES, catalogue(), method)
    # The last region has nothing in the group and lies outside it.
    assert (note.values["count"], note.values["used"]) == (1, 3)
    assert "基础" in note.text("zh")
    assert method not in note.text("zh")
    assert "Base (d) 1 with gaps" in note.text("en")


@pytest.mark.parametrize("method", ["given", "equal"])
def test_weights_that_ask_no_data_leave_nobody_out(method: Weighting) -> None:
    assert incomplete_regions(SCORES, catalogue(), method) == ()


def test_complete_regions_need_no_note() -> None:
    assert incomplete_regions(SCORES[:3], catalogue(), "entropy") == ()


def test_a_group_keeps_its_weight_in_all() -> None:
    found = data_weights(SCORES, catalogue(), GIVEN, "entropy")
    assert found["d.a"] + found["d.b"] == pytest.approx(4)


@pytest.mark.parametrize(
    ("scores", "method", "key"),
    [
        (SCORES[2:], "entropy", "scoring.too_few_to_weigh_by"),
        (SCORES[3:], "pca", "scoring.too_few_to_weigh_by"),
        (np.full((3, 2), 50.0), "critic", "scoring.nothing_to_weigh_by"),
        (np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]]), "critic", "scoring.nothing_to_weigh_by"),
        (np.array([[-1.0, 2.0], [2.0, 1.0]]), "entropy", "scoring.entropy_of_negative"),
    ],
)
def test_why_there_are_no_weights_is_told_in_words_with_group_and_mend(
    scores: np.ndarray[tuple[int, int], np.dtype[np.float64]], method: Weighting, key: str
) -> None:
    with pytest.raises(InputError) as caught:
        data_weights(scores, catalogue(), GIVEN, method)
    assert caught.value.key == key
    assert "基础" in caught.value.text("zh")
    assert "weighting" in caught.value.text("zh")
    assert method not in caught.value.text("zh").replace("weighting", "")
