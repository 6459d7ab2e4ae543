"""The sheet of key terms: the words that set regions apart, and those shared with a neighbour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from xlsxwriter.worksheet import Worksheet

from bench.comparison.keyness import shared_terms
from bench.comparison.overview import Overview
from bench.comparison.schema import KEYNESS
from bench.report.view import ReportView
from bench.report.workbook.blocks import write_lines, write_pairs, write_title
from bench.report.workbook.sheet import Formats, SheetColumn, page_setup, write_columns

_LAYOUT: Final = (
    ("region", "top", 22),
    ("term", "top", 18),
    ("claims", "rank_top", 12),
    ("share", "weight_top", 12),
    ("other_claims", "rank_top", 14),
    ("other_share", "weight_top", 12),
    ("log_ratio", "likeness", 12),
    ("keyness", "likeness", 12),
    ("p_value", "likeness", 12),
)
WIDTHS: Final = tuple(width for *_, width in _LAYOUT)


def write_key_terms(sheet: Worksheet, view: ReportView, found: Overview, formats: Formats) -> None:
    """Write the terms of each region in a line, then each term with its figures."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    write_title(sheet, formats, view.word("beside_key_terms_title"))
    row = write_lines(sheet, formats, [view.word("beside_key_terms_read")], 1, WIDTHS)
    row = write_pairs(sheet, formats, terms_lines(view, found), row, WIDTHS) + 1
    write_title(sheet, formats, view.word("beside_key_terms_figures"), row)
    table = found.alike.key_terms
    headings = {column.name: column.heading(view.language) for column in KEYNESS.columns}
    columns = [
        SheetColumn(
            headings[name],
            table[name].tolist(),
            "text" if look == "top" else "number",
            look,
            (width, width),
        )
        for name, look, width in _LAYOUT
    ]
    write_columns(sheet, columns, formats, view.word("cut_mark"), row + 1)
    page_setup(sheet, view, 0, 1)
    sheet.autofilter(row + 1, 0, row + 1 + len(table), len(columns) - 1)


def terms_lines(view: ReportView, found: Overview) -> Iterator[tuple[str, str, bool]]:
    """Yield each region and its terms, the target and what it shares with its neighbour first.

    The third item tells whether the line is about the target.
    """
    comma, table = view.word("names_separator"), found.alike.key_terms
    terms = table.groupby("region_code")["term"].agg(list)
    target = found.beside.peers.target.code if found.beside else ""
    order = {region.code: place for place, region in enumerate(found.regions)}
    regions = sorted(found.alike.regions, key=lambda r: (order.get(r.code, len(order)), r.code))
    for region in regions:
        own = terms.get(region.code, [])
        told = comma.join(own) if own else view.word("beside_key_terms_none")
        yield region.name, told, region.code == target
        if region.code == target:
            yield from _shared(view, found, region.name, target)


def _shared(
    view: ReportView, found: Overview, region: str, code: str
) -> Iterator[tuple[str, str, bool]]:
    """Yield the terms that the target shares with the region nearest to it in policy."""
    near = found.alike.near
    nearest = near[(near["region_code"] == code) & (near["place"] == 1)]
    for peer, other in zip(nearest["neighbour"], nearest["neighbour_code"], strict=True):
        both = shared_terms(found.alike.claims, code, str(other), view.catalogue.terms())
        if len(both):
            label = view.word("beside_key_terms_shared", region=region, peer=peer)
            yield label, view.word("names_separator").join(both["term"]), True
