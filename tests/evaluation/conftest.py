"""The shipped catalogue and gazetteer, and one small document that the program has read."""

from __future__ import annotations

import pytest

from bench.catalogue.loading import load_catalogue
from bench.corpus.document import Document
from bench.evidence.analysis import Analyser, Analysis
from bench.regions.extra import load_gazetteer
from bench.resources import shipped
from bench.settings import DEFAULT_CATALOGUE
from tests.evaluation.builders import TEXT


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    return Analyser(load_catalogue(shipped(DEFAULT_CATALOGUE)), load_gazetteer())


@pytest.fixture(scope="session")
def analysis(analyser: Analyser) -> Analysis:
    document = Document(path="plans/one.txt", text=TEXT, title="行动计划", kind="plan")
    return analyser.analyse(document)
