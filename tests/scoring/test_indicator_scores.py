import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.scoring.indicator_scores import evidence_by_cell, saturating_score
from bench.scoring.parameters import default_parameters

TAU = default_parameters().saturation


def test_one_strong_measure_scores_about_15_five_55_and_twenty_96():
    one, five, twenty = saturating_score(np.array([3.2, 16.0, 64.0]), TAU)
    assert one == pytest.approx(15, abs=1)
    assert five == pytest.approx(55, abs=1)
    assert twenty == pytest.approx(96, abs=1)


@given(st.floats(0, 1e6), st.floats(0, 1e3))
def test_scores_stay_within_0_and_100_and_more_evidence_never_scores_less(evidence, more):
    less, greater = saturating_score(np.array([evidence, evidence + more]), TAU)
    assert 0 <= less <= greater <= 100


def test_weights_are_summed_and_counted_by_cell_and_strangers_left_out():
    claims = pd.DataFrame(
        {
            "region_code": ["甲", "甲", "乙", "丙"],
            "indicator": ["a.x", "a.x", "a.z", "a.x"],
            "weight": [1.0, 2.0, 4.0, 8.0],
        }
    )
    evidence, counts = evidence_by_cell(claims, ["乙", "甲"], ["a.x", "a.y"])
    assert evidence.tolist() == [[0, 0], [3, 0]]
    assert counts.tolist() == [[0, 0], [2, 0]]
