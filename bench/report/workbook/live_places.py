"""Where things stand on the live sheets, so that their formulas find one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from xlsxwriter.utility import xl_col_to_name, xl_range_abs, xl_rowcol_to_cell

from bench.report.view import ReportView
from bench.report.workbook.live import Block, Live

# The sheet Weights: the parts on the left, the ranking that they give on the right.
PART, RUN, TRY, SUM, SHARE, EFFECTIVE, NOTE = range(7)
NOW_RANK, NOW_REGION, NOW_INDEX, RUN_RANK, MOVED, WHY = range(8, 14)
CHART: Final = WHY + 2  # where there is no room below the ranking
LINE, OWN_INDEX = 24, 25  # what other columns are found by, out of the way
# Rows of Weights and of Dimension scores.
STATE, HOW, HEADING = 1, 2, 3
FIRST: Final = HEADING + 1  # of the first block, and of the region in front

# The sheet Calculation.
CALCULATION_TOP: Final = 4  # rows of title, state and notes
COMPARING: Final = frozenset({"copeland", "topsis"})  # that hold regions against each other
# That cannot be used on every score: of 0; with gaps, or of regions that are all alike.
REFUSING: Final = frozenset({"geometric", "harmonic", "topsis"})


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Rows and columns, from 0.

    Parameters
    ----------
    weights, calculation
        Names of the sheets.
    row_of
        Row of a part on Weights, by position.
    block_row
        Row of the heading of a block there, by the position of its node.
    parts_last
        The last row of the parts.
    column_of
        Column on Calculation, by position; the parts of a node side by side, the index last.
    takes_part
        Column of whether a region is compared, by the position of a node that compares.
    imputed
        The first of the columns that mark imputed scores; None where none is.
    headings
        Row of each heading on Calculation: ``"parent"``, ``"weight"``, ``"share"``, ``"method"``,
        ``"threshold"``, ``"length"``, ``"best"``, ``"worst"``, ``"refused"``, ``"name"``; those
        that the run needs.
    results
        Column of each result: ``"coverage"``, ``"claims"``, ``"why"``, ``"index"``, ``"rank"``,
        ``"order"``, ``"run"``; without claims where none are asked for.
    regions
        First and last row of the regions on Calculation.
    columns
        How many columns Calculation has.
    """

    weights: str
    calculation: str
    row_of: Mapping[int, int]
    block_row: Mapping[int, int]
    parts_last: int
    column_of: Mapping[int, int]
    takes_part: Mapping[int, int]
    imputed: int | None
    headings: Mapping[str, int]
    results: Mapping[str, int]
    regions: tuple[int, int]
    columns: int

    @property
    def faults(self) -> str:
        """How many things keep the weights from giving a ranking, as formulas count them."""
        more = "+calculation_problems" if "refused" in self.headings else ""
        return f"weights_problems{more}"

    def span(self, block: Block) -> tuple[int, int]:
        """Return the first and last column of the parts of a node on Calculation."""
        children = block.node.children
        return self.column_of[children[0]], self.column_of[children[-1]]

    def on_weights(self, row: int, column: int) -> str:
        """Return a cell of Weights as other sheets refer to it."""
        return f"'{self.weights}'!{xl_rowcol_to_cell(row, column, True, True)}"

    def on_calculation(self, column: int) -> str:
        """Return a whole column of Calculation as other sheets refer to it."""
        name = xl_col_to_name(column, True)
        return f"'{self.calculation}'!{name}:{name}"

    def range_of(self, column: int) -> str:
        """Return a column of all regions on Calculation, without the sheet."""
        return str(xl_range_abs(self.regions[0], column, self.regions[1], column))

    def line_formula(self, row: int, column: int) -> str:
        """Return what finds the line on Calculation of the region that stands at a place now.

        Parameters
        ----------
        row, column
            The cell that it stands in, on a sheet whose first region stands in row ``FIRST``.
        """
        first = xl_rowcol_to_cell(FIRST, column, True)
        place = f"ROWS({first}:{xl_rowcol_to_cell(row, column)})"
        return f"=MATCH({place},order_now,0)+{self.regions[0]}"


def places_of(view: ReportView, live: Live) -> Places:
    """Lay out the live sheets."""
    row_of, block_row, row = {}, {}, FIRST
    for block in live.blocks:
        block_row[block.position] = row
        row_of.update({child: row + 1 + i for i, child in enumerate(block.node.children)})
        row += 1 + len(block.node.children)
    headings = _headings(live)
    column_of = _columns(live)
    column = len(column_of) + 1
    claims = ("claims",) if view.catalogue.evidence_indicators else ()
    results = {}
    for name in ("coverage", *claims, "why", "index", "rank", "order", "run"):
        results[name], column = column, column + 1
    takes_part = {}
    for block in live.blocks:
        if block.node.method in COMPARING:
            takes_part[block.position], column = column, column + 1
    imputed = column if live.imputed.any() else None
    if imputed is not None:
        column += len(column_of) - 1
    first = headings["name"] + 1
    return Places(
        weights=view.word("sheet_weights"),
        calculation=view.word("sheet_calculation"),
        row_of=row_of,
        block_row=block_row,
        parts_last=row - 1,
        column_of=column_of,
        takes_part=takes_part,
        imputed=imputed,
        headings=headings,
        results=results,
        regions=(first, first + len(live.regions) - 1),
        columns=column,
    )


def _headings(live: Live) -> dict[str, int]:
    methods = {block.node.method for block in live.blocks}
    names = ["parent", "weight", "share", "method", "threshold"]
    if "topsis" in methods:
        names += ["length", "best", "worst"]
    if methods & REFUSING:
        names.append("refused")
    return {name: CALCULATION_TOP + i for i, name in enumerate([*names, "name"])}


def _columns(live: Live) -> dict[int, int]:
    """Return the column of each position: the lowest level first, so that one reads to the right.

    The regions take the first column.
    """
    column_of: dict[int, int] = {}
    lowest_first: list[Block] = sorted(live.blocks, key=lambda block: -block.depth)
    for block in lowest_first:
        for child in block.node.children:
            column_of[child] = len(column_of) + 1
    column_of[live.root] = len(column_of) + 1
    return column_of
