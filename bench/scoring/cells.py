"""The cells of region × indicator: evidence and statistics, scored and normalised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue
from bench.catalogue.steps import check_steps
from bench.errors import BenchError, InputError
from bench.scoring.duplicates import distinct_claims
from bench.scoring.heaviest import Floats, Integers
from bench.scoring.index import oriented
from bench.scoring.indicator_scores import evidence_by_cell, saturating_score
from bench.scoring.normalising import normalise_statistics, rescaled
from bench.scoring.parameters import Parameters
from bench.scoring.ranking import Candidate
from bench.scoring.states import (
    IMPUTED,
    STATED,
    UNREAD,
    cell_states,
    covering_documents,
    documents_about,
    read_dimensions,
    scores_with_states,
)
from bench.statistics.schema import STATISTICS, Statistics
from bench.statistics.selection import matrix


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """What is scored.

    Parameters
    ----------
    evidence, documents
        The evidence and documents tables.
    counted
        The evidence as it counts (`bench.scoring.fairness`).
    statistics
        One value a region × indicator; None for none.
    """

    evidence: pd.DataFrame
    documents: pd.DataFrame
    counted: pd.DataFrame
    statistics: Statistics | None


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Region × indicator.

    Parameters
    ----------
    shown
        Scores as the score table has them, shape (n, k): of evidence 0 to 100 whatever the
        direction, of statistics on the scale of the method; NaN where unread.
    normalised
        What is aggregated, shape (n, k): on the scale of the method, higher is better.
    used
        Of statistics the values normalised, shape (n, k): imputed, outliers treated; of evidence
        NaN.
    states, counts
        State and distinct claims of each cell, shape (n, k).
    claims
        Distinct claims of each region, shape (n,).
    distinct
        The claims behind the scores, as `bench.scoring.duplicates.distinct_claims` returns them.
    notes
        What the user should know.
    """

    shown: Floats
    normalised: Floats
    used: Floats
    states: NDArray[np.str_]
    counts: Integers
    claims: Integers
    distinct: pd.DataFrame
    notes: tuple[BenchError, ...]

    @property
    def read(self) -> Floats:
        """What was read, shape (n, k): ``normalised``, NaN where a value was imputed."""
        return np.where(self.states == IMPUTED, np.nan, self.normalised)


def scored_cells(
    regions: Sequence[Candidate],
    tables: Tables,
    catalogue: Catalogue,
    method: Method,
    constants: Parameters,
) -> Cells:
    """Score every cell: evidence by its claims, statistics by their values.

    Parameters
    ----------
    regions
        The n regions, by code.
    tables
        What is scored.
    catalogue, method, constants
        Indicators, and how they are scored.

    Raises
    ------
    InputError
        The method cannot be used on the catalogue, whatever the values are.
    """
    check_steps(catalogue, method)
    # Codes tell apart what names do not: 吉林 is a province and a city.
    codes = [region.code for region in regions]
    place = {indicator.id: j for j, indicator in enumerate(catalogue.indicators)}
    shape = (len(codes), len(place))
    shown, normalised, used = (np.full(shape, np.nan) for _ in range(3))
    states = np.full(shape, UNREAD, dtype=f"<U{max(map(len, (STATED, IMPUTED, UNREAD)))}")
    counts = np.zeros(shape, dtype=np.int64)
    notes: tuple[BenchError, ...] = ()

    asked = catalogue.evidence_indicators
    ids = [indicator.id for indicator in asked]
    counted = tables.counted
    known = counted["region_code"].isin(codes) & counted["indicator"].isin(ids)
    claims = distinct_claims(counted[known], constants)
    if asked:
        columns = [place[name] for name in ids]
        amount, counts[:, columns] = evidence_by_cell(claims, codes, ids)
        states[:, columns] = _states(
            tables.evidence, tables.documents, codes, catalogue, ids, counts[:, columns], constants
        )
        score = saturating_score(amount, constants.saturation)
        shown[:, columns] = scores_with_states(score, states[:, columns])
        lower = np.array([indicator.direction == "lower" for indicator in asked])
        normalised[:, columns] = rescaled(oriented(shown[:, columns], lower), method)
    if catalogue.statistics:
        columns = [place[indicator.id] for indicator in catalogue.statistics]
        given = tables.statistics or Statistics(STATISTICS.empty())
        values = matrix(given, codes, [indicator.id for indicator in catalogue.statistics])
        levels = [region.level for region in regions]
        made = normalise_statistics(values, catalogue.statistics, method, levels)
        normalised[:, columns] = shown[:, columns] = made.scores
        used[:, columns] = made.used
        present = np.where(made.imputed, IMPUTED, STATED)
        states[:, columns] = np.where(np.isnan(made.scores), UNREAD, present)
        empty = np.asarray(np.isnan(values).all(axis=0))
        notes = (
            *made.notes,
            *(
                InputError("scoring.no_statistic", name=indicator.name, id=indicator.id)
                for indicator, none in zip(catalogue.statistics, empty.tolist(), strict=True)
                if none
            ),
        )
    by_region = _claims_by_region(claims, codes)
    return Cells(shown, normalised, used, states, counts, by_region, claims, notes)


def _states(
    evidence: pd.DataFrame,
    documents: pd.DataFrame,
    codes: Sequence[str],
    catalogue: Catalogue,
    indicators: Sequence[str],
    counts: Integers,
    constants: Parameters,
) -> NDArray[np.str_]:
    """Return the states of region × evidence indicator."""
    about = documents_about(evidence, documents, codes, constants.about_claims)
    dimension_of = {name: catalogue.dimension_of(name).id for name in indicators}
    dimensions = [dimension.id for dimension in catalogue.dimensions]
    covering = covering_documents(documents, constants.covering_kinds)
    read = read_dimensions(evidence, about, codes, dimensions, dimension_of, covering)
    return cell_states(counts, read[:, [dimensions.index(dimension_of[i]) for i in indicators]])


def _claims_by_region(claims: pd.DataFrame, codes: Sequence[str]) -> Integers:
    """Count the distinct claims of each region; one that bears on two indicators counts once."""
    if claims.empty:
        return np.zeros(len(codes), dtype=np.int64)
    counts = claims.groupby("region_code")["key"].nunique()
    return np.array([counts.get(code, 0) for code in codes], dtype=np.int64)
