"""Regions of a run beside one another, as a report holds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.comparing import last_compared
from bench.comparison.overview import Overview, overview
from bench.last_run import read_last_run
from bench.project import load_project
from bench.settings import load_settings


@pytest.fixture(scope="module")
def whole(cities: Path) -> tuple[Overview, Overview]:
    """With a target and without one."""
    settings = load_settings(cities)
    project = load_project(settings)
    found = last_compared(project, read_last_run(project.catalogue, settings))
    made = [
        overview(found.scored, project.catalogue, project.gazetteer, seed=1, target=target)
        for target in (found.find("青岛"), None)
    ]
    return made[0], made[1]


def test_the_target_and_its_peers_stand_first(whole: tuple[Overview, Overview]) -> None:
    own, _ = whole
    assert own.beside is not None
    codes = [region.code for region in own.regions]
    first = [own.beside.peers.target.code, *own.beside.peers.codes]
    assert codes[: len(first)] == first
    assert list(own.matrix.columns) == codes
    assert len(set(codes)) == len(codes)


def test_without_a_target_regions_stand_by_rank_and_there_are_no_gaps(
    whole: tuple[Overview, Overview],
) -> None:
    _, none = whole
    assert none.beside is None
    assert len(none.regions) == 5


def test_without_structure_peers_are_near_in_policy(whole: tuple[Overview, Overview]) -> None:
    own, _ = whole
    assert own.structure is None
    assert own.beside is not None
    nearest = own.beside.peers.table
    assert nearest.loc[nearest["policy_rank"] == 1, "peer"].tolist() == ["成都"]


def test_no_text_says_nan(whole: tuple[Overview, Overview]) -> None:
    for one in whole:
        assert not one.matrix.map(lambda text: "nan" in text.lower()).any(axis=None)
        assert all(note.text("zh") and note.text("en") for note in one.notes)
