"""The command ``query``: the tables of the last run, asked in SQL."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bench.commands.output import print_data, print_tables, records
from bench.options import (
    FormatOption,
    LanguageOption,
    LastOutputOption,
    ProjectOption,
    check_form,
    chosen_settings,
    explanation,
    told,
)

SqlArgument = Annotated[str | None, typer.Argument(help=explanation("sql"), show_default=False)]
SaveOption = Annotated[Path | None, typer.Option("--save", help=explanation("save"))]


def query(
    sql: SqlArgument = None,
    project: ProjectOption = None,
    form: FormatOption = "table",
    save: SaveOption = None,
    output: LastOutputOption = None,
    language: LanguageOption = None,
) -> None:
    """Ask the tables of the last run in SQL; without a query, name them."""
    from bench.querying import open_run, save_table
    from bench.report.terminal.plain import plain_table

    with told(language):
        check_form(form)
        settings = chosen_settings(project, None, output, None, language)
    with told(settings.language):
        question = open_run(settings.output)
        found = question.tables() if sql is None else question.ask(sql)
        if save is not None:
            save_table(found, save)
            return
    if form == "table":
        print_tables([plain_table(found)])
    else:
        print_data(form, found, records(found))
