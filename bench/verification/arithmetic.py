"""The arithmetic of a workbook, checked from what stands in it and from nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

import numpy as np

from bench.composite.ranks import ranked
from bench.errors import BenchError
from bench.messages import message
from bench.report.counted import COUNTED
from bench.scoring.indicator_scores import saturating_score
from bench.scoring.parameters import default_parameters
from bench.verification.aligned import same
from bench.verification.findings import Check
from bench.verification.method_sheet import told_on_method
from bench.verification.opened import OpenBook
from bench.verification.readback import ReadTable
from bench.verification.score_sheets import (
    Numbers,
    dimension_columns,
    dimension_weights,
    ranking_heads,
    ranking_numbers,
    score_numbers,
    weights_within,
)

# Numbers of the sheets are rounded to this many decimals; a mean of rounded ones is a little off.
_DECIMALS: Final = 6
_ROUNDING: Final = 2e-6


def check_arithmetic(
    book: OpenBook, evidence: ReadTable | None, language: str, check: Check
) -> None:
    """Work out amounts, scores, dimension scores, index and ranks from one another.

    What the method sheet says was done otherwise than this knows is left out, and noted.

    Parameters
    ----------
    book, language
        The workbook, and its language.
    evidence
        The evidence sheet, read back; None where there is none.
    check
        What does not hold is added to it.
    """
    scores, ranking = score_numbers(book, language), ranking_numbers(book, language)
    plain = plainly_scored(book, language)
    if evidence is not None:
        if plain:
            _amounts(evidence, language, check)
            if scores is not None:
                _scores(evidence, scores, check)
        else:
            check.notes.append(BenchError("verification.method_unknown"))
    if ranking is not None:
        _ranks(ranking, language, check)
    if ranking is None or scores is None:
        check.notes.append(BenchError("verification.no_scores"))
        return
    _same_numbers(scores, ranking, language, check)
    if _plainly_aggregated(book, language):
        _dimensions(scores, ranking, language, check)
        weights = dimension_weights(book, dimension_columns(scores, language), language)
        if weights is not None:
            _index(ranking, weights, language, check)
        else:
            check.notes.append(BenchError("verification.no_weights"))
    else:
        check.notes.append(BenchError("verification.aggregation_unknown"))


def plainly_scored(book: OpenBook, language: str) -> bool:
    """Tell whether scores of evidence are what the formula gives, with no step before or after."""
    saturation = f"{default_parameters().saturation:g}"
    steps = (
        message("run.text_score", language, saturation=saturation),
        message("method.evidence_as_it_is", language),
    )
    told = told_on_method(book, (message("run.label_score", language),), language)
    return message("method.between", language).join(steps) in told.values()


def _plainly_aggregated(book: OpenBook, language: str) -> bool:
    """Tell whether all means are arithmetic, whatever is lacking."""
    label = message("method.label_aggregation", language)
    threshold = message("method.label_threshold", language)
    told = told_on_method(book, (label, threshold), language)
    step = message("method.aggregation_arithmetic", language)
    throughout = message("method.aggregation_throughout", language, step=step)
    return told.get(label) == throughout and threshold not in told


def _amounts(evidence: ReadTable, language: str, check: Check) -> None:
    """See that each row counts with strength × confidence, or not at all."""
    counted = message(f"report.counted_{COUNTED}", language)
    frame, place = evidence.frame, evidence.place
    for row, strength, sure in zip(
        evidence.rows, frame["strength"], frame["confidence"], strict=True
    ):
        if "amount" not in place.columns or "counted" not in place.columns:
            return
        counts = place.value(row, "counted") == counted
        should = float(strength * sure) if counts else None
        found = place.value(row, "amount")
        check.looked += 1
        if not same(found, should):
            meaning = BenchError("verification.amount")
            cells = place.cell(row, "strength", "confidence", "amount")
            check.fail(place.sheet.name, cells, found, should, meaning)


def _scores(evidence: ReadTable, scores: Numbers, check: Check) -> None:
    """Work out scores from the amounts of the evidence sheet."""
    sums: dict[tuple[str, str], float] = defaultdict(float)
    spoken: set[str] = set()
    for row in evidence.rows:
        value = evidence.place.value
        region, name, amount = (value(row, c) for c in ("region", "indicator_name", "amount"))
        if isinstance(amount, float):
            sums[str(region), str(name)] += amount
            spoken.add(str(name))
    saturation = default_parameters().saturation
    for region in scores.regions:
        for name in spoken & set(scores.columns):
            found, total = scores.value(region, name), sums.get((region, name), 0.0)
            score = float(saturating_score(np.array([total]), saturation)[0])
            # Without evidence a cell is silent or unread: which of them, the sheet cannot tell.
            good = isinstance(found, float) or not total
            close = not isinstance(found, float) or abs(found - score) <= _ROUNDING
            check.looked += 1
            if not good or not close:
                meaning = BenchError("verification.score_of_amounts", amount=f"{total:.4f}")
                should = round(score, _DECIMALS)
                check.fail(scores.sheet.name, scores.cell(region, name), found, should, meaning)


def _dimensions(scores: Numbers, ranking: Numbers, language: str, check: Check) -> None:
    """Work out dimension scores, where all of a dimension was read, from scores and weights."""
    weights = weights_within(scores, language)
    for name, columns in dimension_columns(scores, language).items():
        if name not in ranking.columns or not all(column in weights for column in columns):
            continue
        for region, row in scores.regions.items():
            values = [scores.sheet.value(row, column) for column in columns]
            numbers = [value for value in values if isinstance(value, float)]
            if region not in ranking.regions or len(numbers) < len(values):
                continue
            own = [weights[column] for column in columns]
            should = float(np.average(numbers, weights=own)) if sum(own) > 0 else None
            _close(ranking, region, name, should, "dimension_of_scores", check)


def _index(ranking: Numbers, weights: Mapping[str, float], language: str, check: Check) -> None:
    """Work out the index from dimension scores and weights."""
    index = ranking_heads(language)["index"]
    if not set(weights) <= set(ranking.columns):
        return
    for region in ranking.regions:
        if ranking.value(region, index) is None:
            continue
        parts = [
            (value, weight)
            for name, weight in weights.items()
            if isinstance(value := ranking.value(region, name), float)
        ]
        total = sum(weight for _, weight in parts)
        should = sum(value * weight for value, weight in parts) / total if total > 0 else None
        _close(ranking, region, index, should, "index_of_dimensions", check)


def _close(
    table: Numbers, region: str, heading: str, should: float | None, why: str, check: Check
) -> None:
    """Tell of a number that is off by more than rounding."""
    found = table.value(region, heading)
    check.looked += 1
    if should is None:
        good = found is None
    else:
        good = isinstance(found, float) and abs(found - should) <= _ROUNDING
    if not good:
        meaning = BenchError(f"verification.{why}")
        told = None if should is None else round(should, _DECIMALS)
        check.fail(table.sheet.name, table.cell(region, heading), found, told, meaning)


def _ranks(ranking: Numbers, language: str, check: Check) -> None:
    """See that ranks follow the index, and intervals hold the rank."""
    heads = ranking_heads(language)
    regions = list(ranking.regions)
    values = [ranking.value(region, heads["index"]) for region in regions]
    index = np.array([v if isinstance(v, float) else np.nan for v in values], dtype=np.float64)
    for region, rank in zip(regions, ranked(index, _DECIMALS).tolist(), strict=True):
        should = None if np.isnan(rank) else float(rank)
        found = ranking.value(region, heads["rank"])
        check.looked += 1
        if not same(found, should):
            meaning = BenchError("verification.rank_of_index")
            cell = ranking.cell(region, heads["rank"])
            check.fail(ranking.sheet.name, cell, found, should, meaning)
        ends = [ranking.value(region, heads[name]) for name in ("rank_low", "rank_high")]
        low, high = (end if isinstance(end, float) else None for end in ends)
        if heads["rank_low"] not in ranking.columns or heads["rank_high"] not in ranking.columns:
            continue
        if should is not None and (low is None or high is None or not low <= should <= high):
            meaning = BenchError("verification.interval_of_rank")
            columns = (heads["rank_low"], heads["rank_high"])
            cells = " ".join(ranking.cell(region, heading) for heading in columns).strip()
            told = " ".join("" if end is None else f"{end:g}" for end in (low, high))
            check.fail(ranking.sheet.name, cells, told, None, meaning)


def _same_numbers(scores: Numbers, ranking: Numbers, language: str, check: Check) -> None:
    """See that the sheet of scores repeats rank and index of the ranking."""
    heads = ranking_heads(language)
    for region in scores.regions:
        if region not in ranking.regions:
            continue
        for name in ("rank", "index"):
            found, should = (table.value(region, heads[name]) for table in (scores, ranking))
            check.looked += 1
            if not same(found, should):
                meaning = BenchError("verification.not_as_ranking", sheet=ranking.sheet.name)
                cell = scores.cell(region, heads[name])
                check.fail(scores.sheet.name, cell, found, should, meaning)
