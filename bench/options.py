"""What commands share: their options, the settings these ask for, how problems are told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from bench.errors import BenchError, InputError
from bench.messages import LANGUAGES, message
from bench.places import place
from bench.resources import shipped
from bench.settings import CHART_SIZES, PROJECT_FILE, Settings, default_settings, load_settings

# Called with (documents done, of how many, the next one's name).
Advance = Callable[[int, int, str], None]
FORMS: Final = ("table", "csv", "json")

_LANGUAGE_VARIABLE: Final = "REGIONBENCH_LANGUAGE"
_HELP_LANGUAGE: Final = os.environ.get(_LANGUAGE_VARIABLE, "zh")


def explanation(name: str) -> str:
    """Return the help of a command or an option, in the language of the environment."""
    return message(f"run.{name}_help", _HELP_LANGUAGE)


def given_place(text: str) -> Path:
    """Return a folder, or an address of fsspec, that the command line names."""
    try:
        return place(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


ProjectArgument = Annotated[
    Path | None, typer.Argument(help=explanation("project"), show_default=False)
]
ProjectOption = Annotated[
    Path | None, typer.Option("--project", help=explanation("project"), show_default=False)
]
DocumentsOption = Annotated[
    Path | None, typer.Option("--documents", help=explanation("documents"), parser=given_place)
]
OutputOption = Annotated[Path | None, typer.Option("--output", help=explanation("output"))]
CatalogueOption = Annotated[Path | None, typer.Option("--catalogue", help=explanation("catalogue"))]
LanguageOption = Annotated[
    str | None, typer.Option("--language", envvar=_LANGUAGE_VARIABLE, help=explanation("language"))
]
LastOutputOption = Annotated[Path | None, typer.Option("--output", help=explanation("last_output"))]
WeightsOption = Annotated[
    list[Path] | None,
    typer.Option("--weights", help=explanation("weights_file"), show_default=False),
]
ScenarioOption = Annotated[
    list[str] | None, typer.Option("--scenario", help=explanation("scenario"), show_default=False)
]
SetOption = Annotated[
    list[str] | None, typer.Option("--set", help=explanation("set"), show_default=False)
]
FormatOption = Annotated[str, typer.Option("--format", help=explanation("format"))]
ChartSizeOption = Annotated[
    str | None, typer.Option("--chart-size", help=explanation("chart_size"), show_default=False)
]
SvgOption = Annotated[
    bool | None, typer.Option("--svg/--no-svg", help=explanation("svg"), show_default=False)
]
JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", min=1, max=1024, help=explanation("jobs"), show_default=False),
]
SchedulerOption = Annotated[
    str | None, typer.Option("--scheduler", help=explanation("scheduler"), show_default=False)
]
StoreOption = Annotated[
    Path | None,
    typer.Option("--store", help=explanation("store"), parser=given_place, show_default=False),
]
KeepTextOption = Annotated[bool, typer.Option("--keep-text", help=explanation("keep_text"))]


def check_form(form: str) -> None:
    """Refuse a form of output that there is not.

    Raises
    ------
    InputError
        The form is none of `FORMS`.
    """
    if form not in FORMS:
        raise InputError("run.bad_format", known=", ".join(FORMS), format=form)


def check_language(language: str | None) -> None:
    """Refuse a language that is not spoken; None is for the settings to say.

    Raises
    ------
    InputError
        The language is none of `LANGUAGES`.
    """
    if language is not None and language not in LANGUAGES:
        raise InputError("run.bad_language", language=language)


def chosen_settings(
    project: Path | None,
    documents: Path | None,
    output: Path | None,
    catalogue: Path | None,
    language: str | None,
) -> Settings:
    """Return the settings that the command line asks for."""
    check_language(language)
    if documents is not None:
        if project is not None:
            raise InputError("run.project_and_documents")
        settings = default_settings(documents, output, catalogue)
    else:
        settings = _project_settings(project).overridden(output=output, catalogue=catalogue)
    return settings.overridden(language=language)


def with_charts(settings: Settings, size: str | None, svg: bool | None) -> Settings:
    """Return the settings with charts drawn as the command line asks for.

    Raises
    ------
    InputError
        There are no charts of this size.
    """
    if size is not None and size not in CHART_SIZES:
        raise InputError("run.bad_chart_size", size=size, known=", ".join(CHART_SIZES))
    given = {"size": size, "svg": svg}
    changed = {name: value for name, value in given.items() if value is not None}
    charts = settings.charts.model_copy(update=changed)
    return settings.model_copy(update={"charts": charts})


def _project_settings(project: Path | None) -> Settings:
    """Return the settings of a project; of the current folder or the shipped one by default."""
    if project is not None:
        return load_settings(project)
    if Path(PROJECT_FILE).is_file():
        return load_settings(Path())
    typer.echo(message("run.shipped_example", _HELP_LANGUAGE, file=PROJECT_FILE), err=True)
    # The shipped example must not write into the installed package.
    return load_settings(shipped(PROJECT_FILE)).overridden(output=Path("reports"))


@contextmanager
def told(language: str | None) -> Iterator[None]:
    """Tell a problem on standard error and end with its exit code; never a traceback."""
    try:
        yield
    except BenchError as error:
        typer.echo(error.text(language or "zh"), err=True)
        raise typer.Exit(error.exit_code) from None


@contextmanager
def progress_bar(language: str) -> Iterator[Advance]:
    """Show progress on a terminal, and nothing in a pipe."""
    # Imported here: most commands show none.
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

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
