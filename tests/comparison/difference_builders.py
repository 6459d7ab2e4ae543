"""Small runs of our own for the tests of what changed between two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from bench.catalogue.method import Method
from bench.catalogue.model import Catalogue, Weights
from bench.comparison.difference_run import PastRun, RunInputs
from bench.regions.gazetteer import Gazetteer
from bench.regions.model import Region
from bench.scoring.score import candidates, score_regions
from bench.statistics.schema import STATISTICS, Statistics
from tests.scoring.builders import CODES, TREE, catalogue, documents, evidence

REGIONS = tuple(Region(code, name, name, "city", "") for name, code in CODES.items())
SCORES = ["region", "region_code", "dimension", "indicator", "state", "score"]
RANKING = ["region", "region_code", "note", "index", "rank"]


def statistics(values: Mapping[str, float], indicator: str) -> Statistics:
    rows: list[dict[str, object]] = [
        {
            **dict.fromkeys(STATISTICS.names, ""),
            "region": name,
            "region_code": CODES[name],
            "indicator": indicator,
            "value": value,
        }
        for name, value in values.items()
    ]
    return Statistics(STATISTICS.frame(rows))


def run(
    rows: Iterable[dict[str, object]],
    issuers: Mapping[str, str],
    *,
    tree: Mapping[str, Mapping[str, float]] = TREE,
    weights: Mapping[str, float] | None = None,
    changed: Mapping[str, str] | None = None,
    given: Statistics | None = None,
    own: tuple[Catalogue, Weights] | None = None,
    method: Method | None = None,
    min_claims: int = 1,
    program: str = "1",
    learnt: str = "",
    recorded: bool = True,
) -> PastRun:
    """Return a run; ``changed`` gives documents another text, ``weights`` whatever it names."""
    model, plain = own or catalogue(tree)
    values = {**plain.values, **(weights or {})}
    used = plain.model_copy(update={"values": values, "method": method})
    found, read = evidence(rows), documents(issuers)
    tables: list[pd.DataFrame] = [found, read, *([] if given is None else [given.table])]
    gazetteer = Gazetteer(REGIONS)
    scored = score_regions(
        found,
        read,
        model,
        used,
        regions=candidates(tables, dict.fromkeys(CODES.values(), "city")),
        min_claims=min_claims,
        min_coverage=0.0,
        draws=0,
        seed=1,
        statistics=given,
        gazetteer=gazetteer,
    )
    inputs = RunInputs(
        catalogue=model,
        weights=used,
        compared=None,
        levels=("city",),
        min_claims=min_claims,
        min_coverage=0.0,
        regions=REGIONS,
        readers={"learnt": learnt, "regions": "", "program": program},
    )
    texts = {name: (changed or {}).get(name, f"text of {name}") for name in issuers}
    return PastRun(
        record={"version": program, "settings": {"min_claims": min_claims}},
        evidence=found,
        documents=read,
        scores=scored.scores[SCORES],
        ranking=scored.ranking[RANKING],
        statistics=given,
        texts=texts,
        inputs=inputs if recorded else None,
    )
