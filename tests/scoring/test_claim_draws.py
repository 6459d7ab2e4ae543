import numpy as np
import pytest

from bench.scoring.claim_draws import claim_sample, drawn_evidence
from bench.scoring.duplicates import distinct_claims
from bench.scoring.indicator_scores import evidence_by_cell
from bench.scoring.parameters import default_parameters
from tests.scoring.builders import CODES, claim, evidence

REGIONS = [CODES["甲市"], CODES["乙市"]]
INDICATORS = ["infra.net", "data.open"]
OWN = {("a.txt", CODES["甲市"]), ("b.txt", CODES["乙市"])}


def sample(rows, about=(), own=OWN):
    claims = distinct_claims(evidence(rows), default_parameters())
    return claim_sample(claims, about, own, REGIONS, INDICATORS), claims


def draws(arranged, count=4000, seed=1, at_once=10_000):
    rng = np.random.default_rng(seed)
    return np.concatenate(list(drawn_evidence(arranged, count, rng, at_once)))


ROWS = [
    claim("甲市", "infra.net", "建设光网", strength=4, confidence=0.5),
    claim("甲市", "infra.net", "改造机房供电", strength=2, confidence=1.0),
    claim("甲市", "infra.net", "甲市也上云", strength=1, confidence=0.8, document="b.txt"),
    claim("甲市", "data.open", "开放数据", strength=3, confidence=0.9, document="c.txt"),
    claim("乙市", "data.open", "开放目录", strength=3, confidence=0.9, document="b.txt"),
]


def test_on_average_the_evidence_is_that_of_the_score():
    arranged, claims = sample(ROWS)
    expected, _ = evidence_by_cell(claims, REGIONS, INDICATORS)
    np.testing.assert_allclose(draws(arranged).mean(axis=0), expected, rtol=0.05)


def test_a_cell_without_claims_is_always_zero():
    assert (draws(sample(ROWS)[0], 200)[:, 1, 0] == 0).all()


def test_a_sure_claim_of_the_only_document_of_a_region_is_always_there():
    rows = [claim("甲市", "infra.net", "建设光网", strength=4, confidence=1.0)]
    assert (draws(sample(rows)[0], 200)[:, 0, 0] == 4).all()


def test_the_own_document_of_a_region_is_not_lost_to_those_that_name_it_in_passing():
    rows = [claim("甲市", "infra.net", "建设光网", strength=4, confidence=1.0)]
    rows += [
        claim("甲市", "data.open", f"提到甲市{i}", confidence=1.0, document=f"x{i}.txt")
        for i in range(9)
    ]
    own = draws(sample(rows)[0], 400)
    assert (own[:, 0, 0] == 4).all()
    together = draws(sample(rows, own=())[0], 400)
    assert 0.2 < (together[:, 0, 0] == 0).mean() < 0.5  # (9 / 10)^10 = 0.35


def test_a_document_about_a_region_without_claims_is_drawn_in_place_of_one_with_claims():
    rows = [claim("甲市", "infra.net", "建设光网", strength=4, confidence=1.0)]
    silent = ("d.txt", CODES["甲市"])
    drawn = draws(sample(rows, about=[silent], own={*OWN, silent})[0])[:, 0, 0]
    assert set(drawn) == {0.0, 4.0, 8.0}
    np.testing.assert_allclose((drawn == 0).mean(), 0.25, atol=0.03)


def test_claims_of_a_document_come_and_go_together():
    rows = [
        claim("甲市", name, f"措施{name}", strength=2, confidence=1.0, document=document)
        for name in INDICATORS
        for document in ("a.txt",)
    ]
    rows += [claim("甲市", "infra.net", "另一项", strength=1, confidence=1.0, document="e.txt")]
    drawn = draws(sample(rows, own={*OWN, ("e.txt", CODES["甲市"])})[0], 500)
    copies = drawn[:, 0, 1] / 2
    np.testing.assert_array_equal(drawn[:, 0, 0], 2 * copies + (2 - copies))


def test_draws_do_not_depend_on_the_size_of_blocks_and_a_claim_of_no_confidence_never_counts():
    arranged = sample([*ROWS, claim("乙市", "infra.net", "也许", confidence=0.0)])[0]
    one, other = (draws(arranged, 101, at_once=size) for size in (7, 1000))
    np.testing.assert_array_equal(one, other)
    assert (one[:, 1, 0] == 0).all()


@pytest.mark.parametrize("rows", [[], [claim("丁市", "infra.net", "别处")]])
def test_without_claims_the_evidence_is_zero(rows):
    claims = distinct_claims(evidence(rows), default_parameters())
    if claims.empty:
        claims = claims.assign(weight=0.0)
    arranged = claim_sample(claims, (), (), REGIONS, INDICATORS)
    drawn = draws(arranged, 5)
    assert drawn.shape == (5, 2, 2)
    assert not drawn.any()
