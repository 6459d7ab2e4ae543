"""The command ``diff``: what changed between two runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from bench.errors import InputError
from bench.options import (
    FormatOption,
    LanguageOption,
    check_form,
    check_language,
    explanation,
    told,
)

TABLES: Final = ("inputs", "ranking", "scores", "evidence")

BeforeArgument = Annotated[Path, typer.Argument(metavar="RUN_A", help=explanation("run_a"))]
AfterArgument = Annotated[Path, typer.Argument(metavar="RUN_B", help=explanation("run_b"))]
TableOption = Annotated[str, typer.Option("--table", help=explanation("diff_table"))]


def diff(
    run_a: BeforeArgument,
    run_b: AfterArgument,
    table: TableOption = "ranking",
    form: FormatOption = "table",
    language: LanguageOption = None,
) -> None:
    """Say what changed between two runs, and what each change comes of."""
    from bench.comparison.difference import difference, difference_record
    from bench.files import csv_text
    from bench.past_run import read_run
    from bench.report.terminal.difference import difference_summary, part_names

    with told(language):
        check_language(language)
        check_form(form)
        if table not in TABLES:
            raise InputError("comparison.bad_table", known=", ".join(TABLES), table=table)
        before, after = read_run(run_a), read_run(run_b)
        spoken = language or after.language
        found = difference(before, after, spoken)
    for note in found.notes:
        typer.echo(note.text(spoken), err=True)
    if form == "csv":
        typer.echo(csv_text(getattr(found, table)), nl=False)
    elif form == "json":
        typer.echo(json.dumps(difference_record(found, spoken), ensure_ascii=False, indent=2))
    else:
        console = Console(soft_wrap=True)
        for shown in difference_summary(found, part_names(before, after, spoken), spoken):
            console.print(shown)
