"""The share of evidence in the terms of the subject: of what counts, and of nothing else."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from bench.report.themed import themed_share
from bench.report.view import ReportView
from bench.tables import EVIDENCE
from tests.report.conftest import evidence_row, make_view


def counted_view(*rows: dict[str, object], theme: tuple[str, ...] = ("数据", "AI")) -> ReportView:
    view = make_view(3)
    catalogue = view.catalogue.model_copy(update={"theme": theme})
    base = evidence_row("杭州", "330100", "a.b")
    table = EVIDENCE.frame([{**base, **row} for row in rows])
    return replace(view, catalogue=catalogue, counted=table)


def test_a_word_counts_in_the_sentence_a_heading_and_the_title_in_any_case() -> None:
    view = counted_view(
        {"quote": "开放公共数据。"},
        {"quote": "办好比赛。", "section": "三、ai 产业"},
        {"quote": "加强统筹。", "title": "数据条例"},
        {"quote": "改造农田。"},
    )
    assert themed_share(view) == 0.75


@pytest.mark.parametrize("theme", [(), ("数据",)])
def test_without_theme_or_evidence_there_is_no_share(theme: tuple[str, ...]) -> None:
    rows = [] if theme else [{"quote": "开放公共数据。"}]
    view = counted_view(*rows, theme=theme)
    assert themed_share(view) is None


def test_a_word_is_no_pattern() -> None:
    assert themed_share(counted_view({"quote": "aXb"}, theme=("a.b",))) == 0.0


def test_a_run_that_does_not_know_what_counts_has_no_share() -> None:
    view = counted_view(theme=("数据",))
    assert themed_share(replace(view, counted=None)) is None
    assert isinstance(view.counted, pd.DataFrame)
