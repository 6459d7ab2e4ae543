"""Parity with COINr 1.1 on its ASEM data: set REGIONBENCH_SHARED to the folder that holds them."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bench.composite.coverage import units_with_coverage
from bench.composite.hierarchy import Group, Hierarchy, build_hierarchy, effective_weights, levels
from bench.composite.index import compose, leave_one_out
from bench.composite.missing import impute_mean
from bench.composite.normalisation import directed, min_max, z_score
from bench.composite.outliers import treat
from bench.composite.ranks import ranked

ASEM = Path(os.environ.get("REGIONBENCH_SHARED") or "not set") / "asem"
pytestmark = pytest.mark.skipif(
    not ASEM.is_dir(), reason="REGIONBENCH_SHARED names no folder with the ASEM data"
)

CLOSE = {"rtol": 0, "atol": 1e-9}
DECIMALS = 10
CASES = {
    "raw_minmax0-100_amean": ("arithmetic", lambda x: min_max(x, 0, 100)),
    "raw_minmax1-100_gmean": ("geometric", lambda x: min_max(x, 1, 100)),
    "full_zscore_amean": ("arithmetic", z_score),
}


def table(name: str) -> pd.DataFrame:
    data = pd.read_csv(ASEM / f"{name}.csv", keep_default_na=False, na_values=[""])
    return data.set_index("uCode").sort_index() if "uCode" in data else data


@pytest.fixture(scope="module")
def about() -> pd.DataFrame:
    return table("asem_imeta").set_index("iCode")


@pytest.fixture(scope="module")
def indicators(about: pd.DataFrame) -> pd.DataFrame:
    return about[about["Type"] == "Indicator"]


def hierarchy_of(about: pd.DataFrame, method: str) -> Hierarchy:
    groups = {
        name: Group(dict(children["Weight"]), method) for name, children in about.groupby("Parent")
    }
    return build_hierarchy(list(about.index[about["Type"] == "Indicator"]), groups)


def values_of(case: str, indicators: pd.DataFrame) -> np.ndarray:
    source = table("treated_full_example" if case.startswith("full") else "asem_idata")
    return directed(
        source[indicators.index].to_numpy(np.float64), indicators["Direction"].to_numpy()
    )


@pytest.mark.parametrize("case", CASES)
def test_normalised_scores_and_ranks_are_those_of_coinr(case, about, indicators):
    method, normalise = CASES[case]
    normalised = normalise(values_of(case, indicators))
    expected = table(f"normalised_{case}")
    np.testing.assert_allclose(normalised, expected[indicators.index], **CLOSE)

    hierarchy = hierarchy_of(about, method)
    names = [node.id for node in hierarchy.nodes]
    scores = compose(normalised, hierarchy)
    np.testing.assert_allclose(scores, table(f"scores_{case}")[names], **CLOSE)
    ranks = ranked(scores.T, DECIMALS).T
    np.testing.assert_array_equal(ranks, table(f"ranks_{case}")[names])


def test_groups_stand_as_in_coinr(about):
    hierarchy = hierarchy_of(about, "arithmetic")
    assert [node.id for node in hierarchy.nodes] == list(table("scores_full_zscore_amean"))
    assert dict(zip(hierarchy.ids, levels(hierarchy), strict=True)) == dict(
        about.loc[list(hierarchy.ids), "Level"].astype(int)
    )


def test_imputing_screening_and_treating_give_coinrs_treated_data(indicators):
    raw = table("asem_idata")
    data = raw[indicators.index].to_numpy(np.float64)
    for column, by in enumerate(indicators["Denominator"]):
        if isinstance(by, str):
            data[:, column] /= raw[by].to_numpy(np.float64)
    imputed, _ = impute_mean(data, raw["EurAsia_group"].to_numpy(str))
    kept = units_with_coverage(imputed, 0.9)
    treated, changed = treat(imputed[kept])
    np.testing.assert_allclose(
        treated, table("treated_full_example")[indicators.index], rtol=1e-9, atol=1e-12
    )
    assert changed.any()


def test_leaving_one_out_is_composing_a_smaller_hierarchy(about, indicators):
    normalised = min_max(values_of("raw_minmax0-100_amean", indicators))
    hierarchy = hierarchy_of(about, "arithmetic")
    index, _ = leave_one_out(normalised, hierarchy, DECIMALS)
    for position, name in enumerate(hierarchy.ids[:-1]):
        gone = {name}
        while len(more := gone | set(about.index[about["Parent"].isin(gone)])) > len(gone):
            gone = more
        left = about.drop(index=list(gone))
        columns = [leaf not in gone for leaf in hierarchy.leaves]
        expected = compose(normalised[:, columns], hierarchy_of(left, "arithmetic"))[:, -1]
        np.testing.assert_allclose(index[position], expected, **CLOSE)


def test_without_gaps_the_index_is_the_mean_by_effective_weights(about, indicators):
    normalised = z_score(values_of("full_zscore_amean", indicators))
    hierarchy = hierarchy_of(about, "arithmetic")
    np.testing.assert_allclose(
        normalised @ effective_weights(hierarchy), compose(normalised, hierarchy)[:, -1], **CLOSE
    )
