"""The last columns of Calculation: coverage, who is ranked and why not, index, rank, order."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell

from bench.report.workbook.live_cells import LiveSheet
from bench.report.workbook.live_formulas import literal, rounded
from bench.report.workbook.live_places import Places
from bench.scoring.parameters import default_parameters


def write_results(page: LiveSheet) -> None:
    """Write what the scores of all nodes come to, a region a row."""
    at, live = page.at, page.live
    for i in range(len(live.regions)):
        row = at.regions[0] + i
        columns = at.results
        cell = {name: xl_rowcol_to_cell(row, column) for name, column in columns.items()}
        cell["root"] = xl_rowcol_to_cell(row, at.column_of[live.root])
        share = float(live.coverage[i])
        page.formula(row, columns["coverage"], _coverage(page, row), share, "share")
        if "claims" in columns:
            page.number(row, columns["claims"], float(live.claims[i]), "count_centre")
        page.formula(row, columns["why"], _why(page, cell), why_not(page, i), "text")
        formula = f'=IF({cell["why"]}="",{rounded(cell["root"], live.decimals)},"")'
        page.formula(row, columns["index"], formula, float(live.index[i]), "score_node")
        formula = _rank(cell["index"], at.range_of(columns["index"]))
        page.formula(row, columns["rank"], formula, float(live.ranks[i]), "rank")
        page.formula(row, columns["order"], _order(at, row), float(i + 1), "rank")
        page.number(row, columns["run"], float(live.ranks[i]), "rank")
    if "refused" in at.headings:
        row, column = at.headings["refused"], at.results["coverage"]
        formula = f"=SUM({xl_range_abs(row, 1, row, column - 1)})"
        page.formula(row, column, formula, 0.0, "heading_count")


def why_not(page: LiveSheet, i: int) -> str:
    """Return why a region is not ranked under the weights of the run; empty where it is."""
    live = page.live
    if live.claims[i] < live.bar.claims:
        return page.word("calculation_few_claims")
    if live.coverage[i] < live.bar.coverage:
        return page.word("calculation_little_coverage")
    return page.word("calculation_no_score") if np.isnan(live.scores[i, live.root]) else ""


def _why(page: LiveSheet, cell: Mapping[str, str]) -> str:
    """Return why a region is not ranked, in the order of `bench.scoring.ranking.Bar`."""

    def reason(name: str) -> str:
        return literal(page.word(f"calculation_{name}"))

    told = f'IF(ISNUMBER({cell["root"]}),"",{reason("no_score")})'
    told = f"IF({cell['coverage']}<least_coverage,{reason('little_coverage')},{told})"
    if "claims" in cell:
        told = f"IF({cell['claims']}<least_claims,{reason('few_claims')},{told})"
    return f"=IF({page.at.faults}=0,{told},{reason('no_ranking')})"


def _coverage(page: LiveSheet, row: int) -> str:
    """Return 1 less the weight of what was not read, as part of all weight of indicators."""
    at = page.at
    line, last = at.headings["share"], at.column_of[page.live.root] - 1
    weights = xl_range_abs(line, 1, line, last)
    missing = f"1-ISNUMBER({xl_range(row, 1, row, last)})"
    if at.imputed is not None:
        missing += f"*(1-{xl_range(row, at.imputed, row, at.imputed + last - 1)})"
    share = f"1-SUMPRODUCT({weights},{missing})/SUM({weights})"
    decimals = default_parameters().decimals
    return f'=IF(SUM({weights})=0,"",ROUND(MAX(0,MIN(1,{share})),{decimals}))'


def _rank(own: str, scores: str) -> str:
    return f'=IF(ISNUMBER({own}),RANK({own},{scores}),"")'


def _order(at: Places, row: int) -> str:
    """Return where a region stands in the list: by rank, ties and the rest as in the run."""
    column, top = at.results["rank"], at.regions[0]
    first = xl_rowcol_to_cell(top, column, True)
    own, above = xl_rowcol_to_cell(row, column), xl_rowcol_to_cell(row - 1, column)
    heading = xl_rowcol_to_cell(top - 1, column, True)
    unranked = f"COUNT({at.range_of(column)})+ROWS({first}:{own})-COUNT({first}:{own})"
    return f"=IF(ISNUMBER({own}),{own}+COUNTIF({heading}:{above},{own}),{unranked})"
