"""Speed of the uncertainty of a ranking: 10,000 draws of 31 regions and 21 indicators."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from bench.composite import uncertainty
from bench.composite.draws import (
    bootstrap_counts,
    dirichlet_weights,
)
from bench.composite.reversal import nearest_tie, reversal_ranges, robust_pairs
from bench.composite.sobol import SEEDS, first_and_total
from bench.scoring.ranking import Candidate
from bench.scoring.score import score_regions
from bench.scoring.sureness import sureness
from tests.scoring.builders import catalogue, claim, documents, evidence

DRAWS, REGIONS, INDICATORS, DIMENSIONS = 10_000, 31, 21, 5
CLAIMS, DOCUMENTS = 10_000, 310
GROUPS = np.arange(INDICATORS) % DIMENSIONS


def drawn_weights(rng: np.random.Generator) -> np.ndarray:
    def draw(shares):
        return dirichlet_weights(rng, shares, 20, DRAWS)

    weights = draw(np.ones(DIMENSIONS))[:, GROUPS]
    for group in range(DIMENSIONS):
        members = np.flatnonzero(group == GROUPS)
        weights[:, members] *= draw(np.ones(len(members)))
    return weights


def drawn_scores(rng: np.random.Generator) -> np.ndarray:
    """Index scores, shape (draws, n), of weights, claims and methods that all vary."""
    weights = drawn_weights(rng)
    documents = rng.integers(0, DOCUMENTS, CLAIMS)
    regions = np.arange(DOCUMENTS) % REGIONS
    cells = regions[documents] * INDICATORS + rng.integers(0, INDICATORS, CLAIMS)
    table = csr_array(
        (np.ones(CLAIMS), (cells, np.arange(CLAIMS))), shape=(REGIONS * INDICATORS, CLAIMS)
    )
    geometric = rng.random(DRAWS) < 0.5
    by_range = rng.random(DRAWS) < 0.5
    scores, start = [], 0
    for counts in bootstrap_counts(rng, documents, regions, DRAWS, rng.uniform(0.5, 1, CLAIMS)):
        part = slice(start, start := start + len(counts))
        values = (table @ counts.T).T.reshape(-1, REGIONS, INDICATORS)
        low, high = values.min(axis=1, keepdims=True), values.max(axis=1, keepdims=True)
        ranges = 1 + 99 * (values - low) / np.maximum(high - low, 1)
        places = 1 + 99 * values / np.maximum(high, 1)
        scaled = np.where(by_range[part, None, None], ranges, places)
        scaled = np.where(geometric[part, None, None], np.log(scaled), scaled)
        index = (scaled @ weights[part, :, None])[..., 0]
        scores.append(np.where(geometric[part, None], np.exp(index), index))
    return np.concatenate(scores)


def summaries(ranks: np.ndarray) -> list[np.ndarray]:
    median = uncertainty.median_rank(ranks)
    return [
        *uncertainty.rank_interval(ranks),
        median,
        uncertainty.rank_probabilities(ranks),
        uncertainty.top_probabilities(ranks, 3),
        uncertainty.ahead_probabilities(ranks),
        uncertainty.average_shift_in_rank(ranks, median),
    ]


@pytest.mark.benchmark(group="uncertainty, 10,000 draws × 31 regions × 21 indicators")
def test_the_whole_run(benchmark):
    """Weights, documents, claims and methods drawn; scores, ranks and their summaries."""

    def run():
        scores = drawn_scores(np.random.default_rng(0))
        return summaries(uncertainty.rank_draws(scores, 2))

    low, high = benchmark.pedantic(run, rounds=3)[:2]
    assert (low < high).all()


@pytest.mark.benchmark(group="uncertainty, 10,000 draws × 31 regions × 21 indicators")
def test_weights(benchmark):
    weights = benchmark(lambda: drawn_weights(np.random.default_rng(0)))
    assert weights.shape == (DRAWS, INDICATORS)


@pytest.mark.benchmark(group="uncertainty, 10,000 draws × 31 regions × 21 indicators")
def test_documents_and_claims(benchmark):
    def run():
        rng = np.random.default_rng(0)
        documents = rng.integers(0, DOCUMENTS, CLAIMS)
        regions = np.arange(DOCUMENTS) % REGIONS
        return sum(map(len, bootstrap_counts(rng, documents, regions, DRAWS, rng.random(CLAIMS))))

    assert benchmark.pedantic(run, rounds=3) == DRAWS


@pytest.mark.benchmark(group="uncertainty, 10,000 draws × 31 regions × 21 indicators")
def test_ranks_and_summaries(benchmark):
    scores = np.random.default_rng(0).uniform(0, 100, (DRAWS, REGIONS))
    assert benchmark(lambda: summaries(uncertainty.rank_draws(scores, 2)))


@pytest.mark.benchmark(group="uncertainty, 31 regions × 21 indicators")
def test_sensitivity_of_ranks(benchmark):
    """2,048 base samples of four sources: 12,288 rankings."""
    values = np.random.default_rng(0).uniform(0, 100, (REGIONS, INDICATORS))

    def evaluate(design):
        weights = np.random.default_rng(0).dirichlet(np.ones(INDICATORS), 1024)[design[:, 0]]
        return uncertainty.rank_draws((weights + 0.01 * design[:, 2:3]) @ values.T, 2)

    sources = [1024, SEEDS, 3, 2]
    found = benchmark(lambda: first_and_total(evaluate, sources, 2048, np.random.default_rng(0)))
    assert found.first.shape == (4, REGIONS)


@pytest.mark.benchmark(group="uncertainty, 31 regions × 21 indicators")
def test_reversals_of_all_pairs(benchmark):
    values = np.random.default_rng(0).uniform(0, 100, (REGIONS, INDICATORS))
    shares = np.ones(INDICATORS)

    def run():
        ties = [nearest_tie(a, b, shares) for i, a in enumerate(values) for b in values[:i]]
        return ties, reversal_ranges(values, shares), robust_pairs(values, shares, 0.25)

    ties, _, _ = benchmark(run)
    assert len(ties) == REGIONS * (REGIONS - 1) // 2


@pytest.mark.benchmark(group="uncertainty, 10,000 draws × 31 regions × 21 indicators")
def test_score_and_sureness_of_many_claims(benchmark):
    """From rows of evidence to ranks, intervals and every table of how sure they are."""
    rng = np.random.default_rng(0)
    tree = {f"d{d}": {f"d{d}.i{i}": 1.0 for i in range(4 + (d == 0))} for d in range(DIMENSIONS)}
    model, weights = catalogue(tree)
    regions = [Candidate(f"r{i}", f"{i:06d}", "city") for i in range(REGIONS)]
    names = [indicator.id for indicator in model.indicators]
    rows = []
    for i in range(CLAIMS):
        region = regions[rng.integers(REGIONS)]
        own = f"{region.name}/{rng.integers(DOCUMENTS // REGIONS)}.txt"
        text = "".join(map(chr, rng.integers(0x4E00, 0x9FA5, 30)))
        row = claim(region.name, names[rng.integers(len(names))], text, document=own, start=40 * i)
        rows.append({**row, "region_code": region.code, "confidence": rng.uniform(0.5, 1)})
    issued = {f"{r.name}/{i}.txt": r for r in regions for i in range(DOCUMENTS // REGIONS)}
    files = documents({path: region.name for path, region in issued.items()})
    files["region_code"] = [issued[path].code for path in files["document"]]
    stated = evidence(rows)

    def run():
        scored = score_regions(
            stated,
            files,
            model,
            weights,
            regions=regions,
            min_claims=1,
            min_coverage=0.0,
            draws=DRAWS,
            seed=1,
        )
        return scored, sureness(scored, model, seed=1)

    scored, found = benchmark.pedantic(run, rounds=1)
    assert scored.composition.ranks.shape == (DRAWS, REGIONS)
    assert len(found.pairs) == REGIONS * (REGIONS - 1) // 2
    assert benchmark.stats.stats.median < 10
