"""The files of a run: workbook, charts, tables, record; all of them or none."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from pathlib import Path

import pandas as pd
from xlsxwriter.exceptions import XlsxWriterException

from bench.comparison.overview import Overview
from bench.comparison.similarity import similarity_table
from bench.documents import Corpus
from bench.errors import InputError
from bench.files import Staging, write_csv
from bench.kept import KEPT
from bench.report.charts import charts_of, write_chart
from bench.report.view import ReportView
from bench.report.workbook import write_workbook

WORKBOOK = "benchmark.xlsx"


def write_report(
    view: ReportView,
    corpus: Corpus,
    record: dict[str, object],
    output: Path,
    keep: Callable[[Path, Collection[str]], str],
    *,
    keep_text: bool,
) -> list[str]:
    """Write every file of the report, all of them or none, and return their names."""
    tables = {
        "ranking.csv": view.ranking,
        "rank_chances.csv": view.sureness.chances,
        "pairs.csv": view.sureness.pairs,
        "contributions.csv": view.sureness.contributions,
        "leave_one_out.csv": view.sureness.left_out,
        "sources.csv": view.sureness.sources,
        "influence.csv": view.sureness.influence,
        "volume.csv": view.sureness.volume,
        "scores.csv": view.scores,
        "evidence.csv": view.evidence,
        "claims.csv": view.claims,
        "figures.csv": view.figures,
        "documents.csv": view.documents,
        "cuts.csv": view.cuts,
        **({} if view.statistics.empty else {"statistics.csv": view.statistics}),
        "similarity.csv": similarity_table(view.similarity, view.scores),
        **({} if view.overview is None else _comparison(view.overview)),
    }
    with Staging(output) as staging:
        try:
            write_workbook(view, staging.path(WORKBOOK))
        except XlsxWriterException as error:  # a full disk, for one
            reason = str(error)
            raise InputError("files.output_not_writable", path=output, reason=reason) from error
        charts = charts_of(view)
        for name in charts:
            write_chart(name, view, staging.path(f"{name}.png"))
        for name, table in tables.items():
            write_csv(table, staging.path(name))
        kept = keep(staging.path("evidence.csv").parent, tables)
        staging.path(KEPT).write_text(kept, encoding="utf-8")
        names = [WORKBOOK, *(f"{name}.png" for name in charts), *tables, KEPT, "run.json"]
        if keep_text:
            for analysis in corpus.analyses:
                document = analysis.document
                staging.path(f"texts/{document.path}").write_text(document.text, encoding="utf-8")
            names.append("texts/")
        for name in _written_before(output) - set(names):
            staging.remove(name)
        text = json.dumps({**record, "files": names}, ensure_ascii=False, indent=2)
        staging.path("run.json").write_text(f"{text}\n", encoding="utf-8")
    return names


def _written_before(folder: Path) -> set[str]:
    """Return which charts and tables the last run wrote into the folder, by its own record."""
    try:
        record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        names = [name for name in record["files"] if isinstance(name, str)]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {n for n in names if Path(n).name == n and Path(n).suffix in (".csv", ".png")}


def _comparison(found: Overview) -> dict[str, pd.DataFrame]:
    """Return the tables of regions beside one another, by the names of their files."""
    own = found.beside
    target = (
        {}
        if own is None
        else {
            "peers.csv": own.peers.table,
            "gaps.csv": own.gaps.table,
            "borrowed.csv": own.borrowed.table,
        }
    )
    return {
        "neighbours.csv": found.alike.near,
        "clusters.csv": found.alike.grouped,
        "keyness.csv": found.alike.key_terms,
        "side_by_side.csv": found.side,
        "instruments.csv": found.instruments,
        **target,
    }
