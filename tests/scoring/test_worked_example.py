"""The worked example of docs/method.md, recomputed from its own tables."""

from pathlib import Path

import pytest

from bench.scoring.duplicates import distinct_claims
from bench.scoring.parameters import default_parameters
from bench.scoring.score import score_regions
from tests.scoring.builders import candidates, catalogue, claim, documents, evidence

METHOD = Path(__file__).parents[2] / "docs" / "method.md"


def tables():
    """Tables of the worked example: a list of rows, each heading → cell."""
    lines = METHOD.read_text(encoding="utf-8").split("## Worked example")[1].splitlines()
    found, heads = [], []
    for line in lines:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            heads = []
        elif not heads:
            heads = cells
            found.append([])
        elif not cells[0].startswith("---"):
            found[-1].append(dict(zip(heads, cells, strict=True)))
    return found


def stated():
    return evidence(
        claim(
            row["region"],
            row["indicator"],
            row["claim"],
            strength=float(row["strength"]),
            confidence=float(row["confidence"]),
            document=row["document"],
            start=20 * i,
        )
        for i, row in enumerate(tables()[0])
    )


@pytest.fixture(scope="module")
def example():
    claims, cells, ranks = tables()
    model, weights = catalogue(
        {"infra": {"infra.net": 1, "infra.power": 1}, "data": {"data.open": 1}}, {"infra": 2.0}
    )
    result = score_regions(
        stated(),
        documents({row["document"]: row["region"] for row in claims}),
        model,
        weights,
        regions=candidates("甲市", "乙市", "丙市"),
        min_claims=1,
        min_coverage=0.5,
        draws=1000,
        seed=20250101,
    )
    return result, cells, ranks


def shown(value, form):
    return "–" if value != value else format(value, form)


def test_the_score_table_is_the_one_in_the_text(example):
    result, cells, _ = example
    found = [
        {
            "region": r.region,
            "indicator": r.indicator,
            "state": r.state,
            "score": shown(r.score, ".2f"),
        }
        for r in result.scores.itertuples()
    ]
    expected = [{k: v for k, v in cell.items() if k != "evidence"} for cell in cells]
    assert found == expected


def test_the_ranking_is_the_one_in_the_text(example):
    result, _, ranks = example
    forms = {"infra": ".2f", "data": ".2f", "index": ".2f", "coverage": ".2f"}
    found = [
        {
            key: row[key] if key == "region" else shown(row[key], forms.get(key, ".0f"))
            for key in ranks[0]
        }
        for row in result.ranking.to_dict("records")
    ]
    assert found == ranks


def test_the_sums_of_evidence_are_those_in_the_text():
    claims = distinct_claims(stated(), default_parameters())
    sums = claims.groupby(["region", "indicator"])["weight"].sum()
    for cell in tables()[1]:
        total = sums.get((cell["region"], cell["indicator"]), 0.0)
        assert f"{total:.1f}" == cell["evidence"]
