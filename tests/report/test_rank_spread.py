"""How simulated ranks spread: by hand, and against the simulated ranks themselves."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from bench.report.rank_spread import rank_spread
from bench.report.view import ReportView
from bench.scoring.sureness import no_sureness
from bench.tables import RANK_CHANCES
from tests.report.sured import sured

Maker = Callable[..., ReportView]


def with_chances(view: ReportView, *rows: dict[int, float]) -> ReportView:
    """The view with these chances of ranks, a row a ranked region."""
    ranked = view.ranked.to_dict("records")
    chances = [
        {
            "region": region["region"],
            "region_code": region["region_code"],
            "rank": rank,
            "chance": chance,
        }
        for region, own in zip(ranked, rows, strict=True)
        for rank, chance in own.items()
    ]
    sure = replace(no_sureness(), chances=RANK_CHANCES.frame(chances))
    return replace(view, sureness=sure)


def test_the_median_is_the_first_rank_to_reach_half(view_of: Maker) -> None:
    view = with_chances(view_of(3), {1: 0.5, 2: 0.5}, {1: 0.3, 2: 0.1, 3: 0.6}, {3: 1.0})
    spread = rank_spread(view)
    assert spread is not None
    assert spread.median.tolist() == [1, 3, 3]


def test_chances_stand_by_region_and_rank_and_add_up(view_of: Maker) -> None:
    view = sured(view_of(31))
    spread = rank_spread(view)
    assert spread is not None
    assert spread.chances.shape == (30, 30)
    assert spread.chances.sum(axis=1) == pytest.approx(np.ones(30))
    row = view.sureness.chances.iloc[7]
    place = spread.regions.index(row["region"])
    assert spread.chances[place, int(row["rank"]) - 1] == row["chance"]
    expected = spread.chances[:, : spread.top].sum(axis=1)
    assert spread.top_chances() == pytest.approx(expected)


@pytest.mark.parametrize(("count", "places"), [(2, 1), (3, 1), (8, 2), (11, 3), (31, 3), (100, 3)])
def test_a_firm_rank_spans_few_places_fewer_among_few_regions(
    view_of: Maker, count: int, places: int
) -> None:
    view = sured(view_of(count))
    spread = rank_spread(view)
    assert spread is not None
    assert spread.firm_places == places
    widths = view.ranked["rank_high"] - view.ranked["rank_low"] + 1
    assert spread.firm.tolist() == (widths <= places).tolist()


@pytest.mark.parametrize(
    ("target", "top"), [("杭州", 3), ("浙江", 3), ("广东", 5), ("长三角", 10), ("", 10)]
)
def test_the_line_is_drawn_next_below_the_target(view_of: Maker, target: str, top: int) -> None:
    spread = rank_spread(sured(view_of(31, target=target)))
    assert spread is not None
    assert spread.top == top


def test_the_line_always_parts_the_regions(view_of: Maker) -> None:
    for count in (2, 3, 4, 5, 8, 100):
        view = view_of(count)
        for target in ("", str(view.ranked["region"].iloc[-1])):
            spread = rank_spread(sured(replace(view, target=target)))
            assert spread is not None
            assert 1 <= spread.top < len(spread.regions)


def test_without_a_simulation_or_with_one_region_there_is_none(view_of: Maker) -> None:
    assert rank_spread(view_of(8)) is None
    assert rank_spread(sured(view_of(1))) is None
    assert rank_spread(sured(view_of(0))) is None
