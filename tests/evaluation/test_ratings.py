"""Agreement of coders and program, question by question."""

from __future__ import annotations

import math

import pytest

from bench.evaluation.ratings import Agreement, agreements
from tests.evaluation.builders import CONTEXT, said, unit


def by_question(found: list[Agreement], first: str, second: str) -> dict[str, Agreement]:
    return {a.indicator or a.about: a for a in found if (a.first, a.second) == (first, second)}


def test_every_pair_is_compared() -> None:
    claim = said("fact")
    found = agreements([unit(claim, claim, CONTEXT)], ["甲", "乙"], "program", ["a.x"])
    pairs = dict.fromkeys((a.first, a.second) for a in found)
    assert list(pairs) == [("甲", "乙"), ("甲", "program"), ("乙", "program")]


def test_the_questions_by_hand() -> None:
    x, y = said("measure", ["1"], ["a.x"], "planned"), said("fact", ["1"], ["a.y"])
    both = said("measure", ["1", "2"], ["a.x", "a.y"], "planned")
    # Coder against program: claim yes/no alike in 3 of 4, both call a claim in 2.
    units = [unit(x, x), unit(both, y), unit(CONTEXT, x), unit(CONTEXT, said("noise"))]
    rows = by_question(agreements(units, ["甲"], "program", ["a.x", "a.y", "a.z"]), "甲", "program")
    assert (rows["claims"].units, rows["claims"].alike) == (4, 0.75)
    # p_e = 3/4 x 1/2 + 1/4 x 1/2 = 1/2.
    assert rows["claims"].kappa == pytest.approx(0.5)
    assert (rows["kind"].units, rows["kind"].alike) == (4, 0.25)
    # The fact has no status of the coder's.
    assert (rows["status"].units, rows["status"].alike) == (1, 1.0)
    assert math.isnan(rows["status"].kappa)
    assert (rows["regions"].units, rows["regions"].alike) == (2, 0.5)
    assert [rows[name].alike for name in ("a.x", "a.y", "a.z")] == [0.5, 1.0, 1.0]
    assert rows["a.y"].kappa == 1
    assert math.isnan(rows["a.z"].kappa)
    # The mean leaves out what nobody used.
    assert rows["indicators"].kappa == pytest.approx((rows["a.x"].kappa + 1) / 2)
    assert rows["indicators"].alpha == pytest.approx((rows["a.x"].alpha + 1) / 2)


def test_without_a_common_claim_nothing_is_defined_but_nothing_fails() -> None:
    rows = by_question(
        agreements([unit(CONTEXT, said("fact"))], ["甲"], "program", ["a.x"]), "甲", "program"
    )
    assert rows["status"].units == 0
    assert math.isnan(rows["status"].alike)
    assert math.isnan(rows["indicators"].alpha)
