"""Provinces: what their cities and counties state counts for them too."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import pandas as pd

from bench.regions.gazetteer import Gazetteer
from bench.scoring.source_kinds import claim_weights

ROLLED_FROM: Final = "rolled_from"
_SPAN: Final = ["document", "start", "end"]
_CELL: Final = ["region_code", *_SPAN, "indicator"]
_MOVED: Final = ["region", "region_code", "province", "province_code", "claims"]


@dataclass(frozen=True, slots=True, eq=False)
class RolledUp:
    """Evidence with the rows added for provinces, and what was added in short.

    Parameters
    ----------
    evidence
        The rows given, in their order, then those added, by province, document and start. The
        column ``rolled_from`` holds the codes of the regions that an added row is from, joined
        by ``|``, and is empty for the rows given.
    moved
        One row a region and its province: ``region``, ``region_code``, ``province``,
        ``province_code`` and ``claims``, the claims counted for the province before repeats are
        dropped. A claim of two cities stands in the rows of both.
    """

    evidence: pd.DataFrame
    moved: pd.DataFrame


def roll_up(evidence: pd.DataFrame, gazetteer: Gazetteer, regions: Collection[str]) -> RolledUp:
    """Add the rows of cities and counties once more as rows of their province.

    A province is added to only where it is compared, and never twice for the same span of a
    document and the same indicator: what is its own row already stays as it is, and what two of
    its cities share is added once, at its heaviest. A claim has one strength and confidence
    whichever regions it is about, so a further row never lowers a province's evidence. Rolling up
    twice gives the same as once.

    Rows without an indicator are not added, as they are not scored. Which documents are about a
    region should be asked of the evidence without the added rows: a document about a city does
    not show what its province is silent on.

    Parameters
    ----------
    evidence
        The evidence table. Further columns are carried along: with the discounts of
        ``source_kinds.py`` in it, what a city copied from its province is no gain there either.
    gazetteer
        Which region lies in which; rows of regions that it lacks are left as they are.
    regions
        Codes of the regions compared.

    Raises
    ------
    ValueError
        A strength, confidence or discount is negative or NaN.
    """
    marked = evidence if ROLLED_FROM in evidence else evidence.assign(**{ROLLED_FROM: ""})
    added = _added(marked, gazetteer, regions)
    if not added.empty:
        marked = pd.concat([marked, added[marked.columns]], ignore_index=True)
    return RolledUp(marked, _moved(marked, gazetteer))


def _added(marked: pd.DataFrame, gazetteer: Gazetteer, regions: Collection[str]) -> pd.DataFrame:
    """Return the rows that provinces lack, by province, document, span and indicator."""
    province_of = {
        code: province
        for code in marked["region_code"].unique()
        if (province := _province(code, gazetteer)) in regions
    }
    below = marked[marked["region_code"].isin(list(province_of)) & (marked["indicator"] != "")]
    provinces = below["region_code"].map(province_of)
    below = below.assign(
        weight=claim_weights(below),
        region=[gazetteer.get(code).name for code in provinces],
        region_code=provinces,
        place=below["place"].where(below["place"] != "", below["region"]),
        **{ROLLED_FROM: below["region_code"]},
    )
    own = pd.MultiIndex.from_frame(marked[_CELL])
    below = below[~pd.MultiIndex.from_frame(below[_CELL]).isin(own)]
    # The remaining columns only make the order of the rows given not matter.
    rest = [name for name in below.columns if name not in (*_CELL, "weight", ROLLED_FROM)]
    below = below.sort_values(
        [*_CELL, "weight", ROLLED_FROM, *rest],
        ascending=[True] * len(_CELL) + [False] + [True] * (1 + len(rest)),
    )
    joined = [
        "|".join(sorted(set(codes))) for _, codes in below.groupby(_CELL, sort=False)[ROLLED_FROM]
    ]
    return below.drop_duplicates(_CELL, ignore_index=True).assign(**{ROLLED_FROM: joined})


def _province(code: str, gazetteer: Gazetteer) -> str:
    """Return the code of the province that a region lies in, "" for none."""
    above = gazetteer.ancestors(gazetteer.get(code)) if code in gazetteer else ()
    return next((region.code for region in above if region.level == "province"), "")


def _moved(marked: pd.DataFrame, gazetteer: Gazetteer) -> pd.DataFrame:
    """Count the claims added, by region and province."""
    rows = marked.loc[marked[ROLLED_FROM] != "", [ROLLED_FROM, "region_code", *_SPAN]]
    rows = rows.assign(**{ROLLED_FROM: rows[ROLLED_FROM].str.split("|")}).explode(ROLLED_FROM)
    counts = rows.drop_duplicates().groupby([ROLLED_FROM, "region_code"], as_index=False).size()
    return pd.DataFrame(
        [
            (gazetteer.get(one).name, one, gazetteer.get(other).name, other, claims)
            for one, other, claims in counts.itertuples(index=False)
        ],
        columns=_MOVED,
    )
