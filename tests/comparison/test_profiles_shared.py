"""Profiles of regions from real documents: set REGIONBENCH_SHARED, as for tests/test_shared.py."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import spearmanr

from bench.comparison.profiles import ClaimWords, claim_words, word_cutter
from bench.comparison.similarity import region_likeness, word_vectors
from bench.comparison.stability import neighbours, neighbours_table
from bench.last_run import read_last_run
from bench.project import compared, load_project
from bench.regions.matching import PlaceMatcher
from bench.scoring.ranking import Candidate
from bench.scoring.score import score_regions
from bench.settings import load_settings
from tests.test_shared import SHARED, run

pytestmark = pytest.mark.skipif(
    not (SHARED / "gold").is_dir(), reason="REGIONBENCH_SHARED names no folder with documents"
)

Profiles = tuple[ClaimWords, tuple[Candidate, ...]]


def profiles(folder: Path, pattern: str, settings: str = "") -> Profiles:
    """Run the program on documents and make profiles from the tables that it wrote."""
    run(folder, dict.fromkeys(sorted(SHARED.glob(pattern)), ""), settings)
    known = load_settings(folder)
    project = load_project(known)
    last = read_last_run(project.catalogue, known)
    scored = score_regions(
        last.evidence,
        last.documents,
        project.catalogue,
        project.weights,
        regions=compared(
            known, project.regions, project.gazetteer, [last.evidence, last.documents]
        ),
        min_claims=known.min_claims,
        min_coverage=known.min_coverage,
        draws=0,
        seed=1,
        gazetteer=project.gazetteer,
    )
    composition = scored.composition
    claims = claim_words(
        composition.cells.distinct,
        composition.tables.evidence,
        [region.code for region in composition.regions],
        word_cutter(project.catalogue.terms(), PlaceMatcher(project.gazetteer)),
    )
    return claims, composition.regions


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> ClaimWords:
    folder = tmp_path_factory.mktemp("reports")
    claims, _ = profiles(folder, "corpus/work_reports_2025/*.txt", "levels: [province]\n")
    return claims.of(claims.known(20))  # Hong Kong and Macao are named in passing only


def test_the_two_cities_of_one_theme_are_each_others_nearest_peers(tmp_path: Path) -> None:
    claims, regions = profiles(tmp_path, "seeds/*.txt")
    found = neighbours(claims, 1)
    table = neighbours_table(found, claims, regions)
    nearest = table[table["place"] == 1].set_index("region")
    for one, other in (("北京", "合肥"), ("合肥", "北京")):
        assert nearest.loc[one, "neighbour"] == other
        assert nearest.loc[one, "near"] > 0.85  # of 300 resamples: one claim more or less shows


def test_similarity_of_work_reports_is_no_measure_of_length(reports: ClaimWords) -> None:
    sizes = reports.claims
    pairs = np.triu_indices(len(sizes), 1)
    smaller = np.minimum(sizes[pairs[0]], sizes[pairs[1]])
    vectors = word_vectors(reports)
    means = np.zeros((len(sizes), vectors.vectors.shape[1]))
    np.add.at(means, vectors.regions, vectors.vectors.toarray())
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    assert len(sizes) == 31
    assert spearmanr((means @ means.T)[pairs], smaller)[0] > 0.4
    assert abs(spearmanr(region_likeness(reports).words[pairs], smaller)[0]) < 0.15


def test_a_work_report_split_in_two_halves_is_mostly_its_own_nearest_neighbour(
    reports: ClaimWords,
) -> None:
    rng = np.random.default_rng(1)
    found = []
    for region in range(31):
        own = np.flatnonzero(reports.regions == region)
        regions = reports.regions.copy()
        regions[rng.permutation(own)[: len(own) // 2]] = 31
        order = np.argsort(regions, kind="stable")
        split = ClaimWords(
            codes=(*reports.codes, "half"),
            words=reports.words,
            counts=reports.counts[order],
            indicators=reports.indicators[order],
            regions=regions[order],
            texts=reports.texts[order],
            documents=reports.documents[order],
            copied=np.append(reports.copied, 0),
        )
        likeness = region_likeness(split).words
        np.fill_diagonal(likeness, -1)
        found += [likeness[region].argmax() == 31, likeness[31].argmax() == region]
    assert np.mean(found) >= 0.75
