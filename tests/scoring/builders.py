"""Small tables and catalogues for the tests of scoring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue, Text, Weights
from bench.composite.hierarchy import Hierarchy
from bench.scoring.alternatives import Alternative, alternatives
from bench.scoring.claim_draws import claim_sample
from bench.scoring.duplicates import distinct_claims
from bench.scoring.parameters import default_parameters
from bench.scoring.ranking import Candidate
from bench.scoring.score import Scored, score_regions
from bench.scoring.simulation import RankingModel
from bench.tables import DOCUMENTS, EVIDENCE

CODES = {"甲市": "110001", "乙市": "110002", "丙市": "110003", "丁市": "110004"}


def claim(
    region: str,
    indicator: str,
    quote: str,
    *,
    strength: float = 4.0,
    confidence: float = 0.8,
    document: str = "a.txt",
    start: int = 0,
) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(EVIDENCE.names, "")
    row.update(
        document=document,
        start=start,
        end=start + len(quote),
        quote=quote,
        region=region,
        region_code=CODES.get(region, ""),
        kind="measure",
        indicator=indicator,
        confidence=confidence,
        strength=strength,
    )
    return row


ISSUERS = {"a.txt": "甲市", "b.txt": "乙市", "c.txt": "丙市"}
INDICATORS = ("infra.net", "infra.power", "data.open")


def measures(
    amounts: Mapping[str, tuple[int, int, int]], **changed: float
) -> list[dict[str, object]]:
    """So many claims of each region on each of INDICATORS, in the document that it issued."""
    return [
        claim(region, name, f"{region}措施{name}之{i}", document=document, start=100 * i, **changed)
        for document, region in ISSUERS.items()
        for name, amount in zip(INDICATORS, amounts[region], strict=True)
        for i in range(amount)
    ]


def evidence(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    return EVIDENCE.frame(list(rows))


def documents(
    regions: Mapping[str, str], state: str = "read", kinds: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Documents table from path → region of the issuer; and → kind, where told."""
    rows = []
    for path, region in regions.items():
        row: dict[str, object] = {c.name: "" if c.kind == "text" else 0 for c in DOCUMENTS.columns}
        row.update(document=path, state=state, region=region, region_code=CODES.get(region, ""))
        row.update(kind=(kinds or {}).get(path, ""))
        rows.append(row)
    return DOCUMENTS.frame(rows)


def catalogue(
    tree: Mapping[str, Mapping[str, float]],
    weights: Mapping[str, float] | None = None,
    lower: Iterable[str] = (),
) -> tuple[Catalogue, Weights]:
    """Catalogue from dimension → indicator → weight; dimensions weigh 1 unless told."""
    given = dict(weights or {})
    data = {
        "title": "试",
        "dimensions": [
            {
                "id": dimension,
                "name": dimension,
                "definition": dimension,
                "weight": given.get(dimension, 1.0),
                "indicators": [
                    {
                        "id": name,
                        "name": name,
                        "definition": name,
                        "weight": float(weight),
                        "direction": "lower" if name in lower else "higher",
                        "terms": {"词": 1.0},
                    }
                    for name, weight in indicators.items()
                ],
            }
            for dimension, indicators in tree.items()
        ],
    }
    model = Catalogue.model_validate(data)
    values = {d.id: d.weight for d in model.dimensions} | {i.id: i.weight for i in model.indicators}
    return model, Weights(name=Text(zh="试", en="trial"), values=values)


TREE = {"infra": {"infra.net": 1, "infra.power": 1}, "data": {"data.open": 1}}


def candidates(*names: str) -> list[Candidate]:
    return [Candidate(name, CODES[name], "city") for name in names or tuple(CODES)]


def scored(
    rows: Iterable[dict[str, object]],
    issuers: Mapping[str, str],
    tree: Mapping[str, Mapping[str, float]] = TREE,
    *,
    names: Iterable[str] = ("甲市", "乙市", "丙市"),
    min_claims: int = 1,
    min_coverage: float = 0.0,
    draws: int = 50,
    seed: int = 1,
    language: str = "zh",
    lower: Iterable[str] = (),
    kinds: Mapping[str, str] | None = None,
) -> Scored:
    model, weights = catalogue(tree, lower=lower)
    return score_regions(
        evidence(rows),
        documents(issuers, kinds=kinds),
        model,
        weights,
        regions=candidates(*names),
        min_claims=min_claims,
        min_coverage=min_coverage,
        draws=draws,
        seed=seed,
        language=language,
    )


def table_model(
    scores: object, hierarchy: Hierarchy, methods: tuple[Alternative, ...] = (Alternative(),)
) -> RankingModel:
    """A ranking of statistics alone: scores of shape (n, k), the same in every normalisation."""
    table = np.array(scores, dtype=np.float64).reshape(-1, len(hierarchy.leaves))
    none = distinct_claims(evidence([]), default_parameters()).assign(weight=0.0)
    return RankingModel(
        hierarchy=hierarchy,
        method=Method(),
        alternatives=methods,
        evidence=np.array([], dtype=np.int64),
        claims=claim_sample(none, (), (), [f"r{i}" for i in range(len(table))], ()),
        unread=np.zeros((len(table), 0), dtype=np.bool_),
        lower=np.array([], dtype=np.bool_),
        others=np.empty((0, 0)),
        statistics=dict.fromkeys(("own", "min_max", "rank"), table),
        saturation=20.0,
        concentration=default_parameters().concentration,
        decimals=6,
    )


def all_methods(hierarchy: Hierarchy) -> tuple[Alternative, ...]:
    return alternatives(hierarchy, bounded=True)
