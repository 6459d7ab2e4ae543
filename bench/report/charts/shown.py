"""Which regions the charts show, and what their foot says of those left out."""

from __future__ import annotations

from typing import Final

import pandas as pd

from bench.report.view import ReportView
from bench.report.wording import names_of

MOST_UNRANKED: Final = 10
NAMES_SHOWN: Final = 12


def ranking_rows(view: ReportView) -> pd.DataFrame:
    """Return the rows of the ranking chart: the ranked regions, then those below its bar.

    A region below the bar is shown only if something of its own was read, and only where these
    are few; the target always. Where no region is ranked, all are shown.
    """
    ordered = view.ordered
    unranked, kept = ordered["rank"].isna(), ordered["region"] == view.target
    if unranked.all():
        return ordered
    below = unranked & ordered["region_code"].isin(with_own(view))
    if below.sum() <= MOST_UNRANKED:
        kept |= below
    return ordered[~unranked | kept]


def foot_of(view: ReportView, shown: pd.DataFrame) -> str:
    """Return source and date, and which regions are left out, and why.

    Parameters
    ----------
    view
        What a run found.
    shown
        The rows of the ranking that a chart shows.
    """
    left_out = view.ordered[~view.ordered["region_code"].isin(shown["region_code"])]
    read = left_out["region_code"].isin(with_own(view))
    foot = view.source_foot
    for entry, rows in (("foot_mentioned", left_out[~read]), ("foot_unranked", left_out[read])):
        if len(rows):
            regions = names_of(view, [str(name) for name in rows["region"]], NAMES_SHOWN)
            foot = view.word(entry, foot=foot, regions=regions)
    return foot


def with_own(view: ReportView) -> set[str]:
    """Return the codes of regions with a document of their own that was read, or a statistic."""
    if not view.catalogue.evidence_indicators:
        return {str(code) for code in view.ranking["region_code"]}
    read = view.documents[view.documents["state"] == "read"]
    given = view.statistics[view.statistics["value"].notna()]
    return {str(code) for code in [*read["region_code"], *given["region_code"]]}
