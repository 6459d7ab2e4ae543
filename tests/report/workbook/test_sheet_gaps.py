"""The sheet of gaps: names, states in words, links, dimensions set off, notes and chart."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bench.comparison.schema import GAPS
from bench.report.workbook.sheet_gaps import peers_line
from bench.report.workbook.writing import write_workbook
from tests.report.links import leads_to
from tests.report.overviews import changed, compared_view, found_in

TABLE = {column.name: column.zh for column in GAPS.columns}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_workbook(compared_view(), tmp_path / "a.xlsx")
    return tmp_path / "a.xlsx"


def sheet(path: Path) -> Worksheet:
    return openpyxl.load_workbook(path)["差距"]


def test_the_table_is_that_of_the_gaps_with_names_for_ids(path: Path) -> None:
    beside = found_in(compared_view()).beside
    assert beside is not None
    own = beside.gaps.table
    found = pd.read_excel(path, sheet_name="差距", header=2).head(len(own))
    assert found["指标"].tolist()[:3] == own["id"].tolist()[:3]  # named as their ids
    assert found["维度"].tolist()[3:] == ["infra", "data", "全部差距"]
    assert found[TABLE["state"]].tolist()[:3] == ["落后", "已读未提及", "落后"]
    for name in ("score", "median", "gap", "weight", "index_gain", "rank_after"):
        assert found[TABLE[name]].tolist() == pytest.approx(own[name].tolist(), nan_ok=True), name


def test_scores_lead_to_their_evidence_and_silent_ones_nowhere(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    cells = [book["差距"].cell(row, 4) for row in (4, 5, 6)]
    places = [leads_to(cell) for cell in cells]
    assert places[1] is None
    for cell, place in ((cells[0], places[0]), (cells[2], places[2])):
        assert place is not None
        row = place[2]
        heading = [one.value for one in book["证据"][1]]
        shown = [book["证据"].cell(row, heading.index(name) + 1).value for name in ("地区", "指标")]
        assert shown == ["甲市", book["差距"].cell(cell.row, 2).value]


def test_dimensions_are_set_off_and_notes_stand_below(path: Path) -> None:
    found = sheet(path)
    assert not found["A4"].font.bold
    assert all(found.cell(row, 1).font.bold for row in (7, 8, 9))
    assert found["A1"].value == "甲市与可比地区的差距"
    notes = [str(found.cell(row, 1).value) for row in range(10, found.max_row + 1)]
    assert any("中位数 − 目标得分" in note for note in notes)
    assert any("已读未提及" in note for note in notes)


def test_peers_are_named_once() -> None:
    view = compared_view()
    beside = found_in(view).beside
    assert beside is not None
    told = peers_line(view, beside)
    assert all(told.count(peer.name) == 1 for peer in beside.gaps.peers)


def test_a_chart_shows_the_largest_rises(path: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        text = "".join(archive.read(name).decode() for name in charts)
    assert "差距!$L$4:$L$6" in text
    for column in "DEF":  # the scores of target, median and best behind the rises
        assert f"差距!${column}$4:${column}$6" in text
    view = compared_view()
    beside = found_in(view).beside
    assert beside is not None
    none = beside.gaps.table.assign(index_gain=float("nan"))
    flat = replace(beside, gaps=replace(beside.gaps, table=none))
    write_workbook(changed(view, beside=flat), tmp_path / "b.xlsx")
    with zipfile.ZipFile(tmp_path / "b.xlsx") as archive:
        left = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
    assert len(left) == len(charts) - 2


def test_states_are_as_scores_are_shown(tmp_path: Path) -> None:
    view = compared_view()
    beside = found_in(view).beside
    assert beside is not None
    table = beside.gaps.table.copy()
    table["state"] = ["behind", "level", "ahead", "behind", "ahead", "behind"]
    table["score"] = table["median"] + [-0.04, 0.0, 0.06, -0.06, 0.04, -1.0]
    shown = replace(beside, gaps=replace(beside.gaps, table=table))
    write_workbook(changed(view, beside=shown), tmp_path / "b.xlsx")
    found = pd.read_excel(tmp_path / "b.xlsx", sheet_name="差距", header=2).head(6)
    assert found[TABLE["state"]].fillna("").tolist() == [
        "持平",
        "已读未提及",  # the documents say nothing of it, whatever its peers do
        "领先",
        "落后",
        "持平",
        "",
    ]
