"""Peers and similarity: peers set off, clusters judged, neighbours with notes."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from bench.comparison.schema import CLUSTERS
from bench.report.charts.theme import ACCENT
from bench.report.view import ReportView
from bench.report.workbook.writing import write_workbook
from tests.report.compared import PEERS_CHOSEN, compared
from tests.report.conftest import make_view
from tests.report.overviews import changed, compared_view, found_in


def rows(path: Path, view: ReportView) -> list[list[object]]:
    write_workbook(view, path)
    sheet = openpyxl.load_workbook(path, data_only=True)["可比与相似"]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_peers_are_ticked_and_structure_is_left_out_where_nothing_is_known(tmp_path: Path) -> None:
    view = compared_view()
    found = rows(tmp_path / "a.xlsx", view)
    heading = next(row for row in found if row[0] == "可比地区")
    assert "结构距离" not in heading
    beside = found_in(view).beside
    assert beside is not None
    chosen = {str(row[0]) for row in found if row[2] == "✓"}
    assert chosen == {peer.name for peer in beside.gaps.peers}
    table = beside.peers.table.assign(structure=1.5)
    known = replace(beside, peers=replace(beside.peers, table=table))
    other = rows(tmp_path / "b.xlsx", changed(view, beside=known))
    assert "结构距离" in next(row for row in other if row[0] == "可比地区")


def test_regions_of_which_nothing_is_known_are_counted(tmp_path: Path) -> None:
    view = compared_view()
    beside = found_in(view).beside
    assert beside is not None
    table = beside.peers.table.copy()
    table.loc[table["chosen"] != "yes", ["policy", "structure"]] = float("nan")
    other = replace(beside, peers=replace(beside.peers, table=table))
    text = str(rows(tmp_path / "a.xlsx", changed(view, beside=other)))
    count = int((table["chosen"] != "yes").sum())
    assert (f"另有{count}个地区" in text) == (count > 0)


@pytest.mark.parametrize(
    ("members", "stability", "judged"),
    [
        (2, 0.75, "稳定"),
        (2, 0.5, "不够稳定"),
        (2, 0.49, "不稳定，只可参考"),
        (1, 0.9, "单独一个地区"),
        (2, float("nan"), None),
    ],
)
def test_clusters_say_how_firm_they_are(
    tmp_path: Path, members: int, stability: float, judged: str | None
) -> None:
    view = compared_view()
    table = CLUSTERS.frame(
        [
            {
                "region": name,
                "region_code": name,
                "cluster": 1,
                "members": members,
                "stability": stability,
            }
            for name in ("乙市", "丙市")[:members]
        ]
    )
    alike = replace(found_in(view).alike, grouped=table)
    found = rows(tmp_path / "a.xlsx", changed(view, alike=alike))
    place = next(i for i, row in enumerate(found) if row[0] == "类别")
    assert found[place + 1][1] == "、".join(("乙市", "丙市")[:members])
    assert found[place + 1][8] == judged


def test_every_neighbour_has_a_row(tmp_path: Path) -> None:
    view = compared_view()
    found = rows(tmp_path / "a.xlsx", view)
    place = next(i for i, row in enumerate(found) if row[1] == "政策近邻")
    near = found_in(view).alike.near
    shown = [(row[0], row[1]) for row in found[place + 1 :]]
    assert shown == list(zip(near["region"], near["neighbour"], strict=True))


def test_a_chart_shows_how_alike_the_peers_are_those_chosen_dark(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(compared(make_view(31)), path)
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        charts = [archive.read(name).decode() for name in names]
    (chart,) = [text for text in charts if "可比与相似!$D$" in text]
    assert "与杭州最相似的是" in re.sub("<[^>]*>", "", chart)
    assert "图中为表中前20行" in re.sub("<[^>]*>", "", chart)
    assert chart.count(ACCENT[1:]) >= PEERS_CHOSEN
