"""The commands ``run``, ``check`` and ``schema``: a project from beginning to end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from bench.commands.output import print_tables, tell_files, tell_notes
from bench.messages import message
from bench.options import (
    CatalogueOption,
    ChartSizeOption,
    DocumentsOption,
    JobsOption,
    KeepTextOption,
    LanguageOption,
    OutputOption,
    ProjectArgument,
    SchedulerOption,
    StoreOption,
    SvgOption,
    chosen_settings,
    progress_bar,
    told,
    with_charts,
)

# Each command imports what it works with: `score` must not wait for what reads or draws.
if TYPE_CHECKING:
    pass


def run(
    project: ProjectArgument = None,
    documents: DocumentsOption = None,
    output: OutputOption = None,
    catalogue: CatalogueOption = None,
    language: LanguageOption = None,
    chart_size: ChartSizeOption = None,
    svg: SvgOption = None,
    keep_text: KeepTextOption = False,
    jobs: JobsOption = None,
    scheduler: SchedulerOption = None,
    store: StoreOption = None,
) -> None:
    """Read documents, score and rank, write the report."""
    from bench import benchmark
    from bench.report.summary import ranking_summary

    with told(language):
        settings = chosen_settings(project, documents, output, catalogue, language)
        settings = with_charts(settings, chart_size, svg).overridden(store=store, jobs=jobs)
    with told(settings.language), progress_bar(settings.language) as progress:
        outcome = benchmark.run(
            settings, keep_text=keep_text, scheduler=scheduler, progress=progress
        )
    for warning in outcome.warnings:
        typer.echo(warning, err=True)
    print_tables([ranking_summary(outcome.ranking, settings.language, outcome.target)])
    tell_files(outcome.output, outcome.files, settings.language)


def check(project: ProjectArgument = None, language: LanguageOption = None) -> None:
    """Check the project file, catalogue and weights."""
    from bench.catalogue.lint import lint
    from bench.inputs import load_inputs

    with told(language):
        settings = chosen_settings(project, None, None, None, language)
    with told(settings.language):
        inputs = load_inputs(settings)
    tell_notes(inputs.statistics.warnings if inputs.statistics else (), settings.language)
    catalogue = inputs.catalogue
    advice = lint(catalogue)
    counts = {
        "path": settings.catalogue_file,
        "dimensions": len(catalogue.dimensions),
        "indicators": len(catalogue.indicators),
    }
    if not advice:
        typer.echo(message("run.no_advice", settings.language, **counts))
        return
    typer.echo(message("run.advice", settings.language, count=len(advice), **counts))
    for piece in advice:
        typer.echo(f"  {piece.text(settings.language)}")


def schema() -> None:
    """Print the JSON Schema of a catalogue."""
    from bench.catalogue.schema import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
