"""Claims off the theme count by their factor; a word may stand in sentence, heading or title."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.catalogue.method import Method
from bench.catalogue.steps import clashes
from bench.scoring.source_kinds import claim_weights
from bench.scoring.theme import holds_theme, weight_by_theme
from tests.scoring.builders import catalogue, claim, evidence

ROWS = [
    {"quote": "开放公共数据。"},
    {"quote": "办好比赛。", "section": "三、ai 产业"},
    {"quote": "加强统筹。", "title": "数据条例"},
    {"quote": "改造农田。"},
]


def table():
    return evidence([{**claim("甲市", "infra.net", ""), **row} for row in ROWS])


def test_a_word_counts_in_the_sentence_a_heading_and_the_title_in_any_case() -> None:
    assert holds_theme(table(), ["数据", "AI"]).tolist() == [True, True, True, False]


def test_a_word_is_no_pattern() -> None:
    assert not holds_theme(table(), ["公.数据"]).any()


def test_claims_off_the_theme_count_by_the_factor_and_the_others_in_full() -> None:
    rows = table()
    weighed = claim_weights(weight_by_theme(rows, ["数据", "AI"], 0.25))
    np.testing.assert_allclose(weighed, claim_weights(rows) * [1, 1, 1, 0.25])


@given(st.floats(0, 1))
def test_no_factor_raises_a_weight(factor: float) -> None:
    rows = table()
    assert (claim_weights(weight_by_theme(rows, ["数据"], factor)) <= claim_weights(rows)).all()


@pytest.mark.parametrize(("theme", "told"), [((), ["catalogue.no_theme"]), (("数据",), [])])
def test_a_factor_off_the_theme_needs_a_theme(theme: tuple[str, ...], told: list[str]) -> None:
    own = catalogue({"infra": {"infra.net": 1.0}})[0].model_copy(update={"theme": theme})
    found = [clash.key for clash in clashes(own, Method(off_theme=0.5))]
    assert found == told
