import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from bench.report.cells import sorted_evidence
from bench.report.labels import source_label
from bench.report.view import ReportView
from bench.report.workbook.writing import write_workbook
from bench.tables import CUTS, DOCUMENTS, EVIDENCE, FIGURES, SURE
from tests.report.conftest import cut_row, document_row, evidence_row, figure_row
from tests.report.links import leads_to

Maker = Callable[..., ReportView]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "benchmark.xlsx"


def values(path: Path, sheet: str) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path, data_only=True)
    return list(book[sheet].iter_rows(values_only=True))


def test_the_sheets_stand_in_order_in_both_languages(view_of: Maker, path: Path) -> None:
    write_workbook(view_of(2), path)
    assert openpyxl.load_workbook(path).sheetnames == [
        "封面",
        "排名",
        "得分",
        "可靠程度",
        "证据",
        "数据",
        "文件",
        "剪除",
        "方法",
    ]
    write_workbook(view_of(2, "en"), path)
    names = openpyxl.load_workbook(path).sheetnames
    assert names == [
        "Cover",
        "Ranking",
        "Scores",
        "How sure",
        "Evidence",
        "Figures",
        "Documents",
        "Cuts",
        "Method",
    ]


def test_pandas_reads_the_ranking_back(view: ReportView, path: Path) -> None:
    write_workbook(view, path)
    found = pd.read_excel(path, sheet_name="排名", dtype={"地区代码": str}).head(8)
    ordered = view.ordered
    names = ["指数", "排名", "最好名次", "最差名次", "计入的主张条数", "覆盖率"]
    wanted = ["index", "rank", "rank_low", "rank_high", "claims", "coverage"]
    for name, own in zip(names, wanted, strict=True):
        assert np.allclose(found[name], ordered[own], equal_nan=True), name
    for dimension in view.catalogue.dimensions:
        assert np.allclose(found[dimension.name.zh], ordered[dimension.id], equal_nan=True)
    assert list(found["地区"]) == list(ordered["region"])
    assert found["说明"].iloc[-1] == ordered["note"].iloc[-1]


def test_pandas_reads_the_scores_back_as_numbers(view: ReportView, path: Path) -> None:
    write_workbook(view, path)
    found = pd.read_excel(path, sheet_name="得分", header=2).head(8).set_index("地区")
    for row in view.scores.to_dict("records"):
        shown = found.loc[row["region"], view.catalogue.indicator(row["indicator"]).name.zh]
        if row["state"] == "unread":
            assert shown == "未读"
        else:
            assert float(shown) == pytest.approx(row["score"])


def test_every_score_leads_to_its_first_evidence(view: ReportView, path: Path) -> None:
    write_workbook(view, path)
    book = openpyxl.load_workbook(path)
    scores, evidence = book["得分"], book["证据"]
    heading = [cell.value for cell in evidence[1]]
    region, indicator = heading.index("地区") + 1, heading.index("指标") + 1
    stated = view.scores[view.scores["state"] == "stated"]
    links = 0
    for row in scores.iter_rows(min_row=4, max_row=3 + 8, min_col=4):
        for cell in row:
            place = leads_to(cell)
            if place is None:
                continue
            links += 1
            sheet, _, line = place
            assert isinstance(cell.value, (int, float))
            assert sheet == "证据"
            here = (scores.cell(cell.row, 2).value, scores.cell(3, cell.column).value)
            assert (evidence.cell(line, region).value, evidence.cell(line, indicator).value) == here
            before = (
                evidence.cell(line - 1, region).value,
                evidence.cell(line - 1, indicator).value,
            )
            assert before != here
    assert links == len(stated)


def test_index_and_dimension_scores_lead_to_the_row_of_the_region(
    view: ReportView, path: Path
) -> None:
    write_workbook(view, path)
    book = openpyxl.load_workbook(path)
    ranking, scores = book["排名"], book["得分"]
    heading = [cell.value for cell in ranking[1]]
    for row in range(2, 2 + len(view.ranked)):
        for dimension in view.catalogue.dimensions:
            cell = ranking.cell(row, heading.index(dimension.name.zh) + 1)
            sheet, column, line = leads_to(cell)
            assert sheet == "得分"
            assert scores.cell(line, 2).value == ranking.cell(row, 2).value
            assert scores[f"{column}3"].value == dimension.indicators[0].name.zh
            assert scores[f"{column}1"].value == dimension.name.zh


def test_the_states_of_scores_look_different(view: ReportView, path: Path) -> None:
    write_workbook(view, path)
    sheet = openpyxl.load_workbook(path, data_only=True)["得分"]
    looks: dict[str, set[tuple[object, ...]]] = {"stated": set(), "silent": set(), "unread": set()}
    states = view.scores.set_index(["region_code", "indicator"])["state"]
    for row, code in enumerate(view.ordered["region_code"], start=4):
        for column, indicator in enumerate(view.catalogue.indicators, start=4):
            looks[states[(code, indicator.id)]].add(_fill(sheet.cell(row, column)))
    assert len(looks["silent"]) == len(looks["unread"]) == 1
    assert len(looks["stated"]) > 5
    assert not looks["stated"] & (looks["silent"] | looks["unread"])
    assert next(iter(looks["unread"]))[0] == "lightUp"


def _fill(cell: Cell) -> tuple[object, ...]:
    return cell.fill.fill_type, cell.fill.fgColor.rgb, cell.fill.bgColor.rgb


def test_evidence_holds_every_row_in_words(view: ReportView, path: Path) -> None:
    write_workbook(view, path)
    found = pd.read_excel(path, sheet_name="证据", dtype={"地区代码": str})
    rows = sorted_evidence(view)
    assert len(found) == len(rows)
    plain = ["document", "start", "end", "quote", "section", "region", "region_code", "place"]
    plain += ["confidence", "strength", "terms", "title", "date"]
    for column in EVIDENCE.columns:
        if column.name in plain:
            assert list(found[column.zh]) == list(rows[column.name]), column.name
    assert set(found["类别"]) == {"举措"}
    assert set(found["状态"]) == {"拟推进"}
    assert set(found["文件类型"]) == {source_label("plan", "zh")}
    assert list(found["指标编号"]) == list(rows["indicator"])
    first = view.catalogue.indicator(rows["indicator"].iloc[0])
    assert found["指标"].iloc[0] == first.name.zh
    assert found["维度"].iloc[0] == view.catalogue.dimension_of(first.id).name.zh


def test_documents_and_cuts_hold_every_row(view_of: Maker, path: Path) -> None:
    # What holds nothing in any row is left out.
    known = document_row()
    empty = [column for column in DOCUMENTS.columns if not known.get(column.name)]
    told = {column.name: "某" for column in empty if column.kind == "text"}
    sure = {column.name: 0.9 for column in empty if column.name.endswith(SURE)}
    documents = DOCUMENTS.frame(
        [
            document_row(**told, **sure),
            document_row(document="b.pdf", state="skipped", problem="打不开", kind="讲话"),
        ]
    )
    cuts = CUTS.frame([cut_row(), cut_row(text="-责任编辑：某某", start=90)])
    write_workbook(view_of(2, documents=documents, cuts=cuts), path)
    found = pd.read_excel(path, sheet_name="文件")
    assert list(found["读取情况"]) == ["已读", "跳过"]
    assert list(found["文件类型"]) == [source_label("plan", "zh"), "讲话"]
    assert set(found.columns) == {column.zh for column in DOCUMENTS.columns} | {"首条证据行号"}
    found = pd.read_excel(path, sheet_name="剪除")
    assert list(found["原文"]) == ["首页 > 政务公开", "-责任编辑：某某"]
    assert list(found.columns) == ["文件", "起", "止", "原因", "原文", "文件表行号"]


def test_the_method_sheet_says_finding_settings_and_definitions(
    view: ReportView, path: Path
) -> None:
    write_workbook(view, path)
    pairs = {row[0]: row[1] for row in values(path, "方法") if row[0]}
    assert pairs["结论"] == "杭州居首（共7个地区）"
    assert pairs["权重"] == "等权"
    assert "未读不等于没有做" in str(pairs["未读"])
    assert pairs["数据要素市场 · 数据安全"] == "文件对数据安全的举措和进展。"
    assert "都是越高越好" in str(pairs["方向"])
    assert not any("不全" in str(name) for name in pairs)


def test_rows_beyond_a_sheet_are_named_and_never_linked(view: ReportView, path: Path) -> None:
    write_workbook(view, path, max_rows=51)
    assert len(values(path, "证据")) == 51
    pairs = {row[0]: row[1] for row in values(path, "方法") if row[0]}
    assert str(len(view.evidence)) in str(pairs["“证据”不全"])
    assert "“文件”不全" not in pairs
    for row in openpyxl.load_workbook(path)["得分"].iter_rows(min_row=4, min_col=4):
        for cell in row:
            place = leads_to(cell)
            assert place is None or place[2] <= 51


def test_the_ranking_leads_to_how_sure_it_is(view: ReportView, path: Path) -> None:
    write_workbook(view, path)
    sheet = openpyxl.load_workbook(path)["排名"]
    row = 2 + len(view.ranked)
    links = [leads_to(sheet.cell(r, c)) for r in range(2, row) for c in (4, 5)]
    assert {link[0] for link in links} == {"可靠程度"}
    told = str(sheet.cell(len(view.ranking) + 2, 2).value)
    assert "'可靠程度'!A1" in told
    assert "有多大把握" in told


def test_what_leads_somewhere_is_underlined_and_nothing_else(view: ReportView, path: Path) -> None:
    write_workbook(view, path)
    book = openpyxl.load_workbook(path)
    for name in ("排名", "得分", "可靠程度"):
        cells = [cell for row in book[name].iter_rows() for cell in row if cell.value is not None]
        for cell in cells:
            assert (leads_to(cell) is not None) == (cell.font.u == "single"), cell
    zeros = [
        cell
        for row in openpyxl.load_workbook(path)["得分"].iter_rows(min_row=4, min_col=4)
        for cell in row
        if cell.value == 0
    ]
    assert zeros


def test_names_stand_in_place_of_ids_and_empty_columns_are_left_out(
    view_of: Maker, path: Path
) -> None:
    figures = [
        figure_row("杭州", "330000", indicators="clusters.ai|iot", value=56_880_000_000_123.0)
    ]
    view = view_of(2, figures=FIGURES.frame(figures))
    write_workbook(view, path)
    sheet = openpyxl.load_workbook(path)["数据"]
    found = pd.read_excel(path, sheet_name="数据").iloc[0]
    assert found["指标"] == "人工智能、iot"
    assert "上限" not in found.index
    heading = [cell.value for cell in sheet[1]]
    letter = openpyxl.utils.get_column_letter(heading.index("数值") + 1)
    assert sheet.column_dimensions[letter].width > len("56,880,000,000,123")
    assert "网站导航" in pd.read_excel(path, sheet_name="文件")["剪除内容"].iloc[0]


def test_figures_of_which_nothing_tells_what_they_count_come_last(
    view_of: Maker, path: Path
) -> None:
    figures = [figure_row("杭州", "330000", counted=name) for name in ("", "渔船", "", "灯塔")]
    write_workbook(view_of(2, figures=FIGURES.frame(figures)), path)
    found = pd.read_excel(path, sheet_name="数据")
    heading = {column.name: column.zh for column in FIGURES.columns}["counted"]
    assert found[heading].fillna("").tolist() == ["渔船", "灯塔", "", ""]


def _sheets(path: Path) -> list[Worksheet]:
    return openpyxl.load_workbook(path).worksheets


def test_sheets_are_frozen_filtered_and_print_well(view: ReportView, path: Path) -> None:
    write_workbook(view, path)
    cover, *others = _sheets(path)
    assert cover.page_setup.orientation == "portrait"
    assert (cover.page_setup.fitToWidth, cover.page_setup.fitToHeight) == (None, None)  # one page
    assert cover.sheet_properties.pageSetUpPr.fitToPage
    for sheet in others:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)  # one page wide where it is not said
        assert sheet.page_setup.fitToHeight == 0
    tables = [sheet for sheet in others if sheet.title not in ("可靠程度", "方法")]
    for sheet in tables:
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref is not None
        assert sheet.print_title_rows is not None
    by_name = {sheet.title: sheet for sheet in tables}
    assert by_name["得分"].freeze_panes == "D4"
    assert by_name["得分"].auto_filter.ref == "A3:X11"
    assert by_name["证据"].auto_filter.ref == f"A1:X{len(view.evidence) + 1}"


def test_the_ranking_has_a_bar_chart_of_the_ranked_regions(view: ReportView, path: Path) -> None:
    write_workbook(view, path)
    with zipfile.ZipFile(path) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert "排名!$C$2:$C$8" in chart
    assert "杭州居首" in chart


def test_the_same_view_gives_the_same_bytes(view: ReportView, tmp_path: Path) -> None:
    paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for each in paths:
        write_workbook(view, each)
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_run_without_anything_still_gives_a_workbook(
    view_of: Maker, path: Path, count: int
) -> None:
    view = view_of(
        count,
        evidence=EVIDENCE.empty(),
        documents=DOCUMENTS.empty(),
        cuts=CUTS.empty(),
        method=(),
    )
    write_workbook(view, path)
    assert len(values(path, "证据")) == 1
    assert len(_sheets(path)) == 9


def test_awkward_text_does_no_harm(view_of: Maker, path: Path) -> None:
    quote = '=HYPERLINK("http://x")\x07\n' + "长" * 40_000
    rows = [evidence_row("杭州", "330000", "clusters.ai", quote=quote, title="A & <B>", terms=None)]
    view = view_of(2, evidence=EVIDENCE.frame(rows), title="对标 & 比较 " * 60)
    write_workbook(view, path)
    found = pd.read_excel(path, sheet_name="证据").iloc[0]
    assert found["原文"].startswith('=HYPERLINK("http://x")\ufffd\n')
    assert len(found["原文"]) == 32_767
    assert found["原文"].endswith("……（过长，已截断）")
    assert found["标题"] == "A & <B>"


def test_a_catalogue_of_one_indicator_can_be_written(view_of: Maker, path: Path) -> None:
    view = view_of(2)
    dimension = view.catalogue.dimensions[0]
    small = dimension.model_copy(update={"indicators": dimension.indicators[:1]})
    catalogue = view.catalogue.model_copy(update={"dimensions": (small,)})
    write_workbook(view_of(2, catalogue=catalogue), path)
    assert values(path, "得分")[0][3] == "数字基础设施"
    assert values(path, "得分")[2][3] == "算力设施"
