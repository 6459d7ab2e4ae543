"""The cover is one page that names what was found, what was compared, and every sheet."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bench.errors import BenchError
from bench.report.view import ReportView
from bench.report.workbook.cover_caveats import caveats
from bench.report.workbook.writing import sheet_names, write_workbook
from tests.report.conftest import make_statistics_view, make_view
from tests.report.links import leads_to
from tests.report.live_runs import plain_run
from tests.report.overviews import changed, compared_view, found_in
from tests.report.test_sureness import sureness_of


def cover(view: ReportView, path: Path) -> Worksheet:
    write_workbook(view, path)
    return openpyxl.load_workbook(path, data_only=True).worksheets[0]


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]


@pytest.mark.parametrize("view", [make_view(8), compared_view(), make_statistics_view()])
def test_the_cover_leads_to_every_sheet(view: ReportView, tmp_path: Path) -> None:
    write_workbook(view, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    led = {place[0] for row in sheet.iter_rows() for cell in row if (place := leads_to(cell))}
    assert {view.word(key) for key in sheet_names(view)[1:]} <= led


def test_title_target_and_date_stand_on_top(tmp_path: Path) -> None:
    sheet = cover(make_view(8, title="甲乙丙对标"), tmp_path / "a.xlsx")
    assert sheet["A1"].value == "甲乙丙对标"
    assert "杭州" in sheet["A2"].value
    assert "2024-05-31" in sheet["A2"].value
    undated = cover(make_view(8, target="", date=""), tmp_path / "b.xlsx")
    assert undated["A2"].value == "8个地区的比较"


def test_below_the_title_stands_what_the_index_is(tmp_path: Path) -> None:
    sheet = cover(make_view(8), tmp_path / "a.xlsx")
    assert sheet["A3"].value.startswith("指数反映文件写了什么、写得多具体，不是实际水平。")
    statistics = cover(make_statistics_view(), tmp_path / "b.xlsx")
    assert "统计指标" in statistics["A3"].value


def test_that_ranks_follow_the_text_is_told_with_the_adjusted_rank() -> None:
    view = make_view(31, target="深圳")
    sureness = sureness_of(view)
    follows = replace(sureness.follows_volume, spearman=0.62, regions=31)
    told = caveats(replace(view, sureness=replace(sureness, follows_volume=follows)))
    assert "材料多的名次靠前（名次相关+0.62）" in told
    assert "深圳将排第" in told
    weak = replace(follows, spearman=0.2)
    assert "材料" not in caveats(replace(view, sureness=replace(sureness, follows_volume=weak)))


@pytest.mark.parametrize(
    ("policy", "stability", "count"), [(0.5, 0.9, 0), (0.19, 0.9, 1), (0.5, 0.49, 1)]
)
def test_peers_that_are_not_stable_are_told(policy: float, stability: float, count: int) -> None:
    view = compared_view()
    beside = found_in(view).beside
    assert beside is not None
    how = BenchError("comparison.peers_near_policy", count=2)
    table = beside.peers.table.assign(policy=policy, stability=stability)
    peers = replace(beside.peers, table=table, how=how)
    told = caveats(changed(view, beside=replace(beside, peers=peers)))
    assert ("建议在项目文件中指定 peers" in told) == bool(count)
    assert not count or f"1个中有{count}个不稳定" in told
    given = replace(peers, how=BenchError("comparison.peers_given", regions="乙市"))
    assert "指定 peers" not in caveats(changed(view, beside=replace(beside, peers=given)))


def test_other_weights_being_tried_are_told_on_cover_and_ranking(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(plain_run(), path)
    book = openpyxl.load_workbook(path)
    shown = openpyxl.load_workbook(path, data_only=True)
    for name in ("封面", "排名"):
        cells = [c for row in book[name].iter_rows() for c in row if "weights_ch" in str(c.value)]
        assert len(cells) == 1
        assert "本页仍是原权重的结果" in cells[0].value
        assert not shown[name][cells[0].coordinate].value


def test_regions_without_documents_of_their_own_are_counted_apart(tmp_path: Path) -> None:
    view = make_view(8, target="")
    unranked = view.ranking["rank"].isna()
    names = view.ranking.loc[unranked, "region"].tolist()
    codes = view.ranking.loc[unranked, "region_code"]
    documents = view.documents[~view.documents["region_code"].isin(codes)]
    told = texts(cover(replace(view, documents=documents), tmp_path / "a.xlsx"))
    assert any(f"；另有{'、'.join(names)}仅被提及" in text for text in told)


def test_it_says_what_was_compared(tmp_path: Path) -> None:
    told = texts(cover(compared_view(), tmp_path / "a.xlsx"))
    assert "4个（地级4），有排名的4个" in told
    assert any("可比地区：" in text for text in told)
    assert any("regionbench verify" in text for text in told)
    statistics = texts(cover(make_statistics_view(), tmp_path / "b.xlsx"))
    assert "8个统计数值" in statistics


def test_it_is_open_first_and_prints_on_one_page(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(make_view(31), path)
    book = openpyxl.load_workbook(path)
    assert book.active.title == "封面"
    sheet = book.worksheets[0]
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.orientation == "portrait"
    assert sheet.print_area.startswith("'封面'!$A$1:$H$")


@pytest.mark.parametrize("count", [8, 31])
def test_the_chart_has_room_for_every_name(count: int, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook(make_view(count), path)
    with zipfile.ZipFile(path) as archive:
        drawing = archive.read("xl/drawings/_rels/drawing1.xml.rels").decode()
        name = drawing.split("charts/")[1].split('"')[0]
        chart = archive.read(f"xl/charts/{name}").decode()
    assert '<c:barDir val="bar"/>' in chart
    assert '<c:tickLblSkip val="1"/>' in chart
    assert "排名!$C$2" in chart


def test_a_run_that_ranks_nobody_has_a_cover_without_a_chart(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    told = texts(cover(make_view(0), path))
    assert "没有可排名的地区" in told
    with zipfile.ZipFile(path) as archive:
        assert not [name for name in archive.namelist() if "chart" in name]


def test_awkward_titles_and_names_stay_text(tmp_path: Path) -> None:
    view = make_view(3, title="=1+1 & <甲>" + "长" * 300)
    ranking = view.ranking.assign(region=["=cmd", "@乙", "丙'\"!A1"])
    sheet = cover(replace(view, ranking=ranking, target="=cmd"), tmp_path / "a.xlsx")
    assert sheet["A1"].value.startswith("=1+1 & <甲>")
    assert sheet["A1"].data_type == "s"
    assert any("=cmd" in text for text in texts(sheet))
