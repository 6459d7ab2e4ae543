"""The commands of ``regionbench``: parse, call, print."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bench import __version__, benchmark
from bench.catalogue.lint import lint
from bench.catalogue.loading import find_indicator
from bench.catalogue.schema import json_schema
from bench.errors import BenchError, InputError
from bench.evaluation.evaluate import evaluate_files
from bench.evaluation.report import counted, summary, write_evaluation
from bench.evaluation.sheet import check_sample, drawn_line, write_sample
from bench.evidence.analysis import Analyser
from bench.evidence.explanation import explain as explanations
from bench.messages import LANGUAGES, message
from bench.report.explained import explained
from bench.report.summary import ranking_summary
from bench.resources import shipped
from bench.settings import PROJECT_FILE, Settings, default_settings, load_settings

_LANGUAGE_VARIABLE = "REGIONBENCH_LANGUAGE"
_help_language = os.environ.get(_LANGUAGE_VARIABLE, "zh")

app = typer.Typer(
    help=message("run.app_help", _help_language),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _help(name: str) -> str:
    return message(f"run.{name}_help", _help_language)


ProjectArgument = Annotated[Path | None, typer.Argument(help=_help("project"), show_default=False)]
ProjectOption = Annotated[
    Path | None, typer.Option("--project", help=_help("project"), show_default=False)
]
DocumentsOption = Annotated[Path | None, typer.Option("--documents", help=_help("documents"))]
OutputOption = Annotated[Path | None, typer.Option("--output", help=_help("output"))]
CatalogueOption = Annotated[Path | None, typer.Option("--catalogue", help=_help("catalogue"))]
LanguageOption = Annotated[
    str | None, typer.Option("--language", envvar=_LANGUAGE_VARIABLE, help=_help("language"))
]
KeepTextOption = Annotated[bool, typer.Option("--keep-text", help=_help("keep_text"))]


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"regionbench {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help=_help("version")),
    ] = False,
) -> None:
    pass


@app.command(help=_help("run"))
def run(
    project: ProjectArgument = None,
    documents: DocumentsOption = None,
    output: OutputOption = None,
    catalogue: CatalogueOption = None,
    language: LanguageOption = None,
    keep_text: KeepTextOption = False,
) -> None:
    """Read documents, score and rank, write the report."""
    with _told(language):
        settings = _settings(project, documents, output, catalogue, language)
    with _told(settings.language), _progress(settings.language) as progress:
        outcome = benchmark.run(settings, keep_text=keep_text, progress=progress)
    for warning in outcome.warnings:
        typer.echo(warning, err=True)
    console = Console(soft_wrap=True)
    console.print(ranking_summary(outcome.ranking, settings.language, outcome.target))
    _tell_files(outcome.output, outcome.files, settings.language)


@app.command(help=_help("check"))
def check(project: ProjectArgument = None, language: LanguageOption = None) -> None:
    """Check the project file, catalogue and weights."""
    with _told(language):
        settings = _settings(project, None, None, None, language)
    with _told(settings.language):
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


@app.command(help=_help("explain"))
def explain(
    region: Annotated[str, typer.Argument(help=_help("region"))],
    indicator: Annotated[str | None, typer.Argument(help=_help("indicator"))] = None,
    project: ProjectOption = None,
    documents: DocumentsOption = None,
    catalogue: CatalogueOption = None,
    language: LanguageOption = None,
    most: Annotated[int, typer.Option("--most", min=1, help=_help("most"))] = 20,
) -> None:
    """Print the claims behind a region's score, and what made the program think so."""
    inputs = _inputs(project, documents, catalogue, language)
    with _told(inputs.settings.language):
        place = inputs.gazetteer.reporting(inputs.gazetteer.find(region))
        wanted = None if indicator is None else find_indicator(inputs.catalogue, indicator).id
    _, corpus = _analysed(inputs)
    found = explanations(corpus.analyses, place.code, wanted)
    for line in explained(found, inputs.catalogue, inputs.settings.language, most):
        typer.echo(line)


@app.command(help=_help("sample"))
def sample(
    output: Annotated[Path, typer.Option("--output", help=_help("sample_output"))],
    project: ProjectArgument = None,
    documents: DocumentsOption = None,
    catalogue: CatalogueOption = None,
    language: LanguageOption = None,
    size: Annotated[int, typer.Option("--size", help=_help("size"))] = 150,
    seed: Annotated[int, typer.Option("--seed", help=_help("seed"))] = 1,
) -> None:
    """Draw sentences for coders to label, blind to the program's answer."""
    inputs = _inputs(project, documents, catalogue, language)
    spoken = inputs.settings.language
    with _told(spoken):
        check_sample(output, size, seed)
        inputs.settings.refuse_output(output)
    analyser, corpus = _analysed(inputs)
    with _told(spoken):
        drawn = write_sample(
            corpus.analyses, analyser, output, size=size, seed=seed, language=spoken
        )
    typer.echo(drawn_line(drawn, spoken))


@app.command(help=_help("evaluate"))
def evaluate(
    labels: Annotated[Path, typer.Argument(help=_help("labels"))],
    labels_b: Annotated[Path | None, typer.Argument(help=_help("labels_b"))] = None,
    project: ProjectOption = None,
    documents: DocumentsOption = None,
    catalogue: CatalogueOption = None,
    language: LanguageOption = None,
    sampled: Annotated[bool, typer.Option("--sample", help=_help("sampled"))] = False,
    output: Annotated[Path, typer.Option("--output", help=_help("evaluation_output"))] = Path(
        "evaluation"
    ),
) -> None:
    """Measure the program by the labels of one coder or two."""
    inputs = _inputs(project, documents, catalogue, language)
    spoken = inputs.settings.language
    with _told(spoken):
        inputs.settings.refuse_output(output)
    analyser, corpus = _analysed(inputs)
    with _told(spoken):
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


@app.command(help=_help("schema"))
def schema() -> None:
    """Print the JSON Schema of a catalogue."""
    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))


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
    with _told(language):
        settings = _settings(project, documents, None, catalogue, language)
    with _told(settings.language):
        return benchmark.load_inputs(settings)


def _analysed(inputs: benchmark.Inputs) -> tuple[Analyser, benchmark.Corpus]:
    """Read and analyse the documents of a project."""
    spoken = inputs.settings.language
    with _told(spoken), _progress(spoken) as progress:
        analyser = benchmark.make_analyser(inputs)
        return analyser, benchmark.read_corpus(inputs, analyser, progress)


def _settings(
    project: Path | None,
    documents: Path | None,
    output: Path | None,
    catalogue: Path | None,
    language: str | None,
) -> Settings:
    """Return the settings that the command line asks for."""
    if language is not None and language not in LANGUAGES:
        raise InputError("run.bad_language", language=language)
    if documents is not None:
        if project is not None:
            raise InputError("run.project_and_documents")
        settings = default_settings(documents, output, catalogue)
    else:
        settings = _project_settings(project).overridden(output=output, catalogue=catalogue)
    return settings.overridden(language=language)


def _project_settings(project: Path | None) -> Settings:
    """Return the settings of a project; of the current folder or the shipped one by default."""
    if project is not None:
        return load_settings(project)
    if Path(PROJECT_FILE).is_file():
        return load_settings(Path())
    typer.echo(message("run.shipped_example", _help_language, file=PROJECT_FILE), err=True)
    # The shipped example must not write into the installed package.
    return load_settings(shipped(PROJECT_FILE)).overridden(output=Path("reports"))


@contextmanager
def _told(language: str | None) -> Iterator[None]:
    """Tell a problem on standard error and end with its exit code; never a traceback."""
    try:
        yield
    except BenchError as error:
        typer.echo(error.text(language or "zh"), err=True)
        raise typer.Exit(error.exit_code) from None


@contextmanager
def _progress(language: str) -> Iterator[benchmark.Progress]:
    """Show progress on a terminal, and nothing in a pipe."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    shown = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    with shown as bar:
        task = bar.add_task(message("run.reading", language), name="")

        def advance(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, name=name)

        yield advance


def main() -> None:
    """Run the command line."""
    # A console that is not in UTF-8 must not end a run that is done.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()
