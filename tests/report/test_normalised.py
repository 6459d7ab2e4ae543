"""How a statistic was normalised, in words that a reader can check by hand."""

from __future__ import annotations

import re

import numpy as np
import pytest

from bench.catalogue.method import Method
from bench.report.normalised import normalisation_text
from tests.report.conftest import make_statistics_catalogue

BASE, DELAY, SHARE = make_statistics_catalogue().indicators
VALUES = np.array([48.0, 42.0, np.nan, 36.0])


def told(indicator, values=VALUES, language: str = "zh", **steps: object) -> str:
    return normalisation_text(indicator, values, Method.model_validate(steps), language)


def test_goalposts_and_target_of_an_indicator_come_before_its_extremes() -> None:
    assert told(BASE) == "按目标区间标准化：0得0，60得100，超出区间的按端点计；越高越好"
    assert told(SHARE, np.array([24.0, 18, 12])) == (
        "与目标的距离：最差的12得0，目标20得100，超过目标不再加分；越高越好"
    )
    reached = told(SHARE, np.array([24.0, 21]))
    assert reached == "与目标的距离：各地区都已达到目标20，都得100；越高越好"


def test_where_less_is_better_the_least_is_the_best() -> None:
    assert told(DELAY, scale=(1.0, 100.0)) == ("极差标准化：最差的48得1，最好的36得100；越低越好")


def test_outliers_are_said_to_be_treated_before() -> None:
    assert told(DELAY, outliers="winsorise").startswith("有离群值时先缩尾；极差标准化")


def test_z_scores_name_mean_and_standard_deviation() -> None:
    text = told(DELAY, normalisation="z_score")
    assert "3个地区的均值42得0" in text
    assert "每低一个标准差（6）加1分" in text
    assert "每高一个标准差（6）加1分" in told(BASE, normalisation="z_score")


def test_values_that_are_all_the_same_are_said_to_be() -> None:
    assert "数值相同（5）" in told(DELAY, np.array([5.0, 5.0, np.nan]))
    assert "数值相同（5）" in told(DELAY, np.array([5.0]), normalisation="z_score")


def test_without_a_value_nothing_is_said() -> None:
    assert told(BASE, np.array([np.nan, np.nan])) == ""


@pytest.mark.parametrize(
    "step",
    ["min_max", "goalposts", "z_score", "rank", "percentile", "distance_to_best"],
)
def test_every_normalisation_has_words_in_both_languages(step: str) -> None:
    text = told(BASE, language="en", normalisation=step)
    assert text.endswith("higher is better")
    assert not re.search("[\u4e00-\u9fff]", text)
    assert re.search("[\u4e00-\u9fff]", told(BASE, normalisation=step))
