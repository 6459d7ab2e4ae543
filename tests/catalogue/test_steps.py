"""What a method cannot do is told when catalogue and weights are loaded, as the run would."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from bench.catalogue.loading import load_catalogue, load_weights
from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue
from bench.catalogue.steps import check_steps, normalisation_of
from bench.errors import InputError
from bench.scoring.index import composed
from bench.scoring.normalising import normalise_statistics
from bench.scoring.weights import weighted_hierarchy
from tests.catalogue.examples import write

KINDS = ("plan", "press", "research")
STATISTICS = """\
title: 小统计
{top}
dimensions:
  - id: net
    name: 网络
    definition: 网络的规模
    {group}
    indicators:
      - {{id: net.base, kind: statistic, name: {{zh: 基站, en: Masts}}, definition: 基站数, {more}}}
      - {{id: net.delay, kind: statistic, name: 时延, definition: 时延, direction: lower}}
"""
BOTH = """\
title: 混合
method: {{{method}}}
dimensions:
  - id: net
    name: 网络
    definition: 网络的规模
    {group}
    indicators:
      - {{id: net.base, kind: statistic, name: 基站, definition: 基站数}}
      - {{id: net.plan, name: 规划, definition: 规划, terms: {{规划: 1}}, {more}}}
"""


def statistics(
    top: str = "threshold: 0.0", group: str = "weight: 1", more: str = "weight: 1"
) -> str:
    return STATISTICS.format(top=top, group=group, more=more)


def both(method: str = "", group: str = "weight: 1", more: str = "weight: 1") -> str:
    return BOTH.format(method=method, group=group, more=more)


def refused(folder: Path, text: str) -> InputError:
    path = write(folder, text)
    with pytest.raises(InputError) as caught:
        load_catalogue(path, KINDS)
    for language in ("zh", "en"):
        assert "catalogue.yaml:" in caught.value.text(language)
    return caught.value


@pytest.mark.parametrize(
    ("text", "key", "start"),
    [
        (
            statistics("method: {normalisation: goalposts}", more="goalposts: [0.0, 9.0]"),
            "catalogue.not_given",
            "catalogue.yaml:10: dimensions[1].indicators[2]",
        ),
        (
            statistics("method: {normalisation: distance_to_target}", more="target: 9.0").replace(
                "direction: lower", "goalposts: [1.0, 2.0]"
            ),
            "catalogue.not_given",
            "catalogue.yaml:10: dimensions[1].indicators[2]",
        ),
        (
            statistics(more="target: 9.0, goalposts: [0.0, 9.0]"),
            "catalogue.two_ends",
            "catalogue.yaml:9: dimensions[1].indicators[1].target",
        ),
        (
            both("normalisation: z_score"),
            "catalogue.two_scales",
            "catalogue.yaml:2: method.normalisation",
        ),
        (
            both("normalisation: rank"),
            "catalogue.two_scales",
            "catalogue.yaml:2: method.normalisation",
        ),
        (
            both("normalisation: rank, evidence: z_score"),
            "catalogue.two_scales",
            "catalogue.yaml:2: method.normalisation",
        ),
        (
            both("evidence: rank"),
            "catalogue.two_scales",
            "catalogue.yaml:2: method.evidence",
        ),
        (
            statistics(group="aggregation: geometric"),
            "catalogue.mean_of_zero",
            "catalogue.yaml:7: dimensions[1].aggregation",
        ),
        (
            both("normalisation: percentile", group="aggregation: harmonic"),
            "catalogue.mean_of_zero",
            "catalogue.yaml:7: dimensions[1].aggregation",
        ),
        (
            statistics("method: {normalisation: z_score}", group="aggregation: harmonic"),
            "catalogue.mean_of_signed",
            "catalogue.yaml:7: dimensions[1].aggregation",
        ),
        (
            statistics("aggregation: geometric", group="aggregation: copeland"),
            "catalogue.mean_of_signed",
            "catalogue.yaml:2: aggregation",
        ),
        (
            statistics("method: {normalisation: z_score, weighting: entropy}"),
            "catalogue.entropy_of_negative",
            "catalogue.yaml:2: method.weighting",
        ),
        (
            both("sources: {plan: 1.0, pres: 0.5}"),
            "catalogue.unknown_kind_near",
            "catalogue.yaml:2: method.sources.pres",
        ),
        (
            both("sources: {xyz: 0.5}"),
            "catalogue.unknown_kind",
            "catalogue.yaml:2: method.sources.xyz",
        ),
    ],
)
def test_what_no_values_could_mend_is_told_with_file_line_and_mend(
    tmp_path: Path, text: str, key: str, start: str
) -> None:
    error = refused(tmp_path, text)
    assert error.key == key
    assert str(error).startswith(f"{tmp_path}/{start} — ")


def test_a_name_is_told_in_the_language_of_the_message(tmp_path: Path) -> None:
    text = statistics("method: {normalisation: goalposts}").replace("direction: lower", "weight: 1")
    told = refused(tmp_path, text)
    assert "“基站”（net.base）没有写 goalposts" in told.text("zh")
    assert "Masts (net.base) has no goalposts" in told.text("en")
    assert len(str(told).splitlines()) == 3  # both indicators at once


@pytest.mark.parametrize(
    "text",
    [
        # As the Human Development Index: goalposts that no region need reach.
        statistics(group="aggregation: geometric", more="goalposts: [0.0, 9.0]").replace(
            "direction: lower", "direction: lower, goalposts: [0.0, 90.0]"
        ),
        statistics("method: {scale: [1.0, 100.0]}", group="aggregation: geometric"),
        statistics("method: {normalisation: rank}", group="aggregation: harmonic"),
        statistics("aggregation: geometric"),  # no region need be last in all of a dimension
        statistics("method: {normalisation: goalposts}", more="goalposts: [0.0, 9.0]").replace(
            "direction: lower", "goalposts: [0.0, 9.0], target: 5.0"
        ),
        both("normalisation: z_score, evidence: z_score"),
        both("normalisation: rank, evidence: rank", group="aggregation: geometric"),
        both("sources: {press: 0.7}"),
    ],
)
def test_what_only_the_values_can_show_is_left_to_the_run(tmp_path: Path, text: str) -> None:
    load_catalogue(write(tmp_path, text), KINDS)


def test_kinds_of_document_are_checked_only_where_they_are_known(tmp_path: Path) -> None:
    load_catalogue(write(tmp_path, both("sources: {xyz: 0.5}")))


@pytest.mark.parametrize(
    ("method", "key", "start"),
    [
        ("  normalisation: goalposts\n", "catalogue.not_given", "w.yaml:3: method.normalisation"),
        (
            "  decimals: 3\n  normalisation: z_score\n",
            "catalogue.two_scales",
            "w.yaml:4: method.normalisation",
        ),
        ("  sources: {pres: 1}\n", "catalogue.unknown_kind_near", "w.yaml:3: method.sources.pres"),
        ("  scale: [5.0, 1.0]\n", "catalogue.bad_scale", "w.yaml:3: method.scale"),
    ],
)
def test_a_scenario_is_told_of_its_own_lines(
    tmp_path: Path, method: str, key: str, start: str
) -> None:
    catalogue = load_catalogue(write(tmp_path, both()), KINDS)
    path = write(tmp_path, f"name: 试\nmethod:\n{method}", "w.yaml")
    with pytest.raises(InputError) as caught:
        load_weights(path, catalogue, KINDS)
    assert caught.value.key == key
    assert str(caught.value).startswith(f"{tmp_path}/{start} — ")


def test_a_step_that_clashes_with_one_of_the_catalogue_is_told_of_its_line(tmp_path: Path) -> None:
    text = statistics("method: {normalisation: z_score, scale: [100.0, 10.0]}")
    catalogue = load_catalogue(write(tmp_path, text), KINDS)
    path = write(tmp_path, "name: 试\nmethod:\n  normalisation: rank\n", "w.yaml")
    with pytest.raises(InputError) as caught:
        load_weights(path, catalogue, KINDS)
    assert caught.value.key == "catalogue.method_clash"
    assert str(caught.value).startswith(f"{path}:2: method — normalisation ")


def test_a_catalogue_knows_where_its_parts_stand(tmp_path: Path) -> None:
    catalogue = load_catalogue(write(tmp_path, statistics()))
    place = f"{tmp_path}/catalogue.yaml:10: dimensions[1].indicators[2]"
    assert catalogue.place_of("net.delay") == place
    assert Catalogue.model_validate(catalogue.model_dump()).place_of("net.delay") == "net.delay"
    assert catalogue.name_of("net.base").en == "Masts"


def test_goalposts_go_before_a_target_and_both_only_before_the_range() -> None:
    text = {"id": "a.b", "kind": "statistic", "name": "b", "definition": "b"}
    model = {"id": "a", "name": "a", "definition": "a"}

    def by(method: Method, **more: object) -> str:
        dimension = {**model, "indicators": [{**text, **more}]}
        catalogue = Catalogue.model_validate({"title": "t", "dimensions": [dimension]})
        return normalisation_of(catalogue.statistics[0], method)

    assert by(Method()) == "min_max"
    assert by(Method(), goalposts=(0.0, 1.0)) == "goalposts"
    assert by(Method(), target=1.0) == "distance_to_target"
    assert by(Method(normalisation="rank"), target=1.0) == "rank"


# What is refused beforehand is what would fail, and nothing else, where the worst region of a
# statistic is worst in that alone and goalposts are reached by none.
VALUES = np.array([[1.0, 6.0], [2.0, 9.0], [4.0, 5.0], [3.0, 7.0]])
WAYS = [
    way
    for way in product(
        ("min_max", "goalposts", "z_score", "rank", "percentile", "distance_to_target"),
        ("arithmetic", "geometric", "harmonic", "copeland"),
        (None, (1.0, 100.0), (-1.0, 50.0)),
        ({}, {"goalposts": (0.0, 10.0)}, {"target": 30.0}),
    )
    # With a mean of 1 and a standard deviation of 100 the values decide.
    if (way[0], way[2]) != ("z_score", (1.0, 100.0))
]


@pytest.mark.parametrize(("normalisation", "aggregation", "scale", "ends"), WAYS)
def test_check_and_run_agree(
    normalisation: str, aggregation: str, scale: tuple[float, float] | None, ends: dict[str, object]
) -> None:
    both = [
        {"id": f"d.{name}", "kind": "statistic", "name": name, "definition": name, **ends}
        for name in "ab"
    ]
    group = {"id": "d", "name": "d", "definition": "d", "aggregation": aggregation}
    method = {"normalisation": normalisation, "scale": scale}
    catalogue = Catalogue.model_validate(
        {"title": "t", "method": method, "dimensions": [{**group, "indicators": both}]}
    )
    hierarchy = weighted_hierarchy(catalogue, {"d": 1.0, "d.a": 1.0, "d.b": 1.0})

    def run() -> None:
        levels = ["city"] * len(VALUES)
        made = normalise_statistics(VALUES, catalogue.statistics, catalogue.method, levels)
        composed(made.scores, hierarchy)

    def check() -> None:
        check_steps(catalogue, catalogue.method)

    assert _fails(run) == _fails(check)


def _fails(step: Callable[[], None]) -> bool:
    try:
        step()
    except (InputError, ValueError):
        return True
    return False
