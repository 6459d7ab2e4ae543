"""What a project names, loaded and checked, but for its documents and statistics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from bench.catalogue.loading import catalogue_weights, load_catalogue, load_weights
from bench.catalogue.model import Catalogue, Weights
from bench.errors import InputError
from bench.regions.extra import load_gazetteer
from bench.regions.gazetteer import Gazetteer
from bench.regions.model import Region
from bench.scoring.ranking import Candidate
from bench.scoring.score import candidates
from bench.settings import Settings

# The nation and groups of regions are compared only where they are asked for.
_LEVELS: Final = ("province", "city", "county")


@dataclass(frozen=True, slots=True)
class Project:
    """What is compared, by what: the settings, and what they name.

    ``regions`` is empty where the settings name none.
    """

    settings: Settings
    catalogue: Catalogue
    weights: Weights
    gazetteer: Gazetteer
    regions: tuple[Region, ...]
    target: Region | None


def load_project(settings: Settings) -> Project:
    """Load and check what the settings name; no document or statistic is read.

    Raises
    ------
    InputError
        Something that the settings name is wrong or missing.
    """
    catalogue = load_catalogue(settings.catalogue_file)
    weights = (
        load_weights(settings.weights, catalogue)
        if settings.weights
        else catalogue_weights(catalogue)
    )
    gazetteer = load_gazetteer(settings.gazetteer)
    names = settings.regions or ()
    regions = tuple(
        _find_region(gazetteer, name, settings.place_of("regions", i))
        for i, name in enumerate(names)
    )
    target = None
    if settings.target:
        target = _find_region(gazetteer, settings.target, settings.place_of("target"))
        if regions and target not in regions:
            place = settings.place_of("target")
            raise InputError("run.target_not_compared", place=place, region=target.name)
    return Project(settings, catalogue, weights, gazetteer, regions, target)


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
    levels = settings.levels
    named = list(dict.fromkeys(regions))
    if named:
        wanted = [region for region in named if levels is None or region.level in levels]
        return [Candidate(region.name, region.code, region.level) for region in wanted]
    level_of = {region.code: region.level for region in gazetteer}
    return candidates(tables, level_of, levels or _LEVELS)


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
