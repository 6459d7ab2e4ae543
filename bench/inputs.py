"""What a run works with: everything that the settings name, loaded and checked."""

from __future__ import annotations

from dataclasses import dataclass

from bench.catalogue.model import Catalogue, Weights
from bench.comparing import asked_peers, read_structure
from bench.comparison.peers import Asked
from bench.corpus.folder import Source, find_sources
from bench.errors import InputError
from bench.evidence.learnt import LearntByGenre
from bench.evidence.learnt_tables import learnt_of
from bench.project import load_project
from bench.regions.gazetteer import Gazetteer
from bench.regions.model import Region
from bench.settings import Settings
from bench.statistics.reading import read_statistics
from bench.statistics.schema import Statistics
from bench.statistics.selection import latest
from bench.yamlfile import YamlFile


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run works with: everything that settings name, loaded and checked."""

    settings: Settings
    catalogue: Catalogue
    weights: Weights
    gazetteer: Gazetteer
    learnt: LearntByGenre | None
    regions: tuple[Region, ...]
    target: Region | None
    parsed: YamlFile
    sources: tuple[Source, ...]
    statistics: Statistics | None
    structure: Statistics | None
    asked: Asked


def load_inputs(settings: Settings) -> Inputs:
    """Load and check everything that the settings name, before any long work."""
    project = load_project(settings)
    catalogue, gazetteer = project.catalogue, project.gazetteer
    statistics = _statistics(settings, catalogue, gazetteer)
    # Where every indicator is a statistic no document is read.
    wanted = catalogue.evidence_indicators and settings.documents.is_dir()
    sources = tuple(find_sources(settings.documents)) if wanted else ()
    learnt = learnt_of(catalogue, settings.catalogue_file)
    return Inputs(
        settings,
        catalogue,
        project.weights,
        gazetteer,
        learnt,
        project.regions,
        project.target,
        project.parsed,
        sources,
        statistics,
        read_structure(settings, gazetteer),
        asked_peers(settings, gazetteer),
    )


def _statistics(
    settings: Settings, catalogue: Catalogue, gazetteer: Gazetteer
) -> Statistics | None:
    """Read the user's statistics and choose the year of each value."""
    if settings.statistics is None:
        if catalogue.statistics and not catalogue.evidence_indicators:
            place = settings.place_of("statistics")
            raise InputError("run.no_statistics", place=place, path=settings.catalogue_file)
        return None
    names = {i.id: (i.id.rsplit(".", 1)[-1], i.name.zh, i.name.en) for i in catalogue.statistics}
    given = read_statistics(settings.statistics, names, gazetteer)
    units = {i.id: i.unit for i in catalogue.statistics if i.unit}
    return latest(given, settings.year, place=settings.place_of("year"), units=units)
