"""Made-up runs that are scored as any, for the live sheets: every method, gaps, ties, bars."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench.catalogue.loading import catalogue_weights
from bench.catalogue.model import Catalogue
from bench.composite.ranks import ranked
from bench.errors import InputError
from bench.report.view import ReportView
from bench.scoring.aggregated import aggregated, bar_of
from bench.scoring.ranking import Candidate
from bench.scoring.score import score_regions
from bench.statistics.schema import STATISTICS, Statistics
from bench.tables import CUTS, DOCUMENTS, EVIDENCE
from tests.report.conftest import evidence_row, make_view, region_names

Tree = Mapping[str, "float | Group"]


@dataclass(frozen=True)
class Group:
    """A dimension or a group: its parts by their own name, an indicator by its weight."""

    parts: Tree
    weight: float = 1.0
    aggregation: str = "arithmetic"
    threshold: float = 0.0


def make_run(
    tree: Mapping[str, Group],
    values: np.ndarray,
    *,
    claims: Sequence[int] = (),
    least: tuple[int, float] = (5, 0.5),
    aggregation: str = "arithmetic",
    threshold: float = 0.0,
    method: Mapping[str, object] | None = None,
    language: str = "zh",
    target: str = "杭州",
) -> ReportView:
    """Score regions whose indicators have these values, 0 to 100 and NaN, and tell of it.

    With ``claims`` of each region the last indicator is one of documents.
    """
    catalogue = Catalogue.model_validate(
        {
            "title": "试",
            "aggregation": aggregation,
            "threshold": threshold,
            "method": dict(method or {}),
            "dimensions": [_group(name, group, "") for name, group in tree.items()],
        }
    )
    if claims:
        catalogue = _with_evidence(catalogue)
    codes = [f"{330000 + i}" for i in range(len(values))]
    regions = [
        Candidate(name, code, "city")
        for name, code in zip(region_names(len(values)), codes, strict=True)
    ]
    evidence = [
        evidence_row(
            region.name,
            region.code,
            catalogue.indicators[-1].id,
            quote=f"{region.name}的第{number}项举措，措辞各不相同{number * 7}。",
            document=f"{region.code}.txt",
            start=100 * number,
        )
        for region, count in zip(regions, claims, strict=False)
        for number in range(count)
    ]
    statistics = Statistics(
        STATISTICS.frame(
            [
                {
                    "region": region.name,
                    "region_code": region.code,
                    "indicator": indicator.id,
                    "value": float(value),
                    "year": "2024",
                    "unit": "",
                    "source": "年鉴",
                    "place": "values.csv",
                }
                for region, row in zip(regions, values, strict=True)
                for indicator, value in zip(catalogue.statistics, row, strict=False)
                if not math.isnan(value)
            ]
        )
    )
    scored = score_regions(
        EVIDENCE.frame(evidence),
        DOCUMENTS.empty(),
        catalogue,
        catalogue_weights(catalogue),
        regions=regions,
        min_claims=least[0],
        min_coverage=least[1],
        draws=0,
        seed=1,
        language=language,
        statistics=statistics,
    )
    return make_view(
        0,
        language,
        target,
        catalogue=catalogue,
        evidence=EVIDENCE.frame(evidence),
        documents=DOCUMENTS.empty(),
        cuts=CUTS.empty(),
        scores=scored.scores,
        ranking=scored.ranking,
        statistics=statistics.table,
        steps=scored.composition.method,
        hierarchy=scored.composition.hierarchy,
        counted=scored.composition.cells.distinct,
        composition=scored.composition,
        bar=bar_of(catalogue, *least),
    )


def _group(name: str, group: Group, above: str) -> dict[str, object]:
    own = f"{above}{name}"
    named = {"name": own, "definition": own}
    parts = {key: part for key, part in group.parts.items() if not isinstance(part, Group)}
    return {
        "id": own,
        **named,
        "weight": group.weight,
        "aggregation": group.aggregation,
        "threshold": group.threshold,
        "indicators": [
            {
                "id": f"{own}.{key}",
                "kind": "statistic",
                "name": f"{own}.{key}",
                "definition": key,
                "weight": float(weight),
                "goalposts": [0.0, 100.0],
            }
            for key, weight in parts.items()
        ],
        "dimensions": [
            _group(key, part, f"{own}.")
            for key, part in group.parts.items()
            if isinstance(part, Group)
        ],
    }


def _with_evidence(catalogue: Catalogue) -> Catalogue:
    """Give the last dimension an indicator of documents."""
    last = catalogue.dimensions[-1]
    own = {
        "id": f"{last.id}.told",
        "name": f"{last.id}.told",
        "definition": "文件所说",
        "terms": {"举措": 1.0},
    }
    data = catalogue.model_dump()
    data["dimensions"][-1]["indicators"] = [*data["dimensions"][-1]["indicators"], own]
    return Catalogue.model_validate(data)


@dataclass(frozen=True, eq=False)
class Expected:
    """What the program makes of weights, in the order of the run's ranking."""

    groups: np.ndarray
    index: np.ndarray
    coverage: np.ndarray
    ranks: np.ndarray


def expected(view: ReportView, weights: Mapping[str, float]) -> Expected | None:
    """Score a run under other weights by the program itself; None where it refuses them."""
    made = view.composition
    try:
        found = aggregated(
            made.cells,
            view.catalogue,
            weights,
            made.method.changed({"weighting": "given"}),
            view.bar,
        )
    except (InputError, ValueError):
        return None
    place = {region.code: row for row, region in enumerate(made.regions)}
    order = [place[code] for code in view.ordered["region_code"]]
    index = np.where(found.ranked, found.index, np.nan)
    return Expected(
        groups=found.groups[order],
        index=index[order],
        coverage=found.coverage[order],
        ranks=ranked(index, made.method.decimals)[order],
    )


def random_values(
    count: int, indicators: int, *, missing: float = 0.0, low: float = 1.0, seed: int = 1
) -> np.ndarray:
    """Values with some that are equal, so that ties come about, and some missing."""
    random = np.random.default_rng(seed)
    values = np.round(random.uniform(low, 100, (count, indicators)), 2)
    values[1] = values[0]  # two regions alike
    values[random.uniform(size=values.shape) < missing] = np.nan
    return values


NESTED: Mapping[str, Group] = {
    "a": Group({"x": 1, "y": 2, "z": 1}, weight=2.0, aggregation="geometric", threshold=0.5),
    "b": Group(
        {
            "u": 1,
            "v": 3,
            "in": Group({"p": 1, "q": 1}, weight=2.0, aggregation="harmonic", threshold=0.6),
        },
        threshold=0.6,
    ),
    "c": Group({"m": 1}),
}


def nested_run(**changes: object) -> ReportView:
    """Three levels, geometric and harmonic nodes, thresholds, gaps, regions near the bars."""
    values = random_values(12, 8, missing=0.25, seed=3)
    values[1] = values[0] = [20, 30, 40, 50, 60, 70, 80, 10]
    values[5] = np.nan
    values[6, :6] = np.nan
    claims = [9, 9, 4, 5, 6, 9, 9, 9, 5, 3, 9, 9]
    return make_run(NESTED, values, claims=claims, threshold=0.4, **changes)


def plain_run(**changes: object) -> ReportView:
    """Dimensions of different size, arithmetic, with gaps: rounding to whole numbers, ties."""
    tree = {
        "a": Group({"x": 1, "y": 1}),
        "b": Group({"u": 1, "v": 1, "w": 2}),
        "c": Group({"m": 1}),
    }
    values = np.random.default_rng(5).choice([0.0, 25.0, 50.0, 75.0, 100.0], (9, 6))
    values[2, :4] = np.nan
    values[3, 5] = np.nan
    return make_run(tree, values, method={"decimals": 0}, least=(0, 0.5), **changes)


def imputed_run(**changes: object) -> ReportView:
    """Statistics with imputed values, which count for scores and not for coverage."""
    tree = {"a": Group({"x": 2, "y": 1, "z": 1}), "b": Group({"u": 1, "v": 1}, weight=3.0)}
    values = random_values(7, 5, missing=0.3, seed=8)
    values[4] = [50, np.nan, np.nan, np.nan, np.nan]
    return make_run(tree, values, method={"missing": "median"}, least=(0, 0.6), **changes)


def compared_run(**changes: object) -> ReportView:
    """Copeland over a dimension with gaps, TOPSIS over a complete one, Copeland of both."""
    tree = {
        "a": Group({"x": 2, "y": 1, "z": 1}, aggregation="copeland", threshold=0.5),
        "b": Group({"u": 1, "v": 2}, aggregation="topsis", threshold=1.0),
        "c": Group({"m": 1, "n": 1}),
    }
    values = random_values(8, 7, seed=4)
    values[2, :2] = values[6, 0] = values[4, 3] = np.nan
    return make_run(tree, values, aggregation="copeland", least=(0, 0.3), **changes)


def geometric_run(**changes: object) -> ReportView:
    """A geometric mean of dimensions, of which one is 0 where a single indicator counts."""
    tree = {"a": Group({"x": 1, "y": 1}), "b": Group({"u": 1})}
    values = random_values(5, 3, seed=6)
    values[3, 0] = 0.0
    return make_run(tree, values, aggregation="geometric", least=(0, 0.5), **changes)


RUNS = {
    "nested": nested_run,
    "plain": plain_run,
    "imputed": imputed_run,
    "compared": compared_run,
}
