"""Indicators are found by any of their names."""

from __future__ import annotations

import pytest

from bench.statistics.headings import fields_of
from bench.statistics.names import IndicatorNames
from bench.statistics.schema import STATISTICS
from tests.statistics.builders import INDICATORS

NAMES = IndicatorNames(INDICATORS)


@pytest.mark.parametrize(
    "text", ["economy.gdp", "GDP", "ＧＤＰ", "人均 GDP", "gdp per  capita", "GDP Per Capita"]
)
def test_an_indicator_is_found_by_id_and_names(text: str) -> None:
    assert NAMES.find(text) == (("economy.gdp",), "")
    assert NAMES.find(f"{text}（万元）") == (("economy.gdp",), "万元")


def test_a_name_of_two_indicators_leads_to_both_and_an_id_to_its_own() -> None:
    assert NAMES.find("talent")[0] == ("data.talent", "governance.talent")
    assert IndicatorNames({"a": ["b"], "b": ["c"]}).find("b")[0] == ("b",)


def test_brackets_that_belong_to_a_name_are_no_unit() -> None:
    names = IndicatorNames({"rd": ["研发（R&D）"], "other": ["研发"]})
    assert names.find("研发(R&D)") == (("rd",), "")
    assert names.find("研发（R&D）（%）") == (("rd",), "%")
    assert names.find("研发（%）") == (("other",), "%")


def test_the_nearest_names_are_told_as_they_are_written() -> None:
    assert NAMES.nearest("人均GPD（万元）", 0.5)[0] == "人均GDP"
    assert NAMES.nearest("economy.gpd", 0.5)[0] == "economy.gdp"
    assert NAMES.nearest("qqqq", 0.5) == []


def test_a_text_too_long_for_a_name_is_none() -> None:
    text = "economy.gdp" + " " * 100
    assert NAMES.find(text) == ((), "")
    assert NAMES.nearest(text, 0.5) == []


@pytest.mark.parametrize("headings", ["name", "zh", "en"])
def test_the_headings_of_the_table_itself_are_read(headings: str) -> None:
    assert fields_of(getattr(c, headings) for c in STATISTICS.columns) == STATISTICS.names


def test_other_usual_headings_are_read_and_a_users_own_name_nothing() -> None:
    assert fields_of(["年 度", "数据来源", "REGION", "备注"]) == ["year", "source", "region", ""]
