"""The whole run, in order: documents to evidence, evidence to scores, scores to files."""

from __future__ import annotations

import json
import platform
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
from xlsxwriter.exceptions import XlsxWriterException

from bench import __version__
from bench.catalogue.model import Catalogue, Weights
from bench.comparison.similarity import similarity_table, word_similarity
from bench.corpus.reading import READABLE, Source, find_sources, missing_from, read_document
from bench.errors import DocumentError, InputError
from bench.evidence.analysis import Analyser, Analysis
from bench.evidence.learnt import LearntWeights, learnt_of
from bench.evidence.table import (
    claims_table,
    cuts_table,
    documents_table,
    evidence_table,
    figures_table,
)
from bench.evidence.words import content_words
from bench.files import Staging, prepare_output, write_csv
from bench.last_run import FINGERPRINT, evidence_fingerprint
from bench.messages import message
from bench.method_notes import method_line, method_notes, source_line
from bench.project import compared, load_project
from bench.regions.gazetteer import Gazetteer
from bench.regions.model import Region
from bench.report.charts import CHARTS, write_chart
from bench.report.view import ReportView
from bench.report.workbook import write_workbook
from bench.scoring.ranking import Candidate
from bench.scoring.score import Scored, score_regions
from bench.scoring.sureness import sureness
from bench.settings import Settings
from bench.statistics.reading import read_statistics
from bench.statistics.schema import STATISTICS, Statistics
from bench.statistics.selection import latest

WORKBOOK = "benchmark.xlsx"
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run works with: everything that settings name, loaded and checked."""

    settings: Settings
    catalogue: Catalogue
    weights: Weights
    gazetteer: Gazetteer
    learnt: LearntWeights | None
    regions: tuple[Region, ...]
    target: Region | None
    sources: tuple[Source, ...]
    statistics: Statistics | None = None


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents that were read, and those that were not: path → why."""

    analyses: tuple[Analysis, ...]
    skipped: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gave: the ranking, the files written, and warnings in words."""

    ranking: pd.DataFrame
    target: str
    output: Path
    files: tuple[str, ...]
    warnings: tuple[str, ...]


def run(
    settings: Settings, *, keep_text: bool = False, progress: Progress = lambda *_: None
) -> Outcome:
    """Run a benchmark and write its report.

    Parameters
    ----------
    settings
        What to compare, with what, and where to write.
    keep_text
        Also write the decoded text of each document, which offsets refer to.
    progress
        Called with (documents done, of how many, the next one's name).

    Returns
    -------
    Outcome

    Raises
    ------
    InputError
        Something that the settings name is wrong or missing, or no document can be read.
    """
    started = datetime.now(UTC)
    clock = time.perf_counter()
    inputs = load_inputs(settings)
    output = prepare_output(settings.output)
    analyser = make_analyser(inputs)
    corpus = read_corpus(inputs, analyser, progress)
    view, scored = benchmark(inputs, analyser, corpus)
    warnings = tuple(_warnings(inputs, corpus, scored))
    record = {
        "version": __version__,
        "python": platform.python_version(),
        "started": started.isoformat(timespec="seconds"),
        "seconds": round(time.perf_counter() - clock, 2),
        "settings": settings.model_dump(mode="json"),
        "catalogue_fingerprint": inputs.catalogue.fingerprint(),
        FINGERPRINT: evidence_fingerprint(inputs.catalogue, settings),
        "learnt_fingerprint": inputs.learnt.fingerprint() if inputs.learnt else "",
        "weights": inputs.weights.values,
        "documents": {"read": len(corpus.analyses), "skipped": len(corpus.skipped)},
        "claims": len(view.claims),
        "evidence": len(view.evidence),
        "regions_ranked": int(view.ranking["rank"].notna().sum()),
        "warnings": list(warnings),
    }
    files = write_report(view, corpus, record, output, keep_text=keep_text)
    target = inputs.target.name if inputs.target else ""
    return Outcome(view.ranking, target, output, tuple(files), warnings)


def load_inputs(settings: Settings) -> Inputs:
    """Load and check everything that the settings name, before any long work."""
    project = load_project(settings)
    catalogue, gazetteer = project.catalogue, project.gazetteer
    statistics = _statistics(settings, catalogue, gazetteer)
    # Where every indicator is a statistic no document is read.
    wanted = catalogue.evidence_indicators and settings.documents.is_dir()
    sources = tuple(find_sources(settings.documents)) if wanted else ()
    learnt = learnt_of(catalogue, settings.catalogue_file)
    return Inputs(
        settings,
        catalogue,
        project.weights,
        gazetteer,
        learnt,
        project.regions,
        project.target,
        sources,
        statistics,
    )


def _statistics(
    settings: Settings, catalogue: Catalogue, gazetteer: Gazetteer
) -> Statistics | None:
    """Read the user's statistics and choose the year of each value."""
    if settings.statistics is None:
        if catalogue.statistics and not catalogue.evidence_indicators:
            place = settings.place_of("statistics")
            raise InputError("run.no_statistics", place=place, path=settings.catalogue_file)
        return None
    names = {i.id: (i.id.rsplit(".", 1)[-1], i.name.zh, i.name.en) for i in catalogue.statistics}
    return latest(read_statistics(settings.statistics, names, gazetteer), settings.year)


def make_analyser(inputs: Inputs) -> Analyser:
    """Return what analyses the documents of a run."""
    return Analyser(inputs.catalogue, inputs.gazetteer, inputs.learnt)


def read_corpus(inputs: Inputs, analyser: Analyser, progress: Progress) -> Corpus:
    """Read and analyse every document; one that cannot be read is noted and skipped."""
    language = inputs.settings.language
    analyses: list[Analysis] = []
    skipped: dict[str, str] = {}
    total = len(inputs.sources)
    for number, source in enumerate(inputs.sources):
        progress(number, total, source.name)
        try:
            document = read_document(source, inputs.gazetteer, analyser.places, language)
        except DocumentError as error:
            skipped[source.name] = error.text(language)
            continue
        analyses.append(analyser.analyse(document))
    progress(total, total, message("run.writing", language))
    if not analyses and skipped:
        document_name, why = next(iter(skipped.items()))
        raise InputError(
            "run.nothing_read",
            path=inputs.settings.documents,
            document=document_name,
            why=why,
            kinds=" ".join(READABLE),
        )
    for name in missing_from(inputs.sources, inputs.settings.documents):
        skipped[name] = message("corpus.manifest_missing", language)
    return Corpus(tuple(analyses), skipped)


def benchmark(inputs: Inputs, analyser: Analyser, corpus: Corpus) -> tuple[ReportView, Scored]:
    """Turn what was read into tables, scores and a ranking."""
    settings = inputs.settings
    evidence = evidence_table(corpus.analyses, inputs.gazetteer)
    documents = documents_table(corpus.analyses, corpus.skipped, evidence, inputs.gazetteer)
    scored = score_regions(
        evidence,
        documents,
        inputs.catalogue,
        inputs.weights,
        regions=_compared(inputs, evidence, documents),
        min_claims=settings.min_claims,
        min_coverage=settings.min_coverage,
        draws=settings.draws,
        seed=settings.seed,
        language=settings.language,
        statistics=inputs.statistics,
        gazetteer=inputs.gazetteer,
    )
    sure = sureness(scored, inputs.catalogue, seed=settings.seed, language=settings.language)
    scored = replace(scored, notes=(*scored.notes, *sure.notes))
    claims = claims_table(corpus.analyses, inputs.gazetteer)
    figures = figures_table(corpus.analyses, inputs.gazetteer)
    cuts = cuts_table(corpus.analyses, settings.language)
    ranked = scored.ranking[scored.ranking["rank"].notna()]["region"]
    view = ReportView(
        title=settings.title,
        language=settings.language,
        target=inputs.target.name if inputs.target else "",
        method_line=method_line(inputs.catalogue, inputs.weights, settings),
        source_line=source_line(documents, claims, settings.language, settings.statistics),
        date=max(documents["date"], default=""),
        catalogue=inputs.catalogue,
        evidence=evidence,
        claims=claims,
        figures=figures,
        scores=scored.scores,
        ranking=scored.ranking,
        sureness=sure,
        documents=documents,
        cuts=cuts,
        statistics=STATISTICS.empty() if inputs.statistics is None else inputs.statistics.table,
        similarity=word_similarity(_words_of(ranked.to_list(), evidence, analyser)),
        method=method_notes(
            settings, inputs.catalogue, inputs.weights, documents, claims, evidence, cuts
        ),
    )
    return view, scored


def _compared(
    inputs: Inputs, evidence: pd.DataFrame, documents: pd.DataFrame
) -> Sequence[Candidate]:
    tables = [evidence, documents]
    if inputs.statistics is not None:
        tables.append(inputs.statistics.table)
    return compared(inputs.settings, inputs.regions, inputs.gazetteer, tables)


def _words_of(
    regions: Sequence[str], evidence: pd.DataFrame, analyser: Analyser
) -> dict[str, list[str]]:
    """Return the words of each region's claims, a claim counted once."""
    claims = evidence.drop_duplicates(["region", "document", "start", "end"])
    quotes: dict[str, list[str]] = defaultdict(list)
    for region, quote in zip(claims["region"], claims["quote"], strict=True):
        quotes[region].append(quote)
    return {r: content_words(w for q in quotes[r] for w in analyser.cut(q)) for r in regions}


def write_report(
    view: ReportView, corpus: Corpus, record: dict[str, object], output: Path, *, keep_text: bool
) -> list[str]:
    """Write every file of the report, all of them or none, and return their names."""
    tables = {
        "ranking.csv": view.ranking,
        "rank_chances.csv": view.sureness.chances,
        "pairs.csv": view.sureness.pairs,
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
    }
    with Staging(output) as staging:
        try:
            write_workbook(view, staging.path(WORKBOOK))
        except XlsxWriterException as error:  # a full disk, for one
            reason = str(error)
            raise InputError("files.output_not_writable", path=output, reason=reason) from error
        for name in CHARTS:
            write_chart(name, view, staging.path(f"{name}.png"))
        for name, table in tables.items():
            write_csv(table, staging.path(name))
        names = [WORKBOOK, *(f"{name}.png" for name in CHARTS), *tables, "run.json"]
        if keep_text:
            for analysis in corpus.analyses:
                document = analysis.document
                staging.path(f"texts/{document.path}").write_text(document.text, encoding="utf-8")
            names.append("texts/")
        text = json.dumps({**record, "files": names}, ensure_ascii=False, indent=2)
        staging.path("run.json").write_text(f"{text}\n", encoding="utf-8")
    return names


def _warnings(inputs: Inputs, corpus: Corpus, scored: Scored) -> list[str]:
    """Return what the user should know, in words."""
    language = inputs.settings.language

    def told(key: str, **values: object) -> str:
        return message(key, language, **values)

    found = [told("run.skipped", document=name, why=why) for name, why in corpus.skipped.items()]
    found += [
        told("run.noted", document=a.document.path, why=a.document.note)
        for a in corpus.analyses
        if a.document.note
    ]
    if inputs.statistics is not None:
        found += [note.text(language) for note in inputs.statistics.warnings]
    found += [note.text(language) for note in scored.notes]
    ranking = scored.ranking
    if not ranking["rank"].notna().any():
        found.append(told("run.nothing_ranked"))
    if inputs.target and inputs.catalogue.evidence_indicators:
        row = ranking[ranking["region"] == inputs.target.name]
        if row.empty or not row["claims"].iloc[0]:
            found.append(told("run.target_without_evidence", region=inputs.target.name))
    return found
