"""The shipped catalogue and gazetteer, and what is made of them: once for all tests."""

from __future__ import annotations

import pytest

from bench.catalogue.loading import load_catalogue
from bench.catalogue.model import Catalogue
from bench.evidence.analysis import Analyser
from bench.evidence.attribution import Attributor
from bench.evidence.mapping import Mapper
from bench.regions.extra import load_gazetteer
from bench.regions.gazetteer import Gazetteer
from bench.resources import shipped
from bench.settings import DEFAULT_CATALOGUE


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(shipped(DEFAULT_CATALOGUE))


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="session")
def analyser(catalogue: Catalogue, gazetteer: Gazetteer) -> Analyser:
    return Analyser(catalogue, gazetteer)


@pytest.fixture(scope="session")
def mapper(analyser: Analyser) -> Mapper:
    return Mapper(analyser.catalogue, analyser.cut)


@pytest.fixture(scope="session")
def attributor(analyser: Analyser) -> Attributor:
    return Attributor(analyser.gazetteer, analyser.places)
