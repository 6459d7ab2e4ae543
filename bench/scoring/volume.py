"""How far an index follows the volume of text read, and how ranks stand without that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from bench.corpus.kinds import is_official
from bench.scoring.ranking import competition_ranks

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LEAST_REGIONS: Final = 4
_SPAN: Final = ["document", "start", "end"]


@dataclass(frozen=True, slots=True)
class VolumeCorrelation:
    """How far an index follows the logarithm of volume.

    Parameters
    ----------
    pearson, spearman
        −1 to 1; None below four regions, or where all have the same index or the same volume.
    regions
        Regions with both an index and a volume.
    """

    pearson: float | None
    spearman: float | None
    regions: int


@dataclass(frozen=True, slots=True, eq=False)
class VolumeCheck:
    """A ranking beside the one that its volume-adjusted index gives.

    Parameters
    ----------
    table
        One row a ranked region with a volume, in the order of the ranking: ``region``,
        ``region_code``, ``volume`` (characters), ``index``, ``adjusted_index``, ``rank``,
        ``adjusted_rank``, ``rank_low``, ``rank_high``, and ``outside``: the adjusted rank lies
        outside the rank interval.
    correlation
        Of index and volume.
    left_out
        Codes of the regions without an index or a volume, in the order of the ranking.
    """

    table: pd.DataFrame
    correlation: VolumeCorrelation
    left_out: tuple[str, ...]

    @property
    def outside(self) -> tuple[str, ...]:
        """Codes of the regions to be warned about: adjusted rank outside the rank interval."""
        return tuple(self.table.loc[self.table["outside"], "region_code"])


def volume_by_region(
    evidence: pd.DataFrame, documents: pd.DataFrame, regions: Sequence[str]
) -> Floats:
    """Return how much text about each region was read.

    The body of an official document counts in full for the region that issued it. Of every other
    document, and for other regions, its body is shared out by claims: a region gets the part of
    the body that the characters of claims about it are of the characters of all its claims. So a
    document about one region counts in full, one that names a region in passing hardly, and a
    claim about two regions for both.

    Parameters
    ----------
    evidence
        The evidence table, all regions in it; rows without an indicator are claims, too.
    documents
        The documents table; the body is ``characters`` less ``cut_characters``. What was not read
        adds nothing.
    regions
        Codes, n of them.

    Returns
    -------
    numpy.ndarray
        Whole characters, shape (n,), above 0; NaN for a region without any text.

    Raises
    ------
    ValueError
        A document that was read has fewer characters than were cut from it.
    """
    read = documents[documents["state"] == "read"]
    sizes = (read["characters"] - read["cut_characters"]).to_numpy(np.float64)
    if (sizes < 0).any():
        raise ValueError(
            f"{read['document'].iloc[int(sizes.argmin())]} has {sizes.min()} characters"
        )
    body = dict(zip(read["document"], sizes.tolist(), strict=True))
    claims = evidence[[*_SPAN, "region_code"]].drop_duplicates()
    claims = claims.assign(length=claims["end"] - claims["start"])
    total = claims.drop_duplicates(_SPAN).groupby("document")["length"].sum().to_dict()
    own = claims[claims["region_code"].isin(regions)]
    lengths = own.groupby(["document", "region_code"], as_index=False)["length"].sum()
    about = {
        (str(document), str(code)): body.get(document, 0.0) * length / total[document]
        for document, code, length in lengths.itertuples(index=False)
    }
    official = read["kind"].map(is_official).astype(bool) & read["region_code"].isin(regions)
    issued = read[official]
    about |= {
        (document, code): body[document]
        for document, code in zip(issued["document"], issued["region_code"], strict=True)
    }
    volume = dict.fromkeys(regions, 0.0)
    for (_, code), size in sorted(about.items()):  # in one order, as sums of floats depend on it
        volume[code] += size
    sums = np.round(np.array([volume[code] for code in regions], dtype=np.float64))
    return np.where(sums > 0, sums, np.nan)


def volume_correlation(index: Floats, volume: Floats) -> VolumeCorrelation:
    """Return how far an index follows the logarithm of volume.

    Parameters
    ----------
    index, volume
        Shape (n,); regions where either is NaN are left out.

    Raises
    ------
    ValueError
        Shapes differ, a volume is not above 0, or a number is infinite.
    """
    used = _used(index, volume)
    regions = int(used.sum())
    x, y = np.log(volume[used]), index[used]
    if regions < LEAST_REGIONS or np.ptp(x) == 0 or np.ptp(y) == 0:
        return VolumeCorrelation(None, None, regions)
    return VolumeCorrelation(_pearson(x, y), _pearson(rankdata(x), rankdata(y)), regions)


def volume_adjusted_index(index: Floats, volume: Floats) -> Floats:
    """Return the index less what the logarithm of volume explains of it.

    The residual of an ordinary least-squares regression of the index on log volume, plus the
    mean index: every region is moved to the mean log volume along the line. Regions where either
    is NaN are left out; where all have the same volume the index stays.

    It is a check beside the index, not a better one: a region that does more has more to write
    about, so the line takes away real differences, too. With few regions the line hangs on
    single ones; it is straight whatever the relation; and an adjusted index may leave 0 to 100.

    Parameters
    ----------
    index, volume
        Shape (n,).

    Returns
    -------
    numpy.ndarray
        Shape (n,); NaN for regions left out, and for all where fewer than four are not.

    Raises
    ------
    ValueError
        Shapes differ, a volume is not above 0, or a number is infinite.
    """
    used = _used(index, volume)
    adjusted = np.full(index.shape, np.nan)
    if used.sum() < LEAST_REGIONS:
        return adjusted
    x, y = np.log(volume[used]), index[used]
    apart = x - x.mean()
    slope = apart @ (y - y.mean()) / (apart @ apart) if np.ptp(x) > 0 else 0.0
    adjusted[used] = y - slope * apart
    return adjusted


def volume_check(ranking: pd.DataFrame, volume: Mapping[str, float], decimals: int) -> VolumeCheck:
    """Compare ranks with those of the volume-adjusted index.

    A region with a rank and without a volume keeps its index in the adjusted order, so that
    adjusted ranks can be held against the rank intervals; it is listed as left out. Below four
    regions with both nothing is adjusted: adjusted index and ranks are NaN, and none is outside.

    Parameters
    ----------
    ranking
        The ranking table.
    volume
        Region code → characters; a region not in it, or NaN, has none.
    decimals
        Adjusted indices that agree when rounded to this many decimals tie.

    Raises
    ------
    ValueError
        A volume is not above 0, or a number is infinite.
    """
    index = ranking["index"].to_numpy(np.float64)
    characters = np.array([volume.get(c, np.nan) for c in ranking["region_code"]], np.float64)
    used = _used(index, characters)
    adjusted = volume_adjusted_index(index, characters)
    table = ranking[["region", "region_code"]].assign(
        volume=characters,
        index=index,
        adjusted_index=np.round(adjusted, decimals),
        rank=ranking["rank"],
        adjusted_rank=_adjusted_ranks(index, adjusted, decimals),
        rank_low=ranking["rank_low"],
        rank_high=ranking["rank_high"],
    )
    table["outside"] = (table["adjusted_rank"] < table["rank_low"]) | (
        table["adjusted_rank"] > table["rank_high"]
    )
    return VolumeCheck(
        table[used].reset_index(drop=True),
        volume_correlation(index, characters),
        tuple(ranking.loc[~used, "region_code"]),
    )


def _adjusted_ranks(index: Floats, adjusted: Floats, decimals: int) -> Floats:
    """Rank all that have an index by the adjusted one, or the plain one where there is none."""
    ranks = np.full(index.shape, np.nan)
    ranked = ~np.isnan(index)
    order = np.where(np.isnan(adjusted), index, adjusted)[ranked]
    ranks[ranked] = competition_ranks(order, decimals)
    return np.where(np.isnan(adjusted), np.nan, ranks)


def _used(index: Floats, volume: Floats) -> Flags:
    """Return which regions have both an index and a volume, shape (n,)."""
    if index.shape != volume.shape or index.ndim != 1:
        raise ValueError(f"index {index.shape} and volume {volume.shape} do not fit")
    if np.isinf(index).any() or np.isinf(volume).any() or (volume <= 0).any():
        raise ValueError("volumes must be above 0, and all numbers finite or missing (NaN)")
    return ~np.isnan(index) & ~np.isnan(volume)


def _pearson(x: Floats, y: Floats) -> float:
    """Return the product-moment correlation of two arrays that are not constant."""
    return float(np.clip(np.corrcoef(x, y)[0, 1], -1.0, 1.0))
