"""The program on the ASEM data, as a catalogue of statistics: what COINr 1.1 makes of them.

Set REGIONBENCH_SHARED to the folder that holds them. The project, a catalogue with three levels,
a table of statistics and a file of regions, is written here as an analyst would write it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bench import benchmark
from bench.settings import load_settings

ASEM = Path(os.environ.get("REGIONBENCH_SHARED") or "not set") / "asem"
pytestmark = pytest.mark.skipif(
    not ASEM.is_dir(), reason="REGIONBENCH_SHARED names no folder with the ASEM data"
)
CLOSE = 1e-9
# Case → source of the values, method, aggregation of every group.
CASES = {
    "raw_minmax0-100_amean": ("asem_idata", {"normalisation": "min_max"}, "arithmetic"),
    "raw_minmax1-100_gmean": (
        "asem_idata",
        {"normalisation": "min_max", "scale": [1.0, 100.0]},
        "geometric",
    ),
    "full_zscore_amean": ("treated_full_example", {"normalisation": "z_score"}, "arithmetic"),
}


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(ASEM / f"{name}.csv", keep_default_na=False, na_values=[""])


def project(folder: Path, case: str) -> None:
    """Write the project of a case."""
    source, method, aggregation = CASES[case]
    about = table("asem_imeta")
    parents = dict(zip(about["iCode"], about["Parent"], strict=True))

    def id_of(code: str) -> str:
        above = parents[code]
        own = f"x{code.lower()}"
        return own if above == "Index" else f"{id_of(above)}.{own}"

    def node(code: str) -> dict[str, object]:
        row = about[about["iCode"] == code].iloc[0]
        entry: dict[str, object] = {
            "id": id_of(code),
            "name": row["iName"],
            "definition": row["iName"],
            "weight": float(row["Weight"]),
        }
        if row["Type"] == "Indicator":
            direction = "lower" if row["Direction"] < 0 else "higher"
            return {**entry, "kind": "statistic", "direction": direction}
        children = about[about["Parent"] == code]
        entry["aggregation"] = aggregation
        for kind, field in (("Indicator", "indicators"), ("Aggregate", "dimensions")):
            own = children[children["Type"] == kind]["iCode"]
            if len(own):
                entry[field] = [node(child) for child in own]
        return entry

    tops = about[(about["Parent"] == "Index") & (about["Type"] == "Aggregate")]["iCode"]
    catalogue = {
        "title": "ASEM",
        "aggregation": aggregation,
        "method": {**method, "decimals": 10},
        "dimensions": [node(code) for code in tops],
    }
    units = table(source)
    codes = about[about["Type"] == "Indicator"]["iCode"].tolist()
    values = units[codes].rename(columns={code: id_of(code) for code in codes})
    values.insert(0, "region", units["uCode"])
    # Seventeen digits tell every number apart.
    values.to_csv(folder / "values.csv", index=False, float_format="%.17g")
    regions = [
        {"code": f"Z-{code}", "name": code, "level": "province", "parent": "全国"}
        for code in units["uCode"]
    ]
    # JSON is YAML too.
    (folder / "regions.yaml").write_text(json.dumps({"regions": regions}), encoding="utf-8")
    (folder / "catalogue.yaml").write_text(json.dumps(catalogue), encoding="utf-8")
    settings = {
        "catalogue": "catalogue.yaml",
        "statistics": "values.csv",
        "gazetteer": "regions.yaml",
        "output": "out",
        "draws": 100,
        "min_coverage": 0.0,
    }
    (folder / "bench.yaml").write_text(json.dumps(settings), encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_dimensions_index_and_ranks_are_those_of_coinr(tmp_path: Path, case: str) -> None:
    project(tmp_path, case)
    benchmark.run(load_settings(tmp_path))
    ours = pd.read_csv(tmp_path / "out" / "ranking.csv").set_index("region").sort_index()
    scores = table(f"scores_{case}").set_index("uCode").sort_index()
    ranks = table(f"ranks_{case}").set_index("uCode").sort_index()
    assert list(ours.index) == list(scores.index)
    for column, code in (("index", "Index"), ("xconn", "Conn"), ("xsust", "Sust")):
        np.testing.assert_allclose(ours[column], scores[code], rtol=0, atol=CLOSE)
    np.testing.assert_array_equal(ours["rank"], ranks["Index"])
