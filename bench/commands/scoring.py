"""The commands ``score`` and ``weights``: the last run under other weights."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bench.commands.output import print_data, print_tables, tell_notes
from bench.messages import message
from bench.options import (
    CatalogueOption,
    DocumentsOption,
    FormatOption,
    LanguageOption,
    LastOutputOption,
    ProjectArgument,
    ScenarioOption,
    SetOption,
    WeightsOption,
    check_form,
    chosen_settings,
    told,
)

# Each command imports what it works with: `score` must not wait for what reads or draws.
if TYPE_CHECKING:
    from bench.kept import Kept
    from bench.project import Project
    from bench.scoring.standings import Scenario
    from bench.settings import Settings


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
    from bench.last_run import changed_documents, read_last_run
    from bench.report.terminal.scenarios import standings_summary
    from bench.rescoring import compare, own_scenario
    from bench.scoring.standings import standings_record, standings_table

    with told(language):
        check_form(form)
        settings = chosen_settings(project, documents, output, catalogue, language)
    spoken = settings.language
    with told(spoken):
        loaded, scenarios, kept = _scenarios(settings, weights_files, scenario, changes)
        last = read_last_run(loaded.catalogue, settings)
        compared = compare(loaded, last, [own_scenario(loaded), *scenarios], kept)
        changed = changed_documents(last, settings, spoken)
    if changed:
        typer.echo(changed, err=True)
    tell_notes(compared.notes, spoken)
    if not any(standings.ranked.any() for standings in compared.standings):
        typer.echo(message("run.nothing_ranked", spoken), err=True)
    if form == "table":
        target = loaded.target.name if loaded.target else ""
        print_tables([standings_summary(compared, spoken, target)])
    else:
        print_data(form, standings_table(compared, spoken), standings_record(compared, spoken))


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

    from bench.report.terminal.scenarios import weights_records, weights_summary
    from bench.rescoring import own_scenario, weights_of, without_effect

    with told(language):
        check_form(form)
        settings = chosen_settings(project, documents, output, catalogue, language)
    spoken = settings.language
    with told(spoken):
        loaded, asked, kept = _scenarios(settings, weights_files, scenario, changes)
        scenarios = asked or [own_scenario(loaded)]
        listed = [(one, weights_of(loaded, one, kept)) for one in scenarios]
    tell_notes((note for one, _ in listed for note in without_effect(loaded, one)), spoken)
    if form == "table":
        print_tables(weights_summary(rows, one, spoken) for one, rows in listed)
    else:
        records = [record for one, rows in listed for record in weights_records(rows, one, spoken)]
        print_data(form, pd.DataFrame(records), records)


def _scenarios(
    settings: Settings,
    files: list[Path] | None,
    names: list[str] | None,
    changes: list[str] | None,
) -> tuple[Project, list[Scenario], Kept | None]:
    """Load a project, the scenarios that the command line asks for, and what the last run kept."""
    from bench.kept import read_kept
    from bench.project import load_project
    from bench.rescoring import asked_scenarios

    kept = read_kept(settings.output)
    project = load_project(settings, kept.parsed() if kept else None)
    return project, asked_scenarios(project, files or (), names or (), changes or ()), kept
