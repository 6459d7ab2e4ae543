"""The sheet Weights: what may be changed, what the names mean, and that formulas work anywhere."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook

from bench.composite.hierarchy import effective_weights
from bench.report.workbook.live import live_of
from bench.report.workbook.live_places import EFFECTIVE, RUN, SUM, TRY, places_of
from bench.report.workbook.writing import sheet_names, write_workbook
from tests.report.conftest import make_statistics_view
from tests.report.live_runs import RUNS, Group, make_run, nested_run, plain_run, random_values

SHEETS = ("维度得分", "权重", "测算")
# Of Excel 2016 and LibreOffice 7.
KNOWN = set(
    re.findall(
        r"\w+",
        "ABS AND COLUMN COLUMNS COUNT COUNTIF EXP IF INDEX ISNUMBER LN MATCH MAX MIN MMULT MOD NOT "
        "OR RANK ROUND ROWS SIGN SQRT SUM SUMIF SUMPRODUCT TRANSPOSE",
    )
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "benchmark.xlsx"


def formulas(book: Workbook) -> list[str]:
    """All formulas of the live sheets."""
    cells = [cell for name in SHEETS for row in book[name].iter_rows() for cell in row]
    found = [cell.value for cell in cells if cell.data_type == "f"]
    return [str(getattr(value, "text", value)) for value in found]


def test_the_cells_to_try_begin_at_the_weights_of_the_run_and_alone_are_not_locked(
    path: Path,
) -> None:
    view = nested_run()
    write_workbook(view, path)
    sheet = openpyxl.load_workbook(path)["权重"]
    live = live_of(view)
    at = places_of(view, live)
    needs = [at.parts_last + 7, at.parts_last + 8]
    inputs = {(row, TRY + 1) for row in [*(row + 1 for row in at.row_of.values()), *needs]}
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.protection.locked == ((cell.row, cell.column) not in inputs), cell
    for position, row in at.row_of.items():
        run, tried = (sheet.cell(row + 1, column + 1) for column in (RUN, TRY))
        assert run.value == tried.value == pytest.approx(live.weights[position])
        assert tried.fill.fgColor.rgb != run.fill.fgColor.rgb
    assert [sheet.cell(row, TRY + 1).value for row in needs] == [
        view.bar.claims,
        view.bar.coverage,
    ]
    guarded = {
        (row, TRY + 1)
        for rule in sheet.data_validations.dataValidation
        for area in str(rule.sqref).split()
        for row in range(range_boundaries(area)[1], range_boundaries(area)[3] + 1)
        if (rule.type, rule.operator or "between", rule.formula1) == ("decimal", "between", "0")
    }
    assert guarded == inputs
    assert not sheet.protection.sheet


def test_sums_and_shares_in_the_index_are_those_of_the_hierarchy(path: Path) -> None:
    view = nested_run()
    write_workbook(view, path)
    sheet = openpyxl.load_workbook(path, data_only=True)["权重"]
    live = live_of(view)
    at = places_of(view, live)
    wanted = effective_weights(view.hierarchy)
    found = [sheet.cell(at.row_of[i] + 1, EFFECTIVE + 1).value for i in range(live.leaves)]
    assert found == pytest.approx(wanted.tolist())
    assert sheet.cell(at.parts_last + 2, EFFECTIVE + 1).value == pytest.approx(1)
    for row in at.block_row.values():
        assert sheet.cell(row + 1, SUM + 1).value == pytest.approx(1)


@pytest.mark.parametrize("run", list(RUNS))
def test_formulas_use_only_what_every_office_program_knows(path: Path, run: str) -> None:
    write_workbook(RUNS[run](), path)
    book = openpyxl.load_workbook(path)
    told = formulas(book)
    assert told
    for formula in told:
        bare = re.sub(r'"(?:[^"]|"")*"', '""', formula)
        assert set(re.findall(r"([A-Z][A-Z.]*)\(", bare)) <= KNOWN, formula
        assert len(formula) < 8192
        assert all(len(text) <= 257 for text in re.findall(r'"(?:[^"]|"")*"', formula)), formula
        names = set(re.findall(r"(?<![A-Za-z'!$])[a-z_]{4,}(?![A-Za-z('!])", bare))
        assert names <= set(book.defined_names), formula


def test_defined_names_refer_to_what_they_say(path: Path) -> None:
    view = plain_run()
    write_workbook(view, path)
    book = openpyxl.load_workbook(path, data_only=True)

    def held(name: str) -> list[object]:
        title, area = book.defined_names[name].attr_text.split("!")
        found = book[title.strip("'")][area.replace("$", "")]
        if not isinstance(found, tuple):
            return [found.value]
        return [cell.value for row in found for cell in row]

    ordered = view.ordered
    assert held("region_now") == ordered["region"].tolist()
    assert held("index_now") == pytest.approx(ordered["index"].tolist())
    assert held("rank_now") == held("rank_run") == ordered["rank"].tolist()
    assert held("coverage_now") == pytest.approx(ordered["coverage"].tolist())
    assert held("order_now") == list(range(1, len(ordered) + 1))
    assert held("weights_try") == held("weights_run")
    assert held("weights_changed") == held("weights_problems") == [0]
    assert held("least_coverage") == [view.bar.coverage]
    assert held("weights_state")[0].startswith("当前为本次运行权重")
    dimensions = [dimension.id for dimension in view.catalogue.dimensions]
    found = np.array(held("dimensions_now")[::2], dtype=float)
    assert np.allclose(found, ordered[dimensions].to_numpy().ravel(), equal_nan=True)


def test_the_chart_draws_the_live_ranking_under_a_live_title(path: Path) -> None:
    view = plain_run()
    write_workbook(view, path)
    with zipfile.ZipFile(path) as archive:
        charts = [archive.read(n).decode() for n in archive.namelist() if "charts/chart" in n]
    (own,) = [chart for chart in charts if "权重" in chart]
    last = 4 + len(view.ranking)
    assert f"权重!$J$5:$J${last}" in own
    assert f"权重!$K$5:$K${last}" in own
    assert "<c:f>权重!$I$2</c:f>" in own or "<c:f>'权重'!$I$2</c:f>" in own
    assert "居首" in own
    assert sum("维度得分" in chart for chart in charts) == len(view.catalogue.dimensions)


def test_statistics_alone_need_no_claims_and_no_run_is_without_its_sheets(path: Path) -> None:
    statistics = make_statistics_view()
    assert "sheet_weights" not in sheet_names(statistics)  # a view that holds tables alone
    write_workbook(plain_run(), path)
    told = [str(cell.value) for row in openpyxl.load_workbook(path)["权重"] for cell in row]
    assert "至少要有的覆盖率" in told
    assert "至少要有的主张条数" not in told
    order = sheet_names(nested_run())
    assert order.index("sheet_dimensions") < order.index("sheet_scores")
    assert order.index("sheet_weights") < order.index("sheet_calculation")
    write_workbook(nested_run(), path)
    told = [str(cell.value) for row in openpyxl.load_workbook(path)["权重"] for cell in row]
    assert "至少要有的主张条数" in told


def test_names_that_look_like_formulas_stay_names(path: Path) -> None:
    view = make_run({"a": Group({"x": 1})}, random_values(2, 1), least=(0, 0.0), target='="杭"州')
    view.ranking.loc[0, "region"] = '="杭"州'
    write_workbook(view, path)
    book = openpyxl.load_workbook(path)
    assert all(formula.startswith("=") for formula in formulas(book))
    assert book["测算"]["A10"].data_type == "s"
    held = openpyxl.load_workbook(path, data_only=True)
    assert held["权重"]["J5"].value == '="杭"州'


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("count", [1, 3, 40])
def test_any_number_of_regions_can_be_written(path: Path, count: int, language: str) -> None:
    values = random_values(max(count, 2), 3)[:count]
    view = make_run({"a": Group({"x": 1, "y": 1}), "b": Group({"u": 1})}, values, language=language)
    write_workbook(view, path)
    sheet = openpyxl.load_workbook(path, data_only=True)[view.word("sheet_calculation")]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert not {"nan", "inf", "-inf"} & set(cells)
