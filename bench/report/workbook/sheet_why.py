"""The tables of what sets a region apart from its neighbours, each line leading to its proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from bench.report.view import ReportView
from bench.report.why import (
    MOST,
    Carrier,
    Comparison,
    carrier_proof,
    comparisons,
    rest_label,
    subjects,
    why_heading,
)
from bench.report.wording import part_name, tells
from bench.report.workbook.sheet import (
    LINE_POINTS,
    Formats,
    clean_text,
    line_count,
    write_linked_number,
    write_linked_text,
    write_number,
    write_text,
)
from bench.report.workbook.sheet_scores import cell_places

NAME, OWN, OTHER, WEIGHT, POINTS, PROOF, LAST = 0, 1, 2, 3, 4, 5, 7
PROOF_WIDTH: Final = 3 * 13 - 2

# Name of a sheet, row and column.
Place = tuple[str, int, int]
# Region code (or "" for whichever), indicator, document, start.
_Claim = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True)
class Places:
    """Where scores stand, what stands behind them, by (region code, indicator id), and claims."""

    scores: Mapping[tuple[str, str], Place]
    proofs: Mapping[tuple[str, str], Place]
    claims: Mapping[_Claim, Place]

    def of(self, carrier: Carrier, comparison: Comparison) -> Place | None:
        """Return where the proof of a contribution stands; None where it is on no sheet."""
        if not carrier.document:
            codes = (comparison.region_code, comparison.other_code)
            keys = [(code, carrier.indicator) for code in codes]
            return next((self.proofs[key] for key in keys if key in self.proofs), None)
        claim = (carrier.indicator, carrier.document, int(carrier.start))
        # A claim that counts for a province, too, stands on the sheet under its city alone.
        return self.claims.get((carrier.claim_of, *claim), self.claims.get(("", *claim)))


def write_why(
    sheet: Worksheet,
    view: ReportView,
    formats: Formats,
    evidence: pd.DataFrame,
    proofs: Mapping[tuple[str, str], Place],
    row: int,
    starts: list[int],
) -> int:
    """Write a table for each neighbour of the regions explained, and return the row after them.

    Parameters
    ----------
    evidence
        The rows of the evidence sheet, in its order, those that the sheet holds.
    proofs
        (Region code, indicator id) → sheet, row and column of what stands behind a score.
    row
        Where to begin.
    starts
        The first row of each table is added here.
    """
    codes = subjects(view)
    most = MOST if len(codes) == 1 else MOST - 1
    found = [each for code in codes for each in comparisons(view, code, most)]
    places = Places(cell_places(view), proofs, _claims(view, evidence))
    shown: set[frozenset[str]] = set()
    for each in found:
        pair = frozenset((each.region_code, each.other_code))
        if pair not in shown:  # of two or three regions each is a neighbour of the other
            starts.append(row)
            row = _table(sheet, view, formats, each, places, row)
        shown.add(pair)
    return row


def _claims(view: ReportView, evidence: pd.DataFrame) -> dict[_Claim, Place]:
    """Return where each claim stands on the evidence sheet, below its heading."""
    columns = (evidence[name] for name in ("region_code", "indicator", "document", "start"))
    sheet = view.word("sheet_evidence")
    places: dict[_Claim, Place] = {}
    for row, (code, indicator, document, start) in enumerate(zip(*columns, strict=True), 1):
        claim = (str(indicator), str(document), int(start))
        places[(str(code), *claim)] = (sheet, row, 0)
        places.setdefault(("", *claim), (sheet, row, 0))
    return places


def _table(
    sheet: Worksheet,
    view: ReportView,
    formats: Formats,
    comparison: Comparison,
    places: Places,
    row: int,
) -> int:
    sheet.write_string(row, 0, clean_text(why_heading(view, comparison)), formats["section"])
    row = _headings(sheet, view, formats, comparison, row + 1)
    for carrier in comparison.carriers:
        _line(sheet, view, formats, comparison, carrier, places, row)
        row += 1
    rest = rest_label(view)
    sums = (
        (view.word("sure_why_others", count=comparison.left), comparison.others, comparison.left),
        (rest[0].upper() + rest[1:], comparison.rest, tells(view, comparison.rest)),
        (view.word("sure_why_gap"), comparison.gap, True),
    )
    for name, value, there_is in sums:
        if there_is:
            write_text(sheet, row, NAME, clean_text(name), formats["label"])
            write_number(sheet, row, POINTS, value, formats["signed"])
            sheet.set_row(row, line_count(name, 32) * LINE_POINTS + 2)
            row += 1
    return row + 1


def _headings(
    sheet: Worksheet, view: ReportView, formats: Formats, comparison: Comparison, row: int
) -> int:
    names = (
        view.word("sure_kind_indicator_heading"),
        view.word("sure_column_score_of", region=comparison.region),
        view.word("sure_column_score_of", region=comparison.other),
        view.word("sure_column_effective"),
        view.word("sure_column_points"),
    )
    for column, name in enumerate(names):
        sheet.write_string(row, column, clean_text(name), formats["heading"])
    proof = view.word("sure_column_proof")
    sheet.merge_range(row, PROOF, row, LAST, clean_text(proof), formats["heading"])
    sheet.set_row(row, max(line_count(name, 11) for name in names[1:]) * LINE_POINTS + 6)
    return row + 1


def _line(
    sheet: Worksheet,
    view: ReportView,
    formats: Formats,
    comparison: Comparison,
    carrier: Carrier,
    places: Places,
    row: int,
) -> None:
    write_text(sheet, row, NAME, clean_text(part_name(view, carrier.indicator)), formats["top"])
    for column, code, score in (
        (OWN, comparison.region_code, carrier.score),
        (OTHER, comparison.other_code, carrier.other_score),
    ):
        key = (code, carrier.indicator)
        # What no document says is on the score sheet as 0, with nothing behind it.
        if key in places.proofs:
            look, target = formats["score_middle"], places.scores[key]
            write_linked_number(sheet, (row, column), score, look, target)
        else:
            write_number(sheet, row, column, score, formats["score_top"])
    write_number(sheet, row, WEIGHT, carrier.weight, formats["weight_top"])
    write_number(sheet, row, POINTS, carrier.contribution, formats["signed"])
    proof = clean_text(carrier_proof(view, carrier, comparison))
    place = places.of(carrier, comparison)
    look = formats["wrap" if place is None else "link_wrap"]
    sheet.merge_range(row, PROOF, row, LAST, "", look)
    if place is None:
        write_text(sheet, row, PROOF, proof, look)
    else:
        write_linked_text(sheet, (row, PROOF), proof, look, place)
    sheet.set_row(row, line_count(proof, PROOF_WIDTH) * LINE_POINTS + 4)
