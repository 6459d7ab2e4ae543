"""Claims whose wording another region's document holds: they say nothing of the region's own."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.scoring.duplicates import normalise
from bench.scoring.parents import held_pairs

Flags = NDArray[np.bool_]


def copied_and_repeated(
    claims: pd.DataFrame, evidence: pd.DataFrame, share: float
) -> tuple[Flags, Flags]:
    """Tell which claims are worded as another region's, and which repeat one of their own region.

    A claim is copied where a claim of another region, in another document, holds its wording
    (`bench.scoring.parents.held_pairs`): the nation's, a province's, or a region's that quotes the
    same source. A sentence that names both regions is nobody's copy: it is a joint measure, and
    stays one where another document prints it again.

    A claim repeats another of its region that holds it; of two that hold each other the shorter
    (then the later) is the repeat.

    Parameters
    ----------
    claims
        n claims, one a row, with the columns ``key`` (normalised text), ``document`` and
        ``region_code``.
    evidence
        The evidence table: all claims of all regions, those on no indicator among them.
    share
        Least part of a claim's pieces of three characters that the other holds, above 0, to 1.

    Returns
    -------
    copied, repeated
        Shape (n,) each.
    """
    normalised = {quote: normalise(quote) for quote in evidence["quote"].unique()}
    said = evidence[["document", "region_code"]].assign(
        key=[normalised[quote] for quote in evidence["quote"]]
    )
    said = said.drop_duplicates()
    texts = sorted({*said["key"], *claims["key"]})
    pairs, _ = held_pairs(texts, share)
    holders: dict[str, list[str]] = defaultdict(list)
    for held, holder in pairs.tolist():
        holders[texts[held]].append(texts[holder])
    speakers: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for document, region, key in said.itertuples(index=False):
        speakers[key].add((document, region))

    def is_copied(key: str, document: str, region: str) -> bool:
        return any(
            other != region and place != document and (place, region) not in speakers[holder]
            for holder in holders[key]
            for place, other in speakers[holder]
        )

    rows = list(
        claims[["key", "document", "region_code"]].astype(str).itertuples(index=False, name=None)
    )
    repeated = np.zeros(len(rows), dtype=np.bool_)
    kept: set[tuple[str, str]] = set()
    for number in sorted(range(len(rows)), key=lambda i: (-len(rows[i][0]), i)):
        key, _, region = rows[number]
        repeated[number] = any((region, holder) in kept for holder in holders[key])
        if not repeated[number]:
            kept.add((region, key))
    copied = [is_copied(*row) for row in rows]
    return np.array(copied, dtype=np.bool_), repeated
