"""The sheet of measures to borrow: words for codes, and rows that lead to their evidence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd

from bench.report.workbook.writing import write_workbook
from tests.report.overviews import changed, compared_view, found_in


def test_each_measure_leads_to_its_evidence_and_to_the_nearest_claim(tmp_path: Path) -> None:
    view = compared_view()
    beside = found_in(view).beside
    assert beside is not None
    table = beside.borrowed.table
    table = table.assign(likeness=[0.09, *[0.3] * (len(table) - 1)])
    view = changed(view, beside=replace(beside, borrowed=replace(beside.borrowed, table=table)))
    write_workbook(view, tmp_path / "a.xlsx")
    found = pd.read_excel(tmp_path / "a.xlsx", sheet_name="可借鉴举措", header=2)
    proofs = pd.read_excel(tmp_path / "a.xlsx", sheet_name="证据")
    assert found["原文"].tolist() == table["quote"].tolist()
    assert found["指标编号"].tolist() == table["indicator"].tolist()
    assert set(found["建议"]) <= {"可借鉴", "请比对", "已有类似"}
    assert set(found["状态"]) == {"拟推进"}
    for shown in found.to_dict("records"):
        assert proofs["原文"][int(shown["证据表行号"]) - 2] == shown["原文"]
        own = shown["该主张证据表行号"]
        if not pd.isna(own):
            assert proofs["原文"][int(own) - 2] == shown["甲市最近的主张"]
    assert found["该主张证据表行号"].notna().any()
    assert found.loc[0, ["甲市最近的主张", "该主张证据表行号"]].isna().all()  # not like it at all


def test_peers_that_say_the_same_are_named_and_text_stays_text(tmp_path: Path) -> None:
    view = compared_view()
    beside = found_in(view).beside
    assert beside is not None
    table = beside.borrowed.table.assign(also="丙市|丁市", quote="=1+1")
    other = replace(beside, borrowed=replace(beside.borrowed, table=table))
    write_workbook(changed(view, beside=other), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["可借鉴举措"]
    assert sheet["D4"].value == "乙市（丙市、丁市也有）"
    assert (sheet["E4"].value, sheet["E4"].data_type) == ("=1+1", "s")
    assert sheet.auto_filter.ref == f"A3:U{3 + len(table)}"
