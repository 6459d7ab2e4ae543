"""Whole tables of analysed documents, as data frames."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from bench.evidence.analysis import Analysis
from bench.evidence.table import (
    Added,
    Columns,
    claim_columns,
    cut_columns,
    document_row,
    evidence_of,
    figures_of,
    side_by_side,
    skipped_row,
)
from bench.regions.gazetteer import Gazetteer
from bench.schema import Table
from bench.tables import CLAIMS, CUTS, DOCUMENTS, EVIDENCE, FIGURES


def evidence_table(analyses: Iterable[Analysis], gazetteer: Gazetteer) -> pd.DataFrame:
    """Return one row a claim × region × indicator, in the order of documents and offsets."""
    known = tuple(analyses)
    columns = _with_claims(EVIDENCE, evidence_of(known, gazetteer), known, gazetteer)
    return EVIDENCE.check(EVIDENCE.frame(columns))


def claims_table(analyses: Iterable[Analysis], gazetteer: Gazetteer) -> pd.DataFrame:
    """Return one row a claim, in the order of documents and offsets."""
    return CLAIMS.check(CLAIMS.frame(claim_columns(tuple(analyses), gazetteer)))


def figures_table(analyses: Iterable[Analysis], gazetteer: Gazetteer) -> pd.DataFrame:
    """Return one row a figure in a claim × region.

    Ordered by what is counted, unit and region, so that figures of several regions on the same
    thing stand side by side.
    """
    known = tuple(analyses)
    columns = _with_claims(FIGURES, figures_of(known, gazetteer), known, gazetteer)
    return side_by_side(FIGURES.check(FIGURES.frame(columns)))


def cuts_table(analyses: Iterable[Analysis], language: str) -> pd.DataFrame:
    """Return one row a piece that was cut, with its text and the reason in ``language``."""
    return CUTS.check(CUTS.frame(cut_columns(tuple(analyses), language)))


def documents_table(
    analyses: Iterable[Analysis],
    skipped: Mapping[str, str],
    evidence: pd.DataFrame,
    gazetteer: Gazetteer,
) -> pd.DataFrame:
    """Return one row a file, read or skipped, in the order of their names.

    Parameters
    ----------
    analyses
        The documents that were read.
    skipped
        The files that were not: path → why.
    evidence
        The evidence table.
    gazetteer
        Names of regions.
    """
    found = Counter(evidence["document"])
    rows = [document_row(a, found.get(a.document.path, 0), gazetteer) for a in analyses]
    rows += [skipped_row(path, why) for path, why in skipped.items()]
    rows.sort(key=lambda row: str(row["document"]))
    return DOCUMENTS.check(DOCUMENTS.frame(rows))


def _with_claims(
    table: Table, added: Added, analyses: Sequence[Analysis], gazetteer: Gazetteer
) -> Columns:
    """Return the columns of a table: those added, the rest as the claims have them."""
    claims = claim_columns(analyses, gazetteer)
    rest = [name for name in table.names if name not in added.columns]
    taken = {name: [claims[name][number] for number in added.numbers] for name in rest}
    return {**taken, **added.columns}
