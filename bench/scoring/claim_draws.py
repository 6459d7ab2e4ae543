"""What the claims of a region might have been: other documents, other readings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.composite.draws import bootstrap_counts

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Pairs = Collection[tuple[str, str]]


@dataclass(frozen=True, slots=True, eq=False)
class ClaimSample:
    """The distinct claims of n regions on k indicators, m of them, ordered by cell.

    Parameters
    ----------
    shape
        n and k.
    cells
        Position of each claim's cell, row · k + column, rising, shape (m,).
    amounts
        What a claim adds to the evidence of its cell where it was read rightly, shape (m,): its
        strength, discounted. Times its confidence this is what it weighs in the score.
    confidence
        Probability that it was read rightly, shape (m,), 0 to 1.
    documents
        Position of each claim's document in ``strata``, shape (m,).
    strata
        Among which documents each is drawn, shape (d,): those of one region, its own apart from
        those of others that speak of it.
    """

    shape: tuple[int, int]
    cells: Integers
    amounts: Floats
    confidence: Floats
    documents: Integers
    strata: Integers


def claim_sample(
    claims: pd.DataFrame,
    about: Pairs,
    own: Pairs,
    regions: Sequence[str],
    indicators: Sequence[str],
) -> ClaimSample:
    """Arrange distinct claims for drawing.

    A region's own documents are drawn among themselves: were they drawn together with those that
    name it in passing, a region with one work report would lose it in every third draw.

    Parameters
    ----------
    claims
        What `bench.scoring.duplicates.distinct_claims` returns; rows of other regions or
        indicators are left out.
    about
        Pairs (document, region code) of documents about a region, with or without claims.
    own
        Pairs (document, region code) of the documents that the region issued.
    regions, indicators
        Codes and ids of the rows and columns.
    """
    row = pd.Index(regions).get_indexer(pd.Index(claims["region_code"]))
    column = pd.Index(indicators).get_indexer(pd.Index(claims["indicator"]))
    known = (row >= 0) & (column >= 0)
    cells = (row * len(indicators) + column)[known].astype(np.int64)
    order = np.argsort(cells, kind="stable")
    rows = claims[known].iloc[order]
    spoken = list(zip(rows["document"], rows["region_code"], strict=True))
    place = {code: i for i, code in enumerate(regions)}
    pairs = sorted({*spoken, *(pair for pair in about if pair[1] in place)})
    position = {pair: i for i, pair in enumerate(pairs)}
    issued = set(own)
    confidence = rows["confidence"].to_numpy(np.float64)
    amounts = np.zeros(len(rows))
    np.divide(rows["weight"].to_numpy(np.float64), confidence, out=amounts, where=confidence > 0)
    return ClaimSample(
        shape=(len(regions), len(indicators)),
        cells=cells[order],
        amounts=amounts,
        confidence=confidence,
        documents=np.array([position[pair] for pair in spoken], dtype=np.int64),
        strata=np.array([2 * place[pair[1]] + (pair in issued) for pair in pairs], dtype=np.int64),
    )


def drawn_evidence(
    sample: ClaimSample, draws: int, rng: np.random.Generator, at_once: int
) -> Iterator[Floats]:
    """Draw the evidence of all cells anew.

    Documents are drawn with replacement within their stratum, and each claim stands with its
    confidence (`bench.composite.draws.bootstrap_counts`). The evidence of a cell is the sum of
    what its claims add, as often as they are drawn; on average over many draws it is the evidence
    that the score rests on. Which claims repeat each other is settled before and not drawn again.

    Parameters
    ----------
    sample
        The claims.
    draws
        How many.
    rng
        The random numbers.
    at_once
        Most draws in one block.

    Yields
    ------
    numpy.ndarray
        Evidence, shape (b, n, k), not negative; 0 where there are no claims.
    """
    n, k = sample.shape
    cells, first = np.unique(sample.cells, return_index=True)
    blocks = bootstrap_counts(rng, sample.documents, sample.strata, draws, sample.confidence)
    for block in blocks:
        for start in range(0, len(block), at_once):
            counts = block[start : start + at_once]
            evidence = np.zeros((len(counts), n * k))
            if len(cells):
                evidence[:, cells] = np.add.reduceat(counts * sample.amounts, first, axis=1)
            yield evidence.reshape(len(counts), n, k)
