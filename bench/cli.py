"""The commands of ``regionbench``: parse, call, print."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from bench import __version__
from bench.messages import message
from bench.options import (
    CatalogueOption,
    DocumentsOption,
    FormatOption,
    KeepTextOption,
    LanguageOption,
    LastOutputOption,
    OutputOption,
    ProjectArgument,
    ProjectOption,
    ScenarioOption,
    SetOption,
    WeightsOption,
    check_form,
    chosen_settings,
    explanation,
    progress_bar,
    told,
)
from bench.settings import Settings

# Each command imports what it works with: `score` must not wait for what reads or draws.
if TYPE_CHECKING:
    import pandas as pd

    from bench import benchmark
    from bench.evidence.analysis import Analyser
    from bench.project import Project
    from bench.scoring.standings import Scenario

app = typer.Typer(
    help=explanation("app"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"regionbench {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help=explanation("version")
        ),
    ] = False,
) -> None:
    pass


@app.command(help=explanation("run"))
def run(
    project: ProjectArgument = None,
    documents: DocumentsOption = None,
    output: OutputOption = None,
    catalogue: CatalogueOption = None,
    language: LanguageOption = None,
    keep_text: KeepTextOption = False,
) -> None:
    """Read documents, score and rank, write the report."""
    from bench import benchmark
    from bench.report.summary import ranking_summary

    with told(language):
        settings = chosen_settings(project, documents, output, catalogue, language)
    with told(settings.language), progress_bar(settings.language) as progress:
        outcome = benchmark.run(settings, keep_text=keep_text, progress=progress)
    for warning in outcome.warnings:
        typer.echo(warning, err=True)
    console = Console(soft_wrap=True)
    console.print(ranking_summary(outcome.ranking, settings.language, outcome.target))
    _tell_files(outcome.output, outcome.files, settings.language)


@app.command(help=explanation("check"))
def check(project: ProjectArgument = None, language: LanguageOption = None) -> None:
    """Check the project file, catalogue and weights."""
    from bench import benchmark
    from bench.catalogue.lint import lint

    with told(language):
        settings = chosen_settings(project, None, None, None, language)
    with told(settings.language):
        catalogue = benchmark.load_inputs(settings).catalogue
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


@app.command(help=explanation("score"))
def score(
    project: ProjectArgument = None,
    weights_files: WeightsOption = None,
    scenario: ScenarioOption = None,
    changes: SetOption = None,
    form: FormatOption = "table",
    documents: DocumentsOption = None,
    output: LastOutputOption = None,
    catalogue: CatalogueOption = None,
    language: LanguageOption = None,
) -> None:
    """Score the evidence of the last run anew, under its own weights and others."""
    from bench.last_run import read_last_run
    from bench.report.scenarios import standings_summary
    from bench.rescoring import compare, own_scenario
    from bench.scoring.standings import standings_record, standings_table

    with told(language):
        check_form(form)
        settings = chosen_settings(project, documents, output, catalogue, language)
    spoken = settings.language
    with told(spoken):
        loaded, scenarios = _scenarios(settings, weights_files, scenario, changes)
        last = read_last_run(loaded.catalogue, settings)
        compared = compare(loaded, last, [own_scenario(loaded), *scenarios])
    for note in compared.notes:
        typer.echo(note.text(spoken), err=True)
    table = standings_table(compared)
    if table.filter(regex="^rank").isna().all(axis=None):
        typer.echo(message("run.nothing_ranked", spoken), err=True)
    if form == "table":
        target = loaded.target.name if loaded.target else ""
        Console(soft_wrap=True).print(standings_summary(compared, spoken, target))
    else:
        _print_data(form, table, standings_record(compared, spoken))


@app.command(help=explanation("weights"))
def weights(
    project: ProjectArgument = None,
    weights_files: WeightsOption = None,
    scenario: ScenarioOption = None,
    changes: SetOption = None,
    form: FormatOption = "table",
    documents: DocumentsOption = None,
    output: LastOutputOption = None,
    catalogue: CatalogueOption = None,
    language: LanguageOption = None,
) -> None:
    """List every weight: as given, as a share, as it counts in the index, and its source."""
    import pandas as pd

    from bench.report.scenarios import weights_records, weights_summary
    from bench.rescoring import own_scenario, weights_of, without_effect

    with told(language):
        check_form(form)
        settings = chosen_settings(project, documents, output, catalogue, language)
    spoken = settings.language
    with told(spoken):
        loaded, scenarios = _scenarios(settings, weights_files, scenario, changes)
        listed = [(one, weights_of(loaded, one)) for one in scenarios or [own_scenario(loaded)]]
    for one, _ in listed:
        for note in without_effect(loaded, one):
            typer.echo(note.text(spoken), err=True)
    if form == "table":
        console = Console(soft_wrap=True)
        for one, rows in listed:
            console.print(weights_summary(rows, one, spoken))
    else:
        records = [record for one, rows in listed for record in weights_records(rows, one, spoken)]
        _print_data(form, pd.DataFrame(records), records)


@app.command(help=explanation("explain"))
def explain(
    region: Annotated[str, typer.Argument(help=explanation("region"))],
    indicator: Annotated[str | None, typer.Argument(help=explanation("indicator"))] = None,
    project: ProjectOption = None,
    documents: DocumentsOption = None,
    catalogue: CatalogueOption = None,
    language: LanguageOption = None,
    most: Annotated[int, typer.Option("--most", min=1, help=explanation("most"))] = 20,
) -> None:
    """Print the claims behind a region's score, and what made the program think so."""
    from bench.catalogue.loading import find_indicator
    from bench.evidence.explanation import explain as explanations
    from bench.report.explained import explained

    inputs = _inputs(project, documents, catalogue, language)
    with told(inputs.settings.language):
        place = inputs.gazetteer.reporting(inputs.gazetteer.find(region))
        wanted = None if indicator is None else find_indicator(inputs.catalogue, indicator).id
    _, corpus = _analysed(inputs)
    found = explanations(corpus.analyses, place.code, wanted)
    for line in explained(found, inputs.catalogue, inputs.settings.language, most):
        typer.echo(line)


@app.command(help=explanation("sample"))
def sample(
    output: Annotated[Path, typer.Option("--output", help=explanation("sample_output"))],
    project: ProjectArgument = None,
    documents: DocumentsOption = None,
    catalogue: CatalogueOption = None,
    language: LanguageOption = None,
    size: Annotated[int, typer.Option("--size", help=explanation("size"))] = 150,
    seed: Annotated[int, typer.Option("--seed", help=explanation("seed"))] = 1,
) -> None:
    """Draw sentences for coders to label, blind to the program's answer."""
    from bench.evaluation.sheet import check_sample, drawn_line, write_sample

    inputs = _inputs(project, documents, catalogue, language)
    spoken = inputs.settings.language
    with told(spoken):
        check_sample(output, size, seed)
        inputs.settings.refuse_output(output)
    analyser, corpus = _analysed(inputs)
    with told(spoken):
        drawn = write_sample(
            corpus.analyses, analyser, output, size=size, seed=seed, language=spoken
        )
    typer.echo(drawn_line(drawn, spoken))


@app.command(help=explanation("evaluate"))
def evaluate(
    labels: Annotated[Path, typer.Argument(help=explanation("labels"))],
    labels_b: Annotated[Path | None, typer.Argument(help=explanation("labels_b"))] = None,
    project: ProjectOption = None,
    documents: DocumentsOption = None,
    catalogue: CatalogueOption = None,
    language: LanguageOption = None,
    sampled: Annotated[bool, typer.Option("--sample", help=explanation("sampled"))] = False,
    output: Annotated[Path, typer.Option("--output", help=explanation("evaluation_output"))] = Path(
        "evaluation"
    ),
) -> None:
    """Measure the program by the labels of one coder or two."""
    from bench.evaluation.evaluate import evaluate_files
    from bench.evaluation.report import counted, summary, write_evaluation

    inputs = _inputs(project, documents, catalogue, language)
    spoken = inputs.settings.language
    with told(spoken):
        inputs.settings.refuse_output(output)
    analyser, corpus = _analysed(inputs)
    with told(spoken):
        result = evaluate_files(
            corpus.analyses, analyser, labels, labels_b, sampled=sampled, language=spoken
        )
        files = write_evaluation(result, inputs.catalogue, output, spoken)
    for warning in result.warnings:
        typer.echo(warning, err=True)
    console = Console(soft_wrap=True)
    for table in summary(result, inputs.catalogue, spoken):
        console.print(table)
    typer.echo(counted(result, spoken))
    _tell_files(output, files, spoken)


@app.command(help=explanation("schema"))
def schema() -> None:
    """Print the JSON Schema of a catalogue."""
    from bench.catalogue.schema import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


def _scenarios(
    settings: Settings,
    files: list[Path] | None,
    names: list[str] | None,
    changes: list[str] | None,
) -> tuple[Project, list[Scenario]]:
    """Load a project, and the scenarios that the command line asks for."""
    from bench.project import load_project
    from bench.rescoring import asked_scenarios

    project = load_project(settings)
    return project, asked_scenarios(project, files or (), names or (), changes or ())


def _print_data(form: str, table: pd.DataFrame, record: Any) -> None:
    """Print a table as CSV, or what stands for it as JSON."""
    from bench.files import csv_text

    if form == "csv":
        typer.echo(csv_text(table), nl=False)
    else:
        typer.echo(json.dumps(record, ensure_ascii=False, indent=2))


def _tell_files(folder: Path, names: Iterable[str], language: str) -> None:
    typer.echo(message("run.written", language, folder=folder))
    for name in names:
        typer.echo(f"  {folder / name}")


def _inputs(
    project: Path | None,
    documents: Path | None,
    catalogue: Path | None,
    language: str | None,
) -> benchmark.Inputs:
    """Load and check a project, for the commands that look into evidence."""
    from bench import benchmark

    with told(language):
        settings = chosen_settings(project, documents, None, catalogue, language)
    with told(settings.language):
        return benchmark.load_inputs(settings)


def _analysed(inputs: benchmark.Inputs) -> tuple[Analyser, benchmark.Corpus]:
    """Read and analyse the documents of a project."""
    from bench import benchmark

    spoken = inputs.settings.language
    with told(spoken), progress_bar(spoken) as progress:
        analyser = benchmark.make_analyser(inputs)
        return analyser, benchmark.read_corpus(inputs, analyser, progress)


def main() -> None:
    """Run the command line."""
    # A console that is not in UTF-8 must not end a run that is done.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()
