"""What commands print: tables as CSV or JSON, notes, the files written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console

from bench.messages import message

if TYPE_CHECKING:
    import pandas as pd

    from bench.errors import BenchError


def print_tables(tables: Iterable[Any]) -> None:
    """Print what rich can print, one below the other."""
    console = Console(soft_wrap=True)
    for table in tables:
        console.print(table)


def print_data(form: str, table: pd.DataFrame, record: Any) -> None:
    """Print a table as CSV, or what stands for it as JSON."""
    from bench.files import csv_text

    if form == "csv":
        typer.echo(csv_text(table), nl=False)
    else:
        typer.echo(json.dumps(record, ensure_ascii=False, indent=2))


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a table as data for JSON; what is missing is None."""
    known = table.astype(object).where(table.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in known.to_dict("records")]


def tell_notes(notes: Iterable[BenchError], language: str) -> None:
    """Tell notes on standard error, each once."""
    for text in dict.fromkeys(note.text(language) for note in notes):
        typer.echo(text, err=True)


def tell_files(folder: Path, names: Iterable[str], language: str) -> None:
    """Say which files were written."""
    typer.echo(message("run.written", language, folder=folder))
    for name in names:
        typer.echo(f"  {folder / name}")
