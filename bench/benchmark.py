"""The whole run, in order: documents to evidence, evidence to scores, scores to files."""

from __future__ import annotations

import platform
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pandas as pd

from bench import __version__
from bench.comparing import structure_among
from bench.comparison.difference_run import INPUTS
from bench.comparison.overview import overview
from bench.corpus.inventory import inventory
from bench.corpus.reading import Progress
from bench.documents import make_analyser
from bench.files import prepare_output, refuse_open
from bench.gathering import LEFT_OUT, STORE, Tables, gather
from bench.inputs import Inputs, load_inputs
from bench.kept import kept_text
from bench.last_run import FINGERPRINT, SOURCES, evidence_fingerprint, some
from bench.messages import message
from bench.method_notes import method_line, method_notes, source_line
from bench.past_run import recorded_inputs
from bench.project import compared
from bench.regions.matching import PlaceMatcher
from bench.report.themed import LITTLE_THEMED, themed_share
from bench.report.view import ReportView
from bench.scoring.aggregated import bar_of
from bench.scoring.cautions import forced_judgements, target_lacking
from bench.scoring.ranking import Candidate
from bench.scoring.score import Scored, score_regions
from bench.scoring.sureness import sureness
from bench.settings import Settings
from bench.statistics.schema import STATISTICS
from bench.writing import WORKBOOK, write_report


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gave: the ranking, the files written, and warnings in words."""

    ranking: pd.DataFrame
    target: str
    output: Path
    files: tuple[str, ...]
    warnings: tuple[str, ...]


def run(
    settings: Settings,
    *,
    keep_text: bool = False,
    scheduler: str | None = None,
    progress: Progress = lambda *_: None,
) -> Outcome:
    """Run a benchmark and write its report.

    Parameters
    ----------
    settings
        What to compare, with what, and where to write.
    keep_text
        Also write the decoded text of each document, which offsets refer to.
    scheduler
        Address of a Dask scheduler that has the documents read; None for processes here.
    progress
        Called with (files done, of how many, the name of one).

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
    refuse_open(output / WORKBOOK)
    # Before they are read: what changes meanwhile shall count as changed.
    sources = inventory(settings.documents) if inputs.sources else None
    analyser = make_analyser(inputs)
    found = gather(inputs, analyser, sources or {}, progress, scheduler=scheduler)
    view, scored = report_view(inputs, found.tables, analyser.places)
    warnings = (*_warnings(inputs, view.documents, scored), *_off_theme(view))
    record = {
        "version": __version__,
        "python": platform.python_version(),
        "started": started.isoformat(timespec="seconds"),
        "seconds": round(time.perf_counter() - clock, 2),
        "settings": settings.model_dump(mode="json"),
        "catalogue_fingerprint": inputs.catalogue.fingerprint(),
        FINGERPRINT: evidence_fingerprint(inputs.catalogue, settings),
        SOURCES: sources,
        "learnt_fingerprint": inputs.learnt.fingerprint() if inputs.learnt else "",
        "weights": inputs.weights.values,
        INPUTS: recorded_inputs(
            settings,
            inputs.catalogue,
            inputs.weights,
            inputs.gazetteer,
            inputs.regions,
            (view.evidence, view.documents, view.statistics),
            inputs.learnt.fingerprint() if inputs.learnt else "",
        ),
        "documents": view.documents["state"].value_counts().sort_index().to_dict(),
        "files_read_anew": found.read,
        STORE: found.record(output),
        "claims": len(view.claims),
        "evidence": len(view.evidence),
        "regions_ranked": int(view.ranking["rank"].notna().sum()),
    }
    keep = partial(kept_text, inputs.parsed, inputs.catalogue, settings, scored.composition)
    written = write_report(
        view,
        found,
        record,
        warnings,
        output,
        keep,
        drawn=settings.charts,
        brief=settings.brief,
        keep_text=keep_text,
    )
    target = inputs.target.name if inputs.target else ""
    return Outcome(view.ranking, target, output, written.names, written.warnings)


def score_tables(inputs: Inputs, tables: Tables, draws: int) -> Scored:
    """Return the scores of what documents say; ``draws`` is of the rank intervals, or 0."""
    return _scored(inputs, tables.evidence, tables.documents, draws)


def _scored(inputs: Inputs, evidence: pd.DataFrame, documents: pd.DataFrame, draws: int) -> Scored:
    settings = inputs.settings
    return score_regions(
        evidence,
        documents,
        inputs.catalogue,
        inputs.weights,
        regions=_compared(inputs, evidence, documents),
        min_claims=settings.min_claims,
        min_coverage=settings.min_coverage,
        draws=draws,
        seed=settings.seed,
        language=settings.language,
        statistics=inputs.statistics,
        gazetteer=inputs.gazetteer,
    )


def report_view(inputs: Inputs, tables: Tables, places: PlaceMatcher) -> tuple[ReportView, Scored]:
    """Turn tables into scores, a ranking and all that a report shows of them.

    Parameters
    ----------
    inputs
        What the run works with; its documents are not read.
    tables
        What they were found to say.
    places
        What finds the names of places.
    """
    settings, evidence, documents = inputs.settings, tables.evidence, tables.documents
    scored = _scored(inputs, evidence, documents, settings.draws)
    sure = sureness(scored, inputs.catalogue, seed=settings.seed, language=settings.language)
    scored = replace(scored, notes=(*scored.notes, *sure.notes))
    counted = (documents, tables.claims, evidence, tables.cuts, scored.scores)
    composition = scored.composition
    besides = overview(
        scored,
        inputs.catalogue,
        inputs.gazetteer,
        seed=settings.seed,
        structure=structure_among(inputs.structure, inputs.catalogue, composition.regions),
        target=_target(inputs, composition.regions),
        asked=inputs.asked,
        language=settings.language,
        places=places,
    )
    scored = replace(scored, notes=(*scored.notes, *besides.notes))
    ranked = scored.ranking.loc[scored.ranking["rank"].notna(), "region_code"]
    view = ReportView(
        title=settings.title,
        language=settings.language,
        target=inputs.target.name if inputs.target else "",
        method_line=method_line(inputs.catalogue, inputs.weights, settings),
        source_line=source_line(documents, tables.claims, settings.language, settings.statistics),
        date=max(documents["date"], default=""),
        catalogue=inputs.catalogue,
        evidence=evidence,
        claims=tables.claims,
        figures=tables.figures,
        scores=scored.scores,
        ranking=scored.ranking,
        sureness=sure,
        documents=documents,
        cuts=tables.cuts,
        statistics=STATISTICS.empty() if inputs.statistics is None else inputs.statistics.table,
        similarity=besides.alike.similarity_of(ranked.to_list()),
        method=method_notes(settings, inputs.catalogue, inputs.weights, *counted),
        steps=composition.method,
        hierarchy=composition.hierarchy,
        overview=besides,
        counted=composition.cells.distinct,
        composition=composition,
        bar=bar_of(inputs.catalogue, settings.min_claims, settings.min_coverage),
    )
    return view, scored


def _target(inputs: Inputs, regions: Sequence[Candidate]) -> Candidate | None:
    """Return the target as it stands among the regions; None where it does not."""
    code = inputs.target.code if inputs.target else ""
    return next((region for region in regions if region.code == code), None)


def _compared(
    inputs: Inputs, evidence: pd.DataFrame, documents: pd.DataFrame
) -> Sequence[Candidate]:
    tables = [evidence, documents]
    if inputs.statistics is not None:
        tables.append(inputs.statistics.table)
    return compared(inputs.settings, inputs.regions, inputs.gazetteer, tables)


def _off_theme(view: ReportView) -> list[str]:
    """Say so where most of what counts does not name the subject, and counts all the same."""
    share = themed_share(view)
    if share is None or share >= LITTLE_THEMED or view.steps.off_theme == 0:
        return []
    return [message("run.off_theme", view.language, share=f"{share:.0%}")]


def _warnings(inputs: Inputs, documents: pd.DataFrame, scored: Scored) -> list[str]:
    """Return what the user should know, in words."""
    language = inputs.settings.language

    def told(key: str, **values: object) -> str:
        return message(key, language, **values)

    repeats = documents.loc[documents["repeats"] != "", "document"].to_list()
    columns = (documents[name] for name in ("document", "state", "problem"))
    found = [
        told("run.skipped" if state == "skipped" else "run.noted", document=name, why=why)
        for name, state, why in zip(*columns, strict=True)
        if why and state in ("read", "skipped")
    ]
    if repeats:
        found.append(told("run.repeats", count=len(repeats), some=some(repeats, language)))
    left_out = documents.loc[documents["state"] == LEFT_OUT, "document"].to_list()
    if left_out:
        found.append(told("run.left_out", count=len(left_out), some=some(left_out, language)))
    if inputs.statistics is not None:
        found += [note.text(language) for note in inputs.statistics.warnings]
    found += [note.text(language) for note in scored.notes]
    forced = forced_judgements(inputs.weights, inputs.catalogue, inputs.settings.weights)
    found += [note.text(language) for note in forced]
    if not scored.ranking["rank"].notna().any():
        found.append(told("run.nothing_ranked"))
    lacking = inputs.target and target_lacking(inputs.target, inputs.catalogue, scored)
    if lacking:
        found.append(lacking.text(language))
    return found
