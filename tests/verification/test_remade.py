"""What sheets state made into tables again: rows that only a roll-up added are told apart."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from bench.regions.gazetteer import Gazetteer
from bench.regions.model import Region
from bench.scoring.rollup import ROLLED_FROM, roll_up
from bench.tables import EVIDENCE
from bench.verification.remade import without_rolled_up

PROVINCE = Region("330000", "某省", "某省", "province", "")
CITIES = [Region(f"33010{i}", f"市{i}", f"市{i}", "city", "330000") for i in range(3)]
GAZETTEER = Gazetteer([PROVINCE, *CITIES])


def row(region: Region, start: int, indicator: str, place: str) -> dict[str, object]:
    made: dict[str, object] = dict.fromkeys(EVIDENCE.names, "")
    return made | {
        "document": "a.txt",
        "start": start,
        "end": start + 9,
        "quote": f"第{start}句话说了些什么。",
        "region": region.name,
        "region_code": region.code,
        "place": place,
        "indicator": indicator,
        "confidence": 0.5,
        "strength": 2.0,
    }


rows = st.lists(
    st.builds(
        row,
        st.sampled_from(CITIES),
        st.integers(0, 5).map(lambda n: 10 * n),
        st.sampled_from(["x.a", "x.b", ""]),
        st.sampled_from(["", "那座城"]),
    ),
    max_size=8,
    unique_by=lambda one: (one["region_code"], one["start"], one["indicator"]),
)
own = st.lists(
    st.builds(
        row, st.just(PROVINCE), st.integers(6, 9).map(lambda n: 10 * n), st.just("x.a"), st.just("")
    ),
    max_size=2,
    unique_by=lambda one: one["start"],
)


@given(rows, own)
def test_leaving_out_what_was_rolled_up_gives_back_the_evidence(
    of_cities: list[dict[str, object]], of_province: list[dict[str, object]]
) -> None:
    evidence = EVIDENCE.frame([*of_cities, *of_province])
    rolled = roll_up(evidence, GAZETTEER, {"330000"}).evidence
    shown = rolled.drop(columns=ROLLED_FROM)
    pd.testing.assert_frame_equal(without_rolled_up(shown, GAZETTEER), evidence)
