"""What is screened for all steps at once is what each would find alone."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bench.evidence.attribution_rules import load_attribution_rules
from bench.evidence.kinds import kind_expressions
from bench.evidence.screening import screen
from bench.evidence.status import status_expressions
from bench.evidence.strength import strength_expressions

PIECES = (
    "支持",
    "建设",
    "率先",
    "到2029年",
    "给予最高200万元补助",
    "应当",
    "已",
    "，",
    "。",
    "3座",
)


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=4))
def test_each_step_finds_what_it_would_find_alone(texts: list[str]) -> None:
    screening = screen(texts)
    for screened, expressions in (
        (screening.below, load_attribution_rules().below),
        (screening.kinds, kind_expressions()),
        (screening.statuses, status_expressions()),
        (screening.strengths, strength_expressions()),
    ):
        assert screened.patterns == expressions.patterns
        assert np.array_equal(screened.found(), expressions.found(texts))
