"""Made-up answers to how sure the ranking of a made-up run is: simulated ranks and volumes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bench.composite.uncertainty import rank_interval
from bench.report.view import ReportView
from bench.scoring.ranking import Candidate, competition_ranks
from bench.scoring.sureness import NO, YES, chances_table, no_sureness
from bench.scoring.volume import volume_check
from bench.tables import VOLUME

DRAWS = 200


def sured(view: ReportView, *, noise: float = 6.0, seed: int = 1) -> ReportView:
    """The view with ranks simulated by ``noise`` points on the index, and with volumes of text."""
    ranked = view.ranked
    if ranked.empty:
        return view
    random = np.random.default_rng(seed)
    index = ranked["index"].to_numpy(dtype=float)
    drawn = index + random.normal(0, noise, (DRAWS, len(index)))
    ranks = np.array([competition_ranks(row, 6) for row in drawn], dtype=float)
    low, high = rank_interval(ranks)
    fields = {"rank_low": low, "rank_high": high}
    ranking = view.ordered.assign(**dict.fromkeys(fields, np.nan))
    for name, values in fields.items():
        ranking.loc[ranked.index, name] = values
    regions = [
        Candidate(str(row["region"]), str(row["region_code"]), "city")
        for row in ranked.to_dict("records")
    ]
    sizes = np.round(np.exp(9 + index / 60 + random.normal(0, 0.6, len(index))))
    volume = dict(zip(ranked["region_code"], sizes.tolist(), strict=True))
    check = volume_check(ranking.loc[ranked.index], volume, 6)
    outside = np.where(check.table["outside"], YES, NO)
    sure = replace(
        no_sureness(),
        chances=chances_table(regions, ranked["rank"].to_numpy(dtype=np.int64), ranks),
        volume=check.table.assign(outside=outside)[VOLUME.names],
        follows_volume=check.correlation,
        draws=DRAWS,
    )
    return replace(view, ranking=ranking, sureness=sure)
