"""Which source of uncertainty moves the ranking most: weights, claims or method."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from bench.composite.sobol import first_and_total
from bench.composite.uncertainty import average_shift_in_rank, rank_draws
from bench.scoring.claim_draws import drawn_evidence
from bench.scoring.heaviest import Floats, Integers
from bench.scoring.robustness import drawn_weights
from bench.scoring.simulation import RankingModel, generators, index_scores
from bench.tables import SOURCES

NAMES: Final = ("weights", "claims", "method")


def source_sensitivity(
    model: RankingModel, reference: Integers, samples: int, seed: int
) -> pd.DataFrame:
    """Share out the variance of the average shift in rank over its sources.

    First- and total-order indices (`bench.composite.sobol`) of the mean number of places by which
    regions stand away from the ranking (Saisana, Saltelli and Tarantola 2005), with ``samples``
    alternatives of weights and of claims, drawn as in the simulation.

    Parameters
    ----------
    model
        What is ranked.
    reference
        Ranks under the given weights, claims and method, shape (n,).
    samples
        Base samples; a power of 2.
    seed
        Of the random numbers.

    Returns
    -------
    pandas.DataFrame
        By the schema `SOURCES`, one row a source; indices NaN where no rank ever moves, as with
        one region.
    """
    n = len(model)
    rows: list[dict[str, object]] = [{"source": name} for name in NAMES]
    if not n:
        return SOURCES.frame([{**dict.fromkeys(SOURCES.names, np.nan), **row} for row in rows])
    by_weights, by_claims, _, by_design = generators(seed)
    weights = drawn_weights(model.hierarchy, model.concentration, samples, by_weights)
    # With statistics alone there is nothing to draw: one alternative, which moves nothing.
    choices = samples if len(model.claims.cells) else 1
    evidence = np.concatenate(list(drawn_evidence(model.claims, choices, by_claims, model.at_once)))

    def shifts(design: Integers) -> Floats:
        scores = np.concatenate(
            [
                index_scores(
                    model, evidence[part[:, 1]], [w[part[:, 0]] for w in weights], part[:, 2]
                )
                for part in np.array_split(design, -(-len(design) // model.at_once))
            ]
        )
        return average_shift_in_rank(
            rank_draws(scores, model.decimals), reference.astype(np.float64)
        )

    sources = [samples, choices, len(model.alternatives)]
    found = first_and_total(shifts, sources, samples, by_design)
    for i, row in enumerate(rows):
        row |= {
            "first": found.first[i],
            "first_error": found.first_error[i],
            "total": found.total[i],
            "total_error": found.total_error[i],
        }
    return SOURCES.frame(rows)
