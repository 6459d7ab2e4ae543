"""The scale of scores: its ends, its decimals, its name."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.report.scale import fixed, index_name, plain, score_scale
from bench.report.scale_names import scale_name
from tests.report.conftest import make_catalogue, make_statistics_view, make_view


@pytest.mark.parametrize(
    ("method", "ends", "places", "name"),
    [
        ({}, (0, 100), 1, "指数（0–100）"),
        ({"scale": [1.0, 100.0]}, (1, 100), 1, "指数（1–100）"),
        ({"scale": [0.0, 1.0]}, (0, 1), 2, "指数（0–1）"),
        ({"normalisation": "percentile"}, (0, 100), 1, "指数（0–100）"),
    ],
)
def test_a_scale_with_ends_spans_them_whatever_the_scores(
    method: dict[str, object], ends: tuple[float, float], places: int, name: str
) -> None:
    view = make_statistics_view(method)
    scale = score_scale(view)
    assert (scale.low, scale.high) == ends
    assert (scale.places, scale.index_places) == (places, places)
    assert index_name(view) == name


@pytest.mark.parametrize(("step", "name"), [("z_score", "Z 分数"), ("rank", "名次分")])
def test_a_scale_without_ends_spans_the_scores_at_hand(step: str, name: str) -> None:
    view = make_statistics_view({"normalisation": step})
    scale, scores = score_scale(view), view.scores["normalised"]
    assert scale.low <= scores.min()
    assert scores.max() <= scale.high
    assert list(scale.ticks) == sorted(scale.ticks)
    assert scale.share(scores.min()) < scale.share(scores.max())
    assert index_name(view) == f"指数（{name}）"


def test_what_comes_of_ranks_by_majority_is_not_on_the_scale_of_indicators() -> None:
    assert index_name(make_statistics_view(aggregation="copeland")) == "指数"
    catalogue = make_catalogue().model_copy(update={"aggregation": "topsis"})
    assert index_name(make_view(3, catalogue=catalogue)) == "指数（TOPSIS 贴近度 0–1）"


def test_evidence_and_statistics_normalised_in_two_ways_have_no_common_scale() -> None:
    view = make_statistics_view({"normalisation": "rank"})
    evidence = make_catalogue().dimensions
    both = view.catalogue.__class__.model_validate(
        {
            "title": "两者",
            "method": {"normalisation": "rank"},
            "dimensions": [
                *(d.model_dump(mode="json") for d in view.catalogue.dimensions),
                evidence[0].model_dump(mode="json"),
            ],
        }
    )
    assert scale_name(both, view.steps, "zh") == ""


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_what_rounds_to_0_has_no_sign(value: float, places: int) -> None:
    text = fixed(value, places)
    assert text.startswith("-") == (float(f"{value:.{places}f}") < 0)
    assert float(text) == pytest.approx(value, abs=0.5 * 10**-places + 1e-9)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0"),
        (1237.0, "1,237"),
        (48.0, "48"),
        (0.05, "0.05"),
        (-2.5, "-2.5"),
        (1234567.8, "1,234,570"),
        (100.0, "100"),
        (math.nan, "–"),
    ],
)
def test_values_are_written_as_people_do(value: float, shown: str) -> None:
    assert plain(value) == shown


@given(st.floats(-1e12, 1e12, allow_subnormal=False))
def test_a_value_written_so_is_nearly_the_value(value: float) -> None:
    assert float(plain(value).replace(",", "")) == pytest.approx(value, rel=1e-5)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (12.5, 0, "13"),
        (-12.5, 0, "-13"),
        (2.25, 1, "2.3"),
        (1.005, 2, "1.01"),
        (28.5, 0, "29"),
        (100 * 0.285, 0, "29"),  # 28.499999999999996
        (-0.04, 1, "0.0"),
        (123456.75, 1, "123456.8"),
    ],
)
def test_halves_are_rounded_as_cells_show_them(value: float, places: int, text: str) -> None:
    assert fixed(value, places) == text
