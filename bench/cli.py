"""The command line ``regionbench``: which commands there are."""

from __future__ import annotations

import os
import sys
from typing import Annotated, Final

import typer

from bench.commands.comparison import compare, gaps, peers
from bench.commands.corpus import manifest
from bench.commands.difference import diff
from bench.commands.evidence import evaluate, explain, sample
from bench.commands.querying import query
from bench.commands.running import check, run, schema
from bench.commands.scoring import score, weights
from bench.commands.verification import verify
from bench.options import explanation

# Read by numpy's linear algebra as it is loaded, which the commands do.
_THREADS: Final = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

app = typer.Typer(
    help=explanation("app"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from bench import __version__

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


# In the order of --help: a project from beginning to end, then what to ask of it.
for _command in (
    manifest,
    run,
    check,
    score,
    weights,
    compare,
    gaps,
    peers,
    diff,
    query,
    verify,
    explain,
    sample,
    evaluate,
    schema,
):
    app.command(_command.__name__, help=explanation(_command.__name__))(_command)


def main() -> None:
    """Run the command line."""
    # A console that is not in UTF-8 must not end a run that is done.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    # Matrices are small here: on a busy machine threads that wait for each other double a run.
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    app()
