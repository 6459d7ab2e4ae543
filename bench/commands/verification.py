"""The command ``verify``: a workbook held against its documents and its evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bench.commands.output import print_data, print_tables
from bench.options import (
    FormatOption,
    LanguageOption,
    check_form,
    check_language,
    explanation,
    progress_bar,
    told,
)

WorkbookArgument = Annotated[Path, typer.Argument(help=explanation("workbook"))]
HeldAgainstOption = Annotated[
    Path | None,
    typer.Option("--project", help=explanation("verify_project"), show_default=False),
]
SourcesOption = Annotated[
    Path | None,
    typer.Option("--documents", help=explanation("verify_documents"), show_default=False),
]
DeepOption = Annotated[bool, typer.Option("--deep", help=explanation("deep"))]


def verify(
    workbook: WorkbookArgument,
    project: HeldAgainstOption = None,
    documents: SourcesOption = None,
    deep: DeepOption = False,
    form: FormatOption = "table",
    language: LanguageOption = None,
) -> None:
    """Find every quote of a workbook again, score it anew, and say what does not hold."""
    with told(language):
        check_language(language)
        check_form(form)
        from bench.verification.findings import failures_table, verification_record
        from bench.verification.told import verification_summary
        from bench.verification.verify import verify as verified

        with progress_bar(language or "zh") as advance:
            found = verified(
                workbook, project=project, documents=documents, deep=deep, progress=advance
            )
    spoken = language or found.language
    if form == "table":
        print_tables(verification_summary(found, spoken))
    else:
        table = failures_table(found.failures, spoken)
        print_data(form, table, verification_record(found, spoken))
    if not found.holds:
        raise typer.Exit(1)
