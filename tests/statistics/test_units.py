"""Ways of writing one unit are one, and those of two units are two."""

from __future__ import annotations

from itertools import combinations

import pytest

from bench.resources import data_yaml
from bench.statistics.cells import key
from bench.statistics.units import unit_key

LISTS = data_yaml("bench.statistics", "units.yaml")["units"]


@pytest.mark.parametrize("ways", LISTS, ids=lambda ways: ways[0])
def test_all_ways_of_writing_a_unit_are_one(ways: list[str]) -> None:
    assert len({unit_key(way) for way in ways}) == 1


def test_no_way_of_writing_stands_for_two_units() -> None:
    for one, other in combinations(LISTS, 2):
        assert not {key(way) for way in one} & {key(way) for way in other}


@pytest.mark.parametrize(
    ("one", "other"),
    [("个", "万个"), ("%", "‰"), ("%", "百分点"), ("元", "万元"), ("毫秒", "秒"), ("", "%")],
)
def test_units_of_another_size_stay_apart(one: str, other: str) -> None:
    assert unit_key(one) != unit_key(other)


def test_an_unknown_unit_is_itself_whatever_its_width_case_and_blanks() -> None:
    assert unit_key("EFLOPS") == unit_key(" ｅｆｌｏｐｓ ") != unit_key("PFLOPS")
