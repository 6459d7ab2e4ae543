"""The columns of nodes on Calculation: their scores, and what their methods need besides."""

from __future__ import annotations

import numpy as np
from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell

from bench.report.workbook.live import Block
from bench.report.workbook.live_cells import LiveSheet
from bench.report.workbook.live_formulas import (
    Parts,
    node_formula,
    refused_formula,
    spread_formula,
    takes_part_formula,
)
from bench.report.workbook.live_places import REFUSING, Places
from bench.scoring.heaviest import Floats


def write_node(page: LiveSheet, block: Block) -> None:
    """Write the score of a node for every region."""
    live, at, method = page.live, page.at, block.node.method
    own = at.column_of[block.position]
    for i, score in enumerate(live.scores[:, block.position].tolist()):
        row = at.regions[0] + i
        formula = node_formula(method, _parts(at, block, row))
        page.formula(row, own, formula, score, "score_node")
    if block.position in at.takes_part:
        _write_compared(page, block)
    if method == "topsis":
        _write_spread(page, block)
    if method in REFUSING:
        formula = refused_formula(method, _parts(at, block, at.regions[0]))
        page.formula(at.headings["refused"], own, formula, 0.0, "heading_count")


def _parts(at: Places, block: Block, row: int) -> Parts:
    """Return the parts of a node as the formula in a region's row sees them."""
    (first, last), (top, bottom) = at.span(block), at.regions
    compared = at.takes_part.get(block.position)

    def heading(name: str) -> str:
        line = at.headings.get(name)
        return "" if line is None else xl_range_abs(line, first, line, last)

    threshold = at.headings["threshold"], at.column_of[block.position]
    return Parts(
        own=xl_range(row, first, row, last),
        weights=heading("weight"),
        threshold=xl_rowcol_to_cell(*threshold, True, True) if block.node.threshold else "",
        all=xl_range_abs(top, first, bottom, last),
        part="" if compared is None else xl_rowcol_to_cell(row, compared),
        takes_part="" if compared is None else at.range_of(compared),
        best=heading("best"),
        worst=heading("worst"),
        length=heading("length"),
    )


def _compared(page: LiveSheet, block: Block) -> tuple[Floats, Floats]:
    """Return the scores of the parts, shape (n, parts), and who is compared by them, shape (n,)."""
    scores = page.live.scores[:, list(block.node.children)]
    share = np.mean(~np.isnan(scores), axis=1)
    return scores, ((share > 0) & (share >= block.node.threshold)).astype(np.float64)


def _write_compared(page: LiveSheet, block: Block) -> None:
    """Write which regions a method holds against each other: 1, else 0."""
    at = page.at
    column = at.takes_part[block.position]
    page.text(at.headings["parent"], column, page.live.names[block.position], "heading_weight")
    page.text(at.headings["name"], column, page.word("calculation_takes_part"), "heading")
    for i, part in enumerate(_compared(page, block)[1].tolist()):
        parts = _parts(at, block, at.regions[0] + i)
        formula = takes_part_formula(parts.own, parts.threshold)
        page.formula(at.regions[0] + i, column, formula, part, "rank")


def _write_spread(page: LiveSheet, block: Block) -> None:
    """Write what TOPSIS measures distances by: best, worst and length of each part."""
    at = page.at
    scores, part = _compared(page, block)
    scores = scores[part > 0]
    lengths = np.linalg.norm(scores, axis=0)
    values = {"length": np.where(lengths > 0, lengths, 1.0), "best": lengths, "worst": lengths}
    if len(scores):
        values |= {"best": scores.max(axis=0), "worst": scores.min(axis=0)}
    for name, found in values.items():
        for child, value in zip(block.node.children, found.tolist(), strict=True):
            column = at.column_of[child]
            formula = spread_formula(
                name, at.range_of(column), at.range_of(at.takes_part[block.position])
            )
            page.formula(at.headings[name], column, formula, value, "heading_score")
