"""What a project names, loaded and checked, but for its documents and statistics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pandas as pd

from bench.catalogue.loading import catalogue_weights, load_catalogue, load_weights
from bench.catalogue.model import Catalogue, Weights
from bench.corpus.kinds import load_kinds
from bench.errors import InputError
from bench.regions.extra import load_gazetteer
from bench.regions.gazetteer import Gazetteer
from bench.regions.model import Region
from bench.scoring.ranking import Candidate
from bench.settings import Settings
from bench.yamlfile import YamlFile, load_yaml

# The nation and groups of regions are compared only where they are asked for.
LEVELS: Final = ("province", "city", "county")


@dataclass(frozen=True)
class Project:
    """What is compared, by what: the settings, and what they name.

    Parameters
    ----------
    settings, catalogue, weights
        The settings, and what they name.
    parsed
        The catalogue's file.

    Raises
    ------
    InputError
        A region, the target or the user's own gazetteer is wrong, where it is asked for.
    """

    settings: Settings
    catalogue: Catalogue
    weights: Weights
    parsed: YamlFile

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The regions, with the user's own; loaded when asked for, as that takes a while."""
        return load_gazetteer(self.settings.gazetteer)

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """The regions to compare; empty where the settings name none."""
        settings = self.settings
        return tuple(
            _find_region(self.gazetteer, name, settings.place_of("regions", i))
            for i, name in enumerate(settings.regions or ())
        )

    @cached_property
    def target(self) -> Region | None:
        """The region that the report singles out."""
        settings = self.settings
        if not settings.target:
            return None
        place = settings.place_of("target")
        target = _find_region(self.gazetteer, settings.target, place)
        if self.regions and target not in self.regions:
            raise InputError("run.target_not_compared", place=place, region=target.name)
        return target


def load_project(settings: Settings, parsed: YamlFile | None = None) -> Project:
    """Load and check what the settings name; no document or statistic is read.

    Parameters
    ----------
    settings
        What to load.
    parsed
        The catalogue's file as parsed before (`bench.yamlfile.load_yaml`).

    Raises
    ------
    InputError
        Something that the settings name is wrong or missing.
    """
    kinds = [kind.id for kind in load_kinds()]
    file = load_yaml(settings.catalogue_file, parsed)
    catalogue = load_catalogue(settings.catalogue_file, kinds, file)
    weights = (
        load_weights(settings.weights, catalogue, kinds)
        if settings.weights
        else catalogue_weights(catalogue)
    )
    project = Project(settings, catalogue, weights, file)
    if settings.gazetteer:
        _ = project.gazetteer
    _ = project.regions, project.target
    return project


def compared(
    settings: Settings,
    regions: Iterable[Region],
    gazetteer: Gazetteer,
    tables: Iterable[pd.DataFrame],
) -> Sequence[Candidate]:
    """Return the regions to score: those named in the settings, else all that tables name.

    Parameters
    ----------
    settings
        Whose ``levels`` count.
    regions
        Those that the settings name.
    gazetteer
        The level of each region.
    tables
        Evidence, documents, statistics: with the columns ``region`` and ``region_code``.
    """
    # Imported here: with the cells that a run kept nothing is scored, and this takes long.
    from bench.scoring.score import candidates

    levels = settings.levels
    named = list(dict.fromkeys(regions))
    if named:
        wanted = [region for region in named if levels is None or region.level in levels]
        return [Candidate(region.name, region.code, region.level) for region in wanted]
    level_of = {region.code: region.level for region in gazetteer}
    return candidates(tables, level_of, levels or LEVELS)


def _find_region(gazetteer: Gazetteer, name: str, place: str) -> Region:
    try:
        region = gazetteer.find(name)
    except InputError as error:
        raise InputError("run.unknown_region", place=place, why=error) from error
    counted_for = gazetteer.reporting(region)
    if counted_for != region:
        raise InputError(
            "run.counts_for_another", place=place, region=region.name, other=counted_for.name
        )
    return region
