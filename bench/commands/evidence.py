"""The commands ``explain``, ``sample`` and ``evaluate``: what the evidence is worth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bench.commands.output import print_tables, tell_files
from bench.messages import message
from bench.options import (
    CatalogueOption,
    DocumentsOption,
    LanguageOption,
    ProjectArgument,
    ProjectOption,
    chosen_settings,
    explanation,
    progress_bar,
    told,
)

# Each command imports what it works with: `score` must not wait for what reads or draws.
if TYPE_CHECKING:
    from bench.documents import Corpus
    from bench.evidence.analysis import Analyser
    from bench.gathering import Tables
    from bench.inputs import Inputs


def explain(
    region: Annotated[str, typer.Argument(help=explanation("region"))],
    indicator: Annotated[str | None, typer.Argument(help=explanation("indicator"))] = None,
    project: ProjectOption = None,
    documents: DocumentsOption = None,
    catalogue: CatalogueOption = None,
    language: LanguageOption = None,
    most: Annotated[int, typer.Option("--most", min=1, help=explanation("most"))] = 20,
) -> None:
    """Print the statistics and claims behind a region's scores, and how each came to count."""
    from bench import benchmark
    from bench.catalogue.loading import find_indicator
    from bench.documents import analyses_of
    from bench.evidence.explanation import explain as explanations
    from bench.report.terminal.explained import explained, explained_cells

    inputs = _inputs(project, documents, catalogue, language)
    with told(inputs.settings.language):
        place = inputs.gazetteer.reporting(inputs.gazetteer.find(region))
        wanted = None if indicator is None else find_indicator(inputs.catalogue, indicator).id
    analyser, tables = _gathered(inputs)
    with told(inputs.settings.language):
        scored = benchmark.score_tables(inputs, tables, draws=0)
    language, catalogue_ = inputs.settings.language, inputs.catalogue
    own = tables.evidence[tables.evidence["region_code"] == place.code]
    found = explanations(analyses_of(inputs, analyser, set(own["document"])), place.code, wanted)
    cells = explained_cells(scored, catalogue_, inputs.statistics, place.code, wanted, language)
    lines = [*cells, *explained(found, catalogue_, language, most)]
    for line in lines or [message("report.explain_none", language)]:
        typer.echo(line)


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
    print_tables(summary(result, inputs.catalogue, spoken))
    typer.echo(counted(result, spoken))
    tell_files(output, files, spoken)


def _inputs(
    project: Path | None,
    documents: Path | None,
    catalogue: Path | None,
    language: str | None,
) -> Inputs:
    """Load and check a project, for the commands that look into evidence."""
    from bench.inputs import load_inputs

    with told(language):
        settings = chosen_settings(project, documents, None, catalogue, language)
    with told(settings.language):
        return load_inputs(settings)


def _gathered(inputs: Inputs) -> tuple[Analyser, Tables]:
    """Return what the documents of a project say, from the store where it has it."""
    from bench.corpus.inventory import inventory
    from bench.documents import make_analyser
    from bench.gathering import gather

    spoken = inputs.settings.language
    with told(spoken), progress_bar(spoken) as progress:
        analyser = make_analyser(inputs)
        sources = inventory(inputs.settings.documents) if inputs.sources else {}
        return analyser, gather(inputs, analyser, sources, progress).tables


def _analysed(inputs: Inputs) -> tuple[Analyser, Corpus]:
    """Read and analyse the documents of a project."""
    from bench.documents import make_analyser, read_corpus

    spoken = inputs.settings.language
    with told(spoken), progress_bar(spoken) as progress:
        analyser = make_analyser(inputs)
        return analyser, read_corpus(inputs, analyser, progress)
