"""What a ranking hangs on, put together from what was scored."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np

from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue
from bench.catalogue.steps import WITHOUT_ENDS
from bench.composite.hierarchy import Hierarchy
from bench.scoring.alternatives import HIGH, LOW, OWN, alternatives
from bench.scoring.cells import Cells, Tables
from bench.scoring.claim_draws import claim_sample
from bench.scoring.distinct_alternatives import distinct_alternatives
from bench.scoring.heaviest import Flags, Floats
from bench.scoring.indicator_scores import evidence_by_cell
from bench.scoring.normalising import normalise_statistics
from bench.scoring.parameters import Parameters
from bench.scoring.ranking import Candidate
from bench.scoring.simulation import RankingModel
from bench.scoring.states import documents_about
from bench.statistics.schema import STATISTICS, Statistics
from bench.statistics.selection import matrix


def ranking_model(
    regions: Sequence[Candidate],
    ranked: Flags,
    cells: Cells,
    tables: Tables,
    catalogue: Catalogue,
    hierarchy: Hierarchy,
    method: Method,
    constants: Parameters,
) -> RankingModel:
    """Gather what the ranking of some regions hangs on.

    Parameters
    ----------
    regions, cells
        All regions compared, and their cells.
    ranked
        Which of them are ranked, shape (n,).
    tables, catalogue, hierarchy, method, constants
        What they were scored by.
    """
    asked = catalogue.evidence_indicators
    place = {indicator.id: j for j, indicator in enumerate(catalogue.indicators)}
    columns = np.array([place[indicator.id] for indicator in asked], dtype=np.int64)
    lower = np.array([indicator.direction == "lower" for indicator in asked], dtype=np.bool_)
    codes = [region.code for region, kept in zip(regions, ranked, strict=True) if kept]
    documents = tables.documents[tables.documents["state"] == "read"]
    shown = cells.shown[:, columns]
    everyone, ids = [region.code for region in regions], [indicator.id for indicator in asked]
    amounts, _ = evidence_by_cell(cells.distinct, everyone, ids)
    statistics = _statistics(regions, cells, tables, catalogue, method)
    without_ends = (bool(asked) and method.evidence in WITHOUT_ENDS) or (
        bool(catalogue.statistics) and method.normalisation in WITHOUT_ENDS
    )
    model = RankingModel(
        hierarchy=hierarchy,
        method=method,
        alternatives=tuple(
            alternative
            for alternative in alternatives(hierarchy, bounded=not without_ends)
            if alternative.normalisation in statistics
        ),
        evidence=columns,
        claims=claim_sample(
            cells.distinct,
            documents_about(tables.evidence, tables.documents, codes, constants.about_claims),
            set(zip(documents["document"], documents["region_code"], strict=True)),
            codes,
            ids,
        ),
        unread=np.isnan(shown[ranked]),
        lower=lower,
        others=np.where(np.isnan(shown), np.nan, amounts)[~ranked],
        statistics={name: table[ranked] for name, table in statistics.items()},
        saturation=constants.saturation,
        concentration=constants.concentration,
        decimals=method.decimals,
    )
    return dataclasses.replace(model, alternatives=distinct_alternatives(model))


def _statistics(
    regions: Sequence[Candidate],
    cells: Cells,
    tables: Tables,
    catalogue: Catalogue,
    method: Method,
) -> Mapping[str, Floats]:
    """Return the statistics by normalisation, shape (n, k), NaN in the columns of evidence.

    A normalisation that cannot be used on them is left out.
    """
    place = {indicator.id: j for j, indicator in enumerate(catalogue.indicators)}
    columns = [place[indicator.id] for indicator in catalogue.statistics]
    empty = np.full(cells.normalised.shape, np.nan)
    own = empty.copy()
    own[:, columns] = cells.normalised[:, columns]
    if not columns:
        return {OWN: own, "min_max": empty, "rank": empty}
    found = {OWN: own}
    given = tables.statistics or Statistics(STATISTICS.empty())
    ids = [indicator.id for indicator in catalogue.statistics]
    values = matrix(given, [region.code for region in regions], ids)
    levels = [region.level for region in regions]
    for name, by in (("min_max", "min_max"), ("rank", "percentile")):
        other = method.changed({"normalisation": by, "scale": (LOW, HIGH)})
        made = normalise_statistics(values, catalogue.statistics, other, levels)
        found[name] = empty.copy()
        found[name][:, columns] = made.scores
    return found
