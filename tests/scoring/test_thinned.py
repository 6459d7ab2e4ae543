"""Rows taken out of the evidence: of the rest those count that would count without them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.scoring.duplicates import distinct_claims
from bench.scoring.parameters import default_parameters
from bench.scoring.thinned import Thinned
from tests.scoring.builders import claim, evidence

SENTENCE = "到二零三零年全市建成高速泛在安全可靠的数字基础设施并实现重点产业园区双千兆网络全覆盖"
# A chain: each is a near repeat of the next, the ends are not of each other.
CHAIN = [SENTENCE[i : i + 30] for i in range(0, len(SENTENCE) - 29, 4)]
PLACE = ["region_code", "indicator", "document", "start", "key"]

ROWS = st.lists(
    st.builds(
        lambda region, indicator, text, strength, document, start: claim(
            region, indicator, text, strength=strength, document=document, start=start
        ),
        st.sampled_from(["甲市", "乙市"]),
        st.sampled_from(["", "a.x", "a.y"]),
        st.sampled_from([*CHAIN, "建设数据交易所"]),
        st.integers(0, 5),
        st.sampled_from(["a.txt", "b.txt", "c.txt"]),
        st.integers(0, 3),
    ),
    max_size=25,
)


def places(rows):
    return sorted(rows[PLACE].itertuples(index=False, name=None))


@settings(max_examples=200)
@given(ROWS, st.sampled_from(["a.txt", "b.txt", "c.txt"]), st.integers(1, 6))
def test_what_counts_is_what_counts_in_the_evidence_without_them(stated, document, limit):
    parameters = default_parameters().model_copy(update={"exact_limit": limit})
    thinned = Thinned(evidence(stated), parameters)
    gone = np.flatnonzero(thinned.rows["document"] == document)
    left = evidence(row for row in stated if row["document"] != document)
    counting = thinned.rows[thinned.counting(gone)]
    assert places(counting) == places(distinct_claims(left, parameters))


def test_asking_changes_nothing_of_the_next_answer():
    stated = [claim("甲市", "a.x", text) for text in CHAIN]
    thinned = Thinned(evidence(stated), default_parameters())
    none = np.empty(0, dtype=np.int64)
    before = thinned.counting(none)
    assert not thinned.counting(np.arange(len(CHAIN))).any()
    assert (thinned.counting(none) == before).all()


@pytest.mark.parametrize("stated", [[], [claim("甲市", "", "建设数据交易所")]])
def test_of_no_rows_none_counts(stated):
    thinned = Thinned(evidence(stated), default_parameters())
    assert thinned.counting(np.empty(0, dtype=np.int64)).tolist() == []
