"""The last run looked at anew: regions side by side, a target's peers, its gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bench.catalogue.model import Catalogue
from bench.comparison.alike import Alike, alike
from bench.comparison.beside import candidate_of
from bench.comparison.peers import Asked
from bench.comparison.structure import Structure, structure_of
from bench.errors import InputError
from bench.last_run import LastRun
from bench.project import Project
from bench.regions.gazetteer import Gazetteer
from bench.regions.matching import PlaceMatcher
from bench.regions.model import Region
from bench.rescoring import score_last_run
from bench.scoring.ranking import Candidate
from bench.scoring.score import Composition, Scored
from bench.settings import Settings
from bench.statistics.reading import read_statistics
from bench.statistics.schema import Statistics
from bench.statistics.selection import latest


@dataclass(frozen=True, eq=False)
class Compared:
    """What the last run of a project found, scored, and what can be asked of it."""

    project: Project
    scored: Scored

    @property
    def composition(self) -> Composition:
        """What was aggregated."""
        return self.scored.composition

    @cached_property
    def places(self) -> PlaceMatcher:
        """What finds the names of places."""
        return PlaceMatcher(self.project.gazetteer)

    def alike(self, target: str = "") -> Alike:
        """Return how alike the regions are; a target, by its code, is among them."""
        project = self.project
        seed = project.settings.seed
        return alike(self.composition, project.catalogue, seed, target=target, places=self.places)

    @cached_property
    def structure(self) -> Structure | None:
        """How far apart the regions are in structure; None where the project has no table of it."""
        project = self.project
        given = read_structure(project.settings, project.gazetteer)
        return structure_among(given, project.catalogue, self.composition.regions)

    def find(self, name: str) -> Candidate:
        """Return a region of the run by any of its names.

        Raises
        ------
        InputError
            No region is called so (the nearest names are told), or it is not in the run.
        """
        gazetteer = self.project.gazetteer
        return candidate_of(self.composition, gazetteer.reporting(gazetteer.find(name)))


def last_compared(project: Project, last: LastRun) -> Compared:
    """Score what the last run of a project found, with the project's own weights.

    Raises
    ------
    InputError
        Weights or a method cannot be used on it.
    """
    return Compared(project, score_last_run(project, last, project.weights))


def read_structure(settings: Settings, gazetteer: Gazetteer) -> Statistics | None:
    """Read the table of structure that the settings name; None where they name none.

    Raises
    ------
    InputError
        The table is to be mended.
    """
    if settings.structure is None:
        return None
    return latest(read_statistics(settings.structure, None, gazetteer))


def structure_among(
    given: Statistics | None, catalogue: Catalogue, regions: Sequence[Candidate]
) -> Structure | None:
    """Say how far apart regions are in structure; None where no table is given.

    Parameters
    ----------
    given
        What `read_structure` returned.
    catalogue
        What it scores is no structure.
    regions
        Those to compare.
    """
    if given is None:
        return None
    scored = {name for i in catalogue.indicators for name in (i.id, i.name.zh, i.name.en)}
    found = structure_of(given, regions, scored)
    return replace(found, notes=(*given.warnings, *found.notes))


def asked_peers(
    settings: Settings,
    gazetteer: Gazetteer,
    names: Sequence[str] = (),
    *,
    by_level: bool = False,
    count: int | None = None,
) -> Asked:
    """Return which peers are asked for: on the command line, else in the settings.

    Parameters
    ----------
    settings
        Whose ``peers``, ``peers_by`` and ``peer_count`` count where nothing else is said.
    gazetteer
        The regions and groups, by any name.
    names
        Regions or groups, by hand.
    by_level
        Whether all regions of the target's level are meant.
    count
        How many are found.

    Raises
    ------
    InputError
        A name is unknown; the nearest are told.
    """
    number = settings.peer_count if count is None else count
    if names:
        regions = [gazetteer.reporting(gazetteer.find(name)) for name in names]
        return Asked(tuple(dict.fromkeys(regions)), False, number)
    if by_level or count is not None:
        return Asked((), by_level, number)
    given = [
        _placed(settings, gazetteer, name, place) for place, name in enumerate(settings.peers or ())
    ]
    return Asked(tuple(dict.fromkeys(given)), settings.peers_by == "level", number)


def _placed(settings: Settings, gazetteer: Gazetteer, name: str, place: int) -> Region:
    try:
        return gazetteer.reporting(gazetteer.find(name))
    except InputError as error:
        where = settings.place_of("peers", place)
        raise InputError("run.unknown_region", place=where, why=error) from error
