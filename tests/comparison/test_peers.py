"""Peers: given by hand, by level, by group, or found; what is missing is told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bench.comparison.peers import Asked, Nearness, Peers, peers_of
from bench.regions.gazetteer import Gazetteer
from bench.regions.shipped import shipped_gazetteer
from bench.scoring.ranking import Candidate

NAMES = ("上海", "江苏", "浙江", "杭州", "广东", "深圳", "四川")
POLICY = [0.9, 0.8, 0.7, 0.6, 0.5, 1.0, 0.1]
STRUCTURE = [1.0, 3.0, 2.0, 0.5, 4.0, 0.0, 5.0]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return shipped_gazetteer()


def found(
    gazetteer: Gazetteer,
    target: str,
    *names: str,
    level: bool = False,
    count: int = 2,
    listed: tuple[str, ...] = NAMES,
    structure: bool = True,
    known: bool = True,
    policy: Sequence[float] = POLICY,
) -> Peers:
    regions = [gazetteer.find(name) for name in listed]
    candidates = [Candidate(r.name, r.code, r.level) for r in regions]
    size = len(candidates)
    near = np.array([policy[NAMES.index(name)] for name in listed])
    far = np.array([STRUCTURE[NAMES.index(name)] for name in listed])
    nearness = Nearness(near, np.zeros(size), far if structure else np.full(size, np.nan))
    asked = Asked(tuple(gazetteer.find(name) for name in names), level, count)
    own = candidates[listed.index(target)]
    return peers_of(own, candidates, np.full(size, known), nearness, asked, gazetteer)


def names_of(peers: Peers) -> set[str]:
    return set(peers.table.loc[peers.table["chosen"] == "yes", "peer"])


def test_peers_given_by_hand_are_the_peers(gazetteer: Gazetteer) -> None:
    assert names_of(found(gazetteer, "深圳", "四川", "广东")) == {"四川", "广东"}


def test_a_group_stands_for_the_regions_in_it_of_the_targets_level(gazetteer: Gazetteer) -> None:
    assert names_of(found(gazetteer, "广东", "长三角")) == {"上海", "江苏", "浙江"}
    assert names_of(found(gazetteer, "深圳", "长三角")) == {"杭州"}


def test_a_group_without_a_region_of_the_level_stands_for_all_in_it(gazetteer: Gazetteer) -> None:
    listed = ("上海", "江苏", "深圳")
    assert names_of(found(gazetteer, "深圳", "长三角", listed=listed)) == {"上海", "江苏"}


def test_the_target_is_not_its_own_peer(gazetteer: Gazetteer) -> None:
    assert names_of(found(gazetteer, "浙江", "长三角")) == {"上海", "江苏"}


def test_by_level_all_of_the_level_are_peers(gazetteer: Gazetteer) -> None:
    assert names_of(found(gazetteer, "深圳", level=True)) == {"杭州"}


def test_a_city_is_not_found_as_a_peer_of_its_province(gazetteer: Gazetteer) -> None:
    # 杭州 is the nearest of all.
    assert names_of(found(gazetteer, "浙江", count=3)) == {"深圳", "上海", "江苏"}


def test_what_has_nothing_in_common_is_not_near_in_policy(gazetteer: Gazetteer) -> None:
    peers = found(gazetteer, "江苏", structure=False, count=7, policy=[0.3, 1, 0, -0.2, 0, 0, 0])
    assert names_of(peers) == {"上海"}


def test_found_peers_are_the_nearest_in_structure(gazetteer: Gazetteer) -> None:
    assert names_of(found(gazetteer, "四川")) == {"深圳", "杭州"}


def test_without_structure_they_are_the_nearest_in_policy(gazetteer: Gazetteer) -> None:
    peers = found(gazetteer, "四川", structure=False)
    assert names_of(peers) == {"深圳", "上海"}
    assert peers.how.key == "comparison.peers_near_policy"
    assert peers.table["structure"].isna().all()


def test_peers_that_are_not_in_the_run_are_told_and_others_kept(gazetteer: Gazetteer) -> None:
    peers = found(gazetteer, "深圳", "合肥", "广东")
    assert names_of(peers) == {"广东"}
    assert [note.key for note in peers.notes] == ["comparison.peers_not_in_run"]
    assert "合肥" in peers.notes[0].text()


def test_where_none_of_the_given_is_in_the_run_peers_are_found(gazetteer: Gazetteer) -> None:
    peers = found(gazetteer, "四川", "合肥")
    assert names_of(peers) == {"深圳", "杭州"}
    assert [note.key for note in peers.notes] == [
        "comparison.peers_not_in_run",
        "comparison.peers_found_instead",
    ]


def test_the_target_named_as_its_peer_is_told(gazetteer: Gazetteer) -> None:
    peers = found(gazetteer, "深圳", "深圳")
    assert peers.notes[0].key == "comparison.peer_is_target"
    assert not any(note.key == "comparison.peers_not_in_run" for note in peers.notes)


def test_a_region_alone_has_no_peers_and_is_told_so(gazetteer: Gazetteer) -> None:
    peers = found(gazetteer, "深圳", listed=("深圳",))
    assert not peers.codes
    assert [note.key for note in peers.notes] == ["comparison.no_peer"]


def test_a_region_that_may_not_be_found_is_not(gazetteer: Gazetteer) -> None:
    peers = found(gazetteer, "深圳", known=False)
    assert not peers.codes
    assert len(peers.table) == len(NAMES) - 1


def test_alike_in_structure_and_unlike_in_policy_is_marked(gazetteer: Gazetteer) -> None:
    table = found(gazetteer, "深圳").table
    # 杭州 is the nearest of six in structure and fourth in policy; 上海 is second and first.
    assert list(table["peer"][:2]) == ["杭州", "上海"]
    assert list(table["useful"][:2]) == ["yes", ""]


def test_every_other_region_stands_in_the_table_once(gazetteer: Gazetteer) -> None:
    table = found(gazetteer, "浙江").table
    assert sorted(table["peer"]) == sorted(set(NAMES) - {"浙江"})
    assert set(table["region"]) == {"浙江"}
