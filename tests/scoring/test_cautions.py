"""What is told before anyone relies on a ranking."""

from pathlib import Path

import pytest

from bench.catalogue.model import Catalogue, Weights
from bench.regions.model import Region
from bench.scoring.cautions import forced_judgements, target_lacking
from bench.scoring.score import Scored, score_regions
from bench.statistics.schema import STATISTICS, Statistics
from tests.scoring.builders import (
    CODES,
    TREE,
    candidates,
    catalogue,
    claim,
    documents,
    evidence,
    scored,
)

TARGET = Region(CODES["甲市"], "甲市", "甲市", "city", "")
OTHER = claim("乙市", "infra.net", "乙市的一条主张", document="b.txt")


def test_forced_judgements_are_named_with_their_group_and_ratio() -> None:
    model, weights = catalogue(TREE)
    ratios = {"index": 0.31, "infra": 0.12, "data": 0.1}
    weights = weights.model_copy(update={"ratios": ratios})
    top, group = forced_judgements(weights, model, Path("weights.yaml"))
    assert "指数" in top.text()
    assert "the index" in top.text("en")
    assert "0.31" in top.text()
    assert "infra" in group.text()
    assert "weights.yaml" in group.text()
    assert forced_judgements(catalogue(TREE)[1], model, None) == []


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([claim("甲市", "infra.net", "甲市的一条主张")], ""),
        ([claim("甲市", "", "说到甲市，不涉及指标")], "scoring.target_off_the_catalogue"),
        ([], "scoring.target_without_evidence"),
    ],
)
def test_a_target_without_evidence_is_told_apart_from_one_off_the_catalogue(
    rows: list[dict[str, object]], told: str
) -> None:
    found = target_lacking(TARGET, catalogue(TREE)[0], scored([*rows, OTHER], {}))
    assert (found.key if found else "") == told
    if found:
        assert "甲市" in found.text("en")


def part(name: str, kind: str) -> dict[str, object]:
    own = {"terms": {"词": 1.0}} if kind == "evidence" else {"unit": "件"}
    return {"id": f"d.{name}", "name": name, "definition": name, "kind": kind, **own}


def with_statistics(
    kinds: dict[str, str], of: tuple[str, ...], rows=()
) -> tuple[Catalogue, Scored]:
    dimension = {
        "id": "d",
        "name": "d",
        "definition": "d",
        "indicators": [part(name, kind) for name, kind in kinds.items()],
    }
    model = Catalogue.model_validate({"title": "试", "dimensions": [dimension]})
    values = {d.id: d.weight for d in model.dimensions} | {i.id: i.weight for i in model.indicators}
    table = STATISTICS.frame(
        [
            {
                **{column.name: "" for column in STATISTICS.columns},
                "region": name,
                "region_code": CODES[name],
                "indicator": "d.s",
                "value": float(place),
            }
            for place, name in enumerate(of)
        ]
    )
    found = score_regions(
        evidence(rows),
        documents({}),
        model,
        Weights(name=model.title, values=values),
        regions=candidates("甲市", "乙市", "丙市"),
        min_claims=0,
        min_coverage=0.0,
        draws=0,
        seed=1,
        statistics=Statistics(table),
    )
    return model, found


def test_a_target_with_statistics_is_not_called_without_evidence_of_any_kind() -> None:
    mixed = {"e": "evidence", "s": "statistic"}
    model, found = with_statistics(mixed, ("甲市", "乙市"))
    lacking = target_lacking(TARGET, model, found)
    assert lacking is not None
    assert lacking.key == "scoring.target_statistics_alone"
    assert "只有统计数据" in lacking.text()
    model, found = with_statistics(mixed, ("乙市", "丙市"))
    lacking = target_lacking(TARGET, model, found)
    assert lacking is not None
    assert lacking.key == "scoring.target_without_evidence"


def test_with_statistics_alone_nothing_is_said_of_documents() -> None:
    model, found = with_statistics({"s": "statistic"}, ("甲市", "乙市"))
    assert target_lacking(TARGET, model, found) is None
    model, found = with_statistics({"s": "statistic"}, ("乙市", "丙市"))
    lacking = target_lacking(TARGET, model, found)
    assert lacking is not None
    assert lacking.key == "scoring.target_without_statistics"
