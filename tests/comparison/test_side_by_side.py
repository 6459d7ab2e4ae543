"""Side by side: the leading claims of each cell, numbered, and what an empty cell means."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.comparison.borrowing import borrowed
from bench.comparison.gaps import gaps
from bench.comparison.likeness import words_without_places
from bench.comparison.schema import SIDE_BY_SIDE
from bench.comparison.side_by_side import SideBySideRules, side_by_side, side_by_side_matrix
from bench.documents import make_analyser, read_corpus
from bench.inputs import load_inputs
from bench.regions.matching import PlaceMatcher
from bench.scoring.score import Composition, candidates, score_regions
from bench.settings import default_settings
from tests.comparison.builders import A, B, C
from tests.evidence.tables import documents_table, evidence_table
from tests.scoring.builders import TREE, catalogue, claim, scored

SHARED = Path(os.environ.get("REGIONBENCH_SHARED") or "not set")
CATALOGUE = catalogue(TREE)[0]
ISSUERS = {"a.txt": "甲市", "b.txt": "乙市"}
BOTH = "组建数据交易平台，服务周边企业"
ROWS = [
    claim("甲市", "infra.net", "建成光纤网络", strength=2, document="a.txt"),
    claim("甲市", "infra.net", "铺设海底光缆", strength=5, document="a.txt", start=20),
    claim("甲市", "infra.net", "开通国际专用通道", strength=3, document="a.txt", start=40),
    claim("甲市", "data.open", BOTH, document="a.txt", start=60),
    claim("乙市", "data.open", BOTH, document="a.txt", start=60),
    claim("乙市", "infra.power", BOTH, document="a.txt", start=60),
]


def made() -> Composition:
    return scored(ROWS, ISSUERS).composition


def test_the_weightiest_claims_lead_a_cell_and_no_more_than_so_many() -> None:
    table = side_by_side(made(), CATALOGUE, [A, B], rules=SideBySideRules(claims=2, characters=36))
    assert table.columns.tolist() == SIDE_BY_SIDE.names
    cell = table[table["indicator"] == "infra.net"]
    assert cell["quote"].tolist() == ["铺设海底光缆", "开通国际专用通道"]
    assert cell["position"].tolist() == [1, 2]


def test_a_claim_has_one_number_wherever_it_stands_and_numbers_run_from_1() -> None:
    table = side_by_side(made(), CATALOGUE, [B, A])
    assert table["number"].drop_duplicates().tolist() == [1, 2, 3, 4]
    assert table.groupby(["document", "start", "end"])["number"].nunique().eq(1).all()
    # By the catalogue's order of indicators, then in the order of regions asked for.
    assert table["indicator"].tolist() == ["infra.net"] * 3 + ["infra.power"] + ["data.open"] * 2
    assert table["region_code"].tolist()[-2:] == [B, A]


def test_cells_say_claims_silence_and_what_was_not_read() -> None:
    codes = [A, B, C, "999999"]
    table = side_by_side(made(), CATALOGUE, codes)
    matrix = side_by_side_matrix(table, made(), CATALOGUE, codes)
    assert matrix.index.tolist() == ["infra.net", "infra.power", "data.open"]
    assert matrix.columns.tolist() == codes
    assert (
        matrix.loc["infra.net", A] == "铺设海底光缆〔1〕；开通国际专用通道〔2〕；建成光纤网络〔3〕"
    )
    assert matrix.loc["infra.power", A] == "（已读，未提及）"
    assert matrix.loc["infra.net", C] == matrix.loc["infra.net", "999999"] == "（未读到文件）"
    lines = side_by_side_matrix(table, made(), CATALOGUE, codes, between="\n").loc["infra.net", A]
    assert lines.splitlines()[1] == "开通国际专用通道〔2〕"
    english = side_by_side_matrix(table, made(), CATALOGUE, codes, language="en")
    assert english.loc["data.open", B] == f"{BOTH} [4]"
    assert english.loc["infra.power", A] == "(read, says nothing)"


def test_only_the_indicators_wanted_are_shown() -> None:
    table = side_by_side(made(), CATALOGUE, [A, B], ["data.open"])
    matrix = side_by_side_matrix(table, made(), CATALOGUE, [A, B], ["data.open"])
    assert set(table["indicator"]) == {"data.open"}
    assert matrix.shape == (1, 2)


def test_without_evidence_there_are_no_rows_and_every_cell_says_so() -> None:
    empty = scored([], {}).composition
    table = side_by_side(empty, CATALOGUE, [A])
    assert table.empty
    assert set(side_by_side_matrix(table, empty, CATALOGUE, [A])[A]) == {"（未读到文件）"}


@settings(max_examples=40)
@given(st.permutations(ROWS), st.permutations([A, B]), st.integers(1, 3), st.integers(8, 40))
def test_every_row_resolves_to_its_claim_whatever_the_order_of_rows(
    rows: list[dict[str, object]], codes: list[str], claims: int, characters: int
) -> None:
    used = SideBySideRules(claims=claims, characters=characters)
    table = side_by_side(scored(rows, ISSUERS).composition, CATALOGUE, codes, rules=used)
    assert table.equals(side_by_side(made(), CATALOGUE, codes, rules=used))
    known = {(r["document"], r["start"], r["end"], r["quote"]) for r in ROWS}
    for row in table.itertuples(index=False):
        assert (row.document, row.start, row.end, row.quote) in known
        assert len(row.text) <= characters
        assert 1 <= row.position <= claims


# What the article on eight cities says of them, pair by pair: city → indicators that hold it.
PAIRS = [
    ("北京", {"infrastructure.science", "clusters.frontier"}),
    ("合肥", {"infrastructure.science", "clusters.frontier"}),
    ("深圳", {"infrastructure.platform", "clusters.chain"}),
    ("广州", {"infrastructure.platform", "clusters.chain"}),
    ("上海", {"clusters.smart_manufacturing"}),
    ("南京", {"clusters.smart_manufacturing"}),
    ("上海", {"data_markets.trading", "data_markets.cross_border"}),
    ("广州", {"data_markets.trading", "data_markets.cross_border"}),
    ("杭州", {"governance.digital_government"}),
    ("成都", {"governance.digital_government"}),
]


@pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="REGIONBENCH_SHARED names no folder with documents"
)
def test_on_the_four_texts_the_ten_pairs_stand_side_by_side_and_gaps_give_measures() -> None:
    inputs = load_inputs(default_settings(SHARED / "seeds"))
    corpus = read_corpus(inputs, make_analyser(inputs), lambda *_: None)
    evidence = evidence_table(corpus.analyses, inputs.gazetteer)
    documents = documents_table(corpus.analyses, corpus.skipped, evidence, inputs.gazetteer)
    regions = candidates([evidence, documents], {r.code: r.level for r in inputs.gazetteer})
    composition = score_regions(
        evidence,
        documents,
        inputs.catalogue,
        inputs.weights,
        regions=[region for region in regions if region.level in ("province", "city")],
        min_claims=5,
        min_coverage=0.5,
        draws=0,
        seed=1,
        gazetteer=inputs.gazetteer,
    ).composition
    code = {region.name: region.code for region in composition.regions}
    table = side_by_side(composition, inputs.catalogue, sorted(code.values()))
    research = table[table["document"].str.startswith("003")]
    cells = set(zip(research["region"], research["indicator"], strict=True))
    assert [pair for pair in PAIRS if not any((pair[0], name) in cells for name in pair[1])] == []

    found = gaps(composition, code["杭州"], [code["上海"], code["深圳"]])
    data = {"data_markets.trading", "data_markets.cross_border"}
    assert data <= set(found.indicators)
    words = words_without_places(inputs.catalogue, PlaceMatcher(inputs.gazetteer))
    measures = borrowed(composition, found, words).table
    given = measures[measures["indicator"].isin(data)]
    assert {"上海", "深圳"} <= set(given["region"])
    # What no document says of 杭州: how data may leave the country.
    new = given[(given["advice"] == "new") & (given["region"] == "深圳")]
    assert new["quote"].str.contains("跨境").any()
