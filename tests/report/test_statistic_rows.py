"""Statistics as a reader follows them: given, used, scored."""

from __future__ import annotations

import math

import pytest

from bench.report.statistic_rows import StatisticRow, statistic_rows
from tests.report.conftest import make_statistics_view


def rows(regions: int = 3, **method: object) -> dict[tuple[str, str], StatisticRow]:
    view = make_statistics_view(method, regions=regions)
    codes = [str(code) for code in view.ordered["region_code"]]
    found = statistic_rows(
        view.catalogue, view.steps, view.scores, view.statistics, codes, view.language
    )
    return {(row.region, row.indicator.id): row for row in found}


def test_a_value_stands_with_its_year_unit_source_place_and_score() -> None:
    row = rows()["杭州", "infra.base"]
    assert (row.value, row.year, row.unit, row.source) == (42.0, "2024", "个", "年鉴")
    assert (row.place, row.state) == ("values.csv:3", "given")
    assert (row.used, row.score) == (42.0, 70.0)
    assert "60得100" in row.how


def test_what_is_missing_has_neither_value_nor_score() -> None:
    row = rows()["成都", "infra.delay"]
    assert row.state == "missing"
    assert math.isnan(row.value)
    assert math.isnan(row.score)
    assert row.how == ""


def test_what_is_imputed_has_the_value_used_and_none_given() -> None:
    row = rows(missing="mean")["成都", "infra.delay"]
    assert row.state == "imputed"
    assert math.isnan(row.value)
    assert (row.used, row.score) == (9.0, 50.0)
    assert row.unit == "毫秒"


def test_values_of_regions_not_compared_come_last_and_have_no_score() -> None:
    found = rows(regions=2)
    assert [key[0] for key in found][-2:] == ["成都", "成都"]
    row = found["成都", "infra.base"]
    assert row.state == "not_compared"
    assert row.value == 36.0
    assert math.isnan(row.score)


@pytest.mark.parametrize("missing", ["drop", "median"])
def test_regions_come_by_rank_and_indicators_in_the_order_of_the_catalogue(missing: str) -> None:
    assert [name for name, _ in rows(missing=missing)] == ["深圳"] * 3 + ["杭州"] * 3 + ["成都"] * 3
    assert [name for _, name in rows()][:3] == ["infra.base", "infra.delay", "firms.share"]
