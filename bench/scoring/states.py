"""What a cell without a score means: that a region says nothing, or that we have not read it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.scoring.heaviest import Flags, Floats, Integers

STATED: Final = "stated"
SILENT: Final = "silent"
UNREAD: Final = "unread"
IMPUTED: Final = "imputed"  # a statistic that was missing


def documents_about(
    evidence: pd.DataFrame, documents: pd.DataFrame, regions: Sequence[str], about_claims: int
) -> set[tuple[str, str]]:
    """Return which document is about which region, as pairs (document, region code).

    A document is about the region that issued it, and about any region of which it holds at
    least ``about_claims`` claims.

    Parameters
    ----------
    evidence, documents
        The evidence and documents tables.
    regions
        Codes of the regions asked for.
    about_claims
        Claims of a region from which a document is about it.
    """
    read = documents[(documents["state"] == "read") & documents["region_code"].isin(regions)]
    claims = evidence.loc[
        evidence["region_code"].isin(regions), ["document", "region_code", "start", "end"]
    ].drop_duplicates()
    counts = claims.groupby(["document", "region_code"]).size()
    return set(zip(read["document"], read["region_code"], strict=True)) | {
        (str(document), str(region)) for document, region in counts.index[counts >= about_claims]
    }


def covering_documents(documents: pd.DataFrame, kinds: Collection[str]) -> set[tuple[str, str]]:
    """Return the documents of these kinds with the region that issued each, as pairs.

    Parameters
    ----------
    documents
        The documents table.
    kinds
        Kinds of document that speak of every dimension of their region.
    """
    issued = documents["kind"].isin(list(kinds)) & (documents["region_code"] != "")
    read = documents[(documents["state"] == "read") & issued]
    return set(zip(read["document"], read["region_code"], strict=True))


def spoken_dimensions(
    evidence: pd.DataFrame, dimension_of: Mapping[str, str]
) -> dict[str, set[str]]:
    """Return document → the dimensions that it speaks of.

    It speaks of a dimension when it holds evidence for one of its indicators, of whichever region.

    Parameters
    ----------
    evidence
        The evidence table.
    dimension_of
        Indicator id → dimension id.
    """
    pairs = evidence.loc[evidence["indicator"].isin(list(dimension_of)), ["document", "indicator"]]
    spoken: dict[str, set[str]] = {}
    for document, indicator in pairs.drop_duplicates().itertuples(index=False):
        spoken.setdefault(str(document), set()).add(dimension_of[str(indicator)])
    return spoken


def read_dimensions(
    evidence: pd.DataFrame,
    about: set[tuple[str, str]],
    regions: Sequence[str],
    dimensions: Sequence[str],
    dimension_of: Mapping[str, str],
    covering: Collection[tuple[str, str]] = (),
) -> Flags:
    """Tell which dimensions the documents about a region speak of (see `spoken_dimensions`).

    Parameters
    ----------
    evidence
        The evidence table.
    about
        What `documents_about` returns.
    regions, dimensions
        Codes and ids of the rows and columns, n and d of them.
    dimension_of
        Indicator id → dimension id.
    covering
        What `covering_documents` returns.

    Returns
    -------
    numpy.ndarray
        Shape (n, d).
    """
    spoken = spoken_dimensions(evidence, dimension_of)
    covered = {region for _, region in covering}
    read: dict[str, set[str]] = {}
    for document, region in about:
        read.setdefault(region, set()).update(spoken.get(document, set()))
    return np.array(
        [
            [region in covered or dimension in read.get(region, set()) for dimension in dimensions]
            for region in regions
        ],
        dtype=np.bool_,
    ).reshape(len(regions), len(dimensions))


def cell_states(counts: Integers, read: Flags) -> NDArray[np.str_]:
    """Return the state of each cell: ``stated``, ``silent`` or ``unread``.

    Parameters
    ----------
    counts
        Distinct claims, shape (n, k).
    read
        Whether a document about the region speaks of the cell's dimension, shape (n, k).
    """
    return np.where(counts > 0, STATED, np.where(read, SILENT, UNREAD))


def scores_with_states(scores: Floats, states: NDArray[np.str_]) -> Floats:
    """Return ``scores`` with 0 in silent cells and NaN in unread ones, same shape."""
    return np.where(states == STATED, scores, np.where(states == SILENT, 0.0, np.nan))
