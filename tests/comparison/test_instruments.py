"""The mix of instruments: what is counted, what a share is held against, and when it is told."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.comparison.instruments import (
    InstrumentRules,
    instrument_mix,
    instrument_rules,
    instrument_sentences,
)
from bench.comparison.schema import INSTRUMENTS
from bench.evidence.instruments import load_instruments
from tests.scoring.builders import claim, scored

ISSUERS = {"a.txt": "甲市", "b.txt": "乙市", "c.txt": "丙市"}
TALENT, FINANCE, TRADE = "supply.talent", "environment.finance", "demand.cooperation"
FEW = InstrumentRules(least_measures=2, least_difference=0.05, false_discoveries=0.05, most_told=2)
# Letters that no two claims share, so that none repeats another.
LETTERS = [chr(0x4E00 + n) for n in range(2000)]


def measures(region: str, instrument: str, count: int, first: int = 0) -> list[dict[str, object]]:
    """Measures that are nothing like each other."""
    return [
        {
            **claim(
                region,
                "infra.net",
                "".join(LETTERS[(first + n) * 6 : (first + n) * 6 + 6]),
                document=f"{'abc'['甲乙丙'.index(region[0])]}.txt",
                start=10 * (first + n),
            ),
            "instrument": instrument,
        }
        for n in range(count)
    ]


def mix(rows: list[dict[str, object]], rules: InstrumentRules | None = None) -> pd.DataFrame:
    return instrument_mix(scored(rows, ISSUERS).composition, rules)


def row(table: pd.DataFrame, region: str, instrument: str) -> pd.Series:
    (found,) = table.index[(table["region"] == region) & (table["instrument"] == instrument)]
    return table.loc[found]


def test_shares_are_of_the_measures_of_a_region_and_of_all_others() -> None:
    rows = measures("甲市", TALENT, 3) + measures("甲市", FINANCE, 1, 3)
    rows += measures("乙市", FINANCE, 4, 10) + measures("丙市", TALENT, 1, 20)
    table = mix(rows)
    found = row(table, "甲市", TALENT)
    assert (found["claims"], found["measures"], found["share"]) == (3, 4, 0.75)
    assert found["others"] == pytest.approx(1 / 5)
    supply = table[(table["region"] == "甲市") & (table["type"] == "supply")].iloc[0]
    assert (supply["instrument"], supply["claims"]) == ("", 3)


def test_the_table_has_its_schema_and_every_instrument_of_every_region() -> None:
    table = INSTRUMENTS.check(mix(measures("甲市", TALENT, 2) + measures("乙市", TRADE, 1, 5)))
    known = load_instruments()
    assert len(table) == 2 * (len(known.types) + len(known.instruments))
    assert table["share"].between(0, 1).all()


def test_facts_do_not_count_and_a_measure_on_two_indicators_counts_once() -> None:
    (one,) = measures("甲市", TALENT, 1)
    fact = {**measures("甲市", TRADE, 1, 5)[0], "kind": "fact"}
    table = mix([one, {**one, "indicator": "data.open"}, fact])
    assert row(table, "甲市", TALENT)["measures"] == 1
    assert row(table, "甲市", TRADE)["claims"] == 0


def test_a_measure_without_an_instrument_counts_in_the_whole_only() -> None:
    table = mix(measures("甲市", TALENT, 1) + measures("甲市", "", 3, 5))
    assert row(table, "甲市", TALENT)["share"] == 0.25
    assert table[table["instrument"] == ""]["share"].sum() == 0.25


def test_an_instrument_that_is_no_longer_known_counts_as_none() -> None:
    table = mix(measures("甲市", TALENT, 1) + measures("甲市", "supply.gone", 1, 5))
    assert row(table, "甲市", TALENT)["share"] == 0.5


def test_what_a_region_uses_far_more_or_less_is_told() -> None:
    rows = measures("甲市", TALENT, 30) + measures("甲市", FINANCE, 5, 40)
    rows += measures("乙市", TALENT, 5, 60) + measures("乙市", FINANCE, 30, 80)
    table = mix(rows)
    assert row(table, "甲市", TALENT)["finding"] == "more"
    assert row(table, "甲市", FINANCE)["finding"] == "less"
    assert row(table, "甲市", TRADE)["finding"] == ""
    told = instrument_sentences(table)["110001"]
    assert told.startswith("甲市（35 条举措）：")
    assert "较多使用人才培养（86%，其他地区 14%）" in told
    assert "较少使用金融支持（14%，其他地区 86%）" in told
    assert "more of Talent (86%; elsewhere 14%)" in instrument_sentences(table, "en")["110001"]


def test_a_region_with_few_measures_is_not_judged() -> None:
    rows = measures("甲市", TALENT, 10) + measures("乙市", FINANCE, 40, 20)
    table = mix(rows)
    assert set(table[table["region"] == "甲市"]["finding"]) == {""}
    assert str(instrument_rules().least_measures) in instrument_sentences(table)["110001"]


def test_regions_alike_are_said_to_be_alike() -> None:
    rows = measures("甲市", TALENT, 40) + measures("乙市", TALENT, 40, 50)
    assert "没有可靠的差别" in instrument_sentences(mix(rows))["110001"]


def test_one_region_alone_has_shares_and_no_findings() -> None:
    table = mix(measures("甲市", TALENT, 40))
    assert table["others"].isna().all()
    assert set(table["finding"]) == {""}


def test_no_measures_at_all_give_an_empty_table() -> None:
    table = mix([])
    assert table.empty
    assert instrument_sentences(table) == {}


USES = st.dictionaries(
    st.sampled_from(["甲市", "乙市", "丙市"]),
    st.lists(st.sampled_from([TALENT, FINANCE, TRADE, ""]), min_size=1, max_size=20),
    min_size=1,
)


@settings(max_examples=30)
@given(USES)
def test_types_sum_their_instruments_and_the_order_of_rows_changes_nothing(
    uses: dict[str, list[str]],
) -> None:
    rows = [
        made
        for place, (region, instruments) in enumerate(sorted(uses.items()))
        for n, instrument in enumerate(instruments)
        for made in measures(region, instrument, 1, 30 * place + n)
    ]
    table = mix(rows, FEW)
    whole = table[table["instrument"] == ""].groupby(["region_code", "type"])["claims"].sum()
    parts = table[table["instrument"] != ""].groupby(["region_code", "type"])["claims"].sum()
    pd.testing.assert_series_equal(whole, parts)
    assert (
        whole.groupby("region_code").sum() <= table.groupby("region_code")["measures"].max()
    ).all()
    pd.testing.assert_frame_equal(mix(rows[::-1], FEW), table)
    assert np.isfinite(table["share"]).all()
