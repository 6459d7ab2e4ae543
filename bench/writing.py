"""The files of a run: workbook, charts, tables, record; all of them or none."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from bench.comparison.overview import Overview
from bench.comparison.similarity import similarity_table
from bench.files import Staging, write_csv
from bench.gathering import Gathered
from bench.kept import KEPT
from bench.messages import message
from bench.report.brief.brief import brief_bytes
from bench.report.brief.keeping import BRIEF, kept_name
from bench.report.charts.drawing import write_charts
from bench.report.charts.paper import PAPERS
from bench.report.view import ReportView
from bench.report.workbook.book import changed_warning
from bench.report.workbook.writing import write_workbook
from bench.settings import ChartSettings
from bench.store.runs import TAKEN

WORKBOOK = "benchmark.xlsx"
KEPT_TEXTS = "texts"  # where ``run --keep-text`` puts the texts that offsets count

_OF_TEXT = (".txt", ".md", ".markdown", ".text")


@dataclass(frozen=True, slots=True)
class Written:
    """The names of the files of a report, and the warnings of its run, those on it included."""

    names: tuple[str, ...]
    warnings: tuple[str, ...]


def write_report(
    view: ReportView,
    found: Gathered,
    record: dict[str, object],
    warnings: tuple[str, ...],
    output: Path,
    keep: Callable[[Path, Collection[str]], str],
    *,
    drawn: ChartSettings,
    brief: bool,
    keep_text: bool,
) -> Written:
    """Write every file of the report, all of them or none."""
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
        changed = changed_warning(view.language, write_workbook(view, staging.path(WORKBOOK)))
        warnings = (*warnings, changed) if changed else warnings
        charts = write_charts(view, PAPERS[drawn.size], staging.path, svg=drawn.svg)
        edited = kept_name(output)
        if brief:
            if edited:
                staging.path(edited).write_bytes((output / BRIEF).read_bytes())
                warnings = (*warnings, message("brief.kept", view.language, name=edited))
            staging.path(BRIEF).write_bytes(brief_bytes(view))
        for name, table in tables.items():
            write_csv(table, staging.path(name))
        kept = keep(staging.path("evidence.csv").parent, tables)
        staging.path(KEPT).write_text(kept, encoding="utf-8")
        staging.path(TAKEN).write_bytes(found.taken())
        names = [WORKBOOK, *([BRIEF] if brief else []), *charts, *tables, KEPT, TAKEN, "run.json"]
        if keep_text:
            for name, text in found.texts():
                staging.path(f"{KEPT_TEXTS}/{text_file(name)}").write_text(text, encoding="utf-8")
            names.append(f"{KEPT_TEXTS}/")
        for name in _written_before(output) - set(names):
            if name != BRIEF or not edited:
                staging.remove(name)
        told = {**record, "warnings": list(warnings), "files": names}
        text = json.dumps(told, ensure_ascii=False, indent=2)
        staging.path("run.json").write_text(f"{text}\n", encoding="utf-8")
    return Written(tuple(names), warnings)


def text_file(document: str) -> str:
    """Return the name of the file that keeps a document's text: ``a.pdf`` has ``a.pdf.txt``."""
    return document if document.lower().endswith(_OF_TEXT) else f"{document}.txt"


def _written_before(folder: Path) -> set[str]:
    """Return which charts and tables the last run wrote into the folder, by its own record."""
    try:
        record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        names = [name for name in record["files"] if isinstance(name, str)]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {
        n
        for n in names
        if Path(n).name == n and Path(n).suffix in (".csv", ".png", ".svg", ".docx")
    }


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
