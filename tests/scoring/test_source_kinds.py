import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.scoring.duplicates import distinct_claims
from bench.scoring.parameters import default_parameters
from bench.scoring.source_kinds import SOURCE_WEIGHT, claim_weights, weight_by_source
from tests.scoring.builders import claim, documents, evidence

KINDS = {"law.txt": "regulation", "news.txt": "press", "plan.txt": "plan"}
FACTORS = {"regulation": 1.0, "press": 0.4}


def papers(kinds=KINDS):
    return documents(dict.fromkeys(kinds, "")).assign(kind=list(kinds.values()))


def counted(table):
    """The evidence of one cell: its distinct claims at the weights that they have here."""
    plain = table.assign(strength=claim_weights(table), confidence=1.0)
    plain = plain.drop(columns=SOURCE_WEIGHT, errors="ignore")
    return distinct_claims(plain, default_parameters())["weight"].sum()


def test_a_regulation_counts_more_than_a_press_article():
    rows = evidence([claim("甲市", "a.x", "建设数据交易所", document=name) for name in KINDS])
    weighted = weight_by_source(rows, papers(), FACTORS, default=0.7)
    assert weighted[SOURCE_WEIGHT].tolist() == [1.0, 0.4, 0.7]
    np.testing.assert_allclose(claim_weights(weighted), [3.2, 1.28, 2.24])
    pd.testing.assert_frame_equal(weighted.drop(columns=SOURCE_WEIGHT), rows)


def test_a_claim_stated_by_a_regulation_and_by_press_counts_as_the_regulations():
    rows = evidence([claim("甲市", "a.x", "建设交易所", document=name) for name in KINDS])
    assert counted(weight_by_source(rows, papers(), FACTORS, 0.7)) == pytest.approx(3.2)


def test_a_document_that_the_table_lacks_is_of_the_kind_that_the_evidence_says():
    rows = evidence([claim("甲市", "a.x", "建设数据交易所")]).assign(source_kind="press")
    assert weight_by_source(rows, papers({}), FACTORS)[SOURCE_WEIGHT].tolist() == [0.4]


def test_a_table_without_rows_stays_without():
    weighted = weight_by_source(evidence([]), papers({}), FACTORS)
    assert claim_weights(weighted).shape == (0,)


@pytest.mark.parametrize("factor", [-0.1, 1.1, np.nan])
def test_a_factor_beyond_0_to_1_is_refused(factor):
    with pytest.raises(ValueError, match="'press' must be 0 to 1"):
        weight_by_source(evidence([]), papers(), {"press": factor})
    with pytest.raises(ValueError, match="'default' must be 0 to 1"):
        weight_by_source(evidence([]), papers(), {}, factor)


@pytest.mark.parametrize("column", ["strength", "confidence", SOURCE_WEIGHT])
@pytest.mark.parametrize("value", [-1.0, np.nan])
def test_a_weight_that_is_negative_or_missing_is_refused(column, value):
    rows = evidence([claim("甲市", "a.x", "一句")] * 2)
    rows = rows.assign(**{SOURCE_WEIGHT: 1.0})
    rows.loc[1, column] = value
    with pytest.raises(ValueError, match=r"\(row 1\)"):
        claim_weights(rows)


ROWS = st.lists(
    st.builds(
        lambda text, strength, document: claim(
            "甲市", "a.x", text, strength=strength, document=document
        ),
        st.text(st.sampled_from("数据网12"), min_size=1, max_size=9),
        st.integers(0, 5),
        st.sampled_from(sorted(KINDS)),
    ),
    min_size=1,
    max_size=10,
)


@given(ROWS)
def test_factors_of_one_change_nothing(rows):
    table = evidence(rows)
    weighted = weight_by_source(table, papers(), dict.fromkeys(KINDS.values(), 1.0))
    np.testing.assert_array_equal(claim_weights(weighted), table["strength"] * table["confidence"])


@given(ROWS)
def test_adding_a_claim_never_lowers_the_evidence(rows):
    weighted = weight_by_source(evidence(rows), papers(), FACTORS, 0.7)
    assert counted(weighted) >= counted(weighted[:-1]) - 1e-9


@given(ROWS.flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(range(len(rows))))))
def test_the_order_of_rows_changes_nothing(both):
    rows, order = both
    table = evidence(rows)
    weighted = weight_by_source(table, papers(), FACTORS, 0.7)
    shuffled = weight_by_source(table.iloc[order], papers()[::-1], FACTORS, 0.7)
    pd.testing.assert_frame_equal(shuffled, weighted.iloc[order])
