"""The last run scored anew: the same evidence under other weights, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bench.catalogue.changes import OPTION, read_changes, with_changes
from bench.catalogue.loading import catalogue_places, load_weights
from bench.catalogue.method import Method
from bench.catalogue.model import Text, Weights
from bench.catalogue.scenarios import find_scenario
from bench.corpus.kinds import load_kinds
from bench.errors import BenchError
from bench.kept import Kept, ScoredCells, cells_key
from bench.last_run import LastRun, read_last_run
from bench.messages import LANGUAGES
from bench.method_notes import weights_name
from bench.project import Project, compared
from bench.scoring.aggregated import aggregated, bar_of
from bench.scoring.data_weights import incomplete_regions
from bench.scoring.ranking import Bar, competition_ranks
from bench.scoring.standings import OWN, Comparison, Scenario, Standings
from bench.scoring.weight_table import WeightRow, weighed_by_data, weight_rows
from bench.scoring.weights import weighted_hierarchy

if TYPE_CHECKING:
    from bench.scoring.score import Scored


def asked_scenarios(
    project: Project, files: Sequence[Path], names: Sequence[str], changes: Sequence[str]
) -> list[Scenario]:
    """Return the scenarios that are asked for.

    Parameters
    ----------
    project
        The project; its own weights stand where nothing but changes is asked for.
    files
        Weights files.
    names
        Names of scenarios (`bench.catalogue.scenarios.find_scenario`).
    changes
        Single weights, ``ID=VALUE``, changed on top of each.

    Returns
    -------
    list of Scenario
        The files, then the names, in the order given; empty where nothing is asked for.

    Raises
    ------
    InputError
        A file or a change is wrong, or a name is unknown.
    """
    catalogue = project.catalogue
    paths = [*files, *(find_scenario(n, project.settings.catalogue_file) for n in names)]
    changed = read_changes(changes, catalogue)
    kinds = [kind.id for kind in load_kinds()]
    loaded = [(path.stem, load_weights(path, catalogue, kinds)) for path in dict.fromkeys(paths)]
    found = [Scenario(name, weights.name, weights) for name, weights in loaded]
    if changed and not found:
        found = [Scenario("set", own_scenario(project).name, project.weights)]
    ids = _distinct([scenario.id for scenario in found])
    told = " ".join(f"{name}={value:g}" for name, value in changed.items())
    return [
        Scenario(name, one.name, with_changes(one.weights, catalogue, changed), told)
        for name, one in zip(ids, found, strict=True)
    ]


def own_scenario(project: Project) -> Scenario:
    """Return the weights that the project is run with."""
    zh, en = (
        weights_name(project.weights, project.settings.model_copy(update={"language": language}))
        for language in LANGUAGES
    )
    return Scenario(OWN, Text(zh=zh, en=en), project.weights)


def _distinct(ids: Sequence[str]) -> list[str]:
    """Return the ids with a number after those that stand before or are taken: a, b, a_2."""
    found: list[str] = []
    for name in ids:
        number = 2
        other = name
        while other in found or other == OWN:
            other = f"{name}_{number}"
            number += 1
        found.append(other)
    return found


def compare(
    project: Project, last: LastRun, scenarios: Sequence[Scenario], kept: Kept | None = None
) -> Comparison:
    """Score the evidence of the last run under each scenario.

    Cells are scored once where the methods differ in nothing but the weighting.

    Parameters
    ----------
    project, last
        The project, and what its last run found.
    scenarios
        One or more; the first is what the others are held against.
    kept
        What the run kept; cells in it that are those asked for are not scored anew.

    Raises
    ------
    InputError
        Weights or a method cannot be used on the evidence, or a table of the run is broken.
    """
    scored: dict[str, ScoredCells] = {}
    notes: list[BenchError] = []
    standings: list[Standings] = []
    for scenario in scenarios:
        method = scenario_method(project, scenario)
        key = cells_key(project.catalogue, project.settings, method, last.fingerprint, last.digests)
        if key not in scored:
            scored[key] = (kept.cells_for(key) if kept else None) or ScoredCells.of(
                score_last_run(project, last, scenario.weights).composition
            )
            notes += scored[key].notes
        standings.append(_standings(project, scored[key], scenario, method))
        notes += incomplete_regions(scored[key].normalised, project.catalogue, method.weighting)
        notes += without_effect(project, scenario)
    told = {note.text(): note for note in notes}  # each once
    first = next(iter(scored.values()))
    return Comparison(first.regions, tuple(standings), _bar(project), tuple(told.values()))


def weights_of(
    project: Project, scenario: Scenario, kept: Kept | None = None
) -> tuple[WeightRow, ...]:
    """Return every weight of a scenario, as given and as used.

    Only where the method weighs by the data is the last run read.

    Raises
    ------
    InputError
        Then there is no run, or its evidence is out of date (`read_last_run`).
    """
    catalogue, settings = project.catalogue, project.settings
    method = scenario_method(project, scenario)
    if method.weighting == "given":
        hierarchy = weighted_hierarchy(catalogue, scenario.weights.values)
    else:
        last = read_last_run(catalogue, settings)
        hierarchy = compare(project, last, [scenario], kept).standings[0].hierarchy
    places = catalogue_places(settings.catalogue_file, project.parsed)
    return weight_rows(catalogue, scenario.weights, hierarchy, method, places)


def scenario_method(project: Project, scenario: Scenario) -> Method:
    """Return the steps of a scenario: its own, else the catalogue's."""
    return scenario.weights.method or project.catalogue.method


def without_effect(project: Project, scenario: Scenario) -> list[BenchError]:
    """Tell of weights set by hand that the method replaces by its own."""
    method = scenario_method(project, scenario)
    weighed_by = BenchError(f"method.weighting_{method.weighting}")
    return [
        BenchError("run.change_without_effect", id=name, group=group.id, method=weighed_by)
        for group in project.catalogue.groups
        for name in sorted(weighed_by_data(group, method))
        if scenario.weights.places.get(name) == OPTION
    ]


def score_last_run(project: Project, last: LastRun, weights: Weights) -> Scored:
    """Score the evidence and statistics of the last run, without the draws of rank intervals.

    Raises
    ------
    InputError
        The weights or the method cannot be used on them.
    """
    # Imported here: most need only the cells that the run kept, and this takes long.
    from bench.scoring.score import score_regions

    settings = project.settings
    tables = [last.evidence, last.documents]
    if last.statistics is not None:
        tables.append(last.statistics.table)
    return score_regions(
        last.evidence,
        last.documents,
        project.catalogue,
        weights,
        regions=compared(settings, project.regions, project.gazetteer, tables),
        min_claims=settings.min_claims,
        min_coverage=settings.min_coverage,
        draws=0,
        seed=settings.seed,
        language=settings.language,
        statistics=last.statistics,
        gazetteer=project.gazetteer,
    )


def _standings(
    project: Project, cells: ScoredCells, scenario: Scenario, method: Method
) -> Standings:
    """Weigh, aggregate and rank what was scored, as `score_regions` does."""
    weights = scenario.weights.values
    made = aggregated(cells, project.catalogue, weights, method, _bar(project))
    rank = np.full(len(made.index), np.nan)
    rank[made.ranked] = competition_ranks(made.index[made.ranked], method.decimals)
    index = np.where(made.ranked, made.index, np.nan)
    return Standings(scenario, index, rank, cells.claims, made.coverage, made.hierarchy)


def _bar(project: Project) -> Bar:
    settings = project.settings
    return bar_of(project.catalogue, settings.min_claims, settings.min_coverage)
