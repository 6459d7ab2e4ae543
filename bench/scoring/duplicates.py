"""Repeated claims: what is said twice counts once."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from bench.scoring.heaviest import Floats, Integers, heaviest_apart
from bench.scoring.parameters import Parameters
from bench.scoring.source_kinds import claim_weights

# Rows of evidence that agree in these say the same.
SAME = ["region_code", "indicator", "key"]
# Marks that are part of a figure stay (3.5, 2021-2025, 12%), so that 3.5% is not 35%.
_NOISE = re.compile(r"(?<=\d)([.\-–—~/:](?=\d)|[%‰])|[\W_]")
_FIGURE = re.compile(r"\d+(?:\.\d+)?[%‰]?")
_PIECE = 3  # characters
_ROWS_AT_ONCE = 512  # bounds the memory of one sparse product
_ROUNDING = 1e-9  # 0.9 × 70 pieces must not round up to 64


def normalise(text: str) -> str:
    """Return ``text`` in NFKC and lower case, without punctuation and spaces.

    Marks inside figures stay, thousands separators do not.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _NOISE.sub(lambda found: found[1] or "", plain)


def distinct_claims(evidence: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """Return the rows of evidence that count: in each region × indicator every claim once.

    Of claims with the same normalised text the strongest stays (then the first by document and
    start). Of the rest those stay that together weigh most without repeating each other; see
    `bench.scoring.heaviest.heaviest_apart` for the rule and for why adding a claim never
    lowers the sum.

    Parameters
    ----------
    evidence
        Rows of the evidence table; those without an indicator are left out.
    parameters
        ``repeat_shares`` and ``exact_limit`` are used.

    Returns
    -------
    pandas.DataFrame
        The rows that count, in an order of their own (by region, indicator, then strongest
        first), with the columns ``weight`` (strength × confidence) and ``key`` (normalised text).
    """
    rows = strongest_first(evidence).drop_duplicates(SAME, ignore_index=True)
    pairs, likeness = repeats(rows, parameters.repeat_shares[0])
    counted = heaviest_apart(
        rows["weight"].to_numpy(dtype=np.float64),
        pairs,
        likeness,
        parameters.repeat_shares,
        parameters.exact_limit,
    )
    return rows[counted].reset_index(drop=True)


def strongest_first(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with an indicator by region and indicator, the strongest first.

    They are numbered from 0 and have the columns ``weight`` and ``key`` (see `distinct_claims`).
    """
    rows = evidence[evidence["indicator"] != ""]
    keys = {quote: normalise(quote) for quote in rows["quote"].unique()}
    rows = rows.assign(weight=claim_weights(rows), key=[keys[quote] for quote in rows["quote"]])
    return rows.sort_values(
        ["region_code", "indicator", "weight", "document", "start", "end", "quote"],
        ascending=[True, True, False, True, True, True, True],
        kind="stable",
        ignore_index=True,
    )


def repeats(rows: pd.DataFrame, share: float) -> tuple[Integers, Floats]:
    """Return which rows of one region and indicator repeat each other, and how alike they are.

    Parameters
    ----------
    rows
        What `strongest_first` returns, each ``key`` of a region and indicator once.
    share
        As for `near_pairs`.

    Returns
    -------
    pairs, likeness
        Positions of rows, shape (m, 2), and the part held, shape (m,).
    """
    found_pairs, found_likeness = [np.empty((0, 2), np.int64)], [np.empty(0)]
    if len(rows):
        texts, number = np.unique(rows["key"].to_numpy(dtype=str), return_inverse=True)
        pieces = pieces_of(texts.tolist())
        for cell in rows.groupby(["region_code", "indicator"], sort=False).indices.values():
            places = np.asarray(cell, dtype=np.int64)
            own = number[places]
            pairs, likeness = near_pairs(pieces[own], share)
            same = same_figures([str(text) for text in texts[own]], pairs)
            found_pairs.append(places[pairs[same]])
            found_likeness.append(likeness[same])
    return np.concatenate(found_pairs), np.concatenate(found_likeness)


def near_pairs(pieces: csr_array, share: float) -> tuple[Integers, Floats]:
    """Return the pairs of texts of which the longer holds most pieces of the shorter.

    Uses the prefix filter of set similarity joins (Chaudhuri, Ganti and Kaushik 2006): of a text
    with k pieces that shares at least s·k of them with another, one of the k − ⌈s·k⌉ + 1
    rarest is among the shared, so only texts that hold one of those are compared.

    Parameters
    ----------
    pieces
        Which text has which piece, shape (n, p), ones and zeros; columns from rare to common.
    share
        Least part of the shorter text's pieces that the longer must hold, 0 to 1.

    Returns
    -------
    pairs, likeness
        Positions, shape (m, 2), the shorter text first; and the part held, shape (m,).
    """
    sizes = np.diff(pieces.indptr)
    prefixes = np.where(sizes > 0, sizes - np.ceil(share * sizes - _ROUNDING) + 1, 0)
    place = np.arange(pieces.nnz) - np.repeat(pieces.indptr[:-1], sizes)
    rare = place < np.repeat(prefixes, sizes)
    ends = np.concatenate([[0], np.cumsum(rare)])[pieces.indptr]
    prefix = csr_array((pieces.data[rare], pieces.indices[rare], ends), shape=pieces.shape)
    found_pairs, found_likeness = [], []
    for first in range(0, len(sizes), _ROWS_AT_ONCE):
        candidates = (prefix[first : first + _ROWS_AT_ONCE] @ pieces.T).tocoo()
        short, long = candidates.row.astype(np.int64) + first, candidates.col.astype(np.int64)
        in_order = (sizes[short] < sizes[long]) | ((sizes[short] == sizes[long]) & (short < long))
        short, long = short[in_order], long[in_order]
        likeness = _shared(pieces, short, long) / sizes[short]
        close = likeness >= share
        found_pairs.append(np.stack([short[close], long[close]], axis=1))
        found_likeness.append(likeness[close])
    return (
        np.concatenate([np.empty((0, 2), np.int64), *found_pairs]),
        np.concatenate([np.empty(0), *found_likeness]),
    )


def _shared(pieces: csr_array, one: Integers, other: Integers) -> Floats:
    """Return how many pieces the texts of each pair share, some pairs at a time."""
    size = 100_000
    parts = [
        np.asarray((pieces[one[i : i + size]] * pieces[other[i : i + size]]).sum(axis=1))
        for i in range(0, len(one), size)
    ]
    return np.concatenate([np.empty(0), *parts]).astype(np.float64)


def pieces_of(texts: Sequence[str]) -> csr_array:
    """Return which text has which piece of three characters, columns from rare to common."""
    if all(len(text) < _PIECE for text in texts):
        return csr_array((len(texts), 1), dtype=np.int64)
    found = _found(texts)
    frequency = np.bincount(found.indices, minlength=found.shape[1])
    rank = np.empty(found.shape[1], dtype=found.indices.dtype)
    rank[np.argsort(frequency, kind="stable")] = np.arange(found.shape[1])
    ordered = csr_array((found.data, rank[found.indices], found.indptr), shape=found.shape)
    ordered.sort_indices()
    return ordered


def _found(texts: Sequence[str]) -> csr_array:
    """Return which text has which piece, columns in the order of the pieces.

    What scikit-learn's ``CountVectorizer`` gives; importing that alone takes half a second, which
    scoring anew with other weights should not wait for.
    """
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    owner = np.repeat(np.arange(len(texts)), lengths)
    # 21 bits hold any character, so that a piece is one number.
    pieces = (codes[:-2] << np.uint64(42)) | (codes[1:-1] << np.uint64(21)) | codes[2:]
    within = owner[:-2] == owner[2:]
    _, column = np.unique(pieces[within], return_inverse=True)
    width = int(column.max()) + 1
    rows, columns = np.divmod(np.unique(owner[:-2][within] * width + column), width)
    ends = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(texts)))])
    return csr_array((np.ones(len(rows), np.int64), columns, ends), shape=(len(texts), width))


def same_figures(texts: Sequence[str], pairs: Integers) -> NDArray[np.bool_]:
    """Tell for each pair whether the longer text states every figure of the shorter."""
    figures = {i: Counter(_FIGURE.findall(texts[i])) for i in np.unique(pairs).tolist()}

    def held() -> Iterator[bool]:
        for short, long in pairs.tolist():
            yield figures[short] <= figures[long]

    return np.fromiter(held(), dtype=np.bool_, count=len(pairs))
