"""The last run looked at anew: which peers are asked for, and a target's structure."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.comparing import Compared, asked_peers, last_compared
from bench.errors import InputError
from bench.last_run import read_last_run
from bench.project import load_project
from bench.regions.shipped import shipped_gazetteer
from bench.settings import Settings, load_settings


@pytest.fixture(scope="module")
def compared(cities: Path) -> Compared:
    settings = load_settings(cities)
    project = load_project(settings)
    return last_compared(project, read_last_run(project.catalogue, settings))


def test_the_last_run_is_scored_as_the_run_scored_it(compared: Compared, cities: Path) -> None:
    index = compared.scored.ranking.set_index("region")["index"]
    written = (cities / "out" / "ranking.csv").read_text(encoding="utf-8-sig").splitlines()
    place = written[0].split(",").index("index")
    for line in written[1:]:
        region, *_ = line.split(",")
        assert float(line.split(",")[place]) == index[region]


def test_a_region_is_found_by_any_name_and_a_district_stands_for_its_city(
    compared: Compared,
) -> None:
    names = ("杭州", "杭州市", "Hangzhou", "330100", "滨江区")
    assert {compared.find(name).code for name in names} == {"330100"}
    with pytest.raises(InputError, match="拉萨"):
        compared.find("拉萨")


def test_structure_is_read_from_the_table_that_the_settings_name(compared: Compared) -> None:
    assert compared.structure is not None
    assert compared.structure.characteristics == ("常住人口", "人均GDP", "制造业占比")
    assert not compared.structure.empty


def test_a_target_that_is_not_ranked_is_compared_with_all(compared: Compared) -> None:
    ranked = {region.code for region in compared.alike().regions}
    everyone = {region.code for region in compared.composition.regions}
    assert {region.code for region in compared.alike("999999").regions} == everyone
    assert ranked <= everyone


def test_the_command_line_goes_before_the_settings() -> None:
    gazetteer = shipped_gazetteer()
    settings = Settings(peers=("苏州", "长三角"), peer_count=4)

    def names(*given: str, **more: object) -> list[str]:
        return [r.name for r in asked_peers(settings, gazetteer, given, **more).regions]

    assert names() == ["苏州", "长三角"]
    assert names("成都", "青岛市", "成都") == ["成都", "青岛"]
    assert names(by_level=True) == []
    assert asked_peers(settings, gazetteer, by_level=True).level
    assert asked_peers(settings, gazetteer, count=2).count == 2
    assert asked_peers(settings, gazetteer).count == 4
    assert asked_peers(Settings(peers_by="level"), gazetteer).level


def test_an_unknown_peer_of_the_settings_is_told_with_its_place() -> None:
    with pytest.raises(InputError, match=r"peers.*杭州"):
        asked_peers(Settings(peers=("杭洲市",)), shipped_gazetteer())
