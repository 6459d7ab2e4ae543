"""The way from evidence to ranked regions, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.catalogue.model import Catalogue, Weights
from bench.errors import InputError
from bench.scoring.aggregation import coverage, dimension_scores, oriented, weighted_mean
from bench.scoring.duplicates import distinct_claims
from bench.scoring.heaviest import Floats, Integers
from bench.scoring.indicator_scores import evidence_by_cell, saturating_score
from bench.scoring.parameters import Parameters, default_parameters
from bench.scoring.ranking import Bar, Candidate, Standing, ranking_table
from bench.scoring.robustness import rank_intervals
from bench.scoring.states import cell_states, documents_about, read_dimensions, scores_with_states
from bench.scoring.weights import WeightTree, weight_tree
from bench.tables import DOCUMENTS, EVIDENCE, SCORES


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """The two tables of a scoring: `SCORES` and `RANKING` of ``bench/tables.py``."""

    scores: pd.DataFrame
    ranking: pd.DataFrame


def candidates(
    evidence: pd.DataFrame,
    documents: pd.DataFrame,
    level_of: Mapping[str, str],
    levels: Iterable[str] | None = None,
) -> list[Candidate]:
    """Return the regions that evidence or documents name, by code.

    Parameters
    ----------
    evidence, documents
        The evidence and documents tables.
    level_of
        Level of each region by code; a region not in it is left out.
    levels
        Levels wanted; all by default.
    """
    named = pd.concat([evidence[["region", "region_code"]], documents[["region", "region_code"]]])
    named = named[named["region_code"] != ""].sort_values(["region_code", "region"])
    wanted = set(level_of.values()) if levels is None else set(levels)
    return [
        Candidate(name, code, level_of[code])
        for name, code in named.drop_duplicates("region_code").itertuples(index=False)
        if level_of.get(code) in wanted
    ]


def score_regions(
    evidence: pd.DataFrame,
    documents: pd.DataFrame,
    catalogue: Catalogue,
    weights: Weights,
    *,
    regions: Sequence[Candidate],
    min_claims: int,
    min_coverage: float,
    draws: int,
    seed: int,
    language: str = "zh",
    parameters: Parameters | None = None,
) -> Scored:
    """Score and rank regions.

    The result does not depend on the order of regions, documents or rows.

    Parameters
    ----------
    evidence, documents
        The evidence and documents tables, all regions in them.
    catalogue, weights
        Dimensions and indicators, and what they weigh.
    regions
        The regions to score.
    min_claims, min_coverage
        What a region needs to be ranked: distinct claims, and the share (0 to 1) of weight on
        indicators read.
    draws, seed
        Of the simulation behind the rank intervals.
    language
        Of the notes: ``"zh"`` or ``"en"``.
    parameters
        Of the method; those shipped by default.

    Raises
    ------
    InputError
        The weights cannot be used, or a region is listed twice.
    """
    EVIDENCE.check(evidence)
    DOCUMENTS.check(documents)
    method = default_parameters() if parameters is None else parameters
    tree = weight_tree(catalogue, weights.values)
    listed = _in_order(regions)
    # Codes tell apart what names do not: 吉林 is a province and a city.
    codes = [region.code for region in listed]

    known = evidence["region_code"].isin(codes) & evidence["indicator"].isin(tree.indicators)
    claims = distinct_claims(evidence[known], method)
    amount, counts = evidence_by_cell(claims, codes, tree.indicators)
    states = _states(evidence, documents, codes, tree, counts, method)
    scores = scores_with_states(saturating_score(amount, method.saturation), states)

    bar = Bar(min_claims, min_coverage)
    lower = np.array([indicator.direction == "lower" for indicator in catalogue.indicators])
    standing = _standing(
        oriented(scores, lower), _claims_by_region(claims, codes), tree, bar, method, draws, seed
    )
    return Scored(
        scores=_scores_table(listed, tree, np.round(scores, method.decimals), states, counts),
        ranking=ranking_table(listed, standing, tree.dimensions, bar, method.decimals, language),
    )


def _in_order(regions: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates by code, once each."""
    listed = sorted(regions, key=lambda region: region.code)
    seen: set[str] = set()
    for region in listed:
        if region.code in seen:
            raise InputError("scoring.repeated_region", region=region.name)
        seen.add(region.code)
    return listed


def _states(
    evidence: pd.DataFrame,
    documents: pd.DataFrame,
    codes: Sequence[str],
    tree: WeightTree,
    counts: Integers,
    method: Parameters,
) -> NDArray[np.str_]:
    """Return the states of region × indicator."""
    about = documents_about(evidence, documents, codes, method.about_claims)
    dimension_of = {
        indicator: tree.dimensions[parent]
        for indicator, parent in zip(tree.indicators, tree.parent.tolist(), strict=True)
    }
    read = read_dimensions(evidence, about, codes, tree.dimensions, dimension_of)
    return cell_states(counts, read[:, tree.parent])


def _claims_by_region(claims: pd.DataFrame, codes: Sequence[str]) -> Integers:
    """Count the distinct claims of each region; one that bears on two indicators counts once."""
    counts = claims.groupby("region_code")["key"].nunique()
    return np.array([counts.get(code, 0) for code in codes], dtype=np.int64)


def _standing(
    scores: Floats,
    claims: Integers,
    tree: WeightTree,
    bar: Bar,
    method: Parameters,
    draws: int,
    seed: int,
) -> Standing:
    """Aggregate oriented scores, decide who is ranked, and simulate the ranks of those."""
    dimensions = dimension_scores(scores, tree)
    index = weighted_mean(dimensions, tree.dimension_weights)
    read = np.round(coverage(scores, tree), method.decimals)
    ranked = bar.passed(claims, read, index)
    low, high = rank_intervals(scores[ranked], tree, method, draws=draws, seed=seed)
    return Standing(
        index=np.round(index, method.decimals),
        coverage=read,
        claims=claims,
        dimensions=np.round(dimensions, method.decimals),
        ranked=ranked,
        low=low,
        high=high,
    )


def _scores_table(
    regions: Sequence[Candidate],
    tree: WeightTree,
    scores: Floats,
    states: NDArray[np.str_],
    counts: Integers,
) -> pd.DataFrame:
    """Build the score table, long, regions by code and indicators in the catalogue's order."""
    rows: list[dict[str, object]] = [
        {
            "region": region.name,
            "region_code": region.code,
            "dimension": tree.dimensions[tree.parent[j]],
            "indicator": indicator,
            "score": scores[i, j],
            "state": str(states[i, j]),
            "claims": int(counts[i, j]),
        }
        for i, region in enumerate(regions)
        for j, indicator in enumerate(tree.indicators)
    ]
    return SCORES.check(SCORES.frame(rows))
